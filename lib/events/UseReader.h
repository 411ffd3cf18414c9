//===--- UseReader.h - from a name to what happens to it --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows each name of a body to what happens to the object. An expression means nothing by
/// itself, so the meaning is looked for from the name outwards.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_USEREADER_H
#define VALUETASK_LIB_EVENTS_USEREADER_H

#include "events/CallReader.h"

namespace valuetask {

class UseReader {
public:
  UseReader(const BodyIndex &Body, Summaries &Callees, EventSink &Sink, NameBinder &Names)
      : Body(Body), Types(Body.types()), Sink(Sink), Names(Names), Effects(Sink),
        Arguments(Body, Callees, Sink, Effects), Closures(Body, Callees, Sink, Names, Effects),
        Calls(Body, Callees, Sink, Names, Effects, Arguments, Closures) {}

  void readAll();

private:
  void read(const clang::Expr *Name);

  /// Goes from the use to its parent, when that leads to a place too; otherwise the parent does
  /// something to the object, and that is noted. What isn't understood is an escape: silence, and
  /// no guess.
  ///
  /// \returns whether the parent leads to a place
  bool stepOut(Use &U, const clang::Stmt *Parent);
  bool stepOutOfUnary(Use &U, const clang::UnaryOperator *Unary);
  bool stepOutOfCast(Use &U, const clang::CastExpr *Cast);
  bool stepOutOfSubscript(Use &U, const clang::ArraySubscriptExpr *Subscript);
  bool stepOutOfMember(Use &U, const clang::MemberExpr *Member);
  bool accessesMember(const Use &U, const clang::MemberExpr *Member);
  bool isSingleConsumptionHere(clang::QualType Type, bool Arrow) const;

  void end(Use &U, const clang::Stmt *Parent);
  void await(const Use &U, const clang::CoroutineSuspendExpr *Await);
  bool isGivenToRemoval(const clang::CXXConstructExpr *Construct) const;
  void construct(Use &U, const clang::CXXConstructExpr *Construct);
  void returned(const Use &U);
  void operate(const Use &U, const clang::BinaryOperator *Binary);
  const clang::VarDecl *initialisedBy(const clang::Expr *E) const;

  const BodyIndex &Body;
  const Awaitables &Types;
  EventSink &Sink;
  NameBinder &Names;
  SummaryApplier Effects;
  ArgumentReader Arguments;
  ClosureReader Closures;
  CallReader Calls;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_USEREADER_H

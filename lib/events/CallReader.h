//===--- CallReader.h - what a call does to its object ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a call does to an object whose member it calls, or that is an argument of a function of a
/// library. What ArgumentReader and ClosureReader know is theirs.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_CALLREADER_H
#define VALUETASK_LIB_EVENTS_CALLREADER_H

#include "events/ArgumentReader.h"
#include "events/ClosureReader.h"

namespace valuetask {

class CallReader {
public:
  CallReader(const BodyIndex &Body, Summaries &Callees, EventSink &Sink, NameBinder &Names,
             SummaryApplier &Effects, ArgumentReader &Arguments, ClosureReader &Closures)
      : Body(Body), Types(Body.types()), Callees(Callees), Sink(Sink), Names(Names),
        Effects(Effects), Arguments(Arguments), Closures(Closures) {}

  /// The use is the callee or an argument of the call.
  ///
  /// \returns whether the call leads to a place; the use is one of that then.
  bool stepOut(Use &U, const clang::CallExpr *Call);

private:
  bool stepOutOfCallee(Use &U, const clang::CallExpr *Call);
  bool stepOutOfMethod(Use &U, const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                       clang::SourceLocation Location);
  bool stepOutOfUnknownMethod(Use &U, const clang::CallExpr *Call,
                              const clang::CXXMethodDecl *Method, clang::SourceLocation Location);
  void callMember(const Use &U, const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                  clang::SourceLocation Location);
  bool ask(const Use &U, const clang::CallExpr *Call, const clang::Stmt *At,
           clang::SourceLocation Location);
  bool isAsked(const Use &U, const clang::CallExpr *Call) const;
  const Summary *summaryOfDerived(const clang::CallExpr *Call,
                                  const clang::CXXMethodDecl *Method) const;
  bool isDropped(const clang::Expr *Value) const;

  bool isBesideItsMove(const clang::CallExpr *Assignment) const;
  bool movesToItself(const clang::CXXOperatorCallExpr *Assignment) const;
  bool assignsView(const Use &U, const clang::CXXOperatorCallExpr *Assignment);
  bool isSwapOf(const Use &U, const clang::CallExpr *Call) const;
  void swap(const Use &U, const clang::CallExpr *Call);
  void applyTo(const Use &U, const clang::CallExpr *Call);
  void exchange(const Use &U, const clang::CallExpr *Call);

  const BodyIndex &Body;
  const Awaitables &Types;
  Summaries &Callees;
  EventSink &Sink;
  NameBinder &Names;
  SummaryApplier &Effects;
  ArgumentReader &Arguments;
  ClosureReader &Closures;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_CALLREADER_H

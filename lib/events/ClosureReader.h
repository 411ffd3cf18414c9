//===--- ClosureReader.h - what a lambda does to its captures ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What lambdas do to the places that they capture: a call of the lambda does what its body does.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_CLOSUREREADER_H
#define VALUETASK_LIB_EVENTS_CLOSUREREADER_H

#include "events/NameBinder.h"
#include "events/SummaryApplier.h"
#include "llvm/ADT/SetVector.h"

namespace valuetask {

class ClosureReader {
public:
  ClosureReader(const BodyIndex &Body, Summaries &Callees, EventSink &Sink, NameBinder &Names,
                SummaryApplier &Effects)
      : Body(Body), Callees(Callees), Sink(Sink), Names(Names), Effects(Effects) {}

  /// The lambda captures the used place, by a copy that is a construction of its own, or by
  /// reference.
  void capture(const Use &U, const clang::LambdaExpr *Lambda);

  /// A call of a lambda: what its body does to what it captured happens here.
  ///
  /// \param Closure  the use of its name; null where it has none. It becomes a use of what the
  ///                 lambda returns, when that is a reference to something that it captured.
  /// \returns whether it did.
  bool call(const clang::CXXMethodDecl *Operator, Use *Closure, const clang::CallExpr *Call,
            const clang::Stmt *At);

  /// The calls of the lambdas that capture something and are called where they are written, which
  /// no name leads to.
  void readCallsInPlace();

private:
  bool isOnlyCalled(const clang::LambdaExpr *Lambda);
  bool isNameOnlyCalled(const clang::VarDecl *Variable) const;
  bool isCallee(const clang::Expr *Name) const;
  void askCapture(const clang::CXXMethodDecl *Operator, const clang::CallExpr *Call,
                  const clang::Stmt *At);
  void pinCaptures(const clang::CXXMethodDecl *Operator, const clang::CallExpr *Call);
  std::optional<Place> placeOfCapture(const clang::CXXMethodDecl *Operator, const Effect &E,
                                      const Use *Closure);

  const BodyIndex &Body;
  Summaries &Callees;
  EventSink &Sink;
  NameBinder &Names;
  SummaryApplier &Effects;
  llvm::DenseMap<const clang::LambdaExpr *, bool> OnlyCalled;
  llvm::SetVector<const clang::LambdaExpr *> CalledInPlace;
  /// What init-captures that are made from an address refer to.
  llvm::DenseMap<const clang::VarDecl *, Place> PointsTo;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_CLOSUREREADER_H

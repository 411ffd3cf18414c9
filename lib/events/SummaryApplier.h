//===--- SummaryApplier.h - what a call does by its summary -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns the summary of a callee into events of the caller, on the places that the caller knows.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_SUMMARYAPPLIER_H
#define VALUETASK_LIB_EVENTS_SUMMARYAPPLIER_H

#include "events/EventSink.h"
#include "events/Summaries.h"

namespace valuetask {

class SummaryApplier {
public:
  explicit SummaryApplier(EventSink &Sink) : Sink(Sink) {}

  /// What the callee does to the used place, which it knows as \p Parameter (null for 'this').
  ///
  /// \returns whether the call leads to a place that it was given; the use is one of that then.
  bool apply(const Summary &CalleeSummary, Use &U, const clang::CallExpr *Call,
             const clang::ValueDecl *Parameter, const clang::FunctionDecl *Callee,
             const clang::Stmt *At);

  /// One effect of \p Callee, on a place that the caller reaches by \p Name.
  ///
  /// \param Call  of the callee itself; null where something else calls it
  void applyEffect(const Effect &E, const Place &Where, const clang::FunctionDecl *Callee,
                   const clang::Expr *Name, const clang::Stmt *At, const clang::CallExpr *Call,
                   const clang::CXXRecordDecl *As = nullptr);

private:
  EventSink &Sink;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_SUMMARYAPPLIER_H

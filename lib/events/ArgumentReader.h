//===--- ArgumentReader.h - what happens to an argument ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a call or a construction does to an object that is one of its arguments: as the callee's
/// summary says, or as the parameter's type announces.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_ARGUMENTREADER_H
#define VALUETASK_LIB_EVENTS_ARGUMENTREADER_H

#include "ast/Arguments.h"
#include "events/BodyIndex.h"
#include "events/SummaryApplier.h"

namespace valuetask {

class ArgumentReader {
public:
  ArgumentReader(const BodyIndex &Body, Summaries &Callees, EventSink &Sink,
                 SummaryApplier &Effects)
      : Types(Body.types()), Callees(Callees), Sink(Sink), Effects(Effects) {}

  /// The use is an argument of \p Call, a call or a construction, for the parameter \p To.
  ///
  /// \returns whether the call leads to a place that it was given; the use is one of that then.
  bool stepOut(Use &U, const clang::Expr *Call, const FormalParameter &To, const clang::Stmt *At);

private:
  struct Argument;
  bool toRValueReference(Use &U, const Argument &To);
  bool toConst(Use &U, const Argument &To);
  bool toMutable(Use &U, const Argument &To);
  bool apply(const Summary &CalleeSummary, Use &U, const Argument &To);

  const Awaitables &Types;
  Summaries &Callees;
  EventSink &Sink;
  SummaryApplier &Effects;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_ARGUMENTREADER_H

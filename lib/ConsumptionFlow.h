//===--- ConsumptionFlow.h - step one: candidates ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A forward dataflow that finds, cheaply, which consumptions may be second ones. Conditions are
/// not looked at: it sees every path of the graph, those that can't run too, so its answers are
/// candidates for PathFeasibility and no findings.
///
/// The state of an object is the set of what it may be, one bit each, so that the join is a union:
///
///   join        | fresh        consumed        unknown
///   ------------+---------------------------------------------
///   fresh       | fresh        fresh+consumed  fresh+unknown
///   consumed    |              consumed        consumed+unknown
///   unknown     |                              unknown
///
/// and each event maps every bit by itself:
///
///   event         | fresh     consumed            unknown
///   --------------+------------------------------------------
///   create        | fresh     fresh               fresh
///   reinitialise  | fresh     fresh               fresh
///   consume       | consumed  unknown; candidate  unknown
///   escape        | unknown   unknown             unknown
///
/// After a second consumption the object is unknown, so that a third is no second report.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_CONSUMPTIONFLOW_H
#define VALUETASK_LIB_CONSUMPTIONFLOW_H

#include "ControlFlow.h"
#include "Events.h"
#include <vector>

namespace valuetask {

enum class ObjectState : unsigned char { Fresh, Consumed, Unknown };

/// The state after an event; the table above, bit by bit.
ObjectState stateAfter(ObjectState Before, EventKind Event);

/// A consumption that may be the second one of its object.
struct Candidate {
  ObjectId Object;
  const clang::CFGBlock *Block;
  clang::SourceLocation Location;
  /// Where the object's life begins: its declarations, or the entry.
  std::vector<const clang::CFGBlock *> Births;
  /// Can it be fresh again, after it was consumed twice?
  bool CanBeFreshAgain;
};

/// By object, and in the order of the blocks, the entry first. Only objects that are consumed more
/// than once or in a loop cost anything, and each as much as the part of the graph between its
/// birth and its last consumption.
std::vector<Candidate> findCandidates(const ControlFlow &Flow, const FunctionEvents &Events);

} // namespace valuetask

#endif // VALUETASK_LIB_CONSUMPTIONFLOW_H

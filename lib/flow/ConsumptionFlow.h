//===--- ConsumptionFlow.h - step one: candidates ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A forward dataflow that finds, cheaply, which misuses an object may be part of. Conditions are
/// not looked at: it sees every path of the graph, those that can't run too, so its answers are
/// candidates for PathFeasibility and no findings.
///
/// The state of an object is the set of what it may be, so that the join is a union, and each event
/// maps every ObjectState by itself (its table is in events/ObjectState.h). A swap stands for other
/// events, which settleSwaps() finds; until then it is an escape. An event that reaches the object
/// by a view or by a variable index may be one of another object: it maps each state to both.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FLOW_CONSUMPTIONFLOW_H
#define VALUETASK_LIB_FLOW_CONSUMPTIONFLOW_H

#include "ast/ControlFlow.h"
#include "events/Events.h"
#include "events/ObjectState.h"
#include <vector>

namespace valuetask {

enum class MisuseKind {
  DoubleConsumption,  ///< consumed a second time
  Unconsumed,         ///< a variable ends without having been consumed
  UnguardedResult,    ///< its result is taken where it may not be there
  DelayedConsumption, ///< held across a suspension, and consumed then
};

/// The kinds that are asked for.
class MisuseKinds {
public:
  void add(MisuseKind Kind) { Bits |= 1U << static_cast<unsigned>(Kind); }
  bool has(MisuseKind Kind) const { return Bits & (1U << static_cast<unsigned>(Kind)); }
  bool any() const { return Bits != 0; }

private:
  unsigned Bits = 0;
};

/// An object and a point where it may be misused.
struct Candidate {
  MisuseKind Kind;
  ObjectId Object;
  /// The consumption; for Unconsumed the exit, the block that begins its next life, or one of a
  /// loop that never ends.
  const clang::CFGBlock *Block;
  clang::SourceLocation Location;
  /// Where the object's life begins: its declarations, or the entry.
  std::vector<const clang::CFGBlock *> Births;
  /// Can it be fresh again, after it was consumed twice?
  bool CanBeFreshAgain;
  /// For Unconsumed: who comes to the block doesn't come to an end.
  bool InEndlessLoop = false;
  /// For UnguardedResult: a type of which nothing is known but what a dialect says, so that any
  /// code that runs may be what completes it.
  bool CompletedByAnyCall = false;
};

/// Gives each swap its meaning, where it is clear what one of the two holds then.
void settleSwaps(const ControlFlow &Flow, FunctionEvents &Events);

/// By object, and in the order of the blocks, the entry first. An object costs as much as the part
/// of the graph between its birth and its last consumption.
std::vector<Candidate> findCandidates(const ControlFlow &Flow, const FunctionEvents &Events,
                                      const Awaitables &Types, MisuseKinds Wanted);

} // namespace valuetask

#endif // VALUETASK_LIB_FLOW_CONSUMPTIONFLOW_H

//===--- Summaries.h - what calls do to what they are given -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What functions do to the objects that they are given by reference, by pointer, as 'this', or by
/// a lambda's capture, as far as their bodies show: inspect, consume, fill again, let escape.
/// Computed on demand and kept.
///
/// A function that leads back to itself is first taken not to return; it is computed again with
/// what that gave, until nothing changes (a least fixpoint). Of functions that lead back to each
/// other, the one that was asked for first is computed again, and the others with it: once a round.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_SUMMARIES_H
#define VALUETASK_LIB_EVENTS_SUMMARIES_H

#include "ast/ControlFlow.h"
#include "events/Events.h"
#include "program/OtherUnits.h"
#include <memory>
#include <utility>

namespace valuetask {

/// What happens to one place that a function gets from its caller. A place without an effect is
/// only looked at.
struct Effect {
  using Kind = EffectKind;
  /// Its root is a parameter, a captured variable, or null for 'this'.
  Place Where;
  Kind What;
  clang::QualType Type;
  /// The member that takes its result on every path, and where; null where the function asks before
  /// that, or consumes it otherwise.
  const clang::CXXMethodDecl *Taker = nullptr;
  clang::SourceLocation TakenAt{};
  /// It is a container, of which each element is consumed.
  bool Each = false;
  /// For MayConsume: the statements that do it, where a path that passes none leaves it alone.
  std::vector<const clang::Stmt *> ConsumedAt{};

  friend bool operator==(const Effect &A, const Effect &B) {
    return A.Where == B.Where && A.What == B.What;
  }
};

struct Summary {
  std::vector<Effect> Effects;
  /// What it returns a reference or a pointer to.
  std::optional<Place> Returned;
  /// It returns a reference, but to what isn't clear.
  bool ReturnsSomething = false;
  /// It isn't known yet to return at all: the first approximation of a recursive function.
  bool Diverges = false;
  /// What it depends on that isn't known.
  std::vector<UnknownEffect> Unknown;
  /// What it asks whether there is something, or lets others ask.
  std::vector<Place> Asked;

  friend bool operator==(const Summary &A, const Summary &B) {
    return A.Effects == B.Effects && A.Asked == B.Asked && A.Returned == B.Returned &&
           A.ReturnsSomething == B.ReturnsSomething && A.Diverges == B.Diverges;
  }
};

class UnknownEffects;

class Summaries {
public:
  /// \param Others  answers for functions that have no body here; null: nobody does
  Summaries(const Awaitables &Types, ControlFlowCache &Flows, const OtherUnits *Others = nullptr)
      : Types(Types), Flows(Flows), Others(Others) {}

  const Awaitables &types() const { return Types; }
  /// Null where no body is visible and the other units know nothing, or where it is a system
  /// header's. The pointer stays valid until the next call.
  const Summary *of(const clang::FunctionDecl *Callee);

private:
  Summary compute(const clang::FunctionDecl *Definition);
  const Summary *ofOtherUnit(const clang::FunctionDecl *Callee);
  const Summary *withUnknown(const Summary *Result) const;

  friend class UnknownEffects;

  const Awaitables &Types;
  ControlFlowCache &Flows;
  const OtherUnits *Others;
  /// Collects for whoever asks; null: nobody wants to know.
  UnknownEffects *Collector = nullptr;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Summary>> Done;
  /// Being computed, the innermost last.
  std::vector<std::pair<const clang::FunctionDecl *, Summary>> Running;
  /// A result that depends on a running one, and is good for one round of that.
  struct Provisional {
    const clang::FunctionDecl *Function;
    std::unique_ptr<Summary> Result;
    size_t LeadsBackTo;
  };
  std::vector<Provisional> ThisRound;
  /// What such a function did in the last round, from which the next one goes on.
  llvm::DenseMap<const clang::FunctionDecl *, Summary> LastRound;
  bool Changed = false; ///< is any of those another one than in the last round?
  /// The outermost of the running ones that a computation asked for, as an index; its own is none.
  size_t LeadsBackTo = ~size_t(0);
};

/// Collects the unknown effects that the answers of a Summaries depend on, while it lives. Where
/// one is made while another collects, the other goes on when that one ends.
class UnknownEffects {
public:
  explicit UnknownEffects(Summaries &Of) : Of(Of), Outer(std::exchange(Of.Collector, this)) {}
  UnknownEffects(const UnknownEffects &) = delete;
  UnknownEffects &operator=(const UnknownEffects &) = delete;
  ~UnknownEffects() { Of.Collector = Outer; }

  /// What was collected so far, each once, in the order in which it was met.
  std::vector<UnknownEffect> unique() const;

private:
  friend class Summaries;

  Summaries &Of;
  UnknownEffects *Outer;
  std::vector<UnknownEffect> Met;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_SUMMARIES_H

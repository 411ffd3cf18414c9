//===--- Facts.h - facts that translation units exchange --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a unit's analysis tells of the functions that it defines, and joins with what the others
/// tell: does a function complete synchronously, and what does it do to the objects that it gets by
/// reference? Facts are plain data, without anything of the unit's tree.
///
/// An answer may depend on functions that the unit only declares. It is kept with its condition,
/// and settled when all units are known: a link step, after the idea of linking summaries (Whaley
/// and Lam; ThinLTO's indexes are the model for what is kept).
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROGRAM_FACTS_H
#define VALUETASK_LIB_PROGRAM_FACTS_H

#include "program/Condition.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace valuetask {

/// Of one definition of a function whose result can be awaited.
struct SuspensionFact {
  std::string Function;
  /// The ways through it, the entry first. Empty where it may complete synchronously, whatever the
  /// functions do that it calls.
  std::vector<WayPoint> Ways;
  /// All virtual functions that a call of may reach it.
  std::vector<std::string> Overrides;

  friend bool operator==(const SuspensionFact &, const SuspensionFact &) = default;
  friend auto operator<=>(const SuspensionFact &, const SuspensionFact &) = default;
};

/// What a function does to a parameter, if all that is assumed is so.
struct EffectCase {
  std::vector<EffectAssumption> If;
  EffectKind What = EffectKind::Escapes;

  friend bool operator==(const EffectCase &, const EffectCase &) = default;
  friend auto operator<=>(const EffectCase &, const EffectCase &) = default;
};

/// Of one parameter of a definition: the first case that holds; it escapes where none does.
struct ParameterFact {
  std::string Function;
  unsigned Parameter = 0;
  std::vector<EffectCase> Cases;
  /// Or it is only handed on to this function, as the parameter of that number, which says it all.
  std::string SameAs;
  unsigned SameParameter = 0;
  /// For a note: the function's name as it is written, and where the parameter stands.
  std::string Name;
  std::string File;
  unsigned Offset = 0;

  friend bool operator==(const ParameterFact &, const ParameterFact &) = default;
  friend auto operator<=>(const ParameterFact &, const ParameterFact &) = default;
};

/// Is the object consumed where the function is called?
bool consumes(EffectKind What);

/// The words of the note that stands at the parameter.
std::string noteOn(const ParameterFact &Fact);

/// What a unit tells, or several together.
struct Facts {
  std::vector<SuspensionFact> Suspensions;
  std::vector<ParameterFact> Parameters;
  /// Functions that return a task with which a unit does something else than to await it once and
  /// at once.
  std::vector<std::string> UsedOtherwise{};
  bool UsesKnown = false; ///< these were looked for, in all units

  bool empty() const { return Suspensions.empty() && Parameters.empty() && UsedOtherwise.empty(); }
};

/// The facts of a program, joined. What it answers doesn't depend on the order in which facts were
/// added, nor on how they were grouped. Not thread-safe.
class Program {
public:
  /// \param Closed  every class that overrides a virtual function of the program is in the facts
  explicit Program(bool Closed = false) : Closed(Closed) {}

  /// Some unit of the program isn't in the facts, so that it isn't known who else uses a function.
  void setPartial() { Partial = true; }

  /// Adds what a unit tells. What was told already, as of an inline function, costs nothing more.
  void add(Facts More);

  /// Does every call of the function suspend? No function that isn't known does; of several
  /// definitions, as of different programs, all have to. A greatest fixpoint over the calls, so
  /// that recursion doesn't hide what every other path shows: O(size of the facts), once.
  bool isAlwaysAsync(llvm::StringRef Function);

  /// The points of a function's ways at which it suspends.
  std::vector<unsigned> suspensionsOn(const std::vector<WayPoint> &Ways);

  /// What the function does to its parameter. It escapes where that isn't known, where definitions
  /// differ, and where it depends on itself by the way of other units.
  EffectKind effectOn(llvm::StringRef Function, unsigned Parameter);

  /// The definition that answers effectOn(); null where there is none.
  const ParameterFact *definitionOf(llvm::StringRef Function, unsigned Parameter) const;

  /// Do all units await what the function returns once and at once?
  bool isOnlyAwaited(llvm::StringRef Function) const {
    return !Partial && !UsedOtherwise.contains(Function);
  }

  struct Verdict {
    bool Holds = false;
    const Assumptions *Because = nullptr; ///< the alternative that is so
  };
  Verdict settle(const Condition &If);

  /// All that was added, in a fixed order.
  Facts facts() const;

private:
  using ParameterKey = std::pair<std::string, unsigned>;

  void solve();
  void solveSuspensions();
  void solveEffects();
  bool suspends(const WayPoint &At) const { return At.Always || Suspending.contains(At.Callee); }
  bool staysSuspending(llvm::StringRef Function) const;
  EffectKind known(const EffectAssumption &Of) const;
  bool holds(const std::vector<EffectAssumption> &All) const;

  bool Closed;
  bool Partial = false;
  bool Solved = false;
  std::map<std::string, std::set<SuspensionFact>, std::less<>> Suspensions;
  std::map<ParameterKey, std::set<ParameterFact>> Parameters;
  std::set<std::string, std::less<>> UsedOtherwise;
  llvm::StringMap<llvm::StringSet<>> Overriders;
  llvm::StringSet<> Suspending;
  std::map<ParameterKey, EffectKind> Effects;
};

/// The name of a function that no other unit can name. All that overrides it is in its unit, too.
std::string localNameOf(llvm::StringRef Function, llvm::StringRef Unit);

/// How a call that may reach every overrider of a virtual function is named.
/// \param Pure  that function itself is never reached
std::string virtualCallOf(llvm::StringRef Function, bool Pure);

/// A versioned text for one or many units' facts, with a checksum.
std::string toText(const Facts &Of);

/// \returns an error that ends a sentence about the text: "is damaged"
llvm::Expected<Facts> factsFromText(llvm::StringRef Text);

} // namespace valuetask

#endif // VALUETASK_LIB_PROGRAM_FACTS_H

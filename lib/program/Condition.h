//===--- Condition.h - what a finding assumes of other units ----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROGRAM_CONDITION_H
#define VALUETASK_LIB_PROGRAM_CONDITION_H

#include <compare>
#include <string>
#include <vector>

namespace valuetask {

/// What happens to one object that a function gets from its caller.
enum class EffectKind {
  Looks,         ///< nothing that matters
  Consumes,      ///< on every path that ends normally
  MayConsume,    ///< on some of them
  Reinitialises, ///< overwrites what was there
  Renews,        ///< consumes it, and fills it again
  Clears,        ///< overwrites what was there with nothing
  TakesOut,      ///< consumes it, and leaves it empty
  Escapes,
};

/// One place of a function where it may suspend, or its entry.
struct WayPoint {
  /// The function on which it hangs: this is a suspension when each of its calls suspends. Empty at
  /// the entry, and where it always suspends.
  std::string Callee;
  bool Always = false;
  /// What may be met next, when there is no suspension here, and whether the function may return
  /// before it meets any.
  std::vector<unsigned> Next;
  bool Returns = false;

  friend bool operator==(const WayPoint &, const WayPoint &) = default;
  friend auto operator<=>(const WayPoint &, const WayPoint &) = default;
};

struct EffectAssumption {
  std::string Function;
  unsigned Parameter = 0;
  EffectKind What = EffectKind::Escapes;

  friend bool operator==(const EffectAssumption &, const EffectAssumption &) = default;
  friend auto operator<=>(const EffectAssumption &, const EffectAssumption &) = default;
};

/// All of them together.
struct Assumptions {
  std::vector<EffectAssumption> All;

  friend bool operator==(const Assumptions &, const Assumptions &) = default;
  friend auto operator<=>(const Assumptions &, const Assumptions &) = default;
};

/// When a finding holds that depends on functions of other units: all of AlwaysAsync suspend
/// always, one of the alternatives, if there are any, is so, and nobody uses OnlyAwaited otherwise.
struct Condition {
  std::vector<std::string> AlwaysAsync;
  /// The ways through the function that the finding is about, and for each of its notes the point
  /// that it tells of: the note stays where that is met. Empty: all stay.
  std::vector<WayPoint> Ways;
  std::vector<unsigned> PointOfNote;
  std::vector<Assumptions> AnyOf;
  std::string OnlyAwaited{};

  friend bool operator==(const Condition &, const Condition &) = default;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PROGRAM_CONDITION_H

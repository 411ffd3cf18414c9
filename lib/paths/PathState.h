//===--- PathState.h - what is known on a path ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHSTATE_H
#define VALUETASK_LIB_PATHS_PATHSTATE_H

#include "events/ObjectState.h"
#include "paths/Constraints.h"
#include "paths/PathSteps.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <utility>
#include <vector>

namespace valuetask {

/// What the search knows at one place of a path.
struct PathState {
  const clang::CFGBlock *Block;
  int LastStep;
  Constraints Values;
  ObjectState Object = ObjectState::Fresh;
  /// A decision since the first consumption depends on what code that isn't looked at wrote.
  bool Uncertain = false;
  /// A decision depends on what a loop did beyond the iterations that were followed.
  bool Guessed = false;
  bool Ends = false; ///< by a macro that says so
  bool Born = false;
  bool IsNew = false; ///< made or filled by the statement at hand
  /// How many of the choices of the step at hand have been met.
  unsigned ChoicesMet = 0;
  /// What the object answers to the question that the statement at hand is, where that is known.
  std::optional<GivenAnswer> Answered{};
  /// Its result is there: it was made from a value.
  bool Completed = false;
  /// Somebody looked whether its result is there, by the object itself or in a way that isn't
  /// followed.
  bool Asked = false;
  Event First{};
  Event Birth{};
  std::optional<Event> Filled{};
  std::vector<Decision> BeforeFilled{};
  int CreatedAt = 0; // steps, for the report
  int FirstAt = -1;
  /// What an object holds from which this one gets what it holds, and what that held when it was
  /// taken from there.
  struct Source {
    ObjectState Now;
    ObjectState Taken;
    bool BeganEmpty = false;
    bool Complete = false; ///< as below, also when it was taken
    Event First{};         ///< as below, for when the two change places
    int FirstAt = -1;
  };
  llvm::SmallVector<Source, 1> Sources{}; ///< in the order of the tracker's
  /// The pointers, iterators and references that refer to the object now.
  llvm::SmallVector<const clang::ValueDecl *, 2> Views{};
  /// Over which a loop ran without an iteration: they have no elements until they are filled.
  llvm::SmallVector<const clang::ValueDecl *, 1> EmptyContainers{};
  llvm::SmallVector<std::pair<unsigned, unsigned>, 8> Visits{}; // of blocks in cycles

  bool isPending() const { return Object == ObjectState::Fresh || Object == ObjectState::Held; }
  unsigned countVisit(unsigned BlockId) {
    for (auto &[Id, Count] : Visits)
      if (Id == BlockId)
        return ++Count;
    Visits.emplace_back(BlockId, 1);
    return 1;
  }
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHSTATE_H

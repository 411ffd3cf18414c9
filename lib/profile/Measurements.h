//===--- Measurements.h - what a profile says of a unit's functions -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the functions of a translation unit in a profile: by file and qualified name. Lines may
/// have moved, and the program may have been built in another folder and by another compiler.
///
/// Files are the same when the paths are, or when one ends with the other, with at least a folder
/// before the name where both are absolute; of several of the profile's files, the one with the
/// longest common end, and none where two have that. Overloads are told apart by their parameters,
/// and where those don't tell, by the definition that has the line in it. What can't be told is
/// ambiguous, and nobody's.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_MEASUREMENTS_H
#define VALUETASK_LIB_PROFILE_MEASUREMENTS_H

#include "profile/Profile.h"
#include "types/UserCode.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace valuetask {

/// What is known of one function.
struct Measured {
  /// Is something of its file in the profile?
  bool FileIsCovered = false;
  /// Are there counts that may be its own or those of another function?
  bool IsAmbiguous = false;
  /// Of what it made: of value_tasks and of tasks. Unset where the profile has no such entry.
  std::optional<Counts> ValueTasks, Tasks;

  /// What it made of the type that it returns; else of the other, which it returned when it was
  /// measured.
  std::optional<Counts> ofReturned(bool ReturnsValueTask) const {
    if (ReturnsValueTask)
      return ValueTasks ? ValueTasks : Tasks;
    return Tasks ? Tasks : ValueTasks;
  }
};

class Measurements {
public:
  Measurements(const Profile &Recorded, const UserCode &Code, clang::ASTContext &Context);

  /// Of a function, or of all instantiations of the template that it comes from.
  Measured of(const clang::FunctionDecl *Function) const;

  /// The entries of files of this unit that belong to one of its functions, and those that don't;
  /// \see describe()
  llvm::ArrayRef<MatchedEntry> matched() const { return Matched; }
  llvm::ArrayRef<std::string> unmatched() const { return Unmatched; }

private:
  class Matcher;

  llvm::DenseMap<const clang::FunctionDecl *, Measured> Results; ///< by written()
  std::vector<MatchedEntry> Matched;
  std::vector<std::string> Unmatched;
};

/// The function as its author wrote it: of an instantiation, the template's.
const clang::FunctionDecl *written(const clang::FunctionDecl *Function);

/// Which of the profile's files is the one at \p Path, which is absolute? Nothing where none is, or
/// where it can't be told.
std::optional<size_t> matchingFile(llvm::StringRef Path, llvm::ArrayRef<std::string> ProfileFiles);

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_MEASUREMENTS_H

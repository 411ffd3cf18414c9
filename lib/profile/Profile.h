//===--- Profile.h - what a run of the profiled program measured -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the files that the profiled runtime writes (docs/runtime/profile.md has the schema). A
/// file is taken whole or not at all: of one that is damaged, the error says where.
///
/// Nothing here knows the code. \see Measurements
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_PROFILE_H
#define VALUETASK_LIB_PROFILE_PROFILE_H

#include "profile/FunctionNames.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace valuetask {

/// What was counted, of one function or of several.
struct Counts {
  uint64_t Calls = 0;
  uint64_t Synchronous = 0;
  uint64_t Allocations = 0;
  uint64_t Bytes = 0; ///< of the allocations

  Counts &operator+=(const Counts &Other);
  /// From 0 to 1; 0 where nothing was called.
  double synchronousShare() const {
    return Calls ? static_cast<double>(Synchronous) / static_cast<double>(Calls) : 0;
  }
};

class Profile {
public:
  struct Function {
    std::string File; ///< as the compiler named it, after the prefix maps
    unsigned Line = 0;
    std::string Written; ///< the name as the file has it
    FunctionName Name;
    bool MakesValueTasks = false; ///< or else tasks
    Counts Counted;
  };

  /// Reads one file's text.
  ///
  /// \returns an error with the position, 'NAME:LINE:COLUMN: ...; what to do', for anything that
  ///          the profiled runtime has not written.
  static llvm::Expected<Profile> parse(llvm::StringRef Text, llvm::StringRef Name);

  /// Reads several files, and adds them up.
  static llvm::Expected<Profile> read(llvm::ArrayRef<std::string> Files);

  /// In the order of the file; of several files, one after another.
  llvm::ArrayRef<Function> functions() const { return Functions; }

  /// Adds what another run measured.
  void add(const Profile &Other);

  /// Replaces the beginning of the files' names: 'old=new' each; the first that fits counts, and it
  /// must end where a folder's name does.
  void mapPrefixes(llvm::ArrayRef<std::pair<std::string, std::string>> OldToNew);

private:
  std::vector<Function> Functions;
};

/// 'file:line: name', which is how an entry is called.
std::string describe(const Profile::Function &Entry);

/// An entry of the profile that belongs to a function.
struct MatchedEntry {
  std::string Entry; ///< \see describe()
  std::string File;  ///< of the function's first declaration, where rules report on it; absolute
  unsigned Offset = 0;

  friend bool operator<(const MatchedEntry &A, const MatchedEntry &B) {
    return std::tie(A.Entry, A.File, A.Offset) < std::tie(B.Entry, B.File, B.Offset);
  }
  friend bool operator==(const MatchedEntry &A, const MatchedEntry &B) {
    return std::tie(A.Entry, A.File, A.Offset) == std::tie(B.Entry, B.File, B.Offset);
  }
};

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_PROFILE_H

//===--- InputFiles.h - which files a run is about --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_INPUTFILES_H
#define VALUETASK_CHECK_INPUT_INPUTFILES_H

#include <string>
#include <vector>

namespace valuetask {

/// A file that can't be analysed, and why, as a sentence that says what to do.
struct Unusable {
  std::string File;
  std::string Reason;
};

/// Part Index of Count, from 1 on, of the files of a run on several machines; 1 of 1 is all.
struct Shard {
  unsigned Index = 1, Count = 1;
};

/// The files of a run, as reports name them.
struct InputFiles {
  std::string DatabaseFile; ///< empty where flags were given
  /// Absolute, sorted, each once.
  std::vector<std::string> Files;
  /// Headers that were asked for, and aren't in the database; absolute.
  std::vector<std::string> Headers;
  std::vector<std::string> DatabaseFiles; ///< all that are there; only where there are headers
  std::vector<Unusable> Unusables;
  Shard Part; ///< to which the files belong
  /// Of a merge: the shards of which there is no report, as 'shard 2 of 3'.
  std::vector<std::string> MissingShards;
  unsigned OtherLanguages = 0; ///< files of the database that are no C or C++, and left out
  unsigned WithoutRules = 0;   ///< files for which the configuration switches all rules off
  // Files of whose commands something is left out. (see LeftOut)
  unsigned WithPrecompiled = 0;
  unsigned WithHeaderModules = 0;
  unsigned WithForeignModules = 0;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_INPUTFILES_H

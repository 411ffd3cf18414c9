//===--- ResultCache.h - results of earlier runs ------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_RESULTCACHE_H
#define VALUETASK_CHECK_ANALYSIS_RESULTCACHE_H

#include "analysis/FileRecorder.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace valuetask {

/// A folder of results, one file for each unit and its flags. A result is given back only while all
/// that the analysis saw of the disk is as it was: the contents of every file that it read, and the
/// presence and absence of those that it asked for.
///
/// Several runs may use one folder at the same time: files are written under another name and then
/// renamed. A file that is damaged, cut off, or of another version counts as not there. Each is
/// checked against a hash of its own.
class ResultCache {
public:
  explicit ResultCache(std::string Folder) : Folder(std::move(Folder)) {}

  /// $XDG_CACHE_HOME/valuetask-check or what takes its place; empty where the user has no home.
  static std::string defaultFolder();

  /// The name under which a result is kept: a hash of all that has influence on it besides the
  /// disk, this program included.
  static std::string keyOf(llvm::ArrayRef<std::string> Influences);

  struct Entry {
    std::string Result;
    std::vector<std::string> FilesRead; ///< that it depends on; absolute
  };
  /// O(size of the entry); each file that it names is looked at once, however many entries name it.
  std::optional<Entry> find(llvm::StringRef Key);

  /// May be called in another process than find().
  llvm::Error store(llvm::StringRef Key, const FilesSeen &Seen, llvm::StringRef Result) const;

  /// Removes what wasn't used for longest, until the rest has at most \p MostBytes. Looks at most
  /// once in some minutes.
  void prune(uint64_t MostBytes) const;

private:
  bool isAsItWas(llvm::StringRef Listed);
  std::string pathOf(llvm::StringRef Key) const;

  std::string Folder;
  llvm::StringMap<std::string> HashNow; // of files; empty for what can't be read
  llvm::StringMap<bool> ExistsNow;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_RESULTCACHE_H

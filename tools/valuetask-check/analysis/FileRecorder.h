//===--- FileRecorder.h - which files an analysis read -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_FILERECORDER_H
#define VALUETASK_CHECK_ANALYSIS_FILERECORDER_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <string>
#include <vector>

namespace valuetask {

/// All that a run of the compiler learned from the disk. While none of it changes, another run with
/// the same flags learns the same. The paths are absolute.
struct FilesSeen {
  llvm::StringMap<std::string> Read; ///< the files that were read, and the hash of what was in them
  llvm::StringSet<> Present;         ///< what was asked for and is there, but wasn't read
  llvm::StringSet<> Missing;         ///< what was asked for and isn't there
};

/// The hash by which contents are compared: the first 16 bytes of BLAKE3, as they are.
std::string hashOf(llvm::StringRef Contents);

/// Hands on a file system, and notes what is asked of it. Not thread-safe.
class FileRecorder : public llvm::vfs::ProxyFileSystem {
public:
  /// \param Words  words to look for in what is read
  FileRecorder(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below, FilesSeen &Seen,
               std::vector<std::string> Words = {})
      : ProxyFileSystem(std::move(Below)), Seen(Seen), Words(std::move(Words)) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override;

  /// Was one of the words in a file that was read?
  bool hasSeenWord() const { return SeenWord; }

private:
  friend class RecordedFile;

  std::string absolute(const llvm::Twine &Path) const;
  void noteContents(llvm::StringRef Path, llvm::StringRef Contents);

  FilesSeen &Seen;
  std::vector<std::string> Words;
  bool SeenWord = false;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_FILERECORDER_H

//===--- OutputFile.h - files that are written as a whole -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_OUTPUT_OUTPUTFILE_H
#define VALUETASK_CHECK_OUTPUT_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace valuetask {

using WriteFunction = llvm::function_ref<void(llvm::raw_ostream &)>;

/// How the names of temporary files begin, unless a caller says otherwise.
inline constexpr llvm::StringLiteral TemporaryPrefix = ".valuetask-check-";

/// A file whose new contents are complete, under a temporary name in its folder; commit() puts them
/// in its place. Without commit(), and when a signal ends the program, the temporary file is
/// removed, and the old file is as it was.
///
/// - A symbolic link stays, and the file that it leads to is replaced.
/// - The new file has the permissions of the old one, and its owner where that is allowed. Without
///   an old one it has those that the umask leaves.
/// - A read-only file is not replaced, though its folder would allow it.
/// - What is no regular file (a device, a named pipe, stdout as '/dev/stdout') is written at once,
///   and so is stdout as '-', whose errors flushStandardStreams() reports.
class OutputFile {
public:
  /// \param Prefix  of the temporary file's name
  /// \returns an error, in one sentence that names the file, if it can't be written
  static llvm::Expected<OutputFile> write(llvm::StringRef File, WriteFunction Write,
                                          llvm::StringRef Prefix = TemporaryPrefix);

  OutputFile(OutputFile &&Other) noexcept;
  OutputFile &operator=(OutputFile &&) = delete;
  ~OutputFile();

  llvm::Error commit();

private:
  OutputFile(llvm::StringRef Name, std::string Target, std::string Temporary);
  void removeTemporary();

  std::string Name;      ///< what the user calls it
  std::string Target;    ///< where the symbolic links lead
  std::string Temporary; ///< empty: nothing is left to do
};

/// OutputFile::write() and commit().
llvm::Error writeFile(llvm::StringRef File, WriteFunction Write,
                      llvm::StringRef Prefix = TemporaryPrefix);

/// Adds to the end of a file that others write to as well, and so keeps the file. If that fails,
/// nothing is added.
llvm::Error appendToFile(llvm::StringRef File, llvm::StringRef Text);

} // namespace valuetask

#endif // VALUETASK_CHECK_OUTPUT_OUTPUTFILE_H

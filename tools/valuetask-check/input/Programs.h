//===--- Programs.h - running other programs ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_PROGRAMS_H
#define VALUETASK_CHECK_INPUT_PROGRAMS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>

namespace valuetask {

/// A file in memory that other programs can open by its name: no disk can be full, and nothing is
/// left behind.
class MemoryFile {
public:
  static llvm::Expected<MemoryFile> create();
  MemoryFile(MemoryFile &&Other) noexcept : Descriptor(std::exchange(Other.Descriptor, -1)) {}
  MemoryFile &operator=(MemoryFile &&) = delete;
  ~MemoryFile();

  std::string name() const;
  llvm::Error write(llvm::StringRef Text);
  std::string contents() const;

private:
  explicit MemoryFile(int Descriptor) : Descriptor(Descriptor) {}

  int Descriptor;
};

struct ProgramAnswer {
  int Code; ///< negative where it crashed or couldn't be started
  std::string Output;
  std::string Errors; ///< what it wrote to stderr
};

/// Runs a program to its end, with nothing on its stdin.
///
/// \param Name  looked for in PATH
/// \param For   the option that needs it, for the error when it isn't there
llvm::Expected<ProgramAnswer>
runProgram(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Arguments, llvm::StringRef For);

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_PROGRAMS_H

//===--- Programs.cpp - running other programs ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Programs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

namespace valuetask {

static std::string contentsOf(llvm::StringRef File) {
  const auto Buffer = llvm::MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

llvm::Expected<ProgramAnswer>
runProgram(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Arguments, llvm::StringRef For) {
  const llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName(Name);
  if (!Program)
    return llvm::createStringError(For + " needs " + Name + ", which was not found; install it");
  llvm::SmallString<128> Out, Err;
  if (llvm::sys::fs::createTemporaryFile("valuetask", "out", Out) ||
      llvm::sys::fs::createTemporaryFile("valuetask", "err", Err))
    return llvm::createStringError("can't make a temporary file for the answer of " + Name);
  const llvm::FileRemover RemoveOut(Out), RemoveErr(Err);
  std::vector<llvm::StringRef> Command = {*Program};
  llvm::append_range(Command, Arguments);
  const int Code = llvm::sys::ExecuteAndWait(*Program, Command, std::nullopt,
                                             {llvm::StringRef(), Out.str(), Err.str()});
  return ProgramAnswer{Code, contentsOf(Out), contentsOf(Err)};
}

} // namespace valuetask

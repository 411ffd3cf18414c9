//===--- Programs.cpp - running other programs ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Programs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/mman.h>
#include <unistd.h>

namespace valuetask {

llvm::Expected<MemoryFile> MemoryFile::create() {
  const int Descriptor = memfd_create("valuetask-check", MFD_CLOEXEC);
  if (Descriptor == -1)
    return llvm::createStringError("can't make a file in memory: " + llvm::sys::StrError());
  return MemoryFile(Descriptor);
}

MemoryFile::~MemoryFile() {
  if (Descriptor != -1)
    close(Descriptor);
}

std::string MemoryFile::name() const {
  return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(Descriptor);
}

llvm::Error MemoryFile::write(llvm::StringRef Text) {
  llvm::raw_fd_ostream Out(Descriptor, /*shouldClose=*/false);
  Out << Text;
  Out.flush();
  const std::error_code Problem = Out.error();
  Out.clear_error();
  return Problem ? llvm::createStringError("can't write to a file in memory: " + Problem.message())
                 : llvm::Error::success();
}

std::string MemoryFile::contents() const {
  const auto Buffer = llvm::MemoryBuffer::getFile(name());
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

llvm::Expected<ProgramAnswer>
runProgram(llvm::StringRef Name, llvm::ArrayRef<llvm::StringRef> Arguments, llvm::StringRef For) {
  const llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName(Name);
  if (!Program)
    return llvm::createStringError(For + " needs " + Name + ", which was not found; install it");
  llvm::Expected<MemoryFile> Out = MemoryFile::create();
  if (!Out)
    return Out.takeError();
  llvm::Expected<MemoryFile> Err = MemoryFile::create();
  if (!Err)
    return Err.takeError();
  std::vector<llvm::StringRef> Command = {*Program};
  llvm::append_range(Command, Arguments);
  const int Code = llvm::sys::ExecuteAndWait(*Program, Command, std::nullopt,
                                             {llvm::StringRef(), Out->name(), Err->name()});
  return ProgramAnswer{Code, Out->contents(), Err->contents()};
}

} // namespace valuetask

//===--- Reports.cpp - where results go -----------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Reports.h"
#include "output/OutputFile.h"
#include "llvm/Support/Process.h"

namespace valuetask {

void write(const Report &What, Format As, llvm::raw_ostream &Out) {
  switch (As) {
#define VALUETASK_FORMAT(Id, Name)                                                                 \
  case Format::Id:                                                                                 \
    return write##Id(What, Out);
#include "reports/Formats.def"
  }
}

static llvm::Error writeOne(Report What, const Output &To, std::optional<bool> Colours) {
  if (To.File == "-")
    What.Colours = Colours.value_or(!llvm::sys::Process::GetEnv("NO_COLOR") &&
                                    llvm::sys::Process::StandardOutHasColors());
  if (llvm::Error E = writeFile(To.File, [&](llvm::raw_ostream &Out) { write(What, To.As, Out); }))
    return E;
  return To.As == Format::Github ? appendJobSummary(What) : llvm::Error::success();
}

llvm::Error writeAll(const Report &What, llvm::ArrayRef<Output> Outputs,
                     std::optional<bool> Colours) {
  llvm::Error Problem = llvm::Error::success();
  for (const Output &Target : Outputs)
    Problem = llvm::joinErrors(std::move(Problem), writeOne(What, Target, Colours));
  return Problem;
}

} // namespace valuetask

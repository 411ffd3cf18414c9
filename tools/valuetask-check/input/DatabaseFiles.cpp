//===--- DatabaseFiles.cpp - which files a compile database has -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/DatabaseFiles.h"
#include "input/Inputs.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

namespace valuetask {

llvm::Expected<std::vector<Unusable>> databaseFiles(llvm::StringRef BuildDir,
                                                    const std::vector<std::string> &Exclude) {
  llvm::Expected<Inputs> Input = collectInputs({}, BuildDir, nullptr);
  if (!Input)
    return Input.takeError();
  std::vector<Unusable> All = std::move(Input->Unusables);
  for (const std::string &File : Input->Files)
    All.push_back({absolutePath(File), ""});
  for (const std::string &Pattern : Exclude) {
    const llvm::Regex Excluded(Pattern);
    llvm::erase_if(All, [&](const Unusable &Unit) { return Excluded.match(Unit.File); });
  }
  return All;
}

} // namespace valuetask

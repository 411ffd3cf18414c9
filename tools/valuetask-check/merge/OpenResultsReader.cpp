//===--- OpenResultsReader.cpp - what a part of a program left open -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/OpenResultsReader.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"

namespace valuetask {

bool addOpenResults(const llvm::json::Object &Open, llvm::StringRef Root, MergedReports &To) {
  const std::optional<llvm::StringRef> Text = Open.getString("results");
  const llvm::json::Array *Places = Open.getArray("places");
  if (!Text || !Places)
    return false;
  for (const llvm::json::Value &Value : *Places) {
    const llvm::json::Array *Place = Value.getAsArray();
    const auto Number = [&](size_t Index) { return (*Place)[Index].getAsInteger(); };
    if (!Place || Place->size() != 4 || !Place->front().getAsString() || !Number(1) || !Number(2) ||
        !Number(3))
      return false;
    To.Files.remember(absolutePath(*Place->front().getAsString(), Root),
                      static_cast<unsigned>(*Number(1)),
                      {static_cast<unsigned>(*Number(2)), static_cast<unsigned>(*Number(3))});
  }
  llvm::Expected<UnitResult> Part = fromText(*Text);
  if (!Part) {
    llvm::consumeError(Part.takeError());
    return false;
  }
  mapPaths(*Part, [&](llvm::StringRef Path) { return absolutePath(Path, Root); });
  llvm::append_range(To.Result.Open, Part->Open);
  To.Result.Whole.add(std::move(Part->OwnFacts));
  To.Result.Counted += Part->Counted;
  return true;
}

} // namespace valuetask

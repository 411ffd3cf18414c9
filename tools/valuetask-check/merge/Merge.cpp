//===--- Merge.cpp - joining the reports of several machines --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "merge/Merge.h"
#include "merge/JsonReader.h"
#include "merge/SarifReader.h"
#include "profile/Json.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace valuetask {

namespace json = llvm::json;

llvm::Expected<MergedReports> mergeReports(const std::vector<std::string> &Reports,
                                           llvm::StringRef Root, bool ClosedWorld) {
  MergedReports All;
  All.Result.Whole = Program(ClosedWorld);
  for (const std::string &File : Reports) {
    const auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError("can't read '" + File + "': " + Buffer.getError().message());
    llvm::Expected<json::Value> Document = parseJson((*Buffer)->getBuffer());
    if (!Document)
      return llvm::createStringError("'" + File +
                                     "' is no JSON: " + llvm::toString(Document.takeError()));
    const json::Object *Top = Document->getAsObject();
    const bool IsRead =
        Top && Top->get("runs") ? readSarif(*Document, All, Root) : readJson(*Document, All, Root);
    if (!IsRead)
      return llvm::createStringError("'" + File +
                                     "' is no report of this version of valuetask-check in JSON or "
                                     "SARIF; write one with --format=json");
  }
  llvm::sort(All.Input.Files);
  if (!All.Result.Failed.empty() || llvm::any_of(All.Result.Diagnostics, isCompilerError))
    All.Result.Whole.setPartial();
  settle(All.Result);
  return All;
}

} // namespace valuetask

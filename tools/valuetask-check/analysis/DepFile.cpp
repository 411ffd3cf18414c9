//===--- DepFile.cpp - what a result was made from ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DepFile.h"
#include "output/OutputFile.h"
#include "clang/Basic/MakeSupport.h"
#include "clang/Frontend/DependencyOutputOptions.h"
#include "clang/Frontend/Utils.h"
#include "llvm/ADT/SmallString.h"

namespace valuetask {

namespace {

/// Clang's own writer, which knows how names are escaped.
class Writer : public clang::DependencyFileGenerator {
public:
  using DependencyFileGenerator::DependencyFileGenerator;
  void write(llvm::raw_ostream &Out) { outputDependencyFile(Out); }
};

} // namespace

llvm::Error writeDepFile(llvm::StringRef File, llvm::StringRef Target,
                         const std::set<std::string> &Files) {
  clang::DependencyOutputOptions Options;
  llvm::SmallString<128> Quoted;
  clang::quoteMakeTarget(Target, Quoted);
  Options.Targets.push_back(Quoted.str().str());
  Options.OutputFile = File;
  Options.IncludeSystemHeaders = true;
  Writer Rule(Options);
  for (const std::string &File : Files)
    Rule.maybeAddDependency(File, /*FromModule=*/false, /*IsSystem=*/false, /*IsModuleFile=*/false,
                            /*IsMissing=*/false);
  return writeFile(File, [&](llvm::raw_ostream &Out) { Rule.write(Out); });
}

} // namespace valuetask

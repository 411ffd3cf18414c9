//===--- UnitResult.cpp - what the analysis of one unit gave --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/UnitResult.h"
#include "program/FactsText.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/YAMLTraits.h"

namespace {

/// A ClangTidyError as far as it is needed: the library's format knows its base class.
struct DiagnosticEntry {
  clang::tooling::Diagnostic Diagnostic;
  bool IsWarningAsError = false;
  std::string Function;
  std::optional<valuetask::Condition> If;
};

struct UnitDocument {
  std::vector<DiagnosticEntry> Diagnostics;
  valuetask::UnitResult Other;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(DiagnosticEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::Suppression)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::MatchedEntry)

namespace llvm::yaml {

template <> struct MappingTraits<DiagnosticEntry> {
  static void mapping(IO &Io, DiagnosticEntry &E) {
    Io.mapRequired("Diagnostic", E.Diagnostic);
    Io.mapRequired("WarningAsError", E.IsWarningAsError);
    Io.mapOptional("Function", E.Function);
    Io.mapOptional("If", E.If);
  }
};

template <> struct MappingTraits<valuetask::MatchedEntry> {
  static void mapping(IO &Io, valuetask::MatchedEntry &Each) {
    Io.mapRequired("Entry", Each.Entry);
    Io.mapRequired("File", Each.File);
    Io.mapRequired("Offset", Each.Offset);
  }
};

template <> struct MappingTraits<valuetask::Statistics> {
  static void mapping(IO &Io, valuetask::Statistics &Counted) {
    Io.mapRequired("Seen", Counted.FunctionsSeen);
    Io.mapRequired("Analysed", Counted.FunctionsAnalysed);
    Io.mapRequired("Candidates", Counted.Candidates);
    Io.mapRequired("Refuted", Counted.Refuted);
    Io.mapRequired("Dropped", Counted.Dropped);
    Io.mapRequired("RefutedBySolver", Counted.PathsRefutedBySolver);
    Io.mapRequired("DroppedIn", Counted.DroppedIn);
    Io.mapRequired("TypesFound", Counted.TypesFound);
    Io.mapOptional("ProfileMatched", Counted.ProfileMatched);
    Io.mapOptional("ProfileUnmatched", Counted.ProfileUnmatched);
    Io.mapRequired("CollectMs", Counted.CollectMs);
    Io.mapRequired("EventsMs", Counted.EventsMs);
    Io.mapRequired("CandidatesMs", Counted.CandidatesMs);
    Io.mapRequired("RefutationMs", Counted.RefutationMs);
  }
};

template <> struct MappingTraits<valuetask::Suppression> {
  static void mapping(IO &Io, valuetask::Suppression &Comment) {
    Io.mapRequired("File", Comment.File);
    Io.mapRequired("Offset", Comment.Offset);
    Io.mapRequired("Rules", Comment.Rules);
    Io.mapRequired("Used", Comment.Used);
  }
};

template <> struct MappingTraits<UnitDocument> {
  static void mapping(IO &Io, UnitDocument &All) {
    Io.mapRequired("Diagnostics", All.Diagnostics);
    Io.mapRequired("Skipped", All.Other.Skipped);
    Io.mapRequired("HasHeader", All.Other.HasHeader);
    Io.mapOptional("Facts", All.Other.Told);
    Io.mapOptional("CacheProblem", All.Other.CacheProblem);
    Io.mapOptional("FilesRead", All.Other.FilesRead);
    Io.mapOptional("Suppressions", All.Other.Suppressions);
    Io.mapRequired("HiddenByNolint", All.Other.HiddenByNolint);
    Io.mapRequired("HiddenByHeaderFilter", All.Other.HiddenByHeaderFilter);
    Io.mapRequired("Statistics", All.Other.Counted);
  }
};

} // namespace llvm::yaml

namespace valuetask {

bool isCompilerError(const FoundDiagnostic &Diagnostic) {
  return llvm::StringRef(Diagnostic.DiagnosticName).starts_with("clang-diagnostic-");
}

std::string toText(const UnitResult &Result) {
  UnitDocument All;
  for (const FoundDiagnostic &E : Result.Diagnostics)
    All.Diagnostics.push_back({E, E.IsWarningAsError, E.Function, std::nullopt});
  for (const OpenFinding &Each : Result.Open)
    All.Diagnostics.push_back(
        {Each.Found, Each.Found.IsWarningAsError, Each.Found.Function, Each.If});
  All.Other = Result; // its diagnostics are written by themselves
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  llvm::yaml::Output Yaml(Out);
  Yaml << All;
  return Text;
}

llvm::Expected<UnitResult> fromText(llvm::StringRef Text) {
  UnitDocument All;
  // What is wrong with it is nobody's concern: the caller says what to do.
  llvm::yaml::Input In(Text, /*Ctxt=*/nullptr, [](const llvm::SMDiagnostic &, void *) {});
  In >> All;
  if (In.error())
    return llvm::createStringError(In.error(), "not the result of a unit");
  UnitResult Result = std::move(All.Other);
  for (const DiagnosticEntry &Each : All.Diagnostics) {
    const clang::tooling::Diagnostic &Plain = Each.Diagnostic;
    FoundDiagnostic E(Plain.DiagnosticName, Plain.DiagLevel, Plain.BuildDirectory,
                      Each.IsWarningAsError);
    E.Message = Plain.Message;
    E.Notes = Plain.Notes;
    E.Function = Each.Function;
    if (Each.If)
      Result.Open.push_back({std::move(E), *Each.If});
    else
      Result.Diagnostics.push_back(std::move(E));
  }
  return Result;
}

} // namespace valuetask

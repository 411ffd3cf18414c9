//===--- UnitResult.cpp - what the analysis of one unit gave --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/UnitResult.h"
#include "program/FactsText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/YAMLTraits.h"
#include <optional>

namespace {

struct DiagnosticEntry {
  valuetask::FoundDiagnostic Diagnostic;
  std::optional<valuetask::Condition> If;
};

struct UnitDocument {
  std::vector<DiagnosticEntry> Diagnostics;
  valuetask::UnitResult Other;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(DiagnosticEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::SourceChange)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::SourceMessage)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::FileRange)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::Suppression)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::MatchedEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::TemplatePlace)

namespace llvm::yaml {

// A diagnostic has the format that clang's tools have for theirs (clang/Tooling/DiagnosticsYaml.h):
// reports for 'merge' carry it.
template <> struct MappingTraits<valuetask::SourceChange> {
  static void mapping(IO &Io, valuetask::SourceChange &Change) {
    Io.mapRequired("FilePath", Change.File);
    Io.mapRequired("Offset", Change.Offset);
    Io.mapRequired("Length", Change.Length);
    Io.mapRequired("ReplacementText", Change.Text);
  }
};

template <> struct MappingTraits<valuetask::FileRange> {
  static void mapping(IO &Io, valuetask::FileRange &Range) {
    Io.mapRequired("FilePath", Range.File);
    Io.mapRequired("FileOffset", Range.Offset);
    Io.mapRequired("Length", Range.Length);
  }
};

template <> struct MappingTraits<valuetask::SourceMessage> {
  static void mapping(IO &Io, valuetask::SourceMessage &Message) {
    Io.mapRequired("Message", Message.Message);
    Io.mapOptional("FilePath", Message.FilePath);
    Io.mapOptional("FileOffset", Message.FileOffset);
    Io.mapRequired("Replacements", Message.Fix);
    Io.mapOptional("Ranges", Message.Ranges);
  }
};

template <> struct ScalarEnumerationTraits<valuetask::FoundDiagnostic::Level> {
  static void enumeration(IO &Io, valuetask::FoundDiagnostic::Level &Value) {
    Io.enumCase(Value, "Warning", valuetask::FoundDiagnostic::Level::Warning);
    Io.enumCase(Value, "Error", valuetask::FoundDiagnostic::Level::Error);
    Io.enumCase(Value, "Remark", valuetask::FoundDiagnostic::Level::Remark);
  }
};

template <> struct MappingTraits<valuetask::FoundDiagnostic> {
  static void mapping(IO &Io, valuetask::FoundDiagnostic &E) {
    Io.mapRequired("DiagnosticName", E.DiagnosticName);
    Io.mapRequired("DiagnosticMessage", E.Message);
    Io.mapOptional("Notes", E.Notes);
    Io.mapOptional("Help", E.Help);
    Io.mapOptional("Level", E.DiagLevel);
    Io.mapOptional("BuildDirectory", E.BuildDirectory);
  }
};

template <> struct MappingTraits<DiagnosticEntry> {
  static void mapping(IO &Io, DiagnosticEntry &E) {
    Io.mapRequired("Diagnostic", E.Diagnostic);
    Io.mapRequired("WarningAsError", E.Diagnostic.IsWarningAsError);
    Io.mapOptional("Function", E.Diagnostic.Function);
    Io.mapOptional("If", E.If);
  }
};

template <> struct MappingTraits<valuetask::MatchedEntry> {
  static void mapping(IO &Io, valuetask::MatchedEntry &Match) {
    Io.mapRequired("Entry", Match.Entry);
    Io.mapRequired("File", Match.File);
    Io.mapRequired("Offset", Match.Offset);
  }
};

template <> struct MappingTraits<valuetask::TemplatePlace> {
  static void mapping(IO &Io, valuetask::TemplatePlace &Place) {
    Io.mapRequired("File", Place.File);
    Io.mapRequired("Line", Place.Line);
    Io.mapRequired("Name", Place.Name);
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
    Io.mapOptional("NotLookedAt", Counted.NotLookedAt);
    Io.mapRequired("TypesFound", Counted.TypesFound);
    Io.mapOptional("DialectsFound", Counted.DialectsFound);
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
    Io.mapOptional("Facts", All.Other.OwnFacts);
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

std::string toText(const UnitResult &Result) {
  UnitDocument All;
  for (const FoundDiagnostic &E : Result.Diagnostics)
    All.Diagnostics.push_back({E, std::nullopt});
  for (const OpenFinding &Open : Result.Open)
    All.Diagnostics.push_back({Open.Found, Open.If});
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
  for (DiagnosticEntry &Diagnostic : All.Diagnostics)
    if (Diagnostic.If)
      Result.Open.push_back({std::move(Diagnostic.Diagnostic), std::move(*Diagnostic.If)});
    else
      Result.Diagnostics.push_back(std::move(Diagnostic.Diagnostic));
  return Result;
}

using PathMap = llvm::function_ref<std::string(llvm::StringRef)>;

static void mapPaths(SourceMessage &Message, PathMap Map) {
  Message.FilePath = Map(Message.FilePath);
  for (FileRange &Range : Message.Ranges)
    Range.File = Map(Range.File);
  for (SourceChange &Change : Message.Fix)
    Change.File = Map(Change.File);
  llvm::sort(Message.Fix);
}

void mapPaths(UnitResult &Result, PathMap Map) {
  for (OpenFinding &Open : Result.Open) {
    Open.Found.BuildDirectory.clear(); // all paths are complete
    mapPaths(Open.Found.Message, Map);
    for (SourceMessage &Note : Open.Found.Notes)
      mapPaths(Note, Map);
    mapPaths(Open.Found.Help, Map);
  }
  for (ParameterFact &Fact : Result.OwnFacts.Parameters)
    Fact.File = Map(Fact.File);
  for (MatchedEntry &Match : Result.Counted.ProfileMatched)
    Match.File = Map(Match.File);
  for (TemplatePlace &Template : Result.Counted.NotLookedAt)
    Template.File = Map(Template.File);
}

} // namespace valuetask

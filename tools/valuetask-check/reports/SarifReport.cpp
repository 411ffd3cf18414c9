//===--- SarifReport.cpp - results as SARIF 2.1.0 --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/MisplacedAnnotation.h"
#include "findings/Rules.h"
#include "input/Paths.h"
#include "reports/OpenResults.h"
#include "reports/Reports.h"
#include "reports/RulePages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

namespace valuetask {

namespace json = llvm::json;

namespace {

/// Paths in results are relative to this one, which every consumer sets to where its files are.
constexpr llvm::StringLiteral RootId = "SRCROOT";

/// 'valuetask-double-await': 'DoubleAwait', as SARIF wants names.
std::string pascalCase(llvm::StringRef Rule) {
  Rule.consume_front(RulePrefix);
  llvm::SmallVector<llvm::StringRef, 4> Words;
  Rule.split(Words, '-');
  std::string Name;
  for (const llvm::StringRef Word : Words)
    Name += llvm::toUpper(Word.front()) + Word.drop_front().str();
  return Name;
}

/// The first paragraph under a heading of a rule's page, on one line; without a last sentence that
/// a list goes on with.
std::string firstParagraph(llvm::StringRef Page, llvm::StringRef Heading) {
  const llvm::StringRef Text = Page.split(("\n## " + Heading + "\n").str()).second.ltrim();
  std::string Paragraph = Text.split("\n\n").first.str();
  std::replace(Paragraph.begin(), Paragraph.end(), '\n', ' ');
  if (!llvm::StringRef(Paragraph).ends_with("."))
    Paragraph.resize(llvm::StringRef(Paragraph).rfind(". ") + 1);
  return Paragraph;
}

json::Object message(std::string Text) { return json::Object{{"text", std::move(Text)}}; }

/// Reports that no rule makes.
struct OtherReport {
  llvm::StringLiteral Name, Summary, Description, Page, Help;
};
constexpr OtherReport OtherReports[] = {
    {UnusedSuppression, "Reports NOLINT comments that suppress nothing.",
     "Reports comments that name a rule, and hide no finding of it (--warn-unused-suppressions).",
     "adopting.md", "Remove the rule from the comment, or the comment."},
    {MisplacedAnnotation, "Reports annotations that have no effect.",
     "Reports VALUETASK_SINGLE_AWAIT and VALUETASK_CONSUMES where they mean nothing.",
     "runtime/reference.md", "Put the annotation where it has an effect, or remove it."},
};

class SarifWriter {
public:
  explicit SarifWriter(const Report &What) : What(What) {}

  json::Object document() {
    json::Array Results;
    const std::vector<std::string> Prints = fingerprints(What);
    for (const auto &[E, Print] : llvm::zip(What.Result.Diagnostics, Prints))
      if (!isCompilerError(E))
        Results.push_back(result(E, Print));
    json::Array Analysed;
    for (const std::string &File : What.Input.Files)
      Analysed.push_back(
          json::Object{{"location", artifact(File)}, {"roles", json::Array{"analysisTarget"}}});
    json::Object Run{
        {"tool", json::Object{{"driver", driver()}}},
        {"originalUriBaseIds",
         json::Object{{RootId, json::Object{{"description",
                                             message("The folder that --project-root names")}}}}},
        {"columnKind", "unicodeCodePoints"},
        {"automationDetails", json::Object{{"id", "valuetask-check/"}}},
        {"invocations", json::Array{invocation()}},
        {"artifacts", std::move(Analysed)},
        {"results", std::move(Results)},
        {"properties", propertiesOf(What)},
    };
    return json::Object{
        {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                    "sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", json::Array{std::move(Run)}},
    };
  }

private:
  static json::Object propertiesOf(const Report &What) {
    json::Object Properties{{"hidden", hiddenCounts(What.Result)},
                            {"skipped", skippedCounts(What)}};
    describeShards(What.Input, Properties);
    if (json::Object Open = What.IsPart ? openResults(What) : json::Object(); !Open.empty())
      Properties["open"] = std::move(Open);
    return Properties;
  }

  json::Object driver() {
    json::Array Rules;
    for (const RuleInfo &Rule : allRules()) {
      const llvm::StringRef Page = rulePage(Rule.Name).value_or("");
      const std::string Sentence = ("Reports " + Rule.Summary + ".").str();
      Rules.push_back(json::Object{
          {"id", Rule.Name},
          {"name", pascalCase(Rule.Name)},
          {"shortDescription", message(Sentence)},
          {"fullDescription", message(firstParagraph(Page, "What it catches"))},
          {"helpUri", urlOfPage(Rule.Name)},
          {"help",
           json::Object{{"text", firstParagraph(Page, "Why it is a bug")}, {"markdown", Page}}},
          {"defaultConfiguration", json::Object{{"level", levelOf(Rule)}}},
          {"properties",
           json::Object{
               {"precision", "high"},
               {"problem.severity", Rule.Weight == Severity::Note ? "recommendation" : "warning"},
               {"tags", json::Array{"correctness", "coroutines"}}}},
      });
    }
    for (const OtherReport &Other : OtherReports)
      if (has(Other.Name))
        Rules.push_back(json::Object{
            {"id", Other.Name},
            {"name", pascalCase(Other.Name)},
            {"shortDescription", message(Other.Summary.str())},
            {"fullDescription", message(Other.Description.str())},
            {"helpUri", (llvm::Twine(VALUETASK_HOME_URL "/blob/main/docs/") + Other.Page).str()},
            {"help", message(Other.Help.str())},
            {"defaultConfiguration", json::Object{{"level", "warning"}}},
            {"properties", json::Object{{"precision", "very-high"},
                                        {"problem.severity", "recommendation"},
                                        {"tags", json::Array{"maintainability"}}}},
        });
    return json::Object{
        {"name", "valuetask-check"},
        {"version", VALUETASK_VERSION},
        {"semanticVersion", VALUETASK_VERSION},
        {"informationUri", VALUETASK_HOME_URL},
        {"rules", std::move(Rules)},
    };
  }

  bool has(llvm::StringRef Name) const {
    return llvm::any_of(What.Result.Diagnostics,
                        [Name](const FoundDiagnostic &E) { return E.DiagnosticName == Name; });
  }

  /// What isn't in the rule table comes after it, as far as there is any of it.
  size_t indexOf(const FoundDiagnostic &E) const {
    size_t Index = rowOf(E);
    if (Index < allRules().size())
      return Index;
    for (const OtherReport &Other : OtherReports) {
      if (Other.Name == E.DiagnosticName)
        break;
      Index += has(Other.Name) ? 1 : 0;
    }
    return Index;
  }

  json::Object artifact(llvm::StringRef File) {
    const std::string Path = relativePath(File, What.Root);
    if (llvm::sys::path::is_absolute(Path))
      return json::Object{{"uri", "file://" + uriOf(Path)}};
    return json::Object{{"uri", uriOf(Path)}, {"uriBaseId", RootId}};
  }

  json::Object region(llvm::StringRef File, unsigned Offset, unsigned Length) {
    const Position Begin = What.Files.positionOf(File, Offset);
    const Position End = What.Files.positionOf(File, Offset + Length);
    json::Object Region{{"startLine", Begin.Line},
                        {"startColumn", Begin.Column},
                        {"byteOffset", Offset},
                        {"byteLength", Length}};
    if (End.Line != Begin.Line)
      Region["endLine"] = End.Line;
    // It is the column after the last one.
    Region["endColumn"] = Length ? End.Column : Begin.Column;
    return Region;
  }

  json::Object physical(llvm::StringRef File, unsigned Offset, unsigned Length) {
    return json::Object{{"artifactLocation", artifact(File)},
                        {"region", region(File, Offset, Length)}};
  }

  json::Object location(const SourceMessage &At) {
    const FileRange Extent = extentOf(At);
    json::Object Where{{"physicalLocation", physical(Extent.File, Extent.Offset, Extent.Length)}};
    // SARIF has no word for the place within it to which a text report points.
    if (At.FileOffset != Extent.Offset) {
      const Position Place = What.Files.positionOf(At.FilePath, At.FileOffset);
      Where["properties"] = json::Object{
          {"line", Place.Line}, {"column", Place.Column}, {"byteOffset", At.FileOffset}};
    }
    return Where;
  }

  json::Object step(const SourceMessage &At) {
    json::Object Where = location(At);
    Where["message"] = message(At.Message);
    return json::Object{{"location", std::move(Where)}};
  }

  json::Object result(const FoundDiagnostic &E, llvm::StringRef Print) {
    json::Object Where = location(E.Message);
    if (!E.Function.empty())
      Where["logicalLocations"] =
          json::Array{json::Object{{"fullyQualifiedName", E.Function}, {"kind", "function"}}};
    json::Object Result{
        {"ruleId", E.DiagnosticName},
        {"level", levelOf(E)},
        {"message", message(E.Message.Message)},
        {"locations", json::Array{std::move(Where)}},
        {"partialFingerprints", json::Object{{"valuetaskFinding/v2", Print.str()}}},
    };
    Result["ruleIndex"] = indexOf(E);
    if (!E.Notes.empty()) {
      json::Array Steps;
      for (const SourceMessage &Note : E.Notes)
        Steps.push_back(step(Note));
      Steps.push_back(step(E.Message));
      Result["codeFlows"] = json::Array{json::Object{
          {"threadFlows", json::Array{json::Object{{"locations", std::move(Steps)}}}}}};
    }
    if (!E.Help.Message.empty()) {
      json::Object Place = location(E.Help);
      Place["message"] = message(E.Help.Message);
      Result["relatedLocations"] = json::Array{std::move(Place)};
    }
    if (!E.Help.Fix.empty())
      Result["fixes"] = json::Array{fix(E.Help)};
    return Result;
  }

  json::Object fix(const SourceMessage &Of) {
    json::Array Changes;
    for (auto Begin = Of.Fix.begin(); Begin != Of.Fix.end();) {
      const auto End = std::find_if(Begin, Of.Fix.end(), [&](const SourceChange &Change) {
        return Change.File != Begin->File;
      });
      json::Array Replacements;
      for (const SourceChange &Change : llvm::make_range(Begin, End))
        Replacements.push_back(
            json::Object{{"deletedRegion", region(Change.File, Change.Offset, Change.Length)},
                         {"insertedContent", message(Change.Text)}});
      Changes.push_back(json::Object{{"artifactLocation", artifact(Begin->File)},
                                     {"replacements", std::move(Replacements)}});
      Begin = End;
    }
    return json::Object{{"description", message(Of.Message.empty() ? "Apply the fix" : Of.Message)},
                        {"artifactChanges", std::move(Changes)}};
  }

  json::Object invocation() {
    json::Array Notifications;
    auto Notify = [&](json::Object Where, const std::string &Text) {
      Notifications.push_back(json::Object{{"level", "error"},
                                           {"message", message(Text)},
                                           {"locations", json::Array{std::move(Where)}}});
    };
    if (const std::vector<std::string> &Missing = What.Input.MissingShards; !Missing.empty())
      Notifications.push_back(
          json::Object{{"level", "error"}, {"message", message(sentenceOnShards(Missing))}});
    for (const Unusable &Problem : notAnalysed(What))
      Notify(json::Object{{"physicalLocation",
                           json::Object{{"artifactLocation", artifact(Problem.File)}}}},
             "'" + Problem.File + "' " + Problem.Reason);
    for (const FoundDiagnostic &E : What.Result.Diagnostics)
      if (isCompilerError(E))
        Notify(location(E.Message), E.Message.Message);
    json::Object Invocation{{"executionSuccessful", Notifications.empty()},
                            {"exitCode", What.ExitCode}};
    if (!Notifications.empty())
      Invocation["toolExecutionNotifications"] = std::move(Notifications);
    return Invocation;
  }

  const Report &What;
};

} // namespace

void writeSarif(const Report &What, llvm::raw_ostream &Out) {
  Out << llvm::formatv("{0:2}", json::Value(SarifWriter(What).document())) << "\n";
}

} // namespace valuetask

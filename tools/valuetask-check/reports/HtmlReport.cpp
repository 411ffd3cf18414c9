//===--- HtmlReport.cpp - the HTML page -----------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Rules.h"
#include "input/Paths.h"
#include "profile/Figures.h"
#include "reports/PageFunctions.h"
#include "reports/PageLinks.h"
#include "reports/PagePlot.h"
#include "reports/Summary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"

namespace valuetask {

namespace {

#include "PageFiles.inc" // PageHtml, PageCss, PageJs

constexpr llvm::StringLiteral GuideUrl =
    VALUETASK_HOME_URL "/blob/main/docs/guide/measure-then-switch.md";

/// A page of more takes a browser too long, and nobody reads it.
constexpr size_t MostFindings = 500;
/// Lines around the one that a step is about.
constexpr unsigned Around = 2;
/// Steps that are no farther apart share an excerpt.
constexpr unsigned Near = 2 * Around + 3;

/// For the policy: nothing but these very words may run, or style the page.
std::string sourceHash(llvm::StringRef Text) {
  return "'sha256-" + llvm::encodeBase64(llvm::SHA256::hash(llvm::arrayRefFromStringRef(Text))) +
         "'";
}

/// Where in a line of UTF-8 a column, counted in code points from 1, begins.
size_t byteOf(llvm::StringRef Line, unsigned Column) {
  size_t At = 0;
  for (unsigned Point = 1; At < Line.size() && Point < Column; ++Point)
    do
      ++At;
    while (At < Line.size() && (static_cast<unsigned char>(Line[At]) & 0xC0) == 0x80);
  return At;
}

/// The word that begins there, or the character.
size_t wordEnd(llvm::StringRef Line, size_t Begin) {
  auto IsOfWord = [](char C) {
    return llvm::isAlnum(C) || C == '_' || (static_cast<unsigned char>(C) & 0x80);
  };
  size_t End = Begin;
  while (End < Line.size() && IsOfWord(Line[End]))
    ++End;
  return std::min(std::max(End, Begin + 1), Line.size());
}

/// A step of the way to a finding, the last of which is the finding itself.
struct Step {
  std::string File; ///< as it is found
  Position At;
  llvm::StringRef Words;
};

class PageBuilder {
public:
  PageBuilder(const Report &What, llvm::raw_ostream &Out) : What(What), Out(Out) {
    const std::vector<std::string> Prints = fingerprints(What);
    for (const auto &[E, Print] : llvm::zip(What.Result.Diagnostics, Prints)) {
      Ids.emplace_back();
      if (isCompilerError(E) || ++Findings > MostFindings)
        continue;
      Ids.back() = "finding-" + Print.substr(0, 16);
    }
    Rows = functionRows(What, Ids);
  }

  void write() {
    for (llvm::StringRef Rest = PageHtml; !Rest.empty();) {
      const auto [Before, Behind] = Rest.split("{{");
      const auto [Name, After] = Behind.split("}}");
      Out << Before;
      if (!Name.empty())
        writePart(Name);
      Rest = After;
    }
  }

private:
  void writePart(llvm::StringRef Name) {
    using Part = void (PageBuilder::*)();
    const Part Write = llvm::StringSwitch<Part>(Name)
                           .Case("policy", &PageBuilder::writePolicy)
                           .Case("title", &PageBuilder::writeTitle)
                           .Case("style", &PageBuilder::writeStyle)
                           .Case("script", &PageBuilder::writeScript)
                           .Case("sections", &PageBuilder::writeSections)
                           .Case("summary", &PageBuilder::writeSummary)
                           .Case("functions", &PageBuilder::writeFunctions)
                           .Case("findings", &PageBuilder::writeFindings)
                           .Case("failures", &PageBuilder::writeFailures)
                           .Case("footer", &PageBuilder::writeFooter);
    (this->*Write)();
  }

  void writePolicy() {
    Out << "default-src 'none'; style-src " << sourceHash(PageCss) << "; script-src "
        << sourceHash(PageJs) << "; base-uri 'none'; form-action 'none'";
  }
  void writeStyle() { Out << PageCss; }
  void writeScript() { Out << PageJs; }

  void writeTitle() {
    Out << "ValueTask report: " << counted(Findings, "finding");
    if (Rows.All)
      Out << ", " << counted(Rows.All, "function");
  }

  bool hasProfile() const { return What.Profiles.Measured != nullptr; }

  bool hasFailures() const {
    return !What.Input.MissingShards.empty() || !notAnalysed(What).empty() ||
           llvm::any_of(What.Result.Diagnostics, isCompilerError);
  }

  void writeSections() {
    Out << "<li><a href=\"#functions\">Functions</a></li><li><a "
           "href=\"#findings\">Findings</a></li>";
    if (hasFailures())
      Out << "<li><a href=\"#failures\">Not analysed</a></li>";
  }

  void tile(llvm::StringRef Name, const llvm::Twine &Value) {
    Out << "<div><dt>" << Name << "</dt><dd>" << Value << "</dd></div>";
  }

  void writeSummary() {
    Out << "<section aria-label=\"Summary\"><dl class=\"tiles\">";
    tile("Findings", withCommas(Findings));
    tile("Files analysed", withCommas(What.Input.Files.size()));
    if (hasProfile()) {
      tile("Functions measured", withCommas(Rows.All));
      tile("Calls", withCommas(Rows.Sum.Calls));
      tile("Completed synchronously", Rows.Sum.Calls ? percentage(Rows.Sum) : "–");
      tile("Allocations", withCommas(Rows.Sum.Allocations));
    }
    Out << "</dl>";
    const std::vector<unsigned> Counts = countByRule(What.Result);
    if (llvm::any_of(Counts, [](unsigned Count) { return Count > 0; })) {
      Out << "<ul class=\"rules\" aria-label=\"Findings by rule\">";
      for (const auto &[Rule, Count] : llvm::zip(allRules(), Counts))
        if (Count)
          Out << "<li>" << linkToRule(Rule.Name) << " <b>" << Count << "</b></li>";
      Out << "</ul>";
    }
    Out << "</section>";
  }

  void writeFunctions() {
    Out << "<section id=\"functions\" aria-labelledby=\"functions-title\">"
           "<h2 id=\"functions-title\">Functions</h2>\n";
    if (!hasProfile())
      Out << "<p>No profile was read, so that it isn’t known which functions are called, and how "
             "many "
             "of their calls completed synchronously. Build the program in profiled mode "
             "(<code class=\"whole\">-DVALUETASK_PROFILED=1</code>), run it on real work with "
             "<code>VALUETASK_PROFILE</code> set to a file, and give the checker that "
             "file:</p>\n<pre class=\"command\">valuetask-check --profile=profile.json "
             "--report=report.html</pre>\n<p><a href=\""
          << GuideUrl << "\">Measure, then switch</a> shows it from end to end.</p>\n";
    else if (Rows.All == 0)
      Out << "<p>The profile has no function: the program ended before it made a task, or a "
             "value_task.</p>\n";
    else {
      writePlot(Rows, What.Profiles, Out);
      writeTable(Rows, What.Root, Out);
    }
    Out << "</section>";
  }

  /// The rows of the functions on which a finding reports.
  llvm::StringMap<std::vector<const FunctionRow *>> rowsByFinding() const {
    llvm::StringMap<std::vector<const FunctionRow *>> Result;
    for (const FunctionRow &Row : Rows.Shown)
      for (const FindingLink &Link : Row.Reports)
        Result[Link.Id].push_back(&Row);
    return Result;
  }

  void writeFindings() {
    Out << "<section id=\"findings\" aria-labelledby=\"findings-title\">"
           "<h2 id=\"findings-title\">Findings</h2>\n";
    if (Findings == 0)
      Out << "<p>Nothing was found in " << counted(What.Input.Files.size(), "file") << ".</p>\n";
    if (Findings > MostFindings)
      Out << "<p>The first " << MostFindings << " of " << withCommas(Findings)
          << " in the order of files. The others are left out; <code>--format=text</code> has "
             "all.</p>\n";
    const auto Measured = rowsByFinding();
    for (const auto &[E, Id] : llvm::zip(What.Result.Diagnostics, Ids))
      if (!Id.empty())
        writeFinding(E, Id, Measured.lookup(Id));
    Out << "</section>";
  }

  std::string placeOf(const SourceMessage &At) {
    const Position Begin = What.Files.positionOf(At.FilePath, At.FileOffset);
    return "<code>" + markupText(relativePath(At.FilePath, What.Root)) + ":" +
           llvm::utostr(Begin.Line) + ":" + llvm::utostr(Begin.Column) + "</code>";
  }

  void writeFinding(const FoundDiagnostic &E, llvm::StringRef Id,
                    llvm::ArrayRef<const FunctionRow *> Measured) {
    const llvm::StringRef Level = levelOf(E);
    Out << "<article class=\"finding\" id=\"" << Id << "\" aria-labelledby=\"" << Id << "-title\">"
        << "<h3 id=\"" << Id << "-title\"><span class=\"level " << Level << "\">" << Level
        << "</span> " << markupText(E.Message.Message) << "</h3>\n<p class=\"about\">"
        << placeOf(E.Message);
    if (!E.Function.empty())
      Out << " in <code>" << markupText(E.Function) << "</code>";
    Out << " · " << linkToRule(E.DiagnosticName);
    for (const FunctionRow *Row : Measured)
      Out << " · <a href=\"#" << Row->Id << "\">its measurement</a>";
    Out << "</p>\n";
    writeWay(E);
    if (!E.Help.Message.empty())
      Out << "<p class=\"help\">" << markupText(E.Help.Message) << "</p>\n";
    if (!E.Help.Fix.empty())
      Out << "<p class=\"fix\"><code>valuetask-check --fix</code> fixes it.</p>\n";
    Out << "</article>\n";
  }

  /// In the order in which a reader follows it: the notes, then the finding.
  void writeWay(const FoundDiagnostic &E) {
    std::vector<Step> Way;
    auto Add = [&](const SourceMessage &At, llvm::StringRef Words) {
      if (!At.FilePath.empty())
        Way.push_back({At.FilePath, What.Files.positionOf(At.FilePath, At.FileOffset), Words});
    };
    for (const SourceMessage &Note : E.Notes)
      Add(Note, Note.Message);
    // Why it matters is in the heading.
    Add(E.Message, llvm::StringRef(E.Message.Message).split(';').first);
    for (size_t Begin = 0; Begin != Way.size();) {
      size_t End = Begin + 1;
      unsigned First = Way[Begin].At.Line, Last = First;
      while (End != Way.size() && Way[End].File == Way[Begin].File &&
             Way[End].At.Line + Near >= First && Way[End].At.Line <= Last + Near) {
        First = std::min(First, Way[End].At.Line);
        Last = std::max(Last, Way[End].At.Line);
        ++End;
      }
      writeExcerpt(Way, Begin, End, {First, Last});
      Begin = End;
    }
  }

  /// Of the steps from \p Begin to \p End. They keep their numbers where the way goes back.
  void writeExcerpt(llvm::ArrayRef<Step> Way, size_t Begin, size_t End,
                    std::pair<unsigned, unsigned> Lines) {
    const std::string &File = Way[Begin].File;
    const auto [First, Last] = Lines;
    Out << "<div class=\"excerpt\"><p>" << markupText(relativePath(File, What.Root)) << "</p><pre>";
    for (unsigned Line = First > Around ? First - Around : 1; Line <= Last + Around; ++Line) {
      std::vector<size_t> Here;
      for (size_t Number = Begin; Number != End; ++Number)
        if (Way[Number].At.Line == Line)
          Here.push_back(Number);
      std::vector<unsigned> Columns;
      Columns.reserve(Here.size());
      for (const size_t Number : Here)
        Columns.push_back(Way[Number].At.Column);
      if (const std::optional<llvm::StringRef> Text = What.Files.line(File, Line))
        writeLine(Line, *Text, std::move(Columns));
      else if (!Here.empty())
        writeLine(Line, "(the source can’t be read here)", {});
      if (Way.size() > 1)
        for (const size_t Number : Here)
          writeStep(Number + 1 == Way.size() ? std::nullopt : std::optional(Number + 1),
                    Way[Number].Words);
    }
    Out << "</pre></div>\n";
  }

  /// The finding itself, where the way ends, has no number.
  void writeStep(std::optional<size_t> Number, llvm::StringRef Words) {
    Out << "<span class=\"step" << (Number ? "" : " last") << "\"><b>"
        << (Number ? llvm::utostr(*Number) : "!") << "</b><span>" << markupText(Words)
        << "</span></span>";
  }

  /// With the words marked at which steps are.
  void writeLine(unsigned Number, llvm::StringRef Text, std::vector<unsigned> Columns) {
    constexpr size_t Longest = 400; // generated code has lines of megabytes
    std::vector<std::pair<size_t, size_t>> Marks;
    llvm::sort(Columns);
    for (const unsigned Column : Columns) {
      const size_t Begin = byteOf(Text, Column);
      Marks.emplace_back(Begin, wordEnd(Text, Begin));
    }
    size_t At = 0, End = Text.size();
    if (Text.size() > Longest) {
      At = !Marks.empty() && Marks.front().first > Longest / 2 ? Marks.front().first - Longest / 2
                                                               : 0;
      End = std::min(Text.size(), At + Longest);
    }
    Out << "<span class=\"row" << (Columns.empty() ? "" : " here") << "\"><i>" << Number
        << "</i><span>" << (At > 0 ? "…" : "");
    for (const auto &[Begin, Behind] : Marks) {
      if (Begin < At || Behind > End || Begin == Behind)
        continue;
      Out << markupText(Text.slice(At, Begin)) << "<mark>" << markupText(Text.slice(Begin, Behind))
          << "</mark>";
      At = Behind;
    }
    Out << markupText(Text.slice(At, End)) << (End < Text.size() ? "…" : "") << "\n</span></span>";
  }

  void writeFailures() {
    if (!hasFailures())
      return;
    Out << "<section id=\"failures\" class=\"failures\" aria-labelledby=\"failures-title\">"
           "<h2 id=\"failures-title\">Not analysed, or not all of it</h2>\n<ul>";
    if (const std::vector<std::string> &Missing = What.Input.MissingShards; !Missing.empty())
      Out << "<li>" << markupText(sentenceOnShards(Missing)) << "</li>\n";
    for (const Unusable &Problem : notAnalysed(What))
      Out << "<li><code>" << markupText(Problem.File) << "</code> " << markupText(Problem.Reason)
          << "</li>\n";
    for (const FoundDiagnostic &E : What.Result.Diagnostics)
      if (isCompilerError(E))
        Out << "<li>" << placeOf(E.Message) << ": " << markupText(E.Message.Message) << "</li>\n";
    Out << "</ul></section>";
  }

  void writeFooter() {
    Out << "<p>Made by valuetask-check " << VALUETASK_VERSION << ": "
        << llvm::join(summaryItems(What), "; ") << ".";
    Out << "</p>";
  }

  const Report &What;
  llvm::raw_ostream &Out;
  std::vector<std::string> Ids; ///< of the diagnostics; empty for what is no finding or isn't shown
  size_t Findings = 0;
  FunctionRows Rows;
};

} // namespace

void writeHtml(const Report &What, llvm::raw_ostream &Out) { PageBuilder(What, Out).write(); }

} // namespace valuetask

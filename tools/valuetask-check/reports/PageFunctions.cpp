//===--- PageFunctions.cpp - the table of what was measured ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/PageFunctions.h"
#include "input/Paths.h"
#include "profile/Figures.h"
#include "reports/RulePages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"
#include <map>
#include <tuple>

namespace valuetask {

namespace {

/// A browser sorts so many rows at once, and a plot of more is a cloud.
constexpr size_t MostFunctions = 1000;

/// By the place of a finding: what is reported there.
using LinksByPlace = std::map<std::pair<std::string, unsigned>, std::vector<FindingLink>>;

LinksByPlace linksByPlace(const Report &What, llvm::ArrayRef<std::string> Ids) {
  LinksByPlace Links;
  for (const auto &[E, Id] : llvm::zip(What.Result.Diagnostics, Ids))
    if (!isCompilerError(E))
      Links[{E.Message.FilePath, E.Message.FileOffset}].push_back({E.DiagnosticName, Id});
  return Links;
}

/// By the entries of the profile: what is reported on their functions.
llvm::StringMap<std::vector<FindingLink>> linksByEntry(const Report &What,
                                                       llvm::ArrayRef<std::string> Ids) {
  const LinksByPlace Places = linksByPlace(What, Ids);
  llvm::StringMap<std::vector<FindingLink>> Links;
  for (const MatchedEntry &Match : What.Result.Counted.ProfileMatched)
    if (const auto At = Places.find({Match.File, Match.Offset}); At != Places.end())
      llvm::append_range(Links[Match.Entry], At->second);
  return Links;
}

/// The name as the compiler wrote it, with the function's own name set off.
std::string writtenName(const Profile::Function &Function) {
  const llvm::StringRef Written = Function.Written;
  const llvm::StringRef Qualified = Function.Name.Qualified;
  const llvm::StringRef Own = Qualified.substr(Qualified.rfind(':') + 1);
  size_t At = llvm::StringRef::npos;
  for (const char *Behind : {"(", "<"})
    if (At == llvm::StringRef::npos && !Own.empty())
      At = Written.find((Own + Behind).str());
  if (At == llvm::StringRef::npos)
    return markupText(Written);
  return markupText(Written.take_front(At)) + "<b>" + markupText(Own) + "</b>" +
         markupText(Written.drop_front(At + Own.size()));
}

void writeCount(uint64_t Number, llvm::raw_ostream &Out) {
  Out << "<td class=\"number\" data-value=\"" << Number << "\">" << withCommas(Number) << "</td>";
}

void writeShare(const Profile::Function &Function, llvm::raw_ostream &Out) {
  const double Share = Function.Counted.synchronousShare();
  if (Function.Counted.Calls == 0) {
    Out << "<td class=\"number\" data-value=\"-1\">never called</td>";
    return;
  }
  Out << "<td class=\"number\" data-value=\"" << llvm::format("%.6f", Share) << "\">"
      << percentage(Function.Counted) << "<svg class=\"bar " << kindOf(Function)
      << "\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      << "<rect width=\"100\" height=\"8\"/><rect width=\"" << llvm::format("%.1f", Share * 100)
      << "\" height=\"8\"/></svg></td>";
}

void writeRow(const FunctionRow &Row, llvm::StringRef Root, llvm::raw_ostream &Out) {
  const Profile::Function &Function = *Row.Function;
  Out << "<tr id=\"" << Row.Id << "\" tabindex=\"-1\"><th scope=\"row\"><code>"
      << writtenName(Function) << "</code><span class=\"where\">"
      << markupText(relativePath(Function.File, Root)) << ":" << Function.Line
      << "</span></th><td class=\"kind " << kindOf(Function)
      << "\"><svg viewBox=\"-8 -8 16 16\" aria-hidden=\"true\">" << shapeOf(Function) << "</svg>"
      << kindOf(Function) << "</td>";
  writeCount(Function.Counted.Calls, Out);
  writeCount(Function.Counted.Synchronous, Out);
  writeShare(Function, Out);
  writeCount(Function.Counted.Allocations, Out);
  writeCount(Function.Counted.Bytes, Out);
  Out << "<td>";
  if (!Row.Reports.empty()) {
    Out << "<ul>";
    for (const FindingLink &Link : Row.Reports) {
      llvm::StringRef Rule = Link.Rule;
      Rule.consume_front(RulePrefix);
      if (Link.Id.empty())
        Out << "<li>" << Rule << "</li>";
      else
        Out << "<li><a href=\"#" << Link.Id << "\">" << Rule << "</a></li>";
    }
    Out << "</ul>";
  }
  Out << "</td></tr>\n";
}

} // namespace

std::string nameOf(const Profile::Function &Function) {
  return Function.Name.Qualified.empty() ? Function.Written : Function.Name.Qualified;
}

llvm::StringRef kindOf(const Profile::Function &Function) {
  return Function.MakesValueTasks ? "value_task" : "task";
}

llvm::StringRef shapeOf(const Profile::Function &Function) {
  return Function.MakesValueTasks ? "<path class=\"shape\" d=\"M0-7.5 7.5 0 0 7.5-7.5 0z\"/>"
                                  : "<circle class=\"shape\" r=\"6\"/>";
}

FunctionRows functionRows(const Report &What, llvm::ArrayRef<std::string> Ids) {
  FunctionRows Result;
  if (!What.Profiles.Measured)
    return Result;
  const llvm::StringMap<std::vector<FindingLink>> Links = linksByEntry(What, Ids);
  std::vector<FunctionRow> All;
  All.reserve(What.Profiles.Measured->functions().size());
  for (const Profile::Function &Entry : What.Profiles.Measured->functions()) {
    Result.Sum += Entry.Counted;
    All.push_back({&Entry, "", Links.lookup(describe(Entry))});
  }
  Result.All = All.size();
  llvm::sort(All, [](const FunctionRow &A, const FunctionRow &B) {
    auto Key = [](const Profile::Function &Entry) {
      return std::tie(Entry.File, Entry.Line, Entry.Written, Entry.MakesValueTasks);
    };
    if (A.Function->Counted.Calls != B.Function->Counted.Calls)
      return A.Function->Counted.Calls > B.Function->Counted.Calls;
    return Key(*A.Function) < Key(*B.Function);
  });
  for (FunctionRow &Row : All)
    if (Result.Shown.size() < MostFunctions || !Row.Reports.empty()) {
      Row.Id = "function-" + llvm::utostr(Result.Shown.size() + 1);
      Result.Shown.push_back(std::move(Row));
    } else {
      Result.LeftOut += Row.Function->Counted;
    }
  return Result;
}

void writeTable(const FunctionRows &Rows, llvm::StringRef Root, llvm::raw_ostream &Out) {
  Out << "<form class=\"filter\" role=\"search\" hidden><label "
         "for=\"functions-filter\">Filter</label>"
         "<input id=\"functions-filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" "
         "placeholder=\"name, file, type or rule\"></form>\n"
         "<p id=\"functions-status\" class=\"unseen\" role=\"status\"></p>\n"
         "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
         "aria-labelledby=\"functions-caption\">"
         "<table id=\"functions-table\"><caption id=\"functions-caption\"><span>What each function "
         "made, "
         "the most called first";
  if (const size_t LeftOut = Rows.All - Rows.Shown.size())
    Out << ". Of " << withCommas(Rows.All) << " functions, " << withCommas(LeftOut)
        << (LeftOut == 1 ? " is" : " are") << " left out: the least called, with "
        << withCommas(Rows.LeftOut.Calls) << " calls of " << withCommas(Rows.Sum.Calls)
        << ", on which no rule reports";
  Out << "</span></caption>\n<thead><tr><th scope=\"col\">Function</th><th "
         "scope=\"col\">Returns</th>"
         "<th scope=\"col\" class=\"number\" aria-sort=\"descending\">Calls</th>";
  for (const llvm::StringRef Name : {"Synchronous", "Share", "Allocations", "Bytes"})
    Out << "<th scope=\"col\" class=\"number\">" << Name << "</th>";
  Out << "<th scope=\"col\">Reported by</th></tr></thead>\n<tbody>\n";
  for (const FunctionRow &Row : Rows.Shown)
    writeRow(Row, Root, Out);
  Out << "</tbody></table></div>\n";
}

} // namespace valuetask

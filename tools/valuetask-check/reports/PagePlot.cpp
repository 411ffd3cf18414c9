//===--- PagePlot.cpp - calls against the synchronous share ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/PagePlot.h"
#include "profile/Figures.h"
#include "reports/PageLinks.h"
#include "reports/RulePages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Regex.h"
#include <algorithm>
#include <cmath>

namespace valuetask {

namespace {

// In the plot's own units, which a browser scales.
constexpr double Width = 760, Height = 430;
constexpr double Left = 108, Right = Width - 20, Top = 12, Bottom = Height - 68;
constexpr double Inset = 16; ///< so that no point is on the frame
constexpr size_t MostLabels = 12;
constexpr double LetterHeight = 14;

struct Point {
  double X, Y;
};

auto number(double Value) { return llvm::format("%.1f", Value); }

/// '1k' for a thousand.
std::string powerOfTen(unsigned Exponent) {
  constexpr llvm::StringLiteral Units[] = {"", "k", "M", "G", "T", "P", "E"};
  return "1" + std::string(Exponent % 3, '0') + Units[Exponent / 3].str();
}

/// What the line says, in percent.
std::string percentOf(double Ratio) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << llvm::format("%.4g", Ratio * 100) << "%";
  return Text;
}

std::string describePoint(const FunctionRow &Row) {
  const Counts &Counted = Row.Function->Counted;
  const std::string Text = nameOf(*Row.Function) + ": returns a " + kindOf(*Row.Function).str() +
                           "; " + withCommas(Counted.Calls) +
                           (Counted.Calls == 1 ? " call" : " calls") + ", " + percentage(Counted) +
                           " completed synchronously; " + withCommas(Counted.Allocations) +
                           (Counted.Allocations == 1 ? " allocation" : " allocations");
  std::vector<llvm::StringRef> Rules;
  Rules.reserve(Row.Reports.size());
  for (const FindingLink &Link : Row.Reports)
    Rules.push_back(Link.Rule);
  return Rules.empty() ? Text : Text + "; reported by " + llvm::join(Rules, ", ");
}

class Plot {
public:
  Plot(const FunctionRows &Rows, const ProfilesInUse &Profiles, llvm::raw_ostream &Out)
      : Limits(Profiles.Limits), Out(Out) {
    for (const FunctionRow &Row : Rows.Shown)
      if (Row.Function->Counted.Calls > 0)
        Called.push_back(&Row);
    auto Exponent = [](const FunctionRow *Row) {
      return std::log10(static_cast<double>(Row->Function->Counted.Calls));
    };
    // They are in the order of their calls.
    if (!Called.empty()) {
      First = static_cast<unsigned>(std::floor(Exponent(Called.back())));
      Last = std::max(First + 1, static_cast<unsigned>(std::ceil(Exponent(Called.front()))));
    }
  }

  void write() {
    Out << "<svg id=\"plot\" class=\"plot\" viewBox=\"0 0 "
        << llvm::format("%.0f %.0f", Width, Height)
        << "\" role=\"group\" aria-label=\"Plot: calls of each function against the share that was "
           "completed synchronously. The table below has the same figures.\">\n<g "
           "aria-hidden=\"true\">\n";
    writeGrid();
    writeLimits();
    Out << "</g>\n";
    // The least called last: where points are close, it mostly is the smaller surprise on top.
    for (const FunctionRow *Row : Called)
      writePoint(*Row);
    Out << "<g aria-hidden=\"true\">\n";
    writeZones();
    writeLabels();
    Out << "</g>\n</svg>\n";
  }

private:
  double xOf(double Calls) const {
    const double Part = (std::log10(Calls) - First) / (Last - First);
    return Left + Inset + (Right - Left - 2 * Inset) * std::clamp(Part, 0.0, 1.0);
  }
  /// Does the axis have a part below so many calls, and where does it end?
  bool hasFew(uint64_t Calls) const { return static_cast<double>(Calls) > std::pow(10, First); }
  double endOfFew(uint64_t Calls) const {
    return static_cast<double>(Calls) > std::pow(10, Last) ? Right
                                                           : xOf(static_cast<double>(Calls));
  }
  static double yOf(double Share) { return Bottom - Inset - (Bottom - Top - 2 * Inset) * Share; }
  static Point at(const FunctionRow &Row, const Plot &In) {
    const Counts &Counted = Row.Function->Counted;
    return {In.xOf(static_cast<double>(Counted.Calls)), yOf(Counted.synchronousShare())};
  }

  void line(llvm::StringRef Class, Point From, Point To) {
    Out << "<line class=\"" << Class << "\" x1=\"" << number(From.X) << "\" y1=\"" << number(From.Y)
        << "\" x2=\"" << number(To.X) << "\" y2=\"" << number(To.Y) << "\"/>\n";
  }

  void text(Point At, llvm::StringRef Anchor, llvm::StringRef Class, const llvm::Twine &Words) {
    Out << "<text x=\"" << number(At.X) << "\" y=\"" << number(At.Y) << "\" text-anchor=\""
        << Anchor << "\"";
    if (!Class.empty())
      Out << " class=\"" << Class << "\"";
    Out << ">" << markupText(Words.str()) << "</text>\n";
  }

  /// Words at the right end of a line, which no name is to cover.
  void zone(Point At, llvm::StringRef Words) {
    constexpr double LetterWidth = 6.8;
    const double Across = LetterWidth * static_cast<double>(Words.size());
    text(At, "end", "zone", Words);
    Taken.push_back({At.X - Across, At.Y - 4, Across, LetterHeight});
  }

  void writeGrid() {
    if (Limits.size() == 1 && hasFew(Limits.begin()->second))
      Out << "<rect class=\"few\" x=\"" << number(Left) << "\" y=\"" << number(Top) << "\" width=\""
          << number(endOfFew(Limits.begin()->second) - Left) << "\" height=\""
          << number(Bottom - Top) << "\"/>\n";
    const unsigned Every = Last - First > 8 ? 2 : 1;
    for (unsigned Exponent = First; Exponent <= Last; ++Exponent) {
      const double X = xOf(std::pow(10, Exponent));
      line("grid", {X, Top}, {X, Bottom});
      if ((Exponent - First) % Every == 0)
        text({X, Bottom + 24}, "middle", "", powerOfTen(Exponent));
    }
    for (const unsigned Percent : {0, 25, 50, 75, 100}) {
      const double Y = yOf(Percent / 100.0);
      line("grid", {Left, Y}, {Right, Y});
      text({Left - 8, Y + 5}, "end", "", llvm::utostr(Percent) + "%");
    }
    text({(Left + Right) / 2, Height - 12}, "middle", "", "calls (logarithmic)");
    Out << "<text transform=\"translate(18 " << number((Top + Bottom) / 2)
        << ") rotate(-90)\" text-anchor=\"middle\">completed synchronously (% of calls)</text>\n";
  }

  void writeLimits() {
    for (const auto &[Ratio, Calls] : Limits) {
      line("limit", {Left, yOf(Ratio)}, {Right, yOf(Ratio)});
      if (const double X = endOfFew(Calls); hasFew(Calls) && X < Right)
        line("fewest", {X, Top}, {X, Bottom});
    }
  }

  /// Where several configurations hold, each has its lines; one alone has words too.
  void writeZones() {
    for (const auto &[Ratio, Calls] : Limits) {
      const double Y = yOf(Ratio);
      text({Left + 8, Y - 8}, "start", "limit-name", percentOf(Ratio));
      if (Limits.size() > 1)
        continue;
      zone({Right - 8, Y - 8}, "value_task pays off");
      zone({Right - 8, Y + 19}, "a task does");
      if (const double X = endOfFew(Calls); hasFew(Calls) && X - Left > 150)
        zone({X - 8, Bottom - 8}, "too few calls to tell");
    }
  }

  void writePoint(const FunctionRow &Row) {
    const Point At = at(Row, *this);
    Out << "<a class=\"point " << kindOf(*Row.Function) << "\" href=\"#" << Row.Id
        << "\" tabindex=\"0\" data-calls=\"" << Row.Function->Counted.Calls << "\" data-share=\""
        << llvm::format("%.6f", Row.Function->Counted.synchronousShare())
        << "\" transform=\"translate(" << number(At.X) << " " << number(At.Y) << ")\"><title>"
        << markupText(describePoint(Row)) << "</title>" << shapeOf(*Row.Function);
    if (!Row.Reports.empty())
      Out << "<circle class=\"ring\" r=\"11\"/>";
    Out << "</a>\n";
  }

  /// Names those on which a rule reports, and the most called, where there is room.
  void writeLabels() {
    std::vector<const FunctionRow *> Wanted;
    for (const bool IsReported : {true, false})
      llvm::copy_if(Called, std::back_inserter(Wanted),
                    [&](const FunctionRow *Row) { return Row->Reports.empty() != IsReported; });
    Wanted.resize(std::min(Wanted.size(), MostLabels));
    for (const FunctionRow *Row : Wanted)
      writeLabel(*Row);
  }

  /// Beside the point, on the side that is free; nowhere if none is.
  void writeLabel(const FunctionRow &Row) {
    constexpr size_t Longest = 26;
    constexpr double LetterWidth = 7.8, Away = 15;
    const std::string Name = nameOf(*Row.Function);
    llvm::StringRef Own = llvm::StringRef(Name).substr(Name.rfind(':') + 1);
    const bool IsLong = Own.size() > Longest;
    Own = Own.take_front(Longest);
    const double Across = LetterWidth * static_cast<double>(Own.size() + IsLong);
    const Point At = at(Row, *this);
    for (const bool IsLeft : {false, true}) {
      const Box Here{IsLeft ? At.X - Away - Across : At.X + Away, At.Y, Across, LetterHeight};
      if (!isFree(Here, Row))
        continue;
      Taken.push_back(Here);
      text({IsLeft ? At.X - Away : At.X + Away, At.Y + 4}, IsLeft ? "end" : "start", "label",
           Own + (IsLong ? "…" : ""));
      return;
    }
  }

  struct Box {
    double Begin, Middle; ///< from the left, and from above
    double Across, Down;

    bool hits(const Box &Other) const {
      return Begin < Other.Begin + Other.Across && Other.Begin < Begin + Across &&
             std::abs(Middle - Other.Middle) < (Down + Other.Down) / 2;
    }
  };

  bool isFree(const Box &Here, const FunctionRow &But) const {
    constexpr double Radius = 8;
    auto IsHit = [&](const Box &Other) { return Here.hits(Other); };
    return Here.Begin > Left && Here.Begin + Here.Across < Right && llvm::none_of(Taken, IsHit) &&
           llvm::none_of(
               Called,
               [&](const FunctionRow *Row) {
                 const Point Other = at(*Row, *this);
                 return Row != &But &&
                        Here.hits({Other.X - Radius, Other.Y, 2 * Radius, 2 * Radius});
               });
  }

  const std::set<std::pair<double, uint64_t>> &Limits;
  llvm::raw_ostream &Out;
  std::vector<const FunctionRow *> Called; ///< the others have no place on a logarithmic axis
  unsigned First = 0, Last = 1;            ///< powers of ten
  std::vector<Box> Taken;                  ///< by words
};

void writeLegend(llvm::raw_ostream &Out) {
  constexpr llvm::StringLiteral Open = "<li><svg viewBox=\"-12 -12 24 24\" aria-hidden=\"true\">";
  Profile::Function Example;
  Out << "<ul class=\"legend\">";
  for (const bool MakesValueTasks : {false, true}) {
    Example.MakesValueTasks = MakesValueTasks;
    Out << Open << "<g class=\"" << kindOf(Example) << "\">" << shapeOf(Example)
        << "</g></svg>returns a " << kindOf(Example) << "</li>";
  }
  Out << Open << "<circle class=\"ring\" r=\"10\"/></svg>a rule reports on it</li>" << Open
      << "<path class=\"limit\" d=\"M-12 0H12\"/></svg>value_task pays off above this "
         "line</li></ul>\n";
}

/// What the benchmark of this project measured, from the rule's page, which scripts/evidence
/// writes.
std::string measuredCrossover() {
  std::string Text = rulePage("prefer-value-task").value_or("").str();
  std::replace(Text.begin(), Text.end(), '\n', ' ');
  llvm::SmallVector<llvm::StringRef> Found;
  if (!llvm::Regex("above about ([0-9]+)% hits \\(between ([0-9]+)% and ([0-9]+)%")
           .match(Text, &Found))
    return "";
  return (" In the measurement of ValueTask’s own benchmark, a function that returns a value or a "
          "task is faster as a value_task above about " +
          Found[1] + "% (between " + Found[2] + "% and " + Found[3] + "% in single processes; " +
          linkToRule("valuetask-prefer-value-task") + ").")
      .str();
}

} // namespace

void writePlot(const FunctionRows &Rows, const ProfilesInUse &Profiles, llvm::raw_ostream &Out) {
  Out << "<figure>\n";
  writeLegend(Out);
  Plot(Rows, Profiles, Out).write();
  Out << "<p id=\"plot-reading\" class=\"reading quiet\">Each point is a function, and links to "
         "its "
         "row.</p>\n<figcaption>";
  if (Profiles.Limits.size() == 1) {
    const auto &[Ratio, Calls] = *Profiles.Limits.begin();
    Out << "The dashed line is at " << percentOf(Ratio)
        << ", the share above which the rules assume that a value_task pays off "
           "(<code>valuetask.MinSyncRatio</code>). The rules ignore functions with fewer than "
        << withCommas(Calls) << " calls (<code>valuetask.MinCalls</code>).";
  } else {
    Out << "The dashed lines are the shares above which the rules assume that a value_task pays "
           "off "
           "(<code>valuetask.MinSyncRatio</code>); below the dotted lines the rules ignore a "
           "function (<code>valuetask.MinCalls</code>). The folders have different configurations.";
  }
  Out << " The profile counts the function that makes an object, not functions that pass it on."
      << measuredCrossover();
  if (const auto Uncalled = llvm::count_if(
          Rows.Shown, [](const FunctionRow &Row) { return Row.Function->Counted.Calls == 0; }))
    Out << " " << withCommas(static_cast<uint64_t>(Uncalled))
        << (Uncalled == 1 ? " function was" : " functions were") << " never called, and "
        << (Uncalled == 1 ? "is" : "are") << " only in the table.";
  Out << "</figcaption>\n</figure>\n";
}

} // namespace valuetask

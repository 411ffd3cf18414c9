//===--- Progress.cpp - how far is it? ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Progress.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace valuetask {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;

static constexpr milliseconds BetweenDrawings(100);
static constexpr seconds BetweenLines(15);

Progress::Progress(size_t Total, bool Quiet)
    : Total(Total), Quiet(Quiet), Terminal(llvm::sys::Process::StandardErrIsDisplayed()) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (std::exchange(Drawn, false))
    llvm::errs() << "\r\x1b[K";
}

void Progress::done(llvm::StringRef Name) {
  ++Finished;
  const Clock::time_point Now = Clock::now();
  if (Quiet || Finished == Total || Now - Last < (Terminal ? BetweenDrawings : BetweenLines))
    return;
  Last = Now;
  draw(Name);
}

void Progress::draw(llvm::StringRef Name) {
  const double Elapsed = duration<double>(Last - Started).count();
  const double Rate = static_cast<double>(Finished) / Elapsed;
  const auto Left = std::lround(static_cast<double>(Total - Finished) / Rate);
  std::string Text = llvm::formatv("{0}/{1} files, {2:F1}/s, {3}:{4,0+2} left", Finished, Total,
                                   Rate, Left / 60, Left % 60);
  if (!Terminal) {
    llvm::errs() << "valuetask-check: " << Text << "\n";
    return;
  }
  // A line that wraps can't be drawn again; of a long path, the end says most.
  const size_t Width = std::max(llvm::sys::Process::StandardErrColumns(), 40U);
  Text += "  ";
  const size_t Room = Text.size() + 1 < Width ? Width - Text.size() - 1 : 0;
  if (Name.size() > Room)
    Text += Room > 3 ? ("..." + Name.take_back(Room - 3)).str() : "";
  else
    Text += Name;
  llvm::errs() << "\r\x1b[K" << Text;
  Drawn = true;
}

} // namespace valuetask

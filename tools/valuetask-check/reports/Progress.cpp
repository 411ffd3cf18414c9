//===--- Progress.cpp - how far is it? ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Progress.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include <algorithm>
#include <cmath>
#include <csignal>
#include <iterator>
#include <unistd.h>
#include <utility>

namespace valuetask {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;

static constexpr milliseconds BetweenDrawings(100);
static constexpr seconds BetweenLines(15);

namespace {

constexpr int Signals[] = {SIGINT, SIGTERM};

/// What the handler needs.
struct {
  volatile std::sig_atomic_t Finished = 0, Total = 0, IsKept = 0, IsDrawn = 0, Process = 0;
  struct sigaction Before[std::size(Signals)];
} Interrupted;

/// Of what may be called in a signal handler, this is enough.
void print(llvm::StringRef Text) {
  [[maybe_unused]] const ssize_t Written = write(STDERR_FILENO, Text.data(), Text.size());
}
void print(std::sig_atomic_t Number) {
  if (Number >= 10)
    print(Number / 10);
  const char Digit = static_cast<char>('0' + Number % 10);
  print(llvm::StringRef(&Digit, 1));
}

void sayWhatWasDone(int Signal) {
  // A worker that was just made still has this handler, and nothing to say.
  if (getpid() != Interrupted.Process) {
    std::signal(Signal, SIG_DFL);
    raise(Signal);
    return;
  }
  if (Interrupted.IsDrawn)
    print("\r\x1b[K");
  print("valuetask-check: interrupted; no report is written; ");
  print(Interrupted.Finished);
  print(" of ");
  print(Interrupted.Total);
  print(Interrupted.IsKept ? " files are analysed, and their results are in the cache\n"
                           : " files were analysed, and without a cache nothing is kept\n");
  // Who waits for the program is to see which signal ended it.
  llvm::sys::RunInterruptHandlers();
  std::signal(Signal, SIG_DFL);
  raise(Signal);
}

} // namespace

Progress::Progress(size_t Total, bool Quiet, bool IsKept)
    : Total(Total), Quiet(Quiet), Terminal(llvm::sys::Process::StandardErrIsDisplayed()) {
  Interrupted.Finished = 0;
  Interrupted.IsDrawn = 0;
  Interrupted.Total = static_cast<std::sig_atomic_t>(Total);
  Interrupted.IsKept = IsKept;
  Interrupted.Process = getpid();
  struct sigaction Action = {};
  Action.sa_handler = sayWhatWasDone;
  for (size_t I = 0; I < std::size(Signals); ++I) {
    sigaction(Signals[I], nullptr, &Interrupted.Before[I]);
    // A shell's background job is to ignore SIGINT, and goes on doing so.
    if (!Quiet && Interrupted.Before[I].sa_handler != SIG_IGN)
      sigaction(Signals[I], &Action, nullptr);
  }
}

Progress::~Progress() {
  for (size_t I = 0; I < std::size(Signals); ++I)
    sigaction(Signals[I], &Interrupted.Before[I], nullptr);
  clear();
}

void Progress::clear() {
  Interrupted.IsDrawn = 0;
  if (std::exchange(Drawn, false))
    llvm::errs() << "\r\x1b[K";
}

void Progress::done(llvm::StringRef Name, bool WasKnown) {
  ++Finished;
  Known += WasKnown;
  Interrupted.Finished = static_cast<std::sig_atomic_t>(Finished);
  const Clock::time_point Now = Clock::now();
  if (Quiet || Finished == Total || Now - Last < (Terminal ? BetweenDrawings : BetweenLines))
    return;
  Last = Now;
  draw(Name);
}

/// The first files say little: there are few of them, and each of the others may be of another
/// kind.
std::string Progress::estimate() const {
  constexpr size_t Fewest = 5, PartOfAll = 10;
  const size_t ToDo = Total - Known, Analysed = Finished - Known;
  if (Analysed < std::max(Fewest, ToDo / PartOfAll))
    return "";
  const double Each = duration<double>(Last - Started).count() / static_cast<double>(Analysed);
  const double Left = Each * static_cast<double>(Total - Finished);
  constexpr double Minute = 60, Step = 10;
  if (Left < Minute)
    return llvm::formatv(", about {0} s left", std::lround(std::ceil(Left / Step) * Step));
  return llvm::formatv(", about {0} min left", std::lround(Left / Minute));
}

void Progress::draw(llvm::StringRef Name) {
  std::string Text = llvm::formatv("{0}/{1} files{2}", Finished, Total, estimate());
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
  Interrupted.IsDrawn = 1;
}

} // namespace valuetask

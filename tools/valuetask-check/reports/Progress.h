//===--- Progress.h - how far is it? ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_PROGRESS_H
#define VALUETASK_CHECK_REPORTS_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <string>

namespace valuetask {

/// Says on stderr how far a run is: on a terminal in one line that is drawn again, at most ten
/// times a second; elsewhere in a line of its own now and then. A run of a few seconds says nothing
/// there. How long the rest takes is said once enough is done to tell. While it lives, SIGINT and
/// SIGTERM say what was done before they end the program. Not thread-safe, and there may be one at
/// a time, since a signal handler can only use what is static.
class Progress {
public:
  /// \param Quiet  says nothing at all
  /// \param IsKept  does a cache keep the result of each piece that is done?
  Progress(size_t Total, bool Quiet, bool IsKept);
  /// Clears the line.
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// One more piece is done.
  ///
  /// \param WasKnown  says nothing of how long others take
  void done(llvm::StringRef Name, bool WasKnown);

private:
  using Clock = std::chrono::steady_clock;

  void draw(llvm::StringRef Name);
  std::string estimate() const;
  void clear();

  size_t Total;
  size_t Finished = 0;
  size_t Known = 0; ///< of these, from the cache
  bool Quiet;
  bool Terminal;
  bool Drawn = false;
  Clock::time_point Started = Clock::now();
  Clock::time_point Last = Started;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_PROGRESS_H

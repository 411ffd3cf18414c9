//===--- StandardStreams.cpp - errors of stdout and stderr ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "output/StandardStreams.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace valuetask {

/// The next file that is opened would get the number of a stream that is closed, and what is
/// printed would go to that file.
static void openIfClosed(int Descriptor, int Mode) {
  if (fcntl(Descriptor, F_GETFD) == -1)
    (void)open("/dev/null", Mode); // gets the lowest free number, which is this one
}

std::vector<int> ignoredSignals() {
  std::vector<int> Ignored;
  for (const int Signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR2}) {
    struct sigaction Now{};
    if (sigaction(Signal, nullptr, &Now) == 0 && Now.sa_handler == SIG_IGN)
      Ignored.push_back(Signal);
  }
  return Ignored;
}

void prepareStandardStreams(const std::vector<int> &Ignored) {
  for (const int Signal : Ignored)
    std::signal(Signal, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  openIfClosed(STDIN_FILENO, O_RDONLY);
  openIfClosed(STDOUT_FILENO, O_RDONLY); // a report that goes there gets lost, which is an error
  openIfClosed(STDERR_FILENO, O_WRONLY);
}

/// Forgets the error, for which the stream's destructor would end the program.
static std::error_code takeError(llvm::raw_fd_ostream &Out) {
  Out.flush();
  const std::error_code Problem = Out.error();
  Out.clear_error();
  return Problem;
}

bool flushStandardStreams() {
  const std::error_code Problem = takeError(llvm::outs());
  if (Problem)
    llvm::WithColor::error(llvm::errs(), "valuetask-check")
        << "cannot write to stdout: " << Problem.message() << "\n";
  return !takeError(static_cast<llvm::raw_fd_ostream &>(llvm::errs())) && !Problem;
}

} // namespace valuetask

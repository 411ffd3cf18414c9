//===--- Workers.cpp - work in processes of its own -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Workers.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace valuetask {

namespace {

/// The one exit code that says that the answer is whole.
constexpr int Finished = 0;

[[noreturn]] void doPiece(int Answer, const WorkLimits &Limits,
                          llvm::function_ref<std::string()> Work) {
  // LLVM's handlers print a stack, and the run's own say what was done; what matters is said by who
  // waits.
  for (const int Signal : {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV, SIGINT, SIGTERM})
    if (std::signal(Signal, SIG_DFL) == SIG_IGN)
      std::signal(Signal, SIG_IGN);
  // Nobody waits for the answer when the run itself was ended.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A worker that outlives its timeout is ended by the system, whatever it does then.
  std::signal(SIGALRM, SIG_DFL);
  alarm(Limits.TimeoutSeconds);
  const std::string Text = Work();
  bool Written = false;
  {
    llvm::raw_fd_ostream Out(Answer, /*shouldClose=*/false);
    Out << Text;
    Out.flush();
    Written = !Out.has_error();
    Out.clear_error();
  }
  llvm::outs().flush();
  _exit(Written ? Finished : 1);
}

/// What ended a worker that did not finish.
llvm::Error reasonOf(int Status, const WorkLimits &Limits) {
  if (WIFSIGNALED(Status) && WTERMSIG(Status) == SIGALRM)
    return llvm::createStringError("took longer than " + llvm::Twine(Limits.TimeoutSeconds) +
                                   " s and was given up; a higher --timeout gives it more");
  if (WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL)
    return llvm::createStringError("was killed, probably out of memory; try a lower -j");
  if (WIFSIGNALED(Status))
    return llvm::createStringError(llvm::Twine("made the analysis crash (") +
                                   strsignal(WTERMSIG(Status)) + "); please report it");
  return llvm::createStringError("ended the analysis with exit code " +
                                 llvm::Twine(WEXITSTATUS(Status)) + "; please report it");
}

llvm::Expected<std::string> answerOf(const WorkProcess &Ended) {
  const llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> Text = llvm::MemoryBuffer::getOpenFile(
      Ended.Answer, "answer", /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  if (!Text)
    return llvm::createStringError("gave no answer: " + Text.getError().message());
  return (*Text)->getBuffer().str();
}

} // namespace

llvm::Expected<WorkProcess> startWork(const WorkLimits &Limits,
                                      llvm::function_ref<std::string()> Work) {
  const int Answer = memfd_create("valuetask-check", MFD_CLOEXEC); // no disk can be full
  // What is buffered would be printed by both.
  llvm::outs().flush();
  const pid_t Process = Answer == -1 ? -1 : fork();
  if (Process == -1) {
    const std::string Problem = llvm::sys::StrError();
    if (Answer != -1)
      close(Answer);
    return llvm::createStringError("can't make another process: " + Problem);
  }
  if (Process == 0)
    doPiece(Answer, Limits, Work);
  return WorkProcess{Process, Answer};
}

llvm::Expected<std::string> endWork(const WorkProcess &Ended, int Status,
                                    const WorkLimits &Limits) {
  const bool Whole = WIFEXITED(Status) && WEXITSTATUS(Status) == Finished;
  llvm::Expected<std::string> Answer =
      Whole ? answerOf(Ended) : llvm::Expected<std::string>(reasonOf(Status, Limits));
  close(Ended.Answer);
  return Answer;
}

llvm::Error workInProcesses(unsigned Count, const WorkLimits &Limits,
                            llvm::function_ref<std::string(unsigned)> Work,
                            llvm::function_ref<void(unsigned, llvm::Expected<std::string>)> Done) {
  struct Worker {
    unsigned Piece;
    WorkProcess Started;
  };
  llvm::DenseMap<pid_t, Worker> Running;
  unsigned Next = 0;
  while (Next < Count || !Running.empty()) {
    if (Next < Count && Running.size() < Limits.Jobs) {
      llvm::Expected<WorkProcess> Started = startWork(Limits, [&] { return Work(Next); });
      if (Started) {
        Running[Started->Process] = {Next++, *Started};
        continue;
      }
      // Where there is no room for another process, those that run go on alone.
      if (Running.empty())
        return Started.takeError();
      llvm::consumeError(Started.takeError());
    }
    int Status = 0;
    const pid_t Process = llvm::sys::RetryAfterSignal(-1, [&Status] { return wait(&Status); });
    const auto It = Running.find(Process);
    if (It == Running.end())
      continue; // a process that somebody left to this one
    const Worker Ended = It->second;
    Running.erase(It);
    Done(Ended.Piece, endWork(Ended.Started, Status, Limits));
  }
  return llvm::Error::success();
}

} // namespace valuetask

//===--- Documents.cpp - the open files and their analyses ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Documents.h"
#include "input/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Errno.h"
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace valuetask {

Documents::Documents(unsigned MostProcesses, std::function<void(const Document &)> Prepare,
                     Analysis Analyse)
    : MostProcesses(MostProcesses), Prepare(std::move(Prepare)), Analyse(std::move(Analyse)) {}

Documents::~Documents() {
  while (!Processes.empty())
    cancel(Processes.begin()->first);
}

Document &Documents::open(DocumentName Name, int64_t Version) {
  const std::string Uri = Name.Uri;
  cancel(Uri);
  Document &New = Open[Uri];
  New = Document{std::move(Name), Version, false, Version, {}, -1, {}};
  return New;
}

Document *Documents::find(llvm::StringRef Uri) {
  const auto It = Open.find(Uri.str());
  return It == Open.end() ? nullptr : &It->second;
}

const Document *Documents::findFile(llvm::StringRef Path) const {
  const std::string Real = realPath(Path);
  const auto It = llvm::find_if(
      Open, [&](const auto &Each) { return realPath(Each.second.Name.Path) == Real; });
  return It == Open.end() ? nullptr : &It->second;
}

std::vector<std::string> Documents::paths() const {
  std::vector<std::string> Paths;
  Paths.reserve(Open.size());
  for (const auto &[Uri, Of] : Open)
    Paths.push_back(Of.Name.Path);
  return Paths;
}

void Documents::close(llvm::StringRef Uri) {
  cancel(Uri.str());
  Open.erase(Uri.str());
}

/// With all processes that it has made.
void Documents::cancel(const std::string &Uri) {
  llvm::erase(Waiting, Uri);
  const auto It = Processes.find(Uri);
  if (It == Processes.end())
    return;
  const WorkProcess Work = It->second.Work;
  Processes.erase(It);
  ::kill(-Work.Process, SIGKILL);
  int Status = 0;
  llvm::sys::RetryAfterSignal(-1, [&] { return waitpid(Work.Process, &Status, 0); });
  llvm::consumeError(endWork(Work, Status, {}).takeError());
}

void Documents::analyse(const Document &Of, bool IsUrgent) {
  const std::string Uri = Of.Name.Uri;
  cancel(Uri);
  if (IsUrgent)
    Waiting.push_front(Uri);
  else
    Waiting.push_back(Uri);
}

void Documents::startWaiting() {
  while (!Waiting.empty() && Processes.size() < MostProcesses) {
    const std::string Uri = Waiting.front();
    Document &Of = Open.at(Uri);
    Prepare(Of);
    const std::string Stamp = stampOf(Of.Name.Path);
    // A group of its own, so that it can be ended with the processes that it makes.
    llvm::Expected<WorkProcess> Started = startWork({}, [&] {
      setpgid(0, 0);
      return toText(Analyse(Of));
    });
    if (!Started && !Processes.empty()) { // there is room later
      llvm::consumeError(Started.takeError());
      return;
    }
    Waiting.pop_front();
    if (!Started) {
      Failed.emplace_back(Uri, "could not be started: " + llvm::toString(Started.takeError()));
      continue;
    }
    setpgid(Started->Process, Started->Process); // whichever of the two is first
    Processes[Uri] = {*Started, Of.SavedVersion, Stamp};
  }
}

void Documents::collect(llvm::function_ref<void(Document &)> OnResult) {
  auto Take = [&](const std::string &Uri, int64_t Version, llvm::Expected<std::string> Text) {
    llvm::Expected<DocumentResult> Result =
        Text ? documentResultFrom(*Text)
             : llvm::createStringError("its process " + llvm::toString(Text.takeError()));
    Document &Of = Open.at(Uri);
    Of.Result = Result ? std::move(*Result) : resultFor(Result.takeError());
    Of.ResultVersion = Version;
    if (!Of.Result.Includer.empty())
      Of.Includer = Of.Result.Includer;
    OnResult(Of);
  };
  for (const auto &[Uri, Problem] : std::exchange(Failed, {}))
    if (Document *Of = find(Uri))
      Take(Uri, Of->SavedVersion, llvm::createStringError(Problem));
  for (auto It = Processes.begin(); It != Processes.end();) {
    int Status = 0;
    const pid_t Ended = llvm::sys::RetryAfterSignal(
        -1, [&] { return waitpid(It->second.Work.Process, &Status, WNOHANG); });
    if (Ended == 0) {
      ++It;
      continue;
    }
    const std::string Uri = It->first;
    const Running Done = It->second;
    It = Processes.erase(It);
    if (stampOf(Open.at(Uri).Name.Path) != Done.Stamp) {
      llvm::consumeError(endWork(Done.Work, Status, {}).takeError());
      Waiting.push_front(Uri);
      continue;
    }
    Take(Uri, Done.Version, endWork(Done.Work, Status, {}));
  }
}

} // namespace valuetask

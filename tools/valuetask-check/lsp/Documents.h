//===--- Documents.h - the open files and their analyses --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_LSP_DOCUMENTS_H
#define VALUETASK_CHECK_LSP_DOCUMENTS_H

#include "analysis/Workers.h"
#include "lsp/DocumentResult.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace valuetask {

/// A file that an editor has open.
struct Document {
  DocumentName Name;
  int64_t Version = 0;
  bool IsChanged = false;     ///< does the editor have another text than the disk?
  int64_t SavedVersion = 0;   ///< the one that the disk has
  DocumentResult Result;      ///< of the last analysis that ended
  int64_t ResultVersion = -1; ///< the version that it is of; -1: there is none
  std::string Includer;       ///< \see DocumentResult::Includer

  /// Are the places in the result those of the text that the editor shows?
  bool isResultCurrent() const { return !IsChanged && ResultVersion == Version; }
};

/// The open documents, and the processes that analyse them, at most so many at a time. Of a
/// document, only the newest analysis is of interest: an earlier one is ended.
class Documents {
public:
  using Analysis = std::function<DocumentResult(const Document &)>;

  /// \param Prepare  is called here before an analysis, which sees what it leaves behind
  /// \param Analyse  is called in another process
  Documents(unsigned MostProcesses, std::function<void(const Document &)> Prepare,
            Analysis Analyse);
  ~Documents();

  Document &open(DocumentName Name, int64_t Version);
  /// Null where there is no such document.
  Document *find(llvm::StringRef Uri);
  /// The one that is open by this or another path of the file; null where there is none.
  const Document *findFile(llvm::StringRef Path) const;
  std::vector<std::string> paths() const;
  void close(llvm::StringRef Uri);

  /// Analyses it anew, soon.
  ///
  /// \param IsUrgent  before those that already wait
  void analyse(const Document &Of, bool IsUrgent);

  /// Starts those analyses that wait, as far as there is room.
  void startWaiting();

  /// Was there no process for one of them? collect() hands on why.
  bool hasFailed() const { return !Failed.empty(); }

  /// Hands on the results of analyses that have ended; those of others are never seen. A file that
  /// was written meanwhile, of which the client has yet to tell, is analysed again.
  void collect(llvm::function_ref<void(Document &)> OnResult);

private:
  struct Running {
    WorkProcess Work;
    int64_t Version;
    std::string Stamp; ///< of the file, before
  };
  void cancel(const std::string &Uri);

  const unsigned MostProcesses;
  const std::function<void(const Document &)> Prepare;
  const Analysis Analyse;
  std::map<std::string, Document> Open; ///< by URI
  std::deque<std::string> Waiting;      ///< URIs
  std::map<std::string, Running> Processes;
  std::vector<std::pair<std::string, std::string>> Failed; ///< for which there was no process; why
};

} // namespace valuetask

#endif // VALUETASK_CHECK_LSP_DOCUMENTS_H

//===--- Baseline.h - findings that are known already -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_MERGE_BASELINE_H
#define VALUETASK_CHECK_MERGE_BASELINE_H

#include "analysis/RunResult.h"
#include "settings/Settings.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <compare>
#include <map>
#include <optional>
#include <string>

namespace valuetask {

/// The findings that a project had when it began to use the checker. They are known by rule, file
/// and function, and by how many there are of the kind, but not by line or message: code that
/// moves, a variable that gets another name and a message that is worded anew stay known. The
/// messages in the file are for its readers, and tell which of several findings of a kind are the
/// known ones. A file in JSON, sorted, so that changes of it can be read.
class Baseline {
public:
  /// \returns an error for a file that is not there, or no baseline
  static llvm::Expected<Baseline> load(llvm::StringRef File);

  /// All findings of a run.
  static Baseline of(const RunResult &Result, llvm::StringRef Root);

  llvm::Error save(llvm::StringRef File) const;

  struct Difference;

  /// Takes the known ones out of \p Result. Of more than are known of a kind, those with another
  /// message are new, or else the last ones.
  ///
  /// \param IsCovered  is all that there is to find in this file in the result?
  Difference takeKnown(RunResult &Result, llvm::StringRef Root,
                       llvm::function_ref<bool(llvm::StringRef)> IsCovered) const;

  void remove(const Baseline &Stale);

  /// Counted by finding, not by kind.
  unsigned size() const;
  /// One line for each kind, for a reader.
  std::vector<std::string> lines() const;

private:
  struct Kind {
    std::string Rule, File, Function, Message;
    auto operator<=>(const Kind &) const = default;
    bool isLike(const Kind &Other) const {
      return Rule == Other.Rule && File == Other.File && Function == Other.Function;
    }
  };
  using Numbers = std::map<Kind, unsigned>;
  static Kind kindOf(const FoundDiagnostic &E, llvm::StringRef Root);
  static Numbers::iterator findLike(Numbers &Left, const Kind &Wanted);

  Numbers Counts;
};

/// Between a baseline and a run.
struct Baseline::Difference {
  Baseline Stale;        ///< what is known but isn't there any more; only of covered files
  unsigned Reworded = 0; ///< findings that are known, with another message
};

/// Without a file, there is none.
llvm::Expected<std::optional<Baseline>> loadBaseline(const std::string &File);

/// Are all findings that are in this file, of which \p File is the path below \p Root, in the
/// result of a run over \p Files?
bool isAnalysed(llvm::StringRef File, llvm::ArrayRef<std::string> Files, const RunResult &Result,
                llvm::StringRef Root);

/// All that a run does with baselines: takes the known findings out of \p Result, writes a new one,
/// removes or names what isn't found any more. A file that can't be written is an error, and stops
/// nothing else.
///
/// \param Old        what Asked.Baseline has
/// \param IsCovered  as of Baseline::takeKnown()
llvm::Error useBaselines(const Settings &Asked, const std::optional<Baseline> &Old,
                         RunResult &Result, llvm::function_ref<bool(llvm::StringRef)> IsCovered);

} // namespace valuetask

#endif // VALUETASK_CHECK_MERGE_BASELINE_H

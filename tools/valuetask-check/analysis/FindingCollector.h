//===--- FindingCollector.h - findings on their way through clang-tidy -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_FINDINGCOLLECTOR_H
#define VALUETASK_CHECK_ANALYSIS_FINDINGCOLLECTOR_H

#include "UnitSession.h"
#include "analysis/FoundDiagnostic.h"
#include "analysis/Suppressions.h"
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace valuetask {

/// Gets a unit's diagnostics, lets clang-tidy decide which of them stay, and joins to those that do
/// what only the finding knows: its function, and what it depends on.
///
/// clang-tidy takes two diagnostics of the same words at one place for one. That is right for
/// findings that hold anyhow: they go to one consumer, as in clang-tidy itself, and the function is
/// looked up by what makes them one. Findings that depend on other units may differ in their
/// conditions alone, so that each goes to a consumer of its own.
class FindingCollector : public SuppressionWatch, public FindingListener {
public:
  explicit FindingCollector(clang::tidy::ClangTidyContext &Context)
      : SuppressionWatch(Context), Context(Context) {}

  void begin(const Finding &Reported) override;
  void end() override;

  /// Those that hold anyhow, and the compiler's errors, by place.
  std::vector<FoundDiagnostic> takeDiagnostics();
  /// Those that depend on other units, by place; those of one place as they were reported.
  std::vector<OpenFinding> takeOpen() { return std::exchange(Open, {}); }

private:
  /// The rule, the file, the offset and the message: what clang-tidy compares.
  using Identity = std::tuple<std::string, std::string, unsigned, std::string>;

  /// What clang-tidy doesn't keep of a finding.
  struct Details {
    std::string Function;
    bool HasHelp = false;
  };

  void handOn(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override;

  clang::tidy::ClangTidyContext &Context;
  const Finding *Current = nullptr; ///< that is reported just now
  /// Of that one, where it depends on other units.
  std::unique_ptr<clang::tidy::ClangTidyDiagnosticConsumer> Apart;
  std::map<Identity, Details> Known;
  std::vector<OpenFinding> Open; ///< sorted
};

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_FINDINGCOLLECTOR_H

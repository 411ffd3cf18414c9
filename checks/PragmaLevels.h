//===--- PragmaLevels.h - '#pragma clang diagnostic' for the rules -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang knows no groups of warnings but its own: of '#pragma clang diagnostic ignored
/// "-Wvaluetask-double-await"' it only says that it doesn't know the group. So the pragmas of a
/// unit are noted while it is preprocessed, and read when there is a finding.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_PRAGMALEVELS_H
#define VALUETASK_CHECKS_PRAGMALEVELS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <vector>

namespace clang {
class PPCallbacks;
class SourceManager;
} // namespace clang

namespace valuetask {

/// What the pragmas of one unit say of findings.
class PragmaLevels {
public:
  enum class Level : unsigned char { AsConfigured, Ignored, Warning, Error };

  /// For the unit's preprocessor, which keeps \p Levels alive.
  static std::unique_ptr<clang::PPCallbacks> watch(std::shared_ptr<PragmaLevels> Levels);

  /// What holds for a rule at a place. O(pragmas of the unit)
  Level at(clang::SourceLocation Place, llvm::StringRef Rule,
           const clang::SourceManager &Sources) const;

private:
  class Watch;

  std::vector<clang::SourceLocation> Pragmas; ///< of all kinds, in the order of the unit
};

} // namespace valuetask

#endif // VALUETASK_CHECKS_PRAGMALEVELS_H

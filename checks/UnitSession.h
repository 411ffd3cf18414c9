//===--- UnitSession.h - what the checker shares with the checks -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_UNITSESSION_H
#define VALUETASK_CHECKS_UNITSESSION_H

#include "ProfileStore.h"
#include "findings/Finding.h"
#include "program/Facts.h"
#include "unit/Statistics.h"

namespace clang::tidy {
class ClangTidyContext;
} // namespace clang::tidy

namespace valuetask {

/// Follows what the checks report, to know which diagnostic is of which finding.
class FindingListener {
public:
  virtual ~FindingListener() = default;

  /// What the diagnostics engine gets from here on is this finding and its notes, until end().
  virtual void begin(const Finding &Reported) = 0;
  virtual void end() = 0;
};

/// The analysis of one unit by the checker: what it asks of the module's checks, and what they give
/// it besides diagnostics.
struct UnitSession {
  ProfileStore &Profiles;
  FindingListener &Listener;
  /// Is it to find what depends on other units, which is settled with the facts of all of them?
  bool CollectFacts = false;
  Statistics Counted{};
  Facts OwnFacts{};
  /// Does nobody else look at the tree, so that clang-tidy needn't visit its nodes for other
  /// checks?
  bool IsAlone = false;
  /// Were bodies of templates in system headers skipped?
  bool SkipsTemplates = false;
  /// They have to be there, after all: nothing was found, and the unit is to be parsed again.
  bool AsksForBodies = false;
};

/// Makes a session the one of a context, for as long as this lives.
///
/// clang-tidy makes modules and checks itself, from a static registry, and hands them nothing of
/// ours: a check has its ClangTidyContext, to which nothing can be attached, and the diagnostics
/// engine, in which a finding has no room. So there is a table beside it, by context. (A finding
/// has to go through clang-tidy as a diagnostic, since NOLINT comments, the header filter and the
/// levels are clang-tidy's to apply.)
class UnitSessionScope {
public:
  UnitSessionScope(const clang::tidy::ClangTidyContext &Context, UnitSession &Session);
  ~UnitSessionScope();
  UnitSessionScope(const UnitSessionScope &) = delete;
  UnitSessionScope &operator=(const UnitSessionScope &) = delete;

private:
  const clang::tidy::ClangTidyContext &Context;
};

/// Null where nobody made one: in clang-tidy with the plugin.
UnitSession *sessionOf(const clang::tidy::ClangTidyContext &Context);

} // namespace valuetask

#endif // VALUETASK_CHECKS_UNITSESSION_H

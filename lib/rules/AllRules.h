//===--- AllRules.h - the rules, over one unit ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one entry of the library: all rules over one translation unit, on one shared analysis of it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_RULES_ALLRULES_H
#define VALUETASK_LIB_RULES_ALLRULES_H

#include "findings/Finding.h"
#include "program/Facts.h"
#include "unit/UnitView.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace valuetask {

#define VALUETASK_RULE(Id, Name, Severity, Needs, Misuse, YieldsTo, Summary)                       \
  std::vector<Finding> find##Id(const UnitView &Unit);
#include "findings/Rules.def"

/// What the analysis of a unit gives.
struct UnitFindings {
  /// In source order, each once, however many instantiations of a template show it.
  std::vector<Finding> Findings;
  /// What the unit tells others of the functions that it defines, if facts are collected.
  Facts ForOthers;
  Statistics Counted;
  /// Bodies were skipped that have to be there: the rest is empty, and the unit is to be parsed
  /// again.
  bool AsksForBodies = false;
};

/// Runs the rules that \p Enabled accepts.
UnitFindings findMisuses(clang::ASTContext &Context, const AnalysisOptions &Options,
                         llvm::function_ref<bool(RuleId)> Enabled);

} // namespace valuetask

#endif // VALUETASK_LIB_RULES_ALLRULES_H

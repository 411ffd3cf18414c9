//===--- Rules.h - the table of the rules -----------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FINDINGS_RULES_H
#define VALUETASK_LIB_FINDINGS_RULES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace valuetask {

enum class RuleId {
#define VALUETASK_RULE(Id, Name, Severity, Needs, Misuse, YieldsTo, Summary) Id,
#include "findings/Rules.def"
};

/// How much a rule's findings weigh in reports for machines (SARIF 2.1.0, 3.58.6).
enum class Severity { Note, Warning };

/// What a rule can't work without.
enum class RuleInput { Nothing, Profile, PublicHeaders };

struct RuleInfo {
  RuleId Id;
  llvm::StringRef Name;
  Severity Weight;
  RuleInput Needs;
  /// Where that rule reports the same place, this one is silent.
  std::optional<RuleId> YieldsTo;
  llvm::StringRef Summary;
};

/// The rule table, in its fixed order.
llvm::ArrayRef<RuleInfo> allRules();

/// A rule's row.
const RuleInfo &infoOf(RuleId Rule);

/// The row of the rule that users know by \p Name; null where there is none.
const RuleInfo *findRule(llvm::StringRef Name);

/// With which the names of all rules begin.
constexpr llvm::StringLiteral RulePrefix = "valuetask-";

/// "did you mean 'valuetask-double-await'?" for a name that no rule has; empty where none is near.
std::string didYouMeanRule(llvm::StringRef Misspelt);

} // namespace valuetask

#endif // VALUETASK_LIB_FINDINGS_RULES_H

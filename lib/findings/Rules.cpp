//===--- Rules.cpp - the table of the rules -------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Rules.h"
#include "text/Spelling.h"
#include "llvm/ADT/SmallVector.h"

namespace valuetask {

namespace {

/// The names in the table's column of the rules that others yield to.
struct YieldsColumn {
  static constexpr std::optional<RuleId> Nobody = std::nullopt;
#define VALUETASK_RULE(Id, Name, Weight, Needs, Misuse, YieldsTo, Summary)                         \
  static constexpr std::optional<RuleId> Id = RuleId::Id;
#include "findings/Rules.def"
};

} // namespace

llvm::ArrayRef<RuleInfo> allRules() {
  static constexpr RuleInfo Table[] = {
#define VALUETASK_RULE(Id, Name, Weight, Needs, Misuse, YieldsTo, Summary)                         \
  {RuleId::Id, Name, Severity::Weight, RuleInput::Needs, YieldsColumn::YieldsTo, Summary},
#include "findings/Rules.def"
  };
  return Table;
}

const RuleInfo &infoOf(RuleId Rule) { return allRules()[static_cast<size_t>(Rule)]; }

const RuleInfo *findRule(llvm::StringRef Name) {
  for (const RuleInfo &Rule : allRules())
    if (Rule.Name == Name)
      return &Rule;
  return nullptr;
}

std::string didYouMeanRule(llvm::StringRef Misspelt) {
  llvm::SmallVector<llvm::StringRef> Names;
  for (const RuleInfo &Rule : allRules())
    Names.push_back(Rule.Name.drop_front(RulePrefix.size()));
  return didYouMean(Misspelt, Names, {.Prefix = RulePrefix});
}

} // namespace valuetask

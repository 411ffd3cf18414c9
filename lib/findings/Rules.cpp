//===--- Rules.cpp - the table of the rules -------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Rules.h"

namespace valuetask {

llvm::ArrayRef<RuleInfo> allRules() {
  static constexpr RuleInfo Table[] = {
#define VALUETASK_RULE(Id, Name, Weight, Summary) {RuleId::Id, Name, Severity::Weight, Summary},
#include "findings/Rules.def"
  };
  return Table;
}

llvm::StringRef nearestRule(llvm::StringRef Misspelt) {
  constexpr unsigned Farthest = 6;
  Misspelt.consume_front(RulePrefix);
  llvm::StringRef Nearest;
  unsigned Least = Farthest + 1;
  for (const RuleInfo &Rule : allRules()) {
    const unsigned Distance = Misspelt.edit_distance(Rule.Name.drop_front(RulePrefix.size()));
    if (Distance < Least) {
      Least = Distance;
      Nearest = Rule.Name;
    }
  }
  return Nearest;
}

} // namespace valuetask

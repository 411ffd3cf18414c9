//===--- RulePages.cpp - the docs pages, built in -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/RulePages.h"
#include "findings/Finding.h"

namespace valuetask {

namespace {

struct Page {
  llvm::StringRef Rule;
  llvm::StringRef Text;
};

constexpr Page Pages[] = {
#include "RulePages.inc"
};

} // namespace

std::optional<llvm::StringRef> rulePage(llvm::StringRef Rule) {
  Rule.consume_front(RulePrefix);
  for (const Page &P : Pages)
    if (P.Rule.drop_front(RulePrefix.size()) == Rule)
      return P.Text;
  return std::nullopt;
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

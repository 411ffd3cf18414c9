//===--- RulePages.cpp - the docs pages, built in -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/RulePages.h"
#include "findings/Rules.h"

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

std::string urlOfPage(llvm::StringRef Rule) {
  Rule.consume_front(RulePrefix);
  return (VALUETASK_DOCS_URL + RulePrefix + Rule + ".md").str();
}

} // namespace valuetask

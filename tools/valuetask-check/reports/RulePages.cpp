//===--- RulePages.cpp - the docs pages, built in -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/RulePages.h"
#include "findings/Rules.h"
#include "llvm/ADT/Twine.h"

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

/// Where a link of a rule's page leads.
static std::string absoluteLink(llvm::StringRef Target) {
  if (Target.contains("://") || Target.starts_with("#"))
    return Target.str();
  llvm::StringRef Folder = llvm::StringRef(VALUETASK_DOCS_URL).rtrim('/');
  while (Target.consume_front("../"))
    Folder = Folder.rsplit('/').first;
  return (Folder + "/" + Target).str();
}

std::string portablePage(llvm::StringRef Page) {
  std::string Result;
  bool IsCode = false; // between fences
  while (!Page.empty()) {
    if (Page.starts_with("```"))
      IsCode = !IsCode;
    if (!IsCode && Page.consume_front("<!--")) {
      Page = Page.split("-->").second;
      Page.consume_front("\n");
      continue;
    }
    const size_t End = IsCode ? llvm::StringRef::npos : Page.find(')');
    if (End != llvm::StringRef::npos && Page.starts_with("![")) {
      Page = Page.drop_front(End + 1);
      continue;
    }
    if (End != llvm::StringRef::npos && Page.consume_front("](")) {
      Result += "](" + absoluteLink(Page.take_front(End - 2)) + ")";
      Page = Page.drop_front(End - 1);
      continue;
    }
    // Code within a line, or one character.
    size_t Length = 1;
    if (Page.starts_with("```"))
      Length = 3;
    else if (!IsCode && Page.front() == '`' && Page.find('`', 1) != llvm::StringRef::npos)
      Length = Page.find('`', 1) + 1;
    Result += Page.take_front(Length);
    Page = Page.drop_front(Length);
  }
  return Result;
}

std::string urlOfPage(llvm::StringRef Rule) {
  Rule.consume_front(RulePrefix);
  return (VALUETASK_DOCS_URL + RulePrefix + Rule + ".md").str();
}

} // namespace valuetask

//===--- PageLinks.cpp - links on the page for people ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/PageLinks.h"
#include "findings/Rules.h"
#include "reports/ReportModel.h"
#include "reports/RulePages.h"
#include "llvm/ADT/STLExtras.h"

namespace valuetask {

std::string linkToRule(llvm::StringRef Rule) {
  const bool IsRule =
      llvm::any_of(allRules(), [&](const RuleInfo &Info) { return Info.Name == Rule; });
  const std::string Url =
      IsRule ? urlOfPage(Rule) : VALUETASK_HOME_URL "/blob/main/docs/adopting.md";
  return "<a href=\"" + markupText(Url) + "\">" + markupText(Rule) + "</a>";
}

} // namespace valuetask

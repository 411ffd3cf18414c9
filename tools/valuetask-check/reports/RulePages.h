//===--- RulePages.h - the docs pages, built in -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_RULEPAGES_H
#define VALUETASK_CHECK_REPORTS_RULEPAGES_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace valuetask {

/// The Markdown text of a rule's page, with or without 'valuetask-' before its name.
std::optional<llvm::StringRef> rulePage(llvm::StringRef Rule);

/// The same to be shown elsewhere: its links are absolute, and comments and images are left out.
std::string portablePage(llvm::StringRef Page);

/// Where that page is on the web.
std::string urlOfPage(llvm::StringRef Rule);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_RULEPAGES_H

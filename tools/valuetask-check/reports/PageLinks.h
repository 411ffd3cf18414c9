//===--- PageLinks.h - links on the page for people -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_PAGELINKS_H
#define VALUETASK_CHECK_REPORTS_PAGELINKS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// A link to the rule's page, with its whole name.
std::string linkToRule(llvm::StringRef Rule);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_PAGELINKS_H

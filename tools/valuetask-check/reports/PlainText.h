//===--- PlainText.h - a page of the docs for a terminal --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_PLAINTEXT_H
#define VALUETASK_CHECK_REPORTS_PLAINTEXT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// What a page in Markdown says, without what a terminal can't show: comments, images, and where
/// links lead. Headings are underlined, and code is indented.
std::string plainText(llvm::StringRef Markdown);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_PLAINTEXT_H

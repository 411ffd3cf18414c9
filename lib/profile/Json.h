//===--- Json.h - reading files of others ----------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROFILE_JSON_H
#define VALUETASK_LIB_PROFILE_JSON_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace valuetask {

/// Parses text that may be anything: with a byte order mark, or nested so deep that a parser which
/// calls itself would run out of stack. (None of the formats read here has more than 20 levels.)
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text);

} // namespace valuetask

#endif // VALUETASK_LIB_PROFILE_JSON_H

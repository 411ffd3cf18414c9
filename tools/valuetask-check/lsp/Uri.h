//===--- Uri.h - files as an editor names them ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_LSP_URI_H
#define VALUETASK_CHECK_LSP_URI_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace valuetask {

std::string fileUri(llvm::StringRef Path);

/// The absolute path that a URI names; nothing for a URI that names no file of this machine.
std::optional<std::string> pathOfUri(llvm::StringRef Uri);

} // namespace valuetask

#endif // VALUETASK_CHECK_LSP_URI_H

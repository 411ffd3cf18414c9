//===--- Spelling.h - names that were meant ---------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_SETTINGS_SPELLING_H
#define VALUETASK_CHECK_SETTINGS_SPELLING_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// How many letters were left out, added, replaced, or exchanged with the next one.
unsigned typingMistakes(llvm::StringRef Typed, llvm::StringRef Name);

/// A question that names what was meant: the names that begin with \p Typed, or the one that is
/// spelled most like it. "did you mean the command 'merge'?"
///
/// \param Kind  what they are: "the command "
/// \returns an empty text where no name is near
std::string didYouMean(llvm::StringRef Typed, llvm::ArrayRef<llvm::StringRef> Names,
                       llvm::StringRef Kind = "");

} // namespace valuetask

#endif // VALUETASK_CHECK_SETTINGS_SPELLING_H

//===--- Spelling.h - names that were meant ---------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_TEXT_SPELLING_H
#define VALUETASK_LIB_TEXT_SPELLING_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace valuetask {

/// How many letters were left out, added, replaced, or exchanged with the next one. A capital
/// letter is the same letter.
unsigned typingMistakes(llvm::StringRef Typed, llvm::StringRef Name);

/// How a question names what was meant.
struct SpelledNames {
  llvm::StringRef Kind = "";   ///< what they are, before the first: "the command "
  llvm::StringRef Prefix = ""; ///< what each begins with, and who typed it may have left out
};

/// A question that names what was meant: the names that begin with \p Typed, or the one that is
/// spelled most like it. "did you mean the command 'merge'?"
///
/// \param Names  without the prefix
/// \returns an empty text where no name is near
std::string didYouMean(llvm::StringRef Typed, llvm::ArrayRef<llvm::StringRef> Names,
                       const SpelledNames &As = {});

} // namespace valuetask

#endif // VALUETASK_LIB_TEXT_SPELLING_H

//===--- Spelling.cpp - names that were meant -----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "text/Spelling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <vector>

namespace valuetask {

/// The distance that is known as optimal string alignment. (StringRef::edit_distance() counts an
/// exchange of two letters, which is the most common mistake, as two mistakes.)
unsigned typingMistakes(llvm::StringRef Typed, llvm::StringRef Name) {
  std::vector<std::vector<unsigned>> Least(Typed.size() + 1,
                                           std::vector<unsigned>(Name.size() + 1));
  for (size_t I = 0; I <= Typed.size(); ++I)
    for (size_t J = 0; J <= Name.size(); ++J) {
      if (I == 0 || J == 0) {
        Least[I][J] = static_cast<unsigned>(I + J);
        continue;
      }
      const auto IsSame = [&](size_t InTyped, size_t InName) {
        return llvm::toLower(Typed[InTyped - 1]) == llvm::toLower(Name[InName - 1]);
      };
      const unsigned Replaced = IsSame(I, J) ? 0 : 1;
      Least[I][J] =
          std::min({Least[I - 1][J] + 1, Least[I][J - 1] + 1, Least[I - 1][J - 1] + Replaced});
      const bool AreExchanged = I > 1 && J > 1 && IsSame(I, J - 1) && IsSame(I - 1, J);
      if (AreExchanged)
        Least[I][J] = std::min(Least[I][J], Least[I - 2][J - 2] + 1);
    }
  return Least.back().back();
}

/// As 'a', 'b' or 'c'.
static std::string quoted(llvm::ArrayRef<llvm::StringRef> Names, llvm::StringRef Prefix) {
  std::string Text;
  for (const auto &[Index, Name] : llvm::enumerate(Names)) {
    if (Index)
      Text += Index + 1 == Names.size() ? " or " : ", ";
    Text += ("'" + Prefix + Name + "'").str();
  }
  return Text;
}

std::string didYouMean(llvm::StringRef Typed, llvm::ArrayRef<llvm::StringRef> Names,
                       const SpelledNames &As) {
  constexpr size_t ShortestPrefix = 2, MostNamed = 3;
  Typed.consume_front_insensitive(As.Prefix);
  const llvm::StringRef Letters = Typed.ltrim('-');
  llvm::SmallVector<llvm::StringRef> Meant;
  if (Letters.size() >= ShortestPrefix)
    llvm::copy_if(Names, std::back_inserter(Meant),
                  [&](llvm::StringRef Name) { return Name.starts_with_insensitive(Typed); });
  if (Meant.empty() || Meant.size() > MostNamed) {
    Meant.clear();
    // What differs in a third of its letters is another word.
    unsigned Least = std::max<unsigned>(1, static_cast<unsigned>(Letters.size()) / 3) + 1;
    for (const llvm::StringRef Name : Names)
      if (const unsigned Mistakes = typingMistakes(Typed, Name); Mistakes < Least) {
        Least = Mistakes;
        Meant = {Name};
      }
  }
  return Meant.empty() ? "" : ("did you mean " + As.Kind + quoted(Meant, As.Prefix) + "?").str();
}

} // namespace valuetask

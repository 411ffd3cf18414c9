//===--- TestMacros.cpp - what test frameworks' macros mean for a path ----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/TestMacros.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace valuetask {

static bool isWordOf(StringRef Name, llvm::ArrayRef<StringRef> Words) {
  llvm::SmallVector<StringRef, 4> Parts;
  Name.split(Parts, '_');
  return llvm::any_of(Parts, [&](StringRef Part) { return llvm::is_contained(Words, Part); });
}

static StringRef outermostMacro(SourceLocation Location, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Sources.getExpansionLoc(Location)),
                              Sources, Context.getLangOpts());
}

static bool isAssertion(StringRef Macro) {
  return isWordOf(Macro, {"ASSERT", "EXPECT", "REQUIRE", "CHECK"});
}

TestMacro testMacroAt(SourceLocation Location, const ASTContext &Context) {
  if (!Location.isMacroID())
    return TestMacro::None;
  const SourceManager &Sources = Context.getSourceManager();
  // The text of an argument is expanded from the file itself.
  const bool IsArgument = Sources.isWrittenInSameFile(Sources.getSpellingLoc(Location),
                                                      Sources.getExpansionLoc(Location)) &&
                          !Sources.isMacroBodyExpansion(Location);
  const StringRef Name = outermostMacro(Location, Context);
  if (isWordOf(Name, {"DEATH", "EXIT"}))
    return TestMacro::Death;
  if (isWordOf(Name, {"THROW", "THROWS"}))
    return TestMacro::Throwing;
  if (isWordOf(Name, {"SECTION", "SUBCASE", "GIVEN", "WHEN", "THEN"}))
    return TestMacro::Section;
  return !IsArgument && isAssertion(Name) ? TestMacro::Assertion : TestMacro::None;
}

bool isPrintedAgain(SourceLocation First, SourceLocation Again, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  return First != Again && First.isMacroID() && Again.isMacroID() &&
         Sources.getSpellingLoc(First) == Sources.getSpellingLoc(Again) &&
         Sources.getExpansionLoc(First) == Sources.getExpansionLoc(Again) &&
         isAssertion(outermostMacro(First, Context));
}

} // namespace valuetask

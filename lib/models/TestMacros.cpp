//===--- TestMacros.cpp - what test frameworks' macros mean for a path ----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/TestMacros.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
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

/// The text of an argument is expanded from the file itself.
static bool isInArgument(SourceLocation Location, const SourceManager &Sources) {
  return Sources.isWrittenInSameFile(Sources.getSpellingLoc(Location),
                                     Sources.getExpansionLoc(Location)) &&
         !Sources.isMacroBodyExpansion(Location);
}

static StringRef outermostMacro(SourceLocation Location, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Sources.getExpansionLoc(Location)),
                              Sources, Context.getLangOpts());
}

/// Is the macro one that says what has to hold?
static bool isAssertion(StringRef Macro) {
  return isWordOf(Macro, {"ASSERT", "EXPECT", "REQUIRE", "CHECK"});
}

/// 'FAIL', 'BOOST_FAIL', 'GTEST_SKIP': it stops the test. What is only noted, or done on a
/// condition, is called differently: 'ADD_FAIL', 'FAIL_CHECK', 'RETURN_IF_FAIL'.
static bool stopsTest(StringRef Name) {
  return (Name.ends_with("FAIL") || Name.ends_with("SKIP")) && isWordOf(Name, {"FAIL", "SKIP"}) &&
         !isWordOf(Name, {"ADD", "EXPECT", "CHECK", "WARN", "LOG", "PRINT", "NOTE", "COUNT", "ON",
                          "IF", "MAY", "SHOULD", "NONFATAL"});
}

/// Does the text of an assertion's argument say that it can't be: 'false', '0', '!"no such kind"',
/// 'false && "no such kind"'?
static bool saysNever(StringRef Argument) {
  const auto Never = [](StringRef Text) {
    Text = Text.trim();
    return Text == "false" || Text == "0" || Text.starts_with("!\"");
  };
  const auto [First, Second] = Argument.split("&&");
  return Never(First) || (First.trim().starts_with("\"") && Never(Second));
}

bool endsByMacro(const Stmt *S, const ASTContext &Context) {
  const SourceLocation Location = S->getBeginLoc();
  if (!Location.isMacroID())
    return false;
  const SourceManager &Sources = Context.getSourceManager();
  if (isInArgument(Location, Sources))
    return false;
  const StringRef Name = outermostMacro(Location, Context);
  if (stopsTest(Name))
    return true;
  if (Name == "assert") {
    const CharSourceRange Range = Sources.getExpansionRange(Location);
    StringRef Text = Lexer::getSourceText(Range, Sources, Context.getLangOpts());
    return Text.consume_front(Name) && (Text = Text.trim()).consume_front("(") &&
           Text.consume_back(")") && saysNever(Text);
  }
  return isa<ReturnStmt, CoreturnStmt>(S) && testMacroAt(Location, Context) == TestMacro::Assertion;
}

TestMacro testMacroAt(SourceLocation Location, const ASTContext &Context) {
  if (!Location.isMacroID())
    return TestMacro::None;
  const SourceManager &Sources = Context.getSourceManager();
  const bool IsArgument = isInArgument(Location, Sources);
  const StringRef Name = outermostMacro(Location, Context);
  if (isWordOf(Name, {"DEATH", "EXIT"}))
    return TestMacro::Death;
  if (isWordOf(Name, {"THROW", "THROWS"}))
    return TestMacro::Throwing;
  if (isWordOf(Name, {"SECTION", "SUBCASE", "GIVEN", "WHEN", "THEN"}))
    return TestMacro::Section;
  return !IsArgument && isAssertion(Name) ? TestMacro::Assertion : TestMacro::None;
}

bool isInAssertion(SourceLocation Location, const ASTContext &Context) {
  return Location.isMacroID() && isAssertion(outermostMacro(Location, Context));
}

bool isPrintedAgain(SourceLocation First, SourceLocation Again, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  return First != Again && First.isMacroID() && Again.isMacroID() &&
         Sources.getSpellingLoc(First) == Sources.getSpellingLoc(Again) &&
         Sources.getExpansionLoc(First) == Sources.getExpansionLoc(Again) &&
         isAssertion(outermostMacro(First, Context));
}

} // namespace valuetask

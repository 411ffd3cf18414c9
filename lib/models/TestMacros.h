//===--- TestMacros.h - what test frameworks' macros mean for a path -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The macros of GoogleTest, Catch2, doctest and Boost.Test hide branches of their own: an
/// assertion that fails, a section that is one of several that never run together, a statement that
/// runs in another process. Which macro it is tells its name.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_TESTMACROS_H
#define VALUETASK_LIB_MODELS_TESTMACROS_H

#include "clang/Basic/SourceManager.h"

namespace clang {
class ASTContext;
class Stmt;
} // namespace clang

namespace valuetask {

enum class TestMacro {
  None,
  Assertion, ///< 'ASSERT_TRUE(...)', 'REQUIRE(...)', 'CHECK_THROWS(...)'
  Section,   ///< 'SECTION("...")', 'SUBCASE("...")': of those side by side, one runs at a time
  Throwing,  ///< 'EXPECT_THROW(...)': what it is given has no result
  Death,     ///< 'EXPECT_DEATH(...)': in a process of its own
};

/// Does the statement belong to a macro that ends the function, or says that it isn't reached:
/// 'FAIL()', 'GTEST_SKIP()', the return of an assertion that failed, 'assert(false)' where that is
/// compiled to nothing?
bool endsByMacro(const clang::Stmt *S, const clang::ASTContext &Context);

/// The outermost macro of which \p Location is a part. Of an assertion's arguments, which are the
/// test's own text, it is None.
TestMacro testMacroAt(clang::SourceLocation Location, const clang::ASTContext &Context);

/// Is it a part of an assertion, its arguments included?
bool isInAssertion(clang::SourceLocation Location, const clang::ASTContext &Context);

/// Is it one text, the argument of an assertion, that the assertion evaluates again when it fails,
/// to print it? 'if ((x) == (y)) ; else report(x, y)'
bool isPrintedAgain(clang::SourceLocation First, clang::SourceLocation Again,
                    const clang::ASTContext &Context);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_TESTMACROS_H

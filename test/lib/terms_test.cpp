//===--- terms_test.cpp - conditions that are about the same thing --------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Constraints.h"
#include "paths/Terms.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <memory>
#include <string>
#include <vector>

using namespace clang;

namespace {

/// Collects the conditions of the if statements of a function, in source order.
struct Conditions : RecursiveASTVisitor<Conditions> {
  bool VisitIfStmt(IfStmt *If) {
    Found.push_back(If->getCond());
    return true;
  }
  std::vector<const Expr *> Found;
};

/// The function 'void f(PARAMETERS) { BODY }' and its vocabulary.
class Parsed {
public:
  Parsed(const std::string &Parameters, const std::string &Body)
      : Unit(tooling::buildASTFromCodeWithArgs("void f(" + Parameters + ") {" + Body + "}",
                                               {"-std=c++20"})) {
    for (const Decl *D : Unit->getASTContext().getTranslationUnitDecl()->decls())
      if (const auto *Function = dyn_cast<FunctionDecl>(D); Function && Function->hasBody()) {
        Flow = valuetask::ControlFlow::build(Function);
        Vocabulary = std::make_unique<valuetask::Terms>(Function, *Flow);
        Collector.TraverseStmt(Function->getBody());
      }
  }

  const Expr *condition(unsigned Index) const { return Collector.Found.at(Index); }

  /// Can both be as given on one path, nothing being written in between?
  bool compatible(unsigned First, bool FirstValue, unsigned Second, bool SecondValue) {
    Vocabulary->focus(llvm::BitVector(Flow->cfg().getNumBlockIDs(), true));
    valuetask::Constraints Path(*Vocabulary);
    return Path.assume(condition(First), FirstValue) && Path.assume(condition(Second), SecondValue);
  }

private:
  std::unique_ptr<ASTUnit> Unit;
  std::unique_ptr<valuetask::ControlFlow> Flow;
  std::unique_ptr<valuetask::Terms> Vocabulary;
  Conditions Collector;
};

TEST(Terms, ANegationIsAboutTheSame) {
  Parsed Code("bool c", "if (c) {} if (!c) {} if (c == false) {}");
  EXPECT_FALSE(Code.compatible(0, true, 1, true));
  EXPECT_FALSE(Code.compatible(0, true, 2, true));
  EXPECT_TRUE(Code.compatible(0, true, 1, false));
}

TEST(Terms, RangesOfANumber) {
  Parsed Code("int n", "if (n < 3) {} if (n + 1 > 3) {} if (2 >= n) {}");
  EXPECT_FALSE(Code.compatible(0, true, 1, true));
  EXPECT_TRUE(Code.compatible(0, true, 2, true));
  EXPECT_FALSE(Code.compatible(0, true, 2, false));
}

TEST(Terms, UnsignedNumbersAreNotNegative) {
  Parsed Code("unsigned n", "if (n == 0) {} if (n < 1) {}");
  EXPECT_FALSE(Code.compatible(0, false, 1, true));
}

TEST(Terms, TwoVariablesInEitherOrder) {
  Parsed Code("int a, int b", "if (a < b) {} if (b < a) {} if (b == a) {} if (b >= a + 1) {}");
  EXPECT_FALSE(Code.compatible(0, true, 1, true));
  EXPECT_FALSE(Code.compatible(0, true, 2, true));
  EXPECT_FALSE(Code.compatible(0, true, 3, false));
  EXPECT_TRUE(Code.compatible(0, false, 1, true));
}

TEST(Terms, BothAndNotBoth) {
  Parsed Code("bool a, bool b", "if (a && b) {} if (!a || !b) {} if (a || b) {}");
  EXPECT_FALSE(Code.compatible(0, true, 1, true));
  EXPECT_FALSE(Code.compatible(0, true, 2, false));
  EXPECT_TRUE(Code.compatible(0, false, 2, true));
}

TEST(Terms, PointersAgainstNull) {
  Parsed Code("int *p", "if (p) {} if (p == nullptr) {} if (!p) {}");
  EXPECT_FALSE(Code.compatible(0, true, 1, true));
  EXPECT_FALSE(Code.compatible(1, true, 2, false));
}

TEST(Terms, DifferentVariablesAreUnrelated) {
  Parsed Code("int a, int b", "if (a == 1) {} if (b == 2) {}");
  EXPECT_TRUE(Code.compatible(0, true, 1, true));
  EXPECT_TRUE(Code.compatible(0, false, 1, true));
}

} // namespace

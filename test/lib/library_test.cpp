//===--- library_test.cpp - what the names of libraries mean --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Library.h"
#include "models/Protocol.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <memory>
#include <string>
#include <vector>

using namespace clang;

namespace valuetask {
namespace {

const std::string Declarations = R"(
namespace std {
inline namespace __1 { template <class T> T &&move(T &value); }
template <class T> const T &as_const(T &value);
template <class T> bool empty(const T &range);
template <class T> class optional {};
class exception_ptr {};
template <class T> struct vector {
  bool empty() const;
  bool contains(int) const;
  T &at(int);
  void push_back(T);
  void clear();
};
}
namespace other {
int &&move(int &value);
template <class T> class optional {};
namespace std { int &&move(int &value); }
using ::std::as_const;
struct bag { bool empty() const; void drain(); };
}
int &&move(int &value);
struct shared { bool is_completed() const; bool ready() const; };
struct once { bool is_completed() const; bool is_ready() const; bool ready() const; int result(); shared as_task(); };
struct alone { bool ready() const; };
)";

/// The calls in the body of 'void f(PARAMETERS) { BODY }', in source order, and its parameters.
class Calls : public RecursiveASTVisitor<Calls> {
public:
  Calls(const std::string &Parameters, const std::string &Body)
      : Unit(tooling::buildASTFromCodeWithArgs(
            Declarations + "void f(" + Parameters + ") {" + Body + "}", {"-std=c++20", "-w"})) {
    for (Decl *D : Unit->getASTContext().getTranslationUnitDecl()->decls())
      if (auto *Function = dyn_cast<FunctionDecl>(D); Function && Function->hasBody()) {
        Of = Function;
        TraverseStmt(Function->getBody());
      }
  }

  bool VisitCallExpr(CallExpr *Call) {
    Found.push_back(Call);
    return true;
  }

  CallEffect function(unsigned Index) const { return functionEffect(Found.at(Index)); }
  CallEffect member(unsigned Index) const {
    return memberEffect(cast<CXXMemberCallExpr>(Found.at(Index))->getMethodDecl());
  }
  const CXXMethodDecl *method(unsigned Index) const {
    return cast<CXXMemberCallExpr>(Found.at(Index))->getMethodDecl();
  }
  QualType parameter(unsigned Index) const { return Of->getParamDecl(Index)->getType(); }

private:
  std::unique_ptr<ASTUnit> Unit;
  const FunctionDecl *Of = nullptr;
  std::vector<CallExpr *> Found;
};

TEST(Library, AFunctionIsKnownByItsNamespace) {
  const Calls Code("int n", "std::move(n); other::move(n); other::std::move(n); ::move(n);");
  EXPECT_EQ(Code.function(0), CallEffect::Move); // in an inline namespace
  EXPECT_EQ(Code.function(1), CallEffect::None);
  EXPECT_EQ(Code.function(2), CallEffect::None);
  EXPECT_EQ(Code.function(3), CallEffect::None);
}

TEST(Library, AUsingDeclarationChangesNothing) {
  const Calls Code("int n", "other::as_const(n); using std::move; move(n);");
  EXPECT_EQ(Code.function(0), CallEffect::Forward);
  EXPECT_EQ(Code.function(1), CallEffect::Move);
}

TEST(Library, OneQuestionHasOneMeaningHoweverItIsAsked) {
  const Calls Code("std::vector<int> v, other::bag b", "std::empty(v); v.empty(); b.empty();");
  EXPECT_EQ(Code.function(0), CallEffect::Empty);
  EXPECT_EQ(Code.member(1), CallEffect::Empty);
  EXPECT_EQ(Code.member(2), CallEffect::Empty); // other libraries took the names over
}

TEST(Library, MembersOnlyLookOrChange) {
  const Calls Code("std::vector<int> v, other::bag b",
                   "v.contains(1); v.at(0); v.push_back(1); v.clear(); b.drain();");
  EXPECT_TRUE(onlyLooks(Code.member(0)));
  EXPECT_TRUE(onlyLooks(Code.member(1)));
  EXPECT_TRUE(leadsIn(Code.member(1)));
  EXPECT_FALSE(leadsIn(Code.member(0)));
  EXPECT_EQ(Code.member(2), CallEffect::Fill);
  EXPECT_FALSE(onlyLooks(Code.member(2)));
  EXPECT_EQ(Code.member(3), CallEffect::Clear);
  EXPECT_EQ(Code.member(4), CallEffect::None);
  EXPECT_FALSE(onlyLooks(CallEffect::None));
}

TEST(Library, AClassIsKnownByItsNamespaceToo) {
  const Calls Code("std::optional<int> a, const std::optional<int> &b, other::optional<int> c, "
                   "std::exception_ptr d",
                   "");
  EXPECT_TRUE(traitsOf(Code.parameter(0)) & Holder);
  EXPECT_TRUE(traitsOf(Code.parameter(0)) & MovedIsFull);
  EXPECT_EQ(traitsOf(Code.parameter(1)), traitsOf(Code.parameter(0))); // of what it refers to
  EXPECT_EQ(traitsOf(Code.parameter(2)), 0U);
  EXPECT_EQ(traitsOf(Code.parameter(3)), static_cast<unsigned>(Holder));
}

TEST(Library, TheProtocolKnowsWhatAMemberAsks) {
  const Calls Code("", "once x; x.is_completed(); x.is_ready(); x.result(); x.as_task();");
  EXPECT_EQ(protocolRole(Code.method(0)), ProtocolRole::IsCompleted);
  EXPECT_EQ(protocolRole(Code.method(1)), ProtocolRole::IsCompleted);
  EXPECT_EQ(protocolRole(Code.method(2)), ProtocolRole::Result);
  EXPECT_EQ(protocolRole(Code.method(3)), ProtocolRole::None);
  EXPECT_TRUE(asksForCompletion(ProtocolRole::IsReady));
  EXPECT_FALSE(asksForCompletion(ProtocolRole::HoldsResult));
  EXPECT_EQ(namesOf(ProtocolRole::IsCompleted).front(), "is_completed");
}

TEST(Protocol, AMemberIsSharedWhereTheTaskHasItToo) {
  const Calls Code("", "once x; x.is_completed(); x.is_ready(); x.ready(); x.result(); "
                       "alone y; y.ready();");
  EXPECT_TRUE(hasAsTask(Code.method(0)->getThisType()->getPointeeType()));
  EXPECT_FALSE(hasAsTask(Code.method(4)->getThisType()->getPointeeType()));
  EXPECT_TRUE(isSharedToo(Code.method(0)));
  EXPECT_FALSE(isSharedToo(Code.method(1))); // the task has none
  EXPECT_TRUE(isSharedToo(Code.method(2)));
  EXPECT_FALSE(isSharedToo(Code.method(3))); // it would give something else
  EXPECT_FALSE(isSharedToo(Code.method(4)));
}

} // namespace
} // namespace valuetask

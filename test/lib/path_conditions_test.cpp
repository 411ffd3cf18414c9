//===--- path_conditions_test.cpp - paths that can and can't run ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/ControlFlow.h"
#include "paths/InlinableCalls.h"
#include "paths/PathConditions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <memory>
#include <string>
#include <vector>

using namespace clang;
using valuetask::ControlFlowCache;
using valuetask::InlinableCalls;
using valuetask::PathConditions;

namespace {

/// Enough of the standard library, and of what a function may call.
const std::string Prelude = R"(
namespace std {
using size_t = decltype(sizeof 0);
template <class T> struct remove_reference { using type = T; };
template <class T> struct remove_reference<T &> { using type = T; };
template <class T> typename remove_reference<T>::type &&move(T &&);
template <class T, class U = T> T exchange(T &, U &&);
template <class T> const T &min(const T &, const T &);
struct nullopt_t { explicit nullopt_t(int); };
extern const nullopt_t nullopt;
template <class T> struct optional {
  optional();
  optional(nullopt_t);
  template <class U> optional(const U &);
  optional(const optional &);
  optional(optional &&);
  optional &operator=(const optional &);
  optional &operator=(nullopt_t);
  template <class U> optional &operator=(const U &);
  explicit operator bool() const;
  bool has_value() const;
  T &operator*();
  const T &operator*() const;
  T *operator->();
  const T *operator->() const;
  void reset();
  template <class... U> T &emplace(U &&...);
};
template <class T> bool operator==(const optional<T> &, nullopt_t);
template <class T> bool operator!=(const optional<T> &, nullopt_t);
template <class T> struct unique_ptr {
  unique_ptr();
  unique_ptr(decltype(nullptr));
  explicit unique_ptr(T *);
  unique_ptr(unique_ptr &&);
  unique_ptr &operator=(unique_ptr &&);
  explicit operator bool() const;
  T *get() const;
  T *operator->() const;
  T &operator*() const;
  void reset();
};
template <class T> bool operator==(const unique_ptr<T> &, decltype(nullptr));
template <class T, class... U> unique_ptr<T> make_unique(U &&...);
template <class T> struct vector {
  size_t size() const;
  bool empty() const;
  void push_back(const T &);
  T &operator[](size_t);
  const T &operator[](size_t) const;
};
struct string {
  string();
  string(const char *);
  size_t size() const;
  bool empty() const;
  void append(const char *);
};
struct iterator {
  iterator(const iterator &);
  iterator &operator++();
  int &operator*() const;
};
bool operator==(const iterator &, const iterator &);
struct list { iterator begin() const; iterator end() const; void clear(); };
bool operator==(const string &, const char *);
bool operator==(const string &, const string &);
bool operator<(const string &, const string &);
template <class T> struct atomic {
  atomic(T);
  T load() const;
  operator T() const;
  T operator=(T);
};
} // namespace std
using int8_t = signed char;
using uint8_t = unsigned char;
using int16_t = short;
using int64_t = long long;
using uint64_t = unsigned long long;

void wanted();
void other();
int number();
bool flag();
void look(const int &);
void change(int &);
void changeAt(int *);
struct Clock { static int now(); };
struct Pair { int first; int second; };
struct Object {
  bool ready() const;
  void advance();
  int count;
  Object *next;
};
enum class Color : unsigned char { Red, Green, Blue };
struct Keeper { explicit Keeper(int &); };
Keeper keep(int &);
)";

/// No class is opaque.
struct AllBodies {
  ControlFlowCache Flows;
  InlinableCalls Inlinable{Flows, [](const CXXRecordDecl *) { return false; }};
};

/// Follows the paths of the function 'test' to its call of 'wanted()'.
class Function {
public:
  explicit Function(const std::string &Code,
                    std::vector<std::string> Arguments = {"-std=c++20", "-w"})
      : Unit(tooling::buildASTFromCodeWithArgs(Prelude + Code, Arguments)) {
    EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred()) << Code;
    find(Unit->getASTContext().getTranslationUnitDecl());
  }

  /// Can any of the paths run?
  bool reachesIt() {
    Stack = {&Flow->cfg().getEntry()};
    return follow();
  }

private:
  void find(const DeclContext *In) {
    for (const Decl *D : In->decls()) {
      if (const auto *Function = dyn_cast<FunctionDecl>(D);
          Function && Function->getNameAsString() == "test" && Function->hasBody()) {
        Tested = Function;
        Flow = valuetask::ControlFlow::build(Function);
      }
      if (const auto *Inner = dyn_cast<CXXRecordDecl>(D))
        find(Inner);
    }
  }

  static bool isWanted(const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    return Call && Call->getDirectCallee() &&
           Call->getDirectCallee()->getNameAsString() == "wanted";
  }

  /// Walks on from the last block of the stack; a block may be visited three times.
  bool follow() {
    const CFGBlock *At = Stack.back();
    for (const CFGElement &Element : *At)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>(); S && isWanted(S->getStmt()))
        return canRun();
    for (const CFGBlock *Next : At->succs()) {
      if (!Next || llvm::count(Stack, Next) == 3)
        continue;
      Stack.push_back(Next);
      const bool Reaches = follow();
      Stack.pop_back();
      if (Reaches)
        return true;
    }
    return false;
  }

  /// Replays the blocks of the stack.
  bool canRun() {
    PathConditions Path(Tested, Bodies.Inlinable, Solver);
    for (unsigned Index = 0; Index < Stack.size(); ++Index) {
      for (const CFGElement &Element : *Stack[Index])
        if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
          Path.execute(S->getStmt());
      if (Index + 1 < Stack.size())
        take(Path, *Stack[Index], *Stack[Index + 1]);
    }
    const PathConditions::Answer Answer = Path.check();
    EXPECT_NE(Answer, PathConditions::Answer::Unknown);
    EXPECT_EQ(Path.check(), Answer);
    return Answer == PathConditions::Answer::Feasible;
  }

  void take(PathConditions &Path, const CFGBlock &From, const CFGBlock &To) {
    const Stmt *Terminator = From.getTerminatorStmt();
    if (!Terminator || From.succ_size() < 2)
      return;
    if (const auto *Switch = dyn_cast<SwitchStmt>(Terminator)) {
      const auto *Taken = dyn_cast_or_null<CaseStmt>(To.getLabel());
      for (const SwitchCase *Each = Switch->getSwitchCaseList(); Each;
           Each = Each->getNextSwitchCase())
        if (const auto *Case = dyn_cast<CaseStmt>(Each); Case && (!Taken || Case == Taken))
          Path.assumeLabel(
              Switch->getCond(),
              Case->getLHS()->EvaluateKnownConstInt(Unit->getASTContext()).getExtValue(),
              Case == Taken);
      return;
    }
    const Expr *Condition = From.getLastCondition();
    if (!Condition)
      Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
    if (Condition)
      Path.assume(Condition, &To == *From.succ_begin());
  }

  std::unique_ptr<ASTUnit> Unit;
  const FunctionDecl *Tested = nullptr;
  std::unique_ptr<valuetask::ControlFlow> Flow;
  std::vector<const CFGBlock *> Stack;
  PathConditions::Solver Solver;
  AllBodies Bodies;
};

class PathConditionsTest : public testing::Test {
protected:
  void SetUp() override {
    if (!PathConditions::Solver::isAvailable())
      GTEST_SKIP() << "LLVM was built without a solver";
  }

  /// Can 'void test(PARAMETERS) { BODY }' come to its call of wanted()?
  static bool runs(const std::string &Parameters, const std::string &Body) {
    return Function("void test(" + Parameters + ") {" + Body + "}").reachesIt();
  }
  /// The same in a member of a class.
  static bool runsIn(const std::string &Members, const std::string &Body) {
    return Function("struct Class {" + Members + "void test() {" + Body + "} };").reachesIt();
  }
};

//===--- Numbers ----------------------------------------------------------===//

TEST_F(PathConditionsTest, NothingIsSaid) {
  EXPECT_TRUE(runs("", "wanted();"));
  EXPECT_TRUE(runs("int n", "if (n > 0) wanted();"));
  EXPECT_TRUE(runs("", "if (flag()) if (!flag()) wanted();"));
}

TEST_F(PathConditionsTest, OrderIsTransitive) {
  EXPECT_FALSE(runs("int a, int b, int c", "if (a < b) if (b < c) if (c < a) wanted();"));
  EXPECT_FALSE(runs("int a, int b, int c", "if (a <= b && b <= c && c < a) wanted();"));
  EXPECT_TRUE(runs("int a, int b, int c", "if (a <= b && b <= c && c <= a) wanted();"));
  EXPECT_TRUE(runs("int a, int b, int c", "if (a < b && b < c && a < c) wanted();"));
  EXPECT_FALSE(runs("int a, int b, int c", "if (a == b && b == c) if (a != c) wanted();"));
}

TEST_F(PathConditionsTest, ComputedVariables) {
  EXPECT_FALSE(runs("int n", "int next = n + 1; if (n > 5 && next < 3) wanted();"));
  EXPECT_TRUE(runs("int n", "int next = n + 1; if (n > 5 && next < 9) wanted();"));
  EXPECT_FALSE(runs("int n", "int twice = 2 * n; if (n > 3 && n < 100 && twice < 7) wanted();"));
  EXPECT_FALSE(runs("int a, int b", "int sum = a + b; if (a > b && sum - b < a) wanted();"));
  EXPECT_FALSE(runs("int a, int b", "int least = a < b ? a : b; if (least > a) wanted();"));
  EXPECT_FALSE(runs("int a, int b", "int least = std::min(a, b); if (least > b) wanted();"));
  EXPECT_TRUE(runs("int a, int b", "int least = std::min(a, b); if (least < b) wanted();"));
  EXPECT_FALSE(runs("int n", "int m = n; m += 2; --m; if (m <= n) wanted();"));
  EXPECT_TRUE(runs("int n", "int m = n; m += 2; m -= 3; if (m <= n) wanted();"));
  EXPECT_FALSE(runs("int n", "int old = n++; if (old == n) wanted();"));
  EXPECT_FALSE(runs("int n", "int now = ++n; if (now != n) wanted();"));
  EXPECT_FALSE(runs("int a, int b", "int c = (a = b) + 1; if (c == a) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n / 4 == 2 && n > 11) wanted();"));
  EXPECT_TRUE(runs("int n", "if (n / 4 == 2 && n > 10) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n % 10 == 3) if (n == 14) wanted();"));
}

TEST_F(PathConditionsTest, QuotientsAndRemainders) {
  EXPECT_FALSE(runs("int n", "if (n % 7 == 3 && n / 7 == 5 && n != 38) wanted();"));
  EXPECT_TRUE(runs("int n", "if (n % 7 == 3 && n / 7 == 5 && n == 38) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n < 0 && n % 5 > 0) wanted();"));
  EXPECT_TRUE(runs("int n", "if (n < 0 && n % 5 == -4) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n == -2147483647 - 1 && n / 3 != -715827882) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n == -2147483647 - 1 && n % 3 != -2) wanted();"));
  EXPECT_FALSE(
      runs("int n", "if (n == 2147483647 && (n / 3 != 715827882 || n % 3 != 1)) wanted();"));
  EXPECT_FALSE(runs("unsigned n", "if (n == 4294967295 && (n % 3 != 0 || n / 3 == 0)) wanted();"));
  EXPECT_FALSE(runs("unsigned n", "if (n == 1 && (n % 3 != 1 || n / 3 != 0)) wanted();"));
  EXPECT_FALSE(runs("uint64_t n", "if (n > 99 && n / 10 < 10 - 1) wanted();"));
  EXPECT_TRUE(runs("uint64_t n", "if (n > 99 && n / 10 < 11) wanted();"));
  EXPECT_TRUE(runs("int n, int m", "if (n % m == 3 && n / m == 5) wanted();"));
  EXPECT_TRUE(runs("int n", "if (n % -7 == 3) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n % 1 != 0) wanted();"));
}

TEST_F(PathConditionsTest, ProductsOfVariablesAreJustTheSame) {
  EXPECT_FALSE(runs("int a, int b", "if (a * b > 4) if (a * b < 3) wanted();"));
  EXPECT_TRUE(runs("int a, int b", "if (a * b > 4) { a = 1; if (a * b < 3) wanted(); }"));
}

TEST_F(PathConditionsTest, SignedNumbersDoNotOverflow) {
  EXPECT_FALSE(runs("int n", "if (n + 1 < n) wanted();"));
  EXPECT_FALSE(runs("int n", "int m = n; ++m; if (m < n) wanted();"));
  EXPECT_FALSE(runs("int64_t n", "if (n - 2 > n) wanted();"));
  EXPECT_TRUE(Function("void test(int n) { if (n + 1 < n) wanted(); }", {"-std=c++20", "-fwrapv"})
                  .reachesIt());
}

TEST_F(PathConditionsTest, UnsignedNumbersWrapAtTheirWidth) {
  EXPECT_TRUE(runs("unsigned n", "if (n + 1 < n) wanted();"));
  EXPECT_TRUE(runs("unsigned n", "unsigned m = n - 1; if (m > n) wanted();"));
  EXPECT_FALSE(runs("unsigned n", "unsigned m = n - 1; if (m > n && n > 0) wanted();"));
  // A byte is computed as an int.
  EXPECT_FALSE(runs("uint8_t n", "if (n + 1 < n) wanted();"));
  EXPECT_FALSE(runs("uint8_t n", "if (n > 255) wanted();"));
  EXPECT_TRUE(runs("uint8_t n", "uint8_t m = n + 1; if (m < n) wanted();"));
  EXPECT_FALSE(runs("uint8_t n", "uint8_t m = n + 1; if (m < n && n != 255) wanted();"));
  EXPECT_TRUE(runs("int8_t n", "int8_t m = n; ++m; if (m < n) wanted();"));
  EXPECT_TRUE(runs("int16_t n", "if (n > 127) wanted();"));
  EXPECT_FALSE(runs("uint64_t n", "if (n == 0) if (n > 18446744073709551614u) wanted();"));
  EXPECT_TRUE(runs("uint64_t n", "if (n > 18446744073709551614u) wanted();"));
}

TEST_F(PathConditionsTest, SignedAndUnsignedMeet) {
  EXPECT_TRUE(runs("int n", "if (n < 0) if (static_cast<unsigned>(n) > 5) wanted();"));
  EXPECT_FALSE(runs("int n", "if (n < 0) if (static_cast<unsigned>(n) < 5) wanted();"));
  EXPECT_FALSE(runs("int n, unsigned m", "if (n == -1) if (n < m) wanted();"));
  EXPECT_TRUE(runs("int n, unsigned m", "if (n == 1) if (n < m) wanted();"));
  EXPECT_FALSE(
      runs("int64_t n", "int low = static_cast<int>(n); if (n == 3 && low != 3) wanted();"));
  EXPECT_TRUE(runs("int64_t n", "int low = static_cast<int>(n); if (n > 3 && low == 3) wanted();"));
  EXPECT_FALSE(runs("int n", "int64_t wide = n; if (wide > 2147483647) wanted();"));
}

TEST_F(PathConditionsTest, Bits) {
  EXPECT_FALSE(runs("unsigned f", "if (f & 4) { f &= ~4u; if (f & 4) wanted(); }"));
  EXPECT_FALSE(runs("unsigned f", "if ((f & 6) == 6) if (!(f & 2)) wanted();"));
  EXPECT_TRUE(runs("unsigned f", "if ((f & 6) == 4) if (!(f & 2)) wanted();"));
  EXPECT_FALSE(runs("unsigned f", "f |= 1u << 3; if (f == 0) wanted();"));
  EXPECT_TRUE(runs("unsigned f", "f ^= 1u; if (f == 0) wanted();"));
  EXPECT_FALSE(runs("int n", "if ((n & 1) == 0 && n % 2 == 1) wanted();"));
  EXPECT_FALSE(runs("unsigned n", "if (n >> 4 == 1 && n < 16) wanted();"));
  EXPECT_TRUE(runs("unsigned n", "if (n >> 4 == 1 && n < 17) wanted();"));
}

TEST_F(PathConditionsTest, NumbersFloating) {
  EXPECT_FALSE(runs("double x", "if (x > 0.5) if (x < 0.25) wanted();"));
  EXPECT_FALSE(runs("float x", "if (x > 0.5) if (x < 0.25f) wanted();"));
  EXPECT_FALSE(runs("double a, double b, double c", "if (a < b && b < c && c < a) wanted();"));
  EXPECT_FALSE(runs("double x", "if (x == 0.0 && x != -0.0) wanted();"));
  EXPECT_FALSE(runs("double x", "if (x > 1) if (-x > 0) wanted();"));
  EXPECT_FALSE(runs("long double x", "if (x > 1.5L) if (!(x > 0)) wanted();"));
  EXPECT_TRUE(runs("double x", "if (x > 0.25) if (x < 0.5) wanted();"));
  EXPECT_TRUE(runs("double x, double y", "if (x < y) { x = y + 1; if (x > y) wanted(); }"));
  // Not a number.
  EXPECT_TRUE(runs("double x", "if (x != x) wanted();"));
  EXPECT_TRUE(runs("double x", "if (!(x > 0)) if (!(x <= 0)) wanted();"));
  EXPECT_FALSE(runs("double x", "if (x > 0) if (x != x) wanted();"));
  EXPECT_FALSE(runs("double x", "if (x <= 0) if (x > 0) wanted();"));
}

TEST_F(PathConditionsTest, Enumerators) {
  EXPECT_FALSE(runs("Color c", "if (c == Color::Red) if (c == Color::Blue) wanted();"));
  EXPECT_TRUE(runs("Color c", "if (c != Color::Red) if (c == Color::Blue) wanted();"));
  EXPECT_FALSE(runs("Color c", "if (c > Color::Green) if (c < Color::Blue) wanted();"));
  EXPECT_FALSE(runs("", "Color c = Color::Red; switch (c) { case Color::Red: break; "
                        "case Color::Green: wanted(); default: break; }"));
  EXPECT_TRUE(runs("Color c", "switch (c) { case Color::Red: break; "
                              "case Color::Green: wanted(); default: break; }"));
  EXPECT_FALSE(runs("Color c", "switch (c) { case Color::Red: break; default: "
                               "if (c == Color::Red) wanted(); }"));
  EXPECT_FALSE(runs("int n", "switch (n + 1) { case 3: if (n != 2) wanted(); default: break; }"));
  EXPECT_TRUE(runs("int n", "switch (n + 1) { case 3: if (n == 2) wanted(); default: break; }"));
}

TEST_F(PathConditionsTest, Constants) {
  EXPECT_FALSE(runs("int n", "const int limit = 4; if (n > limit) if (n < 3) wanted();"));
  EXPECT_TRUE(runs("int n", "const int limit = 4; if (n > limit) if (n < 6) wanted();"));
  EXPECT_FALSE(runs("int n", "constexpr auto top = sizeof(int); if (n > 9 && n < top) wanted();"));
}

//===--- Truth ------------------------------------------------------------===//

TEST_F(PathConditionsTest, BothAndEither) {
  EXPECT_FALSE(runs("bool a, bool b", "if (a && b) if (!a || !b) wanted();"));
  EXPECT_FALSE(runs("bool a, bool b", "if (!(a || b)) if (a) wanted();"));
  EXPECT_FALSE(runs("bool a, bool b", "if (!(a && b)) if (a) if (b) wanted();"));
  EXPECT_TRUE(runs("bool a, bool b", "if (!(a && b)) if (a) wanted();"));
  EXPECT_TRUE(runs("bool a, bool b", "if (a || b) if (!a) wanted();"));
  EXPECT_FALSE(runs("bool a, bool b", "if (a || b) if (!a) if (!b) wanted();"));
  EXPECT_FALSE(runs("int n, bool a", "if ((n > 3 && a) || n > 7) if (n < 3) wanted();"));
  EXPECT_FALSE(runs("bool a, bool b", "if (a != b) if (a == b) wanted();"));
  EXPECT_FALSE(runs("bool a, bool b", "if (a ^ b) if (a) if (b) wanted();"));
}

TEST_F(PathConditionsTest, FlagsMeanWhatTheyWereSetFrom) {
  EXPECT_FALSE(runs("int n", "const bool many = n > 3; if (many) if (n < 3) wanted();"));
  EXPECT_FALSE(runs("int n", "bool many = n > 3; if (!many) if (n > 5) wanted();"));
  EXPECT_TRUE(runs("int n", "bool many = n > 3; n = 1; if (many) if (n < 3) wanted();"));
  EXPECT_FALSE(runs("int n, bool b", "bool both = n > 3 && b; if (both) if (!b) wanted();"));
  EXPECT_TRUE(runs("int n, bool b", "bool both = n > 3 && b; if (!both) if (b) wanted();"));
  EXPECT_FALSE(
      runs("", "bool done = false; if (flag()) done = true; if (done && !done) wanted();"));
  EXPECT_FALSE(runs("", "bool done = false; done |= true; if (!done) wanted();"));
  EXPECT_TRUE(runs("", "bool done = false; done |= flag(); if (!done) wanted();"));
  EXPECT_FALSE(runs("bool b", "int n = b; if (n > 1) wanted();"));
  EXPECT_FALSE(runs("int n", "bool b = n; if (b && n == 0) wanted();"));
}

TEST_F(PathConditionsTest, ResultsOfCallsAreKept) {
  EXPECT_FALSE(runs("", "const int n = number(); if (n > 3) if (n < 2) wanted();"));
  EXPECT_FALSE(runs("", "const bool f = flag(); if (f) if (!f) wanted();"));
  EXPECT_FALSE(runs("", "int a = number(), b = a + 1; if (a == b) wanted();"));
  EXPECT_TRUE(runs("", "int a = number(), b = number(); if (a != b) wanted();"));
  EXPECT_TRUE(runs("", "if (number() > 3) if (number() < 2) wanted();"));
}

TEST_F(PathConditionsTest, Exchange) {
  EXPECT_FALSE(runs("", "bool done = false; if (std::exchange(done, true)) wanted();"));
  EXPECT_FALSE(runs("bool done", "std::exchange(done, true); if (!done) wanted();"));
  EXPECT_TRUE(runs("bool done", "if (std::exchange(done, true)) wanted();"));
  EXPECT_FALSE(runs("int n", "if (std::exchange(n, 3) == 3) { } if (n != 3) wanted();"));
}

//===--- Loops ------------------------------------------------------------===//

TEST_F(PathConditionsTest, Loops) {
  EXPECT_FALSE(runs("", "for (int i = 0; i < 2; ++i) if (i == 7) wanted();"));
  EXPECT_TRUE(runs("", "for (int i = 0; i < 2; ++i) if (i == 1) wanted();"));
  EXPECT_FALSE(runs("", "bool first = true; while (flag()) { if (!first) break; first = false; "
                        "if (first) wanted(); }"));
  // It is another variable each time.
  EXPECT_TRUE(runs("", "bool seen = false; while (flag()) { bool b = flag(); if (b && seen) "
                       "wanted(); if (!b) seen = true; }"));
}

TEST_F(PathConditionsTest, AStaticVariableIsInitialisedOnce) {
  EXPECT_TRUE(runs("", "static bool first = true; if (!first) wanted(); first = false;"));
  EXPECT_FALSE(runs("", "static bool first = true; if (first) if (!first) wanted();"));
}

//===--- Objects ----------------------------------------------------------===//

TEST_F(PathConditionsTest, PointersAgainstNull) {
  EXPECT_FALSE(runs("int *p", "if (p) if (p == nullptr) wanted();"));
  EXPECT_FALSE(runs("int *p", "if (!p) if (p != nullptr) wanted();"));
  EXPECT_FALSE(runs("int *p, int *q", "if (p == q) if (p) if (!q) wanted();"));
  EXPECT_TRUE(runs("int *p, int *q", "if (p != q) if (p) if (!q) wanted();"));
  EXPECT_FALSE(runs("", "int n; int *p = &n; if (!p) wanted();"));
  EXPECT_FALSE(runs("", "int *p = new int; if (!p) wanted();"));
  EXPECT_FALSE(runs("int *q", "int *p = nullptr; if (q) p = q; if (p) if (!q) wanted();"));
  EXPECT_TRUE(runs("int *q", "int *p = q; p = nullptr; if (q && !p) wanted();"));
}

TEST_F(PathConditionsTest, PresenceInOptionals) {
  EXPECT_FALSE(runs("std::optional<int> o", "if (o) if (!o.has_value()) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "if (o == std::nullopt) if (o) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "o.reset(); if (o) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "o = 3; if (!o) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "o = std::nullopt; if (o) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "o.emplace(3); if (o == std::nullopt) wanted();"));
  EXPECT_FALSE(runs("", "std::optional<int> o; if (o) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "auto p = o; if (p) if (!o) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "if (o) { *o = 3; if (!o) wanted(); }"));
  EXPECT_FALSE(
      runs("std::optional<int> o", "if (o) { auto p = std::move(o); if (!o || !p) wanted(); }"));
  EXPECT_TRUE(runs("std::optional<int> o",
                   "if (*o == 1) { auto p = std::move(o); if (*o == 2) wanted(); }"));
  EXPECT_TRUE(runs("std::optional<int> o", "if (o) { o.reset(); if (!o) wanted(); }"));
  EXPECT_TRUE(
      runs("std::optional<int> o, std::optional<int> p", "if (o) { o = p; if (!o) wanted(); }"));
  EXPECT_TRUE(runs("std::optional<int> o, std::optional<int> p", "if (o) if (!p) wanted();"));
  EXPECT_FALSE(runs("std::optional<int> o", "if (o && *o > 3) if (*o < 2) wanted();"));
  EXPECT_FALSE(runs("std::optional<Pair> o", "if (o->first > o->second && o->second > 3) "
                                             "if (o->first < 4) wanted();"));
}

TEST_F(PathConditionsTest, PresenceInSmartPointers) {
  EXPECT_FALSE(runs("std::unique_ptr<int> p", "if (p) if (p == nullptr) wanted();"));
  EXPECT_FALSE(runs("std::unique_ptr<int> p", "if (p.get() != nullptr) if (!p) wanted();"));
  EXPECT_FALSE(runs("", "auto p = std::make_unique<int>(); if (!p) wanted();"));
  EXPECT_FALSE(runs("int *q", "std::unique_ptr<int> p(q); if (q) if (!p) wanted();"));
  EXPECT_TRUE(runs("int *q", "std::unique_ptr<int> p(q); if (!q) if (!p) wanted();"));
  EXPECT_TRUE(
      runs("std::unique_ptr<int> p", "if (p) { auto q = std::move(p); if (!p) wanted(); }"));
  EXPECT_FALSE(runs("std::unique_ptr<int> p", "auto q = std::move(p); if (p) wanted();"));
  EXPECT_FALSE(
      runs("std::unique_ptr<int> p", "if (p) { auto q = std::move(p); if (!q) wanted(); }"));
  EXPECT_FALSE(runs("std::unique_ptr<int> p, std::unique_ptr<int> q",
                    "if (p) { q = std::move(p); if (p || !q) wanted(); }"));
  EXPECT_TRUE(runs("std::unique_ptr<int> p, std::unique_ptr<int> q",
                   "if (p) { p = std::move(q); if (!p) wanted(); }"));
  EXPECT_FALSE(runs("std::unique_ptr<Object> p", "if (p) { p->advance(); if (!p) wanted(); }"));
}

TEST_F(PathConditionsTest, SizesOfContainers) {
  EXPECT_FALSE(runs("std::vector<int> v", "if (v.empty()) if (v.size() > 0) wanted();"));
  EXPECT_FALSE(
      runs("std::vector<int> v, int n", "if (n > 0 && v.size() == n) if (v.empty()) wanted();"));
  EXPECT_TRUE(
      runs("std::vector<int> v", "if (v.empty()) { v.push_back(1); if (v.size() > 0) wanted(); }"));
  EXPECT_FALSE(runs("const std::vector<int> &v",
                    "auto n = v.size(); if (n > 2) if (v.size() < 2) wanted();"));
  EXPECT_FALSE(runs("std::vector<int> v", "if (v[0] > 3) if (v[0] < 2) wanted();"));
  EXPECT_TRUE(runs("std::vector<int> v", "if (v[0] > 3) if (v[1] < 2) wanted();"));
  EXPECT_TRUE(runs("std::vector<int> v, int i", "if (v[i] > 3) { ++i; if (v[i] < 2) wanted(); }"));
  EXPECT_TRUE(
      runs("std::vector<int> v, int i", "if (v[0] > 3) { v[i] = 1; if (v[0] < 2) wanted(); }"));
  EXPECT_FALSE(runs("int (&a)[3]", "a[1] = 5; if (a[1] != 5) wanted();"));
}

TEST_F(PathConditionsTest, Texts) {
  EXPECT_FALSE(runs("std::string s", "if (s == \"a\") if (s == \"b\") wanted();"));
  EXPECT_TRUE(runs("std::string s", "if (s == \"a\") if (!(s == \"b\")) wanted();"));
  EXPECT_TRUE(
      runs("std::string s", "if (s == \"a\") { s.append(\"\"); if (s == \"b\") wanted(); }"));
  EXPECT_FALSE(runs("std::string s, std::string t, std::string u",
                    "if (s < t && t < u) if (u < s) wanted();"));
  EXPECT_FALSE(runs("std::string s", "auto t = s; if (s == \"a\") if (t == \"b\") wanted();"));
  EXPECT_TRUE(
      runs("std::string s", "auto t = std::move(s); if (s == \"a\") if (t == \"b\") wanted();"));
  EXPECT_FALSE(runs("std::string s, std::string t", "if (s == t) if (s != t) wanted();"));
}

TEST_F(PathConditionsTest, Iterators) {
  EXPECT_FALSE(runs("std::list l", "auto it = l.begin(); ++it; if (it == l.begin()) wanted();"));
  EXPECT_FALSE(runs("std::list l", "auto it = l.begin(); *it = 3; if (it != l.begin()) wanted();"));
  EXPECT_FALSE(runs("std::list l", "for (auto it = l.begin(); it != l.end(); ++it) "
                                   "if (it == l.end()) wanted();"));
  EXPECT_TRUE(runs("std::list l", "for (auto it = l.begin(); it != l.end(); ++it) "
                                  "if (it != l.begin()) wanted();"));
  EXPECT_TRUE(runs("std::list l", "auto it = l.begin(); ++it; if (it == l.end()) wanted();"));
  EXPECT_TRUE(
      runs("std::list l", "auto it = l.begin(); l.clear(); if (it != l.begin()) wanted();"));
}

TEST_F(PathConditionsTest, MembersOfStructs) {
  EXPECT_FALSE(runs("Pair p", "if (p.first < p.second) if (p.second < p.first) wanted();"));
  EXPECT_TRUE(runs("Pair p, Pair q", "if (p.first < 3) if (q.first > 3) wanted();"));
  EXPECT_FALSE(
      runs("Pair p, Pair q", "if (p.first < 3) { q.first = 7; if (p.first > 3) wanted(); }"));
  EXPECT_TRUE(runs("Pair p, Pair q", "if (p.first < 3) { p = q; if (p.first > 3) wanted(); }"));
  EXPECT_FALSE(runs("Pair p, Pair q", "if (q.first < 3) { p = q; if (p.first > 3) wanted(); }"));
  EXPECT_FALSE(runs("Pair p", "Pair q = p; if (p.first != q.first) wanted();"));
  EXPECT_FALSE(runs("Pair p", "p.second = 4; if (p.second > 4) wanted();"));
}

TEST_F(PathConditionsTest, MembersOfAggregates) {
  EXPECT_FALSE(runs("int n", "struct { bool high, low; } is{n > 1, n <= 1}; "
                             "if (is.high) if (is.low) wanted();"));
  EXPECT_FALSE(runs("int n", "struct { bool high, low; } is{n > 1, n <= 1}; "
                             "if (!is.high) if (!is.low) wanted();"));
  EXPECT_TRUE(runs("int n", "struct { bool high, low; } is{n > 1, n <= 3}; "
                            "if (is.high) if (is.low) wanted();"));
  EXPECT_FALSE(
      runs("int n", "Pair p{.first = n, .second = n + 1}; if (p.first == p.second) wanted();"));
  EXPECT_FALSE(runs("int n", "Pair p(n, n + 1); if (p.first == p.second) wanted();"));
  EXPECT_FALSE(runs("", "Pair p{}; if (p.first) wanted();"));
  EXPECT_FALSE(runs("int n", "struct { Pair p; int m = 3; } s{{n, n}}; "
                             "if (s.p.first != s.p.second || s.m != 3) wanted();"));
  EXPECT_TRUE(
      runs("int n", "Pair p{n, n + 1}; p = Pair{n, n}; if (p.first == p.second) wanted();"));
  EXPECT_TRUE(runs(
      "int n", "union { int a; unsigned b; } u{n}; u.b = 7; if (n == 1 && u.a != 1) wanted();"));
}

TEST_F(PathConditionsTest, StructuredBindings) {
  EXPECT_FALSE(runs("Pair p", "auto [a, b] = p; if (a < b) if (p.first > p.second) wanted();"));
  EXPECT_TRUE(
      runs("Pair p", "auto [a, b] = p; p.first = 9; if (a < b) if (p.first > p.second) wanted();"));
  EXPECT_FALSE(runs("Pair p", "auto &[a, b] = p; a = 3; if (p.first != 3) wanted();"));
  EXPECT_FALSE(
      runs("const int (&p)[2]", "const auto &[a, b] = p; if (a < b) if (b < a) wanted();"));
}

TEST_F(PathConditionsTest, References) {
  EXPECT_FALSE(runs("int n", "const int &r = n; if (r > 3) if (n < 3) wanted();"));
  EXPECT_FALSE(runs("int n", "int &r = n; r = 3; if (n != 3) wanted();"));
  EXPECT_TRUE(runs("int n", "int &r = n; if (n == 3) { r = 4; if (n != 3) wanted(); }"));
  EXPECT_FALSE(runs("Object *p", "auto &c = p->count; if (c > 3) if (p->count < 3) wanted();"));
  EXPECT_TRUE(
      runs("Object *p", "auto &c = p->count; p = p->next; if (c > 3) if (p->count < 3) wanted();"));
  EXPECT_FALSE(runs("int a", "const int &r = a + 1; if (r == a) wanted();"));
}

TEST_F(PathConditionsTest, MembersOfThis) {
  EXPECT_FALSE(runsIn("int m;", "if (m > 3) if (this->m < 3) wanted();"));
  EXPECT_FALSE(runsIn("int a, b, c;", "if (a < b && b < c) { other(); if (c < a) wanted(); }"));
  EXPECT_TRUE(runsIn("int m;", "if (m > 3) { m = number(); if (m < 3) wanted(); }"));
  EXPECT_TRUE(runsIn("int m; void set();", "if (m > 3) { set(); if (m < 3) wanted(); }"));
  EXPECT_FALSE(runsIn("int m; void look() const;", "if (m > 3) { look(); if (m < 3) wanted(); }"));
  EXPECT_FALSE(runsIn("bool is() const;", "if (is()) if (!is()) wanted();"));
  EXPECT_TRUE(runsIn("int m; bool is() const;", "if (is()) { m = 3; if (!is()) wanted(); }"));
  EXPECT_TRUE(runsIn("int m; Class *next;", "if (m > 3) { next->m = 1; if (m < 3) wanted(); }"));
}

TEST_F(PathConditionsTest, InspectionsOfObjects) {
  EXPECT_FALSE(runs("Object o", "if (o.ready()) if (!o.ready()) wanted();"));
  EXPECT_TRUE(runs("Object o, Object p", "if (o.ready()) if (!p.ready()) wanted();"));
  EXPECT_TRUE(runs("Object o", "if (o.ready()) { o.advance(); if (!o.ready()) wanted(); }"));
  EXPECT_TRUE(runs("Object o", "if (o.ready()) { o.count = 1; if (!o.ready()) wanted(); }"));
  EXPECT_TRUE(runs("Object *o", "if (o->ready()) { o = o->next; if (!o->ready()) wanted(); }"));
  EXPECT_TRUE(runs("Object *o", "if (o->next) { o->advance(); if (!o->next) wanted(); }"));
  EXPECT_FALSE(runs("Object *o", "if (o) { o->advance(); if (!o) wanted(); }"));
  EXPECT_FALSE(runs("int n", "auto big = [&] { return n > 3; }; if (big()) if (!big()) wanted();"));
  EXPECT_TRUE(runs(
      "int n", "auto big = [&] { return n > 3; }; if (big()) { n = 1; if (!big()) wanted(); }"));
  EXPECT_TRUE(
      runs("int n", "auto next = [&] { return n++ > 3; }; if (!next()) if (next()) wanted();"));
  EXPECT_TRUE(runs("", "if (Clock::now() < 3) if (Clock::now() > 3) wanted();"));
}

//===--- Changes in between -----------------------------------------------===//

TEST_F(PathConditionsTest, AChangeEndsIt) {
  EXPECT_TRUE(runs("int n", "if (n > 3) { n = number(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int a, int b, int c", "if (a < b && b < c) { c = 0; if (c < a) wanted(); }"));
  EXPECT_TRUE(runs("int n", "if (n > 3) { n -= 5; if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "if (n > 3) { n = n / number(); if (n < 3) wanted(); }"));
}

TEST_F(PathConditionsTest, OpaqueWrites) {
  EXPECT_TRUE(runs("int n", "if (n > 3) { change(n); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "if (n > 3) { changeAt(&n); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "int *p = &n; if (n > 3) { *p = 1; if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "int *p = &n; if (n > 3) { other(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int *p", "if (*p > 3) { changeAt(p); if (*p < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "auto f = [&] { n = 1; }; if (n > 3) { f(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(
      runs("int n", "auto f = [&r = n] { r = 1; }; if (n > 3) { f(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "auto f = [&r = n] { r = 1; }; auto g = f; "
                            "if (n > 3) { other(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "Keeper k(n); if (n > 3) { other(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("int n", "auto k = keep(n); if (n > 3) { other(); if (n < 3) wanted(); }"));
  EXPECT_TRUE(runs("Pair p",
                   "int &r = p.first; if (p.first > 3) { change(r); if (p.first < 3) wanted(); }"));
  EXPECT_TRUE(runs("Pair p", "if (p.first > 3) { change(p.first); if (p.first < 3) wanted(); }"));
  EXPECT_TRUE(runs("int &a, int &b", "if (a > 3) { b = 1; if (a < 3) wanted(); }"));
  EXPECT_TRUE(runs("int *a, int *b", "if (*a > 3) { *b = 1; if (*a < 3) wanted(); }"));
  EXPECT_FALSE(runs("int &a, short &b", "if (a > 3) { b = 1; if (a < 3) wanted(); }"));
  EXPECT_TRUE(runs("Object *a, Object *b",
                   "if (a->count > 3) { b->advance(); if (a->count < 3) wanted(); }"));
  EXPECT_TRUE(Function("extern int global; void test() { if (global > 3) { other(); "
                       "if (global < 3) wanted(); } }")
                  .reachesIt());
  EXPECT_TRUE(runs("int n, void (*f)(int &)", "if (n > 3) { f(n); if (n < 3) wanted(); }"));
}

TEST_F(PathConditionsTest, OtherCallsChangeNothing) {
  EXPECT_FALSE(
      runs("int n", "auto f = [&r = n] { r = 1; }; if (n > 3) { other(); if (n < 3) wanted(); }"));
  EXPECT_FALSE(runs("int n", "if (n > 3) { other(); if (n < 3) wanted(); }"));
  EXPECT_FALSE(runs("int n", "if (n > 3) { look(n); if (n < 3) wanted(); }"));
  EXPECT_FALSE(
      runs("int n", "auto f = [n] { look(n); }; if (n > 3) { f(); if (n < 3) wanted(); }"));
  EXPECT_FALSE(runs("Pair p", "if (p.first > 3) { change(p.second); if (p.first < 3) wanted(); }"));
  EXPECT_FALSE(runs("int n, int m", "if (n > 3) { change(m); if (n < 3) wanted(); }"));
}

TEST_F(PathConditionsTest, WhatOthersChangeIsNeverTheSame) {
  EXPECT_TRUE(runs("volatile int &n", "if (n > 3) if (n < 3) wanted();"));
  EXPECT_TRUE(runs("", "volatile bool done = false; auto *far = &done; if (done) wanted();"));
  EXPECT_TRUE(runs("volatile Pair p", "if (p.first > 3) if (p.first < 3) wanted();"));
  EXPECT_TRUE(runs("std::atomic<bool> &done", "if (done) if (!done) wanted();"));
  EXPECT_TRUE(runs("std::atomic<int> &n", "if (n.load() > 3) if (n.load() < 3) wanted();"));
  EXPECT_TRUE(runs("", "std::atomic<bool> done = false; auto *far = &done; if (done) wanted();"));
  // Of a local that nobody else knows of, there are no others.
  EXPECT_FALSE(runs("volatile int n", "if (n > 3) if (n < 3) wanted();"));
  EXPECT_FALSE(runs("", "volatile bool done = false; if (done) wanted();"));
  EXPECT_FALSE(runs("", "std::atomic<bool> done = false; if (done) wanted();"));
  EXPECT_FALSE(
      runs("std::atomic<int> &n", "int now = n.load(); if (now > 3) if (now < 3) wanted();"));
}

//===--- The interface ----------------------------------------------------===//

/// The function's first statement is an if; replays its condition twice.
TEST_F(PathConditionsTest, ForgetsWhatItIsTold) {
  const std::unique_ptr<ASTUnit> Unit =
      tooling::buildASTFromCode("void test(int n, int m) { if (n < m) {} }");
  const FunctionDecl *Function = nullptr;
  for (const Decl *D : Unit->getASTContext().getTranslationUnitDecl()->decls())
    if (const auto *Found = dyn_cast<FunctionDecl>(D))
      Function = Found;
  ASSERT_TRUE(Function);
  const auto *If = cast<IfStmt>(*Function->getBody()->child_begin());
  PathConditions::Solver Solver;
  AllBodies Bodies;
  auto Replay = [&](auto Between) {
    PathConditions Path(Function, Bodies.Inlinable, Solver);
    const auto *Binary = cast<BinaryOperator>(If->getCond());
    Path.execute(Binary->getLHS());
    Path.execute(Binary->getRHS());
    Path.execute(Binary);
    Path.assume(If->getCond(), true);
    EXPECT_EQ(Path.check(), PathConditions::Answer::Feasible);
    Between(Path);
    Path.assume(If->getCond(), false);
    return Path.check();
  };
  EXPECT_EQ(Replay([](PathConditions &) {}), PathConditions::Answer::Infeasible);
  EXPECT_EQ(Replay([&](PathConditions &Path) { Path.forget({Function->getParamDecl(0)}); }),
            PathConditions::Answer::Feasible);
  EXPECT_EQ(Replay([&](PathConditions &Path) { Path.forget({}); }),
            PathConditions::Answer::Infeasible);
}

TEST_F(PathConditionsTest, BodiesAreRun) {
  // (What a body is in is a class of the test's own: the code before 'test'.)
  const std::string Bodies = R"(
struct Flag {
  bool on = false;
  int level = 0;
  bool get() const { return on; }
  bool low() const { if (level > 3) return false; return true; }
  void set() { on = true; }
  void to(int n) { level = n; }
  bool &ref() { return on; }
  Flag &fluent() { on = true; return *this; }
  bool take() { if (on) return false; on = true; return true; }
  void both(bool value) { set(); if (!value) on = false; other(); }
};
struct Pairs { Flag left, right; };
bool claim(bool &b) { if (b) return false; b = true; return true; }
bool claimAt(bool *b) { bool was = *b; *b = true; return !was; }
bool opaque(int n) { return n > number(); }
int steps(int n) { for (int i = 0; i < 2; ++i) ++n; return n; }
int recursive(int n) { return n > 0 ? recursive(n - 1) : n; }
int kind(Color c) { switch (c) { case Color::Red: return 1; case Color::Green: return 2; default: return 3; } }
bool sure(bool b) { if (!b) throw 1; return b; }
void swapped(int &a, int &b) { int c = a; a = b; b = c; }
)";
  auto Runs = [&](const std::string &Body,
                  const std::string &Parameters = "Flag f, Flag g, Pairs p, int n, bool b") {
    Function Test(Bodies + "void test(" + Parameters + ") { " + Body + " }");
    return Test.reachesIt();
  };
  // Members.
  EXPECT_FALSE(Runs("f.set(); if (!f.get()) wanted();"));
  EXPECT_TRUE(Runs("f.set(); if (f.get()) wanted();"));
  EXPECT_FALSE(Runs("f.set(); if (!f.on) wanted();"));
  EXPECT_TRUE(Runs("f.set(); if (!g.get()) wanted();"));
  EXPECT_FALSE(Runs("if (f.low()) if (f.level > 3) wanted();"));
  EXPECT_TRUE(Runs("if (f.low()) if (f.level == 3) wanted();"));
  EXPECT_FALSE(Runs("f.to(n + 1); if (f.level == n) wanted();"));
  EXPECT_FALSE(Runs("f.ref() = true; if (!f.on) wanted();"));
  EXPECT_TRUE(Runs("f.ref() = true; if (f.on) wanted();"));
  EXPECT_FALSE(Runs("f.fluent().to(5); if (f.low()) wanted();"));
  EXPECT_TRUE(Runs("f.fluent().to(2); if (f.low()) wanted();"));
  EXPECT_FALSE(Runs("if (f.take()) if (f.take()) wanted();"));
  EXPECT_FALSE(Runs("f.both(b); if (f.on != b) wanted();"));
  EXPECT_FALSE(Runs("p.left.set(); if (!p.left.get()) wanted();"));
  EXPECT_TRUE(Runs("p.left.set(); if (!p.right.get()) wanted();"));
  EXPECT_FALSE(
      Runs("p.right.on = true; p.left.on = false; if (p.left.get() || !p.right.get()) wanted();"));
  // Parameters.
  EXPECT_FALSE(Runs("if (claim(b)) if (claim(b)) wanted();"));
  EXPECT_TRUE(Runs("if (claim(b)) if (claim(f.on)) wanted();"));
  EXPECT_FALSE(Runs("if (claimAt(&b)) if (claimAt(&b)) wanted();"));
  EXPECT_TRUE(Runs("if (claimAt(&b)) if (!claimAt(&b)) wanted();"));
  EXPECT_FALSE(Runs("int a = 1, c = 2; swapped(a, c); if (a != 2 || c != 1) wanted();", "int"));
  EXPECT_TRUE(Runs("int a = 1, c = 2; swapped(a, c); if (a == 2 && c == 1) wanted();", "int"));
  EXPECT_FALSE(Runs("if (kind(c) == 2 && c != Color::Green) wanted();", "Color c"));
  EXPECT_TRUE(Runs("if (kind(c) == 3 && c != Color::Green) wanted();", "Color c"));
  // That it has returned says something.
  EXPECT_FALSE(Runs("sure(b); if (!b) wanted();"));
  // What isn't understood may be anything.
  EXPECT_TRUE(Runs("if (opaque(n)) if (!opaque(n)) wanted();"));
  EXPECT_TRUE(Runs("if (steps(n) == n) wanted();"));
  EXPECT_TRUE(Runs("if (recursive(n) == 7) wanted();"));
  // Lambdas.
  EXPECT_FALSE(Runs("auto set = [&b] { b = true; }; set(); if (!b) wanted();"));
  EXPECT_TRUE(Runs("auto set = [&b] { b = true; }; b = false; other(); if (!b) wanted();"));
  EXPECT_FALSE(Runs("auto is = [&] { return b; }; if (is()) if (!b) wanted();"));
  EXPECT_TRUE(Runs("auto was = [b] { return b; }; b = !b; if (was()) if (!b) wanted();"));
  EXPECT_FALSE(Runs("auto add = [&](int by) { n += by; return n; }; n = 1; if (add(2) != n || n != "
                    "3) wanted();"));
}

TEST_F(PathConditionsTest, AHardQuestionIsGivenUp) {
  // The solver's work is bounded, so that this ends.
  const std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCode(
      "void test(unsigned long a, unsigned long b) { "
      "if ((a ^ b * 3) % 1000003 == 7 && (b ^ a * 5) % 999983 == 11 && "
      "    (a + b * 7) % 1000033 == 13 && (a - b) / 77777 == 123456789) {} }");
  const FunctionDecl *Function = nullptr;
  for (const Decl *D : Unit->getASTContext().getTranslationUnitDecl()->decls())
    if (const auto *Found = dyn_cast<FunctionDecl>(D))
      Function = Found;
  ASSERT_TRUE(Function);
  PathConditions::Solver Solver;
  AllBodies Bodies;
  PathConditions Path(Function, Bodies.Inlinable, Solver);
  Path.assume(cast<IfStmt>(*Function->getBody()->child_begin())->getCond(), true);
  EXPECT_EQ(Path.check(), PathConditions::Answer::Unknown);
}

TEST(PathConditionsWithoutSolver, KnowsNothing) {
  if (PathConditions::Solver::isAvailable())
    GTEST_SKIP() << "LLVM was built with a solver";
  const std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCode("void test();");
  const auto Found = Unit->getASTContext().getTranslationUnitDecl()->decls();
  PathConditions::Solver Solver;
  AllBodies Bodies;
  PathConditions Path(
      cast<FunctionDecl>(*std::next(Found.begin(), std::distance(Found.begin(), Found.end()) - 1)),
      Bodies.Inlinable, Solver);
  EXPECT_EQ(Path.check(), PathConditions::Answer::Unknown);
}

} // namespace

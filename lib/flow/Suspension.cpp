//===--- Suspension.cpp - can a function complete synchronously? ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Suspension.h"
#include "ast/Coroutines.h"
#include "ast/Expressions.h"
#include "models/Awaiters.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral AlwaysAsyncAnnotation = "valuetask::always_async";

/// A function of this type may hand on what another one started.
bool returnsTask(const FunctionDecl *Function) {
  const CXXRecordDecl *Record = Function->getReturnType()->getAsCXXRecordDecl();
  return Record && !Record->isInStdNamespace() && !isa<CXXConstructorDecl>(Function);
}

/// The awaits in a body, by the call with which each begins in the CFG.
void collectAwaits(const Stmt *S, llvm::DenseMap<const Stmt *, const CoawaitExpr *> &Awaits) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Await = dyn_cast<CoawaitExpr>(S);
      Await && !Await->isImplicit() && isResolved(Await))
    Awaits[readyCall(Await)] = Await;
  for (const Stmt *Child : S->children())
    collectAwaits(Child, Awaits);
}

const Stmt *lastStatement(const CFGBlock *Block) {
  for (const CFGElement &Element : llvm::reverse(*Block))
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
      return S->getStmt();
  return nullptr;
}

} // namespace

Suspension::Suspension(ArrayRef<const FunctionDecl *> Functions, ControlFlowCache &Flows,
                       const Awaitables &Types, const OtherUnits *Others)
    : Flows(Flows), Types(Types), Others(Others) {
  std::vector<const FunctionDecl *> Open;
  for (const FunctionDecl *Function : Functions)
    if (isCoroutine(Function) || returnsTask(Function)) {
      Assumed.insert(Function->getCanonicalDecl());
      Open.push_back(Function);
    }
  for (bool Changed = true; std::exchange(Changed, false);)
    llvm::erase_if(Open, [&](const FunctionDecl *Function) {
      if (hasAnnotation(Function, AlwaysAsyncAnnotation))
        return false;
      const Reached Met = walk(Function);
      // One that only throws is over at once.
      if (!Met.ReturnsSynchronously && !Met.Suspensions.empty())
        return false;
      Assumed.erase(Function->getCanonicalDecl());
      return Changed = true;
    });
}

bool Suspension::isAlwaysAsync(const FunctionDecl *Function) const {
  return Assumed.contains(Function->getCanonicalDecl());
}

std::vector<SuspensionPoint> Suspension::sorted(std::vector<SuspensionPoint> Points,
                                                const FunctionDecl *Function) const {
  const SourceManager &Sources = Function->getASTContext().getSourceManager();
  llvm::sort(Points, [&](const SuspensionPoint &A, const SuspensionPoint &B) {
    return Sources.isBeforeInTranslationUnit(A.Location, B.Location);
  });
  return Points;
}

std::vector<SuspensionPoint> Suspension::reasons(const FunctionDecl *Function) const {
  std::vector<SuspensionPoint> Points = walk(Function).Suspensions;
  if (Points.empty() && hasAnnotation(Function, AlwaysAsyncAnnotation))
    Points.push_back({SuspensionPoint::Reason::Declared, Function->getLocation(), Function});
  return sorted(std::move(Points), Function);
}

/// The function that \p E calls, when every call of it suspends. A virtual call may reach another
/// one.
std::optional<SuspensionPoint> Suspension::alwaysAsyncCallee(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return std::nullopt;
  if (const Expr *Source = movedFrom(Call))
    return alwaysAsyncCallee(Source);
  SuspensionPoint Point{SuspensionPoint::Reason::AlwaysAsync, {}, Callee};
  if (hasAnnotation(Callee, AlwaysAsyncAnnotation))
    return Point;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee); Method && Method->isVirtual()) {
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    Point.Overriders = !Method->hasAttr<FinalAttr>() &&
                       !Method->getParent()->hasAttr<FinalAttr>() &&
                       !(Member && Member->hasQualifier());
  }
  const bool Suspends = Callee->hasBody() && !Point.Overriders
                            ? Assumed.contains(Callee->getCanonicalDecl())
                            : Others && hasSuspensionFact(Callee, Types) &&
                                  Others->suspends(Callee, Point.Overriders);
  return Suspends ? std::optional(Point) : std::nullopt;
}

std::optional<SuspensionPoint> Suspension::suspensionAt(const CoawaitExpr *Await) const {
  if (const CXXRecordDecl *Awaiter = suspendingAwaiter(Await))
    return SuspensionPoint{SuspensionPoint::Reason::NeverReady, Await->getKeywordLoc(), Awaiter};
  if (isAlwaysReady(Await))
    return std::nullopt;
  std::optional<SuspensionPoint> Point = alwaysAsyncCallee(Await->getOperand());
  if (Point)
    Point->Location = Await->getKeywordLoc();
  return Point;
}

std::optional<SuspensionPoint> Suspension::suspensionAt(const ReturnStmt *Return) const {
  std::optional<SuspensionPoint> Point;
  if (Return->getRetValue())
    Point = wrappedCallee(Return->getRetValue());
  if (Point) {
    Point->Why = SuspensionPoint::Reason::Wraps;
    Point->Location = Return->getReturnLoc();
  }
  return Point;
}

/// The call whose result a return statement hands on, through conversions to the return type:
/// 'return f();', 'return value_task<int>(f());', 'return {f()};'.
std::optional<SuspensionPoint> Suspension::wrappedCallee(const Expr *Returned) const {
  const Expr *E = Returned;
  while (E) {
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
             Construct && Construct->getNumArgs() >= 1 &&
             llvm::all_of(llvm::drop_begin(Construct->arguments()),
                          [](const Expr *Extra) { return isa<CXXDefaultArgExpr>(Extra); }))
      E = Construct->getArg(0);
    else if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
      E = List->getInit(0);
    else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      const std::optional<SuspensionPoint> True = wrappedCallee(Choice->getTrueExpr());
      return True && wrappedCallee(Choice->getFalseExpr()) ? True : std::nullopt;
    } else
      return alwaysAsyncCallee(E);
  }
  return std::nullopt;
}

/// Goes along the ways of a function.
class Suspension::Walk {
public:
  Walk(const FunctionDecl *Function, const ControlFlow &Flow) : Cfg(Flow.cfg()) {
    if (isCoroutine(Function))
      collectAwaits(writtenBody(Function), Awaits);
  }

  struct Position {
    const CFGBlock *Block;
    size_t Element = 0;
  };
  Position entry() const { return {&Cfg.getEntry()}; }

  /// Follows all ways from a position on.
  /// \param StopsAt  is asked at each await, with where the way goes on, whether it ends there
  /// \param Returns  is told of each return
  /// \returns whether one of them leaves the function by its closing brace.
  bool from(Position Start, llvm::function_ref<bool(const CoawaitExpr *, Position)> StopsAt,
            llvm::function_ref<void(const ReturnStmt *)> Returns) const {
    bool Leaves = false;
    llvm::BitVector Seen(Cfg.getNumBlockIDs());
    std::vector<Position> Worklist = {Start};
    auto EndsIn = [&](Position At) {
      for (size_t Index = At.Element; Index < At.Block->size(); ++Index) {
        std::optional<CFGStmt> S = (*At.Block)[Index].getAs<CFGStmt>();
        if (!S)
          continue;
        if (const CoawaitExpr *Await = Awaits.lookup(S->getStmt());
            Await && StopsAt(Await, {At.Block, Index + 1}))
          return true;
        if (const auto *Return = dyn_cast<ReturnStmt>(S->getStmt())) {
          Returns(Return);
          return true;
        }
      }
      return At.Block->hasNoReturnElement();
    };
    while (!Worklist.empty()) {
      const Position At = Worklist.back();
      Worklist.pop_back();
      // The rest of a block isn't the block.
      if (At.Element == 0) {
        if (Seen[At.Block->getBlockID()])
          continue;
        Seen.set(At.Block->getBlockID());
      }
      if (EndsIn(At))
        continue;
      const bool Throws = isa_and_nonnull<CXXThrowExpr>(lastStatement(At.Block));
      for (unsigned Index = 0; Index < At.Block->succ_size(); ++Index) {
        const CFGBlock *Successor = *(At.Block->succ_begin() + Index);
        if (!Successor)
          continue;
        if (Successor != &Cfg.getExit())
          Worklist.push_back({Successor});
        else if (!Throws && !isExceptionEdge(At.Block, Index) &&
                 !isa_and_nonnull<CXXTryStmt>(At.Block->getTerminatorStmt()))
          Leaves = true;
      }
    }
    return Leaves;
  }

private:
  const CFG &Cfg;
  llvm::DenseMap<const Stmt *, const CoawaitExpr *> Awaits;
};

Suspension::Reached Suspension::walk(const FunctionDecl *Function) const {
  Reached Result;
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow) {
    Result.ReturnsSynchronously = true; // not known
    return Result;
  }
  const Walk Along(Function, *Flow);
  auto Add = [&](std::optional<SuspensionPoint> Point) {
    if (Point)
      Result.Suspensions.push_back(*Point);
    return Point.has_value();
  };
  const bool Leaves = Along.from(
      Along.entry(),
      [&](const CoawaitExpr *Await, Walk::Position) { return Add(suspensionAt(Await)); },
      [&](const ReturnStmt *Return) { Result.ReturnsSynchronously |= !Add(suspensionAt(Return)); });
  Result.ReturnsSynchronously |= Leaves;
  return Result;
}

Suspension::Ways Suspension::ways(const FunctionDecl *Function, const Suspension &Certain) const {
  Ways Result;
  Result.Points.emplace_back();
  const ControlFlow *Flow = Flows.of(Function);
  if (!Flow || hasAnnotation(Function, AlwaysAsyncAnnotation)) {
    Result.Points[0].Next = {1};
    Result.Points.push_back({{}, /*Always=*/true, {}, false});
    Result.Suspensions = reasons(Function);
    return Result;
  }
  const Walk Along(Function, *Flow);
  // In the order of the source, which the notes follow too, and which doesn't depend on the graph.
  struct Found {
    const Stmt *At;
    SuspensionPoint Point;
    bool IsCertain;
    std::optional<Walk::Position> GoesOn;
  };
  std::vector<Found> All;
  auto AddAll = [&](Walk::Position From) {
    auto Add = [&](const auto *At, std::optional<Walk::Position> GoesOn) {
      const std::optional<SuspensionPoint> Point = suspensionAt(At);
      if (Point && llvm::none_of(All, [&](const Found &Other) { return Other.At == At; }))
        All.push_back({At, *Point, Certain.suspensionAt(At).has_value(), GoesOn});
      return Point.has_value();
    };
    Along.from(
        From, [&](const CoawaitExpr *Await, Walk::Position After) { return Add(Await, After); },
        [&](const ReturnStmt *Return) { Add(Return, std::nullopt); });
  };
  AddAll(Along.entry());
  for (size_t Index = 0; Index < All.size(); ++Index)
    if (!All[Index].IsCertain && All[Index].GoesOn)
      AddAll(*All[Index].GoesOn);
  const SourceManager &Sources = Function->getASTContext().getSourceManager();
  llvm::sort(All, [&](const Found &A, const Found &B) {
    return Sources.isBeforeInTranslationUnit(A.Point.Location, B.Point.Location);
  });
  llvm::DenseMap<const Stmt *, unsigned> PointAt;
  for (const Found &Place : All) {
    PointAt[Place.At] = Result.Points.size();
    WayPoint Point;
    Point.Always = Place.IsCertain;
    if (!Place.IsCertain)
      Point.Callee =
          factNameOfCall(cast<FunctionDecl>(Place.Point.Because), Place.Point.Overriders);
    // What such a call returned is handed on.
    Point.Returns = !Place.IsCertain && !Place.GoesOn;
    Result.Points.push_back(std::move(Point));
    Result.Suspensions.push_back(Place.Point);
  }
  auto Connect = [&](WayPoint &Point, Walk::Position From) {
    auto Meets = [&](const Stmt *At) {
      const auto Next = PointAt.find(At);
      if (Next == PointAt.end())
        return false;
      if (!llvm::is_contained(Point.Next, Next->second))
        Point.Next.push_back(Next->second);
      return true;
    };
    const bool Leaves = Along.from(
        From, [&](const CoawaitExpr *Await, Walk::Position) { return Meets(Await); },
        [&](const ReturnStmt *Return) { Point.Returns |= !Meets(Return); });
    Point.Returns |= Leaves;
    llvm::sort(Point.Next);
  };
  Connect(Result.Points[0], Along.entry());
  for (size_t Index = 0; Index < All.size(); ++Index)
    if (!All[Index].IsCertain && All[Index].GoesOn)
      Connect(Result.Points[Index + 1], *All[Index].GoesOn);
  return Result;
}

} // namespace valuetask

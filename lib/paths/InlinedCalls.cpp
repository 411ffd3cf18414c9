//===--- InlinedCalls.cpp - calls that are run as a part of a path --------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/InlinedCalls.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "paths/Branch.h"
#include "paths/Constructions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using llvm::SMTExprRef;

namespace valuetask {

/// Calls within calls within calls.
static constexpr unsigned MostNested = 3;
/// Of all ways through one body, and of the blocks on them.
static constexpr unsigned MostEndings = 16, MostBlocksRun = 96;

/// Is it a lambda of the path's own function, of which all calls are seen?
bool PathConditions::Path::isOnlyCalled(const CXXRecordDecl *Closure) {
  return Bodies.isOnlyCalled(Closure, Running.front());
}

/// Where a lambda keeps what it doesn't share with the function; null for a reference to a
/// variable.
const ValueDecl *PathConditions::Path::keptIn(const CXXRecordDecl *Closure,
                                              const LambdaCapture &Capture) {
  if (!Capture.capturesVariable())
    return nullptr;
  const ValueDecl *Variable = Capture.getCapturedVar();
  if (Variable->isInitCapture())
    return Variable; // its name is known in the lambda only
  if (Capture.getCaptureKind() == LCK_ByRef)
    return nullptr;
  llvm::DenseMap<const ValueDecl *, FieldDecl *> Fields;
  FieldDecl *This = nullptr;
  Closure->getCaptureFields(Fields, This);
  return Fields.lookup(Variable);
}

/// Is known what all captured variables are? Those of a reference are what the names in the body
/// say. A copy may differ from the variable, and a lambda of another function speaks of others.
bool PathConditions::Path::canCapture(const CXXRecordDecl *Closure) {
  const DeclContext *Made = Closure->getDeclContext()->getPrimaryContext();
  const auto IsMadeIn = [Made](const FunctionDecl *F) {
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(F); // which initialises the members
    return static_cast<const DeclContext *>(F)->getPrimaryContext() == Made ||
           (Constructor && Constructor->getParent()->getPrimaryContext() == Made);
  };
  return llvm::any_of(Running, IsMadeIn) &&
         llvm::all_of(Closure->captures(), [&](const LambdaCapture &Capture) {
           if (Capture.capturesThis())
             return Capture.getCaptureKind() == LCK_This &&
                    (Memory.self() == Storage{} || IsMadeIn(Running.back()));
           return Capture.capturesVariable() &&
                  (!keptIn(Closure, Capture) || isOnlyCalled(Closure) ||
                   (!Capture.getCapturedVar()->isInitCapture() &&
                    Bodies.isNeverWritten(cast<ValueDecl>(Capture.getCapturedVar()))));
         });
}

/// In the lambda's body, the names of variables that it has copied mean the copies.
void PathConditions::Path::enterLambda(const CXXRecordDecl *Closure) {
  if (isOnlyCalled(Closure))
    for (const LambdaCapture &Capture : Closure->captures())
      if (const auto *Copy = dyn_cast_or_null<FieldDecl>(keptIn(Closure, Capture)))
        Memory.refer(Capture.getCapturedVar(), Storage{Copy});
}

/// Gives the parameters, and 'this', what the call gives them.
bool PathConditions::Path::enterBody(const Invocation &How) {
  const FunctionDecl *Definition = nullptr;
  How.Callee->hasBody(Definition);
  const auto *Method = dyn_cast<CXXMethodDecl>(Definition);
  if (!How.Forwards && How.Arguments.size() != Definition->getNumParams())
    return false;
  const bool IsLambda = Method && Method->getParent()->isLambda();
  if (IsLambda && !canCapture(Method->getParent()))
    return false;
  const std::optional<Storage> Self =
      Method && Method->isInstance() && !IsLambda ? How.Object : Memory.self();
  if (!Self || Self->Overlaps)
    return false;
  if (How.Forwards) {
    for (const auto &[Parameter, Same] :
         llvm::zip_equal(Definition->parameters(), How.Forwards->parameters()))
      if (const std::optional<Storage> Where = Memory.storageOf(Same)) {
        Memory.start(Parameter);
        Memory.refer(cast<ValueDecl>(Parameter->getCanonicalDecl()), *Where);
      }
  } else {
    for (const auto &[Parameter, Argument] :
         llvm::zip_equal(Definition->parameters(), How.Arguments))
      initialise(Parameter, Argument);
  }
  if (IsLambda)
    enterLambda(Method->getParent());
  Memory.enter(*Self);
  Running.push_back(Definition);
  return true;
}

/// Names mean again what they meant before the call.
void PathConditions::Path::leaveBody(const FunctionDecl *Definition, const PathMemory &Before) {
  Memory.enter(Before.self());
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Definition))
    for (const LambdaCapture &Capture : Method->getParent()->captures())
      if (isa_and_nonnull<FieldDecl>(keptIn(Method->getParent(), Capture)))
        Memory.referAsIn(Before, Capture.getCapturedVar());
}

/// A way that doesn't touch a value leaves it as the others found it.
void PathConditions::Path::readAhead(const ControlFlow &Flow) {
  for (const CFGBlock *Block : Flow.cfg())
    for (const CFGElement &Element : *Block) {
      const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      const auto *Read = S ? dyn_cast<ImplicitCastExpr>(S->getStmt()) : nullptr;
      if (Read && Read->getCastKind() == CK_LValueToRValue &&
          isa<DeclRefExpr, MemberExpr>(Read->getSubExpr()->IgnoreParens()))
        read(Read->getSubExpr());
    }
}

/// Runs all ways through a body. False, and nothing has happened, where that can't be done.
bool PathConditions::Path::run(Body &Of, const Invocation &How) {
  SMTExprRef GuardOfCall = Guard;
  if (enterBody(How)) {
    readAhead(Of.Flow);
    Of.AtEntry = Memory;
    const bool IsDone = runFrom(Of.Flow.cfg().getEntry(), Of) && !Of.Endings.empty();
    Running.pop_back();
    Guard = GuardOfCall;
    if (IsDone)
      return true;
  }
  Memory = Of.Before;
  return false;
}

/// Runs the constructor of an object. False, and nothing has happened, where that can't be done.
bool PathConditions::Path::runConstructor(const CXXConstructExpr *Construct,
                                          const Storage &Object) {
  const ControlFlow *Flow =
      Running.size() <= MostNested ? Bodies.bodyOf(Construct->getConstructor()) : nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!Flow || !Construct->getConstructor()->hasBody(Definition) ||
      llvm::is_contained(Running, Definition))
    return false;
  Body Of{*Flow, Memory};
  if (!run(Of, {Definition, Object, {Construct->getArgs(), Construct->getNumArgs()}}))
    return false;
  requireOneOf(Of);
  join(Of);
  leaveBody(Definition, Of.Before);
  return true;
}

/// The constructor of a base class, which gets the parameters of the one that is run.
void PathConditions::Path::executeInherited(const CXXInheritedCtorInitExpr *Inherited,
                                            const Storage &Object) {
  const FunctionDecl *Outer = Running.back(), *Definition = nullptr;
  const CXXConstructorDecl *Constructor = Inherited->getConstructor();
  const ControlFlow *Flow = Running.size() <= MostNested ? Bodies.bodyOf(Constructor) : nullptr;
  if (Flow && Constructor->hasBody(Definition) && !llvm::is_contained(Running, Definition) &&
      Outer->getNumParams() == Definition->getNumParams()) {
    Body Of{*Flow, Memory};
    if (run(Of, {Definition, Object, {}, Outer})) {
      requireOneOf(Of);
      join(Of);
      leaveBody(Definition, Of.Before);
      return;
    }
  }
  ++Unknowns;
  if (!Flow)
    Memory.forgetReachable();
}

/// Which function runs: of a virtual one, that of the object's class, where that is known.
const FunctionDecl *PathConditions::Path::calleeAt(const CallExpr *Call, const Expr *Object) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const auto *Named = Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens()) : nullptr;
  if (!Method || !Method->isVirtual() || !Object || !Named || Named->hasQualifier())
    return Callee;
  const std::optional<Storage> Where = Memory.objectOf(Object);
  if (!Where || Where->Overlaps || !Where->Root || Where->isIndirect())
    return nullptr;
  const ValueDecl *Last = Where->Steps.empty() ? Where->Root : Where->Steps.back();
  const CXXRecordDecl *Class = Last->getType()->getAsCXXRecordDecl();
  // As long as a base class is constructed, the object is one of that.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Running.back());
      Constructor && Where == Memory.self())
    Class = Constructor->getParent();
  else if (llvm::any_of(Running, [](const FunctionDecl *F) { return isa<CXXConstructorDecl>(F); }))
    return nullptr;
  return Class && Class->hasDefinition() ? Method->getCorrespondingMethodInClass(Class) : nullptr;
}

/// Runs the function that is called. False, and nothing has happened, where that can't be done.
bool PathConditions::Path::runBody(const CallExpr *Call, const Expr *Object,
                                   llvm::ArrayRef<const Expr *> Arguments) {
  Memory.setReferent(Call, std::nullopt);
  Evaluated.erase(Call);
  const bool IsChosen = Chosen && Chosen->Call == Call;
  const FunctionDecl *Callee = calleeAt(Call, Object);
  const ControlFlow *Flow =
      Callee && Running.size() <= MostNested ? Bodies.bodyOf(Callee) : nullptr;
  // Of a coroutine the path only says which way it takes.
  const bool IsCoroutine = !Flow && IsChosen;
  if (IsCoroutine)
    Flow = Bodies.coroutineOf(Call);
  const FunctionDecl *Definition = nullptr;
  if (!Flow || !Callee->hasBody(Definition) || llvm::is_contained(Running, Definition))
    return false;
  // What it answered before is what it answers now, even where it isn't understood.
  SMTExprRef Pure = shapeOf(Call->getType()) && Call->isPRValue() ? computeCall(Call) : nullptr;
  const unsigned UnknownsBefore = Unknowns;
  Body Of{*Flow, Memory, Call->isGLValue()};
  if (IsChosen)
    Of.Asked = Chosen->Passed;
  if (!IsCoroutine)
    Of.Result = startObject(Call);
  const Contents Answers = Of.Result ? answersOf(Call, *Of.Result) : Contents();
  if (!run(Of, {Definition, Object ? Memory.objectOf(Object) : std::nullopt, Arguments}))
    return false;
  if (IsChosen)
    choose(Of);
  requireOneOf(Of);
  if (Of.Endings.empty() || IsCoroutine) {
    Memory = *Of.AtEntry;
    leaveBody(Definition, Of.Before);
    // What the coroutine writes itself doesn't matter: hidesWhichWay(). But others run.
    Memory.forgetReachable();
    return !Of.Endings.empty();
  }
  join(Of);
  leaveBody(Definition, Of.Before);
  if (Of.Result)
    nameObject(Call, *Of.Result, Answers, Unknowns == UnknownsBefore);
  else
    giveResult(Of, Call, Pure, Unknowns == UnknownsBefore);
  // What it returns may keep what it was given.
  if (Call->getType()->isRecordType() && !Memory.refersTo(Call))
    for (const Expr *Argument : Arguments)
      if (Argument->isLValue())
        Memory.share(Argument);
  return true;
}

/// Runs all ways from the block on. What throws is none: the handlers throw as well.
bool PathConditions::Path::runFrom(const CFGBlock &Block, Body &Of) {
  if (++Of.Blocks > MostBlocksRun)
    return false;
  for (const CFGElement &Element : Block) {
    if (const std::optional<CFGInitializer> Part = Element.getAs<CFGInitializer>())
      executeInitialiser(*Part->getInitializer());
    const std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
    if (!S)
      continue;
    execute(S->getStmt());
    Of.Passes |= llvm::is_contained(Of.Asked, S->getStmt());
    if (isa<CXXThrowExpr>(S->getStmt()))
      return true;
    const auto *Return = dyn_cast<ReturnStmt>(S->getStmt());
    const Expr *Returned = Return ? Return->getRetValue() : nullptr;
    if (Returned && Of.ReturnsReference)
      Of.Place = Memory.storageOf(Returned);
    else if (Returned && Of.Result)
      makeObject(*Of.Result, Returned->getType(), Returned);
    else if (Returned && (traitsOf(Returned->getType()) & Ordering))
      Of.Value = orderGiven(Returned);
    else if (Returned && shapeOf(Returned->getType()))
      Of.Value = valueOf(Returned);
  }
  llvm::SmallVector<unsigned, 2> Ways;
  for (unsigned Index = 0; Index < Block.succ_size(); ++Index)
    if (*(Block.succ_begin() + Index) && !isExceptionEdge(&Block, Index))
      Ways.push_back(Index);
  if (Ways.size() == 1 && Block.succ_size() == 1)
    return leave(Block, Ways.front(), Of);
  const PathMemory Before = Memory;
  SMTExprRef GuardBefore = Guard, Value = Of.Value;
  const bool Passes = Of.Passes;
  for (const unsigned Index : Ways) {
    Memory = Before;
    Of.Value = Value;
    Of.Passes = Passes;
    Guard = GuardBefore;
    SMTExprRef Taken = conditionOf(Block, Index);
    if (!Taken && Ways.size() > 1)
      return false;
    if (Taken)
      Guard = Guard ? Z3.mkAnd(Guard, Taken) : Taken;
    if (!leave(Block, Index, Of))
      return false;
  }
  return true;
}

/// Follows one edge. An ending that isn't normal is none: the call has returned.
bool PathConditions::Path::leave(const CFGBlock &Block, unsigned Successor, Body &Of) {
  const CFGBlock *Next = *(Block.succ_begin() + Successor);
  if (Next != &Of.Flow.cfg().getExit())
    return runFrom(*Next, Of);
  if (endsNormally(&Block, Successor))
    Of.Endings.push_back({Guard, Memory, Of.Value, Of.Place, Of.Passes});
  return Of.Endings.size() <= MostEndings;
}

/// What has to be so for the edge to be taken; null where it isn't known.
SMTExprRef PathConditions::Path::conditionOf(const CFGBlock &Block, unsigned Successor) {
  const Branch Along = Branch::of(Block, Successor, Context);
  if (Along.Condition) {
    const Shape Of = shapeOf(Along.Condition->getType());
    SMTExprRef Holds = Of ? Make.truth(valueOf(Along.Condition), Of) : nullptr;
    return Holds && !Along.Value ? Z3.mkNot(Holds) : Holds;
  }
  const Shape Of = Along.Switched ? shapeOf(Along.Switched->getType()) : Shape();
  SMTExprRef All = nullptr;
  if (Of.Kind == Shape::Bits)
    for (const auto &[Label, IsTaken] : Along.Labels) {
      SMTExprRef Equal = Z3.mkEqual(valueOf(Along.Switched), Make.number(Label, Of));
      SMTExprRef Holds = IsTaken ? Equal : Z3.mkNot(Equal);
      All = All ? Z3.mkAnd(All, Holds) : Holds;
    }
  return All;
}

/// Leaves the ways that the path takes. Where there is none, it can't run.
void PathConditions::Path::choose(Body &Of) {
  llvm::erase_if(Of.Endings, [&](const Body::Ending &E) { return E.Passes != Chosen->Passes; });
  Chosen->IsKnown = !Of.Endings.empty();
}

/// The call has returned, by one of the ways.
void PathConditions::Path::requireOneOf(const Body &Of) {
  SMTExprRef AnyTaken = nullptr;
  for (const Body::Ending &E : Of.Endings)
    AnyTaken = AnyTaken ? Z3.mkOr(AnyTaken, E.Taken) : E.Taken;
  if (!AnyTaken)
    return;
  require(AnyTaken);
  HasConditions = true;
}

void PathConditions::Path::executeChosen(const CallExpr *Call, llvm::ArrayRef<const Stmt *> Passed,
                                         bool Passes, bool Throws) {
  Way Taken{Call, Passed, Passes};
  Chosen = &Taken;
  execute(Call, Throws);
  Chosen = nullptr;
  if (!Taken.IsKnown)
    require(Z3.mkBoolean(false));
  HasConditions = true;
}

/// The ways have come together.
void PathConditions::Path::join(const Body &Of) {
  std::vector<PathMemory::Way> Ways;
  Ways.reserve(Of.Endings.size());
  for (const Body::Ending &E : Of.Endings)
    Ways.push_back({E.Taken, &E.After});
  const auto Choose = [this](SMTExprRef Taken, SMTExprRef Then, SMTExprRef Else) {
    return Z3.mkIte(Taken, Then, Else);
  };
  Memory.join(Ways, Choose);
}

/// What the ways have returned is what the call returns.
void PathConditions::Path::giveResult(const Body &Of, const CallExpr *Call, SMTExprRef Pure,
                                      bool IsExact) {
  const std::vector<Body::Ending> &Endings = Of.Endings;
  const bool AllReferToOne = llvm::all_of(
      Endings, [&](const Body::Ending &E) { return E.Place && E.Place == Endings.front().Place; });
  if (Call->isGLValue() && AllReferToOne)
    Memory.setReferent(Call, Endings.front().Place);
  const Shape As = (traitsOf(Call->getType()) & Ordering) ? RankShape : shapeOf(Call->getType());
  if (!As || !Call->isPRValue())
    return;
  SMTExprRef Value = nullptr;
  for (const Body::Ending &E : llvm::reverse(Endings)) {
    IsExact &= E.Value != nullptr;
    SMTExprRef Returned = E.Value ? E.Value : Make.symbol(As);
    Value = Value ? Z3.mkIte(E.Taken, Returned, Value) : Returned;
  }
  if (Pure && !IsExact)
    require(Z3.mkEqual(Pure, Value));
  Evaluated[Call] = Value;
}

} // namespace valuetask

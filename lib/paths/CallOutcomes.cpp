//===--- CallOutcomes.cpp - what a call's return says ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/CallOutcomes.h"
#include "models/Inspections.h"
#include "paths/Branch.h"
#include "paths/InlinableCalls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// What guards is small; of what is larger, nothing is said.
constexpr unsigned MostBlocks = 48;

bool isRead(const Stmt *S) {
  const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
  return Cast && Cast->getCastKind() == CK_LValueToRValue;
}

/// Is the parameter only read, so that it is what the caller gave throughout the body?
bool isOnlyRead(const ParmVarDecl *Parameter, const Stmt *S) {
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    const auto *Name = dyn_cast_or_null<DeclRefExpr>(Child);
    return !Child ||
           (Name ? Name->getDecl() != Parameter || isRead(S) : isOnlyRead(Parameter, Child));
  });
}

struct Asked {
  const Decl *Variable = nullptr;
  bool IsTrue = true; ///< is the condition what the variable is, or the opposite?
};

/// 'x', '!x', 'x == nullptr', 'x != false' and the like.
Asked variableAsked(const Expr *E, const ASTContext &Context) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return {Name->getDecl()};
  if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot) {
    const Asked Inner = variableAsked(Not->getSubExpr(), Context);
    return {Inner.Variable, !Inner.IsTrue};
  }
  const auto *Compared = dyn_cast<BinaryOperator>(E);
  if (!Compared || !Compared->isEqualityOp())
    return {};
  for (const auto &[Side, Other] : {std::pair(Compared->getLHS(), Compared->getRHS()),
                                    std::pair(Compared->getRHS(), Compared->getLHS())}) {
    const std::optional<int64_t> Constant = constantOf(Other, Context);
    const Expr *Name = Side->IgnoreParenImpCasts();
    if (!Constant || (*Constant != 0 && !(*Constant == 1 && Name->getType()->isBooleanType())))
      continue;
    if (const auto *Variable = dyn_cast<DeclRefExpr>(Name))
      return {Variable->getDecl(), (*Constant != 0) == (Compared->getOpcode() == BO_EQ)};
  }
  return {};
}

const CallExpr *endingCall(const CFGBlock &Block) {
  if (Block.empty() || Block.getTerminatorStmt())
    return nullptr;
  const std::optional<CFGStmt> Last = Block.back().getAs<CFGStmt>();
  return Last ? dyn_cast<CallExpr>(Last->getStmt()) : nullptr;
}

} // namespace

bool CallOutcomes::agree(const CFGBlock &From, unsigned Successor,
                         llvm::function_ref<bool(const Expr *, bool)> Holds) {
  const CallExpr *Call = endingCall(From);
  return !Call || agree(Call, isExceptionEdge(&From, Successor), Holds);
}

bool CallOutcomes::agreeWithin(const Stmt *S, llvm::function_ref<bool(const Expr *, bool)> Holds) {
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const auto *Type = Callee ? Callee->getType()->getAs<FunctionProtoType>() : nullptr;
  return !Type || !Type->isNothrow() || agree(Call, /*IsThrown=*/false, Holds);
}

bool CallOutcomes::agree(const CallExpr *Call, bool IsThrown,
                         llvm::function_ref<bool(const Expr *, bool)> Holds) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return true;
  const Outcome &Known = of(Callee);
  if (!IsThrown && !Known.Returns)
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  // The object of an operator is an argument.
  const unsigned First = isa<CXXOperatorCallExpr>(Call) && Method && Method->isInstance() ? 1 : 0;
  return llvm::all_of(IsThrown ? Known.IfThrown : Known.IfReturned, [&](const Fact &That) {
    const unsigned Index = First + That.Parameter;
    return Index >= Call->getNumArgs() || Holds(Call->getArg(Index), That.Value);
  });
}

const CallOutcomes::Outcome &CallOutcomes::of(const FunctionDecl *Callee) {
  const FunctionDecl *Definition = nullptr;
  Callee->hasBody(Definition);
  if (!Definition)
    Definition = Callee;
  auto [It, New] = Known.try_emplace(Definition);
  if (!New)
    return *It->second;
  // Of one that leads back to itself, nothing is known meanwhile.
  Outcome &Result = *(It->second = std::make_unique<Outcome>());
  if (isPlainCall(Definition))
    Result = compute(Definition);
  return Result;
}

CallOutcomes::Outcome CallOutcomes::compute(const FunctionDecl *Definition) {
  Outcome Result;
  const ControlFlow *Flow = Flows.of(Definition);
  if (!Flow || Flow->cfg().size() > MostBlocks)
    return Result;
  Result.Returns = endsOf(Definition, *Flow, nullptr, false).Normally;
  for (const ParmVarDecl *Parameter : Definition->parameters()) {
    if (!Parameter->getType().getNonReferenceType()->isScalarType() ||
        !isOnlyRead(Parameter, Definition->getBody()))
      continue;
    const Ends If[] = {endsOf(Definition, *Flow, Parameter, false),
                       endsOf(Definition, *Flow, Parameter, true)};
    const unsigned Index = Parameter->getFunctionScopeIndex();
    if (If[0].Normally != If[1].Normally)
      Result.IfReturned.push_back({Index, If[1].Normally});
    if (If[0].ByException != If[1].ByException)
      Result.IfThrown.push_back({Index, If[1].ByException});
  }
  return Result;
}

/// How the function can end, where a parameter is assumed to be true, or false.
CallOutcomes::Ends CallOutcomes::endsOf(const FunctionDecl *Definition, const ControlFlow &Flow,
                                        const ParmVarDecl *Assumed, bool Value) {
  const ASTContext &Context = Definition->getASTContext();
  const auto Agrees = [&](const Expr *Condition, bool Is) {
    const Asked About = variableAsked(Condition, Context);
    return !Assumed || About.Variable != Assumed || (Value == About.IsTrue) == Is;
  };
  Ends Result;
  llvm::BitVector Seen(Flow.cfg().getNumBlockIDs());
  std::vector<const CFGBlock *> Open = {&Flow.cfg().getEntry()};
  while (!Open.empty()) {
    const CFGBlock *Block = Open.back();
    Open.pop_back();
    for (unsigned Index = 0; Index < Block->succ_size(); ++Index) {
      const CFGBlock *Next = *(Block->succ_begin() + Index);
      if (!Next || !agree(*Block, Index, Agrees))
        continue;
      const Branch Along = Branch::of(*Block, Index, Context);
      if (Along.Condition && !Agrees(Along.Condition, Along.Value))
        continue;
      if (Next == &Flow.cfg().getExit()) {
        // What no handler takes leaves by the try statement's own block.
        const bool IsUnhandled = isa_and_nonnull<CXXTryStmt>(Block->getTerminatorStmt());
        Result.Normally |= endsNormally(Block, Index);
        Result.ByException |= IsUnhandled || !endsNormally(Block, Index);
      }
      if (!Seen[Next->getBlockID()]) {
        Seen.set(Next->getBlockID());
        Open.push_back(Next);
      }
    }
  }
  return Result;
}

} // namespace valuetask

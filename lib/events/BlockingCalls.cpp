//===--- BlockingCalls.cpp - coroutines that block their thread -----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/BlockingCalls.h"
#include "ast/Ancestors.h"
#include "ast/ControlFlow.h"
#include "ast/Coroutines.h"
#include "ast/Expressions.h"
#include "events/InitialState.h"
#include "models/Library.h"
#include "models/Protocol.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Visits a body and what it evaluates itself. \p InLambdas says whether the bodies of its lambdas
/// belong to that.
void forEachStatement(const Stmt *S, bool InLambdas, llvm::function_ref<void(const Stmt *)> Visit) {
  if (!S || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S))
    return;
  Visit(S);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Captured : Lambda->capture_inits())
      forEachStatement(Captured, InLambdas, Visit);
    if (InLambdas)
      forEachStatement(Lambda->getBody(), InLambdas, Visit);
    return;
  }
  // What was awaited is written once, and there again in the calls that it stands for.
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
    return forEachStatement(Await->getOperand(), InLambdas, Visit);
  if (const auto *Return = dyn_cast<CoreturnStmt>(S))
    return forEachStatement(Return->getOperand(), InLambdas, Visit);
  for (const Stmt *Child : S->children())
    forEachStatement(Child, InLambdas, Visit);
}

/// The awaits that the function's author wrote.
std::vector<const CoawaitExpr *> awaitsIn(const FunctionDecl *Function) {
  std::vector<const CoawaitExpr *> Awaits;
  forEachStatement(writtenBody(Function), /*InLambdas=*/false, [&](const Stmt *S) {
    if (const auto *Await = dyn_cast<CoawaitExpr>(S); Await && !Await->isImplicit())
      Awaits.push_back(Await);
  });
  return Awaits;
}

/// The function that is called, or the template that it is of.
const Decl *calleeAsWritten(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const FunctionTemplateDecl *Template = Callee ? Callee->getPrimaryTemplate() : nullptr;
  return Template ? cast<Decl>(Template->getCanonicalDecl()) : Call->getCalleeDecl();
}

/// What an expression is about, without what only moves or converts it.
const Expr *operationIn(const Expr *E, const Awaitables &Types) {
  while (true) {
    E = E->IgnoreUnlessSpelledInSource();
    const auto *Call = dyn_cast<CallExpr>(E);
    if (const Expr *From = movedFrom(E))
      E = From;
    else if (Call && Types.isMove(Call))
      E = Call->getArg(0);
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
             Cast && Cast->isXValue() && Cast->getSubExpr()->isGLValue())
      E = Cast->getSubExpr();
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
             Made && Made->getNumArgs() == 1 && Made->getConstructor()->isCopyOrMoveConstructor())
      E = Made->getArg(0); // 'future f{start()}'
    else if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
      E = List->getInit(0);
    else
      return E;
  }
}

/// Nobody can have completed an object of the type before it is consumed: it starts then, and its
/// result is taken out with that.
bool isPendingUntilConsumed(QualType Type, const Awaitables &Types) {
  const DialectType *Facts = Types.factsOf(Type.getNonReferenceType());
  return Facts && Facts->Start == StartKind::Lazy && Facts->AwaitLvalue != AwaitKind::Reads;
}

/// Tells whether an operation may be pending where a function uses it. It says no where it doesn't
/// know.
class PendingSearch {
public:
  PendingSearch(const FunctionDecl *Function, const Awaitables &Types, const Ancestors *Parents,
                unsigned Depth = 0)
      : Function(Function), Types(Types), Parents(Parents), Depth(Depth) {}

  bool mayBePending(const Expr *E) const {
    // Of a library's functions, the checker and the plugin don't see the same bodies.
    if (!isLibraryCall(E->IgnoreUnlessSpelledInSource())) {
      const InitialState Holds = initialState(E, Types);
      if (Holds == InitialState::Completed || Holds == InitialState::Empty)
        return false;
    }
    E = operationIn(E, Types);
    if (const auto *Conditional = dyn_cast<ConditionalOperator>(E))
      return mayBePending(Conditional->getTrueExpr()) || mayBePending(Conditional->getFalseExpr());
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && !isAccess(Call))
      return isMadePending(Call);
    if (const auto *Name = dyn_cast<DeclRefExpr>(E))
      if (const auto *Variable = dyn_cast<VarDecl>(Name->getDecl()))
        return isPendingVariable(Variable, Name);
    return isPendingUntilConsumed(E->getType(), Types);
  }

private:
  static constexpr unsigned DeepestMaker = 4;

  /// '*o', 'v[i]', 'o.value()', 'p.get()': a way to an object that was there before.
  static bool isAccess(const CallExpr *Call) {
    return Call->isGLValue() || leadsIn(functionEffect(Call));
  }

  bool isOfLibrary(const FunctionDecl *Function) const {
    const SourceManager &Sources = Function->getASTContext().getSourceManager();
    return Sources.isInSystemHeader(Function->getLocation()) ||
           Types.isInLibrary(Function->getLocation(), Sources);
  }
  bool isLibraryCall(const Expr *E) const {
    const auto *Call = dyn_cast<CallExpr>(E);
    return Call && Call->getDirectCallee() && isOfLibrary(Call->getDirectCallee());
  }

  /// Does the call give an object that may be pending?
  bool isMadePending(const CallExpr *Call) const {
    if (Types.isReadyMade(Call) || !Types.isDescribed(Call->getType().getNonReferenceType()))
      return hasPendingArgument(Call);
    const FunctionDecl *Callee = Call->getDirectCallee(), *Definition = nullptr;
    if (!Callee)
      return true;
    // What is made of another operation is complete when that is: 'load().then(f)'.
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
        Member && Types.isDescribed(Member->getImplicitObjectArgument()->getType()))
      return mayBePending(Member->getImplicitObjectArgument());
    if (givesOperation(Call))
      return hasPendingArgument(Call);
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    const ProtocolRole Role =
        Method && Method->isStatic() ? protocolRole(Method) : ProtocolRole::None;
    if (Role == ProtocolRole::Completed || Role == ProtocolRole::MakesEmpty)
      return false;
    if ((Method && Method->isVirtual()) || isOfLibrary(Callee) || !Callee->hasBody(Definition))
      return true;
    if (Depth == DeepestMaker)
      return false;
    return PendingSearch(Definition, Types, nullptr, Depth + 1).returnsPending();
  }

  bool isOperation(const Expr *Argument) const {
    const QualType Type = Argument->getType().getNonReferenceType();
    return Types.isDescribed(Type);
  }
  bool givesOperation(const CallExpr *Call) const {
    return llvm::any_of(Call->arguments(), [this](const Expr *E) { return isOperation(E); });
  }
  /// Of an object that no dialect describes, as senders are, what it is made of is asked.
  bool hasPendingArgument(const CallExpr *Call) const {
    return llvm::any_of(Call->arguments(), [this](const Expr *Argument) {
      return isOperation(Argument) ? mayBePending(Argument) : hasPendingPart(Argument);
    });
  }
  bool hasPendingPart(const Expr *E) const {
    const auto *Call = dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource());
    return Call && Call->getType()->getAsCXXRecordDecl() && !isa<CXXOperatorCallExpr>(Call) &&
           hasPendingArgument(Call);
  }

  /// Of the function whose body is there: does it return what may be pending, or as a coroutine
  /// wait for that?
  bool returnsPending() const {
    if (isCoroutine(Function))
      return llvm::any_of(awaitsIn(Function), [this](const CoawaitExpr *Await) {
        const Expr *Awaited = operationIn(Await->getOperand(), Types);
        return isOperation(Awaited) && isa<CallExpr>(Awaited) && mayBePending(Awaited);
      });
    bool Returns = false;
    forEachStatement(Function->getBody(), /*InLambdas=*/false, [&](const Stmt *S) {
      const auto *Return = dyn_cast<ReturnStmt>(S);
      const Expr *Value = Return ? Return->getRetValue() : nullptr;
      Returns |= Value && isa<CallExpr>(operationIn(Value, Types)) && mayBePending(Value);
    });
    return Returns;
  }

  /// A variable of this function that holds what may be pending, and that nothing was done with
  /// before but what can't have completed it, nor told whether it is.
  bool isPendingVariable(const VarDecl *Variable, const DeclRefExpr *Use) const {
    if (!Parents || !Variable->hasLocalStorage() ||
        Variable->getParentFunctionOrMethod() != Function || Variable->isInitCapture())
      return false;
    std::vector<const Expr *> Values;
    if (isa<ParmVarDecl>(Variable)) {
      if (Variable->getType()->isReferenceType() ||
          !isPendingUntilConsumed(Variable->getType(), Types))
        return false;
    } else {
      const Expr *Init = Variable->getInit();
      // A reference leads to an object of its own only where it binds a temporary.
      if (!Init || (Variable->getType()->isReferenceType() && !bindsTemporary(Init)))
        return false;
      Values.push_back(Init);
    }
    bool IsTouched = false;
    forEachStatement(writtenBody(Function), /*InLambdas=*/true, [&](const Stmt *S) {
      const auto *Name = dyn_cast<DeclRefExpr>(S);
      if (!Name || Name->getDecl() != Variable || Name == Use || !comesBefore(Name, Use, Variable))
        return;
      if (const Expr *Assigned = assignedTo(Name))
        Values.push_back(Assigned);
      else
        IsTouched |= !asksForPresence(Name);
    });
    if (IsTouched || (Values.empty() && !isa<ParmVarDecl>(Variable)))
      return false;
    // What it holds by default is nothing that anybody waits for.
    bool IsPending = Values.empty();
    for (const Expr *Value : Values) {
      if (initialState(Value, Types) == InitialState::Empty)
        continue;
      const auto *Made = dyn_cast<CallExpr>(operationIn(Value, Types));
      if (!Made || !mayBePending(Value) || isDrivenBefore(Made, Use, Variable))
        return false;
      IsPending = true;
    }
    return IsPending;
  }

  /// Is something used, after it made the operation and before the use, that may have completed it
  /// since: a source of values, an event loop? Making another one doesn't.
  bool isDrivenBefore(const CallExpr *Made, const DeclRefExpr *Use, const VarDecl *Variable) const {
    llvm::SmallVector<const ValueDecl *, 4> Makers = mentionedIn(Made);
    llvm::erase_if(Makers, [](const ValueDecl *Maker) {
      QualType Type = Maker->getType().getNonReferenceType();
      if (Type->isPointerType())
        Type = Type->getPointeeType();
      return isa<FunctionDecl>(Maker) || !Type->isRecordType() || Type.isConstQualified();
    });
    bool IsDriven = false;
    forEachStatement(writtenBody(Function), /*InLambdas=*/true, [&](const Stmt *S) {
      const auto *Name = dyn_cast<DeclRefExpr>(S);
      const auto *Member = dyn_cast<MemberExpr>(S);
      const ValueDecl *Named = Name ? Name->getDecl() : Member ? Member->getMemberDecl() : nullptr;
      if (!Named || !llvm::is_contained(Makers, Named) ||
          !comesBefore(cast<Expr>(S), Use, Variable) || comesBefore(cast<Expr>(S), Made, Variable))
        return;
      const Stmt *Around = Parents->getParent(S);
      while (isa_and_nonnull<Expr>(Around) && !isa<CallExpr>(Around))
        Around = Parents->getParent(Around);
      const auto *Call = dyn_cast_or_null<CallExpr>(Around);
      IsDriven |= !Call || calleeAsWritten(Call) != calleeAsWritten(Made);
    });
    return IsDriven;
  }

  static bool bindsTemporary(const Expr *Init) {
    if (const auto *Full = dyn_cast<ExprWithCleanups>(Init))
      Init = Full->getSubExpr();
    return isa<MaterializeTemporaryExpr>(Init->IgnoreParens());
  }

  /// May a mention be evaluated before the use? It is written before, or both are in one loop.
  bool comesBefore(const Expr *Name, const Expr *Use, const VarDecl *Variable) const {
    const SourceManager &Sources = Variable->getASTContext().getSourceManager();
    const SourceLocation Here = Sources.getExpansionLoc(Name->getEndLoc()),
                         There = Sources.getExpansionLoc(Use->getEndLoc());
    if (Here == There || Sources.isBeforeInTranslationUnit(Here, There))
      return true;
    for (const Stmt *Around = Parents->getParent(Use); Around; Around = Parents->getParent(Around))
      if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LabelStmt>(Around) &&
          !Sources.isPointWithin(Sources.getExpansionLoc(Variable->getLocation()),
                                 Sources.getExpansionLoc(Around->getBeginLoc()),
                                 Sources.getExpansionLoc(Around->getEndLoc())))
        return true;
    return false;
  }

  const Expr *assignedTo(const DeclRefExpr *Name) const {
    const Stmt *Parent = Parents->getParent(Name);
    const auto *Assignment = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
    return Assignment && Assignment->getOperator() == OO_Equal && Assignment->getNumArgs() == 2 &&
                   Assignment->getArg(0) == Name
               ? Assignment->getArg(1)
               : nullptr;
  }

  /// 'x.valid()': whether there is an operation, not whether it is complete.
  bool asksForPresence(const DeclRefExpr *Name) const {
    for (const Stmt *Around = Parents->getParent(Name); isa_and_nonnull<Expr>(Around);
         Around = Parents->getParent(Around))
      if (const auto *Call = dyn_cast<CallExpr>(Around)) {
        const std::optional<SelfQuestion> Asked = selfQuestion(Call);
        return Asked && Asked->asksForPresence();
      }
    return false;
  }

  const FunctionDecl *Function;
  const Awaitables &Types;
  const Ancestors *Parents; ///< of the function's body; null for another one, of which no variable
                            ///< is followed
  unsigned Depth;
};

bool isInHandler(const Stmt *S, const Ancestors &Parents) {
  for (; S; S = Parents.getParent(S))
    if (isa<CXXCatchStmt>(S))
      return true;
  return false;
}

} // namespace

std::vector<BlockingCall> blockingCalls(const FunctionDecl *Function, const Awaitables &Types) {
  std::vector<BlockingCall> Found;
  if (!isCoroutine(Function))
    return Found;
  std::vector<BlockingCall> Calls;
  forEachStatement(writtenBody(Function), /*InLambdas=*/false, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call)
      return;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call); Member && Member->getMethodDecl()) {
      const Expr *Object = Member->getImplicitObjectArgument()->IgnoreParenImpCasts();
      QualType Type = Object->getType();
      if (Type->isPointerType()) // 'p->get()'
        Type = Type->getPointeeType();
      if (const ResultFact *Result = Types.blockingResult(Call, Member->getMethodDecl(), Type))
        Calls.push_back({Call, Member->getMethodDecl(), Object, Result});
      return;
    }
    const Awaitables::BlockingFunction Blocking = Types.blockingFunction(Call);
    for (const Expr *Operation : Blocking.WaitsFor)
      Calls.push_back({Call, Blocking.Name, Operation});
  });
  if (Calls.empty() ||
      (!Types.isDescribed(Function->getReturnType()) && awaitsIn(Function).empty()))
    return Found;
  Ancestors Parents;
  Parents.add(writtenBody(Function));
  const PendingSearch Search(Function, Types, &Parents);
  for (BlockingCall &Call : Calls)
    if (Search.mayBePending(Call.Operation)) {
      Call.IsInHandler = isInHandler(Call.Call, Parents);
      Found.push_back(Call);
    }
  return Found;
}

} // namespace valuetask

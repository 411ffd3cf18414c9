//===--- BodyIndex.cpp - what there is in a body --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/BodyIndex.h"
#include "ast/Arguments.h"
#include "ast/ControlFlow.h"
#include "ast/Coroutines.h"
#include "ast/Expressions.h"
#include "events/Temporaries.h"
#include "models/Accessors.h"
#include "models/Awaiters.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

bool isImplicit(const CoroutineSuspendExpr *Await) {
  const auto *Explicit = dyn_cast<CoawaitExpr>(Await);
  return Explicit && Explicit->isImplicit();
}

/// Does clang's tree have the operands of the expression, though nothing evaluates them?
bool isUnevaluated(const Stmt *S, const ASTContext &Context) {
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return Call->isUnevaluatedBuiltinCall(Context); // '__builtin_constant_p(x)'
  const auto *TypeId = dyn_cast<CXXTypeidExpr>(S);
  return TypeId && !TypeId->isPotentiallyEvaluated();
}

/// The first argument of the assignment, the increment or the like that \p S is.
const Expr *assignedBy(const Stmt *S) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(S))
    return Binary->isAssignmentOp() ? Binary->getLHS() : nullptr;
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    return Unary->isIncrementDecrementOp() ? Unary->getSubExpr() : nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
      Operator && (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus ||
                   Operator->getOperator() == OO_MinusMinus))
    return Operator->getArg(0);
  const CallExpr *Exchange = exchangeIn(S);
  return Exchange ? Exchange->getArg(0) : nullptr;
}

/// How the name of a structured binding leads into what is decomposed.
PlaceStep stepToBinding(const BindingDecl *Element, int64_t Index) {
  const Expr *Binding = Element->getBinding();
  const auto *Member = dyn_cast_or_null<MemberExpr>(Binding ? Binding->IgnoreParens() : nullptr);
  if (const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr)
    return stepTo(Field);
  if (isa_and_nonnull<ArraySubscriptExpr>(Binding))
    return {PlaceStep::Kind::Element, nullptr, Index};
  return {PlaceStep::Kind::TupleIndex, nullptr, Index};
}

} // namespace

BodyIndex::BodyIndex(const FunctionDecl *Function, const Awaitables &Types)
    : Function(Function), Types(Types), Context(Function->getASTContext()) {
  for (const ParmVarDecl *Parameter : Function->parameters())
    addParameter(Parameter);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      visit(Init->getInit());
  visit(writtenBody(Function));
}

void BodyIndex::visit(const Stmt *S) {
  if (!S)
    return;
  note(S);
  findTemporaries(S, Types, isCoroutine(Function), Temporaries);
  noteWrites(S);
  visitEvaluated(S);
}

void BodyIndex::visitChild(const Stmt *Parent, const Stmt *Child) {
  if (!Child)
    return;
  ParentOf[Child] = Parent;
  visit(Child);
}

/// Visits the children that are evaluated, and each of them once.
void BodyIndex::visitEvaluated(const Stmt *S) {
  // Clang's tree holds an await's operand as it is written, and again inside the calls that the
  // await stands for:
  //   CoawaitExpr
  //   |-DeclRefExpr 't'                                         the operand
  //   |-MaterializeTemporaryExpr > ... > DeclRefExpr 't'        the awaiter that is made of it
  //   |-CXXMemberCallExpr 'await_ready' > OpaqueValueExpr > ... the same again, and so on
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
    return visitChild(S, Await->getOperand());
  // 'co_return x' holds the operand and the promise's call, which has it as its argument.
  // 'return_void()' has none.
  if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    const auto *Call = dyn_cast_or_null<CallExpr>(
        Return->getPromiseCall() ? Return->getPromiseCall()->IgnoreImplicit() : nullptr);
    return visitChild(S, Call && Call->getNumArgs() > 0 ? Return->getPromiseCall()
                                                        : Return->getOperand());
  }
  // The body of a lambda is a function of its own, though it is among the children.
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      visitChild(S, Init);
    return;
  }
  if (isUnevaluated(S, Context))
    return;
  for (const Stmt *Child : S->children())
    visitChild(S, Child);
}

void BodyIndex::note(const Stmt *S) {
  if (const auto *Name = dyn_cast<DeclRefExpr>(S)) {
    noteName(Name);
  } else if (const auto *This = dyn_cast<CXXThisExpr>(S)) {
    if (leadsToTracked(This->getType())) {
      Relevant = true;
      Names.push_back(This);
    }
  } else if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      addVariable(D);
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    Calls.push_back(Call);
  } else if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    noteAwait(Await);
  }
}

void BodyIndex::noteName(const DeclRefExpr *Name) {
  const ValueDecl *D = Name->getDecl();
  const auto *Variable = dyn_cast<VarDecl>(D);
  const bool Captured = isCaptured(D);
  if (Captured && leadsToTracked(D->getType()))
    Relevant = true;
  const bool Local = Captured || isa<BindingDecl>(D) || (Variable && Variable->hasLocalStorage());
  if (!Local)
    return;
  const CXXRecordDecl *Record = D->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (leadsToTracked(D->getType()) || (Variable && Record && Record->isLambda()))
    Names.push_back(Name);
}

void BodyIndex::noteAwait(const CoroutineSuspendExpr *Await) {
  if (isImplicit(Await) || !isResolved(Await))
    return;
  auto [Ready, New] = AlwaysReady.try_emplace(calleeOf(Await->getReadyExpr()));
  if (New)
    Ready->second = isAlwaysReady(Await);
  if (!Ready->second)
    Suspensions.push_back(Await);
}

void BodyIndex::addParameter(const ParmVarDecl *Parameter) {
  const QualType Type = Parameter->getType();
  if (!leadsToTracked(Type))
    return;
  Relevant = true;
  if (Types.isSingleConsumption(Type.getNonReferenceType()))
    Declared.Objects.push_back({{Parameter, {}}, Type.getNonReferenceType(), Parameter});
}

void BodyIndex::addVariable(const Decl *D) {
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(D)) {
    if (Decomposition->isInvalidDecl() || !leadsToTracked(Decomposition->getType()))
      return;
    Relevant = true;
    addBindings(Decomposition);
    return;
  }
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable || !Variable->hasLocalStorage() || Variable->isInvalidDecl() ||
      !leadsToTracked(Variable->getType()))
    return;
  Relevant = true;
  const QualType Type = Variable->getType();
  // A reference that turns out to be another name of a tracked object is none of its own.
  if (!Type->isReferenceType() && Types.isSingleConsumption(Type))
    Declared.Objects.push_back({{Variable, {}}, Type, Variable});
  else if (Type->isReferenceType())
    Declared.References.insert(Variable);
}

void BodyIndex::addBindings(const DecompositionDecl *Decomposition) {
  const bool IsReference = Decomposition->getType()->isReferenceType();
  int64_t Number = 0;
  for (const BindingDecl *Element : Decomposition->bindings()) {
    const int64_t Index = Number++;
    if (Element->getType().isNull() || Element->isInvalidDecl())
      continue; // after a compiler error
    const Place Where{Decomposition, {stepToBinding(Element, Index)}};
    Declared.Aliases[Element] = Where;
    const QualType Type = Element->getType().getNonReferenceType();
    if (!IsReference && Types.isSingleConsumption(Type))
      Declared.Objects.push_back({Where, Type, Element});
  }
  if (IsReference)
    Declared.References.insert(Decomposition);
}

void BodyIndex::noteWrites(const Stmt *S) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    return noteInitialisations(Declaration);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef) {
        const ValueDecl *Variable = Capture.getCapturedVar();
        WrittenIndirectly.insert(Variable);
        if (!Variable->getType()->isReferenceType() && leadsToTracked(Variable->getType()) &&
            mayWrite(Lambda->getCallOperator(), Variable))
          WrittenByLambda.insert(Variable);
      }
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    noteOutputArguments(Call);
  if (const auto *Address = dyn_cast<UnaryOperator>(S);
      Address && Address->getOpcode() == UO_AddrOf)
    if (const ValueDecl *Variable = variableOf(Address->getSubExpr()))
      WrittenIndirectly.insert(Variable);
  const Expr *Target = assignedBy(S);
  if (!Target)
    return;
  if (const ValueDecl *Variable = variableOf(Target))
    addWrite(Variable, S);
  PlaceWrites.push_back({S, Target});
}

/// What a reference to a tracked object refers to stays the same, whatever is done to that.
void BodyIndex::addWrite(const ValueDecl *Variable, const Stmt *Write) {
  if (!Variable->getType()->isReferenceType() ||
      !Types.isSingleConsumption(Variable->getType().getNonReferenceType()))
    Writes[Variable].push_back(Write);
}

void BodyIndex::noteInitialisations(const DeclStmt *Declaration) {
  for (const Decl *D : Declaration->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || !Variable->getInit())
      continue;
    Writes[Variable].push_back(Declaration);
    const ValueDecl *Referent =
        Variable->getType()->isReferenceType() ? variableOf(Variable->getInit()) : nullptr;
    if (Referent && !Variable->getType()->getPointeeType().isConstQualified())
      WrittenIndirectly.insert(Referent);
  }
}

/// A callee may write what it gets by reference.
void BodyIndex::noteOutputArguments(const CallExpr *Call) {
  for (const Expr *Argument : Call->arguments()) {
    const QualType To = formalParameterOf(Call, Argument).Type;
    const ValueDecl *Variable = variableOf(Argument);
    if (To.isNull() || !To->isLValueReferenceType() || To->getPointeeType().isConstQualified())
      continue;
    if (Variable)
      addWrite(Variable, Call);
    if (!exchangeIn(Call)) // that is an assignment
      PlaceWrites.push_back({Call, Argument});
  }
}

ArrayRef<const Stmt *> BodyIndex::writesOf(const ValueDecl *Variable) const {
  auto It = Writes.find(Variable);
  return It == Writes.end() ? ArrayRef<const Stmt *>() : ArrayRef<const Stmt *>(It->second);
}

bool BodyIndex::isCaptured(const ValueDecl *D) const {
  if (const auto *Binding = dyn_cast<BindingDecl>(D))
    return Binding->getDeclContext() != Function &&
           Binding->getDecomposedDecl()->getDeclContext()->isFunctionOrMethod();
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable)
    return false;
  if (Variable->isInitCapture())
    return isOwnCapture(Variable);
  return Variable->getDeclContext() != Function && Variable->isLocalVarDeclOrParm() &&
         Variable->hasLocalStorage();
}

bool BodyIndex::isOwnCapture(const VarDecl *Variable) const {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  return llvm::any_of(Method->getParent()->captures(), [&](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == Variable;
  });
}

} // namespace valuetask

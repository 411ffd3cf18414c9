//===--- EventUses.cpp - from a name to what happens to it ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Expressions.h"
#include "events/EventBuilder.h"
#include "models/Library.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

void EventBuilder::interpret(const Expr *Name) {
  Use U{Name, {}, Name};
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Name))
    U.Where = placeOf(Ref->getDecl());
  else
    U.Where = {nullptr, {{PlaceStep::Kind::Address}}}; // 'this'
  while (const Stmt *Parent = ParentOf.lookup(U.Here)) {
    if (!stepOut(U, Parent))
      return;
    U.Here = Parent;
  }
}

bool EventBuilder::stepOut(Use &U, const Stmt *Parent) {
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(Parent)) {
    // Which arm it was is known only in that arm, so that is where the event belongs.
    if (U.Here == Conditional->getCond())
      return false;
    if (!U.Arm)
      U.Arm = U.Name;
    return true;
  }
  if (isa<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups, ConstantExpr,
          SubstNonTypeTemplateParmExpr>(Parent))
    return true;
  if (const auto *Cast = dyn_cast<CastExpr>(Parent))
    return stepOutOfCast(U, Cast);
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent);
      Binary && Binary->getOpcode() == BO_Comma && Binary->getRHS() == U.Here)
    return true;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent)) {
    if (Unary->getOpcode() == UO_AddrOf)
      return follow(U, {{PlaceStep::Kind::Address}});
    if (Unary->getOpcode() == UO_Deref)
      return follow(U, {{PlaceStep::Kind::Content}});
    return false; // '++p', '!p', '-p'
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent)) {
    if (Subscript->getBase() != U.Here)
      return false;
    // The pointer to the first element becomes the array again.
    if (U.Where.Steps.size() >= 2 && U.Where.Steps.back().What == PlaceStep::Kind::Address &&
        U.Where.Steps[U.Where.Steps.size() - 2].What == PlaceStep::Kind::Element)
      U.Where.Steps.pop_back_n(2);
    else
      U.Where = U.Where.then({PlaceStep::Kind::Content});
    return follow(U, elementAt(Subscript->getIdx(), Context));
  }
  if (const auto *Member = dyn_cast<MemberExpr>(Parent))
    return stepOutOfMember(U, Member);
  if (const auto *Call = dyn_cast<CallExpr>(Parent))
    return stepOutOfCall(U, Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent);
      Construct && isReferenceWrapper(Construct->getType()) &&
      !Construct->getConstructor()->isCopyOrMoveConstructor())
    return follow(U, {{PlaceStep::Kind::Address}});
  interpretUse(U, Parent);
  return false;
}

bool EventBuilder::isReferenceWrapper(QualType Type) { return (traitsOf(Type) & ReferenceTo) != 0; }

bool EventBuilder::follow(Use &U, llvm::ArrayRef<PlaceStep> Steps) {
  U.Where = U.Where.then(Steps);
  return true;
}

bool EventBuilder::follow(Use &U, const Access &By) {
  if (By.Index)
    U.Index = By.Index;
  Access Known = By;
  for (PlaceStep &Step : Known.Steps)
    if (Step.What == PlaceStep::Kind::ElementAt && Unsteady.contains(Step.Declaration))
      Step = {PlaceStep::Kind::AnyElement};
  return follow(U, Known.Steps);
}

bool EventBuilder::stepOutOfCast(Use &U, const CastExpr *Cast) {
  switch (Cast->getCastKind()) {
  case CK_NoOp:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_UserDefinedConversion: // the call of the conversion is within
  case CK_ConstructorConversion:
  case CK_LValueToRValue:
    return true;
  case CK_ArrayToPointerDecay:
    return follow(U, {{PlaceStep::Kind::Element, nullptr, 0}, {PlaceStep::Kind::Address}});
  case CK_ToVoid:
  case CK_PointerToBoolean:
  case CK_FunctionToPointerDecay:
    return false;
  default:
    escape(U, Cast);
    return false;
  }
}

bool EventBuilder::stepOutOfMember(Use &U, const MemberExpr *Member) {
  if (Member->isArrow())
    U.Where = U.Where.then({PlaceStep::Kind::Content});
  if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl())) {
    if (singleTypeHere(U.expression()->getType(), Member->isArrow()))
      return accessesMember(U, Member);
    return follow(U, {stepTo(Field)});
  }
  return isa<CXXMethodDecl>(Member->getMemberDecl()); // the call around it says what happens
}

bool EventBuilder::accessesMember(const Use &U, const MemberExpr *Member) {
  const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(ParentOf.lookup(Member));
  if (!Cast || Cast->getCastKind() != CK_LValueToRValue)
    escape(U, Member);
  return false;
}

bool EventBuilder::singleTypeHere(QualType Type, bool Arrow) const {
  if (Arrow && Type->isPointerType())
    Type = Type->getPointeeType();
  return Types.isSingleConsumption(Type.getNonReferenceType());
}

void EventBuilder::interpretUse(Use &U, const Stmt *Parent) {
  const QualType Own = U.expression()->getType();
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(Parent)) {
    if (Types.isSingleConsumption(Own))
      noteObject(U, Own);
    if (isa<CoawaitExpr>(Await))
      return consume(U, at(U, readyCall(Await)), Await->getKeywordLoc(), ConsumptionKind::Await);
    return escape(U, at(U, readyCall(Await)));
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent)) {
    const auto Position = llvm::find(Construct->arguments(), U.Here);
    const unsigned Index = Position - Construct->arg_begin();
    // Of an iterator or a pointer that is copied or moved, nothing is taken.
    if (Construct->getConstructor()->isCopyOrMoveConstructor() && !Types.isSingleConsumption(Own) &&
        !Types.owns(Own)) {
      if (const VarDecl *Variable = initialised(Construct))
        return bind(Variable, U);
      return;
    }
    stepOutOfArgument(U, Construct, bindingOf(Construct->getConstructor(), Index),
                      at(U, Construct));
    return;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent))
    return captured(U, Lambda);
  if (const auto *Declaration = dyn_cast<DeclStmt>(Parent))
    return initialises(U, Declaration);
  if (isa<ReturnStmt>(Parent)) {
    if (Function->getReturnType()->isReferenceType() || Function->getReturnType()->isPointerType())
      noteReturned(U);
    return; // a function that hands it to its caller ends with that
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent)) {
    if (Binary->getOpcode() == BO_Assign && Binary->getRHS() == U.Here) {
      const auto *Target = dyn_cast<DeclRefExpr>(Binary->getLHS()->IgnoreParens());
      if (Target && isa<VarDecl>(Target->getDecl()) &&
          cast<VarDecl>(Target->getDecl())->hasLocalStorage())
        return bindAt(Target->getDecl(), {Binary}, U);
      if (Own->isPointerType())
        pin(U);
    }
    return; // a comparison, arithmetic on a pointer, or a value that nobody takes
  }
  // An expression whose value nobody takes does nothing to the object.
  if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt, SwitchCase, LabelStmt,
          CXXForRangeStmt, AttributedStmt>(Parent))
    return;
  escape(U, U.Name);
}

const VarDecl *EventBuilder::initialised(const Expr *E) const {
  const Stmt *Here = E;
  const Stmt *Parent = ParentOf.lookup(Here);
  while (isa_and_nonnull<ExprWithCleanups, ImplicitCastExpr, CXXBindTemporaryExpr>(Parent)) {
    Here = Parent;
    Parent = ParentOf.lookup(Here);
  }
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent);
  if (Declaration)
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Here)
        return Variable;
  return nullptr;
}

void EventBuilder::initialises(const Use &U, const DeclStmt *Declaration) {
  for (const Decl *D : Declaration->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->getInit() != U.Here)
      continue;
    if (!Variable->getType()->isReferenceType())
      return bind(Variable, U);
    if (U.Arm) {
      const Place Self{Variable, {{PlaceStep::Kind::Content}}};
      nameAlias(Variable, Self);
      Use Whole = U;
      Whole.Where = U.Where.then({PlaceStep::Kind::Address});
      return bind(Variable, Whole);
    }
    return nameAlias(Variable, U.Where);
  }
}

void EventBuilder::nameAlias(const VarDecl *Variable, const Place &To) {
  References.remove(Variable);
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Variable)) {
    for (const BindingDecl *Element : Decomposition->bindings())
      if (auto It = Alias.find(Element); It != Alias.end()) {
        It->second = To.then(It->second.Steps);
        nameObject(It->second, Element);
      }
    return;
  }
  Alias[Variable] = To;
  nameObject(To, Variable);
}

void EventBuilder::nameObject(const Place &Where, const ValueDecl *Name) {
  const QualType Type = Name->getType().getNonReferenceType();
  if (Where.Root && Where.Root->isImplicit() && Types.isSingleConsumption(Type))
    Named.push_back({Where, Type});
}

void EventBuilder::bindAt(const ValueDecl *View, Anchor Usual, const Use &U) {
  std::optional<Place> To = isAddress(U.Where) ? throughViews(U.Where) : std::nullopt;
  if (!To && U.Where.isVariable() && isSteady(U.Where.Root)) // a copy of a pointer
    To = throughViews(U.Where.then({PlaceStep::Kind::Content}).then({PlaceStep::Kind::Address}));
  if (To) {
    Covered.emplace_back(View, Usual);
    Views[View].push_back({U.Arm ? Anchor(U.Arm) : Usual, *To});
    return;
  }
  // A copy of another pointer or iterator: two ways to move it are more than is followed.
  if (U.Where.Root && U.Where.Steps.empty())
    return escape(U, U.Arm ? U.Arm : U.Name);
  escape(U, U.Name);
}

bool EventBuilder::isSteady(const ValueDecl *Pointer) const {
  const auto *Variable = dyn_cast<VarDecl>(Pointer);
  if (!Variable || Unsteady.contains(Pointer))
    return false;
  const bool IsPlain =
      Variable->getType()->isPointerType() || isReferenceWrapper(Variable->getType());
  auto Written = Writes.find(Pointer);
  const unsigned Times = Written == Writes.end() ? 0 : Written->second.size();
  auto Known = Views.find(Pointer);
  if (isa<ParmVarDecl>(Variable))
    return IsPlain && Times == 0;
  return IsPlain && Times == 1 && Known != Views.end() && Known->second.size() == 1;
}

std::optional<Place> EventBuilder::throughViews(const Place &Where) const {
  auto Known = Where.Root ? Views.find(Where.Root) : Views.end();
  if (Known == Views.end())
    return Where;
  if (!isSteady(Where.Root))
    return std::nullopt;
  return Known->second.front().To.then(Where.Steps);
}

void EventBuilder::noteReturned(const Use &U) {
  Place Where = U.Where;
  if (Function->getReturnType()->isPointerType() && !isAddress(U.Where))
    Where = Where.then({PlaceStep::Kind::Content}).then({PlaceStep::Kind::Address});
  if (!ReturnedBefore)
    Result.Returned = Where;
  else if (Result.Returned && !(*Result.Returned == Where))
    Result.Returned.reset();
  ReturnedBefore = true;
}

} // namespace valuetask

//===--- UseReader.cpp - from a name to what happens to it ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/UseReader.h"
#include "ast/Expressions.h"
#include "models/Library.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// Does the expression stand for the same object as the one in it?
bool isTransparent(const Stmt *S) {
  return isa<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups,
             ConstantExpr, SubstNonTypeTemplateParmExpr>(S);
}

/// A statement that does nothing with the value of the expression in it.
bool dropsValue(const Stmt *S) {
  return isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt, SwitchCase, LabelStmt,
             CXXForRangeStmt, AttributedStmt>(S);
}

bool makesReferenceWrapper(const CXXConstructExpr *Construct) {
  return (traitsOf(Construct->getType()) & ReferenceTo) &&
         !Construct->getConstructor()->isCopyOrMoveConstructor();
}

} // namespace

void UseReader::readAll() {
  for (const Expr *Name : Body.names())
    read(Name);
  Closures.readCallsInPlace();
}

/// In 'co_await std::move(t)' the call moves nothing, and only the await tells what becomes of 't'.
/// In the tree the name is the innermost:
///   CoawaitExpr > CallExpr 'std::move' > DeclRefExpr 't'
void UseReader::read(const Expr *Name) {
  Use U{Name, {}, Name};
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Name))
    U.Where = Names.placeOf(Ref->getDecl());
  else
    U.Where = {nullptr, {{PlaceStep::Kind::Address}}}; // 'this'
  while (const Stmt *Parent = Body.parentOf(U.Here)) {
    if (!stepOut(U, Parent))
      return;
    U.Here = Parent;
  }
}

bool UseReader::stepOut(Use &U, const Stmt *Parent) {
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(Parent)) {
    if (U.Here == Conditional->getCond())
      return false;
    if (!U.Arm)
      U.Arm = U.Name;
    return true;
  }
  if (isTransparent(Parent))
    return true;
  if (const auto *Cast = dyn_cast<CastExpr>(Parent))
    return stepOutOfCast(U, Cast);
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent);
      Binary && Binary->getOpcode() == BO_Comma && Binary->getRHS() == U.Here)
    return true;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent))
    return stepOutOfUnary(U, Unary);
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent))
    return stepOutOfSubscript(U, Subscript);
  if (const auto *Member = dyn_cast<MemberExpr>(Parent))
    return stepOutOfMember(U, Member);
  if (const auto *Call = dyn_cast<CallExpr>(Parent))
    return Calls.stepOut(U, Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent);
      Construct && makesReferenceWrapper(Construct)) {
    U.follow({{PlaceStep::Kind::Address}});
    return true;
  }
  end(U, Parent);
  return false;
}

bool UseReader::stepOutOfUnary(Use &U, const UnaryOperator *Unary) {
  switch (Unary->getOpcode()) {
  case UO_AddrOf:
    U.follow({{PlaceStep::Kind::Address}});
    return true;
  case UO_Deref:
    U.follow({{PlaceStep::Kind::Content}});
    return true;
  default:
    return false; // '++p', '!p', '-p'
  }
}

/// Of an implicit cast, the kind says whether it leads to the same object: from 'T' to its base
/// 'B' it is <DerivedToBase>, from 'T[2]' to 'T *' <ArrayToPointerDecay>.
bool UseReader::stepOutOfCast(Use &U, const CastExpr *Cast) {
  switch (Cast->getCastKind()) {
  case CK_NoOp:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_UserDefinedConversion: // the call of the conversion is within
  case CK_ConstructorConversion:
  case CK_LValueToRValue:
    return true;
  case CK_ArrayToPointerDecay:
    U.follow({{PlaceStep::Kind::Element, nullptr, 0}, {PlaceStep::Kind::Address}});
    return true;
  case CK_ToVoid:
  case CK_PointerToBoolean:
  case CK_FunctionToPointerDecay:
    return false;
  default:
    Sink.escape(U, Cast);
    return false;
  }
}

bool UseReader::stepOutOfSubscript(Use &U, const ArraySubscriptExpr *Subscript) {
  if (Subscript->getBase() != U.Here)
    return false;
  // The pointer to the first element becomes the array again.
  const size_t Count = U.Where.Steps.size();
  if (Count >= 2 && isAddress(U.Where) && U.Where.Steps[Count - 2].What == PlaceStep::Kind::Element)
    U.Where.Steps.pop_back_n(2);
  else
    U.follow({{PlaceStep::Kind::Content}});
  U.follow(elementAt(Subscript->getIdx(), Body.context()), Body);
  return true;
}

bool UseReader::stepOutOfMember(Use &U, const MemberExpr *Member) {
  if (Member->isArrow())
    U.follow({{PlaceStep::Kind::Content}});
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field)
    return isa<CXXMethodDecl>(Member->getMemberDecl()); // the call around it says what happens
  if (isSingleConsumptionHere(U.type(), Member->isArrow()))
    return accessesMember(U, Member);
  U.follow({stepTo(Field)});
  return true;
}

/// A data member of the object itself: read, that leaves the object as it is; otherwise it may be
/// how the object is consumed.
bool UseReader::accessesMember(const Use &U, const MemberExpr *Member) {
  const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Body.parentOf(Member));
  if (!Cast || Cast->getCastKind() != CK_LValueToRValue)
    Sink.escape(U, Member);
  return false;
}

bool UseReader::isSingleConsumptionHere(QualType Type, bool Arrow) const {
  if (Arrow && Type->isPointerType())
    Type = Type->getPointeeType();
  return Types.isSingleConsumption(Type.getNonReferenceType());
}

/// What a parent that leads to no place does to the object.
void UseReader::end(Use &U, const Stmt *Parent) {
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(Parent))
    return await(U, Await);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent))
    return construct(U, Construct);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent))
    return Closures.capture(U, Lambda);
  if (const auto *Declaration = dyn_cast<DeclStmt>(Parent))
    return Names.initialise(U, Declaration);
  if (isa<ReturnStmt>(Parent))
    return returned(U);
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent))
    return operate(U, Binary);
  if (!dropsValue(Parent))
    Sink.escape(U, U.Name);
}

void UseReader::await(const Use &U, const CoroutineSuspendExpr *Await) {
  if (Types.isSingleConsumption(U.type()))
    Sink.noteObject(U, U.type());
  if (!isResolved(Await))
    return Sink.escape(U, U.Name);
  const Stmt *At = U.at(firstCall(Await));
  if (!isa<CoawaitExpr>(Await))
    Sink.escape(U, At);
  else if (Types.isReadByAwait(U.expression()))
    Sink.read(U, At, Await->getKeywordLoc());
  else
    Sink.consume(U, At, Await->getKeywordLoc(), ConsumptionKind::Await);
}

void UseReader::construct(Use &U, const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  // Of an iterator or a pointer that is copied or moved, nothing is taken.
  if (Constructor->isCopyOrMoveConstructor() && !Types.isSingleConsumption(U.type()) &&
      !Types.owns(U.type())) {
    if (const VarDecl *Variable = initialisedBy(Construct))
      Names.bind(Variable, {Variable}, U);
    return;
  }
  if (isAddress(U.Where) && isGivenToRemoval(Construct))
    return;
  const unsigned Index = llvm::find(Construct->arguments(), U.Here) - Construct->arg_begin();
  Arguments.stepOut(U, Construct, formalParameter(Constructor, Index), U.at(Construct));
}

/// Is it an iterator that becomes another kind of iterator, to say what is removed: 'v.erase(i)'?
bool UseReader::isGivenToRemoval(const CXXConstructExpr *Construct) const {
  const Stmt *Parent = Body.parentOf(Construct);
  while (isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Parent))
    Parent = Body.parentOf(Parent);
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Parent);
  return Call && Call->getMethodDecl() &&
         accessBy(Call, Call->getMethodDecl()).What == Access::Kind::Removes;
}

/// The function hands the object to its caller, and ends with that.
void UseReader::returned(const Use &U) {
  const QualType Type = Body.function()->getReturnType();
  if (Type->isPointerType() && !isAddress(U.Where))
    Sink.noteReturned(U.Where.then({PlaceStep::Kind::Content}).then({PlaceStep::Kind::Address}));
  else if (Type->isPointerType() || Type->isReferenceType())
    Sink.noteReturned(U.Where);
}

/// An assignment; else a comparison, arithmetic on a pointer, or a value that nobody takes.
void UseReader::operate(const Use &U, const BinaryOperator *Binary) {
  if (Binary->getOpcode() != BO_Assign || Binary->getRHS() != U.Here)
    return;
  const auto *Target = dyn_cast<DeclRefExpr>(Binary->getLHS()->IgnoreParens());
  const auto *Variable = Target ? dyn_cast<VarDecl>(Target->getDecl()) : nullptr;
  if (Variable && Variable->hasLocalStorage() && !Target->refersToEnclosingVariableOrCapture())
    Names.bind(Variable, {Binary}, U);
  else if (U.type()->isPointerType())
    Sink.pin(U);
}

/// The local variable that the expression initialises.
const VarDecl *UseReader::initialisedBy(const Expr *E) const {
  const Stmt *Here = E;
  const Stmt *Parent = Body.parentOf(Here);
  while (isa_and_nonnull<ExprWithCleanups, ImplicitCastExpr, CXXBindTemporaryExpr>(Parent)) {
    Here = Parent;
    Parent = Body.parentOf(Here);
  }
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent);
  if (Declaration)
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Here)
        return Variable;
  return nullptr;
}

} // namespace valuetask

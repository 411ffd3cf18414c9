//===--- PathConditions.cpp - can this path run? --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "paths/PathReplay.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include <string>
#include <vector>

using namespace clang;
using llvm::APFloat;
using llvm::APInt;
using llvm::APSInt;
using llvm::SMTExprRef;

namespace valuetask {

namespace {

/// Steps of the solver for one answer: less than a tenth of a second.
constexpr unsigned ResourceLimit = 500'000;
/// The solver never lets go of an expression, so that it is replaced from time to time.
constexpr unsigned SymbolsOfOneSolver = 100'000;
/// Larger structs are no flags that belong together, and aren't followed field by field.
constexpr unsigned MaximalFields = 16;

} // namespace

SMTExprRef PathConditions::Path::nonNull(SMTExprRef Pointer) {
  require(Make.truth(Pointer, shapeOf(Context.VoidPtrTy)));
  return Pointer;
}

SMTExprRef PathConditions::Path::constant(const Expr *E) {
  const Shape Of = shapeOf(E->getType());
  if (!Of || E->isInstantiationDependent() || E->containsErrors())
    return nullptr;
  Expr::EvalResult Result;
  if (E->getType()->isIntegralOrEnumerationType()) {
    if (!E->EvaluateAsInt(Result, Context))
      return nullptr;
    const APSInt &Value = Result.Val.getInt();
    return Of.Kind == Shape::Truth ? Z3.mkBoolean(!Value.isZero())
                                   : Make.number(Value.extOrTrunc(Of.Width));
  }
  if (Of.Kind == Shape::Real) {
    APFloat Value(0.0);
    return E->EvaluateAsFloat(Value, Context) ? Make.real(Value) : nullptr;
  }
  const bool Null = E->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                             Expr::NPC_ValueDependentIsNotNull);
  return Null ? Make.zero(Of) : nullptr;
}

SMTExprRef PathConditions::Path::fact(Aspect About, const Storage &Where, const Shape &Of) {
  SMTExprRef &Found = Memory.fact(About, Where, Of);
  if (!Found)
    Found = Make.symbol(Of);
  return Found;
}

SMTExprRef PathConditions::Path::pureFact(Aspect About, const Expr *E, const Shape &Of) {
  SMTExprRef *Found = Of ? Memory.pureFact(About, E, Of) : nullptr;
  if (Found && !*Found)
    *Found = Make.symbol(Of);
  return Found ? *Found : nullptr;
}

SMTExprRef PathConditions::Path::aspect(Aspect About, const Expr *Object, const Shape &Of) {
  if (changesByItself(Object->getType()))
    return nullptr;
  if (std::optional<Storage> Where = Memory.objectOf(Object))
    return Where->Overlaps ? nullptr : fact(About, *Where, Of);
  return pureFact(About, stripCasts(Object, Context), Of);
}

SMTExprRef PathConditions::Path::valueOf(const Expr *E) {
  E = E->IgnoreParens();
  const Shape Of = shapeOf(E->getType());
  if (!Of)
    return nullptr;
  const auto Found = Evaluated.find(E);
  if (Found != Evaluated.end() && Found->second)
    return Found->second;
  SMTExprRef Value = compute(E);
  if (!Value) {
    Value = Make.symbol(Of);
    ++Unknowns;
  }
  if (Found != Evaluated.end())
    Evaluated[E] = Value;
  return Value;
}

/// The value of a part that is the value of the whole.
SMTExprRef PathConditions::Path::sameAs(const Expr *Inner, const Expr *E) {
  return shapeOf(Inner->getType()) == shapeOf(E->getType()) ? valueOf(Inner) : nullptr;
}

SMTExprRef PathConditions::Path::compute(const Expr *E) {
  if (E->isGLValue())
    return read(E);
  const Shape Of = shapeOf(E->getType());
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return computeCast(Cast);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return computeUnary(Unary);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return computeBinary(Binary);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return computeCall(Call);
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    const CXXRewrittenBinaryOperator::DecomposedForm Written = Rewritten->getDecomposedForm();
    if (Written.Opcode == BO_EQ || Written.Opcode == BO_NE) // made of a call of '=='
      return sameAs(Rewritten->getSemanticForm(), E);
    return compareObjects(Written.LHS, Written.Opcode, Written.RHS);
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    SMTExprRef Condition = valueOf(Choice->getCond());
    SMTExprRef True = sameAs(Choice->getTrueExpr(), E), False = sameAs(Choice->getFalseExpr(), E);
    return Condition && shapeOf(Choice->getCond()->getType()) == TruthShape && True && False
               ? Z3.mkIte(Condition, True, False)
               : nullptr;
  }
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return sameAs(Full->getSubExpr(), E);
  if (const auto *Substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return sameAs(Substituted->getReplacement(), E);
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return Opaque->getSourceExpr() ? sameAs(Opaque->getSourceExpr(), E) : nullptr;
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (List->getNumInits() == 0)
      return Make.zero(Of);
    return List->getNumInits() == 1 ? sameAs(List->getInit(0), E) : nullptr;
  }
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E))
    return Make.zero(Of);
  if (isa<CXXThisExpr>(E))
    return nonNull(fact(Aspect::Address, Memory.self(), Of));
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    return New->shouldNullCheckAllocation() ? nullptr : nonNull(Make.symbol(Of));
  if (SMTExprRef Value = constant(E))
    return Value;
  return pureFact(Aspect::Value, E, Of);
}

SMTExprRef PathConditions::Path::computeCast(const CastExpr *Cast) {
  const Expr *From = Cast->getSubExpr();
  const Shape To = shapeOf(Cast->getType());
  switch (Cast->getCastKind()) {
  case CK_LValueToRValue:
    if (From->getType().isConstQualified())
      if (SMTExprRef Value = constant(Cast))
        return Value;
    return read(From);
  case CK_NoOp:
  case CK_BitCast:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived:
  case CK_UserDefinedConversion:
    return sameAs(From, Cast);
  case CK_IntegralCast:
  case CK_IntegralToBoolean:
  case CK_FloatingToBoolean:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
    return Make.convert(valueOf(From), shapeOf(From->getType()), To);
  case CK_FloatingCast:
    // A wider type has all values of a narrower one.
    if (Context.getFloatingTypeOrder(Cast->getType(), From->getType()) >= 0)
      return sameAs(From, Cast);
    break;
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return Make.zero(To);
  case CK_ArrayToPointerDecay:
    return nonNull(Make.symbol(To));
  default:
    break;
  }
  if (SMTExprRef Value = constant(Cast))
    return Value;
  return pureFact(Aspect::Value, Cast, To);
}

SMTExprRef PathConditions::Path::computeUnary(const UnaryOperator *Unary) {
  const Expr *Of = Unary->getSubExpr();
  const Shape To = shapeOf(Unary->getType());
  switch (Unary->getOpcode()) {
  case UO_LNot: {
    SMTExprRef Value = sameAs(Of, Unary);
    return Value && To == TruthShape ? Z3.mkNot(Value) : nullptr;
  }
  case UO_Minus:
  case UO_Not: {
    SMTExprRef Value = sameAs(Of, Unary);
    if (!Value || To.Kind == Shape::Truth)
      return nullptr;
    return Unary->getOpcode() == UO_Minus ? Z3.mkBVNeg(Value) : Z3.mkBVNot(Value);
  }
  case UO_Plus:
  case UO_Extension:
    return sameAs(Of, Unary);
  case UO_AddrOf: {
    const std::optional<Storage> Where = Memory.storageOf(Of);
    if (!Where || Where->Overlaps)
      return nullptr;
    // What a pointer leads to is elsewhere when the pointer has changed.
    return nonNull(Where->isIndirect() ? Make.symbol(To) : fact(Aspect::Address, *Where, To));
  }
  default:
    return nullptr; // a step: its value is there when it has been taken
  }
}

SMTExprRef PathConditions::Path::computeBinary(const BinaryOperator *Binary) {
  const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
  const BinaryOperatorKind Operator = Binary->getOpcode();
  const Shape To = shapeOf(Binary->getType()), LeftShape = shapeOf(Left->getType()),
              RightShape = shapeOf(Right->getType());
  if (Operator == BO_Comma)
    return sameAs(Right, Binary);
  SMTExprRef Value = nullptr;
  if (Binary->isLogicalOp()) {
    // The right side may not have been run: then its value doesn't matter.
    if (To == TruthShape && LeftShape == TruthShape && RightShape == TruthShape)
      Value = Operator == BO_LAnd ? Z3.mkAnd(valueOf(Left), valueOf(Right))
                                  : Z3.mkOr(valueOf(Left), valueOf(Right));
  } else if (Binary->isComparisonOp()) {
    if (Operator != BO_Cmp && LeftShape && LeftShape == RightShape && To == TruthShape)
      Value = Make.compare(Operator, valueOf(Left), valueOf(Right), LeftShape);
  } else if (To && To == LeftShape && (To == RightShape || Binary->isShiftOp()) &&
             !Binary->getType()->isPointerType()) {
    Value = Make.arithmetic(Operator, valueOf(Left), valueOf(Right), To, constantOf(Left, Context),
                            constantOf(Right, Context));
  }
  return Value ? Value : pureFact(Aspect::Value, Binary, To);
}

SMTExprRef PathConditions::Path::computeCall(const CallExpr *Call) {
  const Shape To = shapeOf(Call->getType());
  if (const std::optional<int64_t> Value = constantOf(Call, Context); Value && To)
    return To == TruthShape         ? Z3.mkBoolean(*Value != 0)
           : To.Kind == Shape::Bits ? Make.number(*Value, To)
           : *Value == 0            ? Make.zero(To)
                                    : nullptr;
  const Shape SizeShape = shapeOf(Context.getSizeType());
  if (Call->getBuiltinCallee() == Builtin::BI__builtin_expect)
    return sameAs(Call->getArg(0), Call);
  if (const Expr *Object = presenceTested(Call)) {
    SMTExprRef Present = aspect(Aspect::Presence, Object, TruthShape);
    if (!Present || To == TruthShape)
      return Present;
    SMTExprRef Pointer = pureFact(Aspect::Value, Call, To);
    if (Pointer)
      require(Z3.mkEqual(Make.truth(Pointer, To), Present));
    return Pointer;
  }
  if (const std::optional<SizeQuestion> Asked = sizeAsked(Call);
      Asked && To && To.Kind != Shape::Real) {
    SMTExprRef Size = aspect(Aspect::Size, Asked->Container, SizeShape);
    if (!Size)
      return nullptr;
    return To == TruthShape ? Z3.mkEqual(Size, Make.zero(SizeShape))
                            : Make.convert(Size, SizeShape, To);
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call); Operator && To == TruthShape) {
    if (Operator->getOperator() == OO_Exclaim && Operator->getNumArgs() == 1) {
      SMTExprRef Present = aspect(Aspect::Presence, Operator->getArg(0), TruthShape);
      return Present ? Z3.mkNot(Present) : nullptr;
    }
    if (Operator->isComparisonOp() && Operator->getNumArgs() == 2)
      return compareObjects(Operator->getArg(0),
                            BinaryOperator::getOverloadedOpcode(Operator->getOperator()),
                            Operator->getArg(1));
  }
  if (SMTExprRef Value = constant(Call))
    return Value;
  return pureFact(Aspect::Value, Call, To);
}

SMTExprRef PathConditions::Path::compareObjects(const Expr *Left, BinaryOperatorKind Operator,
                                                const Expr *Right) {
  if (Operator == BO_Cmp)
    return nullptr;
  const bool Equality = Operator == BO_EQ || Operator == BO_NE;
  auto IsText = [this](const Expr *E) { return isa<StringLiteral>(stripCasts(E, Context)); };
  if ((isNullLike(Left) && !isNullLike(Right)) || (IsText(Left) && !IsText(Right)))
    return compareObjects(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  if (isNullLike(Right)) {
    SMTExprRef Present = Equality ? aspect(Aspect::Presence, Left, TruthShape) : nullptr;
    return Present && Operator == BO_EQ ? Z3.mkNot(Present) : Present;
  }
  // A text is one of the literals that it is compared with, or none of them.
  if (IsText(Right)) {
    SMTExprRef Text = Equality ? aspect(Aspect::Text, Left, TextShape) : nullptr;
    const StringRef Bytes = cast<StringLiteral>(stripCasts(Right, Context))->getBytes();
    const int64_t Number = Literals.try_emplace(Bytes.str(), Literals.size()).first->second;
    return Text ? Make.compare(Operator, Text, Make.number(Number, TextShape), TextShape) : nullptr;
  }
  auto RankOf = [this](const Expr *E) {
    return E->getType()->isRecordType() ? aspect(Aspect::Rank, E, RankShape)
                                        : pureFact(Aspect::Rank, stripCasts(E, Context), RankShape);
  };
  SMTExprRef LeftRank = RankOf(Left), RightRank = RankOf(Right);
  return LeftRank && RightRank ? Make.compare(Operator, LeftRank, RightRank, RankShape) : nullptr;
}

/// The value that something in memory has now.
SMTExprRef PathConditions::Path::read(const Expr *E) {
  E = E->IgnoreParens();
  const Shape Of = shapeOf(E->getType());
  if (!Of || changesByItself(E->getType()) || E->getType().isVolatileQualified())
    return nullptr;
  if (std::optional<Storage> Where = Memory.storageOf(E))
    return Where->Overlaps ? nullptr : fact(Aspect::Value, *Where, Of);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return sameAs(Temporary->getSubExpr(), E);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    SMTExprRef Condition = valueOf(Choice->getCond());
    SMTExprRef True = sameAs(Choice->getTrueExpr(), E), False = sameAs(Choice->getFalseExpr(), E);
    return Condition && shapeOf(Choice->getCond()->getType()) == TruthShape && True && False
               ? Z3.mkIte(Condition, True, False)
               : nullptr;
  }
  if (const CallEffect Effect = functionEffect(E);
      (Effect == CallEffect::Least || Effect == CallEffect::Greatest) &&
      cast<CallExpr>(E)->getNumArgs() == 2) {
    const auto *Call = cast<CallExpr>(E);
    SMTExprRef First = sameAs(Call->getArg(0), E), Second = sameAs(Call->getArg(1), E);
    const bool Least = Effect == CallEffect::Least;
    SMTExprRef TakeSecond =
        First && Second ? Make.compare(BO_LT, Least ? Second : First, Least ? First : Second, Of)
                        : nullptr;
    return TakeSecond ? Z3.mkIte(TakeSecond, Second, First) : nullptr;
  }
  return pureFact(Aspect::Value, E, Of);
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

void PathConditions::Path::write(const Expr *Target, SMTExprRef Value) {
  Target = Target->IgnoreParens();
  const Shape Of = shapeOf(Target->getType());
  const std::optional<Storage> Where = Memory.storageOf(Target);
  Memory.forgetReached(Target);
  // What is read from a bit-field may be less than what was written to it.
  const bool Narrowed = Target->getSourceBitField() && Of.Kind != Shape::Truth;
  if (!Value || !Of || (Where && Where->Overlaps) || Narrowed ||
      changesByItself(Target->getType()) || Target->getType().isVolatileQualified())
    return;
  if (Where)
    set(Aspect::Value, *Where, Of, Value);
  else if (SMTExprRef *Element = Memory.pureFact(Aspect::Value, Target, Of))
    *Element = Value;
}

void PathConditions::Path::bindReference(const VarDecl *Variable, const Expr *Init) {
  if (std::optional<Storage> To = Memory.storageOf(Init); To && !To->Overlaps)
    return Memory.refer(cast<ValueDecl>(Variable->getCanonicalDecl()), *To);
  const Expr *Given = Init->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(Given))
    Given = Full->getSubExpr();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Given)) {
    const Shape Of = shapeOf(Temporary->getType());
    if (SMTExprRef Value = Of ? sameAs(Temporary->getSubExpr(), Temporary) : nullptr)
      set(Aspect::Value, Storage{Variable}, Of, Value);
    return;
  }
  if (Variable->getType()->getPointeeType().isConstQualified())
    return;
  Memory.share(Init);
  if (const auto *Call = dyn_cast<CallExpr>(Given))
    for (const Expr *Argument : Call->arguments())
      if (Argument != baseOf(Call)) // of 'v[i]', the element is shared
        Memory.share(Argument);
}

void PathConditions::Path::declare(const VarDecl *Variable) {
  // A static variable is initialised the first time only.
  if (Variable->hasGlobalStorage())
    return;
  initialise(Variable, Variable->getInit());
}

/// A variable begins to exist; \p Init may be null.
void PathConditions::Path::initialise(const VarDecl *Variable, const Expr *Init) {
  if (Init && Variable->getType()->isReferenceType()) {
    // (What it is bound to doesn't mention it.)
    Memory.start(Variable);
    return bindReference(Variable, Init);
  }
  const Shape Of = shapeOf(Variable->getType());
  SMTExprRef Value = Init && Of && Of == shapeOf(Init->getType()) ? valueOf(Init) : nullptr;
  Contents Found;
  const Storage Where{cast<ValueDecl>(Variable->getCanonicalDecl())};
  if (Init && Variable->getType()->isRecordType())
    collect(Where, Variable->getType(), Init, Found);
  const std::optional<Storage> Pointee =
      Init && Variable->getType()->isPointerType() ? Memory.pointee(Init) : std::nullopt;
  Memory.start(Variable);
  if (Value && !changesByItself(Variable->getType()))
    set(Aspect::Value, Where, Of, Value);
  if (Pointee && Pointee->Root && !Pointee->isIndirect() && !Pointee->Overlaps)
    Memory.point(Where.Root, *Pointee);
  for (const Content &Held : Found)
    set(Held.About, Held.Where, Held.Of, Held.Value);
}

/// Whether an optional or a smart pointer holds something when it has been given a value.
SMTExprRef PathConditions::Path::presenceOf(QualType Type, const Expr *Value) {
  const Presence Given = presenceGiven(Type, Value);
  switch (Given.What) {
  case Presence::Kind::Absent:
    return Z3.mkBoolean(false);
  case Presence::Kind::Present:
    return Z3.mkBoolean(true);
  case Presence::Kind::AsPointer:
    return Make.truth(valueOf(Given.Of), shapeOf(Given.Of->getType()));
  case Presence::Kind::AsCopied:
    return aspect(Aspect::Presence, Given.Of, TruthShape);
  case Presence::Kind::AsMoved:
    return Evaluated.lookup(Given.Of); // what was moved from has been written by now
  case Presence::Kind::Unknown:
    break;
  }
  return nullptr;
}

/// Can be known what a field holds?
static bool isFollowed(const FieldDecl *Field, const Shape &Of) {
  return !Field->getType()->isReferenceType() &&
         !(Field->isBitField() && Of.Kind != Shape::Truth) && !changesByItself(Field->getType());
}

void PathConditions::Path::collectFields(const Storage &Target, const CXXRecordDecl *Record,
                                         llvm::ArrayRef<Expr *> Values, Contents &Found) {
  if (Record->isUnion() || Record->getNumBases() > 0)
    return;
  auto Value = Values.begin();
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Value == Values.end())
      return;
    const Expr *Given = *Value++;
    const Shape Of = shapeOf(Field->getType());
    if (!isFollowed(Field, Of))
      continue;
    if (!Of) {
      if (Field->getType()->isRecordType())
        collect(Target.then(Field), Field->getType(), Given, Found);
      continue;
    }
    // The initialiser in the class speaks of another 'this'.
    const auto *InClass = dyn_cast<CXXDefaultInitExpr>(Given);
    SMTExprRef Content = InClass                           ? constant(InClass->getExpr())
                         : shapeOf(Given->getType()) == Of ? valueOf(Given)
                                                           : nullptr;
    if (Content)
      Found.push_back({Aspect::Value, Target.then(Field), Of, Content});
  }
}

void PathConditions::Path::collectInitialisers(const Storage &Target,
                                               const CXXConstructorDecl *Constructor,
                                               Contents &Found) {
  const FunctionDecl *Definition = nullptr;
  if (Constructor->getParent()->isUnion() || !Constructor->hasBody(Definition))
    return;
  const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
  if (!Body || !Body->body_empty())
    return;
  for (const CXXCtorInitializer *Initialiser : cast<CXXConstructorDecl>(Definition)->inits()) {
    const FieldDecl *Field = Initialiser->getMember();
    const Shape Of = Field ? shapeOf(Field->getType()) : Shape();
    if (!Of || !isFollowed(Field, Of))
      continue;
    // What isn't constant may speak of parameters, or of another 'this'.
    const Expr *Given = Initialiser->getInit();
    if (const auto *InClass = dyn_cast<CXXDefaultInitExpr>(Given))
      Given = InClass->getExpr();
    if (SMTExprRef Content = shapeOf(Given->getType()) == Of ? constant(Given) : nullptr)
      Found.push_back({Aspect::Value, Target.then(Field), Of, Content});
  }
}

void PathConditions::Path::collectCopies(const Storage &Target, const CXXRecordDecl *Record,
                                         const Storage &Source, Contents &Found) {
  if (Record->isUnion() || Record->getNumBases() > 0 ||
      std::distance(Record->field_begin(), Record->field_end()) > MaximalFields)
    return;
  for (const FieldDecl *Field : Record->fields())
    if (const Shape Of = shapeOf(Field->getType());
        Of && !Field->getType()->isReferenceType() && !changesByItself(Field->getType()))
      Found.push_back(
          {Aspect::Value, Target.then(Field), Of, fact(Aspect::Value, Source.then(Field), Of)});
}

void PathConditions::Path::collect(const Storage &Target, QualType Type, const Expr *Value,
                                   Contents &Found) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Target.Overlaps || Type.isVolatileQualified() ||
      Value->isInstantiationDependent())
    return;
  if (SMTExprRef Present = presenceOf(Type, Value))
    Found.push_back({Aspect::Presence, Target, TruthShape, Present});
  if (SMTExprRef Elements = countElements(Target, elementsGiven(Type, Value, Context)))
    Found.push_back({Aspect::Size, Target, shapeOf(Context.getSizeType()), Elements});
  const Expr *Given = givenValue(Value);
  if (const auto *List = dyn_cast<InitListExpr>(Given)) {
    if (!List->isSemanticForm() && List->getSemanticForm())
      List = List->getSemanticForm();
    return collectFields(Target, Record, llvm::ArrayRef(List->inits()), Found);
  }
  if (const auto *List = dyn_cast<CXXParenListInitExpr>(Given))
    return collectFields(Target, Record, const_cast<CXXParenListInitExpr *>(List)->getInitExprs(),
                         Found);
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Given);
      Copy && Copy->getNumArgs() == 1 && Copy->getConstructor()->isCopyOrMoveConstructor())
    Given = Copy->getArg(0);
  if (Given->getType()->getAsCXXRecordDecl() != Record)
    return;
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Given))
    return collectInitialisers(Target, Made->getConstructor(), Found);
  // (What was moved from has been written by now.)
  if (!Given->isXValue())
    for (const auto &[About, Of] :
         {std::pair(Aspect::Rank, RankShape), std::pair(Aspect::Text, TextShape),
          std::pair(Aspect::Size, shapeOf(Context.getSizeType()))})
      if (SMTExprRef Same = aspect(About, Given, Of))
        Found.push_back({About, Target, Of, Same});
  if (!Record->isTriviallyCopyable())
    return;
  if (std::optional<Storage> Source = Given->isGLValue() ? Memory.storageOf(Given) : std::nullopt;
      Source && !Source->Overlaps)
    collectCopies(Target, Record, *Source, Found);
}

void PathConditions::Path::assignObject(const Storage &Target, QualType Type, const Expr *Value) {
  Contents Found;
  collect(Target, Type, Value, Found);
  Memory.forget(Target);
  for (const Content &Held : Found)
    set(Held.About, Held.Where, Held.Of, Held.Value);
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void PathConditions::Path::assumeFits(BinaryOperatorKind Operator, SMTExprRef Left,
                                      SMTExprRef Right, const Shape &Of) {
  if (Of.Kind == Shape::Bits && Of.Signed && (Operator == BO_Add || Operator == BO_Sub) &&
      !Context.getLangOpts().isSignedOverflowDefined())
    require(Make.fits(Operator, Left, Right));
}

void PathConditions::Path::executeBinary(const BinaryOperator *Binary) {
  const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
  const Shape To = shapeOf(Binary->getType());
  if (Binary->isAdditiveOp()) {
    // Of two values that nothing is known of, the solver only gets more to do.
    if ((constantOf(Left, Context) || constantOf(Right, Context)) && To &&
        To == shapeOf(Left->getType()) && To == shapeOf(Right->getType()))
      assumeFits(Binary->getOpcode(), valueOf(Left), valueOf(Right), To);
    return;
  }
  if (!Binary->isAssignmentOp())
    return;
  const auto *Compound = dyn_cast<CompoundAssignOperator>(Binary);
  if (!Compound)
    return write(Left, shapeOf(Right->getType()) == To ? valueOf(Right) : nullptr);
  const Shape LeftShape = shapeOf(Compound->getComputationLHSType()),
              Result = shapeOf(Compound->getComputationResultType());
  const BinaryOperatorKind Operator =
      BinaryOperator::getOpForCompoundAssignment(Compound->getOpcode());
  const bool Alike = To && LeftShape && LeftShape == Result &&
                     !Binary->getType()->isPointerType() &&
                     (Compound->isShiftAssignOp() || shapeOf(Right->getType()) == LeftShape);
  SMTExprRef Old = Alike ? Make.convert(valueOf(Left), To, LeftShape) : nullptr;
  SMTExprRef New = nullptr;
  if (Old) {
    SMTExprRef By = valueOf(Right);
    New = Make.arithmetic(Operator, Old, By, Result, std::nullopt, constantOf(Right, Context));
    if (constantOf(Right, Context))
      assumeFits(Operator, Old, By, Result);
  }
  write(Left, Make.convert(New, Result, To));
}

/// '++' and '--'.
void PathConditions::Path::executeStep(const UnaryOperator *Unary) {
  const Expr *Target = Unary->getSubExpr();
  const QualType Type = Target->getType();
  const Shape To = shapeOf(Type);
  SMTExprRef Old = To ? valueOf(Target) : nullptr, New = nullptr;
  if (Old && Type->isIntegerType() && To.Kind == Shape::Bits) {
    // A narrow number is computed as an int, and wraps when it is put back.
    const Shape Computed =
        Context.isPromotableIntegerType(Type) ? shapeOf(Context.getPromotedIntegerType(Type)) : To;
    const BinaryOperatorKind Operator = Unary->isIncrementOp() ? BO_Add : BO_Sub;
    SMTExprRef Wide = Make.convert(Old, To, Computed), One = Make.number(1, Computed);
    New = Make.convert(Make.arithmetic(Operator, Wide, One, Computed, std::nullopt, std::nullopt),
                       Computed, To);
    assumeFits(Operator, Wide, One, Computed);
  }
  if (Unary->isPostfix())
    Evaluated[Unary] = Old;
  write(Target, New);
}

void PathConditions::Path::executeLambda(const LambdaExpr *Lambda) {
  const bool NamesAll = llvm::none_of(Lambda->captures(), [](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar()->isInitCapture();
  });
  if (NamesAll && Running.size() == 1 && Bodies.isOnlyCalled(Lambda, Running.front()))
    return; // each call of it is seen
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByRef)
      continue;
    const ValueDecl *Captured = Capture.getCapturedVar();
    const auto *Variable = dyn_cast<VarDecl>(Captured);
    if (Variable && Variable->isInitCapture() && Variable->getInit())
      Memory.share(Variable->getInit());
    else if (std::optional<Storage> Where = Memory.storageOf(Captured))
      Memory.share(*Where);
  }
}

/// What is bound to a reference or a pointer to non-const may be written. When the call's result
/// may keep it, it may be written by any later call as well.
void PathConditions::Path::passArguments(const FunctionProtoType *Callee,
                                         llvm::ArrayRef<const Expr *> Arguments, bool MayKeep) {
  for (unsigned Index = 0; Index < Arguments.size(); ++Index) {
    const Expr *Argument = Arguments[Index];
    const QualType Type = Callee && Index < Callee->getNumParams() ? Callee->getParamType(Index)
                          : Argument->isLValue()
                              ? Context.getLValueReferenceType(Argument->getType())
                              : Argument->getType();
    const QualType Pointee = Type->getPointeeType();
    if (Pointee.isNull() || Pointee.isConstQualified() || Pointee->isFunctionType())
      continue;
    if (Type->isReferenceType()) {
      if (isa<MaterializeTemporaryExpr>(Argument->IgnoreParenImpCasts()))
        continue; // nobody else knows it
      Memory.forgetReached(Argument);
      if (MayKeep && Type->isLValueReferenceType())
        Memory.share(Argument);
    } else if (std::optional<Storage> Where = Memory.pointee(Argument)) {
      Memory.forget(*Where);
    }
  }
}

void PathConditions::Path::executeConstruction(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (Constructor->isTrivial())
    return; // it copies
  if (Constructor->isMoveConstructor())
    if (SMTExprRef Present = movePresence(Construct->getArg(0))) {
      Evaluated[Construct] = Present;
      return;
    }
  const std::vector<const Expr *> Arguments(Construct->arg_begin(), Construct->arg_end());
  if (!Constructor->isInStdNamespace()) {
    ++Unknowns;
    Memory.forgetReachable();
  }
  passArguments(Constructor->getType()->getAs<FunctionProtoType>(), Arguments,
                /*MayKeep=*/!Constructor->isCopyOrMoveConstructor());
}

/// What an optional or a smart pointer leaves behind when it is moved from: whether it held
/// something, or null when the object is no such thing, or has no name.
SMTExprRef PathConditions::Path::movePresence(const Expr *From) {
  const unsigned Traits = traitsOf(From->getType());
  const std::optional<Storage> Where = Memory.storageOf(From);
  if (!(Traits & (MovedIsFull | MovedIsEmpty)) || !Where || Where->Overlaps)
    return nullptr;
  SMTExprRef Before = fact(Aspect::Presence, *Where, TruthShape);
  Memory.forget(*Where);
  // An optional still holds what was moved from.
  set(Aspect::Presence, *Where, TruthShape, Traits & MovedIsFull ? Before : Z3.mkBoolean(false));
  return Before;
}

/// 'std::exchange': its result is the value from before.
void PathConditions::Path::executeExchange(const CallExpr *Call) {
  const Expr *Target = Call->getArg(0), *Given = Call->getArg(1);
  const Shape Of = shapeOf(Target->getType()), From = shapeOf(Given->getType());
  if (Of) {
    SMTExprRef Old = valueOf(Target);
    const bool Converts =
        From && (From.Kind != Shape::Real || Of.Kind == Shape::Truth ||
                 Context.hasSameUnqualifiedType(Target->getType(), Given->getType()));
    write(Target, Converts ? Make.convert(valueOf(Given), From, Of) : nullptr);
    if (shapeOf(Call->getType()) == Of)
      Evaluated[Call] = Old;
    return;
  }
  if (std::optional<Storage> Where = Memory.storageOf(Target))
    assignObject(*Where, Target->getType(), Given);
  else
    Memory.forgetReached(Target);
}

/// A member that isn't const changes its object.
void PathConditions::Path::executeMember(const CallExpr *Call, const CXXMethodDecl *Method,
                                         const Expr *Object) {
  const std::optional<Storage> Where = Memory.objectOf(Object);
  SMTExprRef Moved = nullptr;
  if (Method->isMoveAssignmentOperator() && !Method->isTrivial() && Call->getNumArgs() == 2) {
    Moved = movePresence(Call->getArg(1));
    if (!Moved)
      Memory.forgetReached(Call->getArg(1));
  }
  if (!Where)
    return Memory.forgetReached(Object);
  if (Moved && !Where->Overlaps) {
    Memory.forget(*Where);
    return set(Aspect::Presence, *Where, TruthShape, Moved);
  }
  if (Method->getOverloadedOperator() == OO_Equal && Call->getNumArgs() == 2)
    return assignObject(*Where, Object->getType(), Call->getArg(1));
  if (const OverloadedOperatorKind Step = Method->getOverloadedOperator();
      Step == OO_PlusPlus || Step == OO_MinusMinus) {
    const BinaryOperatorKind By = Step == OO_PlusPlus ? BO_Add : BO_Sub;
    SMTExprRef Old = fact(Aspect::Rank, *Where, RankShape), One = Make.number(1, RankShape);
    Memory.forget(*Where);
    if (!Where->Overlaps) {
      assumeFits(By, Old, One, RankShape);
      set(Aspect::Rank, *Where, RankShape,
          Make.arithmetic(By, Old, One, RankShape, std::nullopt, std::nullopt));
    }
    return;
  }
  SMTExprRef Present = nullptr;
  const CallEffect Effect = memberEffect(Method);
  if (Effect == CallEffect::Emplace)
    Present = Z3.mkBoolean(true);
  else if (Effect == CallEffect::Reset && Call->getNumArgs() == 0)
    Present = Z3.mkBoolean(false);
  else if (Effect == CallEffect::Reset && Call->getArg(0)->getType()->isPointerType() &&
           (traitsOf(Object->getType()) & MovedIsEmpty))
    Present = Make.truth(valueOf(Call->getArg(0)), shapeOf(Context.VoidPtrTy));
  SMTExprRef Elements = countElements(*Where, elementsAfter(Call, Context));
  Memory.forget(*Where);
  if (Present && !Where->Overlaps)
    set(Aspect::Presence, *Where, TruthShape, Present);
  if (Elements && !Where->Overlaps)
    set(Aspect::Size, *Where, shapeOf(Context.getSizeType()), Elements);
}

/// How many elements a container has by now.
SMTExprRef PathConditions::Path::countElements(const Storage &Where,
                                               const std::optional<ElementCount> &Elements) {
  if (!Elements)
    return nullptr;
  const Shape Of = shapeOf(Context.getSizeType());
  SMTExprRef One = Make.number(1, Of);
  switch (Elements->What) {
  case ElementCount::Kind::Exactly:
    return Make.number(Elements->Number, Of);
  case ElementCount::Kind::AtLeast: {
    SMTExprRef Any = Make.symbol(Of);
    require(Make.compare(BO_GE, Any, Make.number(Elements->Number, Of), Of));
    return Any;
  }
  case ElementCount::Kind::OneMore: {
    SMTExprRef Before = Where.Overlaps ? Make.symbol(Of) : fact(Aspect::Size, Where, Of);
    SMTExprRef After = Make.arithmetic(BO_Add, Before, One, Of, std::nullopt, std::nullopt);
    require(Make.compare(BO_GE, After, One, Of)); // it doesn't run over
    return After;
  }
  }
  llvm_unreachable("a count that says nothing");
}

/// A lambda is run that nobody else can run.
void PathConditions::Path::forgetCaptured(const CXXRecordDecl *Closure) {
  for (const LambdaCapture &Capture : Closure->captures())
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
      Memory.forget(Capture.getCapturedVar());
}

void PathConditions::Path::executeCall(const CallExpr *Call, bool Throws) {
  if (exchangeIn(Call))
    return executeExchange(Call);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  llvm::ArrayRef<const Expr *> Arguments(Call->getArgs(), Call->getNumArgs());
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Object = Member->getImplicitObjectArgument();
  } else if (Operator && Method && !Method->isExplicitObjectMemberFunction() &&
             !Arguments.empty()) {
    Object = Arguments.front();
    Arguments = Arguments.drop_front();
  }
  if (!Throws && runBody(Call, Object, Arguments))
    return;
  if (!isInspection(Call)) {
    ++Unknowns;
    Memory.forgetReachable();
    if (Method && Method->getParent()->isLambda())
      forgetCaptured(Method->getParent());
    const auto *Callee = Call->getDirectCallee();
    const QualType Type = Callee ? Callee->getType() : Call->getCallee()->getType();
    const auto *Proto = Type->isFunctionPointerType()
                            ? Type->getPointeeType()->getAs<FunctionProtoType>()
                            : Type->getAs<FunctionProtoType>();
    // Moving from the argument is part of the assignment.
    if (!Method || !Method->isMoveAssignmentOperator())
      passArguments(Proto, Arguments,
                    /*MayKeep=*/Call->getType()->isRecordType() && Callee &&
                        !Callee->isInStdNamespace());
  } else if (functionEffect(Call) == CallEffect::Refer && !Arguments.empty()) {
    Memory.share(Arguments.front());
  }
  if (Object && !(Method && leavesObjectAlone(Method))) {
    if (Method)
      executeMember(Call, Method, Object);
    else
      Memory.forgetReached(Object);
  }
  if (shapeOf(Call->getType()) && Call->isPRValue())
    Evaluated[Call] = computeCall(Call);
}

void PathConditions::Path::execute(const Stmt *S, bool Throws) {
  // Memory is read now; what follows from that can be computed when it is asked for.
  if (const auto *E = dyn_cast<Expr>(S);
      E && E->isPRValue() && !isa<IntegerLiteral, CharacterLiteral, CXXBoolLiteralExpr>(E) &&
      shapeOf(E->getType())) {
    const auto *Cast = dyn_cast<CastExpr>(E);
    Evaluated[E] = Cast && Cast->getCastKind() == CK_LValueToRValue ? compute(E) : nullptr;
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        declare(Variable);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    executeBinary(Binary);
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->isIncrementDecrementOp())
      executeStep(Unary);
    else if (Unary->getOpcode() == UO_AddrOf)
      Memory.share(Unary->getSubExpr());
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    executeLambda(Lambda);
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    executeCall(Call, Throws);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(S)) {
    executeConstruction(Construct);
  } else if (isa<CoroutineSuspendExpr>(S)) {
    Memory.forgetReachable(); // others run
  } else if (isa<AsmStmt>(S)) {
    Memory.forgetAll();
  }
}

void PathConditions::Path::answer(const Expr *Question, bool Value) {
  if (shapeOf(Question->getType()) == TruthShape)
    Evaluated[Question] = Z3.mkBoolean(Value);
}

void PathConditions::Path::assume(const Expr *Condition, bool Value) {
  const Shape Of = shapeOf(Condition->getType());
  if (!Of)
    return;
  SMTExprRef Holds = Make.truth(valueOf(Condition), Of);
  require(Value ? Holds : Z3.mkNot(Holds));
  HasConditions = true;
}

void PathConditions::Path::assumeLabel(const Expr *Condition, int64_t Label, bool Taken) {
  const Shape Of = shapeOf(Condition->getType());
  if (Of.Kind != Shape::Bits)
    return;
  SMTExprRef Equal = Z3.mkEqual(valueOf(Condition), Make.number(Label, Of));
  require(Taken ? Equal : Z3.mkNot(Equal));
  HasConditions = true;
}

void PathConditions::Path::forget(llvm::ArrayRef<const ValueDecl *> Variables) {
  for (const ValueDecl *Variable : Variables)
    Memory.forget(Variable);
  Evaluated.clear();
}

void PathConditions::Path::askAnew(const Expr *Question) {
  const Shape Of = shapeOf(Question->getType());
  SMTExprRef *Answer = Of == TruthShape ? Memory.pureFact(Aspect::Value, Question, Of) : nullptr;
  if (!Answer || !*Answer)
    return;
  SMTExprRef Before = std::exchange(*Answer, Make.symbol(Of));
  require(Z3.mkOr(Z3.mkNot(Before), *Answer));
}

PathConditions::Answer PathConditions::Path::check() {
  if (!HasConditions)
    return Answer::Feasible;
  const std::optional<bool> Possible = Z3.check();
  return !Possible ? Answer::Unknown : *Possible ? Answer::Feasible : Answer::Infeasible;
}

//===----------------------------------------------------------------------===//
// The interface
//===----------------------------------------------------------------------===//

PathConditions::Solver::Solver() = default;
PathConditions::Solver::~Solver() = default;

bool PathConditions::Solver::isAvailable() { return LLVM_WITH_Z3; }

llvm::SMTSolver *PathConditions::Solver::startPath() {
  if (!isAvailable())
    return nullptr;
  if (Symbols > SymbolsOfOneSolver) {
    Z3 = nullptr;
    Symbols = 0;
  }
  if (!Z3) {
    Z3 = llvm::CreateZ3Solver();
    Z3->setUnsignedParam("rlimit", ResourceLimit);
    Z3->setBoolParam("ctrl_c", false); // it would take the signal from the program
  }
  Z3->reset();
  return Z3.get();
}

PathConditions::PathConditions(const FunctionDecl *Function, InlinableCalls &Bodies, Solver &Shared)
    : Shared(Shared) {
  if (llvm::SMTSolver *Z3 = Shared.startPath())
    Replayed = std::make_unique<Path>(Function, Bodies, *Z3);
}

PathConditions::~PathConditions() {
  if (Replayed)
    Shared.Symbols += Replayed->symbols();
}

void PathConditions::execute(const Stmt *S, bool Throws) {
  if (Replayed)
    Replayed->execute(S, Throws);
}

void PathConditions::answer(const Expr *Question, bool Value) {
  if (Replayed)
    Replayed->answer(Question, Value);
}

void PathConditions::assume(const Expr *Condition, bool Value) {
  if (Replayed)
    Replayed->assume(Condition, Value);
}

void PathConditions::assumeLabel(const Expr *SwitchCondition, int64_t Label, bool Taken) {
  if (Replayed)
    Replayed->assumeLabel(SwitchCondition, Label, Taken);
}

void PathConditions::forget(llvm::ArrayRef<const ValueDecl *> Variables) {
  if (Replayed)
    Replayed->forget(Variables);
}

void PathConditions::askAnew(const Expr *Question) {
  if (Replayed)
    Replayed->askAnew(Question);
}

PathConditions::Answer PathConditions::check() {
  return Replayed ? Replayed->check() : Answer::Unknown;
}

} // namespace valuetask

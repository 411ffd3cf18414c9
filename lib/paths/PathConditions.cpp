//===--- PathConditions.cpp - can this path run? --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Expressions.h"
#include "models/Accessors.h"
#include "models/Claims.h"
#include "models/Containers.h"
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

} // namespace

/// Does it call what a 'std::function' keeps?
static bool isCallOfKept(const CXXOperatorCallExpr *Call) {
  const auto *Method = Call && Call->getOperator() == OO_Call
                           ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee())
                           : nullptr;
  return Method && Method->getParent()->isInStdNamespace();
}

/// The variable into which an expression leads, by members and elements only. Null for any other.
static const ValueDecl *enteredFrom(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return Name->getDecl();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() == BO_PtrMemD ? enteredFrom(Binary->getLHS()) : nullptr;
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  const auto *Cast = dyn_cast<CXXDynamicCastExpr>(E);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  // What a virtual function answers depends on the class, and what one of the library answers on
  // the object.
  const bool LeadsIn =
      isa<ArraySubscriptExpr, MemberExpr>(E) || Cast || isCallOfKept(Operator) ||
      (Unary && (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref)) ||
      (Operator &&
       llvm::is_contained({OO_Subscript, OO_Arrow, OO_Star}, Operator->getOperator())) ||
      (Method && (Method->isVirtual() || Method->getParent()->isInStdNamespace()));
  const Expr *Base = LeadsIn ? baseOf(E) : nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && !Operator && !Member)
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && Callee->isInStdNamespace() && Call->getNumArgs() > 0)
      Base = Call->getArg(0);
  return Base ? enteredFrom(Base) : nullptr;
}

/// Is it known what it is each time that it is read?
bool PathConditions::Path::isFollowedAlone(QualType Type,
                                           const std::optional<Storage> &Where) const {
  return (!changesByItself(Type) && !Type.isVolatileQualified()) ||
         (Type.isVolatileQualified() && Where && Memory.isPrivate(*Where));
}

SMTExprRef PathConditions::Path::real(const APFloat &Value) {
  SMTExprRef Result = Make.real(Value);
  Reals.try_emplace(Result, Value);
  return Result;
}

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
    return E->EvaluateAsFloat(Value, Context) ? real(Value) : nullptr;
  }
  const bool Null = E->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                             Expr::NPC_ValueDependentIsNotNull);
  return Null ? Make.zero(Of) : nullptr;
}

SMTExprRef PathConditions::Path::fact(Aspect About, const Storage &Where, const Shape &Of) {
  SMTExprRef &Found = Memory.fact(About, Where, Of);
  if (Found)
    return Found;
  Found = About != Aspect::Address && isComputed(Where) ? Make.lostSymbol(Of) : Make.symbol(Of);
  if (About == Aspect::Size) // no object is larger than half of the memory
    Z3.addConstraint(Z3.mkBVSle(Make.zero(Of), Found));
  return Found;
}

/// Does what is there come from code that is looked at?
bool PathConditions::Path::isComputed(const Storage &Where) const {
  const auto *Global = dyn_cast_or_null<VarDecl>(Where.Root);
  const Expr *Init = Global && Global->hasGlobalStorage() && !Where.isIndirect() &&
                             Global->getType().isConstQualified()
                         ? Global->getAnyInitializer()
                         : nullptr;
  return Memory.isComputed(Where) || (Init && isComputed(Init));
}

/// Is it an element, or a part of one, of what code that is looked at has made?
bool PathConditions::Path::isElementComputed(const Expr *E) const {
  // (Where a container begins and ends is known, as far as it matters.)
  const bool IsPosition = containerOfBegin(E) || containerOfEnd(E);
  const ValueDecl *Root = IsPosition ? nullptr : enteredFrom(E);
  const std::optional<Storage> Where = Root ? Memory.storageOf(Root) : std::nullopt;
  return Where && isComputed(*Where);
}

SMTExprRef PathConditions::Path::pureFact(Aspect About, const Expr *E, const Shape &Of) {
  SMTExprRef *Found = Of ? Memory.pureFact(About, E, Of) : nullptr;
  if (Found && !*Found)
    *Found = isElementComputed(E) ? Make.lostSymbol(Of) : Make.symbol(Of);
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
    Value = isElementComputed(E) ? Make.lostSymbol(Of) : Make.symbol(Of);
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
    if (SMTExprRef Value = compareParts(Written.LHS, Written.Opcode, Written.RHS))
      return Value;
    if (Evaluated.lookup(Written.InnerBinOp->IgnoreImplicit())) // a '<=>' that has been run
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
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return sameAs(Default->getExpr(), E);
  if (isa<CXXThisExpr>(E))
    return Memory.self().isIndirect() ? nonNull(fact(Aspect::Address, Memory.self(), Of))
                                      : addressOf(Memory.self(), Of);
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
    if (const auto Number = Reals.find(Value); Number != Reals.end())
      return real(-Number->second);
    if (!Value || To.Kind == Shape::Truth)
      return nullptr;
    return Unary->getOpcode() == UO_Minus ? Z3.mkBVNeg(Value) : Z3.mkBVNot(Value);
  }
  case UO_Plus:
  case UO_Extension:
    return sameAs(Of, Unary);
  case UO_AddrOf: {
    return addressOf(Of, To);
  }
  default:
    return nullptr; // a step: its value is there when it has been taken
  }
}

SMTExprRef PathConditions::Path::addressOf(const Storage &Where, const Shape &Of) {
  const bool IsReference = Where.Steps.empty() && Where.isPointedTo();
  // What a pointer leads to is elsewhere when the pointer has changed.
  if (Where.isIndirect() && !IsReference)
    return nonNull(Make.symbol(Of));
  SMTExprRef &Known = Memory.fact(Aspect::Address, Where, Of);
  if (Known)
    return Known;
  Known = nonNull(Make.symbol(Of));
  if (IsReference) // it may refer to any of the others
    return Known;
  // No two objects are in one place, unless one is part of the other.
  for (const auto &[Other, Address] : Addresses)
    if (!Other.startsWith(Where) && !Where.startsWith(Other))
      Z3.addConstraint(Z3.mkNot(Z3.mkEqual(Known, Address)));
  Addresses.emplace_back(Where, Known);
  return Known;
}

/// Null where that isn't followed.
SMTExprRef PathConditions::Path::addressOf(const Expr *E, const Shape &Of) {
  E = E->IgnoreParens();
  if (const std::optional<Storage> Where = Memory.storageOf(E))
    return Where->Overlaps ? nullptr : addressOf(*Where, Of);
  const auto *Choice = dyn_cast<ConditionalOperator>(E);
  SMTExprRef Condition = Choice ? valueOf(Choice->getCond()) : nullptr;
  if (!Condition || shapeOf(Choice->getCond()->getType()) != TruthShape)
    return nullptr;
  SMTExprRef True = addressOf(Choice->getTrueExpr(), Of),
             False = addressOf(Choice->getFalseExpr(), Of);
  return True && False ? Z3.mkIte(Condition, True, False) : nullptr;
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
    Value = To.Kind == Shape::Real
                ? computeReal(Operator, valueOf(Left), valueOf(Right), Binary->getType())
                : Make.arithmetic(Operator, valueOf(Left), valueOf(Right), To,
                                  constantOf(Left, Context), constantOf(Right, Context));
  }
  return Value ? Value : pureFact(Aspect::Value, Binary, To);
}

/// Of two constants; of anything else it isn't known.
SMTExprRef PathConditions::Path::computeReal(BinaryOperatorKind Operator, SMTExprRef Left,
                                             SMTExprRef Right, QualType Type) {
  const auto L = Reals.find(Left), R = Reals.find(Right);
  if (L == Reals.end() || R == Reals.end())
    return nullptr;
  const llvm::fltSemantics &Format = Context.getFloatTypeSemantics(Type);
  bool Inexact = false;
  APFloat Value = L->second, By = R->second;
  Value.convert(Format, APFloat::rmNearestTiesToEven, &Inexact);
  By.convert(Format, APFloat::rmNearestTiesToEven, &Inexact);
  switch (Operator) {
  case BO_Add:
    Value.add(By, APFloat::rmNearestTiesToEven);
    break;
  case BO_Sub:
    Value.subtract(By, APFloat::rmNearestTiesToEven);
    break;
  case BO_Mul:
    Value.multiply(By, APFloat::rmNearestTiesToEven);
    break;
  case BO_Div:
    Value.divide(By, APFloat::rmNearestTiesToEven);
    break;
  default:
    return nullptr;
  }
  return real(Value);
}

/// The value, converted to another shape; null where that isn't known.
SMTExprRef PathConditions::Path::valueAs(const Expr *E, const Shape &Of) {
  const Shape From = shapeOf(E->getType());
  if (!From || !Of || (From.Kind == Shape::Real && From != Of))
    return nullptr;
  return Make.convert(valueOf(E), From, Of);
}

SMTExprRef PathConditions::Path::lesserOf(const Expr *First, const Expr *Second, const Expr *E,
                                          bool Least) {
  SMTExprRef A = sameAs(First, E), B = sameAs(Second, E);
  SMTExprRef TakeSecond =
      A && B ? Make.compare(BO_LT, Least ? B : A, Least ? A : B, shapeOf(E->getType())) : nullptr;
  return TakeSecond ? Z3.mkIte(TakeSecond, B, A) : nullptr;
}

/// 'std::clamp(value, low, high)'
SMTExprRef PathConditions::Path::clamp(const CallExpr *Call) {
  if (Call->getNumArgs() != 3)
    return nullptr;
  const Shape Of = shapeOf(Call->getType());
  SMTExprRef Value = sameAs(Call->getArg(0), Call), Low = sameAs(Call->getArg(1), Call),
             High = sameAs(Call->getArg(2), Call);
  SMTExprRef IsLess = Value && Low && High ? Make.compare(BO_LT, Value, Low, Of) : nullptr;
  SMTExprRef IsGreater = IsLess ? Make.compare(BO_LT, High, Value, Of) : nullptr;
  return IsGreater ? Z3.mkIte(IsLess, Low, Z3.mkIte(IsGreater, High, Value)) : nullptr;
}

/// 'std::abs(value)', which isn't called for what has no opposite.
SMTExprRef PathConditions::Path::magnitude(const CallExpr *Call) {
  const Shape Of = shapeOf(Call->getType());
  SMTExprRef Value = Call->getNumArgs() == 1 ? sameAs(Call->getArg(0), Call) : nullptr;
  if (!Value || !Of.Signed || Of.Kind == Shape::Truth)
    return nullptr;
  if (Of.Kind == Shape::Bits)
    require(Z3.mkBVNegNoOverflow(Value));
  return Z3.mkIte(Z3.mkBVSlt(Value, Make.zero(Of)), Z3.mkBVNeg(Value), Value);
}

std::pair<Shape, SMTExprRef> PathConditions::Path::keyOf(const Expr *Key) {
  if (const Shape Of = shapeOf(Key->getType()))
    return {Of, valueOf(Key)};
  const Expr *Given = Key->IgnoreUnlessSpelledInSource();
  if (const auto *Text = dyn_cast<StringLiteral>(Given))
    return {TextShape, textOf(Text)};
  const unsigned Traits = traitsOf(Given->getType());
  if ((Traits & Counted) && !(Traits & Owner))
    return {TextShape, aspect(Aspect::Text, Given, TextShape)};
  return {RankShape, aspect(Aspect::Rank, Given, RankShape)};
}

/// May it find the empty text, which is at the end as well?
static bool findsNothing(const CallExpr *Search) {
  const Expr *Wanted =
      Search->getNumArgs() > 0 ? Search->getArg(0)->IgnoreParenImpCasts() : nullptr;
  const auto *Literal = dyn_cast_or_null<StringLiteral>(Wanted);
  return Wanted && !Wanted->getType()->isAnyCharacterType() &&
         (!Literal || Literal->getLength() == 0);
}

/// Whether the container has it by now.
SMTExprRef PathConditions::Path::hasKey(const Storage &Container, const Expr *Key) {
  const auto [Of, Value] = keyOf(Key);
  if (!Value || Container.Overlaps)
    return nullptr;
  SMTExprRef Keys = keysOf(Container), Result = Make.symbol(TruthShape);
  for (const KeyFact &Known : KeysKnown)
    if (Known.Keys == Keys)
      Result = !Known.Key       ? Known.IsThere
               : Known.Of == Of ? Z3.mkIte(Z3.mkEqual(Known.Key, Value), Known.IsThere, Result)
                                : Make.symbol(TruthShape);
  KeysKnown.push_back({Keys, Of, Value, Result});
  return Result;
}

/// Other keys, of which the same is known. (What one way of several does to a container, it doesn't
/// do on the others.)
SMTExprRef PathConditions::Path::withOtherKeys(SMTExprRef Keys) {
  SMTExprRef Others = Make.symbol(TextShape);
  for (size_t Index = 0, Count = KeysKnown.size(); Index != Count; ++Index)
    if (KeysKnown[Index].Keys == Keys) {
      KeyFact Known = KeysKnown[Index];
      Known.Keys = Others;
      KeysKnown.push_back(Known);
    }
  return Others;
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
  if (functionEffect(Call) == CallEffect::Magnitude)
    return magnitude(Call);
  if (countsElements(Call) && To.Kind == Shape::Bits) {
    SMTExprRef Number = pureFact(Aspect::Value, Call, To);
    if (!Number)
      Number = Make.symbol(To);
    require(Make.compare(BO_GE, Number, Make.zero(To), To));
    return Number;
  }
  if (const Expr *Text = textSearched(Call); Text && To == SizeShape) {
    // A position within the text, or none.
    SMTExprRef Size = aspect(Aspect::Size, Text, SizeShape);
    SMTExprRef Position = pureFact(Aspect::Value, Call, To);
    if (!Position)
      Position = Make.symbol(To);
    if (Size)
      require(Z3.mkOr(Z3.mkEqual(Position, Make.number(-1, To)),
                      Make.compare(findsNothing(Call) ? BO_LE : BO_LT, Position, Size, To)));
    return Position;
  }
  if (const std::optional<KeyQuestion> Asked = keyAsked(Call);
      Asked && Asked->IsUnique && !Asked->ByIterator && To && To.Kind != Shape::Real)
    if (const std::optional<Storage> Where = Memory.objectOf(Asked->Container))
      if (SMTExprRef Has = hasKey(*Where, Asked->Key))
        return Make.convert(Has, TruthShape, To);
  if (const Expr *Time = durationCounted(Call); Time && To == RankShape)
    return aspect(Aspect::Rank, Time, RankShape);
  if (const std::optional<AlternativeQuestion> Which = alternativeAsked(Call);
      Which && To && To.Kind != Shape::Real)
    if (SMTExprRef Number = aspect(Aspect::Alternative, Which->Variant, SizeShape)) {
      if (!Which->Number)
        return Make.convert(Number, SizeShape, To);
      SMTExprRef IsIt = Z3.mkEqual(Number, Make.number(*Which->Number, SizeShape));
      SMTExprRef Pointer = To == TruthShape ? IsIt : pureFact(Aspect::Value, Call, To);
      if (Pointer && Pointer != IsIt)
        require(Z3.mkEqual(Make.truth(Pointer, To), IsIt));
      return Pointer;
    }
  const Expr *Asked = presenceTested(Call);
  if (const std::optional<FlagQuestion> Flag = flagAsked(Asked ? Asked : Call);
      Flag && To == TruthShape)
    if (const std::optional<Storage> Where = Memory.objectOf(Flag->Container))
      if (SMTExprRef Has = hasKey(*Where, Flag->Index))
        return Has;
  if (const Expr *Object = Asked) {
    SMTExprRef Present = aspect(Aspect::Presence, Object, TruthShape);
    if (!Present || To == TruthShape)
      return Present;
    SMTExprRef Pointer = pureFact(Aspect::Value, Call, To);
    if (Pointer)
      require(Z3.mkEqual(Make.truth(Pointer, To), Present));
    return Pointer;
  }
  if (const std::optional<SizeQuestion> Counting = sizeAsked(Call);
      Counting && To && To.Kind != Shape::Real) {
    SMTExprRef Size = aspect(Aspect::Size, Counting->Container, SizeShape);
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

/// The value that something in memory has now.
SMTExprRef PathConditions::Path::read(const Expr *E) {
  E = E->IgnoreParens();
  const Shape Of = shapeOf(E->getType());
  const std::optional<Storage> Where = Memory.storageOf(E);
  if (!Of || !isFollowedAlone(E->getType(), Where))
    return nullptr;
  if (Where)
    return Where->Overlaps ? nullptr : fact(Aspect::Value, *Where, Of);
  // 'seen.insert(key).second'
  if (const auto *Member = dyn_cast<MemberExpr>(E);
      Member && Of == TruthShape && !Member->isArrow())
    if (SMTExprRef IsNew = Inserted.lookup(Member->getBase()->IgnoreUnlessSpelledInSource()))
      return IsNew;
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
    return lesserOf(Call->getArg(0), Call->getArg(1), E, Effect == CallEffect::Least);
  } else if (Effect == CallEffect::Clamp) {
    return clamp(cast<CallExpr>(E));
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
  Value = narrowed(Value, Of, Target->getSourceBitField());
  if (!Value || !Of || (Where && Where->Overlaps) || !isFollowedAlone(Target->getType(), Where))
    return;
  if (Where)
    set(Aspect::Value, *Where, Of, Value);
  else if (SMTExprRef *Element = Memory.pureFact(Aspect::Value, Target, Of))
    *Element = Value;
}

void PathConditions::Path::bindReference(const ValueDecl *Variable, const Expr *Init) {
  if (std::optional<Storage> To = Memory.storageOf(Init); To && !To->Overlaps)
    return Memory.refer(cast<ValueDecl>(Variable->getCanonicalDecl()), *To);
  const Expr *Given = Init->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(Given))
    Given = Full->getSubExpr();
  if (isa<ConditionalOperator>(Given)) {
    const Shape Of = shapeOf(Context.VoidPtrTy);
    if (SMTExprRef Address = addressOf(Given, Of))
      set(Aspect::Address, Storage{cast<ValueDecl>(Variable->getCanonicalDecl())}, Of, Address);
  }
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
  if (Variable->hasGlobalStorage() &&
      !(Variable->getType().isConstQualified() && Variable->hasConstantInitialization()))
    return;
  initialise(Variable, Variable->getInit());
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void PathConditions::Path::assumeFits(BinaryOperatorKind Operator, SMTExprRef Left,
                                      SMTExprRef Right, const Shape &Of) {
  if (Of.Kind == Shape::Bits && Of.Signed &&
      (Operator == BO_Add || Operator == BO_Sub || Operator == BO_Mul) &&
      !Context.getLangOpts().isSignedOverflowDefined())
    require(Make.fits(Operator, Left, Right));
}

void PathConditions::Path::executeBinary(const BinaryOperator *Binary) {
  const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
  const Shape To = shapeOf(Binary->getType());
  if (Binary->isAdditiveOp() || Binary->getOpcode() == BO_Mul) {
    // Of a product of two values that nothing is known of, the solver only gets more to do.
    if (To && To == shapeOf(Left->getType()) && To == shapeOf(Right->getType()) &&
        (Binary->isAdditiveOp() || constantOf(Left, Context) || constantOf(Right, Context)))
      assumeFits(Binary->getOpcode(), valueOf(Left), valueOf(Right), To);
    return;
  }
  if (!Binary->isAssignmentOp())
    return;
  const auto *Compound = dyn_cast<CompoundAssignOperator>(Binary);
  if (!Compound) {
    const std::optional<Storage> Pointee =
        Left->getType()->isPointerType() ? Memory.pointee(Right) : std::nullopt;
    write(Left, shapeOf(Right->getType()) == To ? valueOf(Right) : nullptr);
    if (const std::optional<Storage> Where = Pointee ? Memory.storageOf(Left) : std::nullopt)
      pointTo(*Where, Pointee);
    return;
  }
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
    New =
        Result.Kind == Shape::Real
            ? computeReal(Operator, Old, By, Compound->getComputationResultType())
            : Make.arithmetic(Operator, Old, By, Result, std::nullopt, constantOf(Right, Context));
    if (Operator != BO_Mul || constantOf(Right, Context))
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
  } else if (Old && To.Kind == Shape::Real) {
    New = computeReal(Unary->isIncrementOp() ? BO_Add : BO_Sub, Old, real(APFloat(1.0)), Type);
  }
  if (Unary->isPostfix())
    Evaluated[Unary] = Old;
  if (const std::optional<Storage> Where = Memory.storageOf(Target);
      Where && Type->isPointerType() && Unary->isIncrementOp())
    return Memory.moveOn(*Where);
  write(Target, New);
}

void PathConditions::Path::executeLambda(const LambdaExpr *Lambda) {
  const CXXRecordDecl *Closure = Lambda->getLambdaClass();
  if (isOnlyCalled(Closure)) { // each call of it is seen
    for (const auto &[Capture, Init] : llvm::zip_equal(Lambda->captures(), Lambda->capture_inits()))
      if (const ValueDecl *Kept = keptIn(Closure, Capture))
        initialise(Kept, Init);
    return;
  }
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
void PathConditions::Path::passArguments(const FunctionDecl *Callee, const FunctionProtoType *Proto,
                                         llvm::ArrayRef<const Expr *> Arguments, bool MayKeep) {
  for (unsigned Index = 0; Index < Arguments.size(); ++Index) {
    const Expr *Argument = Arguments[Index];
    if (Callee && isOnlyMadeUseOf(Argument, Callee, Index))
      continue;
    const QualType Type = Proto && Index < Proto->getNumParams() ? Proto->getParamType(Index)
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
      Memory.writtenElsewhere(Argument);
      if (MayKeep && Type->isLValueReferenceType())
        Memory.share(Argument);
    } else if (std::optional<Storage> Where = Memory.pointee(Argument)) {
      Memory.forget(*Where);
      Memory.writtenElsewhere(*Where);
    }
  }
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

/// 'std::swap' of numbers, flags or pointers.
void PathConditions::Path::executeSwap(const CallExpr *Call) {
  const Expr *Left = Call->getArg(0), *Right = Call->getArg(1);
  SMTExprRef Before = valueOf(Left), Other = sameAs(Right, Left);
  write(Left, Other);
  write(Right, Other ? Before : nullptr);
}

/// 'std::tie(a, b) = std::pair(x, y)'
void PathConditions::Path::executeTie(llvm::ArrayRef<const Expr *> Targets, const Expr *Value) {
  const llvm::ArrayRef<const Expr *> Given = wrappedElements(Value);
  const std::optional<Storage> From = Value->isGLValue() ? Memory.storageOf(Value) : std::nullopt;
  std::vector<SMTExprRef> Values;
  for (const Expr *Target : Targets) {
    const Shape Of = shapeOf(Target->getType());
    const size_t Number = Values.size();
    const FieldDecl *Field = From && !From->Overlaps
                                 ? tupleField(Value->getType(), static_cast<int64_t>(Number))
                                 : nullptr;
    Values.push_back(!Of                              ? nullptr
                     : Given.size() == Targets.size() ? valueAs(Given[Number], Of)
                     : Field && shapeOf(Field->getType()) == Of
                         ? fact(Aspect::Value, From->then(Field), Of)
                         : nullptr);
  }
  for (const auto &[Target, New] : llvm::zip(Targets, Values))
    write(Target, New);
}

/// Of a local that nobody else knows of, its value is followed. Of another one, who looks may see
/// anything; but what a path claimed, that it finds claimed.
void PathConditions::Path::executeAtomic(const CallExpr *Call, const AtomicAccess &Access) {
  const Shape Of = shapeOf(Access.Value), To = shapeOf(Call->getType());
  const std::optional<Storage> Where = Memory.objectOf(Access.Object);
  const bool IsClaim = Access.What != AtomicAccess::Kind::Read;
  const bool IsFollowed = Of && Where && !Where->Overlaps && (IsClaim || Memory.isPrivate(*Where));
  SMTExprRef Old = !Of ? nullptr : IsFollowed ? fact(Aspect::Value, *Where, Of) : Make.symbol(Of);
  SMTExprRef Given =
      !Of              ? nullptr
      : Access.Operand ? valueAs(Access.Operand, Of)
      : Of.Kind == Shape::Truth
          ? Z3.mkBoolean(Access.What == AtomicAccess::Kind::Exchange)
          : Make.number(Access.What == AtomicAccess::Kind::Write ? 0 : Access.Constant, Of);
  SMTExprRef New = Given, Result = Old;
  switch (Access.What) {
  case AtomicAccess::Kind::Read:
    New = Old;
    break;
  case AtomicAccess::Kind::Write:
    Result = Given;
    break;
  case AtomicAccess::Kind::Exchange:
    break;
  case AtomicAccess::Kind::Compute:
    New = Old && Given
              ? Make.arithmetic(Access.Operator, Old, Given, Of, std::nullopt, std::nullopt)
              : nullptr;
    if (New && !Access.GivesOld)
      Result = New;
    break;
  case AtomicAccess::Kind::CompareExchange: {
    SMTExprRef Expected = Of ? valueAs(Access.Expected, Of) : nullptr;
    SMTExprRef Same = Old && Expected ? Z3.mkEqual(Old, Expected) : nullptr;
    Result = Same && Access.MayFail ? Z3.mkAnd(Same, Make.symbol(TruthShape)) : Same;
    New = Result && Given ? Z3.mkIte(Result, Given, Old) : nullptr;
    write(Access.Expected, Result ? Z3.mkIte(Result, Expected, Old) : nullptr);
    break;
  }
  }
  if (Where && IsClaim)
    Memory.forget(*Where);
  if (IsFollowed && New)
    set(Aspect::Value, *Where, Of, New);
  const bool AsTruth = Access.What == AtomicAccess::Kind::CompareExchange;
  if (To && Call->isPRValue())
    Evaluated[Call] = Result && (AsTruth ? To == TruthShape : To == Of) ? Result : Make.symbol(To);
}

/// Whether it has the other keys stays what it was.
void PathConditions::Path::changeKey(const CallExpr *Call, const KeyChange &Change) {
  const std::optional<Storage> Where = Memory.objectOf(Change.Container);
  if (!Where || Where->Overlaps)
    return Memory.forgetReached(Change.Container);
  SMTExprRef Had = Change.SaysWhether ? hasKey(*Where, Change.Key) : nullptr;
  const auto [Of, Key] = keyOf(Change.Key);
  SMTExprRef Keys = Key ? withOtherKeys(keysOf(*Where)) : nullptr;
  SMTExprRef Elements = countElements(*Where, elementsAfter(Call, Context));
  for (const Expr *Argument : Call->arguments()) // it copies the others
    if (Argument->isXValue() && !isa<MaterializeTemporaryExpr>(Argument->IgnoreParenImpCasts()))
      Memory.forgetReached(Argument);
  Memory.forget(*Where);
  if (Keys) {
    set(Aspect::Keys, *Where, TextShape, Keys);
    KeysKnown.push_back({Keys, Of, Key, Z3.mkBoolean(Change.IsThere)});
  }
  if (Elements)
    set(Aspect::Size, *Where, shapeOf(Context.getSizeType()), Elements);
  Inserted[Call] = Had ? Z3.mkNot(Had) : Make.symbol(TruthShape);
  if (const Shape To = shapeOf(Call->getType()); To && Call->isPRValue()) // how many were erased
    Evaluated[Call] = Had && To.Kind == Shape::Bits && !Change.IsThere
                          ? Make.convert(Had, TruthShape, To)
                          : nullptr;
}

/// Flags are kept as keys are: those that are set are there.
void PathConditions::Path::changeFlag(const FlagChange &Change) {
  const std::optional<Storage> Where = Memory.objectOf(Change.Container);
  if (!Where || Where->Overlaps)
    return Memory.forgetReached(Change.Container);
  SMTExprRef Value = Change.Given ? valueAs(Change.Given, TruthShape) : Z3.mkBoolean(Change.Value);
  SMTExprRef Keys = Change.Index ? withOtherKeys(keysOf(*Where)) : Make.symbol(TextShape);
  const auto Key = Change.Index ? keyOf(Change.Index) : std::pair<Shape, SMTExprRef>();
  Memory.forget(*Where);
  if (Change.Index && !Key.second)
    return;
  set(Aspect::Keys, *Where, TextShape, Keys);
  KeysKnown.push_back({Keys, Key.first, Key.second, Value ? Value : Make.symbol(TruthShape)});
}

/// A member that isn't const changes its object.
void PathConditions::Path::executeMember(const CallExpr *Call, const CXXMethodDecl *Method,
                                         const Expr *Object) {
  const std::optional<Storage> Where = Memory.objectOf(Object);
  SMTExprRef Moved = nullptr;
  const bool IsFollowed = Bodies.isFollowed(Method->getParent());
  if (Method->isMoveAssignmentOperator() && !Method->isTrivial() && !IsFollowed &&
      Call->getNumArgs() == 2) {
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
  if (Method->getOverloadedOperator() == OO_Equal && Call->getNumArgs() == 2 &&
      !(IsFollowed && Method->isUserProvided()))
    return assignObject(*Where, Object->getType(), Call->getArg(1));
  if (const OverloadedOperatorKind Step = Method->getOverloadedOperator();
      Step == OO_PlusPlus || Step == OO_MinusMinus) {
    const BinaryOperatorKind By = Step == OO_PlusPlus ? BO_Add : BO_Sub;
    SMTExprRef Old = fact(Aspect::Rank, *Where, RankShape), One = Make.number(1, RankShape);
    if (By == BO_Add)
      Memory.moveOn(*Where);
    else
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
  else if ((Effect == CallEffect::Reset && Call->getNumArgs() == 0) ||
           (Effect == CallEffect::Clear && (traitsOf(Object->getType()) & Holder)))
    Present = Z3.mkBoolean(false);
  else if (Effect == CallEffect::Reset && Call->getArg(0)->getType()->isPointerType() &&
           (traitsOf(Object->getType()) & MovedIsEmpty))
    Present = Make.truth(valueOf(Call->getArg(0)), shapeOf(Context.VoidPtrTy));
  SMTExprRef Elements = countElements(*Where, elementsAfter(Call, Context));
  Memory.forget(*Where);
  if (Effect != CallEffect::Emplace)
    Memory.writtenElsewhere(*Where);
  if (const std::optional<int64_t> Number =
          Effect == CallEffect::Emplace && (traitsOf(Object->getType()) & Alternatives)
              ? elementNumber(Method, Object->getType())
              : std::nullopt;
      Number && !Where->Overlaps) {
    const Shape Of = shapeOf(Context.getSizeType());
    set(Aspect::Alternative, *Where, Of, Make.number(*Number, Of));
  }
  if (Present && !Where->Overlaps)
    set(Aspect::Presence, *Where, TruthShape, Present);
  if (Elements && !Where->Overlaps)
    set(Aspect::Size, *Where, shapeOf(Context.getSizeType()), Elements);
  if (Effect == CallEffect::Clear && (traitsOf(Object->getType()) & UniqueKeys) && !Where->Overlaps)
    KeysKnown.push_back({keysOf(*Where), {}, nullptr, Z3.mkBoolean(false)});
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
  for (const ValueDecl *Variable : capturedByReference(Closure)) {
    Memory.forget(Variable);
    Memory.writtenElsewhere(Storage{Variable});
  }
}

void PathConditions::Path::executeCall(const CallExpr *Call, bool Throws) {
  if (exchangeIn(Call))
    return executeExchange(Call);
  if (functionEffect(Call) == CallEffect::Swap && Call->getNumArgs() == 2 &&
      shapeOf(Call->getArg(0)->getType()))
    return executeSwap(Call);
  if (const std::optional<AtomicAccess> Access = atomicAccess(Call))
    return executeAtomic(Call, *Access);
  if (const std::optional<KeyChange> Change = keyChanged(Call))
    return changeKey(Call, *Change);
  if (const std::optional<FlagChange> Change = flagChanged(Call))
    return changeFlag(*Change);
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
  if (const CallEffect Makes = functionEffect(Call);
      Makes == CallEffect::Wrap || Makes == CallEffect::Bind) {
    for (const Expr *Argument : Arguments)
      if (Argument->isXValue() && !isa<MaterializeTemporaryExpr>(Argument->IgnoreParens()))
        Memory.forgetReached(Argument);
  } else if (!Throws && runBody(Call, Object, Arguments)) {
    return;
  } else if (!isInspection(Call)) {
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
      passArguments(Callee, Proto, Arguments,
                    /*MayKeep=*/Call->getType()->isRecordType() && Callee &&
                        !Callee->isInStdNamespace());
  } else if (functionEffect(Call) == CallEffect::Refer && !Arguments.empty()) {
    Memory.share(Arguments.front());
  }
  if (const auto Tied = Object ? tiedBy(Object) : llvm::ArrayRef<const Expr *>();
      !Tied.empty() && Operator && Operator->getOperator() == OO_Equal)
    return executeTie(Tied, Operator->getArg(1));
  if (Object && !(Method && leavesObjectAlone(Method))) {
    if (Method) {
      executeMember(Call, Method, Object);
    } else {
      Memory.forgetReached(Object);
      Memory.writtenElsewhere(Object);
    }
  }
  if (shapeOf(Call->getType()) && Call->isPRValue())
    Evaluated[Call] = computeCall(Call);
}

/// Who has an address may write what is there; but not who only compares it.
void PathConditions::Path::shareAddressesTaken(const Stmt *User) {
  if (AddressesTaken.empty() ||
      isa<DeclRefExpr, MemberExpr, CXXThisExpr, CastExpr, UnaryOperator>(User))
    return;
  const auto *Comparison = dyn_cast<BinaryOperator>(User);
  for (const UnaryOperator *Taken : std::exchange(AddressesTaken, {}))
    if (!Comparison || !Comparison->isComparisonOp() ||
        (Comparison->getLHS()->IgnoreParenCasts() != Taken &&
         Comparison->getRHS()->IgnoreParenCasts() != Taken))
      Memory.share(Taken->getSubExpr());
}

void PathConditions::Path::execute(const Stmt *S, bool Throws) {
  shareAddressesTaken(S);
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
      AddressesTaken.push_back(Unary);
    else if (const Shape Of = shapeOf(Unary->getType());
             Unary->getOpcode() == UO_Minus && Of.Kind == Shape::Bits && Of.Signed &&
             Of == shapeOf(Unary->getSubExpr()->getType()) &&
             !Context.getLangOpts().isSignedOverflowDefined())
      require(Z3.mkBVNegNoOverflow(valueOf(Unary->getSubExpr())));
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    executeLambda(Lambda);
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    executeCall(Call, Throws);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(S)) {
    executeConstruction(Construct);
  } else if (const auto *List = dyn_cast<InitListExpr>(S)) {
    shareBound(List);
    const InitListExpr *Whole = List->isSemanticForm() ? List : List->getSemanticForm();
    executeList(Whole, Whole->inits());
  } else if (const auto *Parenthesised = dyn_cast<CXXParenListInitExpr>(S)) {
    executeList(Parenthesised, const_cast<CXXParenListInitExpr *>(Parenthesised)->getInitExprs());
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(S)) {
    if (Choice->isPRValue() && Choice->getType()->isRecordType())
      executeChoice(Choice);
  } else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S)) {
    executeWithin(Default->getExpr());
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

void PathConditions::Path::assume(const Expr *Condition, bool Value, bool Decides) {
  const Shape Of = shapeOf(Condition->getType());
  if (!Of)
    return;
  SMTExprRef Holds = Make.truth(valueOf(Condition), Of);
  require(Value ? Holds : Z3.mkNot(Holds));
  HasConditions = true;
  IsDoubtful |= Decides && Make.dependsOnLost(Holds);
}

void PathConditions::Path::assumeLabel(const Expr *Condition, int64_t Label, bool Taken,
                                       bool Decides) {
  const Shape Of = shapeOf(Condition->getType());
  if (Of.Kind != Shape::Bits)
    return;
  SMTExprRef Equal = Z3.mkEqual(valueOf(Condition), Make.number(Label, Of));
  require(Taken ? Equal : Z3.mkNot(Equal));
  HasConditions = true;
  IsDoubtful |= Decides && Make.dependsOnLost(Equal);
}

void PathConditions::Path::forget(llvm::ArrayRef<const ValueDecl *> Variables) {
  for (const ValueDecl *Variable : Variables) {
    Memory.forget(Variable);
    Memory.setComputed(cast<ValueDecl>(Variable->getCanonicalDecl()), false);
  }
  Evaluated.clear();
}

bool PathConditions::Path::excludes(const Expr *Condition, bool Value) {
  const Shape Of = shapeOf(Condition->getType());
  if (!Of)
    return false;
  SMTExprRef Holds = Make.truth(valueOf(Condition), Of);
  Z3.push();
  Z3.addConstraint(Value ? Holds : Z3.mkNot(Holds));
  const std::optional<bool> Possible = Z3.check();
  Z3.pop();
  return Possible && !*Possible;
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
  if (!Possible)
    return Answer::Unknown;
  return !*Possible ? Answer::Infeasible : IsDoubtful ? Answer::Doubtful : Answer::Feasible;
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

void PathConditions::executeChosen(const CallExpr *Call, llvm::ArrayRef<const Stmt *> Passed,
                                   bool Passes, bool Throws) {
  if (Replayed)
    Replayed->executeChosen(Call, Passed, Passes, Throws);
}

void PathConditions::answer(const Expr *Question, bool Value) {
  if (Replayed)
    Replayed->answer(Question, Value);
}

void PathConditions::assume(const Expr *Condition, bool Value, bool Decides) {
  if (Replayed)
    Replayed->assume(Condition, Value, Decides);
}

void PathConditions::assumeLabel(const Expr *SwitchCondition, int64_t Label, bool Taken,
                                 bool Decides) {
  if (Replayed)
    Replayed->assumeLabel(SwitchCondition, Label, Taken, Decides);
}

void PathConditions::forget(llvm::ArrayRef<const ValueDecl *> Variables) {
  if (Replayed)
    Replayed->forget(Variables);
}

bool PathConditions::excludes(const Expr *Condition, bool Value) {
  return Replayed && Replayed->excludes(Condition, Value);
}

void PathConditions::doubt() {
  if (Replayed)
    Replayed->doubt();
}

void PathConditions::askAnew(const Expr *Question) {
  if (Replayed)
    Replayed->askAnew(Question);
}

PathConditions::Answer PathConditions::check() {
  return Replayed ? Replayed->check() : Answer::Unknown;
}

} // namespace valuetask

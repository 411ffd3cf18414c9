//===--- Formula.cpp - expressions of the solver --------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Formula.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

using namespace clang;
using llvm::APFloat;
using llvm::APInt;
using llvm::APSInt;
using llvm::SMTExprRef;

namespace valuetask {

Shape shapeOf(QualType Type, const ASTContext &Context) {
  Type = Type.getNonReferenceType();
  if (Type.isNull() || Type->isDependentType())
    return {};
  if (Type->isBooleanType())
    return TruthShape;
  if (Type->isIntegralOrEnumerationType()) {
    // Not every value of the width is one of an enumeration that is made of bool.
    if (const auto *Enum = Type->getAs<EnumType>();
        Enum && (Enum->getDecl()->getIntegerType().isNull() ||
                 Enum->getDecl()->getIntegerType()->isBooleanType()))
      return {};
    return {Shape::Bits, Context.getIntWidth(Type), Type->isSignedIntegerOrEnumerationType()};
  }
  if (Type->isPointerType() || Type->isNullPtrType() || Type->isMemberPointerType())
    return {Shape::Bits, static_cast<unsigned>(Context.getTypeSize(Context.VoidPtrTy)), false};
  // (Not IBM's pair of doubles, which no IEEE format holds.)
  if (const auto *Builtin = Type->getAs<BuiltinType>();
      Builtin && Builtin->isFloatingPoint() &&
      &Context.getFloatTypeSemantics(Type) != &APFloat::PPCDoubleDouble())
    return RealShape;
  return {};
}

SMTExprRef Formula::symbol(const Shape &Of, char Prefix) {
  const std::string Name = Prefix + std::to_string(++Symbols);
  return Z3.mkSymbol(Name.c_str(),
                     Of.Kind == Shape::Truth ? Z3.getBoolSort() : Z3.getBitvectorSort(Of.Width));
}

bool Formula::dependsOnLost(SMTExprRef Value) const {
  if (!HasLost || !Value)
    return false;
  std::string Text; // the solver has no other way to say what is in it
  llvm::raw_string_ostream Stream(Text);
  Value->print(Stream);
  return llvm::StringRef(Text).contains(LostPrefix);
}

SMTExprRef Formula::convert(SMTExprRef Value, const Shape &From, const Shape &To) {
  if (!Value || From.Kind == To.Kind) {
    if (!Value || To.Kind != Shape::Bits || From.Width == To.Width)
      return Value;
    if (From.Width > To.Width)
      return Z3.mkBVExtract(To.Width - 1, 0, Value);
    return From.Signed ? Z3.mkBVSignExt(To.Width - From.Width, Value)
                       : Z3.mkBVZeroExt(To.Width - From.Width, Value);
  }
  if (To.Kind == Shape::Truth)
    return truth(Value, From);
  if (From.Kind == Shape::Truth)
    return Z3.mkIte(Value, To.Kind == Shape::Bits ? number(1, To) : real(APFloat(1.0)), zero(To));
  return nullptr;
}

SMTExprRef Formula::compare(BinaryOperatorKind Operator, SMTExprRef Left, SMTExprRef Right,
                            const Shape &Of) {
  if (Operator == BO_NE)
    return Z3.mkNot(compare(BO_EQ, Left, Right, Of));
  SMTExprRef Result = nullptr;
  if (Operator == BO_EQ)
    Result = Z3.mkEqual(Left, Right);
  else if (Of.Kind == Shape::Truth)
    return nullptr;
  else if (Operator == BO_LT)
    Result = Of.Signed ? Z3.mkBVSlt(Left, Right) : Z3.mkBVUlt(Left, Right);
  else if (Operator == BO_LE)
    Result = Of.Signed ? Z3.mkBVSle(Left, Right) : Z3.mkBVUle(Left, Right);
  else if (Operator == BO_GT)
    Result = Of.Signed ? Z3.mkBVSgt(Left, Right) : Z3.mkBVUgt(Left, Right);
  else if (Operator == BO_GE)
    Result = Of.Signed ? Z3.mkBVSge(Left, Right) : Z3.mkBVUge(Left, Right);
  if (Result && Of.Kind == Shape::Real)
    Result = Z3.mkAnd(Result, Z3.mkAnd(isNumber(Left), isNumber(Right)));
  return Result;
}

SMTExprRef Formula::arithmetic(BinaryOperatorKind Operator, SMTExprRef Left, SMTExprRef Right,
                               const Shape &Of, std::optional<int64_t> LeftConstant,
                               std::optional<int64_t> RightConstant) {
  if (Of.Kind != Shape::Bits)
    return nullptr;
  switch (Operator) {
  case BO_Add:
    return Z3.mkBVAdd(Left, Right);
  case BO_Sub:
    return Z3.mkBVSub(Left, Right);
  case BO_And:
    return Z3.mkBVAnd(Left, Right);
  case BO_Or:
    return Z3.mkBVOr(Left, Right);
  case BO_Xor:
    return Z3.mkBVXor(Left, Right);
  case BO_Mul:
    return LeftConstant || RightConstant ? Z3.mkBVMul(Left, Right) : nullptr;
  case BO_Div:
  case BO_Rem:
    return RightConstant ? division(Operator, Left, *RightConstant, Of) : nullptr;
  case BO_Shl:
  case BO_Shr: {
    if (!RightConstant || *RightConstant < 0 || *RightConstant >= Of.Width)
      return nullptr;
    // The amount may be of another type than the number.
    SMTExprRef Amount = number(*RightConstant, Of);
    return Operator == BO_Shl ? Z3.mkBVShl(Left, Amount)
           : Of.Signed        ? Z3.mkBVAshr(Left, Amount)
                              : Z3.mkBVLshr(Left, Amount);
  }
  default:
    return nullptr;
  }
}

SMTExprRef Formula::fits(BinaryOperatorKind Operator, SMTExprRef Left, SMTExprRef Right) {
  if (Operator == BO_Add)
    return Z3.mkAnd(Z3.mkBVAddNoOverflow(Left, Right, /*isSigned=*/true),
                    Z3.mkBVAddNoUnderflow(Left, Right));
  if (Operator == BO_Mul)
    return Z3.mkAnd(Z3.mkBVMulNoOverflow(Left, Right, /*isSigned=*/true),
                    Z3.mkBVMulNoUnderflow(Left, Right));
  return Z3.mkAnd(Z3.mkBVSubNoOverflow(Left, Right),
                  Z3.mkBVSubNoUnderflow(Left, Right, /*isSigned=*/true));
}

SMTExprRef Formula::division(BinaryOperatorKind Operator, SMTExprRef Dividend, int64_t Divisor,
                             const Shape &Of) {
  if (Divisor <= 0 || (Of.Width < 64 && Divisor >> (Of.Width - Of.Signed) != 0))
    return nullptr;
  const APInt Most = Of.Signed ? APInt::getSignedMaxValue(Of.Width) : APInt::getMaxValue(Of.Width);
  const APInt Limit = Most.udiv(APInt(Of.Width, Divisor));
  SMTExprRef By = number(Divisor, Of), Zero = zero(Of), Quotient = symbol(Of),
             Remainder = symbol(Of), Multiple = Z3.mkBVMul(Quotient, By);
  Z3.addConstraint(Z3.mkEqual(Dividend, Z3.mkBVAdd(Multiple, Remainder)));
  // None of it wraps.
  if (!Of.Signed) {
    Z3.addConstraint(Z3.mkBVUle(Quotient, number(Limit)));
    Z3.addConstraint(Z3.mkBVUle(Multiple, Dividend));
    Z3.addConstraint(Z3.mkBVUlt(Remainder, By));
  } else {
    auto Within = [&](SMTExprRef Value, SMTExprRef Least, SMTExprRef Greatest) {
      return Z3.mkAnd(Z3.mkBVSle(Least, Value), Z3.mkBVSle(Value, Greatest));
    };
    // (One more than the limit, for the least number, whose magnitude is one more.)
    Z3.addConstraint(Z3.mkIte(Z3.mkBVSge(Dividend, Zero),
                              Z3.mkAnd(Within(Quotient, Zero, number(Limit)),
                                       Within(Remainder, Zero, number(Divisor - 1, Of))),
                              Z3.mkAnd(Within(Quotient, number(-Limit - 1), Zero),
                                       Within(Remainder, number(1 - Divisor, Of), Zero))));
  }
  return Operator == BO_Div ? Quotient : Remainder;
}

APInt Formula::rank(APFloat Value) {
  bool Inexact = false;
  Value.convert(APFloat::IEEEquad(), APFloat::rmNearestTiesToEven, &Inexact);
  const bool Negative = Value.isNegative();
  APInt Magnitude = Value.bitcastToAPInt();
  Magnitude.clearSignBit();
  return Negative ? -Magnitude : Magnitude;
}

SMTExprRef Formula::isNumber(SMTExprRef Value) {
  const APInt Infinity = rank(APFloat::getInf(APFloat::IEEEquad()));
  return Z3.mkAnd(Z3.mkBVSle(Value, number(Infinity)), Z3.mkBVSge(Value, number(-Infinity)));
}

} // namespace valuetask

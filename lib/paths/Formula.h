//===--- Formula.h - expressions of the solver ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How values of C++ types are represented in the solver's formulas, and how expressions over them
/// are built.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_FORMULA_H
#define VALUETASK_LIB_PATHS_FORMULA_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/SMTAPI.h"
#include <optional>

namespace valuetask {

/// How the values of a type are represented.
struct Shape {
  enum Form { None, Truth, Bits, Real } Kind = None;
  unsigned Width = 0;
  bool Signed = false;

  explicit operator bool() const { return Kind != None; }
  bool operator==(const Shape &) const = default;
};

constexpr Shape TruthShape{Shape::Truth, 1, false};
/// Numbers floating are only compared, so that it is enough to know where they stand among all: a
/// number in the order of the widest format, which all others are part of. (The solver's own
/// floating point takes some fifty times as long, and isn't bounded by its resource limit.)
constexpr Shape RealShape{Shape::Real, 128, true};
/// Positions among objects that can be compared.
constexpr Shape RankShape{Shape::Bits, 64, true};
/// Which text it is.
constexpr Shape TextShape{Shape::Bits, 32, false};

/// Nothing for a type whose values aren't represented.
Shape shapeOf(clang::QualType Type, const clang::ASTContext &Context);

/// Builds expressions of the solver, and minds their sorts: it does not forgive a wrong one. Null
/// is what can't be expressed.
class Formula {
public:
  explicit Formula(llvm::SMTSolver &Z3) : Z3(Z3) {}

  llvm::SMTExprRef symbol(const Shape &Of) { return symbol(Of, 'v'); }
  /// For a value that the program determines, though it isn't known which it is.
  llvm::SMTExprRef lostSymbol(const Shape &Of) {
    HasLost = true;
    return symbol(Of, LostPrefix);
  }
  /// Does it depend on such a value? Linear in the expression.
  bool dependsOnLost(llvm::SMTExprRef Value) const;
  unsigned symbols() const { return Symbols; }

  llvm::SMTExprRef number(const llvm::APInt &Value) {
    return Z3.mkBitvector(llvm::APSInt(Value, /*isUnsigned=*/true), Value.getBitWidth());
  }
  llvm::SMTExprRef number(int64_t Value, const Shape &Of) {
    return number(llvm::APInt(Of.Width, static_cast<uint64_t>(Value), /*isSigned=*/true));
  }
  llvm::SMTExprRef real(llvm::APFloat Value) { return number(rank(std::move(Value))); }
  llvm::SMTExprRef zero(const Shape &Of) {
    return Of.Kind == Shape::Truth ? Z3.mkBoolean(false) : number(0, Of);
  }

  llvm::SMTExprRef truth(llvm::SMTExprRef Value, const Shape &Of) {
    return Of.Kind == Shape::Truth ? Value : Z3.mkNot(Z3.mkEqual(Value, zero(Of)));
  }

  llvm::SMTExprRef convert(llvm::SMTExprRef Value, const Shape &From, const Shape &To);

  llvm::SMTExprRef compare(clang::BinaryOperatorKind Operator, llvm::SMTExprRef Left,
                           llvm::SMTExprRef Right, const Shape &Of);

  /// What the solver does fast: anything else is as good as unknown. The constants are those of the
  /// operands that have one.
  llvm::SMTExprRef arithmetic(clang::BinaryOperatorKind Operator, llvm::SMTExprRef Left,
                              llvm::SMTExprRef Right, const Shape &Of,
                              std::optional<int64_t> LeftConstant,
                              std::optional<int64_t> RightConstant);

  /// The sum, the difference or the product is in range.
  llvm::SMTExprRef fits(clang::BinaryOperatorKind Operator, llvm::SMTExprRef Left,
                        llvm::SMTExprRef Right);

private:
  static constexpr char LostPrefix = '?'; // in no other word that the solver prints

  llvm::SMTExprRef symbol(const Shape &Of, char Prefix);

  /// The solver's own division is slow unless it is a shift. The quotient and the remainder are
  /// the numbers that belong together so.
  llvm::SMTExprRef division(clang::BinaryOperatorKind Operator, llvm::SMTExprRef Dividend,
                            int64_t Divisor, const Shape &Of);

  /// Both zeros are one, and what is no number lies beyond the infinities.
  static llvm::APInt rank(llvm::APFloat Value);

  llvm::SMTExprRef isNumber(llvm::SMTExprRef Value);

  llvm::SMTSolver &Z3;
  unsigned Symbols = 0;
  bool HasLost = false;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_FORMULA_H

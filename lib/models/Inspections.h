//===--- Inspections.h - calls that only look -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What an expression reads and writes: which only look at something, which answer the same each
/// time, what they ask, and which are constants.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_INSPECTIONS_H
#define VALUETASK_LIB_MODELS_INSPECTIONS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>

namespace valuetask {

/// Classes whose const members read what other threads write.
bool isAtomic(clang::QualType Type);

/// Classes that change while nobody writes them: others do.
bool changesByItself(clang::QualType Type);

/// A call of a const member without arguments: the method, or null.
const clang::CXXMethodDecl *plainInspection(const clang::Expr *E);

/// The object whose presence a call tests: 'opt' in 'opt.has_value()', 'if (opt)', 'p.get()'.
const clang::Expr *presenceTested(const clang::Expr *E);

/// What is known of whether a holder, an optional or a smart pointer, holds something.
struct Presence {
  enum class Kind : unsigned char {
    Unknown,
    Absent,
    Present,
    AsPointer, ///< whether a pointer is null
    AsCopied,  ///< as the holder that it is a copy of
    AsMoved,   ///< as the holder that it is moved from did before
  };
  Kind What = Kind::Unknown;
  const clang::Expr *Of = nullptr; ///< the pointer, the holder, or the construction that moves
};
/// Of a holder of this type when it has been given \p Value.
Presence presenceGiven(clang::QualType Type, const clang::Expr *Value);

/// A question about the number of elements.
struct SizeQuestion {
  const clang::Expr *Container;
  bool ForEmpty; ///< whether there are none, rather than how many
};
/// 'v.size()', 'v.empty()', 'std::size(v)': what is asked of which container.
std::optional<SizeQuestion> sizeAsked(const clang::Expr *E);

/// The duration of which a call gives the number of units: 'd.count()'; else null.
const clang::Expr *durationCounted(const clang::Expr *E);
/// The number of units of a duration that is a constant: '5ms', 'd.zero()'.
std::optional<int64_t> constantDuration(const clang::Expr *E, const clang::ASTContext &Context);

/// The text that is written: a literal, or what is made of one alone; else null.
const clang::StringLiteral *literalIn(const clang::Expr *E);

/// The value of a constant expression that fits: literals, enumerators, named constants, null,
/// calls of functions that return one.
std::optional<int64_t> constantOf(const clang::Expr *E, const clang::ASTContext &Context);

/// 'nullptr', 'nullopt' and the like.
bool isNullLike(const clang::Expr *E);

/// Is a parameter there for 'nullptr' or the like, rather than for a value that happens to be null?
bool takesNull(const clang::FunctionDecl *Function, unsigned Parameter);

/// Does the expression only read, and what? Appends the declarations.
bool isPure(const clang::Expr *E, llvm::SmallVectorImpl<const clang::ValueDecl *> &Reads);

/// One step from an lvalue, or a pointer, to what it leads from: 'v' of 'v[i]', 'x' of 'x.field',
/// '*x', 'x.at(i)', 'std::get<0>(x)' and 'std::move(x)'. Null at the end of the way.
const clang::Expr *baseOf(const clang::Expr *E);

/// The variable or field that an expression names or leads into: 'v' of 'v[i]', 'v.at(i)',
/// '*v.begin()'. Null where a cast or a function leads there: 'use(std::move(x))' is an event of x,
/// and no write of which nobody knows what it wrote.
const clang::ValueDecl *rootVariableOf(const clang::Expr *E);

/// The variables and fields that a statement writes, or may write as the object of a call.
void forEachWrite(const clang::Stmt *S, llvm::function_ref<void(const clang::ValueDecl *)> Visit);

/// Does a function's body, where it is there, write a variable or a field, whatever object it is
/// of? So do the functions that it calls; \p Depth of them are followed.
bool mayWrite(const clang::FunctionDecl *Function, const clang::ValueDecl *Written,
              unsigned Depth = 2);

/// Does a constructor, as its definition shows, only set the members of its object, so that nothing
/// else is written?
bool onlyInitialises(const clang::CXXConstructorDecl *Constructor);

/// Does a function of the standard library make something of a number, a flag or a pointer, which
/// it takes as a forwarding reference, and neither writes it nor keeps a reference to it?
bool isOnlyMadeUseOf(const clang::Expr *Argument, const clang::FunctionDecl *Callee,
                     unsigned Index);

/// The variables that an object can write after it has been made by the expression alone, without
/// what makes its parts: those that it was given by reference to non-const.
llvm::SmallVector<const clang::ValueDecl *, 2> boundBy(const clang::Expr *Made);
/// Those, and what its parts can write: by address too, and by lambdas that do so.
llvm::SmallVector<const clang::ValueDecl *, 2> keptBy(const clang::Expr *Made);

/// The variables that may be written when something ends that the statement makes: a local object,
/// a temporary, what is kept in a holder or a container, or what 'new' makes.
llvm::SmallVector<const clang::ValueDecl *, 2> writtenAtEnd(const clang::Stmt *S);

/// isPure() takes every const member for an inspection. Does this one answer the same each time,
/// as long as nothing is written that was read? Appends what a lambda's body reads.
bool isRepeatable(const clang::Stmt *S, llvm::SmallVectorImpl<const clang::ValueDecl *> &Reads);

/// Calls that only look: nothing else is changed by them either.
bool isInspection(const clang::CallExpr *Call);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_INSPECTIONS_H

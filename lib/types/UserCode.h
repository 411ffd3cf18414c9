//===--- UserCode.h - the declarations worth looking at ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One walk over a translation unit that leaves out system headers, those of libraries that a
/// dialect describes, uninstantiated templates and unevaluated operands, and collects what the
/// rules look at.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_TYPES_USERCODE_H
#define VALUETASK_LIB_TYPES_USERCODE_H

#include "types/Awaitables.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseSet.h"
#include <string>
#include <vector>

namespace valuetask {

struct LambdaUse {
  const clang::LambdaExpr *Lambda;
  /// The lambda as its template has it, when it is of an instantiation.
  const clang::LambdaExpr *Written;
  /// Called where it is written, or by std::invoke or std::apply there, or by the name of a local
  /// variable of which nothing else is done than to call it: its captures live no longer than the
  /// function's other locals.
  bool CalledInPlace;
};

/// Everything is in source order, instantiations after the template that they come from.
struct UserCode {
  /// Definitions with a body that can run: no templates, but their instantiations; call operators
  /// of lambdas too.
  std::vector<const clang::FunctionDecl *> Functions;
  /// All declarations of functions that can be named elsewhere, templates too, in the order of the
  /// unit.
  std::vector<const clang::FunctionDecl *> Declarations;
  std::vector<const clang::FieldDecl *> Fields;
  /// Variables that are not on a stack: globals, static members, static and thread_local locals.
  std::vector<const clang::VarDecl *> StaticVariables;
  std::vector<LambdaUse> Lambdas;
  /// Call operators of lambdas that are given to a function that expects an exception of them, as
  /// its name says: 'assert_throws([] { load(); })'.
  llvm::DenseSet<const clang::FunctionDecl *> ExpectedToThrow;
  /// Templates, members of class templates and generic lambdas of the main file, as written, whose
  /// bodies call something or await, and of which the unit has no instance with a body, so that
  /// nobody looks at them.
  std::vector<const clang::FunctionDecl *> WithoutInstance;
  /// Does a function of a system header, whose body the parser skipped, get one of those without,
  /// so that it may be the one that makes the instance?
  bool HandedToSkipped = false;

  UserCode(clang::ASTContext &Context, const Awaitables &Types);

  /// The qualified name of the outermost function around a place; empty where there is none.
  std::string functionAround(clang::SourceLocation Location,
                             const clang::SourceManager &Sources) const;
};

} // namespace valuetask

#endif // VALUETASK_LIB_TYPES_USERCODE_H

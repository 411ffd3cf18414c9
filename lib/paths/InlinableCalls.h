//===--- InlinableCalls.h - which calls can be run ---------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The functions whose bodies are so visible and simple that a call of one is run as a part of the
/// caller's path: 'close()', which sets a flag; 'claim(flag)', which asks and sets it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_INLINABLECALLS_H
#define VALUETASK_LIB_PATHS_INLINABLECALLS_H

#include "ast/ControlFlow.h"
#include "paths/Temporaries.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <functional>

namespace valuetask {

/// Is it known which function runs, and does it run to its end in the call?
bool isPlainCall(const clang::FunctionDecl *Callee);

class InlinableCalls {
public:
  /// \param IsOpaque  the classes whose members aren't looked into: what those do is known
  /// otherwise
  InlinableCalls(ControlFlowCache &Flows,
                 std::function<bool(const clang::CXXRecordDecl *)> IsOpaque)
      : Flows(Flows), IsOpaque(std::move(IsOpaque)) {}

  /// The body of a function that is run: without a loop, a handler, or a local object whose
  /// destructor may do something. That of a constructor initialises the parts of its object at
  /// first. Null for any other. Computed on demand and kept; linear in the body.
  const ControlFlow *bodyOf(const clang::FunctionDecl *Callee);

  /// The same of a call that makes a coroutine: what is run in the call, or later.
  const ControlFlow *coroutineOf(const clang::CallExpr *Call);

  /// Can the caller know which way the function has taken only by what is followed?
  bool hidesWhichWay(const clang::CallExpr *Call);

  /// Are the parts of its objects followed?
  bool isFollowed(const clang::CXXRecordDecl *Class) const;
  /// The variable for the object that an expression makes.
  const clang::VarDecl *objectMadeBy(const clang::Expr *Made) { return Objects.of(Made); }

  /// Is the lambda kept in a variable of \p Function that is called there, or by another such
  /// lambda, and nothing else? Then nobody else can run it, and there is no copy of it. Linear in
  /// the function's body, once for each.
  bool isOnlyCalled(const clang::CXXRecordDecl *Closure, const clang::FunctionDecl *Function);

  /// Does a number, a flag or a pointer keep the value that it is initialised with? Linear in the
  /// function's body, once for each.
  bool isNeverWritten(const clang::ValueDecl *Variable);

  /// Does the statement, in \p Function, call a lambda that keeps what isn't followed? \p Depth
  /// of those that it calls are looked into.
  /// \param AndWrites  and that may change it
  bool callsKeeper(const clang::Stmt *S, const clang::FunctionDecl *Function, bool AndWrites,
                   unsigned Depth = 3);

private:
  bool isKeeper(const clang::CXXRecordDecl *Closure, const clang::FunctionDecl *Function);
  const ControlFlow *simpleBodyOf(const clang::FunctionDecl *Callee);
  bool hasTellingDestructor(clang::QualType Type) const;
  bool hidesEffects(const clang::Stmt *S) const;
  bool tells(const clang::FunctionDecl *Function, const clang::Stmt *S) const;
  bool isSimple(const clang::FunctionDecl *Definition) const;
  const ControlFlow *compute(const clang::FunctionDecl *Definition);

  ControlFlowCache &Flows;
  Temporaries Objects;
  std::function<bool(const clang::CXXRecordDecl *)> IsOpaque;
  llvm::DenseMap<const clang::FunctionDecl *, const ControlFlow *> Known;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Hiding;
  using Classes = llvm::DenseSet<const clang::CXXRecordDecl *>;
  llvm::DenseMap<const clang::FunctionDecl *, Classes> OnlyCalled;
  llvm::DenseMap<const clang::ValueDecl *, bool> NeverWritten;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_INLINABLECALLS_H

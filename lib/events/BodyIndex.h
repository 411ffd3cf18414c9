//===--- BodyIndex.h - what there is in a body ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The walk over a function's body: what is evaluated in it, which names and calls it has, what is
/// around each, and where variables are written. Read-only once it is made.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_BODYINDEX_H
#define VALUETASK_LIB_EVENTS_BODYINDEX_H

#include "events/NameTable.h"
#include "types/Awaitables.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <vector>

namespace valuetask {

class BodyIndex {
public:
  BodyIndex(const clang::FunctionDecl *Function, const Awaitables &Types);

  const clang::FunctionDecl *function() const { return Function; }
  const Awaitables &types() const { return Types; }
  const clang::ASTContext &context() const { return Context; }

  /// Is there anything to track at all?
  bool isRelevant() const { return Relevant; }

  /// The statement or expression around one that is evaluated; null for the body.
  const clang::Stmt *parentOf(const clang::Stmt *S) const { return ParentOf.lookup(S); }

  /// The expressions that name something of interest, 'this' among them, in the order of the
  /// source.
  llvm::ArrayRef<const clang::Expr *> names() const { return Names; }
  /// The names that the body declares.
  const NameTable &declared() const { return Declared; }
  llvm::ArrayRef<const clang::CallExpr *> calls() const { return Calls; }
  /// The awaits that may suspend.
  llvm::ArrayRef<const clang::CoroutineSuspendExpr *> suspensions() const { return Suspensions; }
  llvm::ArrayRef<TemporaryUse> temporaries() const { return Temporaries; }

  /// Where the variable gets a value, so that an index, a pointer or an iterator leads to something
  /// else afterwards.
  llvm::ArrayRef<const clang::Stmt *> writesOf(const clang::ValueDecl *Variable) const;
  /// May it be written by another name or by its address, which writesOf() doesn't see?
  bool isWrittenIndirectly(const clang::ValueDecl *Variable) const {
    return WrittenIndirectly.contains(Variable);
  }

  /// The places that are assigned, moved on, exchanged or given to be written, and are no plain
  /// variables, or are known by other names as well.
  struct PlaceWrite {
    const clang::Stmt *Write;
    const clang::Expr *Target;
  };
  llvm::ArrayRef<PlaceWrite> placeWrites() const { return PlaceWrites; }
  /// Does a lambda of the function write the variable, whenever it is called?
  bool isWrittenByLambda(const clang::ValueDecl *Variable) const {
    return WrittenByLambda.contains(Variable);
  }

  /// Is it a variable of an enclosing function, or an init-capture, inside a lambda? Such a
  /// variable is there before the lambda runs.
  bool isCaptured(const clang::ValueDecl *Variable) const;

private:
  void visit(const clang::Stmt *S);
  void visitChild(const clang::Stmt *Parent, const clang::Stmt *Child);
  void visitEvaluated(const clang::Stmt *S);
  void note(const clang::Stmt *S);
  void noteName(const clang::DeclRefExpr *Name);
  void noteAwait(const clang::CoroutineSuspendExpr *Await);

  void addParameter(const clang::ParmVarDecl *Parameter);
  void addVariable(const clang::Decl *D);
  void addBindings(const clang::DecompositionDecl *Decomposition);

  void noteWrites(const clang::Stmt *S);
  void addWrite(const clang::ValueDecl *Variable, const clang::Stmt *Write);
  void noteInitialisations(const clang::DeclStmt *Declaration);
  void noteOutputArguments(const clang::CallExpr *Call);

  bool leadsToTracked(clang::QualType Type) const { return Types.leadsToSingleConsumption(Type); }
  bool isOwnCapture(const clang::VarDecl *Variable) const;

  const clang::FunctionDecl *Function;
  const Awaitables &Types;
  const clang::ASTContext &Context;
  bool Relevant = false;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> ParentOf;
  std::vector<const clang::Expr *> Names;
  NameTable Declared;
  std::vector<const clang::CallExpr *> Calls;
  std::vector<const clang::CoroutineSuspendExpr *> Suspensions;
  std::vector<TemporaryUse> Temporaries;
  llvm::DenseMap<const clang::ValueDecl *, std::vector<const clang::Stmt *>> Writes;
  llvm::DenseSet<const clang::ValueDecl *> WrittenIndirectly;
  llvm::DenseSet<const clang::ValueDecl *> WrittenByLambda;
  std::vector<PlaceWrite> PlaceWrites;
  llvm::DenseMap<const clang::FunctionDecl *, bool> AlwaysReady; // by the await_ready
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_BODYINDEX_H

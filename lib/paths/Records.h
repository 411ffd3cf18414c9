//===--- Records.h - values that may record what happened to an object *- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// 'if (early) { co_await x; log.push_back("x"); }  if (log.empty()) co_await x;': what is written
/// after a consumption may be asked for later, to know whether there was one. Of plain numbers and
/// flags the path search knows the value. Of anything else it doesn't, and such a question must not
/// be answered by a guess.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_RECORDS_H
#define VALUETASK_LIB_PATHS_RECORDS_H

#include "ast/ControlFlow.h"
#include "events/Events.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace valuetask {

/// Of one object of a function.
class Records {
public:
  Records(const ControlFlow &Flow, const FunctionEvents &Events, ObjectId Object);

  /// Does the condition, asked in \p Block, read what was written after a consumption, or after the
  /// object was filled?
  bool mayAnswer(const clang::Expr *Condition, const clang::CFGBlock *Block) const;

  /// Does it read what a destructor may have written by then?
  bool mayChangeAlone(const clang::Expr *Condition, const clang::CFGBlock *Block) const;

private:
  void handOn();
  void addWrites(const clang::Stmt *S, const clang::CFGBlock *Block);
  void add(const clang::Expr *Target, const clang::CFGBlock *Block);
  bool isFollowed(const clang::Expr *Target) const;

  const ControlFlow &Flow;
  /// What is reached by a reference, a pointer or a lambda, so that it changes out of sight.
  llvm::DenseSet<const clang::ValueDecl *> Entangled;
  using Places = llvm::DenseMap<const clang::ValueDecl *, llvm::BitVector>;
  void since(Places &Written, const clang::ValueDecl *Variable, const clang::CFGBlock *Block);

  /// The blocks from which on what was written may be asked for; by the variables that were
  /// written, and by the pointers to something that was.
  Places Since, SinceBehind;
  /// The same of what a destructor may write, which isn't followed.
  Places SinceEnd;
  static bool isIn(const Places &Written, const clang::Expr *E, const clang::CFGBlock *Block);
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_RECORDS_H

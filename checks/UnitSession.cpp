//===--- UnitSession.cpp - what the checker shares with the checks --------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitSession.h"
#include "llvm/ADT/DenseMap.h"

namespace valuetask {

namespace {

/// Not thread-safe, as clang-tidy itself. \see UnitSessionScope for why there is one
llvm::DenseMap<const clang::tidy::ClangTidyContext *, UnitSession *> &sessions() {
  static llvm::DenseMap<const clang::tidy::ClangTidyContext *, UnitSession *> Table;
  return Table;
}

} // namespace

UnitSessionScope::UnitSessionScope(const clang::tidy::ClangTidyContext &Context,
                                   UnitSession &Session)
    : Context(Context) {
  sessions()[&Context] = &Session;
}

UnitSessionScope::~UnitSessionScope() { sessions().erase(&Context); }

UnitSession *sessionOf(const clang::tidy::ClangTidyContext &Context) {
  return sessions().lookup(&Context);
}

} // namespace valuetask

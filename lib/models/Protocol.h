//===--- Protocol.h - the members that task types have ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_PROTOCOL_H
#define VALUETASK_LIB_MODELS_PROTOCOL_H

#include "models/Library.h"
#include "clang/AST/ExprCXX.h"
#include <optional>

namespace valuetask {

/// A question that an object is asked about itself.
struct SelfQuestion {
  const clang::Expr *Object;
  ProtocolRole About;
  /// Do the types of all libraries answer alike once they were consumed? Some that hold nothing any
  /// more call themselves ready.
  bool IsClear;

  /// What it answers for one that holds nothing, since it was consumed or moved from.
  bool whenEmpty() const { return About == ProtocolRole::HoldsNothing; }
  /// Is it whether there is something, rather than whether that is complete?
  bool asksForPresence() const {
    return About == ProtocolRole::HoldsResult || About == ProtocolRole::HoldsNothing;
  }
};
/// 'x.valid()', 'x.is_completed()', 'x.empty()', the conversion to bool, 'x == nullptr', and a call
/// of a function that returns one of these of its argument.
std::optional<SelfQuestion> selfQuestion(const clang::Expr *E);

/// The question that is all that a function does; nothing for any other function.
std::optional<SelfQuestion> questionReturned(const clang::FunctionDecl *Function);

/// Is it the class of a coroutine's promise?
bool isPromise(const clang::CXXRecordDecl *Record);

/// Does the class have a member as_task, so that the value can be shared?
bool hasAsTask(clang::QualType Type);

/// Does a member ask for completion or await, and has what as_task gives one of that name too? Then
/// a use of it compiles with the shared task as well, and does the same.
bool isSharedToo(const clang::CXXMethodDecl *Member);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_PROTOCOL_H

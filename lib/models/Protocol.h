//===--- Protocol.h - the members that task types have ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_PROTOCOL_H
#define VALUETASK_LIB_MODELS_PROTOCOL_H

#include "clang/AST/DeclCXX.h"

namespace valuetask {

/// Does the class have a member as_task, so that the value can be shared?
bool hasAsTask(clang::QualType Type);

/// Does a member ask for completion or await, and has what as_task gives one of that name too? Then
/// a use of it compiles with the shared task as well, and does the same.
bool isSharedToo(const clang::CXXMethodDecl *Member);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_PROTOCOL_H

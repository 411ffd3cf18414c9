//===--- Protocol.h - the members that task types have ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_PROTOCOL_H
#define VALUETASK_LIB_MODELS_PROTOCOL_H

#include "clang/AST/Type.h"

namespace valuetask {

/// Does the class have a member as_task, so that the value can be shared?
bool hasAsTask(clang::QualType Type);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_PROTOCOL_H

//===--- Dialects.h - the dialects that are in use --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_DIALECTS_H
#define VALUETASK_LIB_MODELS_DIALECTS_H

#include "models/Dialect.h"
#include <memory>

namespace valuetask {

using DialectList = std::vector<std::shared_ptr<const Dialect>>;

/// The dialects that are built in, in the order of their names. They are read when somebody asks
/// for the first time.
const DialectList &builtInDialects();

/// May the path be one of a header of a dialect that is built in? By the last part of its name, and
/// without reading a dialect, which would take longer than all else that a unit without any costs.
bool mayBeOfBuiltInDialect(llvm::StringRef Path);

/// Is an element of the option a file, and not a name?
bool isDialectFile(llvm::StringRef Element);

/// The dialects that the elements of the option select: 'auto' all that are built in, 'none' none,
/// and each other one a dialect by its name or its file. A file replaces the built-in dialect of
/// the same name, so that users can correct one.
llvm::Expected<DialectList> selectDialects(llvm::ArrayRef<std::string> Elements);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_DIALECTS_H

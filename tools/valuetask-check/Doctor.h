//===--- Doctor.h - what is used for a file, and does it work? -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_DOCTOR_H
#define VALUETASK_CHECK_DOCTOR_H

#include "settings/Settings.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <string>

namespace valuetask {

/// Prints what a run with these settings would use: clang and its headers, the database, the
/// configuration files, the types, the cache, and for each of the given files (or the first of the
/// database) its command and whether its includes are found.
///
/// \param Fixed  the flags after '--'; may be null
/// \returns false when something doesn't work, which is marked by '!!' and said with what to do
bool runDoctor(const Settings &Asked, const std::string &ResourceDir,
               std::unique_ptr<clang::tooling::CompilationDatabase> Fixed);

} // namespace valuetask

#endif // VALUETASK_CHECK_DOCTOR_H

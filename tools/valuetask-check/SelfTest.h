//===--- SelfTest.h - does this installation find anything at all? -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_SELFTEST_H
#define VALUETASK_CHECK_SELFTEST_H

#include <string>

namespace valuetask {

/// Analyses a built-in file that breaks every rule once, with the machine's own standard library. A
/// tool that finds nothing because it can't see anything looks just like one that has nothing to
/// find; this tells them apart. Prints what it did; true when every rule was found broken.
bool runSelfTest(const std::string &ResourceDir);

} // namespace valuetask

#endif // VALUETASK_CHECK_SELFTEST_H

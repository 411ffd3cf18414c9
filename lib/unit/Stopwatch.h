//===--- Stopwatch.h - how long something took ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_STOPWATCH_H
#define VALUETASK_LIB_UNIT_STOPWATCH_H

#include <chrono>

namespace valuetask {

/// Adds the time of a scope to a sum of milliseconds.
class Stopwatch {
public:
  explicit Stopwatch(double &Sum) : Sum(Sum), Begin(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    Sum +=
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - Begin).count();
  }
  Stopwatch(const Stopwatch &) = delete;
  Stopwatch &operator=(const Stopwatch &) = delete;

private:
  double &Sum;
  std::chrono::steady_clock::time_point Begin;
};

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_STOPWATCH_H

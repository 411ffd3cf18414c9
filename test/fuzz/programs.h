// What the random programs of scripts/fuzz are made of. The checker reads this file as it is. Where
// the programs run, FUZZ_RUNS is defined, and oracle.h looks at each value before it is consumed.
#ifndef VALUETASK_FUZZ_PROGRAMS_H
#define VALUETASK_FUZZ_PROGRAMS_H

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

#ifdef FUZZ_RUNS
#include "oracle.h"
#define USE(value) fuzz::use(value)
#else
#define USE(value) value
// The checker doesn't see what these do; oracle.h defines them.
value_task<int> load(int key); // is complete, or not yet, or fails, as the run wants it
void check(int number);        // throws an int, as the run wants it
[[noreturn]] void stop();
bool is_odd(int number);
void note(int number);
#endif

inline value_task<int> ready(int key) { return key; }
inline value_task<int> compute(int key) { co_return co_await load(key); }
inline void require(bool fails) {
  if (fails)
    throw 1;
}

struct holder {
  value_task<int> value;
};

inline value_task<int> take(value_task<int> value) { co_return co_await USE(value); }
inline value_task<int> take_rvalue(value_task<int> &&value) {
  co_return co_await std::move(USE(value));
}
inline value_task<int> take_reference(value_task<int> &value) { co_return co_await USE(value); }
inline value_task<int> take_pointer(value_task<int> *value) { co_return co_await USE(*value); }
inline value_task<int> take_if(value_task<int> &value, bool wanted) {
  if (wanted)
    co_return co_await USE(value);
  co_return 0;
}
inline value_task<int> pass_on(value_task<int> value) { return value; }
inline void drop(value_task<int> value) { valuetask::detach(std::move(USE(value))); }
inline void refill(value_task<int> &value) { value = load(9); }
inline bool is_there(const value_task<int> &value) { return value.is_completed(); }

#endif

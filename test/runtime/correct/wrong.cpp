// The control: were nothing reported at all, the other files would be green too.
#include "correct.h"

namespace {

using namespace correct;

constexpr const char *consumed_twice = "valuetask: value_task consumed twice";
constexpr const char *destroyed = "valuetask: value_task destroyed without having been consumed";
constexpr const char *overwritten =
    "valuetask: value_task overwritten without having been consumed";

task<int> awaits_twice(value_task<int> x) { co_return co_await x + co_await x; }

WRONG_PROGRAM(awaited_twice, consumed_twice) { sync_wait(awaits_twice(load(1))); }

WRONG_PROGRAM(awaited_twice_and_late, consumed_twice) {
  source<> until;
  task<int> sum = awaits_twice(late(until, 1));
  until.set_result();
  sum.result();
}

WRONG_PROGRAM(asked_twice, consumed_twice) {
  value_task<int> x = work(1);
  static_cast<void>(x.result());
  static_cast<void>(x.result());
}

WRONG_PROGRAM(moved_from, "valuetask: value_task consumed after it was moved from") {
  value_task<int> x = load(1);
  value_task<int> y = std::move(x);
  static_cast<void>(y.result());
  static_cast<void>(x.result());
}

WRONG_PROGRAM(dropped_result, destroyed) { value_task<int> x = load(1); }

WRONG_PROGRAM(dropped_temporary, destroyed) { static_cast<void>(work(1)); }

WRONG_PROGRAM(dropped_while_it_runs, destroyed) {
  source<> until;
  {
    value_task<int> x = late(until, 1);
  }
  until.set_result();
}

task<> drops_after_a_wait(source<> &until) {
  value_task<int> x = load(1);
  co_await until.get();
}

WRONG_PROGRAM(dropped_by_a_coroutine, destroyed) {
  source<> until;
  task<> done = drops_after_a_wait(until);
  until.set_result();
  done.result();
}

WRONG_PROGRAM(dropped_after_an_exception, destroyed) {
  value_task<int> x = load(1);
  try {
    static_cast<void>(fails(1).result());
  } catch (const failure &) {
  }
}

WRONG_PROGRAM(overwritten_result, overwritten) {
  value_task<int> x = load(1);
  x = load(2);
  static_cast<void>(x.result());
}

WRONG_PROGRAM(overwritten_element, overwritten) {
  std::vector<value_task<int>> several;
  several.push_back(work(1));
  several.front() = work(2);
  static_cast<void>(several.front().result());
}

} // namespace

// Value_tasks that an exception unwinds, which nobody could consume: also where others are in
// flight, or it was caught in between.
#include "correct.h"
#include "foreign.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <valuetask/detach.h>
#include <valuetask/when_all.h>

namespace {

using namespace correct;

struct completes {
  source<> &when_destroyed;
  ~completes() { when_destroyed.set_result(); }
};

template <class Body> int number_thrown_by(Body body) {
  try {
    body();
  } catch (const failure &error) {
    return error.number;
  }
  return -1;
}
template <class T> int number_thrown_by(task<T> &ended) {
  return number_thrown_by([&] { static_cast<void>(ended.result()); });
}

void fail(source<> &one, int number) {
  one.set_exception(std::make_exception_ptr(failure(number)));
}

task<> waits_twice(source<> &a, source<> &b) {
  co_await a.get();
  value_task<int> x = load(1);
  co_await b.get();
  co_await x;
}

PROGRAM(made_while_another_exception_is_in_flight) {
  source<> a, b;
  task<> ended = waits_twice(a, b);
  check(number_thrown_by([&] {
          const completes on_exit{a};
          throw failure(1);
        }) == 1);
  fail(b, 2);
  check(number_thrown_by(ended) == 2);
}

PROGRAM(made_while_two_exceptions_are_in_flight) {
  source<> a, b;
  task<> ended = waits_twice(a, b);
  struct throws_and_catches {
    source<> &s;
    ~throws_and_catches() {
      check(number_thrown_by([&] {
              const completes on_exit{s};
              throw failure(2);
            }) == 2);
    }
  };
  check(number_thrown_by([&] {
          const throws_and_catches on_exit{a};
          throw failure(1);
        }) == 1);
  fail(b, 3);
  check(number_thrown_by(ended) == 3);
}

PROGRAM(made_in_flight_and_unwound_on_another_thread) {
  source<> a, b;
  task<> ended = waits_twice(a, b);
  check(number_thrown_by([&] {
          const completes on_exit{a};
          throw failure(1);
        }) == 1);
  std::thread([&] { fail(b, 2); }).join();
  check(number_thrown_by(ended) == 2);
}

PROGRAM(made_in_flight_and_consumed) {
  source<> a, b;
  task<> ended = waits_twice(a, b);
  check(number_thrown_by([&] {
          const completes on_exit{a};
          throw failure(1);
        }) == 1);
  b.set_result();
  ended.result();
}

PROGRAM(consumed_and_unwound_while_another_is_in_flight) {
  source<> begin, also_begin, a, b;
  begin.set_result();
  also_begin.set_result();
  task<> consumes = waits_twice(begin, a), unwinds = waits_twice(also_begin, b);
  struct ends_both {
    source<> &well, &badly;
    ~ends_both() {
      well.set_result();
      fail(badly, 2);
    }
  };
  check(number_thrown_by([&] {
          const ends_both on_exit{a, b};
          throw failure(1);
        }) == 1);
  consumes.result();
  check(number_thrown_by(unwinds) == 2);
}

/// Its parameter is destroyed with the frame, when the exception was caught long ago.
value_task<int> fails_with(value_task<int> x, gate *closed) {
  if (closed != nullptr)
    co_await *closed;
  if (closed == nullptr || x.is_completed())
    throw failure(3);
  co_return co_await x;
}
task<int> fails_as_task(value_task<int> x, value_task<int> y, gate &closed) {
  co_await closed;
  const int sum = co_await x + co_await fails(4);
  co_return sum + co_await y;
}

PROGRAM(parameters_of_a_failed_body) {
  value_task<int> at_once = fails_with(load(1), nullptr);
  check(number_thrown_by([&] { static_cast<void>(at_once.result()); }) == 3);
  gate closed;
  value_task<int> later = fails_with(work(1), &closed);
  closed.open();
  check(number_thrown_by([&] { static_cast<void>(sync_wait(later)); }) == 3);
}

PROGRAM(parameters_of_a_failed_task) {
  gate closed;
  {
    task<int> ended = fails_as_task(load(1), work(2), closed), copy = ended;
    closed.open();
    check(number_thrown_by(copy) == 4);
  }
  task<int> dropped = fails_as_task(load(1), work(2), closed);
  dropped = task<int>();
  task<int> from_other = fails_with(load(1), nullptr).as_task();
  check(number_thrown_by(from_other) == 3);
}

PROGRAM(parameters_of_a_failed_one_in_combinators) {
  auto all = valuetask::when_all(fails_with(load(1), nullptr), load(2));
  check(number_thrown_by([&] { static_cast<void>(all.result()); }) == 3);
  static int unobserved = 0;
  valuetask::set_unobserved_exception_handler([](std::exception_ptr) noexcept { ++unobserved; });
  valuetask::detach(fails_with(work(1), nullptr));
  gate closed;
  valuetask::detach(fails_with(work(1), &closed));
  closed.open();
  check(unobserved == 2);
}

PROGRAM(parameters_of_a_failed_coroutine_of_theirs) {
  gate closed;
  closed.open();
  lazy ended = [](value_task<int> x, value_task<int> y, gate &closed) -> lazy {
    co_await closed;
    const int sum = co_await x + co_await fails(5);
    co_return sum + co_await y;
  }(load(1), work(2), closed);
  ended.start();
  check(number_thrown_by([&] { static_cast<void>(ended.result()); }) == 5);
}

value_task<int> passes_on(value_task<int> x, int depth, source<> &until) {
  value_task<int> held = work(depth), also = load(depth);
  int below = 0;
  if (depth == 0)
    below = co_await fails_late(until, 6);
  else
    below = co_await passes_on(load(1), depth - 1, until);
  co_return below + co_await held + co_await also + co_await x;
}

PROGRAM(passes_through_many) {
  source<> until;
  task<int> ended = passes_on(load(1), 10, until).as_task();
  until.set_result();
  check(number_thrown_by(ended) == 6);
}

int guarded(value_task<int> x, int number) try {
  if (number < 0)
    throw failure(number);
  return x.result() + number;
} catch (const failure &error) {
  return x.result() + error.number;
}
struct guards {
  guards(value_task<int> a, value_task<int> b) try : first(std::move(a)), second(std::move(b)) {
    throw failure(7);
  } catch (failure &error) {
    ++error.number;
  }
  value_task<int> first, second;
};

PROGRAM(function_try_blocks) {
  check(guarded(load(1), 2) == 3 && guarded(work(1), -2) == -1);
  check(number_thrown_by([] { guards{load(1), work(2)}; }) == 8);
  check(number_thrown_by([] { std::make_unique<guards>(load(1), work(2)); }) == 8);
}

struct flush {
  int number;
  ~flush() noexcept(false) { throw failure(number); }
};

PROGRAM(destructors_that_throw) {
  const auto run = [] {
    value_task<int> x = load(1);
    std::vector<value_task<int>> several;
    several.push_back(work(2));
    {
      const flush at_end{9};
    }
    return x.result() + several[0].result();
  };
  check(number_thrown_by(run) == 9);
}

task<int> flushes_behind_its_result(source<> &until) {
  value_task<int> x = work(1);
  co_await until.get();
  try {
    value_task<int> unwound = load(2);
    const flush at_end{10};
    co_return 100;
  } catch (const failure &error) {
    check(error.number == 10);
  }
  co_return co_await x;
}

PROGRAM(destructor_that_throws_behind_co_return) {
  source<> until;
  task<int> ended = flushes_behind_its_result(until);
  until.set_result();
  check(ended.result() == 1);
}

int add(value_task<int> x, int y, value_task<int> z) { return x.result() + y + z.result(); }
int throws_number() { throw failure(11); }

PROGRAM(arguments_of_a_call_that_is_not_made) {
  check(number_thrown_by([] { add(load(1), throws_number(), work(2)); }) == 11);
  task<int> ended = []() -> task<int> {
    value_task<int> x = load(1);
    co_return add(std::move(x), co_await fails(12), work(2));
  }();
  check(number_thrown_by(ended) == 12);
}

struct two {
  two(value_task<int> a, value_task<int> b, bool fail) : first(std::move(a)), second(std::move(b)) {
    if (fail)
      throw failure(13);
  }
  value_task<int> first, second;
};

PROGRAM(constructor_that_throws) {
  check(number_thrown_by([] { two(load(1), work(2), true); }) == 13);
  check(number_thrown_by([] {
          std::vector<two> several;
          several.emplace_back(load(1), work(2), false);
          several.emplace_back(load(3), work(4), true);
        }) == 13);
}

PROGRAM(unwound_in_containers) {
  check(number_thrown_by([] {
          std::map<int, value_task<int>> by_key;
          by_key.emplace(1, load(1));
          std::optional<value_task<int>> maybe = work(2);
          auto owned = std::make_unique<value_task<int>>(load(3));
          auto tuple = std::make_tuple(load(4), std::make_pair(5, work(5)));
          throw failure(14);
        }) == 14);
  try {
    std::vector<value_task<int>> several;
    several.push_back(load(1));
    several.reserve(several.max_size() + 1);
    check(false);
  } catch (const std::length_error &) {
  }
}

PROGRAM(caught_in_the_coroutine_that_goes_on) {
  task<int> sum = []() -> task<int> {
    int sum = 0;
    value_task<int> kept = load(100);
    for (int i = 0; i != 3; ++i) {
      try {
        value_task<int> unwound = work(i);
        value_task<int> maybe = i == 1 ? load(i) : fails(i);
        sum += co_await maybe;
        sum += co_await unwound;
      } catch (const failure &error) {
        value_task<int> in_handler = load(error.number * 10);
        sum += in_handler.result();
      }
    }
    co_return sum + co_await kept;
  }();
  check(sum.result() == 122);
}

PROGRAM(thrown_again_by_a_handler) {
  check(number_thrown_by([] {
          value_task<int> outer = load(1);
          try {
            value_task<int> inner = load(2);
            throw failure(15);
          } catch (...) {
            value_task<int> in_handler = work(3);
            throw;
          }
        }) == 15);
}

task<int> wraps_nested(int depth) {
  value_task<int> x = load(depth);
  try {
    value_task<int> y = work(depth);
    int below = 0;
    if (depth == 0)
      below = throws_number();
    else
      below = co_await wraps_nested(depth - 1);
    co_return below + co_await y + co_await x;
  } catch (...) {
    std::throw_with_nested(failure(depth));
  }
}
int depth_of(const std::exception &error) {
  try {
    value_task<int> unwound = load(1);
    std::rethrow_if_nested(error);
    return unwound.result();
  } catch (const std::exception &inner) {
    return 1 + depth_of(inner);
  }
}

PROGRAM(nested_exceptions) {
  task<int> ended = wraps_nested(3);
  try {
    static_cast<void>(ended.result());
    check(false);
  } catch (const failure &error) {
    check(error.number == 3 && depth_of(error) == 5);
  }
}

PROGRAM(rethrown_from_an_exception_ptr) {
  std::exception_ptr kept;
  for (int i = 0; i != 3; ++i) {
    try {
      value_task<int> x = load(1);
      if (kept)
        std::rethrow_exception(kept);
      throw failure(16 + x.result());
    } catch (const failure &error) {
      check(error.number == 17);
      kept = std::current_exception();
    }
  }
  int number = 0;
  std::thread([&] {
    number = number_thrown_by([&] {
      value_task<int> x = work(1);
      std::rethrow_exception(kept);
    });
  }).join();
  check(number == 17);
}

PROGRAM(unwound_by_a_destructor_that_unwinds) {
  struct throws_inside {
    ~throws_inside() {
      check(number_thrown_by([] {
              value_task<int> x = load(1);
              task<int> ended = wraps_nested(1);
              static_cast<void>(ended.result());
            }) == 1);
    }
  };
  check(number_thrown_by([] {
          value_task<int> x = load(1);
          const throws_inside on_exit;
          value_task<int> y = load(2);
          throw failure(18);
        }) == 18);
}

PROGRAM(theirs_destroyed_by_an_exception) {
  gate closed;
  check(number_thrown_by([&] {
          lazy waits = [](gate &closed, value_task<int> x) -> lazy {
            value_task<int> y = load(1);
            co_await closed;
            co_return co_await x + co_await y;
          }(closed, work(2));
          waits.start();
          throw failure(19);
        }) == 19);
}

struct throws_when_awaited {
  bool when_suspended;
  bool await_ready() const noexcept { return !when_suspended; }
  void await_suspend(std::coroutine_handle<>) const { throw failure(20); }
  void await_resume() const { throw failure(21); }
};

PROGRAM(thrown_by_an_awaiter) {
  const auto waits = [](bool when_suspended) -> task<> {
    value_task<int> x = load(1);
    co_await throws_when_awaited{when_suspended};
    co_await x;
  };
  task<> suspended = waits(true), resumed = waits(false);
  check(number_thrown_by(suspended) == 20 && number_thrown_by(resumed) == 21);
}

/// Whether moving it throws.
struct moody {
  moody(bool is_bad) : is_bad(is_bad) {}
  moody(moody &&other) : is_bad(other.is_bad) {
    if (is_bad)
      throw failure(22);
  }
  bool is_bad;
};

// Nothing arrives, and what was moved from is not to be consumed any more.
PROGRAM(move_that_throws) {
  value_task<moody> target;
  {
    value_task<moody> given = true;
    check(number_thrown_by([&] { target = std::move(given); }) == 22);
  }
  check(!target.is_completed());
  value_task<moody> given = true;
  check(number_thrown_by([&] { value_task<moody> constructed = std::move(given); }) == 22);
  target = false;
  check(!target.result().is_bad);
}

} // namespace

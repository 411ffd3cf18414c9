// Coroutine types that are not ours, holding value_tasks and awaiting ours; many are destroyed
// where they wait, with value_tasks in them that nobody could consume any more.
#include "foreign.h"
#include "correct.h"

#include <array>
#include <memory>
#include <string>

namespace {

using namespace correct;

generator<int> squares(int count) {
  for (int i = 0; i != count; ++i) {
    value_task<int> x = i % 2 == 0 ? load(i) : work(i);
    int square = i;
    co_yield square;
    square *= x.result();
    co_yield square;
  }
}

PROGRAM(generator_that_consumes) {
  generator<int> all = squares(5);
  int sum = 0;
  while (all.next())
    sum += all.value();
  check(sum == 10 + 30);
}

PROGRAM(generator_destroyed_where_it_waits) {
  generator<int> all = squares(5);
  check(all.next() && all.value() == 0 && all.next() && all.next());
}

// Where the optimiser sees all of it, the frame becomes a part of its caller's.
PROGRAM(generator_destroyed_where_it_was_made) {
  int sum = 0;
  for (int i = 0; i != 3; ++i) {
    auto all = [](int from) -> generator<int> {
      value_task<int> first = from, second = load(from + 1);
      co_yield from;
      from += first.result();
      co_yield from;
      from += second.result();
      co_yield from;
    }(i);
    if (all.next() && (i == 0 || all.next()))
      sum += all.value();
  }
  check(sum == 6);
}

PROGRAM(generator_never_started) {
  generator<int> all = [](value_task<int> x) -> generator<int> {
    int once = x.result();
    co_yield once;
  }(load(1));
}

generator<int> climb(int depth) {
  value_task<int> x = work(depth);
  if (depth != 0) {
    generator<int> rest = climb(depth - 1);
    while (rest.next())
      co_yield rest.value();
  }
  int last = x.result();
  co_yield last;
}

PROGRAM(generators_in_generators_destroyed) {
  generator<int> all = climb(6);
  check(all.next() && all.value() == 0 && all.next() && all.value() == 1);
}

generator<value_task<int>> started(int count) {
  for (int i = 0; i != count; ++i) {
    co_yield load(i);
    value_task<int> x = work(i);
    co_yield x;
  }
}

PROGRAM(generator_of_value_tasks) {
  generator<value_task<int>> all = started(5);
  int sum = 0;
  while (all.next()) {
    value_task<int> x = std::move(all.value());
    sum += x.result();
  }
  check(sum == 20);
}

PROGRAM(generator_of_value_tasks_destroyed_before_the_last_was_taken) {
  generator<value_task<int>> all = started(5);
  check(all.next() && all.value().result() == 0 && all.next());
}

PROGRAM(generator_unwound) {
  try {
    generator<int> all = squares(3);
    all.next();
    throw failure(1);
  } catch (const failure &) {
  }
}

generator<int> stops_at(int limit) {
  for (int i = 0;; ++i) {
    value_task<int> x = load(i);
    if (i == limit)
      throw failure(i);
    co_yield i;
    static_cast<void>(x.result());
  }
}

PROGRAM(generator_that_throws) {
  generator<int> all = stops_at(2);
  try {
    while (all.next()) {
    }
    check(false);
  } catch (const failure &error) {
    check(error.number == 2);
  }
}

PROGRAM(generators_on_the_heap) {
  std::vector<std::unique_ptr<generator<int>>> several;
  for (int i = 0; i != 4; ++i) {
    several.push_back(std::make_unique<generator<int>>(squares(3)));
    several.back()->next();
  }
  several.pop_back();
  several.erase(several.begin());
  check(several[0]->value() == 0);
}

lazy adds(value_task<int> x, gate &closed, value_task<int> y) {
  value_task<int> z = load(3);
  const int sum = co_await x;
  co_await closed;
  value_task<int> w = std::move(z);
  co_return sum + co_await y + co_await w;
}

PROGRAM(lazy_that_runs) {
  gate closed;
  const lazy sum = adds(work(1), closed, load(2));
  closed.open();
  check([&]() -> task<int> { co_return co_await sum; }().result() == 6);
}

PROGRAM(lazy_never_started) {
  gate closed;
  lazy sum = adds(work(1), closed, load(2));
}

void start_deeper(lazy &one, int depth) {
  const std::string path(static_cast<std::size_t>(depth), 'x');
  if (path.empty())
    one.start();
  else
    start_deeper(one, depth - 1);
}

PROGRAM(lazy_destroyed_where_it_waits) {
  gate closed;
  lazy sum = adds(work(1), closed, load(2));
  start_deeper(sum, 4);
  check(!sum.is_done());
}

PROGRAM(lazy_started_in_one_call_and_ended_in_another) {
  gate closed;
  lazy sum = adds(work(1), closed, load(2));
  start_deeper(sum, 3);
  [&closed] { closed.open(); }();
  check(sum.result() == 6);
}

eager waits_for(gate &closed, int number) {
  value_task<int> x = number;
  std::array<value_task<int>, 2> two{load(number), work(number)};
  co_await closed;
  co_return co_await x + co_await two[0] + co_await two[1];
}

PROGRAM(eager_destroyed_where_it_waits) {
  gate closed, open;
  open.open();
  const eager first = waits_for(open, 1);
  {
    const eager second = waits_for(closed, 2);
  }
  check(first.result() == 3);
}

PROGRAM(eager_in_a_loop_all_destroyed_but_one) {
  std::vector<eager> several;
  gate never, soon;
  for (int i = 0; i != 6; ++i)
    several.push_back(waits_for(i == 4 ? soon : never, i));
  soon.open();
  check(several[4].is_done() && several[4].result() == 12);
}

// The await is over when the coroutine goes, which takes with it what it awaited.
PROGRAM(destroyed_while_it_awaits_ours) {
  source<> until;
  {
    lazy waits = [](source<> &until) -> lazy {
      value_task<int> other = load(1);
      const int number = co_await late(until, 2);
      co_return number + co_await other;
    }(until);
    waits.start();
    check(!waits.is_done());
  }
  until.set_result();
}

fire_and_forget adds_to(int &sum, gate &closed, value_task<int> x) {
  value_task<int> y = work(10);
  co_await closed;
  sum += co_await x;
  sum += co_await y;
}

PROGRAM(fire_and_forget_that_holds) {
  gate closed;
  int sum = 0;
  for (int i = 0; i != 3; ++i)
    adds_to(sum, closed, i == 1 ? load(i) : work(i));
  closed.open();
  check(sum == 33);
}

lazy chain(int depth, value_task<int> x) {
  value_task<int> y = load(1);
  const int below = depth == 0 ? 0 : co_await chain(depth - 1, work(depth));
  co_return below + co_await x + co_await y;
}

PROGRAM(symmetric_transfers) {
  task<int> sum = []() -> task<int> { co_return co_await chain(10, load(0)); }();
  check(sum.result() == 55 + 11);
}

PROGRAM(symmetric_transfers_that_throw) {
  task<int> sum = []() -> task<int> {
    value_task<int> unwound = load(1);
    const lazy fails_below = [](value_task<int> x) -> lazy {
      value_task<int> y = load(2);
      static_cast<void>(co_await fails(3));
      co_return co_await x + co_await y;
    }(work(1));
    co_return co_await fails_below + co_await unwound;
  }();
  try {
    static_cast<void>(sum.result());
    check(false);
  } catch (const failure &error) {
    check(error.number == 3);
  }
}

/// Its promise wraps what it awaits, and keeps what it is given.
struct collector {
  struct promise_type {
    collector get_return_object() noexcept { return collector(*this); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }

    struct wrapped {
      value_task<int> inner;
      bool await_ready() const noexcept { return inner.is_completed(); }
      void await_suspend(std::coroutine_handle<>) const noexcept {}
      int await_resume() { return inner.result(); }
    };
    wrapped await_transform(value_task<int> x) { return wrapped{std::move(x)}; }
    std::suspend_always yield_value(value_task<int> x) {
      yielded = std::move(x);
      return {};
    }
    value_task<int> yielded;
  };

  explicit collector(promise_type &promise) noexcept : coroutine(promise) {}
  value_task<int> next() {
    coroutine.frame().resume();
    return std::move(coroutine.frame().promise().yielded);
  }
  owner<promise_type> coroutine;
};

collector collects() {
  co_yield load(co_await work(1));
  co_yield work(co_await load(2));
  co_yield shared(3);
}

PROGRAM(promise_that_keeps_and_wraps) {
  collector all = collects();
  check(all.next().result() == 1 && all.next().result() == 2 && all.next().result() == 3);
}

PROGRAM(promise_destroyed_with_what_it_keeps) {
  collector all = collects();
  check(all.next().result() == 1);
  all.coroutine.frame().resume();
}

PROGRAM(destroyed_by_hand_in_the_middle) {
  gate closed;
  struct box {
    struct promise_type : result_promise<box, std::suspend_never> {
      box get_return_object() noexcept { return {owner<promise_type>(*this)}; }
    };
    owner<promise_type> coroutine;
  };
  int ended = 0;
  auto make = [&closed](int &ended) -> box {
    struct note {
      int &ended;
      ~note() { ++ended; }
    };
    const note at_end{ended};
    auto x = std::make_unique<value_task<int>>(work(1));
    std::vector<value_task<int>> several;
    several.push_back(load(2));
    co_await closed;
    co_return x->result() + several[0].result();
  };
  {
    const box destroyed = make(ended);
  }
  check(ended == 1);
}

} // namespace

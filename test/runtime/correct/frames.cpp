// Coroutines within coroutines, and what is destroyed with them before they get to their end.
#include "correct.h"
#include "foreign.h"

#include <atomic>
#include <memory>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <valuetask/sync_wait.h>

namespace {

using namespace correct;

// clang may lay the frame of a generator into that of whoever runs it, and its end as well.
generator<int> endless() {
  for (int i = 0;; ++i) {
    value_task<int> x = load(i);
    co_yield i;
    co_yield x.result();
  }
}
generator<int> owns_one() {
  const auto x = std::make_unique<value_task<int>>(load(1));
  co_yield 1;
  co_yield x->result();
}
struct pair_of_them {
  pair_of_them(value_task<int> a, value_task<int> b) : first(std::move(a)), second(std::move(b)) {}
  value_task<int> first, second;
};
generator<int> has_a_pair() {
  pair_of_them both(load(1), load(2));
  co_yield 1;
  co_yield both.first.result();
  co_yield both.second.result();
}

template <class Make> int first_of(Make make) {
  auto all = make();
  all.next();
  return all.value();
}

PROGRAM(generators_left_by_a_function) {
  check(first_of(endless) == 0);
  check(first_of(owns_one) == 1);
  check(first_of(has_a_pair) == 1);
}

PROGRAM(generators_left_by_a_task) {
  const auto work = []() -> task<int> {
    int sum = 0;
    for (int i = 0; i != 2; ++i) {
      auto numbers = endless();
      auto one = owns_one();
      auto two = has_a_pair();
      numbers.next(), one.next(), two.next(), two.next();
      sum += numbers.value() + one.value() + two.value();
    }
    co_return sum;
  };
  check(work().result() == 4);
}

PROGRAM(generators_left_behind_a_wait) {
  source<> until;
  const auto work = [](source<> &until) -> value_task<int> {
    auto numbers = endless();
    auto two = has_a_pair();
    numbers.next(), two.next();
    co_await until.get();
    co_return numbers.value() + two.value();
  };
  value_task<int> sum = work(until);
  until.set_result();
  check(sum.result() == 1);
}

PROGRAM(lazy_ones_left_in_the_middle) {
  const auto work = []() -> task<> {
    lazy once = []() -> lazy {
      pair_of_them both(load(1), load(2));
      co_await std::suspend_always();
      co_return both.first.result() + both.second.result();
    }();
    once.start();
    co_return;
  };
  work().result();
}

// Copying a parameter calls another coroutine, before the promise of the first is made.
task<int> plus_one(int n) { co_return n + 1; }
struct counts_copies {
  int copies = 0;
  counts_copies() = default;
  counts_copies(const counts_copies &other) : copies(plus_one(other.copies).result()) {}
};
PROGRAM(parameters_of_one_that_failed) {
  const auto fails = [](counts_copies count, value_task<int> x) -> task<int> {
    if (count.copies > 0)
      throw failure(count.copies);
    co_return co_await x;
  };
  const counts_copies count;
  const task<int> failed = fails(count, load(1));
  check(failed.is_completed() && !failed.is_completed_successfully());
}

// An awaiter of this file alone, of which nothing is left but its work.
struct has_one {
  explicit has_one(value_task<int> x) : inner(std::move(x)) {}
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return inner.result(); }

private:
  value_task<int> inner;
};
[[gnu::noinline]] has_one having(int number) { return has_one(load(number)); }
PROGRAM(awaiter_given_to_sync_wait) { check(sync_wait(having(4)) == 4); }

// Others may be awaited by way of ours, in an order of their own.
class begins_late {
public:
  explicit begins_late(value_task<int> &x) : inner_(x.operator co_await()) {}
  bool await_ready() const noexcept { return false; }
  template <class Promise> bool await_suspend(std::coroutine_handle<Promise> coroutine) {
    return inner_.await_suspend(coroutine);
  }
  int await_resume() { return inner_.await_resume(); }

private:
  decltype(std::declval<value_task<int> &>().operator co_await()) inner_;
};
PROGRAM(awaiter_that_never_asks_whether_it_is_ready) {
  source<> until;
  const auto work = [](source<> &until, int number) -> task<int> {
    value_task<int> x = late(until, number);
    co_return co_await begins_late(x);
  };
  const task<int> waits = work(until, 3);
  until.set_result();
  check(waits.result() == 3);
}
PROGRAM(awaiter_that_asks_twice) {
  value_task<int> x = load(3);
  auto awaiter = x.operator co_await();
  check(awaiter.await_ready());
  check(awaiter.await_ready());
  check(awaiter.await_resume() == 3);
}

// A list that a coroutine owns, and that is destroyed on stacks of its own.
struct cell {
  std::unique_ptr<value_task<int>> pending;
  task<cell> next;
};
PROGRAM(list_left_by_a_coroutine) {
  task<cell> list = task<cell>::from_result({std::make_unique<value_task<int>>(load(1)), {}});
  for (int i = 0; i != 100; ++i)
    list = task<cell>::from_result({nullptr, std::move(list)});
  lazy work = [](task<cell> mine) -> lazy {
    co_await std::suspend_always();
    co_return mine.result().pending->result();
  }(std::move(list));
  work.start();
}

// Whoever waits for a task may end meanwhile, and so may the others.
task<int> slow(source<> &until) {
  co_await until.get();
  co_return 1;
}
value_task<int> by_way_of_a_task(source<> &until) { return slow(until); }
lazy waits_for(source<> &until) { co_return co_await by_way_of_a_task(until); }
lazy waits_for_shared(const task<int> &shared) { co_return co_await shared; }

PROGRAM(destroyed_while_it_awaits_what_a_task_gives) {
  source<> until;
  {
    lazy work = waits_for(until);
    work.start();
  }
  until.set_result();
}

PROGRAM(destroyed_while_it_awaits_a_task_with_others) {
  source<> until;
  const task<int> shared = slow(until);
  for (std::size_t ended = 0; ended != 4; ++ended) {
    std::vector<std::unique_ptr<lazy>> all;
    for (int i = 0; i != 4; ++i) {
      all.push_back(std::make_unique<lazy>(waits_for_shared(shared)));
      all.back()->start();
    }
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(ended));
  }
  lazy last = waits_for_shared(shared);
  last.start();
  until.set_result();
  check(last.result() == 1);
}

PROGRAM(destroyed_by_another_that_awaits_the_same) {
  source<> until;
  const task<int> shared = slow(until);
  std::optional<lazy> victim;
  const auto ends_it = [](const task<int> &shared, std::optional<lazy> &victim) -> task<int> {
    const int result = co_await shared;
    victim.reset();
    co_return result;
  };
  const task<int> first = ends_it(shared, victim);
  victim.emplace(waits_for_shared(shared));
  victim->start();
  const task<int> second = ends_it(shared, victim), third = ends_it(shared, victim);
  until.set_result();
  check(first.result() == 1 && second.result() == 1 && third.result() == 1);
}

// The child of a fork() has the locks that other threads held.
#if !VALUETASK_DETAIL_SANITIZED
struct keeps {
  explicit keeps(value_task<int> x) : held(std::move(x)) {}
  value_task<int> held;
};
int keep_and_use() {
  keeps one(load(1));
  static value_task<int> other;
  other = load(1);
  return one.held.result() + other.result();
}

PROGRAM(fork_beside_a_busy_thread) {
  std::atomic<bool> is_over{false};
  std::thread busy([&] {
    while (!is_over) {
      keeps one(load(1));
      check(one.held.result() == 1 && work(2).result() == 2);
    }
  });
  for (int i = 0; i != 200; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::alarm(20);
      ::_exit(keep_and_use() - 2);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  is_over = true;
  busy.join();
}
#endif

} // namespace

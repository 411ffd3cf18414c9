// The combinators in all their forms, and results of every kind.
#include "correct.h"
#include "foreign.h"

#include <array>
#include <list>
#include <memory>
#include <optional>
#include <ranges>
#include <string>

#include <valuetask/detach.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>

namespace {

using namespace correct;
using valuetask::detach;
using valuetask::when_all;
using valuetask::when_any;

PROGRAM(all_of_several_kinds) {
  source<> until;
  value_task<int> x = load(1), y = late(until, 2);
  task<int> z = shared(3).as_task();
  gate open;
  open.open();
  auto all = when_all(x, std::move(y), z, open, value_task<>::completed());
  until.set_result();
  const auto [a, b, c, d, e] = all.result();
  check(a + b + c == 6 && z.result() == 3);
  check(when_all().result() == std::tuple());
}

PROGRAM(all_of_ranges) {
  std::vector<value_task<int>> vector;
  std::list<value_task<int>> list;
  std::array<value_task<int>, 2> array{load(1), work(2)};
  for (int i = 0; i != 3; ++i) {
    vector.push_back(load(i));
    list.push_back(work(i));
  }
  check(when_all(vector).result() == std::vector<int>{0, 1, 2});
  check(when_all(std::move(list)).result().size() == 3);
  check(when_all(array).result()[1] == 2);
  auto several = std::views::iota(0, 4) | std::views::transform([](int n) { return work(n); });
  check(when_all(several).result() == std::vector<int>{0, 1, 2, 3});
}

PROGRAM(all_of_which_some_fail) {
  source<> until;
  auto all = when_all(load(1), fails_late(until, 2), fails(3));
  until.set_result();
  try {
    static_cast<void>(all.result());
    check(false);
  } catch (const failure &error) {
    check(error.number == 2);
  }
}

PROGRAM(any_of_several) {
  source<int> slow, fast;
  value_task<int> x = slow.get();
  auto first = when_any(x, fast.get());
  fast.set_result(2);
  const auto winner = first.result();
  check(winner.index == 1 && std::get<1>(winner.value) == 2);
  slow.set_result(1);
  source<> until;
  auto ready = when_any(late(until, 3), load(4));
  check(ready.result().index == 1);
  until.set_result();
}

PROGRAM(any_of_a_range) {
  source<> until;
  std::vector<value_task<int>> several;
  for (int i = 0; i != 3; ++i)
    several.push_back(i == 0 ? late(until, 0) : work(i));
  const auto winner = sync_wait(when_any(several));
  check(winner.index == 1 && winner.value == 1);
  until.set_result();
  try {
    static_cast<void>(when_any(std::vector<value_task<int>>()).result());
    check(false);
  } catch (const std::invalid_argument &) {
  }
}

value_task<std::pair<int, int>> pair_of(int number) {
  value_task<int> x = load(number);
  co_return std::pair(co_await x, number);
}

PROGRAM(combinators_in_combinators) {
  source<> until;
  task<int> sum = [](source<> &until) -> task<int> {
    auto inner = when_all(load(1), work(2));
    auto race = when_any(late(until, 3), inner);
    auto all = when_all(std::move(race), pair_of(15));
    const auto [first, pair] = co_await all;
    const auto [a, b] = std::get<1>(first.value);
    co_return a + b + pair.first + pair.second;
  }(until);
  until.set_result();
  check(sum.result() == 3 + 30);
}

PROGRAM(detached_in_all_ways) {
  source<> until;
  value_task<int> x = load(1), y = late(until, 2);
  detach(std::move(x));
  detach(std::move(y));
  detach(work(3));
  detach(shared(4));
  detach(value_task<>::completed());
  detach(when_all(load(5), pair_of(15)));
  until.set_result();
}

PROGRAM(waited_for_in_all_ways) {
  source<> until;
  value_task<int> x = load(1), y = work(2), z = late(until, 3);
  until.set_result();
  const task<int> shared_one = shared(4).as_task();
  check(sync_wait(x) + sync_wait(std::move(y)) + sync_wait(z) + sync_wait(shared_one) == 10);
  sync_wait(value_task<>::completed());
  const lazy theirs = []() -> lazy { co_return co_await load(5); }();
  check(sync_wait(theirs) == 5 && sync_wait(load(6)) == 6);
}

struct profile {
  task<int> name, picture;
  void start(int number) {
    name = load(number).as_task();
    value_task<int> x = work(number);
    picture = x.as_task();
  }
  task<int> both() const { co_return co_await name + co_await picture; }
};

PROGRAM(tasks_in_fields) {
  profile one;
  one.start(1);
  const profile copy = one;
  one.start(2);
  check(one.both().result() == 4 && copy.both().result() == 2 && copy.both().result() == 2);
}

class pool {
public:
  void start(value_task<int> x) { running_.push_back(x.as_task()); }
  task<int> sum() const {
    int sum = 0;
    for (const task<int> &one : running_)
      sum += co_await one;
    co_return sum;
  }

private:
  std::vector<task<int>> running_;
};

PROGRAM(pool_of_tasks) {
  source<> first, second;
  pool all;
  all.start(late(first, 1));
  all.start(load(2));
  value_task<int> x = late(second, 3);
  all.start(std::move(x));
  task<int> sum = all.sum();
  second.set_result();
  first.set_result();
  check(sum.result() == 6 && all.sum().result() == 6);
}

PROGRAM(tasks_made_and_turned_back) {
  source<> until;
  task<int> running = late(until, 1).as_task();
  value_task<int> x = running, y = running;
  value_task<int> again = x.as_task();
  until.set_result();
  check(y.result() + again.result() + running.result() == 3);
}

PROGRAM(results_that_only_move) {
  const auto make = [](int n) -> value_task<std::unique_ptr<int>> {
    co_return std::make_unique<int>(n);
  };
  value_task<std::unique_ptr<int>> x = make(1), y = std::make_unique<int>(2);
  const std::unique_ptr<int> one = x.result();
  const auto [two, three] = sync_wait(when_all(std::move(y), make(3)));
  check(*one + *two + *three == 6);
  const task<std::unique_ptr<int>> kept = make(4).as_task();
  check(*kept.result() == 4);
}

PROGRAM(results_that_are_references_or_nothing) {
  int number = 1;
  const auto refer = [](int &to) -> value_task<int &> { co_return to; };
  value_task<int &> x = refer(number);
  x.result() = 2;
  [](auto refer, int &number) -> task<> {
    (co_await refer(number)) += 10;
    co_await value_task<>::completed();
    value_task<> nothing = []() -> value_task<> { co_return; }();
    co_await std::move(nothing);
  }(refer, number)
                                     .result();
  check(number == 12);
}

value_task<task<int>> gives_task(int number) { co_return shared(number).as_task(); }
value_task<value_task<int>> gives_value_task(int number) { co_return work(number); }
value_task<value_task<int>> gives_value_task_at_once(int number) { return load(number); }

PROGRAM(results_that_are_tasks) {
  task<int> sum = []() -> task<int> {
    const int first = co_await co_await gives_task(1);
    value_task<value_task<int>> outer = gives_value_task(2);
    value_task<int> inner = co_await outer;
    const int third = co_await co_await gives_value_task_at_once(3);
    co_return first + third + co_await inner;
  }();
  check(sum.result() == 6);
  value_task<int> x = sync_wait(gives_value_task(4));
  check(x.result() == 4);
}

// The result of a task is not given away, but what it points to may be consumed, once.
PROGRAM(result_of_a_task_that_owns_one) {
  task<std::unique_ptr<value_task<int>>> owns = []() -> task<std::unique_ptr<value_task<int>>> {
    co_return std::make_unique<value_task<int>>(work(5));
  }();
  check(owns.result()->result() == 5);
  value_task<std::vector<value_task<int>>> several =
      []() -> value_task<std::vector<value_task<int>>> {
    std::vector<value_task<int>> all;
    all.push_back(load(1));
    all.push_back(work(2));
    co_return all;
  }();
  int sum = 0;
  for (value_task<int> &x : several.result())
    sum += x.result();
  check(sum == 3);
}

PROGRAM(results_that_have_wide_types) {
  struct alignas(64) wide {
    std::array<int, 40> numbers{};
  };
  const auto make = [](int n) -> value_task<wide> {
    wide result;
    result.numbers.fill(n);
    co_return result;
  };
  value_task<wide> x = make(1);
  value_task<std::optional<std::string>> y = std::optional<std::string>(std::string(100, 'a'));
  value_task<wide> moved = std::move(x);
  std::vector<value_task<std::string>> several;
  for (int i = 0; i != 5; ++i)
    several.emplace_back(std::string(50, 'b'));
  check(moved.result().numbers[39] == 1 && y.result()->size() == 100);
  for (auto &one : several)
    check(one.result().size() == 50);
}

PROGRAM(inspected_before_it_is_consumed) {
  source<> until;
  value_task<int> x = late(until, 1), failed = fails(2);
  check(!x.is_completed() && failed.is_completed() && !failed.is_completed_successfully());
  until.set_result();
  check(x.is_completed() && x.result() == 1);
  const int number = [](value_task<int> &failed) {
    try {
      return failed.result();
    } catch (const failure &error) {
      return -error.number;
    }
  }(failed);
  check(number == -2);
}

} // namespace

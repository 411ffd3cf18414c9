// What programs do with value_tasks in loops, branches and recursion: retries, caches, state
// machines.
#include "correct.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <valuetask/detach.h>

namespace {

using namespace correct;

value_task<int> attempt(int number, int works_from) {
  if (number < works_from)
    throw failure(number);
  co_return number;
}

task<int> with_retries(int works_from) {
  for (int i = 0; i != 5; ++i) {
    try {
      co_return co_await attempt(i, works_from);
    } catch (const failure &error) {
      check(error.number == i);
    }
  }
  co_return -1;
}

PROGRAM(retries) { check(with_retries(3).result() == 3 && with_retries(9).result() == -1); }

task<int> with_retries_of_one_variable(source<> &until) {
  value_task<int> x = fails_late(until, 0);
  for (int i = 1;; ++i) {
    bool is_over = false;
    try {
      check(co_await x == 4);
      is_over = true;
    } catch (const failure &error) {
      check(error.number == i - 1);
    }
    if (is_over)
      co_return i;
    x = i == 4 ? work(i) : fails(i);
  }
}

PROGRAM(retries_of_one_variable) {
  source<> until;
  task<int> count = with_retries_of_one_variable(until);
  until.set_result();
  check(count.result() == 5);
}

task<int> with_fallback(std::vector<int> works_from) {
  std::exception_ptr last;
  for (const int from : works_from) {
    value_task<int> primary = attempt(1, from), backup = attempt(2, from);
    try {
      const int number = co_await primary;
      valuetask::detach(std::move(backup));
      co_return number;
    } catch (...) {
      last = std::current_exception();
    }
    try {
      co_return co_await backup;
    } catch (...) {
      last = std::current_exception();
    }
  }
  std::rethrow_exception(last);
}

PROGRAM(fallbacks) {
  check(with_fallback({5, 2, 1}).result() == 2);
  try {
    static_cast<void>(with_fallback({5, 6}).result());
    check(false);
  } catch (const failure &error) {
    check(error.number == 2);
  }
}

/// Results, and tasks of what is still running.
class cache {
public:
  explicit cache(source<> &network) : network_(network) {}
  value_task<std::string> get(int key) {
    if (const auto hit = results_.find(key); hit != results_.end())
      return hit->second;
    auto &running = running_[key];
    if (!running)
      running = fetch(key);
    return *running;
  }

private:
  task<std::string> fetch(int key) {
    ++fetched_;
    co_await network_.get();
    co_return results_[key] = std::string(20, 'x') + std::to_string(key + fetched_);
  }
  source<> &network_;
  int fetched_ = 0;
  std::map<int, std::string> results_;
  std::map<int, std::optional<task<std::string>>> running_;
};

PROGRAM(cache_of_results_and_tasks) {
  source<> network;
  cache known(network);
  const auto ask = [](cache &known) -> task<std::string> {
    value_task<std::string> one = known.get(1), same = known.get(1);
    co_return co_await one + co_await same + co_await known.get(1);
  };
  task<std::string> first = ask(known), second = ask(known);
  network.set_result();
  check(first.result().size() == 63 && second.result() == first.result());
  check(known.get(1).result().back() == '2');
}

enum class state : unsigned char { idle, connecting, running, ended };

value_task<state> step(state now, int &count) {
  switch (now) {
  case state::idle:
    return state::connecting;
  case state::connecting:
    return ++count < 3 ? state::connecting : state::running;
  case state::running: {
    value_task<int> x = work(count);
    count = x.result() + 10;
    return state::ended;
  }
  default:
    return state::idle;
  }
}

PROGRAM(state_machine) {
  int count = 0, steps = 0;
  [](int &count, int &steps) -> task<> {
    for (state now = state::idle; now != state::ended; ++steps)
      now = co_await step(now, count);
  }(count, steps)
                                    .result();
  check(count == 13 && steps == 5);
}

struct machine {
  using step = value_task<bool> (machine::*)();
  step next = &machine::begin;
  int sum = 0;

  value_task<bool> begin() {
    next = &machine::go_on;
    return true;
  }
  value_task<bool> go_on() {
    sum += co_await work(1);
    if (sum == 4)
      next = &machine::end;
    co_return true;
  }
  value_task<bool> end() { return false; }
};

PROGRAM(table_of_members) {
  machine one;
  while (sync_wait((one.*one.next)())) {
  }
  check(one.sum == 4);
}

int leaves_early(int where) {
  value_task<int> x = load(where);
  if (where == 0)
    return x.result();
  value_task<int> y = work(where);
  if (where == 1) {
    valuetask::detach(std::move(y));
    return x.result();
  }
  for (int i = 0; i != 3; ++i) {
    value_task<int> z = shared(i);
    if (i == where - 2)
      return x.result() + y.result() + z.result();
    if (z.result() < 0)
      break;
  }
  return x.result() * y.result();
}

PROGRAM(early_returns) {
  check(leaves_early(0) == 0 && leaves_early(1) == 1);
  check(leaves_early(2) == 4 && leaves_early(4) == 10 && leaves_early(9) == 81);
}

task<int> jumps(source<> &until) {
  int sum = 0;
again:
  value_task<int> x = work(sum + 1);
  sum += co_await x;
  if (sum < 10)
    goto again;
  {
    value_task<int> y = late(until, 100);
    sum += co_await y;
    if (sum > 0)
      goto end;
  }
  sum = 0;
end:
  co_return sum;
}

PROGRAM(jumps_back_and_out) {
  source<> until;
  task<int> sum = jumps(until);
  until.set_result();
  check(sum.result() == 115);
}

task<int> switches(int which) {
  value_task<int> x;
  int sum = 0;
  switch (which) {
  case 0:
    x = load(1);
    [[fallthrough]];
  case 1: {
    value_task<int> y = work(10);
    sum += co_await y;
    break;
  }
  default:
    x = shared(which);
  }
  co_return which == 1 ? sum : sum + x.result();
}

PROGRAM(switch_that_falls_through) {
  check(switches(0).result() == 11 && switches(1).result() == 10 && switches(7).result() == 7);
}

PROGRAM(conditional_operators) {
  for (const bool first : {true, false}) {
    value_task<int> x = first ? load(1) : work(2), y = load(3);
    value_task<int> &chosen = first ? x : y;
    const int sum = chosen.result();
    value_task<int> rest = first ? std::move(y) : std::move(x);
    check(sum + rest.result() == (first ? 4 : 5));
  }
}

value_task<bool> is_so(bool answer, int &asked) {
  ++asked;
  return answer;
}

PROGRAM(short_circuits_and_commas) {
  int asked = 0;
  check(is_so(true, asked).result() || is_so(true, asked).result());
  check(!(is_so(false, asked).result() && is_so(true, asked).result()));
  check(asked == 2);
  value_task<int> x = (static_cast<void>(is_so(true, asked).result()), load(4));
  check(x.result() == 4);
  if (value_task<int> y = work(5); y.is_completed())
    check(y.result() == 5);
  else
    check(sync_wait(y) == 5);
}

value_task<std::vector<int>> numbers() { return std::vector<int>{1, 2, 3}; }

PROGRAM(loops_of_all_kinds) {
  const int sum = []() -> task<int> {
    int sum = 0, i = 0;
    do {
      value_task<int> x = load(i);
      if (i % 3 == 0) {
        sum += co_await x;
        continue;
      }
      if (i == 8) {
        sum -= co_await std::move(x);
        break;
      }
      sum += 2 * co_await x;
    } while (++i);
    for (const int n : co_await numbers())
      sum += n;
    while (co_await is_so(sum < 100, i))
      sum += 50;
    co_return sum;
  }()
                              .result();
  check(sum == 145);
}

value_task<long> fibonacci(int n) {
  if (n < 2)
    co_return n;
  value_task<long> one = fibonacci(n - 1), other = fibonacci(n - 2);
  co_return co_await one + co_await other;
}

value_task<bool> is_odd(int n);
value_task<bool> is_even(int n) {
  if (n == 0)
    return true;
  return is_odd(n - 1);
}
value_task<bool> is_odd(int n) {
  if (n == 0)
    co_return false;
  value_task<bool> rest = is_even(n - 1);
  co_return co_await rest;
}

value_task<int> depth_of(int n, source<> &until) {
  if (n == 0)
    return late(until, 0);
  return [](int n, source<> &until) -> value_task<int> {
    value_task<int> held = work(1);
    const int below = co_await depth_of(n - 1, until);
    co_return below + co_await held;
  }(n, until);
}

PROGRAM(recursion) {
  check(fibonacci(12).result() == 144 && is_even(300).result() && !is_even(301).result());
  source<> until;
  value_task<int> depth = depth_of(500, until);
  until.set_result();
  check(depth.result() == 500);
}

PROGRAM(rounds_of_a_source) {
  source<int> rounds;
  task<int> sum = [](source<int> &rounds) -> task<int> {
    int sum = 0;
    for (int i = 0; i != 5; ++i) {
      rounds.reset();
      value_task<int> x = rounds.get();
      value_task<int> y = std::move(x);
      sum += co_await y;
    }
    co_return sum;
  }(rounds);
  for (int i = 0; i != 5; ++i)
    rounds.set_result(i);
  check(sum.result() == 10 && rounds.version() == 5);
}

// What is left of a round that was consumed may be dropped whenever one likes.
PROGRAM(rounds_dropped_after_their_consumption) {
  source<int> rounds;
  std::vector<value_task<int>> consumed;
  for (int i = 0; i != 4; ++i) {
    rounds.reset();
    rounds.set_result(i);
    consumed.push_back(rounds.get());
    check(consumed.back().result() == i);
    if (i == 2)
      consumed.clear();
  }
  rounds.reset();
  consumed.clear();
  rounds.reset();
  value_task<int> failed = rounds.get();
  rounds.set_exception(std::make_exception_ptr(failure(1)));
  try {
    static_cast<void>(failed.result());
    check(false);
  } catch (const failure &) {
  }
}

task<int> by_parameters(value_task<int> x, value_task<int> &y, value_task<int> &&z, gate &closed) {
  value_task<int> mine = std::move(z);
  co_await closed;
  co_return co_await x + co_await y + co_await mine;
}

PROGRAM(parameters_of_coroutines) {
  gate closed;
  value_task<int> x = load(1), y = work(2), z = shared(3);
  task<int> sum = by_parameters(std::move(x), y, std::move(z), closed);
  closed.open();
  check(sum.result() == 6);
}

PROGRAM(lambdas_called_in_place) {
  source<> until;
  value_task<int> x = work(1);
  const int once = [x = std::move(x)]() mutable { return x.result(); }();
  value_task<int> y = late(until, 2);
  task<int> late_sum = [](auto y, auto &&more) -> task<int> {
    const int number = co_await y;
    co_return number + more().result();
  }(std::move(y), [] { return load(3); });
  auto in_place = [z = load(4), w = work(5)]() mutable { return sync_wait(z) + sync_wait(w); };
  const int sum = in_place();
  until.set_result();
  check(once == 1 && late_sum.result() == 5 && sum == 9);
}

} // namespace

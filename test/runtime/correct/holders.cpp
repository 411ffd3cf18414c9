// Local objects that hold several value_tasks, and are used up by the function or coroutine that
// made them.
#include "correct.h"
#include "foreign.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <valuetask/detach.h>
#include <valuetask/when_all.h>

namespace {

using namespace correct;

struct both {
  both() = default;
  both(value_task<int> a, value_task<int> b) : first(std::move(a)), second(std::move(b)) {}
  value_task<int> first, second;
  int sum() { return first.result() + second.result(); }
  task<int> late_sum(source<> &until) {
    co_await until.get();
    co_return co_await first + co_await second;
  }
};

/// Runs it up to its wait for the source, which other calls and another place on the stack end.
template <class Coroutine> int started_here_and_ended_there(Coroutine coroutine) {
  source<> until;
  const auto start = [&](const std::string &) { return coroutine(until); };
  task<int> started = start(std::string(100, 'x'));
  check(!started.is_completed());
  [](source<> &until, auto...) { until.set_result(); }(until, 1, 2.0, std::string("other"));
  return started.result();
}

PROGRAM(holder_in_a_coroutine) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          both two(load(1), load(2));
          co_await until.get();
          co_return co_await two.first + co_await two.second;
        }) == 3);
}

task<int> starts_one(source<> &until) {
  both two(work(1), shared(2));
  co_await until.get();
  co_return two.sum();
}
task<int> starts(source<> &until) {
  task<int> one = starts_one(until);
  return one;
}

PROGRAM(holder_in_a_coroutine_that_a_function_started) {
  source<> until;
  task<int> sum = starts(until);
  until.set_result();
  check(sum.result() == 3);
}

PROGRAM(holder_ended_on_another_thread) {
  source<> until;
  task<int> sum = starts(until);
  std::thread([&] { until.set_result(); }).join();
  check(sum.result() == 3);
}

PROGRAM(holder_owned_by_a_pointer) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          auto made = std::make_unique<both>(load(1), work(2));
          const auto shared_one = std::make_shared<both>(load(3), work(4));
          const std::unique_ptr<both> by_new(new both(load(5), work(6)));
          co_await until.get();
          co_return made->sum() + shared_one->sum() + co_await by_new->first +
              by_new->second.result();
        }) == 21);
}

PROGRAM(holder_owned_by_a_pointer_in_a_function) {
  auto made = std::make_unique<both>(load(1), work(2));
  const auto use = [](both &two) { return two.sum(); };
  check(use(*made) == 3);
}

PROGRAM(holder_in_an_optional) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          std::optional<both> maybe;
          maybe.emplace(load(1), work(2));
          std::optional<both> other(std::in_place, load(3), load(4));
          co_await until.get();
          std::swap(maybe, other);
          co_return maybe->sum() + co_await other->first + co_await other->second;
        }) == 10);
}

PROGRAM(holders_in_a_vector) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          std::vector<both> several;
          for (int i = 0; i != 5; ++i)
            several.emplace_back(load(i), work(i));
          several.push_back(both(load(5), load(5)));
          co_await until.get();
          std::swap(several.front(), several.back());
          int sum = 0;
          for (both &two : several)
            sum += two.sum();
          co_return sum;
        }) == 30);
}

PROGRAM(holders_in_other_containers) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          std::map<int, both> by_key;
          by_key.try_emplace(1, load(1), load(2));
          std::array<both, 2> two{both(load(3), load(4)), both(load(5), load(6))};
          std::pair<both, int> one(both(load(7), load(8)), 9);
          co_await until.get();
          co_return by_key[1].sum() + two[0].sum() + two[1].sum() + one.first.sum() + one.second;
        }) == 45);
}

struct outer {
  struct inner {
    explicit inner(value_task<int> x) : deep(std::move(x)) {}
    value_task<int> deep;
  };
  outer(value_task<int> a, value_task<int> b, both c)
      : one(std::move(a)), other(std::move(b)), two(std::move(c)) {}
  inner one, other;
  both two;
};

PROGRAM(holder_of_holders) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          outer all(load(1), work(2), both(load(3), work(4)));
          co_await until.get();
          co_return co_await all.one.deep + all.other.deep.result() + all.two.sum();
        }) == 10);
}

struct three : both {
  three(value_task<int> a, value_task<int> b, value_task<int> c)
      : both(std::move(a), std::move(b)), third(std::move(c)) {}
  value_task<int> third;
};
struct inheriting : three {
  using three::three;
};

PROGRAM(holder_that_inherits) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          three all(load(1), work(2), load(3));
          inheriting more(load(4), load(5), work(6));
          co_await until.get();
          both &two = more;
          co_return all.sum() + co_await all.third + two.sum() + co_await more.third;
        }) == 21);
}

struct aggregate {
  value_task<int> first, second;
  int number = 0;
};

PROGRAM(aggregate_holder) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          aggregate one{load(1), work(2), 3};
          value_task<int> x = load(4);
          aggregate other;
          other.first = std::move(x);
          other.second = work(5);
          co_await until.get();
          co_return co_await one.first + co_await one.second + one.number + other.first.result() +
              other.second.result();
        }) == 15);
}

PROGRAM(holder_that_is_filled_later) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          both two;
          two.first = load(1);
          co_await until.get();
          two.second = work(2);
          int sum = two.sum();
          two.first = work(3);
          co_return sum + co_await two.first;
        }) == 6);
}

PROGRAM(holder_that_is_moved) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          both two(load(1), work(2));
          both moved = std::move(two);
          co_await until.get();
          both again(std::move(moved));
          two = std::move(again);
          co_return two.sum();
        }) == 3);
}

PROGRAM(holder_used_by_its_members) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          both two(load(1), work(2));
          co_return co_await two.late_sum(until);
        }) == 3);
}

value_task<int> adds_late(both &two, source<> &until) {
  co_await until.get();
  co_return co_await two.first + co_await two.second;
}

PROGRAM(holder_lent_to_another_coroutine) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          both two(load(1), work(2));
          co_return co_await adds_late(two, until);
        }) == 3);
  source<> until;
  both two(load(1), work(2));
  value_task<int> sum = adds_late(two, until);
  until.set_result();
  check(sum.result() == 3);
}

template <class... T> struct pack {
  explicit pack(T... given) : all(std::move(given)...) {}
  std::tuple<T...> all;
};

PROGRAM(holder_that_is_a_template) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          pack several(load(1), work(2), value_task<>::completed());
          co_await until.get();
          auto &[one, two, nothing] = several.all;
          co_await nothing;
          co_return co_await one + co_await two;
        }) == 3);
}

PROGRAM(holder_given_to_combinators) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          both two(load(1), work(2)), rest(load(3), work(4));
          co_await until.get();
          const auto [a, b] = co_await valuetask::when_all(std::move(two.first), two.second);
          task<int> c = rest.first.as_task();
          valuetask::detach(std::move(rest.second));
          co_return a + b + co_await c;
        }) == 6);
}

PROGRAM(holder_of_late_ones) {
  source<> first, second;
  task<int> sum = [](source<> &first, source<> &second) -> task<int> {
    both two(late(first, 1), late(second, 2));
    co_return co_await two.second + co_await two.first;
  }(first, second);
  first.set_result();
  second.set_result();
  check(sum.result() == 3);
}

PROGRAM(holder_in_a_lambda) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          auto wait = [](source<> &until, int from) -> value_task<int> {
            both two(load(from), work(from + 1));
            auto lent = [&two] { return two.first.result(); };
            co_await until.get();
            co_return lent() + co_await two.second;
          };
          co_return co_await wait(until, 1);
        }) == 3);
}

PROGRAM(holder_in_theirs) {
  gate closed;
  lazy sum = [](gate &closed) -> lazy {
    both two(load(1), work(2));
    const auto owned = std::make_unique<both>(load(3), load(4));
    co_await closed;
    co_return two.sum() + co_await owned->first + co_await owned->second;
  }(closed);
  [&sum] { sum.start(); }();
  closed.open();
  check(sum.result() == 10);
}

PROGRAM(holder_in_a_generator) {
  generator<int> all = []() -> generator<int> {
    for (int i = 0; i != 3; ++i) {
      both two(load(i), work(i));
      co_yield i;
      int sum = two.sum();
      co_yield sum;
    }
  }();
  const auto next = [&all] { return all.next() ? all.value() : -1; };
  check(next() == 0 && next() == 0 && next() == 1 && next() == 2 && next() == 2 && next() == 4);
}

/// Uses up what it holds before its constructor returns.
struct consumes_itself {
  explicit consumes_itself(value_task<int> x) : held(std::move(x)), number(finish()) {}
  int finish() { return held.result(); }
  value_task<int> held;
  int number;
};

PROGRAM(holder_used_up_by_its_constructor) {
  check(started_here_and_ended_there([](source<> &until) -> task<int> {
          auto one = std::make_unique<consumes_itself>(load(1));
          co_await until.get();
          const consumes_itself other = std::move(*one);
          co_return one->number + other.number;
        }) == 2);
}

PROGRAM(holder_in_a_holder_of_a_waiting_coroutine) {
  source<> inner, outer;
  const auto waits = [](source<> &inner, source<> &outer) -> task<int> {
    both two(load(1), late(inner, 2));
    const int first = co_await two.first;
    both more(load(first), work(4));
    co_await outer.get();
    co_return co_await two.second + more.sum();
  };
  task<int> sum = waits(inner, outer);
  inner.set_result();
  check(!sum.is_completed());
  outer.set_result();
  check(sum.result() == 7);
}

} // namespace

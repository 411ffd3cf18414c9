// Awaitables and awaiters that keep the value_task that they wait for, as they may.
#include "correct.h"
#include "foreign.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include <valuetask/when_all.h>

namespace {

using namespace correct;

struct wrapping {
  value_task<int> inner;
  explicit wrapping(value_task<int> x) : inner(std::move(x)) {}
  auto operator co_await() { return inner.operator co_await(); }
};
wrapping wrapped(int number) { return wrapping(load(number)); }

PROGRAM(wrapper_that_a_function_returned) {
  task<int> sum = []() -> task<int> { co_return co_await wrapped(4) + co_await wrapped(5); }();
  check(sum.result() == 9);
}

PROGRAM(wrapper_kept_while_something_else_is_awaited) {
  source<> until;
  task<int> sum = [](source<> &until) -> task<int> {
    wrapping first = wrapped(1), second(work(2));
    co_await until.get();
    co_return co_await first + co_await second;
  }(until);
  until.set_result();
  check(sum.result() == 3);
}

PROGRAM(wrapper_awaited_by_theirs) {
  gate closed;
  lazy sum = [](gate &closed) -> lazy {
    wrapping first = wrapped(1);
    co_await closed;
    co_return co_await first + co_await wrapped(2);
  }(closed);
  sum.start();
  closed.open();
  check(sum.result() == 3);
}

struct with_free_operator {
  explicit with_free_operator(value_task<int> x) : inner(std::move(x)) {}
  value_task<int> inner;
};
auto operator co_await(with_free_operator &&x) { return std::move(x.inner).operator co_await(); }
with_free_operator freely(source<> &until, int number) {
  return with_free_operator(late(until, number));
}

PROGRAM(wrapper_with_a_free_operator) {
  source<> until;
  task<int> number = [](source<> &until) -> task<int> {
    co_return co_await freely(until, 3);
  }(until);
  until.set_result();
  check(number.result() == 3);
}

/// Consumes in a function that await_resume calls.
class timed {
public:
  explicit timed(value_task<int> x) : inner_(std::move(x)) {}
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    note();
    return false;
  }
  int await_resume() { return finish(); }

private:
  void note() { ++times_; }
  int finish() { return take() * times_; }
  int take() { return sync_wait(inner_); }
  int times_ = 0;
  value_task<int> inner_;
};
timed make_timed(int number) { return timed(work(number)); }

PROGRAM(awaiter_that_consumes_in_a_helper) {
  task<int> sum = []() -> task<int> {
    timed named = make_timed(1);
    co_return co_await named + co_await make_timed(2) + co_await timed(load(3));
  }();
  check(sum.result() == 6);
  lazy theirs = []() -> lazy {
    const int first = co_await make_timed(4);
    co_return first + co_await make_timed(5);
  }();
  theirs.start();
  check(theirs.result() == 9);
}

int consume(value_task<int> &x) { return x.result(); }
int consume_moved(value_task<int> x) { return consume(x); }

struct with_free_helper {
  value_task<int> inner;
  explicit with_free_helper(value_task<int> x) : inner(std::move(x)) {}
  bool await_ready() const noexcept { return inner.is_completed(); }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() { return consume_moved(std::move(inner)); }
};
auto with_helper(int number) { return with_free_helper(load(number)); }

PROGRAM(awaiter_that_consumes_in_a_function) {
  check([]() -> task<int> { co_return co_await with_helper(6); }().result() == 6);
  check(sync_wait(with_helper(7)) == 7);
}

/// Its awaiter is another object, into which the value_task is moved.
class retry {
public:
  explicit retry(value_task<int> first) : first_(std::move(first)) {}

  class awaiter {
  public:
    explicit awaiter(value_task<int> x) : x_(std::move(x)), inner_(x_.operator co_await()) {}
    bool await_ready() { return inner_.await_ready(); }
    template <class P> auto await_suspend(std::coroutine_handle<P> waiting) {
      return inner_.await_suspend(waiting);
    }
    int await_resume() {
      try {
        return inner_.await_resume();
      } catch (const failure &error) {
        return -error.number;
      }
    }

  private:
    value_task<int> x_;
    decltype(std::declval<value_task<int> &>().operator co_await()) inner_;
  };
  awaiter operator co_await() && { return awaiter(std::move(first_)); }

private:
  value_task<int> first_;
};

PROGRAM(awaiter_that_takes_over) {
  source<> until;
  task<int> sum = [](source<> &until) -> task<int> {
    const int ready = co_await retry(load(1)), failed = co_await retry(fails(2));
    retry kept(fails_late(until, 10));
    co_return ready + failed + co_await std::move(kept);
  }(until);
  until.set_result();
  check(sum.result() == -11);
}

namespace timeout {
template <class T> class timeout {
public:
  explicit timeout(T x) : held_(std::move(x)) {}
  struct holds {
    T held;
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    decltype(auto) await_resume() { return held.result(); }
  };
  holds operator co_await() && { return holds{std::move(held_)}; }

private:
  T held_;
};
template <class T> timeout<T> of(T x) { return timeout<T>(std::move(x)); }
} // namespace timeout

PROGRAM(template_in_a_namespace_of_its_name) {
  task<int> sum = []() -> task<int> {
    auto kept = timeout::of(work(1));
    co_await timeout::of(value_task<>::completed());
    co_return co_await timeout::of(load(2)) + co_await std::move(kept);
  }();
  check(sum.result() == 3);
}

struct keeps_optional {
  std::optional<value_task<int>> inner;
  int number;
  explicit keeps_optional(int n) : number(n) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    inner.emplace(work(number));
    waiting.resume();
  }
  int await_resume() { return inner->result(); }
};

PROGRAM(awaiter_that_starts_when_it_is_awaited) {
  check([]() -> task<int> { co_return co_await keeps_optional(8); }().result() == 8);
}

struct base_of_awaiters {
  explicit base_of_awaiters(value_task<int> x) : inner(std::move(x)) {}
  virtual ~base_of_awaiters() = default;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() { return finish(); }
  virtual int finish() { return inner.result(); }
  value_task<int> inner;
};
struct doubles : base_of_awaiters {
  using base_of_awaiters::base_of_awaiters;
  int finish() override { return 2 * base_of_awaiters::finish(); }
};
std::unique_ptr<base_of_awaiters> one_of_them(int which) {
  if (which == 0)
    return std::make_unique<base_of_awaiters>(load(10));
  return std::make_unique<doubles>(load(10));
}

PROGRAM(awaiters_that_inherit) {
  task<int> sum = []() -> task<int> {
    const auto plain = one_of_them(0), twice = one_of_them(1);
    co_return co_await *plain + co_await *twice;
  }();
  check(sum.result() == 30);
}

/// Waits for both.
struct both_of {
  both_of(value_task<int> a, value_task<int> b) : two{std::move(a), std::move(b)} {}
  std::array<value_task<int>, 2> two;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() {
    int sum = 0;
    for (value_task<int> &one : two)
      sum += consume(one);
    return sum;
  }
};
both_of operator&(value_task<int> a, value_task<int> b) {
  return both_of(std::move(a), std::move(b));
}

PROGRAM(operator_that_makes_an_awaiter) {
  check([]() -> task<int> { co_return co_await (load(1) & work(2)); }().result() == 3);
}

template <class A> struct logged {
  A inner;
  int &count;
  logged(A given, int &lines) : inner(std::move(given)), count(lines) {}
  auto operator co_await() && {
    ++count;
    return valuetask::detail::get_awaiter(std::move(inner));
  }
};

PROGRAM(wrappers_in_wrappers) {
  int lines = 0;
  auto make = [&lines](int number) { return logged(logged(wrapped(number), lines), lines); };
  task<int> sum = [](auto make) -> task<int> {
    auto kept = make(1);
    co_return co_await make(2) + co_await std::move(kept);
  }(make);
  check(sum.result() == 3 && lines == 4);
}

PROGRAM(wrappers_given_to_combinators) {
  source<> until;
  auto all = valuetask::when_all(wrapped(1), make_timed(2), with_free_operator(late(until, 3)));
  until.set_result();
  check(all.result() == std::tuple(1, 2, 3));
  check(sync_wait(wrapped(4)) == 4);
}

/// A promise that awaits a wrapper in place of what it is given.
struct wraps_all {
  struct promise_type : result_promise<wraps_all, std::suspend_never> {
    wraps_all get_return_object() noexcept { return {owner<promise_type>(*this)}; }
    wrapping await_transform(value_task<int> x) { return wrapping(std::move(x)); }
    timed await_transform(int number) { return make_timed(number); }
  };
  owner<promise_type> coroutine;
};

PROGRAM(wrappers_made_by_a_promise) {
  const auto sum = []() -> wraps_all {
    value_task<int> x = load(1);
    const int first = co_await std::move(x), second = co_await 2;
    co_return first + second + co_await work(3);
  }();
  check(sum.coroutine.frame().promise().take() == 6);
}

struct gives_another {
  explicit gives_another(value_task<int> x) : inner(std::move(x)) {}
  value_task<int> inner;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  value_task<int> await_resume() { return std::move(inner); }
};

PROGRAM(awaiter_that_gives_the_value_task) {
  const std::function<gives_another(int)> make = [](int n) { return gives_another(work(n)); };
  task<int> sum = [](const auto &make) -> task<int> {
    value_task<int> x = co_await make(1);
    co_return co_await co_await make(2) + co_await x;
  }(make);
  check(sum.result() == 3);
}

/// Hands the coroutine over to the value_task itself.
struct forwards {
  explicit forwards(value_task<int> x) : inner(std::move(x)), awaiter(inner.operator co_await()) {}
  forwards(const forwards &) = delete;
  value_task<int> inner;
  decltype(std::declval<value_task<int> &>().operator co_await()) awaiter;
  bool await_ready() { return is_ready(); }
  template <class P> bool await_suspend(std::coroutine_handle<P> waiting) {
    return awaiter.await_suspend(waiting);
  }
  int await_resume() { return awaiter.await_resume(); }

private:
  bool is_ready() { return awaiter.await_ready(); }
};
forwards forward_late(source<> &until, int number) { return forwards(late(until, number)); }

PROGRAM(awaiter_that_forwards) {
  source<> until, then;
  task<int> ours = [](source<> &a, source<> &b) -> task<int> {
    const int first = co_await forward_late(a, 1);
    co_return first + co_await forward_late(b, 2);
  }(until, then);
  until.set_result();
  then.set_result();
  check(ours.result() == 3);
  source<> again;
  eager theirs = [](source<> &until) -> eager { co_return co_await forward_late(until, 5); }(again);
  again.set_result();
  check(theirs.result() == 5);
}

struct in_a_class {
  struct in_a_class_too {
    explicit in_a_class_too(value_task<int> x) : held(std::move(x)) {}
    auto operator co_await() && noexcept { return std::move(held).operator co_await(); }

  private:
    value_task<int> held;
  };
  in_a_class_too get(int number) const { return in_a_class_too(shared(number + base)); }
  int base;
};

PROGRAM(awaitable_of_a_member_function) {
  const in_a_class api{10};
  task<int> sum = [](const in_a_class &api) -> task<int> {
    auto first = api.get(1);
    co_return co_await api.get(2) + co_await std::move(first);
  }(api);
  check(sum.result() == 23);
}

PROGRAM(wrapper_unwound) {
  task<int> none = []() -> task<int> {
    wrapping unwound = wrapped(1);
    timed also = make_timed(2);
    co_await fails(3);
    co_return co_await unwound + co_await also;
  }();
  try {
    static_cast<void>(none.result());
    check(false);
  } catch (const failure &error) {
    check(error.number == 3);
  }
}

} // namespace

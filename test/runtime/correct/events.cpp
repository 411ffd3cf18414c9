// Event loops, handlers and callbacks; static tasks, and coroutines that run before main() and
// behind it.
#include "correct.h"
#include "foreign.h"

#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>

#include <valuetask/detach.h>
#include <valuetask/testing.h>
#include <valuetask/violation.h>

namespace {

using namespace correct;

// -- static variables
// ------------------------------------------------------------------------------

task<int> global_task;

value_task<int> from_global() { return global_task; }
void set_global(int number) { global_task = work(number).as_task(); }

PROGRAM(global_task_of_many_functions) {
  set_global(1);
  check(from_global().result() == 1 && global_task.result() == 1);
  value_task<int> x = from_global();
  set_global(2);
  check(x.result() == 1 && from_global().result() == 2);
}

const task<int> &loaded_once() {
  static const task<int> loaded = [] {
    value_task<int> x = load(7);
    return x.as_task();
  }();
  return loaded;
}

PROGRAM(static_task_in_a_function) {
  check(loaded_once().result() == 7);
  check([]() -> task<int> { co_return co_await loaded_once() * 2; }().result() == 14);
}

task<int> pipeline(int depth) {
  value_task<int> x = load(depth);
  if (depth == 0)
    co_return co_await x;
  value_task<int> y = [](int depth) -> value_task<int> {
    co_return co_await pipeline(depth);
  }(depth - 1);
  co_return co_await x + co_await y;
}

/// Runs coroutines before main(), where a report would end every program: so it is kept for its
/// own.
struct before_main {
  before_main() {
    const valuetask::expect_violations seen;
    number = sync_wait(pipeline(3)) + work(1).result();
    kept = pipeline(2);
    if (seen.count() != 0)
      report = seen[0];
  }
  int number = 0;
  task<int> kept;
  std::optional<valuetask::violation> report;
};
const before_main ran;

PROGRAM(run_before_main) {
  if (ran.report)
    valuetask::print_and_abort(*ran.report);
  check(ran.number == 7 && ran.kept.result() == 3);
}

/// Runs coroutines when the program ends.
struct closes {
  bool is_armed = false;
  ~closes() {
    if (!is_armed)
      return;
    value_task<int> x = work(1);
    value_task<int> y = std::move(x);
    check(y.result() + pipeline(2).result() + sync_wait(from_global()) == 5);
  }
};
closes at_exit;

PROGRAM(run_behind_main) {
  set_global(1);
  at_exit.is_armed = true;
  std::atexit([] {
    value_task<int> x = from_global();
    check(sync_wait(x) + pipeline(1).result() == 2);
  });
}

// -- event loops
// -----------------------------------------------------------------------------------

/// Runs what is ready, in order, also from within what it runs.
class event_loop {
public:
  void post(std::function<void()> event) { events_.push_back(std::move(event)); }
  bool run_one() {
    if (events_.empty())
      return false;
    const auto event = std::move(events_.front());
    events_.pop_front();
    event();
    return true;
  }
  void run() {
    while (run_one()) {
    }
  }
  int run_until(const task<int> &done) {
    while (!done.is_completed())
      check(run_one());
    return done.result();
  }
  /// Goes on when the loop comes to it.
  auto turn() {
    struct awaiter {
      event_loop &loop;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> waiting) const {
        loop.post([waiting] { waiting.resume(); });
      }
      void await_resume() const noexcept {}
    };
    return awaiter{*this};
  }

private:
  std::deque<std::function<void()>> events_;
};

task<int> takes_turns(event_loop &loop, int turns) {
  int sum = 0;
  for (int i = 0; i != turns; ++i) {
    value_task<int> x = i % 2 == 0 ? load(i) : work(i);
    co_await loop.turn();
    sum += co_await x;
  }
  co_return sum;
}

PROGRAM(event_loop_of_several) {
  event_loop loop;
  task<int> one = takes_turns(loop, 5), other = takes_turns(loop, 8);
  loop.run();
  check(one.result() == 10 && other.result() == 28);
}

PROGRAM(event_loops_that_nest) {
  event_loop loop;
  const auto nests = [](event_loop &loop, int depth, auto &&self) -> task<int> {
    value_task<int> x = load(depth);
    co_await loop.turn();
    value_task<int> y = work(depth);
    const int below = depth == 0 ? 0 : loop.run_until(self(loop, depth - 1, self));
    co_return below + co_await x + co_await y;
  };
  task<int> sum = nests(loop, 4, nests), beside = takes_turns(loop, 3);
  loop.run();
  check(sum.result() == 20 && beside.result() == 3);
}

/// Coroutines that wait for an answer, by its number.
struct pending {
  std::map<int, std::coroutine_handle<>> waiting;
  std::map<int, int> answers;
  auto answer(int number) {
    struct awaiter {
      pending &all;
      int number;
      bool await_ready() const { return all.answers.count(number) != 0; }
      void await_suspend(std::coroutine_handle<> handle) const { all.waiting[number] = handle; }
      int await_resume() const { return all.answers[number]; }
    };
    return awaiter{*this, number};
  }
  void complete(int number, int answer) {
    answers[number] = answer;
    if (auto waiter = waiting.extract(number))
      waiter.mapped().resume();
  }
};

PROGRAM(handles_in_a_map) {
  pending all;
  const auto ask = [](pending &all, int number) -> value_task<int> {
    value_task<int> x = load(number);
    const int answer = co_await all.answer(number);
    co_return answer + co_await x;
  };
  value_task<int> one = ask(all, 1), two = ask(all, 2);
  task<int> sum = [](value_task<int> one, value_task<int> two) -> task<int> {
    const int first = co_await two;
    co_return first * 100 + co_await one;
  }(std::move(one), std::move(two));
  all.complete(1, 10);
  all.complete(2, 20);
  check(sum.result() == 2211);
}

PROGRAM(timers_in_a_priority_queue) {
  using entry = std::pair<int, std::coroutine_handle<>>;
  const auto later = [](const entry &a, const entry &b) { return a.first > b.first; };
  std::priority_queue<entry, std::vector<entry>, decltype(later)> timers(later);
  struct at {
    decltype(timers) &queue;
    int time;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const { queue.emplace(time, waiting); }
    void await_resume() const noexcept {}
  };
  std::string order;
  const auto sleeps = [](auto &timers, int time, std::string &order) -> value_task<> {
    value_task<int> x = work(time);
    co_await at{timers, time};
    co_await at{timers, 10 + co_await x};
    order += static_cast<char>('0' + time);
  };
  for (const int time : {3, 1, 2})
    valuetask::detach(sleeps(timers, time, order));
  while (!timers.empty()) {
    const auto next = timers.top().second;
    timers.pop();
    next.resume();
  }
  check(order == "123");
}

/// One after another, in the order in which they came.
class mutex {
public:
  auto lock() {
    struct awaiter {
      mutex &self;
      bool await_ready() const noexcept { return !std::exchange(self.is_locked_, true); }
      void await_suspend(std::coroutine_handle<> waiting) const { self.waiting_.push(waiting); }
      void await_resume() const noexcept {}
    };
    return awaiter{*this};
  }
  void unlock() {
    if (waiting_.empty()) {
      is_locked_ = false;
      return;
    }
    const auto next = waiting_.front();
    waiting_.pop();
    next.resume();
  }

private:
  bool is_locked_ = false;
  std::queue<std::coroutine_handle<>> waiting_;
};

PROGRAM(coroutines_that_lock) {
  mutex one;
  event_loop loop;
  std::string order;
  const auto enters = [](mutex &one, event_loop &loop, std::string &order, char name) -> task<> {
    value_task<int> x = load(name);
    co_await one.lock();
    value_task<int> y = std::move(x);
    co_await loop.turn();
    order += static_cast<char>(co_await y);
    one.unlock();
  };
  task<> a = enters(one, loop, order, 'a'), b = enters(one, loop, order, 'b');
  task<> c = enters(one, loop, order, 'c');
  loop.run();
  check(order == "abc" && a.is_completed() && b.is_completed() && c.is_completed());
}

/// Requests with a source each, which the one who serves them completes.
PROGRAM(mailbox_of_an_actor) {
  std::deque<std::pair<int, source<int> *>> mailbox;
  gate has_mail;
  fire_and_forget actor = [](auto &mailbox, gate &has_mail) -> fire_and_forget {
    co_await has_mail;
    value_task<int> bonus = load(100);
    int more = co_await bonus;
    while (!mailbox.empty()) {
      const auto [number, answer] = mailbox.front();
      mailbox.pop_front();
      value_task<int> square = work(number * number);
      answer->set_result(co_await square + std::exchange(more, 0));
    }
  }(mailbox, has_mail);
  static_cast<void>(actor);
  source<int> first, second;
  const auto ask = [&](int number, source<int> &answer) {
    mailbox.emplace_back(number, &answer);
    return answer.get();
  };
  value_task<int> x = ask(2, first), y = ask(3, second);
  has_mail.open();
  check(x.result() == 104 && y.result() == 9);
}

// -- callbacks and handlers
// ------------------------------------------------------------------------

template <class T, class Then> fire_and_forget when_done(value_task<T> x, Then then) {
  then(co_await x);
}
template <class T, class Then> auto then(value_task<T> x, Then next) -> decltype(next(x.result())) {
  T result = co_await x;
  co_return co_await next(std::move(result));
}

PROGRAM(chain_of_callbacks) {
  source<> until;
  std::string said;
  when_done(late(until, 1), [&](int first) {
    when_done(work(first + 1),
              [&, first](int second) { said = std::to_string(first * 10 + second); });
  });
  value_task<std::string> chained =
      then(then(load(1), [](int n) { return work(n + 1); }),
           [](int n) -> value_task<std::string> { return std::to_string(n); });
  check(said.empty());
  until.set_result();
  check(said == "12" && chained.result() == "2");
}

PROGRAM(functions_that_return_them) {
  std::map<std::string, std::function<value_task<int>(int)>> commands;
  commands["plain"] = &load;
  commands["coroutine"] = &work;
  commands["closure"] = [more = 10](int n) { return value_task<int>(n + more); };
  commands["composed"] = [&commands](int n) -> value_task<int> {
    value_task<int> x = commands["closure"](n), y = commands["plain"](n);
    co_return co_await x + co_await y;
  };
  int sum = 0;
  for (const auto &[name, command] : commands) {
    value_task<int> x = command(1);
    sum += sync_wait(x);
  }
  check(sum == 1 + 1 + 11 + 12);
  const auto curried = [](int a) { return [a](int b) { return load(a + b); }; };
  value_task<int> z = curried(1)(2);
  check(z.result() == 3);
}

struct shape {
  virtual ~shape() = default;
  virtual value_task<int> area() const { return 0; }
  value_task<int> twice() const {
    value_task<int> one = area(), other = area();
    co_return co_await one + co_await other;
  }
};
struct square : shape {
  explicit square(int s) : side(s) {}
  value_task<int> area() const override {
    value_task<int> base = shape::area();
    co_return co_await base + side *side;
  }
  int side;
};
struct cube final : square {
  using square::square;
  value_task<int> area() const override {
    value_task<int> face = square::area();
    return 6 * face.result();
  }
};

PROGRAM(virtual_functions) {
  std::vector<std::unique_ptr<shape>> all;
  all.push_back(std::make_unique<shape>());
  all.push_back(std::make_unique<square>(2));
  all.push_back(std::make_unique<cube>(1));
  int sum = 0;
  for (const auto &one : all) {
    value_task<int> area = one->area();
    sum += area.result() + sync_wait(one->twice());
  }
  check(sum == 30);
}

/// Tells all who listen, some of which are coroutines.
PROGRAM(listeners) {
  std::vector<std::function<void(int)>> listeners;
  source<int> next;
  int sum = 0;
  task<> listens = [](source<int> &next, int &sum) -> task<> {
    for (int i = 0; i != 3; ++i) {
      value_task<int> x = next.get();
      sum += co_await x;
      next.reset();
    }
  }(next, sum);
  listeners.emplace_back([&next](int n) { next.set_result(n); });
  listeners.emplace_back([&sum](int n) { sum += 10 * work(n).result(); });
  for (const int event : {1, 2, 3})
    for (const auto &listener : listeners)
      listener(event);
  check(sum == 66 && listens.is_completed());
}

int noted = 0;

PROGRAM(handlers_of_violations) {
  const auto before = valuetask::set_violation_handler([](const auto &) noexcept {
    value_task<int> x = work(1);
    noted += x.result();
  });
  {
    value_task<int> x = load(1);
    check(x.result() == 1);
    try {
      static_cast<void>(x.result());
      check(false);
    } catch (const valuetask::violation_error &) {
    }
  }
  check(noted == 1);
  valuetask::set_violation_handler(before);
  {
    const valuetask::expect_violations seen;
    static_cast<void>(load(1));
    check(seen.count() == 1);
  }
  const valuetask::expect_no_violation correct;
  value_task<int> y = load(2);
  check(y.result() == 2);
}

PROGRAM(handlers_of_exceptions_that_nobody_saw) {
  static task<int> retried;
  valuetask::set_unobserved_exception_handler([](std::exception_ptr) noexcept {
    value_task<int> x = load(5);
    retried = pipeline(x.result());
  });
  source<> until;
  valuetask::detach(fails_late(until, 1));
  until.set_result();
  check(retried.result() == 15);
  valuetask::set_unobserved_exception_handler(nullptr);
}

} // namespace

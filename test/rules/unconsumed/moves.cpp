// Correct code: somebody else takes the value over.
// RUN: %both %s | %match %s
#include <array>
#include <coroutine>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
value_task<int> load(int key);
bool asked();
void take(value_task<int> given);
void take_reference(value_task<int> &given);
void take_pointer(value_task<int> *given);
bool try_push(value_task<int> &&given);
void consume_all(std::vector<value_task<int>> all);
void defer(std::function<void()> body);
template <class... T> void take_any(T &&...given);
template <class F> struct kept_body {
  explicit kept_body(F body) : held(std::move(body)) {}
  F held;
};

void detached() {
  valuetask::detach(load());
  auto value = load();
  valuetask::detach(std::move(value));
}

int waited_for() {
  auto value = load();
  return valuetask::sync_wait(value) + valuetask::sync_wait(load());
}

task<void> combined() {
  auto left = load(1), right = load(2);
  co_await valuetask::when_all(std::move(left), std::move(right));
  co_await valuetask::when_all(load(3), load(4));
}

task<int> as_task() {
  auto value = load();
  task<int> shared = value.as_task();
  co_return co_await shared;
}

void as_task_kept(std::vector<task<int>> &all) {
  auto value = load();
  all.push_back(value.as_task());
  all.push_back(load().as_task());
}

void by_value() {
  auto value = load();
  take(std::move(value));
  take(load());
}

value_task<int> returned() {
  auto value = load();
  return value;
}

value_task<int> returned_moved(bool first) {
  auto value = load();
  if (first)
    return value;
  return std::move(value);
}

value_task<int> returned_call() { return load(); }

task<int> awaited_in_return() {
  auto value = load();
  co_return co_await std::move(value);
}

task<value_task<int>> returned_from_a_coroutine() {
  auto value = load();
  co_return value;
}

template <class T> struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(T);
    void return_void();
    void unhandled_exception();
  };
};

generator<value_task<int>> yielded() {
  auto value = load();
  co_yield std::move(value);
  co_yield load();
}

void into_containers(std::vector<value_task<int>> &all, std::map<int, value_task<int>> &by_key,
                     std::deque<value_task<int>> &queue) {
  auto value = load(1);
  all.push_back(std::move(value));
  all.push_back(load(2));
  auto another = load(3);
  all.emplace_back(std::move(another));
  by_key.emplace(4, load(4));
  auto last = load(5);
  by_key.insert_or_assign(5, std::move(last));
  auto queued = load(6);
  queue.push_front(std::move(queued));
}

struct job {
  value_task<int> work;
  int key;
};
void start(job given);

void into_aggregates() {
  auto value = load(1);
  start({std::move(value), 1});
  start(job{.work = load(2), .key = 2});
  auto third = load(3);
  job kept{std::move(third), 3};
  start(std::move(kept));
}

void into_standard_owners() {
  auto value = load(1);
  auto owned = std::make_unique<value_task<int>>(std::move(value));
  take(std::move(*owned));
  auto second = load(2);
  std::optional<value_task<int>> perhaps(std::move(second));
  take(std::move(*perhaps));
  auto third = load(3);
  auto both = std::make_tuple(std::move(third), 4);
  take(std::move(std::get<0>(both)));
  auto fourth = load(4);
  std::pair<value_task<int>, int> pair(std::move(fourth), 4);
  take(std::move(pair.first));
}

void into_a_field(job &given) {
  auto value = load();
  given.work = std::move(value);
  given.work = load();
}

void into_a_new_object() {
  auto value = load();
  auto *leaked = new value_task<int>(std::move(value));
  take_pointer(leaked);
}

void to_unknown_code() {
  auto value = load(1);
  take_reference(value);
  auto second = load(2);
  take_pointer(&second);
  auto third = load(3);
  try_push(std::move(third));
  auto fourth = load(4);
  take_any(fourth);
  auto fifth = load(5);
  take_any(std::move(fifth), 5);
}

void to_a_function_object(const std::function<void(value_task<int>)> &use,
                          void (*pointer)(value_task<int>)) {
  auto value = load(1);
  use(std::move(value));
  auto second = load(2);
  pointer(std::move(second));
}

struct consumer {
  explicit consumer(value_task<int> given);
  consumer &operator<<(value_task<int> given);
  void operator()(value_task<int> &given);
  void run(value_task<int> &&given);
};

void to_objects(consumer &out) {
  auto value = load(1);
  consumer made(std::move(value));
  consumer other{load(2)};
  auto third = load(3);
  out << std::move(third) << load(4);
  auto fifth = load(5);
  out(fifth);
  auto sixth = load(6);
  out.run(std::move(sixth));
}

void captured_by_move() {
  auto value = load();
  kept_body kept([value = std::move(value)]() mutable { take(std::move(value)); });
}

void captured_by_reference_and_kept() {
  auto value = load();
  defer([&] { take(std::move(value)); });
}

void captured_and_called() {
  auto value = load();
  auto body = [&value] { take(std::move(value)); };
  body();
}

void called_in_place() {
  auto value = load();
  [&] { take(std::move(value)); }();
}

void moved_into_a_named_lambda() {
  auto value = load();
  auto body = [held = std::move(value)]() mutable { take(std::move(held)); };
  body();
}

void kept_by_pointer() {
  auto value = load();
  static value_task<int> *last = nullptr;
  last = &value;
  take_pointer(last);
}

void through_a_reference() {
  auto value = load();
  auto &same = value;
  take(std::move(same));
}

task<void> through_a_pointer() {
  auto value = load();
  auto *same = &value;
  co_await *same;
}

void helper(value_task<int> &given) { take(std::move(given)); }

void by_a_visible_helper() {
  auto value = load();
  helper(value);
}

void swapped(value_task<int> &other) {
  value_task<int> value;
  std::swap(value, other);
  auto second = load();
  std::swap(second, other);
}

task<void> elements() {
  std::array<value_task<int>, 2> both{load(1), load(2)};
  value_task<int> plain[] = {load(3), load(4)};
  co_await both[0];
  co_await both[1];
  co_await plain[0];
  co_await plain[1];
}

task<void> picked_by_condition(bool first) {
  auto left = load(1), right = load(2);
  co_await (first ? left : right);
  co_await (first ? right : left);
}

task<void> bound(std::pair<value_task<int>, value_task<int>> (*both)()) {
  auto [left, right] = both();
  co_await left;
  co_await right;
}

task<void> bound_and_moved(std::pair<value_task<int>, int> (*both)()) {
  auto [value, key] = both();
  take(std::move(value));
  co_return;
}

// Taken over by a body that is visible.
template <class T> auto block_on(T &&given) { return valuetask::sync_wait(std::forward<T>(given)); }
template <class... T> task<void> one_by_one(T &&...all) { (co_await std::forward<T>(all), ...); }
task<int> await_it(value_task<int> &given) { co_return co_await given; }
void keep_moved(value_task<int> &&given) {
  auto own = std::move(given);
  take(std::move(own));
}

struct keeper {
  value_task<int> member;
  std::vector<value_task<int>> all;
  std::unique_ptr<value_task<int>> owned;
  void keep(value_task<int> &&given) { member = std::move(given); }
  void push(value_task<int> &&given) { all.push_back(std::move(given)); }
  void own(value_task<int> &&given) {
    owned = std::make_unique<value_task<int>>(std::move(given));
  }
};

task<void> visible_bodies(keeper &given) {
  auto first = load(1), second = load(2), third = load(3), fourth = load(4);
  block_on(std::move(first));
  block_on(second);
  keep_moved(std::move(third));
  given.keep(std::move(fourth));
  auto fifth = load(5), sixth = load(6);
  given.push(std::move(fifth));
  given.own(std::move(sixth));
  auto seventh = load(7), eighth = load(8), ninth = load(9);
  co_await one_by_one(std::move(seventh), eighth);
  co_await await_it(ninth);
}

// Taken over when a guard ends.
template <class F> struct finally {
  F body;
  ~finally() { body(); }
};

struct detacher {
  value_task<int> &value;
  ~detacher() { valuetask::detach(std::move(value)); }
};

void by_guards() {
  auto value = load(1);
  finally guard{[&] { valuetask::detach(std::move(value)); }};
  auto other = load(2);
  detacher other_guard{other};
}

void by_the_standard_library() {
  auto first = load(1), second = load(2), third = load(3);
  std::invoke(take, std::move(first));
  auto reference = std::ref(second);
  take(std::move(reference.get()));
  auto tied = std::tie(third);
  take(std::move(std::get<0>(tied)));
}

std::pair<value_task<int>, int> in_a_pair() {
  auto value = load();
  return {std::move(value), 1};
}

class VALUETASK_SINGLE_AWAIT handle_task {
public:
  handle_task(handle_task &&other) : handle(std::exchange(other.handle, {})) {}
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
  std::coroutine_handle<> handle;
};
handle_task make();
void start(handle_task &&given) { std::exchange(given.handle, {}).resume(); }
void start_by_reference(handle_task &given) { std::exchange(given.handle, {}).resume(); }

// What is inside it was taken.
void by_its_data_members() {
  auto value = make();
  start(std::move(value));
  auto other = make();
  start_by_reference(other);
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
void control() { auto value = load(); }
// CHECK: :[[#@LINE-1]]:23: warning: 'value' {{.*}} [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:23: note: consume it, or pass it to a function that does, or discard it with 'detach'

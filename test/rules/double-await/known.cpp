// KNOWN: second consumptions that are not found yet. Each is silent on purpose rather than by accident, and
// this test says when that changes.
// RUN: %both %s | %match %s
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
void use(int);

// KNOWN: what the condition reads is written through a reference, which could be by anybody; the first consumption
// is on one path only, so that nothing is said.
task<void> condition_written_elsewhere(std::vector<int> kinds) {
  auto value = load();
  int &first = kinds[0];
  if (kinds[0] == 1)
    co_await value;
  first = 2;
  if (kinds[0] == 2)
    co_await value;
}

// KNOWN: a condition that a destructor writes. What it gives to it isn't followed.
struct set_at_the_end {
  bool &flag;
  ~set_at_the_end() { flag = true; }
};
task<void> set_by_a_destructor() {
  auto value = load();
  bool again = false;
  {
    set_at_the_end end{again};
  }
  co_await value;
  if (again)
    co_await value;
}

// KNOWN: iterations beyond the second are not followed.
task<void> late_iterations(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    if (i >= 5)
      co_await value;
}

// KNOWN: a pointer whose own address is taken may point elsewhere at any time.
task<void> pointer_to_a_pointer() {
  auto value = load();
  auto *alias = &value;
  auto **far = &alias;
  co_await **far;
  co_await value;
}

// KNOWN: what the pointers in an array or a container refer to.
task<void> array_of_pointers() {
  auto value = load();
  value_task<int> *aliases[] = {&value, &value};
  co_await *aliases[0];
  co_await *aliases[1];
}

// KNOWN: a coroutine that consumes on some of its paths only, and says by its result which it took.
task<bool> await_large(value_task<int> &value, int size) {
  if (size <= 3)
    co_return false;
  co_await value;
  co_return true;
}
task<void> consumed_by_a_helper_on_some_path() {
  auto value = load();
  co_await await_large(value, 4);
  co_await value;
}

// KNOWN: a function that does so in a loop, or asks the object before.
void wait_if(value_task<int> &value, int wanted, int most) {
  for (int i = 0; i < most; ++i)
    if (i == wanted) {
      sync_wait(value);
      return;
    }
}
void wait_if_ready(value_task<int> &value) {
  if (value.is_completed())
    sync_wait(value);
}
task<void> consumed_by_a_loop_on_some_path() {
  auto value = load(), other = load();
  wait_if(value, 1, 2);
  co_await value;
  wait_if_ready(other);
  co_await other;
}

// KNOWN: the same element by two variables of one value.
task<void> two_indices(std::vector<value_task<int>> values, std::size_t i) {
  const auto j = i;
  co_await values[i];
  co_await values[j];
}

// KNOWN: elements beyond the first, in two loops that both leave that out.
task<void> all_but_the_first_twice(std::vector<value_task<int>> values) {
  for (std::size_t i = 1; i < values.size(); ++i)
    co_await values[i];
  for (std::size_t i = 1; i < values.size(); ++i)
    co_await values[i];
}

// KNOWN: an empty one holds nothing that was consumed before, so that this is a mistake of another kind; the checked
// runtime finds it.
task<void> empty() {
  value_task<int> value;
  co_await value;
}

// KNOWN: a lambda that another lambda captured by reference and calls.
task<void> one_calls_another() {
  auto value = load();
  auto inner = [&]() -> task<int> { co_return co_await value; };
  auto outer = [&]() -> task<int> { co_return co_await inner(); };
  co_await outer();
  co_await value;
}

// KNOWN: after a swap through a helper, or of what containers hold, it isn't followed which is where.
void exchange(value_task<int> &a, value_task<int> &b) { std::swap(a, b); }
task<void> swapped() {
  auto first = load(), second = load();
  co_await first;
  exchange(first, second);
  co_await second;
}

// KNOWN: a field of 'this' may be filled by another member while this one is suspended.
struct session {
  value_task<int> pending = load(); // NOLINT(valuetask-stored-in-field)
  task<void> twice() {
    co_await pending;
    co_await pending;
  }
};

// KNOWN: after a loop over all of them, an element by another index than the first, or all of them at once.
task<void> another_element(std::vector<value_task<int>> values) {
  for (auto &value : values)
    co_await value;
  co_await values[1];
  co_await values.back();
}

// KNOWN: an element by a key that is no plain number, or by an index that is computed.
task<void> by_a_computed_key(std::map<std::string, value_task<int>> values, std::vector<value_task<int>> others, int i) {
  co_await values.at("a");
  co_await values.at("a");
  co_await others[i + 1];
  co_await others[i + 1];
}

// KNOWN: what holds it is moved after it was consumed, and the other one is asked.
struct holder {
  value_task<int> held;
};
task<void> holder_moved() {
  holder first{load()};
  co_await first.held;
  holder second = std::move(first);
  co_await second.held;
}

// KNOWN: a lambda by another name, in another lambda, or given to a function that calls it.
template <class Callback> int call(Callback callback) { return callback(); }
int lambdas_by_other_names() {
  auto value = load();
  auto wait = [&] { return valuetask::sync_wait(value); };
  auto other = wait;
  int sum = wait() + other();
  return sum + call([&] { return valuetask::sync_wait(value); });
}

// KNOWN: a function by a pointer.
int block(value_task<int> &value) { return valuetask::sync_wait(value); }
int by_a_pointer() {
  auto value = load();
  int (*wait)(value_task<int> &) = block;
  return wait(value) + wait(value);
}

// KNOWN: in a tuple of references.
task<void> tied() {
  auto value = load();
  co_await std::get<0>(std::tie(value));
  co_await value;
}

// KNOWN: what code that isn't visible did to it. It may have been assigned again.
void look_or_fill(value_task<int> &value);
task<void> not_visible() {
  auto value = load();
  co_await value;
  look_or_fill(value);
  co_await value;
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
task<void> control() {
  auto value = load();
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-5]]:22: note: create a shareable task with '.as_task()'
}

// KNOWN: a value that the code determines, and that isn't followed. What depends on it is dropped.
struct point {
  int x, y;
};
struct sum {
  int total = 0;
  explicit sum(int n) {
    for (int i = 0; i < 3; ++i)
      total += n;
  }
};
int by_an_element(int n) {
  point points[2] = {{1, n}, {3, 4}};
  auto value = load();
  if (points[0].y > 0)
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
}
int on_the_heap(int n) {
  auto made = std::make_unique<point>(point{1, n});
  auto value = load();
  if (made->y > 0)
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
}
int by_a_constructor_with_a_loop(int n) {
  sum made(n);
  auto value = load();
  if (made.total > 0)
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
}
int by_a_pointer_to_a_member(int n) {
  point made{1, n};
  int point::*which = &point::y;
  auto value = load();
  if (made.*which > 0)
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
}

// KNOWN: what a virtual function answers behind an owning pointer.
struct shape {
  virtual ~shape() = default;
  virtual bool round() const { return false; }
};
struct circle : shape {
  bool round() const override { return true; }
};
int behind_an_owning_pointer() {
  std::unique_ptr<shape> drawn = std::make_unique<circle>();
  auto value = load();
  if (drawn->round())
    use(sync_wait(value));
  return drawn->round() ? sync_wait(value) : 0;
}

// KNOWN: which of two objects of the library was chosen.
int by_a_chosen_optional(int n) {
  auto value = load();
  auto found = n > 0 ? std::optional<int>(n) : std::optional<int>();
  if (found)
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
}

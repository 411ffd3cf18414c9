// Conditions that looked like each other's opposite, but for what happened in between.
// RUN: %both %s | %match %s
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
int number();
void change(int &n);
void change_pointee(bool *flag);

enum class state { idle, busy, done };

task<void> negated(bool now) {
  auto value = load();
  if (now)
    co_await value;
  now = !now;
  if (!now)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'now' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!now' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> stepped(int n) {
  auto value = load();
  if (n > 0)
    co_await value;
  --n;
  if (n <= 0)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'n > 0' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n <= 0' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> read_again() {
  auto value = load();
  int n = number();
  if (n == 1)
    co_await value;
  n = number();
  if (n == 2)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'n == 1' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n == 2' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

task<void> assigned_the_other_state(state s) {
  auto value = load();
  if (s == state::idle) {
    co_await value;
    s = state::busy;
  }
  if (s == state::busy)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 's == state::idle' is true here
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 's == state::busy' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

task<void> state_switched_over(state s) {
  auto value = load();
  if (s == state::idle) {
    co_await value;
    s = state::done;
  }
  switch (s) {
  case state::idle:
  case state::busy:
    break;
  case state::done:
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-11]]:7: note: 's == state::idle' is true here
// CHECK: :[[#@LINE-11]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:3: note: control jumps to 'case state::done'
// CHECK: :[[#@LINE-15]]:22: note: create a shareable task with '.as_task()'
  }
}

task<void> reset_pointer(const int *pointer) {
  auto value = load();
  if (pointer)
    co_await value;
  pointer = nullptr;
  if (!pointer)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'pointer' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!pointer' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> reset_optional(std::optional<int> given) {
  auto value = load();
  if (given)
    co_await value;
  given.reset();
  if (!given)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'given' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!given' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> moved_from_pointer(std::unique_ptr<int> pointer) {
  auto value = load();
  if (pointer)
    co_await value;
  auto other = std::move(pointer);
  if (!pointer)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'pointer' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!pointer' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> a_flag_that_is_taken_back() {
  auto value = load();
  bool done = false;
  co_await value;
  done = true;
  done = false;
  if (!done)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: '!done' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> a_flag_of_another(bool second) {
  auto value = load();
  bool first_done = false, second_done = false;
  if (asked()) {
    co_await value;
    second_done = true;
  }
  if (!first_done && second)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!first_done' is true here
// CHECK: :[[#@LINE-6]]:22: note: 'second' is true here
// CHECK: :[[#@LINE-13]]:22: note: create a shareable task with '.as_task()'
  (void)second_done;
}

task<void> by_a_reference(bool now) {
  auto value = load();
  bool &alias = now;
  co_await value;
  alias = false;
  if (!now)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: '!now' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> not_quite_opposite(bool a, bool b) {
  auto value = load();
  if (a && b)
    co_await value;
  if (!a || b)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'a' is true here
// CHECK: :[[#@LINE-6]]:12: note: 'b' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-6]]:7: note: '!a' is false here
// CHECK: :[[#@LINE-7]]:13: note: 'b' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

task<void> not_quite_de_morgan(bool a, bool b) {
  auto value = load();
  if (a || b)
    co_await value;
  if (!a || !b)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'a' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!a' is false here
// CHECK: :[[#@LINE-6]]:13: note: '!b' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}

task<void> ranges_that_touch(int n) {
  auto value = load();
  if (n <= 5)
    co_await value;
  if (n >= 5)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'n <= 5' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n >= 5' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> named_and_then_changed(int n) {
  auto value = load();
  const bool large = n > 10;
  if (large)
    co_await value;
  n = number();
  if (n <= 10)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'large' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n <= 10' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

task<void> different_variables(int a, int b) {
  auto value = load();
  if (a > 3)
    co_await value;
  if (b <= 3)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'a > 3' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'b <= 3' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}

task<void> the_flag_of_one_round(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i) {
    bool done = false;
    if (!done) {
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-4]]:9: note: '!done' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
      done = true;
    }
  }
}

struct connection {
  bool open = false;
  int tries = 0;
  bool is_open() const;
  void reopen();

  task<void> member_assigned() {
    auto value = load();
    if (open)
      co_await value;
    open = false;
    if (!open)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:9: note: 'open' is true here
// CHECK: :[[#@LINE-6]]:7: note: first awaited here
// CHECK: :[[#@LINE-5]]:9: note: '!open' is true here
// CHECK: :[[#@LINE-10]]:24: note: create a shareable task with '.as_task()'
  }
};

task<void> member_of_a_local(connection c) {
  auto value = load();
  if (c.tries == 0) {
    co_await value;
    c.tries = 1;
  }
  if (c.tries == 1)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 'c.tries == 0' is true here
// CHECK: :[[#@LINE-7]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'c.tries == 1' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

// Correct from here on.

task<void> copied_before_the_change(bool now) {
  auto value = load();
  const bool before = now;
  if (now)
    co_await value;
  now = asked();
  if (!before)
    co_await value;
}

task<void> null_after_the_move(std::unique_ptr<int> pointer) {
  auto value = load();
  if (pointer)
    co_await value;
  auto other = std::move(pointer);
  if (pointer)
    co_await value;
}

task<void> the_same_change_on_both_sides(int n) {
  auto value = load();
  ++n;
  if (n > 3)
    co_await value;
  if (n <= 3)
    co_await value;
}

task<void> de_morgan(bool a, bool b, bool c) {
  auto value = load();
  if (a && (b || c))
    co_await value;
  if (!a || (!b && !c))
    co_await value;
}

task<void> de_morgan_negated(bool a, bool b) {
  auto value = load();
  if (!(a || b))
    co_await value;
  if (a || b)
    co_await value;
}

task<void> one_and_the_other_only(bool a, bool b) {
  auto value = load();
  if (a && !b)
    co_await value;
  if (b && !a)
    co_await value;
  if (a == b)
    co_await value;
}

task<void> by_exclusive_or(bool a, bool b) {
  auto value = load();
  if (a != b)
    co_await value;
  if (a == b)
    co_await value;
}

task<void> three_ranges(int n) {
  auto value = load();
  if (n < 0)
    co_await value;
  if (n >= 0 && n < 10)
    co_await value;
  if (n > 9)
    co_await value;
}

task<void> one_number_of_many(int n) {
  auto value = load();
  if (n == 1 || n == 3)
    co_await value;
  if (n == 2)
    co_await value;
  if (n > 3)
    co_await value;
}

task<void> unsigned_zero(unsigned n) {
  auto value = load();
  if (n == 0)
    co_await value;
  if (n > 0)
    co_await value;
}

task<void> as_a_bool(int n) {
  auto value = load();
  if (n)
    co_await value;
  if (n == 0)
    co_await value;
}

task<void> enumerators_of_a_switch(state s) {
  auto value = load();
  switch (s) {
  case state::idle:
    co_await value;
    break;
  default:
    break;
  }
  if (s != state::idle)
    co_await value;
}

task<void> two_switches(state s) {
  auto value = load();
  switch (s) {
  case state::idle:
  case state::busy:
    co_await value;
    break;
  case state::done:
    break;
  }
  switch (s) {
  case state::done:
    co_await value;
    break;
  default:
    break;
  }
}

task<void> a_state_for_each_step() {
  auto value = load();
  auto s = state::idle;
  if (asked()) {
    co_await value;
    s = state::busy;
  }
  if (s == state::idle && asked()) {
    co_await value;
    s = state::done;
  }
  if (s == state::idle)
    co_await value;
}

task<void> a_state_machine() {
  auto value = load();
  auto s = state::idle;
  while (s != state::done) {
    switch (s) {
    case state::idle:
      s = state::busy;
      break;
    case state::busy:
      co_await value;
      s = state::done;
      break;
    case state::done:
      break;
    }
  }
}

task<void> pointers_compared(const int *a, const int *b) {
  auto value = load();
  if (a == b)
    co_await value;
  if (a != b)
    co_await value;
}

task<void> null_and_the_opposite(const int *pointer) {
  auto value = load();
  const bool there = pointer != nullptr;
  if (there)
    co_await value;
  if (!pointer)
    co_await value;
}

task<void> optional_with_a_default(std::optional<int> given) {
  auto value = load();
  const bool had = given.has_value();
  if (!had)
    given = co_await value;
  if (had)
    co_await value;
}

task<void> filled_by_the_await(std::optional<int> given) {
  auto value = load();
  if (!given)
    given = co_await value;
  if (!given)
    co_await value;
}

task<void> counted(int n) {
  auto value = load();
  int used = 0;
  if (n > 3) {
    co_await value;
    ++used;
  }
  if (used == 0)
    co_await value;
}

task<void> flag_in_a_loop(int n) {
  auto value = load();
  bool done = false;
  for (int i = 0; i < n && !done; ++i)
    if (asked()) {
      co_await value;
      done = true;
    }
  if (!done)
    co_await value;
}

task<void> flag_before_the_await(int n) {
  auto value = load();
  bool first = true;
  while (n-- > 0) {
    if (!std::exchange(first, false))
      continue;
    co_await value;
  }
}

task<void> result_that_tells() {
  auto value = load();
  int result = -1;
  if (asked()) {
    co_await value;
    result = 0;
  }
  if (result < 0)
    result = co_await value;
}

task<void> todo_flag() {
  auto value = load();
  bool todo = true;
  if (asked()) {
    co_await value;
    todo = false;
  }
  if (todo)
    co_await value;
}

task<void> assigned_in_the_condition() {
  auto value = load();
  bool now;
  if ((now = asked()))
    co_await value;
  if (!now)
    co_await value;
}

task<void> declared_in_the_condition() {
  auto value = load();
  if (const int n = number(); n > 0)
    co_await value;
  else if (n < 0)
    co_await value;
  else
    co_await value;
}

task<void> chosen_by_a_conditional(bool a) {
  auto value = load();
  const int kind = a ? 1 : 2;
  if (kind == 1)
    co_await value;
  if (kind == 2)
    co_await value;
}

task<void> nested_conditions(bool a, bool b) {
  auto value = load();
  if (a) {
    if (b)
      co_await value;
  }
  if (!b)
    co_await value;
  else if (!a)
    co_await value;
}

task<void> member_of_a_reference(const connection &c) {
  auto value = load();
  if (c.open)
    co_await value;
  if (!c.open)
    co_await value;
}

task<void> member_function_of_a_const_one(const connection &c) {
  auto value = load();
  const bool open = c.is_open();
  if (open)
    co_await value;
  if (!open)
    co_await value;
}

task<void> in_a_lambda_that_only_reads(bool now) {
  auto value = load();
  auto print = [&] { return now; };
  if (now)
    co_await value;
  (void)print();
  if (!now)
    co_await value;
}

task<void> indices(int i, int n) {
  auto value = load();
  if (i < n)
    co_await value;
  if (i >= n)
    co_await value;
}

template <class T> task<void> in_a_template(T given) {
  auto value = load();
  if (given)
    co_await value;
  if (!given)
    co_await value;
}
template task<void> in_a_template(bool);
template task<void> in_a_template(int *);
template task<void> in_a_template(std::optional<int>);

#define CHECKED(condition) if (!(condition)) co_return

task<void> by_a_macro(int n) {
  auto value = load();
  if (n < 0)
    co_await value;
  CHECKED(n >= 0);
  co_await value;
}

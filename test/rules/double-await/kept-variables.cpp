// A flag that a lambda has copied, and a flag that an object reaches by a reference: what happens to it is known, or not guessed.
// RUN: %both %s | %match %s
#include <functional>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool more();
void use(int);

// A lambda's own variables keep their values from call to call.
task<int> once_by_a_lambda(value_task<int> v) {
  auto first = [done = false]() mutable {
    if (done)
      return false;
    done = true;
    return true;
  };
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (first())
      sum += co_await std::move(v);
  co_return sum;
}
task<int> counted_by_a_lambda(value_task<int> v) {
  auto next = [i = 0]() mutable { return i++; };
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (next() == 0)
      sum += co_await v;
  co_return sum;
}
task<int> twice_by_a_lambda(value_task<int> v) {
  auto next = [i = 0]() mutable { return i++; };
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (next() < 2)
      sum += co_await v;
// CHECK: :[[#@LINE-1]]:14: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:23: note: 'round < 3' is true here: the loop is entered
// CHECK: :[[#@LINE-4]]:9: note: 'next() < 2' is true here
// CHECK: :[[#@LINE-4]]:14: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:23: note: 'round < 3' is true here: the loop continues
// CHECK: :[[#@LINE-6]]:14: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> counted_by_a_copy(value_task<int> v) {
  int i = 0;
  auto next = [i]() mutable { return i++; };
  int sum = co_await v;
  i = next();
  if (i == 1)
    sum += co_await v;
  if (next() == 0)
    sum += co_await v;
  co_return sum + i;
}
task<int> the_variable_is_another(value_task<int> v) {
  int i = 0;
  auto next = [i]() mutable { return ++i; };
  next();
  next();
  int sum = co_await v;
  if (i == 0)
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'i == 0' is true here
// CHECK: :[[#@LINE-4]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> copied_before_it_changed(value_task<int> v, bool early) {
  auto is_early = [early] { return early; };
  early = !early;
  int sum = 0;
  if (is_early())
    sum += co_await v;
  if (early)
    sum += co_await v;
  co_return sum;
}
task<int> copied_after_it_changed(value_task<int> v, bool early) {
  early = !early;
  auto is_early = [early] { return early; };
  int sum = 0;
  if (is_early())
    sum += co_await v;
  if (early)
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'is_early()' is true here
// CHECK: :[[#@LINE-5]]:12: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-5]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> new_in_each_round(value_task<int> v) {
  int sum = 0;
  for (int round = 0; round < 2; ++round) {
    auto first = [done = false]() mutable { return !std::exchange(done, true); };
    if (first())
      sum += co_await v;
// CHECK: :[[#@LINE-1]]:14: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:23: note: 'round < 2' is true here: the loop is entered
// CHECK: :[[#@LINE-4]]:9: note: 'first()' is true here
// CHECK: :[[#@LINE-4]]:14: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:23: note: 'round < 2' is true here: the loop continues
// CHECK: :[[#@LINE-6]]:14: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
  co_return sum;
}
// Each copy of the lambda has a variable of its own.
task<int> a_copy_of_the_lambda(value_task<int> v) {
  auto first = [done = false]() mutable { return !std::exchange(done, true); };
  auto again = first;
  int sum = 0;
  if (first())
    sum += co_await v;
  if (again())
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'first()' is true here
// CHECK: :[[#@LINE-5]]:12: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'again()' is true here
// CHECK: :[[#@LINE-5]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}

// An object writes what it refers to: in its members, and when it dies.
struct setter {
  bool &flag;
  void set(bool value) { flag = value; }
  void set_elsewhere();
};
class setter_with_constructor {
public:
  explicit setter_with_constructor(bool &flag) : flag_(flag) {}
  void set(bool value) { flag_ = value; }
  void set_elsewhere();

private:
  bool &flag_;
};
struct set_at_the_end {
  bool &flag;
  ~set_at_the_end() { flag = true; }
};
template <class Function> struct at_the_end {
  Function run;
  explicit at_the_end(Function f) : run(std::move(f)) {}
  ~at_the_end() { run(); }
};

task<int> by_a_temporary(value_task<int> v) {
  bool used = false;
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      sum += co_await v;
      setter{used}.set(true);
    }
  co_return sum;
}
task<int> by_an_aggregate(value_task<int> v) {
  bool used = false;
  setter flag{used};
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      sum += co_await v;
      flag.set_elsewhere();
    }
  co_return sum;
}
task<int> by_an_object(value_task<int> v) {
  bool used = false;
  setter_with_constructor flag(used);
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      sum += co_await v;
      flag.set(true);
    }
  co_return sum;
}
task<int> by_an_object_elsewhere(value_task<int> v) {
  bool used = false;
  setter_with_constructor flag(used);
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      sum += co_await v;
      flag.set_elsewhere();
    }
  co_return sum;
}
task<int> by_a_destructor(value_task<int> v) {
  bool used = false;
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      set_at_the_end flag{used};
      sum += co_await v;
    }
  co_return sum;
}
task<int> by_a_scope_guard(value_task<int> v) {
  bool used = false;
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      at_the_end guard([&] { used = true; });
      sum += co_await v;
    }
  co_return sum;
}
task<int> nobody_writes_it(value_task<int> v, bool used) {
  setter_with_constructor flag(used);
  int sum = co_await v;
  if (!more())
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: '!more()' is true here
// CHECK: :[[#@LINE-4]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> a_guard_of_something_else(value_task<int> v) {
  bool used = false, other = false;
  int sum = 0;
  for (int round = 0; round < 3; ++round)
    if (!used) {
      set_at_the_end flag{other};
      sum += co_await v;
// CHECK: :[[#@LINE-1]]:14: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:23: note: 'round < 3' is true here: the loop is entered
// CHECK: :[[#@LINE-5]]:9: note: '!used' is true here
// CHECK: :[[#@LINE-4]]:14: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:23: note: 'round < 3' is true here: the loop continues
// CHECK: :[[#@LINE-6]]:14: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
    }
  co_return sum;
}
// Objects that are compared answer the same as long as they are the same, with members that have initialisers.
struct status {
  int code = 0;
  friend bool operator==(const status &, const status &) = default;
};
struct opaque_status {
  int code = 0;
};
bool operator==(const opaque_status &, const opaque_status &);
status run();
opaque_status run_elsewhere();

task<int> compared(value_task<int> v) {
  const status got = run();
  int sum = 0;
  if (got == status{})
    sum += co_await v;
  if (got != status{})
    sum += co_await v;
  co_return sum;
}
task<int> compared_elsewhere(value_task<int> v) {
  const opaque_status got = run_elsewhere();
  int sum = 0;
  if (got == opaque_status{})
    sum += co_await v;
  if (!(got == opaque_status{}))
    sum += co_await v;
  co_return sum;
}
task<int> compared_with_another(value_task<int> v) {
  const status got = run();
  int sum = 0;
  if (got == status{})
    sum += co_await v;
  if (got != status{1})
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'got == status{}' is true here
// CHECK: :[[#@LINE-5]]:12: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'got != status{1}' is true here
// CHECK: :[[#@LINE-5]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}

// Who writes something just before the consumption may ask for it, as one who writes just after.
struct error {
  int code = 0;
  error() = default;
  explicit error(int c) : code(c) {}
};
error fail(int);

task<int> written_just_before(value_task<int> v) {
  error got;
  int sum = 0;
  if (more()) {
    got = fail(4);
    sum += co_await v;
  }
  if (got.code == 0)
    sum += co_await v;
  co_return sum;
}
task<int> a_field_written_just_before(value_task<int> v) {
  status got;
  int sum = 0;
  if (more()) {
    got.code = 4;
    sum += co_await v;
  }
  if (got == status{})
    sum += co_await v;
  co_return sum;
}
task<int> written_on_every_path(value_task<int> v) {
  error got = fail(4);
  int sum = co_await v;
  if (got.code == 0)
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'got.code == 0' is true here
// CHECK: :[[#@LINE-4]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}
task<int> written_before_the_branch(value_task<int> v) {
  error got;
  int sum = 0;
  got = fail(4);
  if (more())
    sum += co_await v;
  if (got.code == 0)
    sum += co_await v;
// CHECK: :[[#@LINE-1]]:12: warning: 'v' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'more()' is true here
// CHECK: :[[#@LINE-5]]:12: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'got.code == 0' is true here
// CHECK: :[[#@LINE-5]]:12: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_return sum;
}

// A lambda that calls another one; a copy of a lambda, which answers as it does, as long as what it has copied stays.
int by_a_lambda_in_a_lambda(bool early) {
  auto value = load();
  auto is_early = [early] { return early; };
  auto again = [&is_early] { return is_early(); };
  if (again())
    use(sync_wait(value));
  return early ? 0 : sync_wait(value);
}
int by_a_lambda_in_a_lambda_twice(bool early) {
  auto value = load();
  auto is_early = [early] { return early; };
  auto again = [&is_early] { return is_early(); };
  if (again())
    use(sync_wait(value));
  return is_early() ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:33: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'again()' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'is_early()' is true here
// CHECK: :[[#@LINE-5]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int by_a_copy_of_a_lambda(bool early) {
  auto value = load();
  auto is_early = [early] { return early; };
  auto again = is_early;
  if (is_early())
    use(sync_wait(value));
  return again() ? 0 : sync_wait(value);
}
int by_a_copy_of_a_lambda_twice(bool early) {
  auto value = load();
  auto is_early = [early] { return early; };
  auto again = is_early;
  if (is_early())
    use(sync_wait(value));
  return again() ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:30: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'is_early()' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'again()' is true here
// CHECK: :[[#@LINE-5]]:30: note: consume it in one place only, or create a shareable task with '.as_task()'
}
// What isn't followed is no ground for a finding.
auto kept(bool early) {
  return [early] { return early; };
}
int by_a_lambda_of_another(bool early) {
  auto value = load();
  auto is_early = kept(early);
  auto again = is_early;
  if (is_early())
    use(sync_wait(value));
  return again() ? 0 : sync_wait(value);
}
int by_a_pair_of_lambdas(bool early) {
  auto value = load();
  auto both = std::make_pair([early] { return early; }, [early] { return !early; });
  if (both.first())
    use(sync_wait(value));
  return both.second() ? sync_wait(value) : 0;
}
int asked_alone(bool early) {
  auto value = load();
  auto is_early = kept(early);
  use(sync_wait(value));
  return is_early() ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:33: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-3]]:10: note: 'is_early()' is true here
// CHECK: :[[#@LINE-4]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int bound_by_reference(bool early) {
  auto value = load();
  bool used = false;
  auto mark = std::bind([](bool &flag) { flag = true; }, std::ref(used));
  if (early) {
    use(sync_wait(value));
    mark();
  }
  return used ? 0 : sync_wait(value);
}
struct early_at_first {
  bool early = true;
  int by_a_copy_of_this() {
    auto value = load();
    auto was_early = [*this] { return early; };
    if (was_early())
      use(sync_wait(value));
    return early ? 0 : sync_wait(value);
  }
};

// Members that refer or point to something, that are bits, that a base class or a virtual function gives a value: what is asked
// by one name is what was written by another one.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <functional>
#include <tuple>
#include <utility>
#include <variant>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::value_task;

value_task<int> load();
void use(int);

struct holder {
  bool &flag;
};
struct setter {
  bool &flag;
  explicit setter(bool &f) : flag(f) { flag = true; }
  void clear() { flag = false; }
};
struct counter {
  int *count;
  explicit counter(int *c) : count(c) {}
  void step() { ++*count; }
};

// Each pair of functions asks what was written: the first is correct, the second has a mistake.
int written_by_a_reference_in_braces() {
  auto value = load();
  bool done = false;
  holder held{done};
  held.flag = true;
  return done ? sync_wait(value) : 0;
}
int written_by_a_reference_in_braces_no() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'done' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool done = true;
  holder held{done};
  held.flag = false;
  return done ? sync_wait(value) : 0;
}

int written_by_a_constructor() {
  auto value = load();
  bool done = false;
  setter set(done);
  return done ? sync_wait(value) : 0;
}
int written_by_a_constructor_and_cleared() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'done' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool done = false;
  setter set(done);
  set.clear();
  return done ? sync_wait(value) : 0;
}

int counted_by_a_pointer() {
  auto value = load();
  int count = 0;
  counter counting(&count);
  counting.step();
  return count == 1 ? sync_wait(value) : 0;
}
int counted_by_a_pointer_twice() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:10: note: 'count == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  int count = 0;
  counter counting(&count);
  counting.step();
  counting.step();
  return count == 1 ? sync_wait(value) : 0;
}

int by_a_copy_of_the_pointer() {
  auto value = load();
  int count = 0;
  counter counting(&count);
  counter copy = counting;
  copy.step();
  return count == 1 ? sync_wait(value) : 0;
}
int by_a_pointer_set_again() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:10: note: 'count == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  int count = 0, other = 0;
  counter counting(&count);
  counting.count = &other;
  counting.step();
  return count == 1 ? sync_wait(value) : 0;
}

int in_a_pair() {
  auto value = load();
  bool done = false;
  std::pair<bool &, int> both{done, 1};
  both.first = true;
  return done ? sync_wait(value) : 0;
}
int in_a_pair_no() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'done' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool done = false;
  std::pair<bool &, int> both{done, 1};
  both.first = both.second == 2;
  return done ? sync_wait(value) : 0;
}

struct of_itself {
  int count;
  int *first = &count;
  explicit of_itself(int c) : count(c) {}
};
int pointer_to_its_own_member(int n) {
  auto value = load();
  of_itself self(n);
  if (*self.first > 0)
    return sync_wait(value);
  return n <= 0 ? sync_wait(value) : 0;
}
int pointer_to_its_own_member_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n < 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  of_itself self(n);
  if (*self.first > 0)
    return sync_wait(value);
  return n < 0 ? sync_wait(value) : 0;
}

struct header {
  unsigned urgent : 1;
  unsigned version : 2;
};
int bits(bool urgent) {
  auto value = load();
  header sent{};
  sent.urgent = urgent;
  sent.version = 3;
  if (sent.urgent && sent.version == 3)
    return sync_wait(value);
  return !urgent ? sync_wait(value) : 0;
}
int bits_not_always(bool urgent) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+7]]:10: note: '!urgent' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  header sent{};
  sent.urgent = urgent;
  sent.version = 2;
  if (sent.urgent && sent.version == 3)
    return sync_wait(value);
  return !urgent ? sync_wait(value) : 0;
}

struct base {
  bool ready;
  explicit base(bool r) : ready(r) {}
};
struct inheriting : base {
  using base::base;
  int more = 1;
};
int inherited_constructor(bool r) {
  auto value = load();
  inheriting made(r);
  if (made.ready)
    use(sync_wait(value));
  return !r ? sync_wait(value) : 0;
}
int inherited_constructor_not_always(bool r) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'r' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  inheriting made(r);
  if (made.ready)
    use(sync_wait(value));
  return r ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:24: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'made.ready' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'r' is true here
// CHECK: :[[#@LINE-5]]:24: note: consume it in one place only, or create a shareable task with '.as_task()'
}

struct shape {
  bool at_first;
  shape() : at_first(is_round()) {}
  virtual ~shape() = default;
  virtual bool is_round() const { return false; }
};
struct circle : shape {
  bool is_round() const override { return true; }
};
int virtual_of_a_known_class() {
  auto value = load();
  circle drawn;
  shape &same = drawn;
  return same.is_round() && !drawn.at_first ? sync_wait(value) : 0;
}
int virtual_of_a_known_class_no() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:10: note: '!drawn.is_round()' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  circle drawn;
  return !drawn.is_round() ? sync_wait(value) : 0;
}
int virtual_of_any_class(const shape &drawn) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:10: note: 'drawn.is_round()' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return drawn.is_round() ? sync_wait(value) : 0;
}

struct lazily {
  bool set;
  bool not_set = [this] { return !set; }();
  explicit lazily(bool s) : set(s) {}
};
int lambda_in_an_initialiser(bool s) {
  auto value = load();
  lazily made(s);
  if (made.set)
    use(sync_wait(value));
  return made.not_set ? sync_wait(value) : 0;
}
int lambda_in_an_initialiser_twice(bool s) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'made.not_set' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  lazily made(s);
  if (!made.set)
    use(sync_wait(value));
  return made.not_set ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:35: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: '!made.set' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'made.not_set' is true here
// CHECK: :[[#@LINE-5]]:35: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int pair_of_two_returns(bool found) {
  auto value = load();
  auto [ok, code] = [&]() -> std::pair<bool, int> {
    if (found)
      return {true, 1};
    return {false, 0};
  }();
  if (ok)
    use(sync_wait(value));
  return code == 0 ? sync_wait(value) : 0;
}
int pair_of_two_returns_twice(bool found) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+9]]:10: note: 'code == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto [ok, code] = [&]() -> std::pair<bool, int> {
    if (found)
      return {true, 1};
    return {false, 0};
  }();
  if (ok)
    use(sync_wait(value));
  return code == 1 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:32: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'ok' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'code == 1' is true here
// CHECK: :[[#@LINE-5]]:32: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void check(int n) {
  try {
    if (n < 0)
      throw 1;
  } catch (int) {
    throw 2.0;
  }
}
int handler_that_throws(int n) {
  auto value = load();
  check(n);
  return n >= 0 ? sync_wait(value) : 0;
}
int handler_that_throws_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:10: note: 'n > 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  check(n);
  return n > 0 ? sync_wait(value) : 0;
}

struct positive {
  explicit positive(int n) {
    if (n < 0)
      throw 1;
  }
};
int certainly_thrown() {
  auto value = load();
  try {
    positive made(-1);
  } catch (...) {
    return sync_wait(value);
  }
  return 0;
}
int certainly_not_thrown() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  try {
    positive made(1);
  } catch (...) {
    return sync_wait(value);
  }
  return 0;
}

int given_to_the_library(int n) {
  std::variant<int, long> held = n;
  if (n > 0)
    held.emplace<long>(n);
  auto value = load();
  if (std::holds_alternative<int>(held))
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
}
int given_to_the_library_not_always(int n) {
  std::variant<int, long> held = n;
  if (n > 0)
    held.emplace<long>(n);
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:10: note: 'n > 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (std::holds_alternative<int>(held))
    use(sync_wait(value));
  return n > 1 ? sync_wait(value) : 0;
}

struct settings {
  int level = 0;
  settings() = default;
  settings(const settings &) = default;
  settings &operator=(const settings &other) {
    if (this != &other)
      level = other.level + 1;
    return *this;
  }
};
int assigned_to_itself() {
  settings first;
  settings &same = first;
  first = same;
  auto value = load();
  return first.level == 0 ? sync_wait(value) : 0;
}
int assigned_to_another() {
  settings first, second;
  second = first;
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:10: note: 'second.level == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return second.level == 0 ? sync_wait(value) : 0;
}

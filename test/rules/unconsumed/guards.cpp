// A variable that the destructor of a local object may write: when it does so isn't followed, and a path that rests on its
// value is no finding.
// RUN: %both %s | %match %s
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::value_task;

value_task<int> load();
void step();

struct set_at_the_end {
  bool &flag;
  ~set_at_the_end() { flag = true; }
};
struct depth {
  int &level;
  explicit depth(int &l) : level(l) { ++level; }
  ~depth() { --level; }
};
struct by_pointer {
  bool *flag;
  ~by_pointer() {
    if (flag)
      *flag = true;
  }
};
struct at_the_end {
  std::function<void()> run;
  ~at_the_end() { run(); }
};

int set_by_a_destructor() {
  auto value = load();
  bool used = false;
  {
    set_at_the_end guard{used};
    step();
  }
  return used ? sync_wait(value) : 0;
}
int counted_by_a_destructor() {
  auto value = load();
  int level = 0;
  {
    depth guard(level);
    step();
  }
  if (level > 0)
    return 0;
  return sync_wait(value);
}
int set_by_a_pointer() {
  auto value = load();
  bool used = false;
  {
    by_pointer guard{&used};
    step();
  }
  return used ? sync_wait(value) : 0;
}
int set_by_a_lambda() {
  auto value = load();
  bool used = false;
  {
    at_the_end guard{[&] { used = true; }};
    step();
  }
  return used ? sync_wait(value) : 0;
}

// Found: the guard writes something else, or what is asked is asked before.
int of_another() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+7]]:10: note: 'used' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool used = false, other = false;
  {
    set_at_the_end guard{other};
    step();
  }
  return used ? sync_wait(value) : 0;
}
int asked_before(bool used) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'used' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (used)
    return 0;
  set_at_the_end guard{used};
  return sync_wait(value);
}

// What a temporary writes at its end, or what is kept somewhere: by 'new', in an optional, by a deleter.
int set_by_a_temporary() {
  auto value = load();
  bool used = false;
  (void)set_at_the_end{used};
  return used ? sync_wait(value) : 0;
}
int asked_by_another_name() {
  auto value = load();
  bool used = false;
  (void)set_at_the_end{used};
  const bool was_used = used;
  return was_used ? sync_wait(value) : 0;
}
int set_by_delete() {
  auto value = load();
  bool used = false;
  auto *guard = new set_at_the_end{used};
  delete guard;
  return used ? sync_wait(value) : 0;
}
int in_an_optional() {
  auto value = load();
  bool used = false;
  std::optional<set_at_the_end> guard;
  guard.emplace(used);
  guard.reset();
  return used ? sync_wait(value) : 0;
}
int in_a_unique_ptr() {
  auto value = load();
  bool used = false;
  std::unique_ptr<depth> guard;
  int level = 0;
  guard = std::make_unique<depth>(level);
  guard = nullptr;
  used = level == 0;
  return used ? sync_wait(value) : 0;
}
int by_a_deleter() {
  auto value = load();
  bool used = false;
  auto set = [&](int *number) {
    used = true;
    delete number;
  };
  { std::unique_ptr<int, decltype(set)> guard(new int(1), set); }
  return used ? sync_wait(value) : 0;
}
// The value is asked for between the others.
int one_way_or_the_other(bool early) {
  auto value = load();
  bool used = false;
  {
    at_the_end guard{[&] { used = true; }};
    if (early)
      guard.run = [] {};
  }
  if (used)
    return sync_wait(value);
  if (early)
    return sync_wait(value);
  return 0;
}
// Found: none of them is asked for.
int of_another_temporary(bool early) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:10: note: 'early' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool used = false;
  (void)set_at_the_end{used};
  auto *guard = new set_at_the_end{used};
  delete guard;
  return early ? sync_wait(value) : 0;
}
int moved_into_an_optional() {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'used' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool used = false, other = false;
  std::optional<set_at_the_end> guard;
  guard.emplace(other);
  return used ? sync_wait(value) : 0;
}
// One of two, what a copy of a lambda counts, and what is bound by reference.
int set_one_of_two(bool early) {
  auto value = load();
  bool first = false, second = false;
  { set_at_the_end guard{early ? first : second}; }
  if (first)
    return sync_wait(value);
  return second ? sync_wait(value) : 0;
}
int changed_by_a_copy() {
  auto value = load();
  auto next = [count = 0]() mutable { return ++count; };
  next();
  auto copy = next;
  return copy() == 2 ? sync_wait(value) : 0;
}
int bound_by_reference(bool early) {
  auto value = load();
  bool used = false;
  auto mark = std::bind([](bool &flag) { flag = true; }, std::ref(used));
  if (early) {
    sync_wait(value);
    mark();
  }
  return used ? 0 : early ? 0 : sync_wait(value);
}

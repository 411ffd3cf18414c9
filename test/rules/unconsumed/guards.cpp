// A variable that the destructor of a local object may write: when it does so isn't followed, and a path that rests on its
// value is no finding.
// RUN: %both %s | %match %s
#include <functional>
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

// Where a path ends without an end of the function, nobody has forgotten anything.
// RUN: %both %s -- -std=c++23 | %match %s
// RUN: %both %s -- -std=c++23 -DNDEBUG | %match %s
#include <cassert>
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int kind = 0);
int take(value_task<int>);
bool asked();

struct fatal {
  fatal();
  [[noreturn]] ~fatal();
  fatal &operator<<(const char *);
  fatal &stream() { return *this; }
};
struct error {
  ~error();
  error &operator<<(const char *);
};
struct voidify {
  void operator&(fatal &) {}
};
fatal make_fatal();
#define LOG_FATAL fatal().stream()
#define CHECK(c) (c) ? (void)0 : voidify() & LOG_FATAL
#define CHECK_LOOP(c) while (!(c)) fatal() << #c
#define CHECK_SWITCH(c) switch (0) case 0: default: if (c) ; else LOG_FATAL << #c

int by_kind(int kind) {
  auto x = load(kind);
  switch (kind) {
  case 1:
    return take(std::move(x));
  case 2:
    make_fatal() << "two";
  default:
    fatal() << "no such kind";
  }
  return 0;
}
int checked(int kind) {
  auto x = load(kind);
  CHECK(kind == 1) << "no such kind";
  if (kind == 1)
    return take(std::move(x));
  return 0;
}
int checked_in_a_loop(int kind) {
  auto x = load(kind);
  CHECK_LOOP(kind == 1);
  return kind == 1 ? take(std::move(x)) : 0;
}
int checked_in_a_switch(int kind) {
  auto x = load(kind);
  CHECK_SWITCH(kind == 1) << "no such kind";
  return kind == 1 ? take(std::move(x)) : 0;
}
int in_a_scope(int kind) {
  auto x = load(kind);
  if (kind != 1) {
    fatal log;
    log << "no such kind";
  }
  return kind == 1 ? take(std::move(x)) : 0;
}
int unreachable(int kind) {
  auto x = load(kind);
  switch (kind) {
  case 1:
    return take(std::move(x));
  case 2:
    std::unreachable();
  case 3:
    assert(false);
  case 4:
    assert(!"four");
  case 5:
    assert("five" && false);
  default:
    __builtin_unreachable();
  }
}
int assumed(int kind) {
  auto x = load(kind), y = load(kind), z = load(kind);
  [[assume(kind == 1)]];
  if (kind == 1)
    take(std::move(x));
  __builtin_assume(kind < 2);
  if (kind < 2)
    take(std::move(y));
  switch (kind) {
  case 1:
    return take(std::move(z));
  default:
    [[assume(false)]];
  }
  return 0;
}
int assumed_on_a_way(bool good) {
  auto x = load();
  if (good)
    return take(std::move(x));
  else {
    [[assume(false)]];
  }
  return 0;
}

int only_logged(int kind) {
  auto x = load(kind);
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'kind == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (kind == 1)
    return take(std::move(x));
  error() << "no such kind";
  return 0;
}
int another_check(int kind) {
  auto x = load(kind);
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:7: note: 'kind == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  CHECK(kind != 0) << "none";
  if (kind == 1)
    return take(std::move(x));
  return 0;
}
int scope_of_another_way(int kind) {
  auto x = load(kind);
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:10: note: 'kind == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (kind == 2) {
    fatal log;
    log << "two";
  }
  return kind == 1 ? take(std::move(x)) : 0;
}
int assumed_too_little(int kind) {
  auto x = load(kind);
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:7: note: 'kind == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  [[assume(kind >= 1)]];
  if (kind == 1)
    take(std::move(x));
  return 0;
}

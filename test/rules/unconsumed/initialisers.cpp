// What a constructor sets a field to, it holds until something is written to it.
// RUN: %both %s | %match %s
#include <atomic>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);

struct in_class {
  bool fast = false;
  int level = 2;
};
struct in_list {
  bool fast;
  int level;
  in_list() : fast(false), level(2) {}
};
struct empty_body_elsewhere {
  bool fast;
  empty_body_elsewhere();
};
struct from_parameter {
  bool fast;
  explicit from_parameter(bool given) : fast(given) {}
};
struct written_in_body {
  bool fast = false;
  explicit written_in_body(int key) {
    if (key > 1)
      fast = true;
  }
};
struct changes_by_itself {
  std::atomic<bool> fast{false};
};

task<int> never_fast(int key) {
  in_class options;
  auto value = load(key);
  if (options.fast)
    co_return 0;
  co_return co_await value;
}
task<int> never_low(int key) {
  auto options = in_class();
  auto value = load(key);
  if (options.level < 2)
    co_return 0;
  co_return co_await value;
}
task<int> never_fast_by_list(int key) {
  in_list options;
  auto value = load(key);
  if (options.fast || options.level != 2)
    co_return 0;
  co_return co_await value;
}

task<int> always_high(int key) {
  in_class options;
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'options.level > 1' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (options.level > 1)
    co_return 0;
  co_return co_await value;
}
task<int> written_since(int key, bool fast) {
  in_class options;
  options.fast = fast;
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'options.fast' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (options.fast)
    co_return 0;
  co_return co_await value;
}
task<int> unknown_constructor(int key) {
  empty_body_elsewhere options;
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'options.fast' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (options.fast)
    co_return 0;
  co_return co_await value;
}
task<int> parameter(int key) {
  from_parameter options(key > 3);
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'options.fast' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (options.fast)
    co_return 0;
  co_return co_await value;
}
task<int> body(int key) {
  written_in_body options(key);
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'options.fast' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (options.fast)
    co_return 0;
  co_return co_await value;
}
task<int> by_itself(int key) {
  changes_by_itself options;
  auto value = load(key);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'options.fast' is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (options.fast)
    co_return 0;
  co_return co_await value;
}

// What a called function, member or lambda does to a flag, where its body can be seen: it runs as a part of the path.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::detach;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load();

class session {
  bool open_ = false;

public:
  bool open() const { return open_; }
  void close() { open_ = false; }

  task<void> closed() {
    close();
    auto value = load();
    if (open_)
      co_return;
    co_await value;
  }
  task<void> asked_the_wrong_way() {
    close();
    auto value = load();
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:9: note: '!open()' is true here
// CHECK: :[[#@LINE-3]]:10: note: 'co_await' it on every path, or discard it with 'detach'
    if (!open())
      co_return;
    co_await value;
  }
  int one_or_the_other() {
    auto value = load();
    if (open_)
      return sync_wait(value);
    if (!open())
      detach(std::move(value));
    return 0;
  }
  int one_of_two() {
    auto value = load();
// CHECK: :[[#@LINE-1]]:10: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:9: note: 'open()' is false here
// CHECK: :[[#@LINE-3]]:10: note: consume it, or pass it to a function that does, or discard it with 'detach'
    if (open_)
      return sync_wait(value);
    if (open())
      detach(std::move(value));
    return 0;
  }
};

struct message {
  int kind;
  bool is_request() const { return kind == 1; }
};
bool is_large(int size) { return size > 10; }

int by_kind(const message &m) {
  auto value = load();
  if (m.is_request())
    return sync_wait(value);
  if (m.kind != 1)
    return sync_wait(value);
  return 0;
}
int by_two_kinds(const message &m) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'm.kind == 2' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (m.is_request())
    return sync_wait(value);
  if (m.kind == 2)
    return sync_wait(value);
  return 0;
}
int by_size(int size) {
  auto value = load();
  if (is_large(size))
    return sync_wait(value);
  if (size <= 10)
    detach(std::move(value));
  return 0;
}
int not_by_each_size(int size) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'size < 10' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (is_large(size))
    return sync_wait(value);
  if (size < 10)
    detach(std::move(value));
  return 0;
}
int by_a_lambda(int size) {
  auto value = load();
  bool late = false;
  auto is_late = [&] { return late; };
  late = size > 3;
  if (is_late())
    return sync_wait(value);
  if (size <= 3)
    return sync_wait(value);
  return 0;
}
int not_by_a_lambda(int size) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+7]]:7: note: 'size < 3' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  bool late = false;
  auto is_late = [&] { return late; };
  late = size > 3;
  if (is_late())
    return sync_wait(value);
  if (size < 3)
    return sync_wait(value);
  return 0;
}

// Which of several objects a pointer or a reference leads to is asked for by their addresses.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <memory>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/when_all.h>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);

struct both {
  value_task<int> left, right; // NOLINT(valuetask-stored-in-field)
};

int by_a_pointer(bool which) {
  auto first = load(), second = load();
  auto *chosen = which ? &first : &second;
  int sum = sync_wait(*chosen);
  if (chosen == &first)
    sum += sync_wait(second);
  else
    sum += sync_wait(first);
  return sum;
}
int by_an_assigned_pointer(bool which) {
  auto first = load(), second = load();
  value_task<int> *chosen = &second;
  if (which)
    chosen = &first;
  int sum = sync_wait(*chosen);
  if (&first != chosen)
    sum += sync_wait(first);
  if (&second != chosen)
    sum += sync_wait(second);
  return sum;
}
task<int> by_a_reference(bool which) {
  auto first = load(), second = load();
  auto &chosen = which ? first : second;
  auto &other = &chosen == &first ? second : first;
  auto [a, b] = co_await valuetask::when_all(std::move(chosen), std::move(other));
  co_return a + b;
}
int by_addressof(bool which) {
  auto first = load(), second = load();
  auto &chosen = which ? first : second;
  int sum = sync_wait(chosen);
  return sum + sync_wait(std::addressof(chosen) == std::addressof(first) ? second : first);
}
int of_three(int which) {
  auto a = load(), b = load(), c = load();
  value_task<int> *chosen = nullptr;
  switch (which) {
  case 0:
    chosen = &a;
    break;
  case 1:
    chosen = &b;
    break;
  default:
    chosen = &c;
  }
  int sum = sync_wait(*chosen);
  if (chosen != &a)
    sum += sync_wait(a);
  if (chosen != &b)
    sum += sync_wait(b);
  if (chosen != &c)
    sum += sync_wait(c);
  return sum;
}
int of_two_fields(bool which) {
  both all{load(), load()};
  auto *chosen = which ? &all.left : &all.right;
  int sum = sync_wait(*chosen);
  return sum + (chosen == &all.left ? sync_wait(all.right) : sync_wait(all.left));
}
int the_winner() {
  auto first = load(), second = load();
  value_task<int> *winner = nullptr;
  while (!winner) {
    if (first.is_completed())
      winner = &first;
    else if (second.is_completed())
      winner = &second;
  }
  const int result = winner->result();
  valuetask::detach(std::move(winner == &first ? second : first));
  return result;
}
int one_after_the_other() {
  auto first = load(), second = load();
  int sum = 0;
  for (auto *at = &first;;) {
    sum += sync_wait(*at);
    if (at == &second)
      break;
    at = &second;
  }
  return sum;
}

int the_chosen_one_is_left(bool which) {
  auto first = load(), second = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'first' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:7: note: 'chosen == &first' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
// CHECK: :[[#@LINE-4]]:24: warning: 'second' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:7: note: 'chosen == &first' is false here
// CHECK: :[[#@LINE-6]]:24: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto *chosen = which ? &first : &second;
  if (chosen == &first)
    return sync_wait(second);
  return sync_wait(first);
}
int the_other_one_is_left(bool which) {
  auto first = load(), second = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'first' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto *chosen = which ? &first : &second;
  int sum = sync_wait(*chosen);
  if (chosen == &first)
    sum += sync_wait(second);
  return sum;
}
int the_same_one(bool which) {
  auto first = load(), second = load();
  auto *chosen = which ? &first : &second;
  int sum = sync_wait(*chosen) + sync_wait(first);
// CHECK: :[[#@LINE-1]]:44: warning: 'first' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:24: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-3]]:44: note: consume it in one place only, or create a shareable task with '.as_task()'
  return sum + (which ? sync_wait(second) : 0);
}

// Two that change places, where one of them was consumed on some path only.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
int take(value_task<int> value);

// Found: the other name holds what was consumed.
int on_one_path(bool early) {
  auto first = load(), second = load();
  if (early)
    take(std::move(second));
  std::swap(first, second);
  return take(std::move(first));
// CHECK: :[[#@LINE-1]]:25: warning: 'first' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-5]]:20: note: first moved here
// CHECK: :[[#@LINE-4]]:25: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int in_a_loop() {
  auto first = load(), second = load();
  for (int i = 0; i < 1; ++i)
    take(std::move(second));
  std::swap(second, first);
  return take(std::move(first)) + take(std::move(second));
// CHECK: :[[#@LINE-1]]:25: warning: 'first' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:19: note: 'i < 1' is true here
// CHECK: :[[#@LINE-5]]:20: note: first moved here
// CHECK: :[[#@LINE-4]]:25: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int by_its_member(bool early) {
  auto first = load(), second = load();
  if (early)
    take(std::move(first));
  using std::swap;
  swap(first, second);
  int sum = take(std::move(first));
  if (early)
    return sum + take(std::move(second));
// CHECK: :[[#@LINE-1]]:33: warning: 'second' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-8]]:20: note: first moved here
// CHECK: :[[#@LINE-5]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-5]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
  return sum;
}

// Correct.
int only_what_is_left(bool early) {
  auto first = load(), second = load();
  if (early)
    take(std::move(second));
  std::swap(first, second);
  if (early)
    return take(std::move(second));
  return take(std::move(first)) + take(std::move(second));
}

int swapped_on_that_path(bool early) {
  auto first = load(), second = load();
  int sum = 0;
  if (early) {
    sum = take(std::move(second));
    std::swap(first, second);
  } else {
    sum = take(std::move(first));
  }
  return sum + take(std::move(second));
}

int filled_afterwards(bool early) {
  auto first = load(), second = load();
  if (early)
    take(std::move(second));
  std::swap(first, second);
  if (early)
    first = load();
  return take(std::move(first)) + take(std::move(second));
}

int swapped_back(bool early) {
  auto first = load(), second = load();
  if (early)
    take(std::move(second));
  std::swap(first, second);
  std::swap(first, second);
  int sum = take(std::move(first));
  if (!early)
    sum += take(std::move(second));
  return sum;
}

int one_that_may_be_empty(bool early) {
  auto first = load();
  value_task<int> second;
  if (early)
    second = load();
  std::swap(first, second);
  int sum = take(std::move(second));
  if (early)
    sum += take(std::move(first));
  return sum;
}

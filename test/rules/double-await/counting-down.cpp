// Loops that count down to 0 in a type without negative numbers: the last step, if it is taken, leads from 0 to the
// greatest number. They end, and what follows is looked at.
// RUN: %both %s | %match %s
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void use(std::size_t n);

task<int> until_none_is_left(unsigned n) {
  while (n--)
    use(n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> greater(std::uint8_t n) {
  while (n-- > 0)
    use(n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> mirrored(std::uint16_t n) {
  while (0 != n--) {
  }
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> in_the_head(std::size_t n) {
  for (std::size_t i = n; i-- > 0;)
    use(i);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> step_of_its_own(std::size_t n) {
  for (std::size_t i = n; i != 0; --i)
    use(i);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> afterwards(unsigned long n) {
  do
    use(n);
  while (--n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> afterwards_by_the_old_value(unsigned n) {
  do
    use(n);
  while (n-- > 1);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> beyond_the_last(std::size_t n) {
  for (std::size_t i = n - 1; i < n; --i)
    use(i);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> to_the_greatest(unsigned n) {
  for (unsigned i = n; i != static_cast<unsigned>(-1); --i)
    use(i);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> of_a_known_number() {
  unsigned n = 10;
  while (n--)
    use(n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> signed_number(int n) {
  n = 10;
  while (n-- > 0)
    use(n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> with_something_else(unsigned n, const bool &go_on) {
  while (go_on && n-- != 0)
    use(n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

struct counter {
  unsigned left;
};
task<int> field(counter &c) {
  while (c.left--)
    use(0);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> counting_up(std::uint8_t n) {
  while (++n)
    use(n);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> down_a_pointer(const char *begin, const char *end) {
  while (end-- != begin)
    use(static_cast<std::size_t>(*end));
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> down_an_iterator(std::list<std::size_t> numbers) {
  for (auto it = numbers.end(); it-- != numbers.begin();)
    use(*it);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

task<int> backwards(std::vector<std::size_t> numbers) {
  for (auto it = numbers.rbegin(); it != numbers.rend(); ++it)
    use(*it);
  auto value = load();
  int sum = co_await value;
  co_return sum + co_await value;
// CHECK: :[[#@LINE-1]]:19: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:13: note: first awaited here
// CHECK: :[[#@LINE-3]]:19: note: use 'sum', the result of the first 'co_await'
}

// In the loop, the second iteration.
task<int> each_time(unsigned n) {
  auto value = load();
  int sum = 0;
  while (n--)
    sum += co_await value;
// CHECK: :[[#@LINE-1]]:12: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:10: note: 'n--' is true here
// CHECK: :[[#@LINE-3]]:12: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:10: note: 'n--' is true here
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
  co_return sum;
}

task<int> each_time_after(std::size_t n) {
  auto value = load();
  int sum = 0;
  do
    sum += co_await value;
// CHECK: :[[#@LINE-1]]:12: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:12: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+2]]:10: note: '--n > 0' is true here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
  while (--n > 0);
  co_return sum;
}

// After the last step it is the greatest number.
task<int> greatest(std::uint8_t n) {
  n = 0;
  auto value = load();
  int sum = co_await value;
  --n;
  if (n == 255)
    sum += co_await value;
// CHECK: :[[#@LINE-1]]:12: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'n == 255' is true here
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
  co_return sum;
}

task<int> greatest_after_a_loop(unsigned n) {
  auto value = load();
  int sum = co_await value;
  n = 0;
  while (n--)
    use(n);
  if (n > 100)
    sum += co_await value;
// CHECK: :[[#@LINE-1]]:12: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:13: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'n > 100' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
  co_return sum;
}

// Correct: each of them knows what the number is.
task<int> none_is_left() {
  auto value = load();
  unsigned n = 0;
  if (n--)
    co_return co_await value;
  co_return co_await value;
}

task<int> no_iteration() {
  auto value = load();
  unsigned n = 0;
  int sum = 0;
  while (n-- > 0)
    sum += co_await value;
  co_return sum + co_await value;
}

task<int> one_iteration() {
  auto value = load();
  int sum = 0;
  for (std::size_t i = 1; i-- > 0;)
    sum += co_await value;
  co_return sum;
}

task<int> not_zero_after_the_loop(unsigned n) {
  auto value = load();
  while (n--)
    use(n);
  int sum = co_await value;
  if (n == 0)
    sum += co_await value;
  co_return sum;
}

task<int> zero_after_the_loop(unsigned n) {
  auto value = load();
  while (n > 0)
    --n;
  int sum = co_await value;
  if (n != 0)
    sum += co_await value;
  co_return sum;
}

task<int> greatest_is_not_zero(std::uint8_t n) {
  n = 0;
  auto value = load();
  --n;
  if (n == 0)
    co_return co_await value;
  co_return co_await value;
}

task<int> by_the_last_one(std::size_t n) {
  auto value = load();
  int sum = 0;
  while (n-- > 0)
    if (n == 0)
      sum += co_await value;
  co_return sum;
}

task<int> same_question(unsigned n) {
  auto value = load();
  int sum = 0;
  const unsigned before = n;
  if (n-- > 0)
    sum = co_await value;
  if (before == 0)
    sum = co_await value;
  co_return sum;
}

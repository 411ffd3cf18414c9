// Swap and exchange move what the objects hold; what is left empty by that isn't to be consumed.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void take(value_task<int> value);

task<void> consumed_one_comes_back() {
  auto first = load(), second = load();
  co_await first;
  std::swap(first, second);
  co_await second;
// CHECK: :[[#@LINE-1]]:3: warning: 'second' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> by_argument_dependent_lookup() {
  auto first = load(), second = load();
  co_await first;
  using std::swap;
  swap(second, first);
  co_await second;
// CHECK: :[[#@LINE-1]]:3: warning: 'second' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> swapped_out() {
  auto first = load();
  value_task<int> second;
  std::swap(first, second);
  co_await first;
// CHECK: :[[#@LINE-1]]:3: warning: 'first' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> given_away_then_swapped() {
  auto first = load(), second = load();
  take(std::move(first));
  std::swap(first, second);
  take(std::move(second));
// CHECK: :[[#@LINE-1]]:18: warning: 'second' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first moved here
// CHECK: :[[#@LINE-3]]:18: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> exchanged_for_nothing() {
  auto value = load();
  auto taken = std::exchange(value, value_task<int>());
  co_await taken;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:30: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> exchanged_for_an_empty_one() {
  auto value = load();
  take(std::exchange(value, value_task<int>()));
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> exchanged_after_its_await() {
  auto value = load();
  co_await value;
  take(std::exchange(value, value_task<int>()));
// CHECK: :[[#@LINE-1]]:22: warning: 'value' is moved after it was awaited; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:22: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

void take_out(value_task<int> &given) { take(std::exchange(given, value_task<int>())); }
task<void> taken_out_by_a_helper() {
  auto value = load();
  take_out(value);
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited after 'take_out' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note: first consumed by 'take_out' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

void renew(value_task<int> &given) {
  take(std::move(given));
  given = load();
}
task<void> renewed_after_its_await() {
  auto value = load();
  co_await value;
  renew(value);
// CHECK: :[[#@LINE-1]]:9: warning: 'value' is consumed by 'renew' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:9: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  co_await value;
}

// Right:

task<void> the_fresh_one_comes() {
  auto first = load(), second = load();
  co_await first;
  std::swap(first, second);
  co_await first;
}

task<void> both_fresh() {
  auto first = load(), second = load();
  std::swap(first, second);
  co_await first;
  co_await second;
}

task<void> swapped_in() {
  auto first = load();
  value_task<int> second;
  std::swap(first, second);
  co_await second;
}

task<void> there_and_back() {
  auto first = load();
  value_task<int> second;
  std::swap(first, second);
  std::swap(first, second);
  co_await first;
}

task<void> in_a_branch(bool now) {
  auto first = load(), second = load();
  if (now)
    co_await first;
  else
    co_await second;
  std::swap(first, second);
  if (now)
    co_await first;
  else
    co_await second;
}

task<void> with_what_others_own(value_task<int> &given) {
  auto value = load();
  co_await value;
  std::swap(value, given);
  co_await value;
}

task<void> exchanged_and_filled() {
  auto value = load();
  take(std::exchange(value, value_task<int>()));
  value = load();
  co_await value;
}

task<void> exchanged_and_asked() {
  auto value = load();
  take(std::exchange(value, value_task<int>()));
  if (value.is_completed())
    co_await value;
}

// To give an empty one away is no harm.
task<void> exchanged_twice() {
  auto value = load();
  take(std::exchange(value, value_task<int>()));
  auto rest = std::exchange(value, value_task<int>());
}

task<void> exchanged_in_a_loop(int n) {
  value_task<int> pending;
  for (int i = 0; i < n; ++i) {
    auto before = std::exchange(pending, value_task<int>());
    if (before.is_completed())
      co_await before;
    pending = load();
  }
  co_await pending;
}

task<void> taken_out_and_filled() {
  auto value = load();
  take_out(value);
  value = load();
  co_await value;
}

task<void> renewed() {
  auto value = load();
  renew(value);
  co_await value;
}

void clear(value_task<int> &given) { given = {}; }
task<void> cleared() {
  auto value = load();
  co_await value;
  clear(value);
  value = load();
  co_await value;
}

// Values that the language or the library says something of: what an operation of integers can't give, texts, pairs
// that are taken apart, positions, numbers floating that are computed.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();
std::string name();

task<void> in_order(int a, int b) {
  auto value = load();
  if (a > b)
    std::swap(a, b);
  if (a <= b)
    co_await value;
}
task<void> both_ends(int a, int b) {
  auto value = load();
  auto [low, high] = std::minmax(a, b);
  if (low > high)
    co_return;
  co_await value;
}
task<void> between(int n, long wide) {
  auto value = load(), other = load();
  n = std::clamp(n, 0, 1);
  if (n == 0)
    co_await value;
  if (n == 1)
    co_await value;
  const long narrow = std::clamp(wide, -1L, 1L);
  if (narrow < 2)
    co_await other;
}
task<void> without_a_sign(int n, long wide) {
  auto value = load(), other = load();
  if (std::abs(n) < 5)
    co_await value;
  if (n <= -5 || n >= 5)
    co_await value;
  wide = std::labs(wide);
  if (wide >= 0)
    co_await other;
}
task<void> no_overflow(int a, int b) {
  auto first = load(), second = load(), third = load(), fourth = load();
  int negated = a < 0 ? -a : a;
  if (negated >= 0)
    co_await first;
  if (a > 0 && b > 0) {
    int sum = a + b;
    if (sum > 0)
      co_await second;
  } else
    co_await second;
  const int doubled = 2 * a;
  if (a > 0)
    co_await third;
  if (doubled <= 0)
    co_await third;
  if (b < 0)
    b *= -1;
  if (b >= 0)
    co_await fourth;
}
task<void> taken_apart(bool early) {
  auto first = load(), second = load(), third = load();
  bool done = false;
  int result = 0;
  for (int i = 0; i < 3; ++i)
    if (!done)
      std::tie(done, result) = std::pair(true, co_await first);
  auto [was, number] = std::make_tuple(early, 3);
  if (was)
    co_await second;
  if (!early)
    co_await second;
  std::tuple<int, bool> both(1, early);
  if (std::get<bool>(both))
    co_await third;
  if (!early)
    co_await third;
}
task<void> texts(bool early, std::string_view given) {
  auto first = load(), second = load(), third = load(), fourth = load();
  std::string state;
  if (early) {
    state = "done";
    co_await first;
  }
  if (state.empty())
    co_await first;
  std::string log = "a";
  if (log.size() == 1)
    co_await second;
  std::string marks;
  for (int i = 0; i < 3; ++i)
    if (marks.empty()) {
      marks += 'x';
      co_await third;
    }
  std::string_view mode{"fast"};
  if (mode == "fast")
    co_await fourth;
}
task<void> positions(const std::string &text, std::string_view view) {
  auto value = load(), other = load();
  const auto at = text.find(':');
  if (at == std::string::npos)
    co_await value;
  if (at < text.size())
    co_await value;
  auto last = view.rfind("ab");
  if (last != std::string_view::npos)
    co_await other;
  if (last >= view.size())
    co_await other;
}
task<void> durations(std::chrono::milliseconds left, std::chrono::seconds given) {
  using namespace std::chrono_literals;
  auto first = load(), second = load(), third = load();
  if (left.count() > 0)
    co_await first;
  if (left <= left.zero())
    co_await first;
  if (given < 5s)
    co_await second;
  if (given.count() >= 5)
    co_await second;
  if (left == 3ms)
    co_await third;
  else if (left != std::chrono::milliseconds(3))
    co_await third;
}
task<void> floating(bool early) {
  auto first = load(), second = load(), third = load();
  double sum = 0;
  float other = 1;
  if (early) {
    sum += 1.5;
    co_await first;
    other = other * 2 - 1;
    co_await second;
    ++sum;
    co_await third;
  }
  if (sum == 0)
    co_await first;
  if (other < 1 || !early)
    co_await second;
  if (sum < 2)
    co_await third;
}
void the_next_one(std::vector<value_task<int>> &values) {
  std::size_t winner = 0;
  while (!values[winner].is_completed())
    if (++winner == values.size())
      winner = 0;
  (void)values[winner].result();
  for (std::size_t i = 0; i != values.size(); ++i)
    if (i != winner)
      valuetask::detach(std::move(values[i]));
}
void the_next_one_by_iterator(std::vector<value_task<int>> &values) {
  auto winner = values.begin();
  while (!winner->is_completed())
    if (++winner == values.end())
      winner = values.begin();
  (void)winner->result();
  for (auto it = values.begin(); it != values.end(); ++it)
    if (it != winner)
      valuetask::detach(std::move(*it));
}

task<void> out_of_order(int a, int b) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'a < b' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (a > b)
    std::swap(a, b);
  if (a < b)
    co_await value;
}
task<void> at_the_bounds(int n) {
  auto value = load();
  n = std::clamp(n, 0, 1);
  if (n >= 0)
    co_await value;
  if (n == 1)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'n >= 0' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'n == 1' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
task<void> unsigned_numbers(unsigned a, unsigned b) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not awaited on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+3]]:9: note: 'a + b > 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  if (a > 0 && b > 0) {
    if (a + b > 0)
      co_await value;
  } else
    co_await value;
}
task<void> tied_to_true() {
  auto value = load();
  bool done = false;
  int result = 0;
  std::tie(done, result) = std::pair(true, 1);
  co_await value;
  if (done)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:7: note: 'done' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
task<void> a_text_that_may_be_empty() {
  auto value = load();
  std::string text = "a";
  text = name();
  if (text.empty())
    co_await value;
  text += "";
  if (text.empty())
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'text.empty()' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'text.empty()' is true here
// CHECK: :[[#@LINE-12]]:22: note: create a shareable task with '.as_task()'
}
task<void> durations_of_two_kinds(std::chrono::milliseconds left, std::chrono::seconds given) {
  auto value = load(); // NOLINT(valuetask-unconsumed)
  if (left.count() == 1000 && given.count() == 2)
    co_await value;
  if (left < given)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'left.count() == 1000' is true here
// CHECK: :[[#@LINE-6]]:31: note: 'given.count() == 2' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-6]]:7: note: 'left < given' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
task<void> floating_beyond(bool early) {
  auto value = load();
  double sum = 0;
  if (early)
    co_await value;
  sum += 1.5;
  if (sum > 1)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'sum > 1' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}

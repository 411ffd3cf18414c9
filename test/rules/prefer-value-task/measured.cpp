// RUN: %both --profile=%S/Inputs/measured.json %s > %t.txt
// RUN: %match %s --input-file=%t.txt
// Without a profile, nothing is known.
// RUN: %both %s | %count 0
#include <optional>
#include <string>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;

namespace {

std::optional<int> find(int key) { return key > 3 ? std::optional(key) : std::nullopt; }

task<int> load(int key) {
  co_await std::suspend_always();
  co_return key;
}

// What it passes on is counted in load: 200 of the calls there had to wait.
task<int> get(int key) {
  if (const auto hit = find(key))
    return task<int>::from_result(*hit);
  return load(key);
}
// Behind the function, since the fix prints all of it.
// CHECK: :[[#@LINE-6]]:11: warning: 'get' returns a 'task', but 90% of 2,000 profiled calls completed synchronously [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-7]]:1: note: every caller awaits it once, immediately: returning 'value_task<int>' saves 1,799 allocations

task<int> parse(int number) { co_return number % 10; }
// CHECK: :[[#@LINE-1]]:11: warning: 'parse' returns a 'task', but 99.9% of 1,234,568 profiled calls completed synchronously [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:1: note: every caller awaits it once, immediately: returning 'value_task<int>' saves reference counting, but no allocation

class client {
public:
  task<int> operator()(int key) { co_return key; }
// CHECK: :[[#@LINE-1]]:13: warning: 'operator()' returns a 'task', but 100% of 2,000 profiled calls completed synchronously [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:3: note: every caller awaits it once, immediately: returning 'value_task<int>' saves reference counting, but no allocation
  static task<> none() { co_return; }
// CHECK: :[[#@LINE-1]]:17: warning: 'none' returns a 'task', but 100% of 2,000 profiled calls completed synchronously [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:10: note: every caller awaits it once, immediately: returning 'value_task<>' saves reference counting, but no allocation

  // Two functions of one name.
  task<int> twice(int key) { co_return key; }
// CHECK: :[[#@LINE-1]]:13: warning: 'twice' returns a 'task', but 100% of 3,000 profiled calls completed synchronously [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:3: note: every caller awaits it once, immediately: returning 'value_task<int>' saves reference counting, but no allocation
  task<int> twice(const std::string &key) { co_return static_cast<int>(key.size()); }

  task<std::string> name(int key) const;
};
task<std::string> client::name(int key) const {
  return key ? task<std::string>::from_result("a") : valuetask::task<std::string>::from_result(std::string("b"));
}
// CHECK: :[[#@LINE-5]]:21: warning: 'name' returns a 'task', but 50% of 1,200 profiled calls completed synchronously [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-4]]:1: note: every caller awaits it once, immediately: returning 'value_task<std::string>' saves 600 allocations

task<int> uses(client api) {
  int sum = co_await get(1) + co_await std::move(parse(2));
  auto late = parse(3);
  sum += co_await late;
  auto later = parse(3);
  const int result = co_await std::move(later);
  sum += result + static_cast<int>((co_await api.name(1)).size()) + co_await api(1);
  co_await client::none();
  sum += co_await api.twice(1) + co_await api.twice("a");
  co_return sum;
}

// The template says 'co_await', and its instantiation which function.
template <class Api> task<int> through(Api api, int key) { co_return co_await api(key); }

} // namespace

int main() { return valuetask::sync_wait(uses({})) + valuetask::sync_wait(get(1)) + valuetask::sync_wait(through(client(), 1)); }

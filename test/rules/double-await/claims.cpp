// A guard that is asked and set in one: an atomic that is exchanged, a key that is inserted, a flag among many. Who was
// told yes is told no from then on.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <atomic>
#include <bitset>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();
void work();

task<void> exchanged() {
  auto value = load();
  std::atomic<bool> taken{false};
  if (asked() && !taken.exchange(true))
    co_await value;
  else if (!taken.exchange(true))
    co_await value;
}
task<void> tested_and_set() {
  auto value = load();
  std::atomic_flag taken = ATOMIC_FLAG_INIT;
  do {
    if (!taken.test_and_set(std::memory_order_acq_rel))
      co_await value;
  } while (asked());
}
task<void> counted() {
  auto first = load(), second = load(), third = load(), fourth = load();
  std::atomic<int> up{0}, down = 2;
  std::atomic<unsigned> bits{0}, steps;
  for (int i = 0; i < 3; ++i) {
    if (up.fetch_add(1) == 0)
      co_await first;
    if (down-- == 2)
      co_await second;
    if ((bits.fetch_or(4) & 4) == 0)
      co_await third;
    if (++steps == 1)
      co_await fourth;
  }
}
task<void> compared_and_exchanged() {
  auto value = load(), other = load();
  std::atomic<int> state{0};
  for (int i = 0; i < 3; ++i) {
    int expected = 0;
    if (state.compare_exchange_strong(expected, 1))
      co_await value;
    else if (expected != 1)
      co_await value;
  }
  std::atomic<bool> taken{true};
  if (bool expected = true; taken.compare_exchange_strong(expected, false))
    co_await other;
}
task<void> loaded_and_stored() {
  auto value = load();
  std::atomic<bool> done(false);
  while (asked())
    if (!done.load(std::memory_order_relaxed)) {
      done.store(true);
      co_await value;
    }
  if (!done)
    co_await value;
}
struct owner {
  std::atomic<bool> taken{false};
  std::set<int> seen;
  task<void> exchanged() {
    auto value = load(); // NOLINT(valuetask-unconsumed)
    for (int i = 0; i < 3; ++i)
      if (bool mine = !taken.exchange(true); mine)
        co_await value;
  }
  task<void> inserted(int key) {
    auto value = load(); // NOLINT(valuetask-unconsumed)
    while (asked())
      if (seen.insert(key).second)
        co_await value;
  }
};
task<void> inserted() {
  auto value = load();
  std::set<int> seen;
  for (int i = 0; i < 3; ++i)
    if (seen.insert(7).second)
      co_await value;
}
task<void> inserted_texts(const std::string &key) {
  auto value = load(), other = load();
  std::unordered_set<std::string> seen, others;
  for (int i = 0; i < 3; ++i) {
    if (seen.emplace("a").second)
      co_await value;
    if (auto [at, fresh] = others.insert(key); fresh)
      co_await other;
  }
}
task<void> inserted_entries(int key) {
  auto first = load(), second = load(), third = load(), fourth = load();
  std::map<int, int> a, b;
  std::unordered_map<int, bool> c, d;
  for (int i = 0; i < 3; ++i) {
    if (a.try_emplace(key, i).second)
      co_await first;
    if (const auto done = b.insert({key, i}); done.second)
      co_await second;
    const bool fresh = c.emplace(key, true).second;
    if (fresh)
      co_await third;
    if (d.insert(std::make_pair(1, true)).second)
      co_await fourth;
  }
}
task<void> asked_and_inserted(int key) {
  auto first = load(), second = load(), third = load();
  std::set<int> a, b;
  std::map<int, bool> c;
  for (int i = 0; i < 3; ++i) {
    if (!a.contains(key)) {
      a.insert(key);
      co_await first;
    }
    if (b.count(key) == 0) {
      b.emplace(key);
      co_await second;
    }
    if (c.find(key) == c.end()) {
      c[key] = true;
      co_await third;
    }
  }
}
task<void> one_flag_of_many() {
  auto first = load(), second = load(), third = load();
  std::bitset<8> bits;
  std::vector<bool> flags(3);
  for (int i = 0; i < 3; ++i) {
    if (!bits[1]) {
      bits[1] = true;
      co_await first;
    }
    if (!bits.test(2)) {
      co_await second;
      bits.set(2);
    }
    if (!flags[0]) {
      flags[0] = true;
      co_await third; // NOLINT(valuetask-unconsumed)
    }
  }
}
task<void> volatile_flag() {
  auto value = load();
  volatile bool done = false;
  volatile int count = 0;
  for (int i = 0; i < 3; ++i)
    if (!done && count == 0) {
      done = true;
      count = 1;
      co_await value;
    }
}

task<void> claimed_more_often() {
  auto value = load();
  std::atomic<int> count{0};
  for (int i = 0; i < 3; ++i)
    if (count.fetch_add(1) < 2)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:19: note: 'i < 3' is true here: the loop is entered
// CHECK: :[[#@LINE-4]]:9: note: 'count.fetch_add(1) < 2' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:19: note: 'i < 3' is true here: the loop continues
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
task<void> given_back() {
  auto value = load();
  std::atomic<bool> taken{false};
  if (!taken.exchange(true))
    co_await value;
  taken = false;
  if (!taken.exchange(true))
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: '!taken.exchange(true)' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!taken.exchange(true)' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}
task<void> claimed_by_who_lost(std::atomic<bool> &taken) {
  auto value = load(); // NOLINT(valuetask-unconsumed)
  if (taken.exchange(true))
    co_await value;
  if (taken.exchange(true))
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'taken.exchange(true)' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'taken.exchange(true)' is true here
// CHECK: :[[#@LINE-9]]:22: note: create a shareable task with '.as_task()'
}
task<void> each_key(const std::vector<int> &keys) {
  auto value = load(); // NOLINT(valuetask-unconsumed)
  std::set<int> seen;
  for (int key : keys)
    if (seen.insert(key).second)
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: 'seen.insert(key).second' is true here
// CHECK: :[[#@LINE-3]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:22: note: create a shareable task with '.as_task()'
}
task<void> two_keys() {
  auto value = load();
  std::set<int> seen;
  if (seen.insert(1).second)
    co_await value;
  if (seen.insert(2).second)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'seen.insert(1).second' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'seen.insert(2).second' is true here
// CHECK: :[[#@LINE-10]]:22: note: create a shareable task with '.as_task()'
}
task<void> erased(int key) {
  auto value = load();
  std::map<int, int> seen;
  if (seen.emplace(key, 1).second)
    co_await value;
  seen.erase(key);
  if (seen.try_emplace(key, 2).second)
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'seen.emplace(key, 1).second' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'seen.try_emplace(key, 2).second' is true here
// CHECK: :[[#@LINE-11]]:22: note: create a shareable task with '.as_task()'
}
task<void> another_flag() {
  auto value = load();
  std::bitset<8> bits;
  if (!bits[1]) {
    bits[1] = true;
    co_await value;
  }
  if (!bits[2])
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: '!bits[1]' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: '!bits[2]' is true here
// CHECK: :[[#@LINE-12]]:22: note: create a shareable task with '.as_task()'
}

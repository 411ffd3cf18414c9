// What an element says of itself in one loop, it says in another one too: a flag, a key, a field of the first
// element is the same by each of its names.
// RUN: %both %s | %match %s
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <tuple>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
bool asked();

enum class level { low, middle, high };
struct limits {
  int least = 0;
};
struct request {
  bool urgent = false;
  level rank = level::low;
  limits within{};
  value_task<int> answer; // NOLINT(valuetask-stored-in-field)
};
struct reference {
  int number = 0;
  bool seen = false;
  value_task<int> *answer = nullptr;
};

task<void> by_a_flag(std::vector<request> &all) {
  for (auto &one : all)
    if (one.urgent)
      valuetask::detach(std::move(one.answer));
  for (auto &one : all)
    if (!one.urgent)
      co_await one.answer;
}
task<void> by_an_enumerator(std::deque<request> all) {
  for (request &one : all)
    if (one.rank == level::high)
      co_await one.answer;
  for (request &other : all)
    switch (other.rank) {
    case level::high:
      break;
    default:
      co_await other.answer;
    }
}
task<void> by_a_field_of_a_field(std::list<request> all, int n) {
  for (auto &one : all) {
    if (one.within.least > n)
      continue;
    co_await one.answer;
  }
  for (auto &one : all) {
    if (one.within.least <= n)
      continue;
    co_await one.answer;
  }
}
task<void> in_a_pair(std::vector<std::pair<int, value_task<int>>> all) {
  for (auto &[key, answer] : all)
    if (key % 2 == 0)
      co_await answer;
  for (auto &entry : all)
    if (entry.first % 2 != 0)
      co_await entry.second;
}
task<void> in_a_tuple(std::array<std::tuple<value_task<int>, int>, 3> &all, int n) {
  for (auto &entry : all)
    if (std::get<1>(entry) == n)
      co_await std::get<0>(entry);
  for (auto &[answer, key] : all)
    if (key != n)
      co_await answer;
}
task<void> by_the_key_of_a_map(std::map<int, value_task<int>> all, int n) {
  for (auto &[key, answer] : all)
    if (key < n)
      co_await answer;
  for (auto it = all.begin(); it != all.end(); ++it)
    if (it->first >= n)
      co_await it->second;
}
task<void> by_iterators(std::vector<request> all) {
  auto it = all.begin();
  while (it != all.end()) {
    if ((*it).urgent)
      co_await it->answer;
    ++it;
  }
  for (auto again = begin(all), last = end(all); again != last; again++)
    if (!again->urgent)
      co_await again->answer;
}
task<void> in_an_array() {
  auto first = load(), second = load();
  reference all[] = {{1, false, &first}, {2, false, &second}};
  for (int round = 0; round < 3; ++round)
    for (auto &one : all)
      if (!one.seen) {
        co_await *one.answer;
        one.seen = true;
      }
}
task<void> marked_by_the_first_loop(std::vector<std::pair<bool, value_task<int>>> all) {
  for (auto &[done, answer] : all)
    if (!done && answer.is_completed()) {
      (void)answer.result();
      done = true;
    }
  for (auto &[done, answer] : all)
    if (!done)
      co_await answer;
}
task<void> copies_of_pointers(const std::vector<reference> &all) {
  for (const reference &one : all)
    if (one.number > 3)
      co_await *one.answer;
  for (const auto &one : all)
    if (one.number <= 3)
      co_await *one.answer;
}

task<void> all_of_them_again(std::vector<request> &all) {
  for (auto &one : all)
    if (one.urgent)
      co_await one.answer;
  for (auto &one : all)
    co_await one.answer;
// CHECK: :[[#@LINE-1]]:5: warning: 'all[0].answer' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:9: note: 'one.urgent' is true here
// CHECK: :[[#@LINE-5]]:7: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> the_same_ones_again(std::vector<request> all) {
  for (auto &one : all)
    if (one.urgent)
      co_await one.answer;
  for (auto &one : all)
    if (one.urgent)
      co_await one.answer;
// CHECK: :[[#@LINE-1]]:7: warning: 'all[0].answer' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:9: note: 'one.urgent' is true here
// CHECK: :[[#@LINE-6]]:7: note: first awaited here
// CHECK: :[[#@LINE-5]]:9: note: 'one.urgent' is true here
// CHECK: :[[#@LINE-5]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> some_of_them_again(std::map<int, value_task<int>> &all, int n) {
  for (auto &[key, answer] : all)
    if (key > n)
      co_await answer;
  for (auto &[key, answer] : all)
    if (key >= n)
      co_await answer;
// CHECK: :[[#@LINE-1]]:7: warning: 'std::get<1>(all[0])' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:9: note: 'key > n' is true here
// CHECK: :[[#@LINE-6]]:7: note: first awaited here
// CHECK: :[[#@LINE-5]]:9: note: 'key >= n' is true here
// CHECK: :[[#@LINE-5]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> by_another_flag(std::vector<request> all) {
  for (auto it = all.begin(); it != all.end(); ++it)
    if (it->urgent)
      co_await it->answer;
  for (auto &one : all)
    if (one.rank == level::low)
      co_await one.answer;
// CHECK: :[[#@LINE-1]]:7: warning: 'all[0].answer' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:31: note: 'it != all.end()' is true here: the loop is entered
// CHECK: :[[#@LINE-7]]:9: note: 'it->urgent' is true here
// CHECK: :[[#@LINE-7]]:7: note: first awaited here
// CHECK: :[[#@LINE-6]]:9: note: 'one.rank == level::low' is true here
// CHECK: :[[#@LINE-6]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> marks_taken_back(std::vector<request> all) {
  for (auto &one : all)
    if (!one.urgent) {
      co_await one.answer;
      one.urgent = true;
    }
  for (auto &one : all)
    one.urgent = false;
  for (auto &one : all)
    if (!one.urgent)
      co_await one.answer;
// CHECK: :[[#@LINE-1]]:7: warning: 'all[0].answer' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-10]]:9: note: '!one.urgent' is true here
// CHECK: :[[#@LINE-10]]:7: note: first awaited here
// CHECK: :[[#@LINE-5]]:9: note: '!one.urgent' is true here
// CHECK: :[[#@LINE-5]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
task<void> marked_too_late(std::vector<request> all) {
  for (int round = 0; round < 2; ++round)
    for (auto &one : all)
      if (!one.urgent)
        co_await one.answer;
// CHECK: :[[#@LINE-1]]:9: warning: 'all[0].answer' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:11: note: '!one.urgent' is true here
// CHECK: :[[#@LINE-3]]:9: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-4]]:9: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  for (auto &one : all)
    one.urgent = true;
}

// A member that consumes may change what its object says of itself.
struct VALUETASK_SINGLE_AWAIT operation {
  int number = 0;
  VALUETASK_CONSUMES int wait();
};
void by_a_member(std::vector<operation> &all) {
  for (auto &one : all)
    if (one.number < 3)
      one.wait();
  for (auto &one : all)
    if (one.number >= 3)
      one.wait();
}
void by_a_member_of_all(std::vector<operation> &all) {
  for (auto &one : all)
    one.wait();
  for (auto &one : all)
    one.wait();
// CHECK: :[[#@LINE-1]]:9: warning: 'all[0]' is consumed by 'wait' more than once; an 'operation' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:9: note: first consumed by 'wait' here
// CHECK: :[[#@LINE-3]]:9: note: consume it in one place only
}

// KNOWN: second consumptions that are not found yet. Each is silent on purpose rather than by accident, and
// this test says when that changes.
// RUN: %both %s | %count 0
#include <memory>
#include <optional>
#include <tuple>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();

template <class T> struct holder {
  T member;
};

// KNOWN: members of a local object are not tracked.
task<void> member_of_a_local() {
  holder<value_task<int>> local{load()};
  co_await local.member;
  co_await local.member;
}

// KNOWN: what an optional or a smart pointer holds is not tracked.
task<void> optional(std::optional<value_task<int>> given, std::unique_ptr<value_task<int>> owned) {
  co_await *given;
  co_await given.value();
  co_await *owned;
  co_await *owned;
}

// KNOWN: elements are not tracked, neither one by one nor as a whole.
task<void> elements(std::vector<value_task<int>> values, std::tuple<value_task<int>, int> both) {
  co_await values[0];
  co_await values[0];
  for (auto &value : values)
    co_await value;
  co_await std::get<0>(both);
  co_await std::get<0>(both);
}

// KNOWN: an object whose address is kept is given up.
task<void> pointer() {
  auto value = load();
  auto *alias = &value;
  co_await *alias;
  co_await value;
}

task<int> await_it(value_task<int> &value) { co_return co_await value; }

// KNOWN: what a function does to its reference parameter is not looked at.
task<void> helper() {
  auto value = load();
  co_await await_it(value);
  co_await value;
}

// KNOWN: nor is what a lambda does to what it captured, when it is called.
task<void> lambda() {
  auto value = load();
  auto body = [&]() -> task<int> { co_return co_await value; };
  co_await body();
  co_await body();
}

value_task<int> &same(value_task<int> &value) { return value; }

// KNOWN: a function that returns its argument.
task<void> returned_reference() {
  auto value = load();
  co_await same(value);
  co_await value;
}

// KNOWN: what the condition reads is written through a reference, which could be by anybody; the first consumption
// is on one path only, so that nothing is said.
task<void> condition_written_elsewhere(std::vector<int> kinds) {
  auto value = load();
  int &first = kinds[0];
  if (kinds[0] == 1)
    co_await value;
  first = 2;
  if (kinds[0] == 2)
    co_await value;
}

// KNOWN: iterations beyond the second are not followed.
task<void> late_iterations(int n) {
  auto value = load();
  for (int i = 0; i < n; ++i)
    if (i >= 5)
      co_await value;
}

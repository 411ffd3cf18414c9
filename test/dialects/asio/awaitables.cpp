// asio::awaitable is its own awaiter, and its coroutine is gone after the first await.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <asio/awaitable.hpp>

asio::awaitable<int> load(int key);

asio::awaitable<int> awaited_twice() {
  auto value = load(1);
  int first = co_await std::move(value);
  co_return first + co_await std::move(value);
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited after it was already awaited; a 'awaitable' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
}

asio::awaitable<int> spawned_and_awaited() {
  auto value = load(1);
  asio::co_spawn(1, std::move(value), asio::detached);
  co_return co_await std::move(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was already given away; a 'awaitable' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'value' is created here
// CHECK: :[[#@LINE-4]]:31: note: first given away here
}

asio::awaitable<void> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'awaitable<int>' that 'load' returns is dropped, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return;
}

asio::awaitable<void> never_awaited() {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'awaitable<int>' that is never consumed, so that its result and its error are lost; did you mean 'co_await load(1)'? [valuetask-unconsumed]
  co_return;
}

struct session {
  asio::awaitable<int> value;
// CHECK: :[[#@LINE-1]]:24: warning: field 'value' keeps a 'awaitable', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};

//===--- Correct ---===//

asio::awaitable<int> once(bool first) {
  auto value = load(1);
  if (!value.valid())
    co_return 0;
  if (first)
    co_return co_await std::move(value);
  auto other = std::move(value);
  co_return co_await std::move(other);
}

asio::awaitable<int> empty_at_first(bool wanted) {
  asio::awaitable<int> value;
  if (wanted)
    value = load(1);
  co_return wanted ? co_await std::move(value) : 0;
}

// asio::awaitable is its own awaiter, and its coroutine is gone after the first await.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %if libasio-dev %{ %both %s -- -DASIO_HAS_CO_AWAIT | %match %s %}
// RUN: %if libboost-dev %{ %both %s -- -DIN_BOOST -DBOOST_ASIO_HAS_CO_AWAIT | %match %s %}
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <utility>

#ifdef IN_BOOST
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
namespace asio = boost::asio;
#else
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#endif

asio::awaitable<int> load(int key);

asio::awaitable<int> awaited_twice() {
  auto value = load(1);
  int first = co_await std::move(value);
  co_return first + co_await std::move(value);
// CHECK: :[[#@LINE-1]]:21: warning: 'value' is awaited more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

asio::awaitable<int> spawned_and_awaited(asio::any_io_executor executor) {
  auto value = load(1);
  asio::co_spawn(executor, std::move(value), asio::detached);
  co_return co_await std::move(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after it was moved; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:38: note: first moved here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only
}

asio::awaitable<void> dropped() {
  (void)load(1);
// CHECK: :[[#@LINE-1]]:9: warning: the 'awaitable' returned by 'load' is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:9: note: did you forget 'co_await'?
  co_return;
}

asio::awaitable<void> never_awaited() {
  auto value = load(1);
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is an 'awaitable' that is never awaited; its body never runs [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:16: note: did you forget 'co_await'?
  co_return;
}

struct session {
  asio::awaitable<int> value;
// CHECK: :[[#@LINE-1]]:24: warning: field 'value' stores an 'awaitable'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:24: note: store its result, or a type that can be awaited again
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

#ifndef IN_BOOST // that of Boost 1.74 cannot be assigned
asio::awaitable<int> empty_at_first(bool wanted) {
  asio::awaitable<int> value;
  if (wanted)
    value = load(1);
  co_return wanted ? co_await std::move(value) : 0;
}
#endif

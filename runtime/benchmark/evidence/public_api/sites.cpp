/// \file
/// Call sites of a published function, one of each kind. scripts/evidence compiles each by itself,
/// -DSITE=N, with the header that returns a value_task and with the one that returns a task
/// (-DAPI=misuse, -DAPI=cure), and runs it in checked mode: what does a caller's code do when the
/// library changes its mind?
#include "client.h"

#include <cstdio>
#include <functional>
#include <map>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/when_all.h>

using API::client;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;
using text = std::string;

#if SITE == 1 // awaited at once
task<text> use(client &api) { co_return co_await api.get(1); }
#elif SITE == 2  // waited for outside of a coroutine
task<text> use(client &api) { return task<text>::from_result(sync_wait(api.get(1))); }
#elif SITE == 3  // several at once
task<text> use(client &api) {
  auto [one, two] = co_await valuetask::when_all(api.get(1), api.get(2));
  co_return one + two;
}
#elif SITE == 4  // kept in a variable of no named type, awaited once
task<text> use(client &api) {
  auto answer = api.get(1);
  co_return co_await answer;
}
#elif SITE == 5  // kept in a variable that is a value_task
task<text> use(client &api) {
  value_task<text> answer = api.get(1);
  co_return co_await answer;
}
#elif SITE == 6  // kept in a variable that is a task
task<text> use(client &api) {
  task<text> answer = api.get(1);
  co_return co_await answer;
}
#elif SITE == 7  // awaited twice
task<text> use(client &api) {
  auto answer = api.get(1);
  const text first = co_await answer;
  co_return first + co_await answer;
}
#elif SITE == 8  // copied
task<text> use(client &api) {
  auto answer = api.get(1);
  auto copy = answer;
  co_return co_await copy;
}
#elif SITE == 9  // kept in a container, read at each use
task<text> use(client &api) {
  std::map<int, decltype(api.get(1))> kept;
  kept.emplace(1, api.get(1));
  text all;
  for (int i = 0; i != 2; ++i)
    all += co_await kept.at(1);
  co_return all;
}
#elif SITE == 10 // made a task to be kept
task<text> use(client &api) { return api.get(1).as_task(); }
#elif SITE == 11 // detached
task<text> use(client &api) {
  valuetask::detach(api.get(1));
  co_return "detached";
}
#elif SITE == 12 // a result that can only be moved
task<text> use(client &api) {
  const auto file = co_await api.open(1);
  co_return *file;
}
#elif SITE == 13 // overridden by one that returns a value_task
struct fake : client {
  value_task<text> get(int) override { return text("fake"); }
};
task<text> use(client &) {
  fake api;
  co_return co_await api.get(1);
}
#elif SITE == 14 // overridden by one that returns a task
struct fake : client {
  task<text> get(int) override { return task<text>::from_result("fake"); }
};
task<text> use(client &) {
  fake api;
  co_return co_await api.get(1);
}
#elif SITE == 15 // passed on as a value_task
value_task<text> pass(client &api) { return api.get(1); }
task<text> use(client &api) { co_return co_await pass(api); }
#elif SITE == 16 // passed on as a task
task<text> use(client &api) { return api.get(1); }
#elif SITE == 17 // behind a std::function that gives a value_task
task<text> use(client &api) {
  const std::function<value_task<text>(int)> get = [&](int key) { return api.get(key); };
  co_return co_await get(1);
}
#elif SITE == 18 // behind a std::function that gives a task
task<text> use(client &api) {
  const std::function<task<text>(int)> get = [&](int key) { return api.get(key); };
  co_return co_await get(1);
}
#elif SITE == 19 // asked first
task<text> use(client &api) {
  auto answer = api.get(1);
  if (answer.is_completed())
    co_return answer.result();
  co_return co_await answer;
}
#elif SITE == 20 // dropped
task<text> use(client &api) {
  static_cast<void>(api.get(1));
  co_return "dropped";
}
#endif

int main() {
  client api;
  std::puts(sync_wait(use(api)).c_str());
}

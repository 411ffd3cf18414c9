#include "shared.h"

using valuetask::source;
using valuetask::task;
using valuetask::value_task;

static task<std::string> load(int key) { co_return "key " + std::to_string(key); }
value_task<std::string> by_task(int key) { return load(key); }
value_task<std::string> by_coroutine(int key) { co_return "key " + std::to_string(key); }
value_task<std::string> waits(source<std::string> &for_this) {
  co_return "late " + co_await for_this.get();
}
task<cell> put_before(int number, task<cell> next) { co_return cell{number, std::move(next)}; }
task<int> first_waits(task<int> other) { co_return co_await other + 1; }

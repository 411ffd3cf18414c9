#include "shared.h"

#include <valuetask/sync_wait.h>

using valuetask::task;
using valuetask::value_task;

int consume(value_task<std::string> text) {
  return static_cast<int>(valuetask::sync_wait(text).size());
}
task<cell> put_before_too(int number, task<cell> next) { co_return cell{number, std::move(next)}; }
task<int> second_waits(task<int> other) { co_return co_await other + 1; }

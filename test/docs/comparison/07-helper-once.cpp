// correct: the same helper, called once
#include "tasks.h"

task<int> wait_once(value_task<int> &t) { co_return co_await t; }
task<int> once_by_a_helper() {
  auto t = load();
  co_return co_await wait_once(t);
}

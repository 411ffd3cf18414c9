// mistake: a helper that awaits its reference parameter, called twice
#include "tasks.h"

task<int> wait_for(value_task<int> &t) { co_return co_await t; }
task<int> by_a_helper() {
  auto t = load();
  const int once = co_await wait_for(t);
  co_return once + co_await wait_for(t);
}

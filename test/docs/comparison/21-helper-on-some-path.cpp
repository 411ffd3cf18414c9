// mistake, known: a helper that awaits on one of its paths, and a caller that awaits too
#include "tasks.h"

task<int> await_if(value_task<int> &t, bool now) { co_return now ? co_await t : 0; }
task<int> by_a_helper_on_some_path() {
  auto t = load();
  const int once = co_await await_if(t, true);
  co_return once + co_await t;
}

// mistake: `co_await std::move(t)` twice
#include "tasks.h"

task<int> moved_twice() {
  auto t = load();
  const int once = co_await std::move(t);
  co_return once + co_await std::move(t);
}

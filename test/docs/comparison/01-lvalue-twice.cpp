// mistake: `co_await t` twice
#include "tasks.h"

task<int> lvalue_twice() {
  auto t = load();
  const int once = co_await t;
  co_return once + co_await t;
}

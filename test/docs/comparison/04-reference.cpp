// mistake: through `auto &r = t`
#include "tasks.h"

task<int> by_reference() {
  auto t = load();
  auto &r = t;
  const int once = co_await t;
  co_return once + co_await r;
}

// mistake: consumed on one path only
#include "tasks.h"

task<int> one_path(bool c) {
  auto t = load();
  if (c)
    co_return co_await t;
  co_return 0;
}

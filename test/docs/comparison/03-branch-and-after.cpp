// mistake: in a branch, and after it
#include "tasks.h"

task<int> branch_and_after(bool c) {
  auto t = load();
  int sum = 0;
  if (c)
    sum += co_await t;
  co_return sum + co_await t;
}

// correct: `if (c) co_await t; if (!c) co_await t;`
#include "tasks.h"

task<int> either_way(bool c) {
  auto t = load();
  int sum = 0;
  if (c)
    sum = co_await t;
  if (!c)
    sum = 2 * co_await t;
  co_return sum;
}

// correct: the same with `std::move(t)`
#include "tasks.h"

task<int> either_way_moved(bool c) {
  auto t = load();
  int sum = 0;
  if (c)
    sum = co_await std::move(t);
  if (!c)
    sum = 2 * co_await std::move(t);
  co_return sum;
}

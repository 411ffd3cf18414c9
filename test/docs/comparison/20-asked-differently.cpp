// correct: two different conditions that test the same thing
#include "tasks.h"
#include <map>

task<int> asked_differently(const std::map<int, int> &known) {
  auto t = load();
  int sum = 0;
  if (known.count(1))
    sum = co_await t;
  if (known.find(1) == known.end())
    sum = 2 * co_await t;
  co_return sum;
}

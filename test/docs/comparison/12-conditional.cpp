// correct: `auto t = c ? f() : g(); co_await t;`
#include "tasks.h"

task<int> one_of_two(bool c) {
  auto t = c ? load() : other();
  co_return co_await t;
}

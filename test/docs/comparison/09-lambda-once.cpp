// correct: the same lambda, called once
#include "tasks.h"

task<int> once_by_a_lambda() {
  auto t = load();
  auto wait = [&]() -> task<int> { co_return co_await t; };
  co_return co_await wait();
}

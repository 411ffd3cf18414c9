// mistake: a lambda that awaits its capture, called twice
#include "tasks.h"

task<int> by_a_lambda() {
  auto t = load();
  auto wait = [&]() -> task<int> { co_return co_await t; };
  const int once = co_await wait();
  co_return once + co_await wait();
}

#include "driver.h"

namespace {
std::coroutine_handle<> next;
}

void next_tick::await_suspend(std::coroutine_handle<> waiting) { next = waiting; }
void next_tick::await_resume() {}

void run() {
  for (int calls = 0; calls != 100; ++calls) {
    auto polled = poll(3);
    REQUIRE(!polled.is_completed());
    for (int ticks = 0; ticks != 3; ++ticks)
      next.resume();
    REQUIRE(polled.is_completed() && polled.result() == 1);
  }
#if !BAD
  REQUIRE(poll_unless_known(5).result() == 5);
#endif
}

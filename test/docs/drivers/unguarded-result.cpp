#include "driver.h"
#include <thread>

void run() {
#if BAD
  without_result([] { sum(1).result(); });
  without_result([] { now(1); });
#else
  auto waiting = sum(1);
  network.set_result(10);
  REQUIRE(waiting.result() == 11);
  network.reset();
  network.set_result(20);
  REQUIRE(now(1) == 20);
  network.reset();
  std::thread other([] { network.set_result(30); });
  REQUIRE(now(1) == 30);
  other.join();
#endif
}

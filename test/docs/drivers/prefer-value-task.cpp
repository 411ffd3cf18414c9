#include "driver.h"

void run() {
  for (int calls = 0; calls != 1000; ++calls) {
    auto value = get(calls % 100);
    if (!value.is_completed())
      network.set_result(1000);
    REQUIRE(value.is_completed() && value.result() == calls % 100 * 1000);
  }
  REQUIRE(sum().result() == 3000);
}

#include "driver.h"

void run() {
#if BAD
  REQUIRE(sum(1, false).result() == 10);
  without_result([] { sum(1, true).result(); });
#else
  REQUIRE(sum(1, false).result() == 10 && sum(1, true).result() == 20);
  REQUIRE(shared(1).result() == 20);
  REQUIRE(either(1, false).result() == 20 && either(1, true).result() == 10);
#endif
}

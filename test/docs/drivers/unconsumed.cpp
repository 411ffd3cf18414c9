#include "driver.h"

void run() {
  refresh(1).result();
#if !BAD
  REQUIRE(hurried(1, false).result() == 0 && hurried(1, true).result() == 10);
#endif
  REQUIRE(cached(1, true).result() == 10);
  REQUIRE(cached(1, false).result() == 0);
}

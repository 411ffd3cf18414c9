#include "driver.h"

void run() {
  session kept = opened("ada");
#if BAD
  REQUIRE(shown(kept) == "profile of ada");
#else
  REQUIRE(shown(kept).result() == "profile of ada");
  REQUIRE(shown(kept).result() == "profile of ada");
  refresh(kept).result();
  REQUIRE(kept.balance == 3);
#endif
}

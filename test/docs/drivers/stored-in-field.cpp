#include "driver.h"

void run() {
  session kept = opened("ada");
  REQUIRE(shown(kept).result() == "profile of ada");
#if !BAD
  REQUIRE(shown(kept).result() == "profile of ada");
  refresh(kept).result();
  REQUIRE(kept.balance == 3);
#endif
}

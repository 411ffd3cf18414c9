#include "driver.h"

/// The second feed has its number first, and goes on to its next round.
template <class Sum> auto second_first(Sum sum) {
  feeds[0].reset();
  feeds[1].reset();
  auto waiting = sum(0);
  feeds[1].set_result(2);
#if BAD
  feeds[1].reset();
#endif
  feeds[0].set_result(1);
  return waiting;
}

void run() {
#if BAD
  without_result([] { second_first(sum).result(); });
#else
  REQUIRE(second_first(sum).result() == 3);
  REQUIRE(second_first(together).result() == 3);
  REQUIRE(second_first(held).result() == 3);
#endif
}

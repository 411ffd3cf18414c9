// mistake: held across another await
#include "tasks.h"

task<int> held() {
  auto t = load();
  const int first = co_await other();
  co_return first + co_await t;
}

// mistake: a variable that is tested but never consumed
#include "tasks.h"

task<int> never() {
  auto t = load();
  co_return t.is_completed() ? 1 : 0;
}

// mistake: `t.result()` without a check
#include "tasks.h"

task<int> unguarded() {
  auto t = load();
  co_return t.result();
}

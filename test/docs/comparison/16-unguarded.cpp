// mistake: `t.result()` before anybody asked
#include "tasks.h"

task<int> unguarded() {
  auto t = load();
  co_return t.result();
}

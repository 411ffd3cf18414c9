// mistake: a call whose result is dropped
#include "tasks.h"

task<int> discarded() {
  load();
  co_return 0;
}

// mistake: a call whose result is discarded
#include "tasks.h"

task<int> discarded() {
  load();
  co_return 0;
}

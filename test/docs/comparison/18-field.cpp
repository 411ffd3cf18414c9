// mistake: stored in a field
#include "tasks.h"

struct session {
  value_task<int> profile;
};

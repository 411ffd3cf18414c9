#pragma clang system_header
#include <valuetask/value_task.h>

struct library_cell {
  valuetask::value_task<int> held;
};

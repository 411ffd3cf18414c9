#ifndef BAD_H
#define BAD_H
#include <valuetask/value_task.h>

struct in_a_header {
  valuetask::value_task<int> field;
};

#endif

// expect: a result may be aligned to at most 64 bytes
#include <valuetask/value_task.h>

struct alignas(128) wide {
  char bytes[128];
};
valuetask::value_task<wide> make() { return wide(); }

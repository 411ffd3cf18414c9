// expect: a result may be aligned to at most 64 bytes
#include <valuetask/task.h>

struct alignas(128) wide {
  char bytes[128];
};
valuetask::task<wide> make() { co_return wide(); }

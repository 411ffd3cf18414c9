// expect no error: this much is allowed
#include <valuetask/value_task.h>

struct alignas(64) wide {
  char bytes[64];
};
valuetask::value_task<wide> make() { return wide(); }
valuetask::task<wide> share() { co_return wide(); }

// expect: co_await: this cannot be awaited
#include <valuetask/value_task.h>

valuetask::task<int> awaits(const valuetask::value_task<int> &one) { co_return co_await one; }

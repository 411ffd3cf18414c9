// expect: co_await: this cannot be awaited
#include <valuetask/task.h>

valuetask::task<> awaits() { co_await 5; }

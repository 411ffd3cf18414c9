// expect: awaitable
#include <valuetask/when_all.h>

auto awaits(const valuetask::value_task<int> &x) { return valuetask::when_all(x); }

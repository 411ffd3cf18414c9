// expect: awaitable
#include <valuetask/when_all.h>

auto awaits() { return valuetask::when_all(5); }

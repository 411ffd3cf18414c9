// expect: awaitable
#include <valuetask/sync_wait.h>

auto awaits() { return valuetask::sync_wait(5); }

// expect: neither a coroutine nor a coroutine wrapper
#define VALUETASK_LIFETIME_WARNINGS 1
#include <valuetask/value_task.h>

valuetask::value_task<int> known() { return 1; }

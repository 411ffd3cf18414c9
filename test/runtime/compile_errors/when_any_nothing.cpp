// expect: when_any
#include <valuetask/when_any.h>

auto awaits() { return valuetask::when_any(); }

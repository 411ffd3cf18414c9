#include <valuetask/value_task.h>

valuetask::value_task<int> returns_one() { return 1; }
int takes_one(valuetask::value_task<int> one) { return one.result(); }

#include <valuetask/value_task.h>

valuetask::value_task<int> returns_one();
int takes_one(valuetask::value_task<int> one);

int main() { return takes_one(returns_one()) - 1; }

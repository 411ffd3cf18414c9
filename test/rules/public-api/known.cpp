// KNOWN: value_tasks that a public header offers, and that are not reported.
// RUN: %both '--public=known\.cpp$' %s | %count 0
#include <functional>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::value_task;

// KNOWN: inside of something else.
std::function<value_task<int>(int)> loader();
std::vector<value_task<int>> all();
value_task<int> *kept();
void each(void (*visit)(value_task<int>));

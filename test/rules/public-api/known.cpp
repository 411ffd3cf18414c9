// KNOWN: value_tasks that a public header offers, and that are not reported.
// RUN: %both '--public=known\.cpp$' --types=lazy %s | %count 0
#include <functional>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::value_task;

// KNOWN: inside of something else.
std::function<value_task<int>(int)> loader();
std::vector<value_task<int>> all();
value_task<int> *kept();
void each(void (*visit)(value_task<int>));

// KNOWN: fields and variables, which another rule reports wherever they are.
struct record {
  value_task<int> pending;
};

// KNOWN: a type that only an option names, which is for code that has it already.
template <class T> struct lazy {
  T result() &&;
};
lazy<int> named_by_an_option();

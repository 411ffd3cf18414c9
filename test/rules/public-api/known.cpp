// KNOWN: value_tasks that a public header offers, and that are not reported.
// RUN: %both '--public=known\.cpp$' --types=lazy %s | %match %s
// RUN: %both --types=lazy --checks=valuetask-double-await %s | %FileCheck %s --check-prefix=OPTION
#include <functional>
#include <utility>
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

// The control of the option: the type is known by it, and another rule finds its mistakes.
inline int control_of_the_option() {
  auto value = named_by_an_option();
  int sum = std::move(value).result();
  return sum + std::move(value).result();
// OPTION: :[[#@LINE-1]]:{{[0-9]+}}: warning: 'value' {{.*}} [valuetask-double-await]
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
value_task<int> control(int key);
// CHECK: :[[#@LINE-1]]:17: warning: public function 'control' returns a 'value_task'; every caller must consume it once [valuetask-public-api]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' from public headers

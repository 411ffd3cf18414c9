// mistake: a vector's element twice
#include "tasks.h"

task<int> an_element_twice() {
  std::vector<value_task<int>> all;
  all.push_back(load());
  const int once = co_await all[0];
  co_return once + co_await all[0];
}

// mistake: a function that always suspends
#include "tasks.h"

#ifndef CONSUMED // the annotated type is no coroutine's
value_task<int> always_async() {
  co_await std::suspend_always{};
  co_return 1;
}
#endif

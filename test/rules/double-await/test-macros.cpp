// A test framework's macro is a loop that never runs twice.
// RUN: %both %s | %count 0
#include <cstdio>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

#define REQUIRE(...)                                                                                                   \
  do {                                                                                                                 \
    if (!(__VA_ARGS__))                                                                                                \
      std::puts(#__VA_ARGS__);                                                                                         \
  } while ((void)0, (false) && static_cast<const bool &>(!!(__VA_ARGS__)))

task<void> required() {
  auto value = load();
  REQUIRE(co_await value == 3);
}

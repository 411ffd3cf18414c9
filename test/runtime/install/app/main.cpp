#include <cstdio>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

#if VALUETASK_CHECKED
constexpr const char *mode = "checked";
#elif VALUETASK_PROFILED
constexpr const char *mode = "profiled";
#else
constexpr const char *mode = "release";
#endif

valuetask::value_task<int> answer() {
  const auto [first, second] =
      co_await valuetask::when_all(valuetask::value_task<int>(40), valuetask::value_task<int>(2));
  co_return first + second;
}

int main() {
  // The header alone is not enough for this one: the library must have the symbols of the mode.
  valuetask::set_unobserved_exception_handler(nullptr);
  std::printf("%d in %s mode\n", valuetask::sync_wait(answer()), mode);
}

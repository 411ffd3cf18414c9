// expect: this result cannot be copied
#include <memory>
#include <valuetask/task.h>

valuetask::task<std::unique_ptr<int>> load();
valuetask::task<int> awaits() {
  const std::unique_ptr<int> given = co_await load();
  co_return *given;
}

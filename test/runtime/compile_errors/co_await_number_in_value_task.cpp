// expect: co_await: this cannot be awaited
#include <valuetask/value_task.h>

valuetask::value_task<int> awaits() {
  const int given = co_await 5;
  co_return given;
}

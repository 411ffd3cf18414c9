// expect no error: to copy it is enough
#include <utility>
#include <valuetask/outcome.h>
#include <valuetask/sync_wait.h>
#include <valuetask/when_any.h>

using valuetask::task;

int waits(const task<int> &one, const task<int> other) {
  static_cast<void>(valuetask::when_all(one, other, std::move(other)));
  static_cast<void>(valuetask::when_any(one, other, std::move(other)));
  static_cast<void>(valuetask::when_all_outcomes(one, std::move(other)));
  return valuetask::sync_wait(one) + valuetask::sync_wait(std::move(other)) +
         *valuetask::sync_wait(valuetask::as_outcome(std::move(other)));
}
task<int> awaits(const task<int> shared) { co_return co_await shared + co_await std::move(shared); }

// expect: the result of a task, which others may share, and this result cannot be copied
#include <memory>
#include <valuetask/sync_wait.h>

int awaits(const valuetask::task<std::unique_ptr<int>> &shared) {
  return *valuetask::sync_wait(shared);
}

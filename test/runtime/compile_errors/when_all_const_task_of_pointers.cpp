// expect: the result of a task, which others may share, and this result cannot be copied
#include <memory>
#include <valuetask/when_all.h>

auto awaits(const valuetask::task<std::unique_ptr<int>> &shared) {
  return valuetask::when_all(shared);
}

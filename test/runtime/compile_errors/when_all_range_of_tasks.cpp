// expect: the result of a task, which others may share, and this result cannot be copied
#include <memory>
#include <valuetask/when_all.h>

auto awaits(std::vector<valuetask::task<std::unique_ptr<int>>> tasks) {
  return valuetask::when_all(tasks);
}

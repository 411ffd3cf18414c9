// expect: the result of a task, which others may share, and this result cannot be copied
#include <memory>
#include <valuetask/sync_wait.h>

valuetask::task<std::unique_ptr<int>> load();
int awaits() { return *valuetask::sync_wait(load()); }

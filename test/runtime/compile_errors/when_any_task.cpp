// expect: the result of a task, which others may share, and this result cannot be copied
#include <memory>
#include <valuetask/when_any.h>

valuetask::task<std::unique_ptr<int>> load();
auto awaits() { return valuetask::when_any(load(), load()); }

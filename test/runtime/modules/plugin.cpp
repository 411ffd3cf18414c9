// Opened, used and closed again, several times.
#include <string>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

static task<std::string> load() { co_return "a text that is too long to lie in the string itself"; }
static value_task<std::string> wraps() { return load(); }
static value_task<int> counts() { co_return static_cast<int>((co_await wraps()).size()); }

extern "C" __attribute__((visibility("default"))) int plugin_run() {
  value_task<int> x = counts();
  return valuetask::sync_wait(x);
}

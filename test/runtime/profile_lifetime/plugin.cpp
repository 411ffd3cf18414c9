// A plugin whose functions are named after NAME. Two of them with names of the same length are laid
// out alike: where one is loaded at the other's place, their strings have the same addresses.
#include <cstdlib>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

#define JOIN(a, b) a##_##b
#define NAMED(prefix, name) JOIN(prefix, name)

static valuetask::value_task<int> NAMED(NAME, value)(int n) { return n; }
static valuetask::task<int> NAMED(NAME, coroutine)(int n) { co_return n; }
static valuetask::value_task<int> NAMED(NAME, at_close)(int n) { return n; }

namespace {
struct counts_at_close {
  ~counts_at_close() {
    if (NAMED(NAME, at_close)(1).result() != 1 || NAMED(NAME, value)(2).result() != 2)
      std::abort();
  }
};
const counts_at_close at_close;
} // namespace

/// Without frames, it leaves nothing in the thread: so the plugin can be closed before that ends.
extern "C" __attribute__((visibility("default"))) int use(bool with_frames) {
  int sum = 0;
  for (int i = 0; i != 10; ++i) {
    sum += NAMED(NAME, value)(1).result();
    if (with_frames)
      sum += NAMED(NAME, coroutine)(1).result();
  }
  return sum;
}

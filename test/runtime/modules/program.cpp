#include "shared.h"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <thread>
#include <valuetask/sync_wait.h>
#include <valuetask/violation.h>
#include <vector>

using valuetask::source;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

static void check(bool holds, const char *what) {
  if (!holds) {
    std::fprintf(stderr, "wrong: %s\n", what);
    std::exit(1);
  }
}

static task<std::string> own_text() { co_return "of the program, and long enough for the heap"; }
static value_task<std::string> own() { return own_text(); }

static void between_libraries() {
  check(sync_wait(by_task(7)) == "key 7", "made of a task in one module, consumed in another");
  check(consume(by_task(7)) == 5, "the same from one library into the other");
  check(consume(by_coroutine(8)) == 5, "a coroutine");
  check(consume(own()) == 44, "from the program into a library");
  task<std::string> shared = by_task(9).as_task();
  check(shared.result() == "key 9", "as_task()");

  source<std::string> pending;
  value_task<std::string> late = waits(pending);
  std::thread([&] { pending.set_result("text"); }).join();
  check(consume(std::move(late)) == 9, "completed on another thread");
}

// Lists and chains that the libraries built in turn: each has a state of its own where symbols are
// hidden, and yet the stack must not overflow.
static void lists() {
  constexpr int length = 300'000;
  task<cell> head;
  for (int i = 0; i != length; ++i)
    head = i % 2 == 0 ? put_before(i, std::move(head)) : put_before_too(i, std::move(head));
  head = {};

  source<int> first;
  value_task<int> start = first.get();
  task<int> last = start.as_task();
  std::vector<task<int>> side;
  for (int i = 0; i != 1'000; ++i) {
    task<int> next = i % 2 == 0 ? first_waits(last) : second_waits(last);
    side.push_back(i % 2 == 0 ? second_waits(last) : first_waits(last));
    last = std::move(next);
  }
  first.set_result(0);
  check(last.result() == 1'000, "a chain through both, with several waiters");
}

#if VALUETASK_CHECKED
static int seen = 0;
static void count(const valuetask::violation &) noexcept { ++seen; }

static void violations() {
  valuetask::set_violation_handler(&count);
  {
    value_task<std::string> text = by_coroutine(1);
    check(consume(std::move(text)) == 5, "consumed");
    try {
      static_cast<void>(text.result());
    } catch (const valuetask::violation_error &error) {
      check(error.kind() == valuetask::violation_kind::double_await, "and not by another thread");
    }
  }
  {
    value_task<std::string> dropped = by_task(1);
  }
  check(seen == 2, "two mistakes are seen");
  valuetask::set_violation_handler(nullptr);
}
#endif

static void plugins(const char *path, int flags) {
  value_task<std::string> mine = own();
  for (int i = 0; i != 3; ++i) {
    void *const plugin = dlopen(path, RTLD_NOW | flags);
    check(plugin != nullptr, "dlopen");
    const auto run = reinterpret_cast<int (*)()>(dlsym(plugin, "plugin_run"));
    check(run != nullptr && run() == 51, "the plugin works");
    std::thread([&] { check(run() == 51, "on a thread that ends"); }).join();
    check(dlclose(plugin) == 0, "dlclose");
    check(sync_wait(own()).size() == 44, "the program goes on");
  }
  check(mine.result().size() == 44, "what was made before is still good");
}

int main(int, char **arguments) {
  sync_wait(own()); // or the plugin would be the first to use this thread's pool
  between_libraries();
  lists();
#if VALUETASK_CHECKED
  violations();
#endif
  plugins(arguments[1], RTLD_LOCAL);
  plugins(arguments[1], RTLD_GLOBAL);
  std::puts("right");
}

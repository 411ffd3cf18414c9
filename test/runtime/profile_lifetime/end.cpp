// Counts in everything that runs at the end of a thread or of the program, which ends in the way
// that the argument names.
#include <chrono>
#include <cstdlib>
#include <pthread.h>
#include <string_view>
#include <thread>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

namespace {

task<int> known_before(int n) { co_return n; } // in the main thread, by main()
value_task<int> in_early_static(int n) { co_return n; }
value_task<int> in_late_static(int n) { co_return n; }
value_task<int> in_static_of_function(int n) { co_return n; }
value_task<int> in_thread_local(int n) { co_return n; }
value_task<int> in_early_handler(int n) { return n; }
value_task<int> in_late_handler(int n) { return n; }
value_task<int> in_destructor_function(int n) { return n; }
value_task<int> in_construction(int n) { return n; }

template <auto Call> void count() {
  if (Call(1).result() != 1 || known_before(2).result() != 2)
    std::abort();
}

template <auto Call> struct counts_at_end {
  counts_at_end() noexcept {}
  ~counts_at_end() { count<Call>(); }
};

// Before everything else of this program, the library's included; and among the usual static
// objects.
[[gnu::init_priority(101)]] const counts_at_end<in_early_static> early;
const counts_at_end<in_late_static> late;

[[gnu::constructor(101)]] void at_start() { static_cast<void>(in_construction(1).result()); }
[[gnu::destructor]] void at_end() { count<in_destructor_function>(); }
[[gnu::constructor(102)]] void register_early() { std::atexit(&count<in_early_handler>); }

void touch_thread_local() {
  static thread_local const counts_at_end<in_thread_local> object;
  static_cast<void>(&object);
}

} // namespace

int main(int, char **arguments) {
  const std::string_view way = arguments[1];
  std::atexit(&count<in_late_handler>);
  if (way != "unknown_before")
    static_cast<void>(known_before(2).result());
  static const counts_at_end<in_static_of_function> object;
  static_cast<void>(&object);
  touch_thread_local();
  std::thread(&touch_thread_local).join();

  if (way == "other_thread")
    std::thread([] {
      touch_thread_local();
      std::exit(0);
    }).join();
  if (way == "last_thread") {
    std::thread([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      touch_thread_local();
    }).detach();
    pthread_exit(nullptr);
  }
  if (way == "while_others_count") {
    for (int i = 0; i != 2; ++i)
      std::thread([] {
        for (;;)
          static_cast<void>(known_before(1).result());
      }).detach();
  }
}

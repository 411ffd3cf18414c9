#include "services.h"

namespace services {
namespace {

// Not constant, as far as the compiler knows.
int numbers[1024] = {1};

int find(unsigned key) { return numbers[key % 1024]; }

} // namespace

gate the_gate;
std::function<void(int)> waiting_callback;

int plain(unsigned key) { return find(key); }

valuetask::value_task<int> ready(unsigned key) { return find(key); }

valuetask::value_task<int> coroutine(unsigned key) {
  if (const int number = find(key); number >= 0) [[likely]]
    co_return number;
  co_await the_gate;
  co_return find(key);
}

std::string plain_text(unsigned key) { return std::string(40, static_cast<char>('a' + find(key))); }

valuetask::value_task<std::string> text_coroutine(unsigned key) {
  if (find(key) < 0) [[unlikely]]
    co_await the_gate;
  co_return std::string(40, static_cast<char>('a' + find(key)));
}

valuetask::task<int> task_coroutine(unsigned key) {
  if (find(key) < 0) [[unlikely]]
    co_await the_gate;
  co_return find(key) + 100;
}

valuetask::task<int> small_task(unsigned key) {
  return valuetask::task<int>::from_result(find(key));
}

std::future<int> future(unsigned key) {
  std::promise<int> made;
  made.set_value(find(key));
  return made.get_future();
}

void callback(unsigned key, const std::function<void(int)> &done) { done(find(key)); }

valuetask::value_task<int> suspending(unsigned key) {
  co_await the_gate;
  co_return find(key);
}

valuetask::task<int> suspending_task(unsigned key) {
  co_await the_gate;
  co_return find(key) + 100;
}

void callback_later(unsigned key, std::function<void(int)> done) {
  static_cast<void>(key);
  waiting_callback = std::move(done);
}

valuetask::value_task<int> recursion(unsigned depth, const char *&deepest) {
  if (depth == 0) {
    deepest = static_cast<const char *>(__builtin_frame_address(0));
    co_return 0;
  }
  co_return 1 + co_await recursion(depth - 1, deepest);
}

int plain_recursion(unsigned depth, const char *&deepest) {
  if (depth == 0) {
    deepest = static_cast<const char *>(__builtin_frame_address(0));
    return 0;
  }
  // Not a loop in disguise.
  const int below = plain_recursion(depth - 1, deepest);
  asm volatile("");
  return 1 + below;
}

} // namespace services

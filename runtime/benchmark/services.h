/// \file
/// The functions that the benchmarks call. They lie in a source of their own, so that nothing is
/// inlined and the compiler knows nothing about them at the call, as of any other library's.
///
/// Each gives the number that belongs to a key. All but the plain one could wait for it: they ask
/// the gate where the number is not there.
#ifndef VALUETASK_BENCHMARK_SERVICES_H
#define VALUETASK_BENCHMARK_SERVICES_H

#include <coroutine>
#include <functional>
#include <future>
#include <string>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

namespace services {

/// Where a coroutine waits until the benchmark's loop lets it go on.
struct gate {
  std::coroutine_handle<> waiting;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> coroutine) noexcept { waiting = coroutine; }
  void await_resume() const noexcept {}
};
extern gate the_gate;

// Where the number is there.
int plain(unsigned key);
valuetask::value_task<int> ready(unsigned key);
valuetask::value_task<int> coroutine(unsigned key);
valuetask::value_task<std::string> text_coroutine(unsigned key);
std::string plain_text(unsigned key);
valuetask::task<int> task_coroutine(unsigned key);
valuetask::task<int> small_task(unsigned key);
std::future<int> future(unsigned key);
void callback(unsigned key, const std::function<void(int)> &done);

// Where it comes later.
valuetask::value_task<int> suspending(unsigned key);
valuetask::task<int> suspending_task(unsigned key);
void callback_later(unsigned key, std::function<void(int)> done);
extern std::function<void(int)> waiting_callback;

/// Calls itself so many times on the way down.
valuetask::value_task<int> recursion(unsigned depth, const char *&deepest);
int plain_recursion(unsigned depth, const char *&deepest);

} // namespace services

#endif

// Programs that keep the contract, for checked mode to be silent about, and what they share.
#ifndef VALUETASK_TEST_RUNTIME_CORRECT_CORRECT_H
#define VALUETASK_TEST_RUNTIME_CORRECT_CORRECT_H

#include <coroutine>
#include <exception>
#include <source_location>
#include <utility>
#include <vector>

#include <valuetask/detail/config.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

namespace correct {

using valuetask::source;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

/// A program that registers itself. Each runs in a process of its own.
struct program {
  /// `report` is how its report begins; null: there must be none.
  program(const char *name, void (*run)(), const char *report = nullptr,
          std::source_location place = std::source_location::current()) noexcept;

  const char *name;
  void (*run)();
  const char *report;
  std::source_location place;
  program *next = nullptr;
};

/// Ends the program, as one that failed, unless this holds.
void check(bool holds, std::source_location here = std::source_location::current()) noexcept;

struct failure : std::exception {
  explicit failure(int number) noexcept : number(number) {}
  int number;
};

/// Closed until open() is called, which resumes those who wait, on the thread that calls it.
class gate {
public:
  bool await_ready() const noexcept { return is_open_; }
  void await_suspend(std::coroutine_handle<> waiting) { waiting_.push_back(waiting); }
  void await_resume() const noexcept {}

  void open() {
    is_open_ = true;
    for (const auto waiting : std::exchange(waiting_, {}))
      waiting.resume();
  }

private:
  std::vector<std::coroutine_handle<>> waiting_;
  bool is_open_ = false;
};

// The ways in which a value_task comes to be.

inline value_task<int> load(int number) { return number; }
inline value_task<int> work(int number) { co_return number; }
inline value_task<int> shared(int number) { return task<int>::from_result(number); }
inline value_task<int> late(source<> &until, int number) {
  co_await until.get();
  co_return number;
}
inline value_task<int> fails(int number) {
  throw failure(number);
  co_return 0;
}
inline value_task<int> fails_late(source<> &until, int number) {
  co_await until.get();
  throw failure(number);
}

} // namespace correct

#define CORRECT_DETAIL_PROGRAM(name, ...)                                                          \
  void name();                                                                                     \
  const correct::program name##_is_registered(__VA_ARGS__);                                        \
  void name()

/// Defines a program that must run without a report, return, and leave nothing that its exit
/// reports.
#define PROGRAM(name) CORRECT_DETAIL_PROGRAM(name, #name, &name)

/// Defines one that must be ended by the default handler, with a report that begins so.
#define WRONG_PROGRAM(name, report) CORRECT_DETAIL_PROGRAM(name, #name, &name, report)

#endif

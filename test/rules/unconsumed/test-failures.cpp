// Macros that end a test, or only run it where a framework allows that, forget nothing. So does nobody who has given the
// coroutine's handle away.
// RUN: %both --types lib::job %s | %match %s
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
int take(value_task<int>);
bool asked();

bool report(const char *); // it may throw
struct logger {
  void operator=(int) const;
};
#define BOOST_FAIL(text) do { report(text); } while (0)
#define FAIL() return logger() = 1
#define ADD_FAIL(text) do { report(text); } while (0)
#define CO_ASSERT(c) do { if (c) { } else { report(#c); co_return 0; } } while (0)
#define CO_RETURN_IF(c) do { if (c) { co_return 0; } } while (0)

struct assertion {
  assertion();
  ~assertion();
  bool allows() const;
  void skipped();
  void done();
};
#define REQUIRE_THROWS(e)                                                                                              \
  do {                                                                                                                 \
    assertion a;                                                                                                       \
    if (a.allows()) {                                                                                                  \
      try {                                                                                                            \
        (void)(e);                                                                                                     \
        a.done();                                                                                                      \
      } catch (...) {                                                                                                  \
      }                                                                                                                \
    } else                                                                                                             \
      a.skipped();                                                                                                     \
  } while (0)
std::optional<int> wait_perhaps(value_task<int> &&);
bool wait_or_not(value_task<int> &&);

void throws() {
  try {
    auto x = load();
    BOOST_FAIL("should have thrown");
  } catch (const std::exception &) {
  }
}
void fails() {
  auto x = load();
  if (asked())
    FAIL();
  take(std::move(x));
}
task<int> asserts() {
  auto x = load();
  CO_ASSERT(asked());
  co_return co_await x;
}
void expects_a_throw() {
  auto x = load(), y = load(), z = load();
  REQUIRE_THROWS(wait_perhaps(std::move(x)));
  REQUIRE_THROWS(wait_or_not(std::move(y)));
  REQUIRE_THROWS(take(std::move(z)));
}

void fails_on() {
  auto x = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (asked())
    ADD_FAIL("but goes on");
  else
    take(std::move(x));
}
task<int> leaves_on_a_condition() {
  auto x = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'x' is a 'value_task' that is not awaited on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:16: note: the condition is true here
// CHECK: :[[#@LINE-3]]:8: note: 'co_await' it on every path, or discard it with 'detach'
  CO_RETURN_IF(asked());
  co_return co_await x;
}

namespace lib {
struct job {
  job(job &&);
  std::coroutine_handle<> handle() const;
  const char *name() const;
  int get() &&;
};
} // namespace lib
lib::job start();
void driven() {
  auto j = start();
  j.handle().resume();
}
void named() {
  auto j = start();
// CHECK: :[[#@LINE-1]]:8: warning: 'j' is a 'job' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: consume it, or pass it to a function that does
  j.name();
}

// A test framework's macro is a loop that never runs twice.
// RUN: %both %s | %match %s
#include <cstdio>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool again();

#define COMMA_CHECK(...)                                                                                               \
  do {                                                                                                                 \
    if (!(__VA_ARGS__))                                                                                                \
      std::puts(#__VA_ARGS__);                                                                                         \
  } while ((void)0, (false) && static_cast<const bool &>(!!(__VA_ARGS__)))

task<void> comma() {
  auto value = load();
  COMMA_CHECK(co_await value == 3);
}

// So that compilers warn of nothing in the expression; it isn't evaluated.
#define UNEVALUATED_CHECK(...)                                                                                         \
  do {                                                                                                                 \
    (void)__builtin_constant_p(__VA_ARGS__);                                                                           \
    if (!(__VA_ARGS__))                                                                                                \
      std::puts(#__VA_ARGS__);                                                                                         \
  } while ((void)0, (false) && static_cast<const bool &>(!!(__VA_ARGS__)))

int take(value_task<int> value);
void unevaluated() {
  auto value = load();
  UNEVALUATED_CHECK(take(std::move(value)) == 3);
}

inline bool never() { return false; }
constexpr bool neverAtCompileTime() { return false; }
struct state {
  static bool never() { return false; }
  bool done() const { return true; }
  virtual bool open() const { return false; }
  int left() const { return 0; }
};
inline bool nested() { return never(); }
template <class T> bool neverFor(const T &) { return false; }

#define CALL_CHECK(...)                                                                                                \
  do {                                                                                                                 \
    if (!(__VA_ARGS__))                                                                                                \
      std::puts(#__VA_ARGS__);                                                                                         \
  } while (never())

task<void> function() {
  auto value = load();
  CALL_CHECK(co_await value == 3);
}

task<void> constexprFunction() {
  auto value = load();
  do {
    co_await value;
  } while (neverAtCompileTime());
}

task<void> staticMember() {
  auto value = load();
  do {
    co_await value;
  } while (state::never());
}

task<void> member(state &s) {
  auto value = load();
  do {
    co_await value;
  } while (!s.done());
}

task<void> compared(state &s) {
  auto value = load();
  do {
    co_await value;
  } while (s.left() > 0);
}

task<void> twoDeep() {
  auto value = load();
  do {
    co_await value;
  } while (nested());
}

task<void> templated() {
  auto value = load();
  do {
    co_await value;
  } while (neverFor(3));
}

task<void> keptInAVariable() {
  auto value = load();
  const bool more = never();
  do {
    co_await value;
  } while (more);
}

// What another class may answer otherwise, or another file defines, is not known.

task<void> virtualMember(state &s) {
  auto value = load();
  do {
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+2]]:12: note: 's.open()' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  } while (s.open());
}

task<void> elsewhere() {
  auto value = load();
  do {
    co_await value;
// CHECK: :[[#@LINE-1]]:5: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:5: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE+2]]:12: note: 'again()' is true here
// CHECK: :[[#@LINE-6]]:22: note: create a shareable task with '.as_task()'
  } while (again());
}

// Always true is no better than a flag that says so.
inline bool always() { return true; }

task<void> afterEarlyReturn() {
  auto value = load();
  if (always())
    co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'always()' is true here
// CHECK: :[[#@LINE-4]]:5: note: first awaited here
// CHECK: :[[#@LINE-7]]:22: note: create a shareable task with '.as_task()'
}

// A template's branch of 'if constexpr' that one instance leaves out consumes the value in another one.
// RUN: %both %s | %match %s
#include <type_traits>
#include <valuetask/value_task.h>

template <class T> valuetask::value_task<T> load();

template <class T> valuetask::value_task<bool> compared(T expected) {
  auto value = load<T>();
  if constexpr (std::is_integral_v<T>)
    co_return co_await value == expected;
  co_return false;
}

template <class T> valuetask::value_task<bool> forgotten(T) {
  auto value = load<T>();
// CHECK: :[[#@LINE-1]]:8: warning:
// CHECK: :[[#@LINE-2]]:{{[0-9]+}}: note:
  if constexpr (std::is_integral_v<T>)
    co_return true;
  co_return false;
}

valuetask::value_task<bool> all() {
  co_return co_await compared(1) && co_await compared(1.5) && co_await forgotten(1.5);
}

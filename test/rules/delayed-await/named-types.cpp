// KNOWN: a type that only an option names may be lazy: it does nothing before it is awaited, and may be held.
// RUN: %both --types 'lib::lazy' %s | %count 0
#include <coroutine>
#include <utility>

namespace lib {

template <class T> struct lazy {
  struct promise_type {
    lazy get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception();
  };
  lazy(lazy &&);
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};

} // namespace lib

lib::lazy<int> load(int key);

lib::lazy<int> held() {
  auto left = load(1), right = load(2);
  int sum = co_await std::move(left);
  co_return sum + co_await std::move(right);
}

lib::lazy<int> held_across_another() {
  auto value = load(1);
  co_await std::suspend_always{};
  co_return co_await std::move(value);
}

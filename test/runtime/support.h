// Awaitables and coroutine types that are not ours, and counters, for the runtime's tests.
#ifndef VALUETASK_TEST_RUNTIME_SUPPORT_H
#define VALUETASK_TEST_RUNTIME_SUPPORT_H

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <valuetask/detail/config.h>
#include <valuetask/value_task.h>

namespace test {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool thread_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
inline constexpr bool thread_sanitized = true;
#else
inline constexpr bool thread_sanitized = false;
#endif
#else
inline constexpr bool thread_sanitized = false;
#endif

inline constexpr bool sanitized = VALUETASK_DETAIL_SANITIZED;

/// How often the program has allocated: counted in allocation_test.cpp.
extern std::atomic<long> allocations;

/// While it lives, every allocation of this thread fails. Without effect under sanitizers.
class out_of_memory {
public:
  static inline constinit thread_local bool is_now = false;

  out_of_memory() { is_now = true; }
  ~out_of_memory() { is_now = false; }
  out_of_memory(const out_of_memory &) = delete;
  out_of_memory &operator=(const out_of_memory &) = delete;
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
  std::size_t waiting() const noexcept { return waiting_.size(); }

private:
  std::vector<std::coroutine_handle<>> waiting_;
  bool is_open_ = false;
};

/// Goes on on a new thread, which is joined at the end of the scope.
class other_thread {
public:
  ~other_thread() { join(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    thread_ = std::thread([waiting] { waiting.resume(); });
  }
  void await_resume() const noexcept {}
  void join() {
    if (thread_.joinable())
      thread_.join();
  }

private:
  std::thread thread_;
};

/// An exception that knows its number.
struct failure : std::runtime_error {
  explicit failure(int number) : std::runtime_error("failure"), number(number) {}
  int number;
};

/// Moves only, cannot be made from nothing, and counts how many are alive.
class resource {
public:
  explicit resource(int number) : number_(number) { ++alive; }
  resource(resource &&other) noexcept : number_(std::exchange(other.number_, -1)) { ++alive; }
  resource &operator=(resource &&other) noexcept {
    number_ = std::exchange(other.number_, -1);
    return *this;
  }
  ~resource() { --alive; }
  int number() const { return number_; }
  static inline int alive = 0;

private:
  int number_;
};

/// A foreign, lazy coroutine type: starts when it is awaited, resumes by symmetric transfer.
template <class T> class lazy {
public:
  struct promise_type {
    lazy get_return_object() {
      return lazy(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct awaiter {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
          return ended.promise().continuation;
        }
        void await_resume() noexcept {}
      };
      return awaiter{};
    }
    void return_value(T value) { result.emplace(std::move(value)); }
    void unhandled_exception() { error = std::current_exception(); }

    std::optional<T> result;
    std::exception_ptr error;
    std::coroutine_handle<> continuation;
  };

  explicit lazy(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  lazy(lazy &&other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  ~lazy() {
    if (frame_)
      frame_.destroy();
  }

  auto operator co_await() {
    struct awaiter {
      std::coroutine_handle<promise_type> frame;
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
        frame.promise().continuation = waiting;
        return frame;
      }
      T await_resume() {
        if (frame.promise().error)
          std::rethrow_exception(frame.promise().error);
        return std::move(*frame.promise().result);
      }
    };
    return awaiter{frame_};
  }

private:
  std::coroutine_handle<promise_type> frame_;
};

/// A foreign coroutine that nobody waits for.
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

// The ways in which a value_task comes to be.

template <class T> valuetask::value_task<T> by_value(T value) { return value; }
template <class T> valuetask::value_task<T> by_coroutine(T value) {
  co_return std::forward<T>(value);
}
template <class T> valuetask::task<T> late_task(gate &closed, T value) {
  co_await closed;
  co_return std::forward<T>(value);
}
template <class T> valuetask::value_task<T> late(gate &closed, T value) {
  co_await closed;
  co_return std::forward<T>(value);
}
inline valuetask::value_task<> late(gate &closed) { co_await closed; }
inline valuetask::value_task<int> fails(int number) {
  throw failure(number);
  co_return 0;
}
inline valuetask::value_task<int> fails_late(gate &closed, int number) {
  co_await closed;
  throw failure(number);
}

} // namespace test

#endif

// Coroutine types that are not ours, as programs have them.
#ifndef VALUETASK_TEST_RUNTIME_CORRECT_FOREIGN_H
#define VALUETASK_TEST_RUNTIME_CORRECT_FOREIGN_H

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace correct {

/// Owns a coroutine, and destroys it wherever it has come to.
template <class Promise> class owner {
public:
  explicit owner(Promise &promise) noexcept
      : frame_(std::coroutine_handle<Promise>::from_promise(promise)) {}
  owner(owner &&other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  owner &operator=(owner &&) = delete;
  ~owner() {
    if (frame_)
      frame_.destroy();
  }
  std::coroutine_handle<Promise> frame() const noexcept { return frame_; }

private:
  std::coroutine_handle<Promise> frame_;
};

/// Gives one after another to whoever asks for the next.
template <class T> class generator {
public:
  struct promise_type {
    generator get_return_object() noexcept { return generator(*this); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(T &given) noexcept {
      current = &given;
      return {};
    }
    std::suspend_always yield_value(T &&given) noexcept {
      current = &given;
      return {};
    }
    void return_void() const noexcept {}
    // To throw it from here makes clang destroy some locals twice.
    void unhandled_exception() noexcept { error = std::current_exception(); }

    T *current = nullptr;
    std::exception_ptr error;
  };

  explicit generator(promise_type &promise) noexcept : coroutine_(promise) {}

  bool next() {
    coroutine_.frame().resume();
    if (const auto &error = coroutine_.frame().promise().error)
      std::rethrow_exception(error);
    return !coroutine_.frame().done();
  }
  T &value() const noexcept { return *coroutine_.frame().promise().current; }

private:
  owner<promise_type> coroutine_;
};

/// The result of a coroutine, and who waits for it.
template <class T, class Initial> struct result_promise {
  Initial initial_suspend() const noexcept { return {}; }
  auto final_suspend() const noexcept {
    struct transfer {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<typename T::promise_type> ended) const noexcept {
        return ended.promise().continuation;
      }
      void await_resume() const noexcept {}
    };
    return transfer{};
  }
  void return_value(int given) noexcept { result = given; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
  int take() const {
    if (error)
      std::rethrow_exception(error);
    return result.value();
  }

  std::optional<int> result;
  std::exception_ptr error;
  std::coroutine_handle<> continuation = std::noop_coroutine();
};

/// Starts when it is awaited or told to; resumes by symmetric transfer.
class lazy {
public:
  struct promise_type : result_promise<lazy, std::suspend_always> {
    lazy get_return_object() noexcept { return lazy(*this); }
  };

  explicit lazy(promise_type &promise) noexcept : coroutine_(promise) {}

  void start() { coroutine_.frame().resume(); }
  bool is_done() const { return coroutine_.frame().done(); }
  int result() const { return coroutine_.frame().promise().take(); }

  auto operator co_await() const noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> frame;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) const noexcept {
        frame.promise().continuation = waiting;
        return frame;
      }
      int await_resume() const { return frame.promise().take(); }
    };
    return awaiter{coroutine_.frame()};
  }

private:
  owner<promise_type> coroutine_;
};

/// Starts in the call.
class eager {
public:
  struct promise_type : result_promise<eager, std::suspend_never> {
    eager get_return_object() noexcept { return eager(*this); }
  };

  explicit eager(promise_type &promise) noexcept : coroutine_(promise) {}

  bool is_done() const { return coroutine_.frame().done(); }
  int result() const { return coroutine_.frame().promise().take(); }

  bool await_ready() const { return is_done(); }
  void await_suspend(std::coroutine_handle<> waiting) const noexcept {
    coroutine_.frame().promise().continuation = waiting;
  }
  int await_resume() const { return result(); }

private:
  owner<promise_type> coroutine_;
};

/// Starts in the call, and nobody waits for it.
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
};

} // namespace correct

#endif

/// \file
/// What a value_task is inside: a result, a coroutine that will give one, or a task.
#ifndef VALUETASK_DETAIL_VALUE_STORAGE_H
#define VALUETASK_DETAIL_VALUE_STORAGE_H

#include <atomic>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>
#include <valuetask/detail/value_promise.h>
#include <valuetask/task.h>

namespace valuetask::inline VALUETASK_MODE::detail {

struct from_value {};

/// Copies a T out of a task; set where a value_task is made from one. Naming the copy in take()
/// would instantiate it for every T, also for a std::vector of what only moves, which claims to be
/// copyable.
template <class T> inline constinit std::atomic<T (*)(const T &)> copier{nullptr};

/// A tagged union. Owns what it holds; a coroutine that is not done is let go, not stopped.
template <class T> class value_storage {
public:
  using frame = typename value_promise<T>::handle;

  value_storage() noexcept {}
  template <class... U> explicit value_storage(from_value, U &&...value) : kind_(kind::value) {
    store_at<T>(std::addressof(value_), std::forward<U>(value)...);
  }
  explicit value_storage(frame coroutine) noexcept : frame_(coroutine), kind_(kind::frame) {}

  explicit value_storage(task<T> shared) noexcept : task_(std::move(shared)), kind_(kind::task) {
    if (!task_.frame_)
      precondition_failed("value_task made from an empty task: assign one that has a result first");
    if constexpr (std::is_object_v<T>)
      copier<T>.store([](const T &result) { return result; }, std::memory_order_relaxed);
  }

  value_storage(value_storage &&other) noexcept(std::is_nothrow_move_constructible_v<stored<T>>) {
    take_over(other);
  }
  value_storage &
  operator=(value_storage &&other) noexcept(std::is_nothrow_move_constructible_v<stored<T>>) {
    if (this != &other) {
      reset();
      take_over(other);
    }
    return *this;
  }
  ~value_storage() { reset(); }

  bool is_ready() const noexcept {
    switch (kind_) {
    case kind::value:
      return true;
    case kind::frame:
      return frame_.promise().is_done();
    case kind::task:
      return task_.is_completed();
    default:
      return false;
    }
  }

  bool is_ready_successfully() const noexcept {
    switch (kind_) {
    case kind::value:
      return true;
    case kind::frame:
      return frame_.promise().is_done() && frame_.promise().slot().has_value();
    case kind::task:
      return task_.is_completed_successfully();
    default:
      return false;
    }
  }

  /// False if it is ready after all. When it returns true, the waiter may already run elsewhere,
  /// and neither `node` nor this storage may be touched.
  bool try_wait(std::coroutine_handle<> coroutine, waiter &node) noexcept {
    if (kind_ == kind::frame)
      return frame_.promise().try_wait(coroutine);
    if (kind_ != kind::task)
      return false;
    node.coroutine = coroutine;
    return task_.frame_.promise().waiters().try_add(node);
  }

  /// Moves the result out, or throws the exception; empty afterwards. Precondition: is_ready().
  T take() {
    const emptier leave_empty{*this};
    switch (kind_) {
    case kind::value:
      return take_stored<T>(value_);
    case kind::frame:
      return frame_.promise().slot().take();
    case kind::task:
      if constexpr (std::is_object_v<T>)
        return copier<T>.load(std::memory_order_relaxed)(task_.result());
      else
        return task_.result();
    default:
      precondition_failed("a value_task without a result was consumed: it is empty, was moved "
                          "from, or was consumed before");
    }
  }

  /// As a task, without waiting; empty afterwards. May throw std::bad_alloc.
  task<T> take_task() {
    if (kind_ == kind::task) {
      const emptier leave_empty{*this};
      return std::move(task_);
    }
    return finish(std::move(*this));
  }

private:
  enum class kind : unsigned char { empty, value, frame, task };

  struct emptier {
    value_storage &storage;
    ~emptier() { storage.reset(); }
  };

  static task<T> finish(value_storage storage);

  void take_over(value_storage &other) {
    switch (other.kind_) {
    case kind::value:
      std::construct_at(std::addressof(value_), std::move(other.value_));
      break;
    case kind::frame:
      std::construct_at(std::addressof(frame_), other.frame_);
      kind_ = std::exchange(other.kind_, kind::empty);
      return;
    case kind::task:
      std::construct_at(std::addressof(task_), std::move(other.task_));
      break;
    default:
      return;
    }
    kind_ = other.kind_;
    other.reset();
  }

  void reset() noexcept {
    switch (std::exchange(kind_, kind::empty)) {
    case kind::value:
      std::destroy_at(std::addressof(value_));
      break;
    case kind::frame:
      value_promise<T>::abandon(frame_);
      break;
    case kind::task:
      std::destroy_at(std::addressof(task_));
      break;
    default:
      break;
    }
  }

  union {
    stored<T> value_;
    frame frame_;
    task<T> task_;
  };
  kind kind_ = kind::empty;
};

/// Awaits a storage that somebody else keeps alive.
template <class T> class storage_awaiter {
public:
  explicit storage_awaiter(value_storage<T> &storage) noexcept : storage_(&storage) {}

  bool await_ready() const noexcept { return storage_->is_ready(); }
  template <class Promise> bool await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
    note_suspension(coroutine);
    return storage_->try_wait(coroutine, node_);
  }
  T await_resume() const { return storage_->take(); }

private:
  value_storage<T> *storage_;
  waiter node_;
};

/// Waits until a storage is ready, and leaves the result where it is.
template <class T> class completion_awaiter : public storage_awaiter<T> {
public:
  using storage_awaiter<T>::storage_awaiter;
  void await_resume() const noexcept {}
};

template <class T> inline constexpr bool notes_suspension<storage_awaiter<T>> = true;
template <class T> inline constexpr bool notes_suspension<completion_awaiter<T>> = true;

template <class T> task<T> value_storage<T>::finish(value_storage storage) {
  co_return co_await storage_awaiter<T>(storage);
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

/// \file
/// Awaits a task: as an lvalue for a reference to its result, as an rvalue for a copy.
#ifndef VALUETASK_DETAIL_TASK_AWAITER_H
#define VALUETASK_DETAIL_TASK_AWAITER_H

#include <coroutine>
#include <type_traits>
#include <utility>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/task_promise.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// Counts itself as a reference only while it waits: the awaited handle may be dropped meanwhile.
/// The coroutine may be destroyed meanwhile, too.
template <class T, class Result> class task_awaiter {
public:
  explicit task_awaiter(task_state<T> *awaited) noexcept : state_(awaited) {
    if (awaited == nullptr)
      precondition_failed("empty task awaited", "assign one that has a result first");
  }
  task_awaiter(task_awaiter &&other) noexcept
      : state_(other.state_), held_(std::exchange(other.held_, nullptr)) {}
  task_awaiter &operator=(task_awaiter &&) = delete;
  ~task_awaiter() {
    if (held_ != nullptr)
      stop();
  }

  bool await_ready() const noexcept { return state_->waiters().is_closed(); }

  template <class Promise>
  VALUETASK_DETAIL_SUSPENDS bool await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
    note_suspension(coroutine);
    node_.coroutine = coroutine;
    node_.awaited = nullptr;
    state_->add_reference();
    held_ = state_;
    // The last access to *this, which may be gone when it returns true.
    return state_->waiters().try_add(node_);
  }

  Result await_resume() const {
    if constexpr (copied_result<Result>)
      return static_cast<Result>(state_->slot().get());
    else
      static_assert(never<Result>,
                    "awaiting a temporary task gives a copy, and this result cannot be copied: "
                    "keep the task in a variable and await that");
  }

private:
  void stop() noexcept {
    if (node_.coroutine != nullptr) [[unlikely]] // nobody has resumed it
      held_->waiters().remove([this](const waiter &one) { return &one == &node_; });
    held_->release();
  }

  task_state<T> *state_;
  task_state<T> *held_ = nullptr;
  waiter node_;
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

/// \file
/// Those who wait for a task: a lock-free list whose nodes lie in the awaiters.
#ifndef VALUETASK_DETAIL_WAITER_LIST_H
#define VALUETASK_DETAIL_WAITER_LIST_H

#include <atomic>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>
#include <valuetask/detail/threads.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// One waiting coroutine. Lives in its frame, and so until it is resumed. Left as it is until it
/// waits: most awaits never do.
struct waiter {
  waiter() noexcept {} // NOLINT(cppcoreguidelines-pro-type-member-init)

  std::coroutine_handle<> coroutine;
  waiter *next;
};

/// Coroutines of this thread that can go on. Resuming several waiters from within one completion
/// would nest, and a chain of such tasks would eat the stack; so all but one queue here, and the
/// outermost completion on this thread works the queue off.
class ready_queue {
public:
  /// Takes over a list of waiters, the latest first. Returns the one to go on with.
  static std::coroutine_handle<> dispatch(waiter *latest) noexcept {
    if (latest == nullptr)
      return std::noop_coroutine();
    waiter *const last = latest;
    waiter *rest = reverse(std::exchange(latest->next, nullptr));
    if (rest == nullptr)
      return last->coroutine;
    ready_queue &queue = mine;
    queue.append(rest);
    if (queue.is_worked_off_) {
      queue.append(last);
      return queue.pop();
    }
    queue.is_worked_off_ = true;
    queue.append(last);
    while (queue.first_->next != nullptr)
      queue.pop().resume();
    queue.is_worked_off_ = false;
    return queue.pop();
  }

private:
  static waiter *reverse(waiter *list) noexcept {
    waiter *reversed = nullptr;
    while (list != nullptr)
      reversed = std::exchange(list, std::exchange(list->next, reversed));
    return reversed;
  }

  void append(waiter *list) noexcept {
    (first_ == nullptr ? first_ : last_->next) = list;
    for (last_ = list; last_->next != nullptr;)
      last_ = last_->next;
  }

  /// The node is dead once its coroutine runs: read it before.
  std::coroutine_handle<> pop() noexcept {
    waiter *const popped = std::exchange(first_, first_->next);
    return popped->coroutine;
  }

  static constinit thread_local ready_queue mine;

  waiter *first_ = nullptr;
  waiter *last_ = nullptr;
  bool is_worked_off_ = false;
};

inline constinit thread_local ready_queue ready_queue::mine{};

/// The list itself, closed for good by completion.
class waiter_list {
public:
  constexpr waiter_list() noexcept = default;

  bool is_closed() const noexcept { return head_.load(std::memory_order_acquire) == closed(); }

  /// False if the list is closed. When it returns true, the waiter may already have been resumed on
  /// another thread, and be gone.
  bool try_add(waiter &one) noexcept {
    void *head = head_.load(std::memory_order_acquire);
    do {
      if (head == closed())
        return false;
      one.next = static_cast<waiter *>(head);
    } while (!compare_exchange(head_, head, static_cast<void *>(&one)));
    return true;
  }

  /// Returns those who waited, the latest first.
  waiter *close() noexcept { return static_cast<waiter *>(exchange(head_, closed())); }

  /// The same where nobody else can know of the list yet.
  constexpr void close_unshared() noexcept {
    if (std::is_constant_evaluated())
      std::construct_at(&head_, closed());
    else
      head_.store(closed(), std::memory_order_relaxed);
  }

private:
  // The list's own address: never that of a waiter, and at hand without a sentinel object.
  constexpr void *closed() const noexcept { return const_cast<waiter_list *>(this); }

  std::atomic<void *> head_{nullptr};
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

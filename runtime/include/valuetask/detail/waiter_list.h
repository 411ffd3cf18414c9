/// \file
/// Those who wait for a task: a lock-free list whose nodes lie in the awaiters.
#ifndef VALUETASK_DETAIL_WAITER_LIST_H
#define VALUETASK_DETAIL_WAITER_LIST_H

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <valuetask/detail/threads.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// One waiting coroutine. Lives in its frame, and so until it is resumed. Left as it is until it
/// waits: most awaits never do.
struct waiter {
  waiter() noexcept {} // NOLINT(cppcoreguidelines-pro-type-member-init)

  void *awaited; ///< the value_task that it waits for, if it does so by way of one; else null
  std::coroutine_handle<> coroutine; ///< null as soon as it is resumed
  waiter *next;
};

/// Waiters that can go on. Resuming several of them from within one completion would nest, and a
/// chain of such tasks would eat the stack: so all but the last one are resumed by a loop, and what
/// completes in one that the loop resumed, by symmetric transfer, joins the loop's queue.
///
/// Only that may join. A waiter may run an event loop, and what completes in there must not wait
/// for the waiter to return: it gets a loop of its own. So does what completes on another fiber's
/// stack, whose loop may go on much later.
class ready_queue {
public:
  /// Takes over a list of waiters, the latest first. Returns the one to go on with.
  static std::coroutine_handle<> dispatch(waiter *latest) noexcept {
    if (latest == nullptr)
      return std::noop_coroutine();
    waiter *const last = latest;
    waiter *const rest = reverse(std::exchange(latest->next, nullptr));
    if (rest == nullptr)
      return std::exchange(last->coroutine, nullptr);
    const auto *const here = static_cast<const char *>(__builtin_frame_address(0));
    if (ready_queue *const joined = thread.queue_to_join(here)) {
      joined->append(rest);
      joined->append(last);
      return joined->pop();
    }
    ready_queue own;
    own.append(rest);
    own.append(last);
    return own.work_off(here);
  }

  /// Somebody else than a loop resumed what runs on this thread now: a callback, an event loop, a
  /// source.
  static void note_resumed_from_outside() noexcept {
    // Measured: a round of a source is 8% faster so with GCC 12, and an await 6% slower with clang.
#if !defined(__clang__)
    if (thread.current != nullptr) [[unlikely]]
#endif
      thread.current = nullptr;
  }

  /// The coroutine of one that is about to be resumed on this thread is being destroyed, if there
  /// is one such.
  template <class Matches> static void remove(Matches matches) noexcept {
    for (ready_queue *queue = thread.innermost; queue != nullptr; queue = queue->outer_.innermost)
      if (queue->remove_own(matches))
        return;
  }

private:
  /// What a thread does at the moment.
  struct state {
    ready_queue *current;   ///< the loop that resumed what runs now, if one did
    ready_queue *innermost; ///< the latest loop that isn't over
    const char *frame;      ///< the stack frame that it runs in
    unsigned depth;         ///< how many loops run in one another there

    /// Null for one of its own. Loops nest no further where there are that many already: whoever
    /// resumes from outside without end, by symmetric transfer, does not use up the stack.
    ready_queue *queue_to_join(const char *here) const noexcept {
      if (current == innermost && current != nullptr && is_near(here, most_bytes_of_transfer))
        return current;
      return depth >= most_loops && is_near(here, most_bytes_of_loop) ? innermost : nullptr;
    }

    /// Whether the innermost loop runs on this stack, and little of it has been used since.
    bool is_near(const char *here, std::size_t bytes) const noexcept {
      return reinterpret_cast<std::uintptr_t>(frame) - reinterpret_cast<std::uintptr_t>(here) <
             bytes;
    }
  };
  static constexpr unsigned most_loops = 64;
  // A coroutine that is resumed has one stack frame there; fibers' stacks lie farther apart.
  static constexpr std::size_t most_bytes_of_transfer = std::size_t{16} << 10;
  static constexpr std::size_t most_bytes_of_loop = std::size_t{64} << 10;

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
    return std::exchange(popped->coroutine, nullptr);
  }

  template <class Matches> bool remove_own(Matches matches) noexcept {
    waiter *before = nullptr;
    for (waiter *at = first_; at != nullptr; before = std::exchange(at, at->next)) {
      if (!matches(*at))
        continue;
      (before == nullptr ? first_ : before->next) = at->next;
      if (last_ == at)
        last_ = before;
      return true;
    }
    return false;
  }

  /// Resumes all but the last, and returns that one.
  std::coroutine_handle<> work_off(const char *here) noexcept {
    outer_ = thread;
    const bool is_nested = thread.is_near(here, most_bytes_of_loop);
    thread = {this, this, here, is_nested ? thread.depth + 1 : 1};
    while (first_ != nullptr && first_->next != nullptr) {
      thread.current = this;
      pop().resume();
    }
    leave();
    return first_ == nullptr ? std::noop_coroutine() : pop();
  }

  /// Fibers take turns, so that a loop may end before one that began later.
  void leave() noexcept {
    outer_.current = nullptr;
    if (thread.innermost == this) {
      thread = outer_;
      return;
    }
    thread.current = nullptr;
    for (ready_queue *later = thread.innermost; later != nullptr; later = later->outer_.innermost)
      if (later->outer_.innermost == this)
        later->outer_ = outer_;
  }

  static constinit thread_local state thread;

  waiter *first_ = nullptr;
  waiter *last_ = nullptr;
  state outer_{}; ///< as it was before
};

inline constinit thread_local ready_queue::state ready_queue::thread{};

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

  /// Takes out one whose coroutine is being destroyed, if there is one such. Nobody may be about to
  /// resume it on another thread.
  template <class Matches> void remove(Matches matches) noexcept {
    void *head = head_.load(std::memory_order_acquire);
    while (head != closed()) {
      if (head == nullptr)
        return;
      if (compare_exchange(head_, head, static_cast<void *>(nullptr))) {
        put_back(without(static_cast<waiter *>(head), matches));
        return;
      }
    }
    ready_queue::remove(matches);
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
  template <class Matches> static waiter *without(waiter *list, Matches matches) noexcept {
    for (waiter **link = &list; *link != nullptr; link = &(*link)->next)
      if (matches(**link)) {
        *link = (*link)->next;
        break;
      }
    return list;
  }

  /// Those who were taken out with it. If the list was closed meanwhile, they go on here.
  void put_back(waiter *list) noexcept {
    if (list == nullptr)
      return;
    waiter *last = list;
    while (last->next != nullptr)
      last = last->next;
    void *head = head_.load(std::memory_order_acquire);
    do {
      if (head == closed()) {
        last->next = nullptr;
        ready_queue::dispatch(list).resume();
        return;
      }
      last->next = static_cast<waiter *>(head);
    } while (!compare_exchange(head_, head, static_cast<void *>(list)));
  }

  // The list's own address: never that of a waiter, and at hand without a sentinel object.
  constexpr void *closed() const noexcept { return const_cast<waiter_list *>(this); }

  std::atomic<void *> head_{nullptr};
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

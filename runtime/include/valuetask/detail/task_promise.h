/// \file
/// The promise of a task: shared by its handles and its running body, awaited by any number.
#ifndef VALUETASK_DETAIL_TASK_PROMISE_H
#define VALUETASK_DETAIL_TASK_PROMISE_H

#include <atomic>
#include <coroutine>
#include <cstdint>
#include <valuetask/detail/frame_disposal.h>
#include <valuetask/detail/promise_base.h>
#include <valuetask/detail/waiter_list.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// The body counts as one reference while it runs, so that it runs on when all handles are gone.
template <class T> class task_promise : public result_promise<T> {
public:
  using handle = std::coroutine_handle<task_promise>;

  task<T> get_return_object() noexcept;
  final_awaiter final_suspend() const noexcept { return {}; }

  waiter_list &waiters() noexcept { return waiters_; }

  void add_reference() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }

  static void release(handle frame) noexcept {
    task_promise &self = frame.promise();
    if (self.references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      self.disposal_.frame = frame;
      frame_disposal::destroy(self.disposal_);
    }
  }

  /// The body has ended. The nodes of the waiters outlive this frame, which may go with the body's
  /// reference.
  static std::coroutine_handle<> complete(handle frame) noexcept {
    task_promise &self = frame.promise();
    if (!self.was_suspended()) {
      self.waiters_.close_unshared();
      self.references_.store(1, std::memory_order_relaxed);
      return std::noop_coroutine();
    }
    waiter *const latest = self.waiters_.close();
    release(frame);
    return ready_queue::dispatch(latest);
  }

private:
  waiter_list waiters_;
  frame_disposal::node disposal_;
  std::atomic<std::uint32_t> references_{2};
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

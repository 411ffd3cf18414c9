/// \file
/// The promise of a task: shared by its handles and its running body, awaited by any number.
#ifndef VALUETASK_DETAIL_TASK_PROMISE_H
#define VALUETASK_DETAIL_TASK_PROMISE_H

#include <coroutine>
#include <exception>
#include <utility>
#include <valuetask/detail/location.h>
#include <valuetask/detail/nested_destruction.h>
#include <valuetask/detail/promise_base.h>
#include <valuetask/detail/task_state.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// The body counts as one reference while it runs, so that it runs on when all handles are gone.
template <class T>
class task_promise : public result_promise<task_promise<T>, T>, public task_state<T> {
public:
  using handle = std::coroutine_handle<task_promise>;

  VALUETASK_DETAIL_RETURN_OBJECT task<T> get_return_object(location created = location::current());
  final_awaiter final_suspend() noexcept {
    frame_.end_first_run();
    return {false};
  }

  template <class... U> void give(U &&...value) { this->slot().emplace(std::forward<U>(value)...); }
  void unhandled_exception() noexcept {
    frame_.fail();
    this->slot().fail(std::current_exception());
  }

  void note_suspension() noexcept {
    frame_.end_first_run();
    was_suspended_ = true;
  }

  /// The body has ended. The nodes of the waiters outlive this frame, which may go with the body's
  /// reference.
  static std::coroutine_handle<> complete(handle frame) noexcept {
    task_promise &self = frame.promise();
    if (!self.was_suspended_) {
      self.mark_.completed_synchronously();
      self.waiters().close_unshared();
      self.drop_bodys_reference_unshared();
      return std::noop_coroutine();
    }
    waiter *const latest = self.waiters().close();
    self.release();
    return ready_queue::dispatch(latest);
  }

  /// Nobody refers to it any more. Not inlined: GCC would follow the pointer to a state that lies
  /// in no frame, and warn of what is never done with it.
  [[gnu::noinline]] void destroy_frame() noexcept {
    nested_destruction::run([this] { handle::from_promise(*this).destroy(); });
  }

private:
  bool was_suspended_ = false;
  [[no_unique_address]] profile_mark mark_;
  [[no_unique_address]] running_frame frame_;
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

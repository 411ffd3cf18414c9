/// \file
/// Destroys frames one after another where one holds the last handle of the next.
#ifndef VALUETASK_DETAIL_FRAME_DISPOSAL_H
#define VALUETASK_DETAIL_FRAME_DISPOSAL_H

#include <coroutine>
#include <utility>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// A completed frame keeps its parameters until it is destroyed, so a chain of tasks that were
/// passed to one another hangs together like a list. Destroying it from within would nest, and a
/// long chain would eat the stack: a frame whose last handle goes while another is being destroyed
/// waits its turn.
class frame_disposal {
public:
  /// Lies in the frame.
  struct node {
    std::coroutine_handle<> frame;
    node *next = nullptr;
  };

  static void destroy(node &ended) noexcept {
    frame_disposal &disposal = mine;
    if (disposal.is_busy_) {
      ended.next = std::exchange(disposal.waiting_, &ended);
      return;
    }
    disposal.is_busy_ = true;
    ended.frame.destroy();
    while (disposal.waiting_ != nullptr) {
      const node *const next = std::exchange(disposal.waiting_, disposal.waiting_->next);
      next->frame.destroy();
    }
    disposal.is_busy_ = false;
  }

private:
  static constinit thread_local frame_disposal mine;

  node *waiting_ = nullptr;
  bool is_busy_ = false;
};

inline constinit thread_local frame_disposal frame_disposal::mine{};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

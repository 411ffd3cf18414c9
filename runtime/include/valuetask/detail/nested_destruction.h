/// \file
/// Destroys one frame within another without end, and without running out of stack.
#ifndef VALUETASK_DETAIL_NESTED_DESTRUCTION_H
#define VALUETASK_DETAIL_NESTED_DESTRUCTION_H

#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE::detail {

/// A frame, a shared state and a result own others: tasks that were passed to one another hang
/// together like a list. The language says in which order the contents of each are destroyed, and
/// one may refer to what another one owns, so none of them may be put off until later. Destroying
/// the first therefore nests as deep as the list is long. All but the first levels do that on
/// stacks of their own, so that the thread's stack is not used up.
class nested_destruction {
public:
  /// Calls `destroy()`, which destroys one of them, and with it perhaps others.
  template <class Destroy> static void run(Destroy destroy) noexcept {
    const unsigned level = levels;
    levels = level + 1;
    if (level < levels_on_any_stack) [[likely]]
      destroy();
    else
      run_deep(&call<Destroy>, &destroy, levels);
    levels = level;
  }

  /// Whether this thread runs on a stack of these.
  static bool is_on_fresh_stack() noexcept;

private:
  // A few hundred bytes each: the stack of a fiber has room for so many.
  static constexpr unsigned levels_on_any_stack = 32;

  using function = void (*)(void *argument);

  template <class Destroy> static void call(void *destroy) { (*static_cast<Destroy *>(destroy))(); }

  /// Calls `destroy(argument)`, on a fresh stack if this is not one of ours or is nearly full. On a
  /// fresh one `level` is zero meanwhile: modules that have a copy each of it, since their symbols
  /// are hidden, would otherwise all be deep, and change the stack at each level in turn.
  static void run_deep(function destroy, void *argument, unsigned &level) noexcept;

  static constinit thread_local unsigned levels;
};

inline constinit thread_local unsigned nested_destruction::levels = 0;

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

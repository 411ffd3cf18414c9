/// \file
/// The promise of a coroutine that returns a value_task.
#ifndef VALUETASK_DETAIL_VALUE_PROMISE_H
#define VALUETASK_DETAIL_VALUE_PROMISE_H

#include <concepts>
#include <coroutine>
#include <exception>
#include <memory>
#include <utility>
#include <valuetask/detail/completion.h>
#include <valuetask/detail/location.h>
#include <valuetask/detail/promise_base.h>

namespace valuetask::inline VALUETASK_MODE::detail {

template <class T> class value_storage;

/// Room for a completion, which is made when somebody first refers to the frame. A base, so that
/// the promise is found from it.
template <class T> class completion_room {
protected:
  completion_room() noexcept {}
  ~completion_room() {} // NOLINT(modernize-use-equals-default): not trivial where a member is not

  union {
    completion<T> completion_;
  };
};

/// While the body runs for the first time, it runs inside the call whose return value is built
/// already ([dcl.fct.def.coroutine]/7, and the type of get_return_object() is the function's own,
/// so that nothing is moved). If it ends there, the result goes straight into the return value and
/// the frame goes with the call: nobody will ever ask this frame for anything. Only a suspension,
/// or an exception, makes the return value refer to the frame.
template <class T>
class value_promise : public completion_room<T>, public result_promise<value_promise<T>, T> {
  using completion_room<T>::completion_;

public:
  using handle = std::coroutine_handle<value_promise>;

  value_promise() noexcept {}
  /// Of a coroutine of these headers that is told where the program called them.
  template <std::same_as<location> Caller, class... Rest>
  explicit value_promise(const Caller &caller, const Rest &...) noexcept : called_from_(caller) {}
  value_promise(const value_promise &) = delete;
  value_promise &operator=(const value_promise &) = delete;
  ~value_promise() {
    if (is_referred_to())
      std::destroy_at(std::addressof(completion_));
  }

  VALUETASK_DETAIL_RETURN_OBJECT value_task<T>
  get_return_object(location created = location::current());

  final_awaiter final_suspend() noexcept {
    frame_.end_first_run();
    if (is_referred_to())
      return {false};
    mark_.completed_synchronously();
    return {true};
  }

  template <class... U> void give(U &&...value) {
    if (is_referred_to())
      completion_.slot().emplace(std::forward<U>(value)...);
    else
      returned_->emplace(std::forward<U>(value)...);
  }

  void unhandled_exception() noexcept {
    if (!is_referred_to()) {
      mark_.completed_synchronously();
      refer();
    }
    frame_.fail();
    completion_.slot().fail(std::current_exception());
  }

  void note_suspension() noexcept {
    frame_.end_first_run();
    if (!is_referred_to())
      refer();
  }

  /// The body has ended.
  static std::coroutine_handle<> complete(handle frame) noexcept {
    const auto next = frame.promise().completion_.complete();
    if (next.is_abandoned)
      frame.destroy();
    return next.waiter ? next.waiter : std::noop_coroutine();
  }

private:
  friend value_storage<T>;

  bool is_referred_to() const noexcept { return returned_ == nullptr; }
  void refer() noexcept;

  static value_promise &of(completion<T> *kept) noexcept {
    // A room has nothing else, and so its address.
    return static_cast<value_promise &>(*reinterpret_cast<completion_room<T> *>(kept));
  }

  value_storage<T> *returned_ = nullptr;
  [[no_unique_address]] profile_mark mark_;
  [[no_unique_address]] running_frame frame_;
  [[no_unique_address]] called_from called_from_;
};

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

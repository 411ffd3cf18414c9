/// \file
/// What a value_task is inside: a result, or what will give one.
#ifndef VALUETASK_DETAIL_VALUE_STORAGE_H
#define VALUETASK_DETAIL_VALUE_STORAGE_H

#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <valuetask/detail/coroutine_attributes.h>
#include <valuetask/detail/nested_destruction.h>
#include <valuetask/detail/value_promise.h>
#include <valuetask/task.h>

namespace valuetask::inline VALUETASK_MODE::detail {

struct from_value {};

/// Copies a result out of the task that shares it.
template <class T> using result_copier = T (*)(std::add_lvalue_reference_t<const T>);

/// Whether a copy needs such a function. take() is instantiated for every T, and would instantiate
/// the copy with it, also for a std::vector of what only moves, which claims to be copyable. So
/// whoever makes a value_task from a task, and knows that the result is copied, brings the copy
/// along.
template <class T>
inline constexpr bool needs_copier =
    std::is_object_v<T> && !std::is_trivially_copy_constructible_v<T>;

/// Raw room for a result, or for the way to copy it out of a task; none for void.
template <class T> struct value_room {
  value_room() noexcept {}
  // NOLINTNEXTLINE(modernize-use-equals-default): not trivial where a member is not
  ~value_room() {}

  union {
    stored<T> value;
    result_copier<T> copy;
  };
};
template <class T>
  requires std::is_trivially_copyable_v<stored<T>>
struct value_room<T> {
  value_room() noexcept {}

  union {
    stored<T> value;
    result_copier<T> copy;
  };
};
template <> struct value_room<void> {
  [[no_unique_address]] std::monostate value;
};

/// The version that a source had when it made this; nobody asks for it outside checked mode.
class source_token {
public:
#if VALUETASK_CHECKED
  void set(std::uint32_t version) noexcept { version_ = version; }
  bool is(std::uint32_t version) const noexcept { return version == version_; }

private:
  std::uint32_t version_ = 0;
#else
  static constexpr void set(std::uint32_t) noexcept {}
  static constexpr bool is(std::uint32_t) noexcept { return true; }
#endif
};

/// A tagged union, whose tag lies in the low bits of a pointer. Owns what it holds; a coroutine
/// that is not done is let go, not stopped.
template <class T> class value_storage {
  static_assert(check_alignment<stored<T>>());

public:
  value_storage() noexcept = default;
  template <class... U> explicit value_storage(from_value, U &&...value) {
    emplace(std::forward<U>(value)...);
  }
  explicit value_storage(value_promise<T> &running) noexcept { running.returned_ = this; }
  explicit value_storage(source_round<T> &round) noexcept
      : word_(word(static_cast<completion<T> *>(&round), kind::source)) {
    token_.set(round.version());
  }

  explicit value_storage(task<T> shared) noexcept
      : word_(word(std::exchange(shared.state_, nullptr), kind::task)) {
    if (word_ == word(nullptr, kind::task))
      precondition_failed("value_task made from an empty task",
                          "assign one that has a result first");
    if constexpr (needs_copier<T>)
      room_.copy = [](const T &result) { return result; };
  }

  /// Takes over a reference to one that has failed: there is no result to copy, so that it need not
  /// be one that can be copied.
  explicit value_storage(task_state<T> *failed) noexcept : word_(word(failed, kind::task)) {
    if constexpr (needs_copier<T>)
      room_.copy = nullptr; // which is copied along, though never called
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
  ~value_storage() {
    if (std::is_trivially_destructible_v<stored<T>> ? word_ > has_value : word_ != is_empty)
      reset();
  }

  /// Precondition: it is empty, or has a value, which is replaced; empty where making the new one
  /// throws.
  template <class... U> void emplace(U &&...value) {
    if constexpr (!std::is_trivially_destructible_v<stored<T>>)
      if (word_ != is_empty) [[unlikely]] // a local's destructor threw behind co_return
        reset();
    store_at<T>(std::addressof(room_.value), std::forward<U>(value)...);
    word_ = has_value;
  }

  /// From now on, this stands for a coroutine that has begun to run.
  void refer_to(value_promise<T> &running) noexcept {
    if (word_ != is_empty) [[unlikely]] // a local's destructor threw behind co_return
      reset();
    word_ = word(std::addressof(running.completion_), kind::frame);
  }

  bool is_ready() const noexcept {
    if (word_ == has_value) [[likely]]
      return true;
    if (is_completion())
      return waited_for()->is_done();
    return is_task_ready();
  }

  bool is_ready_successfully() const noexcept {
    return word_ == has_value || (is_ready() && slot().has_value());
  }

  /// Whether the result lies in somebody else's operation, which may begin its next round.
  bool is_from_source() const noexcept { return kind_of() == kind::source; }

  /// Whether it stands for a round of a source that is over.
  bool is_stale() const noexcept {
    return kind_of() == kind::source && !token_.is(round()->version());
  }

  /// False if it is ready after all. When it returns true, the waiter may already run elsewhere,
  /// and neither `node` nor this storage may be touched.
  bool try_wait(std::coroutine_handle<> coroutine, waiter &node) noexcept {
    if (is_completion()) [[likely]]
      return waited_for()->try_wait(coroutine);
    return try_wait_for_task(coroutine, node);
  }

  /// Moves the result out, or throws the exception; empty afterwards. Precondition: is_ready().
  T take() {
    if (word_ != has_value) [[unlikely]]
      return kind_of() == kind::frame ? take_from_frame() : take_from_elsewhere();
    if constexpr (std::is_trivially_destructible_v<stored<T>>) {
      word_ = is_empty;
      return take_stored<T>(room_.value);
    } else {
      const value_ender end{*this};
      return take_stored<T>(room_.value);
    }
  }

  /// The exception in place of the result, and empty afterwards; null, and as before, if there is
  /// none. Precondition: is_ready(), or empty.
  std::exception_ptr take_error() noexcept {
    if (word_ == has_value || word_ == is_empty) [[likely]]
      return nullptr;
    std::exception_ptr error = slot().error();
    if (error != nullptr)
      reset();
    return error;
  }

  /// As a task, without waiting; empty afterwards. May throw std::bad_alloc.
  VALUETASK_CORO_WRAPPER task<T> take_task() {
    if (kind_of() == kind::task)
      return task<T>(take_shared());
    return finish(std::move(*this));
  }

  /// Lets go of what it holds; empty afterwards.
  [[gnu::noinline]] void reset() noexcept {
    switch (kind_of()) {
    case kind::value:
      nested_destruction::run([this] { std::destroy_at(std::addressof(room_.value)); });
      break;
    case kind::frame:
      if (waited_for()->abandon())
        nested_destruction::run(
            [this] { value_promise<T>::handle::from_promise(*running()).destroy(); });
      break;
    case kind::source:
      if (!is_stale())
        round()->abandon();
      break;
    case kind::task:
      // Who waits is destroyed as well, or is never resumed, as with a frame.
      shared()->waiters().remove([this](const waiter &one) { return one.awaited == this; });
      shared()->release();
      break;
    default:
      break;
    }
    word_ = is_empty;
  }

private:
  enum class kind : unsigned char { empty, value, frame, source, task };

  static constexpr std::uintptr_t is_empty = 0;
  static constexpr std::uintptr_t has_value = 1;
  static constexpr std::uintptr_t kind_mask = 7;

  static std::uintptr_t word(void *pointer, kind what) noexcept {
    static_assert(alignof(value_promise<T>) > kind_mask && alignof(completion<T>) > kind_mask &&
                  alignof(task_state<T>) > kind_mask);
    return reinterpret_cast<std::uintptr_t>(pointer) | static_cast<std::uintptr_t>(what);
  }
  kind kind_of() const noexcept { return static_cast<kind>(word_ & kind_mask); }
  template <class P> P *pointer() const noexcept {
    // It was put there by word().
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return reinterpret_cast<P *>(word_ & ~kind_mask);
  }

  value_promise<T> *running() const noexcept { return &value_promise<T>::of(waited_for()); }
  task_state<T> *shared() const noexcept { return pointer<task_state<T>>(); }
  source_round<T> *round() const noexcept { return static_cast<source_round<T> *>(waited_for()); }
  /// Of a frame or a source.
  completion<T> *waited_for() const noexcept { return pointer<completion<T>>(); }

  /// Precondition: the result is, or will be, elsewhere.
  result_slot<T> &slot() const noexcept {
    return kind_of() == kind::task ? shared()->slot() : waited_for()->slot();
  }

  bool is_completion() const noexcept {
    return kind_of() == kind::frame || kind_of() == kind::source;
  }

  // Not inlined, so that what is waited for most often is: measured, it makes a suspended await a
  // fifth faster with GCC 12.
  [[gnu::noinline]] bool is_task_ready() const noexcept {
    return kind_of() == kind::task && shared()->waiters().is_closed();
  }
  [[gnu::noinline]] bool try_wait_for_task(std::coroutine_handle<> coroutine,
                                           waiter &node) noexcept {
    if (kind_of() != kind::task)
      return false;
    node.coroutine = coroutine;
    return shared()->waiters().try_add(node);
  }

  struct emptier {
    value_storage &storage;
    ~emptier() { storage.reset(); }
  };

  /// The same for one that has a value.
  struct value_ender {
    value_storage &storage;
    ~value_ender() {
      storage.word_ = is_empty;
      std::destroy_at(std::addressof(storage.room_.value));
    }
  };

  /// The same for one that has a task, which nobody waits for any more.
  struct task_ender {
    value_storage &storage;
    ~task_ender() { storage.take_shared()->release(); }
  };

  T take_from_frame() {
    struct ender {
      value_storage &storage;
      ~ender() {
        auto &ended = *storage.running();
        storage.word_ = is_empty;
        value_promise<T>::handle::from_promise(ended).destroy();
      }
    } const end{*this};
    return slot().take();
  }

  [[gnu::noinline]] T take_from_elsewhere() {
    switch (kind_of()) {
    case kind::source: {
      const emptier leave_empty{*this};
      return slot().take();
    }
    case kind::task: {
      const task_ender end{*this};
      if constexpr (needs_copier<T>) {
        const T &result = slot().get(); // throws where there is no copy to make, and no function
        return room_.copy(result);
      } else {
        return slot().get();
      }
    }
    default:
      precondition_failed("a value_task without a result was consumed",
                          "it is empty, was moved from, or was consumed before");
    }
  }

  task_state<T> *take_shared() noexcept {
    task_state<T> *const taken = shared();
    word_ = is_empty;
    return taken;
  }

  static task<T> finish(value_storage storage);

  void take_over(value_storage &other) {
    word_ = other.word_;
    if (word_ == has_value) {
      word_ = is_empty; // in case that the move throws
      const value_ender end{other};
      std::construct_at(std::addressof(room_.value), std::move(other.room_.value));
      word_ = has_value;
      return;
    }
    if constexpr (needs_copier<T>)
      if (kind_of() == kind::task)
        room_.copy = other.room_.copy;
    token_ = other.token_;
    other.word_ = is_empty;
  }

  std::uintptr_t word_ = is_empty;
  [[no_unique_address]] value_room<T> room_;
  [[no_unique_address]] source_token token_;
};

template <class T> void value_promise<T>::refer() noexcept {
  std::construct_at(std::addressof(completion_));
  std::exchange(returned_, nullptr)->refer_to(*this);
}

/// Awaits a storage that somebody else keeps alive.
template <class T> class storage_awaiter {
public:
  explicit storage_awaiter(value_storage<T> &storage) noexcept { node_.awaited = &storage; }

  bool await_ready() const noexcept { return storage().is_ready(); }
  template <class Promise>
  VALUETASK_DETAIL_SUSPENDS bool await_suspend(std::coroutine_handle<Promise> coroutine) noexcept {
    note_suspension(coroutine);
    return storage().try_wait(coroutine, node_);
  }
  T await_resume() const { return storage().take(); }

private:
  value_storage<T> &storage() const noexcept {
    return *static_cast<value_storage<T> *>(node_.awaited);
  }

  waiter node_;
};

/// Waits until a storage is ready, and leaves the result where it is.
template <class T> class completion_awaiter : public storage_awaiter<T> {
public:
  using storage_awaiter<T>::storage_awaiter;
  void await_resume() const noexcept {}
};

template <class T> task<T> value_storage<T>::finish(value_storage storage) {
  co_return co_await storage_awaiter<T>(storage);
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

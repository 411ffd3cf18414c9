#include <valuetask/detail/audit.h>

#if VALUETASK_CHECKED

#include "function_name.h"
#include "symbols.h"

#include <array>
#include <cstdint>
#include <exception>
#include <pthread.h>
#include <string_view>
#include <unwind.h>
#include <utility>
#include <valuetask/detail/live_frame.h>
#include <valuetask/detail/nested_destruction.h>

// Where the linker of this program lays its own variables; absent where it does not say so.
extern "C" __attribute__((weak)) char __data_start[]; // NOLINT(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) char _end[];         // NOLINT(bugprone-reserved-identifier)
// Where clang optimised some of the program.
extern "C" __attribute__((weak)) char valuetask_optimised_by_clang;
// Where AddressSanitizer is linked in.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) void *__asan_get_current_fake_stack();
extern "C" __attribute__((weak)) void *__asan_addr_is_in_fake_stack(void *, void *, void **,
                                                                    void **);
// NOLINTEND(bugprone-reserved-identifier)

namespace valuetask::inline VALUETASK_MODE::detail {
namespace {

const void *current_thread() noexcept {
  // An address, or at least as wide as one: glibc's and musl's are.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  return reinterpret_cast<const void *>(::pthread_self());
}

/// Whether it constructs an object of a class of the program's own. A name is looked at once a
/// thread, in the common case.
bool is_made_by_constructor(const std::source_location &made) noexcept {
  // A module may be closed and another one loaded in its place: its name lies elsewhere, or it has
  // another line.
  struct entry {
    const char *function;
    const char *file;
    unsigned line;
    unsigned column;
    bool is_constructor;
  };
  static thread_local constinit std::array<entry, 256> seen{};
  const char *const function = made.function_name();
  auto &known = seen[(reinterpret_cast<std::uintptr_t>(function) / 8 + made.line()) % seen.size()];
  if (known.function != function || known.file != made.file_name() || known.line != made.line() ||
      known.column != made.column())
    known = {function, made.file_name(), made.line(), made.column(),
             parse_function(function).is_constructor()};
  return known.is_constructor;
}

/// Whether the object of that size is a variable. Other objects lie among the variables, too: an
/// arena may be one, or a fiber's stack.
bool is_static_variable(const void *object, std::size_t size) noexcept {
  // A shared library is told where the program's variables lie, or nothing at all.
  const void *const begin = __data_start;
  const void *const end = _end;
  if (begin == nullptr || end == nullptr || object < begin || object >= end)
    return false;
  return is_variable(object, size);
}

/// AddressSanitizer may keep a function's locals elsewhere than on its stack, to see uses after it
/// has returned. Then, where its stack frame is.
const void *on_real_stack(const void *address) noexcept {
  if (&__asan_get_current_fake_stack == nullptr || &__asan_addr_is_in_fake_stack == nullptr)
    return address;
  void *const fake = __asan_get_current_fake_stack();
  const void *const real =
      fake == nullptr
          ? nullptr
          : __asan_addr_is_in_fake_stack(fake, const_cast<void *>(address), nullptr, nullptr);
  return real != nullptr ? real : address;
}

// -- the stack -----------------------------------------------------------------------------------

/// What lies beyond so many frames is not known: a walk takes 50 nanoseconds for each.
constexpr int most_frames = 256;

/// Calls `visit(base, return address)` for each frame of this thread, innermost first, until it
/// returns true. False if there are more.
template <class Visit> bool walk_stack(Visit visit) noexcept {
  struct walk {
    Visit &visit;
    int left = most_frames;
    bool is_over = false;
  } walked{visit};
  _Unwind_Backtrace(
      [](_Unwind_Context *context, void *argument) {
        // Where this function goes on, and its stack pointer there: to the function that it called,
        // these are the return address and the end of the frame.
        const auto ip = static_cast<std::uintptr_t>(_Unwind_GetIP(context));
        const auto base = static_cast<std::uintptr_t>(_Unwind_GetCFA(context));
        // NOLINTBEGIN(performance-no-int-to-ptr)
        auto &walked = *static_cast<walk *>(argument);
        walked.is_over =
            walked.visit(reinterpret_cast<const void *>(base), reinterpret_cast<const void *>(ip));
        // NOLINTEND(performance-no-int-to-ptr)
        return walked.is_over || --walked.left == 0 ? _URC_END_OF_STACK : _URC_NO_REASON;
      },
      &walked);
  // What lies behind the beginning of a stack of ours is somebody's who waits there.
  return walked.is_over || (walked.left != 0 && !nested_destruction::is_on_fresh_stack());
}

/// Where the program's own function goes on whose call, perhaps by way of the standard library's,
/// returns to `first`; null if that can't be told. By default, the innermost call.
const void *call_of_program(const void *first = nullptr) noexcept {
  if (first != nullptr && find_caller(first) != code::helper)
    return first;
  const void *found = nullptr;
  walk_stack([&](const void *, const void *return_address) {
    if (first != nullptr && return_address != first)
      return false;
    first = nullptr;
    if (return_address == nullptr)
      return true;
    if (const code whose = find_caller(return_address);
        whose == code::helper || whose == code::system)
      return false;
    found = return_address;
    return true;
  });
  return found;
}

/// Whether there are symbols of it: of a program that was stripped nothing says which frames a
/// frame may have in it.
bool is_known_code(const void *return_address) noexcept {
  return find_caller(return_address) != code::unknown;
}

/// Whether a coroutine is being run or destroyed on this thread, or may be.
bool may_run_in_coroutine() noexcept {
  bool may_be = false;
  const bool is_whole = walk_stack([&](const void *, const void *return_address) {
    if (return_address == nullptr)
      return true;
    const code whose = find_caller(return_address);
    may_be = whose == code::coroutine || whose == code::unknown;
    return may_be;
  });
  return may_be || !is_whole;
}

} // namespace

activation activation::around(const void *address) noexcept {
  return find(address, [](const void *) { return true; });
}

activation activation::that_stores(const void *address) noexcept {
  // What a constructor does with a member, and a container with its elements, it does for whoever
  // called it.
  return find(address, [](const void *code) {
    return code == nullptr || find_caller(code) != code::helper;
  });
}

activation activation::caller_of(const void *address) noexcept {
  bool is_maker = true;
  return find(address, [&](const void *code) {
    return !std::exchange(is_maker, false) &&
           (code == nullptr || find_caller(code) != code::helper);
  });
}

template <class Accepts>
activation activation::find(const void *address, Accepts accepts) noexcept {
  activation found;
  address = on_real_stack(address);
  const void *low = __builtin_frame_address(0);
  const void *code = nullptr;
  if (address < low)
    return found;
  walk_stack([&](const void *base, const void *return_address) {
    if (address >= base || !accepts(code)) {
      low = base;
      code = return_address;
      return false;
    }
    found.low_ = low;
    found.base_ = base;
    found.return_address_ = return_address;
    found.code_ = code;
    found.thread_ = current_thread();
    found.runs_coroutine_ = live_frame::is_first_run_between(low, base);
    return true;
  });
  return found;
}

bool activation::may_be_running() const noexcept {
  if (thread_ != current_thread())
    return true;
  bool is_running = false;
  const bool is_whole = walk_stack([&](const void *base, const void *return_address) {
    is_running = base == base_ && return_address == return_address_;
    return is_running || base > base_;
  });
  return is_running || !is_whole;
}

bool activation::is_of_plain_function() const noexcept {
  return !runs_coroutine_ && code_ != nullptr && find_caller(code_) == code::plain;
}

// -- the record ----------------------------------------------------------------------------------

const void *audit::this_thread() noexcept { return current_thread(); }

void audit::take_over(audit &other, location here) noexcept {
  if (other.current() == state::in_consumption && other.awaiter_ != nullptr) [[unlikely]] {
    other.report_abandoned({"value_task moved while a coroutine awaits it, which is never resumed",
                            "move it earlier, or keep a task made with std::move(x).as_task()"},
                           here.place);
    other.lose_awaiting();
  }
  // One that is consumed may lie, and be moved, wherever it likes.
  if (other.current() == state::fresh && other.stored_by_.is_known()) [[unlikely]]
    other.check_storer(consumption::moved, here);
  created_ = other.created_;
  consumed_ = other.consumed_;
  consumer_ = other.consumer_;
  how_ = other.how_;
  is_reported_ = false;
  may_be_dropped_ = other.may_be_dropped_;
  state_.store(other.current(), std::memory_order_relaxed);
  if (current() == state::fresh && !may_be_dropped_)
    settle(here.frame, &other);
  other.give_away(here);
}

void audit::give_away(location here) noexcept {
  if (current() != state::fresh)
    return;
  how_ = consumption::moved;
  consumed_ = here.place;
  moved_by_ = here.code == nullptr ? nullptr : call_of_program(here.code);
  state_.store(state::spent, std::memory_order_relaxed);
}

void audit::settle(const void *frame, const audit *other) noexcept {
  stored_by_ = activation();
  if (!is_made_by_constructor(made_) && !is_static_variable(this, size_)) [[likely]]
    return;
  // Whoever had it before stored it. From one field into the next, nothing changes.
  if (other != nullptr && other->stored_by_.is_known())
    stored_by_ = other->stored_by_;
  else if (other != nullptr)
    stored_by_ = activation::that_stores(other);
  else
    stored_by_ = activation::caller_of(frame); // the function made it for its caller
}

void audit::check_storer(consumption how, location here) noexcept {
  if (is_kept_beyond_call(how, here.place))
    report_kept({is_static_variable(this, size_)
                     ? "value_task kept in static storage: one call stored it, another consumed it"
                     : "value_task kept in a field: one call stored it, another consumed it",
                 "keep a task there, made with std::move(x).as_task()"},
                here.place);
}

bool audit::is_kept_beyond_call(consumption how, std::source_location here) const noexcept {
  if (is_reported_ || stored_by_.may_be_running())
    return false;
  // A move by a constructor moves the whole object that keeps it.
  const function_name consumer = parse_function(here.function_name());
  if (how == consumption::moved && consumer.is_constructor())
    return false;
  // A coroutine is one call on many stacks, and what lies in its frame is a local of it.
  if (!stored_by_.is_of_plain_function() || live_frame::around(this).what != live_frame::kind::none)
    return false;
  // An awaiter may keep what it awaits, and is run by a coroutine. It may do its work in others of
  // its functions, too, and when something calls back.
  const std::string_view keeper = parse_function(made_.function_name()).scope;
  return !consumer.is_awaiters() && !may_run_in_coroutine() &&
         !(is_made_by_constructor(made_) && may_be_awaiter(last_component(keeper)));
}

/// Whether it ends where its scope does. It may also end with an object on the heap that a
/// coroutine owns, and with a coroutine that is destroyed before it gets so far: then nobody could
/// consume it.
bool audit::ends_with_its_scope() const noexcept {
  const live_frame::place frame = live_frame::around(this);
  switch (frame.what) {
  case live_frame::kind::live: {
    // The compiler may have laid the frame of another coroutine behind its two pointers.
    const auto *const functions = static_cast<const char *const *>(frame.begin);
    return is_known_code(functions[1] + 1) &&
           !may_lie_in_coroutine_frame(this, static_cast<const void *>(functions + 2));
  }
  case live_frame::kind::failed:
    return false;
  case live_frame::kind::none:
    break;
  }
  // Where the compiler saw all of a coroutine, it may have laid its frame into the caller's, and
  // its end, too.
  const activation function = activation::around(this);
  if (function.is_known())
    return is_known_code(function.code()) && !may_lie_in_coroutine_frame(this, function.low());
  return !may_run_in_coroutine() && !may_lie_in_coroutine_frame(this);
}

/// Whether it lies on the heap, and clang optimised the program. Then it may belong to a coroutine
/// that is destroyed before it gets so far, and of which nothing is left by which to know it.
bool audit::may_be_of_elided_coroutine() const noexcept {
  return &valuetask_optimised_by_clang != nullptr &&
         live_frame::around(this).what == live_frame::kind::none &&
         !activation::around(this).is_known();
}

void audit::lose_awaiting() noexcept {
  awaiter_->awaited_ = nullptr;
  awaiter_->is_lost_ = true;
  awaiter_ = nullptr;
  end_to_consume();
}

violation audit::describe(violation_kind kind, text said,
                          std::source_location here) const noexcept {
  violation broken{};
  broken.kind = kind;
  broken.what = said.what;
  broken.help = said.help;
  broken.created_at = created_;
  broken.here = here;
  if (here.line() == 0)
    broken.here_in = describe_caller(call_of_program());
  return broken;
}

void audit::report_kept(text said, std::source_location here) noexcept {
  is_reported_ = true;
  violation broken = describe(violation_kind::stored_in_field, said, here);
  if (is_made_by_constructor(made_))
    broken.kept_by = made_;
  report(broken);
}

void audit::report_abandoned(text said, std::source_location here) noexcept {
  violation broken = describe(violation_kind::abandoned_await, said, here);
  broken.first_consumed_at = consumed_;
  broken.first = how_;
  report(broken);
}

void audit::report_unconsumed(text said, std::source_location here) noexcept {
  if (!is_reported_ && !may_be_dropped_)
    report(describe(violation_kind::destroyed_unconsumed, said, here));
}

void audit::report_overwritten(location here) noexcept {
  if (current() == state::fresh) {
    report_unconsumed({"value_task overwritten without having been consumed",
                       "co_await it first, or discard it with valuetask::detach"},
                      here.place);
  } else if (awaiter_ != nullptr) {
    report_abandoned({"value_task overwritten while a coroutine awaits it, which is never resumed",
                      "assign to another value_task"},
                     here.place);
    lose_awaiting();
  }
}

void audit::report_destroyed() noexcept {
  if (current() == state::fresh) {
    // One that an exception unwinds is no mistake: nobody could consume it. How many are in flight
    // does not help to tell whose it is: a coroutine goes on below another one.
    if (is_reported_ || may_be_dropped_ || std::uncaught_exceptions() > 0 ||
        may_be_of_elided_coroutine() || !ends_with_its_scope())
      return;
    report_unconsumed({"value_task destroyed without having been consumed",
                       "co_await it, or discard it with valuetask::detach"},
                      std::source_location());
  } else if (awaiter_ != nullptr) {
    if (ends_with_its_scope())
      report_abandoned({"value_task destroyed while a coroutine awaits it, which is never resumed",
                        "keep it until the await ends, or keep a task made with "
                        "std::move(x).as_task()"},
                       std::source_location());
    lose_awaiting();
  }
}

void audit::refuse(location here) {
  while (state_.load(std::memory_order_acquire) == state::claimed && self_ == this) {
    // The other thread is noting who it is.
  }
  const bool is_other_thread =
      state_.load(std::memory_order_acquire) == state::in_consumption && consumer_ != this_thread();
  text said;
  if (self_ != this)
    said = {"value_task copied without its constructor, so that two objects hold one result",
            "do not memcpy it; GCC 12 copies one in 'co_await (c ? a() : b())': write an 'if'"};
  else if (is_other_thread)
    said = {"value_task consumed by two threads at once",
            "consume it in one thread, or share a task made with std::move(x).as_task()"};
  else if (how_ == consumption::moved)
    said = {"value_task consumed after it was moved from",
            "consume the object it was moved into, or share a task made with "
            "std::move(x).as_task()"};
  else if (how_ == consumption::none)
    said = {"empty value_task consumed", "assign one that has a result first"};
  else
    said = {"value_task consumed twice",
            "co_await it once and keep the result, or await a task made "
            "with std::move(x).as_task()"};
  violation broken =
      describe(is_other_thread ? violation_kind::concurrent_await : violation_kind::double_await,
               said, here.place);
  if (how_ == consumption::none && self_ == this) // an empty one is created nowhere else
    broken.created_at = made_;
  broken.first_consumed_at = consumed_;
  broken.first = how_;
  if (how_ == consumption::moved && consumed_.line() == 0)
    broken.first_consumed_in = describe_caller(moved_by_);
  report(broken);
  throw violation_error(broken.kind, broken.what);
}

void audit::refuse_result(location here) const {
  refuse(violation_kind::unguarded_result,
         {"result() called on a value_task that is not complete",
          "co_await it, or check is_completed() first"},
         here);
}

void audit::refuse_stale(location here) const {
  refuse(
      violation_kind::stale_token,
      {"value_task consumed after its source was reset", "consume it before the next round begins"},
      here);
}

void audit::refuse(violation_kind kind, text said, location here) const {
  report(describe(kind, said, here.place));
  throw violation_error(kind, said.what);
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

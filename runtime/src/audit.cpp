#include <valuetask/detail/audit.h>

#if VALUETASK_CHECKED

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unwind.h>

// Where the linker of this program lays its own variables; absent where it does not say so.
extern "C" __attribute__((weak)) char __data_start[]; // NOLINT(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) char _end[];         // NOLINT(bugprone-reserved-identifier)

namespace valuetask::inline VALUETASK_MODE::detail {
namespace {

// -- the name of a function, as the compilers write it ------------------------------------------

/// The end of what a bracket opens at `begin`; npos if it is not closed.
std::size_t end_of_bracket(std::string_view name, std::size_t begin) noexcept {
  int depth = 0;
  for (std::size_t i = begin; i != name.size(); ++i) {
    if (name[i] == '(' || name[i] == '<' || name[i] == '{')
      ++depth;
    else if ((name[i] == ')' || name[i] == '>' || name[i] == '}') && --depth == 0)
      return i + 1;
  }
  return std::string_view::npos;
}

/// The last two components of the qualified name of a function, without template arguments.
struct last_components {
  std::string_view scope;
  std::string_view name;
  std::string_view first; ///< the outermost scope
};

last_components split(std::string_view function) noexcept {
  last_components parts;
  std::size_t begin = 0; // of the component at hand
  std::size_t end = 0;   // of its name, before template arguments
  const auto close = [&](std::size_t i) {
    parts.scope = parts.name;
    parts.name = function.substr(begin, (end != 0 ? end : i) - begin);
    if (parts.first.empty())
      parts.first = parts.name;
    end = 0;
  };
  for (std::size_t i = 0; i < function.size();) {
    const char c = function[i];
    if (c == ' ') { // ends a specifier or a return type
      begin = ++i;
      end = 0;
      parts = {};
    } else if (c == ':') {
      close(i);
      begin = i += 2;
    } else if (function.substr(begin, i + 2 - begin) == "operator()") {
      i += 2;
    } else if ((c == '<' || c == '(' || c == '{') && i != begin) {
      // Template arguments, the parameters, or the parameters of an enclosing function.
      if (end == 0)
        end = i;
      const std::size_t past = end_of_bracket(function, i);
      if (past == std::string_view::npos)
        return {};
      if (c == '(' && !function.substr(past).starts_with("::")) {
        close(i);
        return parts;
      }
      i = past;
    } else if (c == '<' || c == '(' || c == '{') { // a name in brackets: a lambda's
      const std::size_t past = end_of_bracket(function, i);
      if (past == std::string_view::npos)
        return {};
      i = past;
    } else {
      ++i;
    }
  }
  return {};
}

/// Whether it constructs an object of a class of the program's own, or a closure.
bool names_constructor(std::string_view function) noexcept {
  const last_components parts = split(function);
  if (parts.first == "std")
    return false;
  return parts.name.starts_with("(lambda") || parts.name.starts_with("<lambda") ||
         (!parts.name.empty() && parts.name == parts.scope);
}

/// Whether it belongs to an awaiter, which may keep what it awaits.
bool names_awaiters_function(std::string_view function) noexcept {
  const last_components parts = split(function);
  return parts.name == "await_ready" || parts.name == "await_suspend" ||
         parts.name == "await_resume" || function.find("operator co_await") != function.npos;
}

/// The same, remembered: a name is looked at once a thread, in the common case.
bool is_made_by_constructor(const std::source_location &made) noexcept {
  struct entry {
    const char *function;
    bool is_constructor;
  };
  static thread_local constinit std::array<entry, 256> seen{};
  const char *const function = made.function_name();
  auto &known = seen[(reinterpret_cast<std::uintptr_t>(function) >> 3) % seen.size()];
  if (known.function != function)
    known = {function, names_constructor(function)};
  return known.is_constructor;
}

bool lies_in_static_storage(const void *object) noexcept {
  // A shared library is told where the program's variables lie, or nothing at all.
  const void *const begin = __data_start;
  const void *const end = _end;
  return begin != nullptr && end != nullptr && object >= begin && object < end;
}

// -- the stack -----------------------------------------------------------------------------------

/// Calls `visit(base, return address)` for each frame of this thread, innermost first, until it
/// returns true.
template <class Visit> void walk_stack(Visit visit) noexcept {
  _Unwind_Backtrace(
      [](_Unwind_Context *context, void *argument) {
        // Where this function goes on, and its stack pointer there: to the function that it called,
        // these are the return address and the end of the frame.
        const auto ip = static_cast<std::uintptr_t>(_Unwind_GetIP(context));
        const auto base = static_cast<std::uintptr_t>(_Unwind_GetCFA(context));
        // NOLINTBEGIN(performance-no-int-to-ptr)
        return (*static_cast<Visit *>(argument))(reinterpret_cast<const void *>(base),
                                                 reinterpret_cast<const void *>(ip))
                   ? _URC_END_OF_STACK
                   : _URC_NO_REASON;
        // NOLINTEND(performance-no-int-to-ptr)
      },
      &visit);
}

} // namespace

activation activation::around(const void *address) noexcept {
  activation found;
  const void *const innermost = __builtin_frame_address(0);
  if (address < innermost)
    return found;
  walk_stack([&](const void *base, const void *return_address) {
    if (address >= base)
      return false;
    found.base_ = base;
    found.return_address_ = return_address;
    found.thread_ = this_thread();
    return true;
  });
  return found;
}

bool activation::may_be_running() const noexcept {
  if (thread_ != this_thread())
    return true;
  bool is_running = false;
  walk_stack([&](const void *base, const void *return_address) {
    is_running = base == base_ && return_address == return_address_;
    return is_running || base > base_;
  });
  return is_running;
}

// -- the record ----------------------------------------------------------------------------------

void audit::settle(const void *frame, const audit *other) noexcept {
  stored_by_ = activation();
  if (lies_in_static_storage(this)) [[unlikely]] {
    report_kept("value_task kept in static storage: keep a task there, made with "
                "std::move(x).as_task()",
                std::source_location());
    return;
  }
  if (!is_made_by_constructor(made_)) [[likely]]
    return;
  // Whoever had it before stored it. From one field into the next, nothing changes.
  if (other != nullptr && other->stored_by_.is_known())
    stored_by_ = other->stored_by_;
  else
    stored_by_ = activation::around(other != nullptr ? other : frame);
}

void audit::check_storer(location here, bool is_move) noexcept {
  // A move by a constructor moves the whole object that keeps it.
  const std::string_view function = here.place.function_name();
  if (stored_by_.may_be_running() || names_awaiters_function(function) ||
      (is_move && names_constructor(function)))
    return;
  report_kept("value_task kept in a field: one call stored it and another one consumed it; keep a "
              "task there, made with std::move(x).as_task()",
              here.place);
}

violation audit::describe(violation_kind kind, const char *what,
                          std::source_location here) const noexcept {
  violation broken{};
  broken.kind = kind;
  broken.what = what;
  broken.created_at = created_;
  broken.here = here;
  return broken;
}

void audit::report_kept(const char *what, std::source_location here) noexcept {
  if (is_reported_)
    return;
  is_reported_ = true;
  violation broken = describe(violation_kind::stored_in_field, what, here);
  if (is_made_by_constructor(made_))
    broken.kept_by = made_;
  report(broken);
}

void audit::refuse(location here) {
  while (state_.load(std::memory_order_acquire) == state::claimed) {
    // The other thread is noting who it is.
  }
  const bool is_other_thread =
      state_.load(std::memory_order_acquire) == state::in_consumption && consumer_ != this_thread();
  const char *what = nullptr;
  if (is_other_thread)
    what = "value_task consumed by two threads at once: give it to one of them, or make it "
           "a task with std::move(x).as_task() and copy that";
  else if (how_ == consumption::moved)
    what = "value_task consumed after it was moved from: consume the object it was moved "
           "into, or make it a task with std::move(x).as_task() and copy that";
  else if (how_ == consumption::none)
    what = "empty value_task consumed: assign one that has a result first";
  else
    what = "value_task consumed twice: co_await it once, or make it a task with "
           "std::move(x).as_task() and await that";
  violation broken =
      describe(is_other_thread ? violation_kind::concurrent_await : violation_kind::double_await,
               what, here.place);
  if (how_ == consumption::none) // an empty one is created nowhere else
    broken.created_at = made_;
  broken.first_consumed_at = consumed_;
  broken.first = how_;
  report(broken);
  throw violation_error(broken.kind, broken.what);
}

void audit::refuse_result(location here) const {
  refuse(violation_kind::unguarded_result,
         "result() of a value_task that has none yet: co_await it, or ask is_completed() first",
         here);
}

void audit::refuse_stale(location here) const {
  refuse(violation_kind::stale_token,
         "value_task consumed after its source was reset: consume it before the next round begins",
         here);
}

void audit::refuse(violation_kind kind, const char *what, location here) const {
  report(describe(kind, what, here.place));
  throw violation_error(kind, what);
}

void audit::report_unconsumed(bool overwritten) noexcept {
  if (is_reported_)
    return;
  const char *const what =
      overwritten ? "value_task overwritten without having been consumed: co_await it, "
                    "or give it to valuetask::detach"
                  : "value_task destroyed without having been consumed: co_await it, or "
                    "give it to valuetask::detach";
  report(describe(violation_kind::destroyed_unconsumed, what, std::source_location()));
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

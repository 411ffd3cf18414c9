/// \file
/// What happens when a program breaks the contract of `value_task`: reports, handler, counters.
#ifndef VALUETASK_VIOLATION_H
#define VALUETASK_VIOLATION_H

#include <cstddef>
#include <exception>
#include <source_location>
#include <valuetask/detail/config.h>

namespace valuetask::inline VALUETASK_MODE {

/// The mistakes that checked mode sees. More will follow: a `switch` over it needs a default.
enum class violation_kind : unsigned char {
  double_await,         ///< consumed a second time, after it was moved from, or while empty
  destroyed_unconsumed, ///< destroyed or overwritten before it was consumed
  concurrent_await,     ///< consumed while another thread was still consuming it
  unguarded_result,     ///< result() before there was one
  stored_in_field,      ///< kept in an object that outlives the call that stored it
  stale_token,          ///< consumed after its source was reset
  abandoned_await,      ///< moved, overwritten or destroyed while a coroutine awaits it
};

/// How many kinds there are now.
inline constexpr std::size_t violation_kind_count = 7;

/// What took the result away from an object, or the object from its variable: nothing, `co_await`,
/// result(), as_task(), sync_wait() and the like, or a move.
enum class consumption : unsigned char { none, awaited, result, as_task, combinator, moved };

/// One broken contract. Everything it points to has static storage duration: copy it freely.
///
/// An unknown place has line() == 0, because a destructor and an assignment do not receive the
/// place of their call. The report then has the function and the offset in its module, which
/// `addr2line` converts to a line: "'f(int)' (program+0x1234)".
struct violation {
  violation_kind kind;                    ///< which mistake
  const char *what;                       ///< the headline: what is wrong
  std::source_location created_at;        ///< the constructor's caller, or the coroutine
  std::source_location first_consumed_at; ///< the first consumption, or the move
  std::source_location here;              ///< the consumption that is reported
  consumption first;                      ///< how it was first consumed
  std::source_location kept_by{}; ///< the constructor of the object that keeps it in a field
  const char *first_consumed_in = nullptr; ///< if first_consumed_at is unknown; or null
  const char *here_in = nullptr;           ///< if `here` is unknown; or null
  const char *help = nullptr;              ///< what to do about it
};

/// Called for every violation, on the thread that broke the contract, also from destructors. If it
/// returns, a consumption without a result throws violation_error; everything else continues.
using violation_handler = void (*)(const violation &) noexcept;

/// Replaces the handler and returns the previous one. A null pointer restores the default, which
/// prints one message to stderr and aborts. Thread-safe; O(1). The release modes never call it.
/// Modelled on std::set_terminate, [set.terminate].
violation_handler set_violation_handler(violation_handler handler) noexcept;

/// The current handler; never null. Thread-safe; O(1).
violation_handler get_violation_handler() noexcept;

/// The default handler: prints and aborts. Allocates nothing.
void print_and_abort(const violation &broken) noexcept;

/// Writes the report of `broken` into a buffer, cut off at `size`, always with a final zero.
/// Returns its length. Allocates nothing; thread-safe.
std::size_t format_violation(const violation &broken, char *buffer, std::size_t size) noexcept;

/// How often this kind was reported since the start or the last reset. Thread-safe; O(1).
std::size_t violation_count(violation_kind kind) noexcept;

/// Sets all counters to zero. Thread-safe; a report running at the same time may count before or
/// after.
void reset_violation_counts() noexcept;

/// Thrown by a consumption in place of a result, when the handler returned.
// Seen by all modules, whatever they hide: libc++abi knows a type by the address of its name.
class [[gnu::visibility("default")]] violation_error : public std::exception {
public:
  /// `what` must have static storage duration.
  violation_error(violation_kind kind, const char *what) noexcept : what_(what), kind_(kind) {}

  /// The violation's headline.
  const char *what() const noexcept override { return what_; }

  /// The violation's kind.
  violation_kind kind() const noexcept { return kind_; }

private:
  const char *what_;
  violation_kind kind_;
};

namespace detail {

/// Counts the violation and hands it to the handler.
void report(const violation &broken) noexcept;

/// Prints "valuetask: <what>", and "help: <help>" where there is one, and aborts: for preconditions
/// whose breach would corrupt memory.
[[noreturn]] void precondition_failed(const char *what, const char *help = nullptr) noexcept;

} // namespace detail
} // namespace valuetask::inline VALUETASK_MODE

#endif

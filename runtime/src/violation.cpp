#include <valuetask/violation.h>

#include "function_name.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <valuetask/testing.h>

namespace valuetask::inline VALUETASK_MODE {
namespace {

std::atomic<violation_handler> current_violation_handler{&print_and_abort};
std::array<std::atomic<std::size_t>, violation_kind_count> counters{};
std::atomic<expect_violations *> innermost_scope{nullptr};

/// Appends to a fixed buffer and stops, without complaint, when it is full.
class bounded_writer {
public:
  bounded_writer(char *buffer, std::size_t size) noexcept : buffer_(buffer), size_(size) {
    if (size_ != 0)
      buffer_[0] = '\0';
  }

  template <class... Args> void print(const char *format, Args... args) noexcept {
    if (used_ + 1 >= size_)
      return;
    const std::size_t room = size_ - used_;
    const int wanted = std::snprintf(buffer_ + used_, room, format, args...);
    if (wanted > 0)
      used_ +=
          static_cast<std::size_t>(wanted) < room ? static_cast<std::size_t>(wanted) : room - 1;
  }

  /// `in` names the function where no place is known; null if that is not known either.
  void place(const char *label, const std::source_location &where,
             const char *in = nullptr) noexcept {
    if (where.line() == 0 && in != nullptr) {
      print("  %s in %s\n", label, in);
      return;
    }
    if (where.line() == 0) {
      print("  %s at a place that is not known\n", label);
      return;
    }
    print("  %s at %s:%u in '", label, where.file_name(), static_cast<unsigned>(where.line()));
    detail::write_readable(where.function_name(), [this](std::string_view part) {
      print("%.*s", static_cast<int>(part.size()), part.data());
    });
    print("%s", "'\n");
  }

  void help(const char *text) noexcept {
    if (text != nullptr)
      print("  help: %s\n", text);
  }

  std::size_t used() const noexcept { return used_; }

private:
  char *buffer_;
  std::size_t size_;
  std::size_t used_ = 0;
};

void write_to_stderr(const char *text, std::size_t length) noexcept {
  // One call, so that reports of several threads do not mix: stderr has no buffer of its own.
  std::fwrite(text, 1, length, stderr);
}

} // namespace

violation_handler set_violation_handler(violation_handler handler) noexcept {
  return current_violation_handler.exchange(handler != nullptr ? handler : &print_and_abort);
}

violation_handler get_violation_handler() noexcept { return current_violation_handler.load(); }

std::size_t violation_count(violation_kind kind) noexcept {
  return counters[static_cast<std::size_t>(kind)].load(std::memory_order_relaxed);
}

void reset_violation_counts() noexcept {
  for (auto &counter : counters)
    counter.store(0, std::memory_order_relaxed);
}

std::size_t format_violation(const violation &broken, char *buffer, std::size_t size) noexcept {
  bounded_writer out(buffer, size);
  out.print("valuetask: %s\n", broken.what);
  out.place("created", broken.created_at);
  if (broken.kept_by.line() != 0)
    out.place("kept by an object made", broken.kept_by);
  switch (broken.kind) {
  case violation_kind::destroyed_unconsumed:
    out.place("destroyed or overwritten", broken.here, broken.here_in);
    break;
  case violation_kind::abandoned_await:
    out.place("awaited", broken.first_consumed_at);
    out.place("moved, overwritten or destroyed", broken.here, broken.here_in);
    break;
  case violation_kind::double_await:
  case violation_kind::concurrent_await:
    if (broken.first == consumption::moved)
      out.place("moved from", broken.first_consumed_at, broken.first_consumed_in);
    else if (broken.first != consumption::none)
      out.place("first consumed", broken.first_consumed_at);
    if (broken.first == consumption::none || broken.first == consumption::moved)
      out.place("consumed", broken.here, broken.here_in);
    else
      out.place("consumed again", broken.here, broken.here_in);
    break;
  default:
    if (broken.here.line() != 0)
      out.place("consumed", broken.here, broken.here_in);
  }
  out.help(broken.help);
  return out.used();
}

void print_and_abort(const violation &broken) noexcept {
  char text[4096];
  write_to_stderr(text, format_violation(broken, text, sizeof text));
  std::abort();
}

namespace detail {

void report(const violation &broken) noexcept {
  counters[static_cast<std::size_t>(broken.kind)].fetch_add(1, std::memory_order_relaxed);
  get_violation_handler()(broken);
}

void precondition_failed(const char *what, const char *help) noexcept {
  char text[512];
  bounded_writer out(text, sizeof text);
  out.print("valuetask: %s\n", what);
  out.help(help);
  write_to_stderr(text, out.used());
  std::abort();
}

} // namespace detail

expect_violations::expect_violations() noexcept
    : outer_(innermost_scope.exchange(this)), replaced_(set_violation_handler(&collect)) {}

expect_violations::~expect_violations() {
  set_violation_handler(replaced_);
  innermost_scope.store(outer_);
}

std::size_t expect_violations::count() const noexcept {
  std::size_t sum = 0;
  for (const auto &one : counts_)
    sum += one.load(std::memory_order_acquire);
  return sum;
}

std::size_t expect_violations::count(violation_kind kind) const noexcept {
  return counts_[static_cast<std::size_t>(kind)].load(std::memory_order_acquire);
}

void expect_violations::collect(const violation &broken) noexcept {
  expect_violations *const scope = innermost_scope.load();
  const std::size_t i = scope->next_.fetch_add(1, std::memory_order_relaxed);
  if (i < capacity)
    scope->seen_[i] = broken;
  // After the entry, so that whoever has seen the count sees the entry.
  scope->counts_[static_cast<std::size_t>(broken.kind)].fetch_add(1, std::memory_order_release);
}

} // namespace valuetask::inline VALUETASK_MODE

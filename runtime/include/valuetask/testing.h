/// \file
/// Scopes for tests: one that expects violations, one that expects none.
#ifndef VALUETASK_TESTING_H
#define VALUETASK_TESTING_H

#include <array>
#include <atomic>
#include <cstddef>
#include <valuetask/violation.h>

namespace valuetask::inline VALUETASK_MODE {

/// As long as it lives, violations on all threads are collected and not passed to the handler.
///
/// Scopes nest; the innermost collects. They are created and destroyed in the order of a stack,
/// while no other thread reports. Collecting allocates nothing. Read the collected ones when the
/// threads that report are done.
class expect_violations {
public:
  /// How many violations are kept; more are counted only.
  static constexpr std::size_t capacity = 32;

  expect_violations() noexcept;
  ~expect_violations();
  expect_violations(const expect_violations &) = delete;
  expect_violations &operator=(const expect_violations &) = delete;

  /// How many there were. Thread-safe; O(1).
  std::size_t count() const noexcept;

  /// How many there were of one kind. Thread-safe; O(1).
  std::size_t count(violation_kind kind) const noexcept;

  /// The i-th violation. Precondition: i < count() and i < capacity.
  const violation &operator[](std::size_t i) const noexcept { return seen_[i]; }

private:
  static void collect(const violation &broken) noexcept;

  std::array<violation, capacity> seen_{};
  std::array<std::atomic<std::size_t>, violation_kind_count> counts_{};
  std::atomic<std::size_t> next_{0};
  expect_violations *outer_;
  violation_handler replaced_;
};

/// As long as it lives, every violation is printed and ends the program, whatever handler was set:
/// the default behaviour, named, for a test that says "this code is correct".
class expect_no_violation {
public:
  expect_no_violation() noexcept : replaced_(set_violation_handler(&print_and_abort)) {}
  ~expect_no_violation() { set_violation_handler(replaced_); }
  expect_no_violation(const expect_no_violation &) = delete;
  expect_no_violation &operator=(const expect_no_violation &) = delete;

private:
  violation_handler replaced_;
};

} // namespace valuetask::inline VALUETASK_MODE

#endif

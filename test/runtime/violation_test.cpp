#include "support.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <coroutine>
#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>

using namespace test;
using valuetask::consumption;
using valuetask::expect_no_violation;
using valuetask::expect_violations;
using valuetask::task;
using valuetask::value_task;
using valuetask::violation;
using valuetask::violation_error;
using valuetask::violation_kind;

// Where the leak sanitizer is linked in.
extern "C" __attribute__((weak)) void __lsan_disable(); // NOLINT(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) void __lsan_enable();  // NOLINT(bugprone-reserved-identifier)

namespace {

/// The line it is called from.
unsigned line(std::source_location here = std::source_location::current()) { return here.line(); }

bool is_here(const std::source_location &where, unsigned expected) {
  return where.line() == expected &&
         std::string_view(where.file_name()).ends_with("violation_test.cpp");
}

std::string message(const violation &broken) {
  char text[4096];
  const std::size_t length = valuetask::format_violation(broken, text, sizeof text);
  EXPECT_EQ(std::strlen(text), length);
  return text;
}

bool contains(const std::string &text, const std::string &part) {
  return text.find(part) != std::string::npos;
}

TEST(Violation, LvalueAwaitedTwice) {
  expect_violations seen;
  unsigned created = 0, first = 0, second = 0;
  auto x = [&]() -> value_task<bool> {
    created = line() + 1;
    value_task<int> x = 1;
    first = line() + 1;
    co_await x;
    try {
      second = line() + 1;
      co_await x;
    } catch (const violation_error &error) {
      EXPECT_EQ(error.kind(), violation_kind::double_await);
      co_return true;
    }
    co_return false;
  }();
  EXPECT_TRUE(x.result()) << "the second await throws";
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen.count(violation_kind::double_await), 1u);
  EXPECT_TRUE(is_here(seen[0].created_at, created));
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, first));
  EXPECT_TRUE(is_here(seen[0].here, second));
  EXPECT_EQ(seen[0].first, consumption::awaited);

  // Functions are named as they are written, whatever the compiler makes of a coroutine.
  const auto place = [](const char *label, const std::source_location &where) {
    return std::string("  ") + label + " at " + where.file_name() + ":" +
           std::to_string(where.line()) + " in '";
  };
  const std::string text = message(seen[0]);
  EXPECT_EQ(
      text.find("valuetask: value_task consumed twice\n" + place("created", seen[0].created_at)),
      0u)
      << text;
  EXPECT_TRUE(
      text.ends_with("'\n  help: co_await it once and keep the result, or await a task made "
                     "with std::move(x).as_task()\n"))
      << text;
  EXPECT_TRUE(contains(text, "\n" + place("first consumed", seen[0].first_consumed_at))) << text;
  EXPECT_TRUE(contains(text, "\n" + place("consumed again", seen[0].here))) << text;
  for (const char *const hidden : {"Frame*", "checked_mode", "abi:", "_Z", "{anonymous}"})
    EXPECT_FALSE(contains(text, hidden)) << text;
}

TEST(Violation, EveryPairOfConsumptions) {
  const auto consume = [](value_task<int> &x, int how) {
    switch (how) {
    case 0:
      static_cast<void>(x.result());
      break;
    case 1:
      static_cast<void>(x.as_task());
      break;
    case 2:
      static_cast<void>(valuetask::sync_wait(x));
      break;
    case 3:
      valuetask::detach(std::move(x));
      break;
    case 4:
      static_cast<void>(valuetask::when_all(x).result());
      break;
    case 5: {
      auto awaits = [](value_task<int> &x) -> value_task<int> { co_return co_await x; };
      awaits(x).result();
      break;
    }
    default: {
      auto awaits = [](value_task<int> &x) -> task<int> { co_return co_await std::move(x); };
      static_cast<void>(awaits(x).result());
    }
    }
  };
  for (int kind = 0; kind < 4; ++kind)
    for (int first = 0; first < 7; ++first)
      for (int second = 0; second < 7; ++second) {
        expect_violations seen;
        value_task<int> x = kind == 0   ? by_value(1)
                            : kind == 1 ? by_coroutine(1)
                            : kind == 2 ? value_task<int>(task<int>::from_result(1))
                                        : fails(1);
        try {
          consume(x, first);
        } catch (const failure &) {
        }
        EXPECT_EQ(seen.count(), 0u);
        EXPECT_THROW(consume(x, second), violation_error);
        EXPECT_EQ(seen.count(), 1u) << kind << first << second;
        EXPECT_EQ(seen.count(violation_kind::double_await), 1u);
      }
}

TEST(Violation, PlacesOfResultAndAsTask) {
  expect_violations seen;
  value_task<int> x = by_coroutine(1);
  const unsigned first = line() + 1;
  static_cast<void>(x.result());
  const unsigned second = line() + 1;
  EXPECT_THROW(static_cast<void>(x.as_task()), violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_TRUE(contains(seen[0].created_at.function_name(), "by_coroutine"));
  EXPECT_TRUE(contains(seen[0].created_at.file_name(), "support.h"));
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, first));
  EXPECT_TRUE(is_here(seen[0].here, second));
  EXPECT_EQ(seen[0].first, consumption::result);
}

TEST(Violation, PlacesOfSyncWaitAndDetach) {
  expect_violations seen;
  value_task<> x = value_task<>::completed();
  const unsigned first = line() + 1;
  valuetask::sync_wait(x);
  const unsigned second = line() + 1;
  EXPECT_THROW(valuetask::detach(std::move(x)), violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, first));
  EXPECT_TRUE(is_here(seen[0].here, second));
}

TEST(Violation, PlacesOfFromException) {
  expect_violations seen;
  const auto error = std::make_exception_ptr(failure(1));
  const unsigned created = line() + 1;
  static_cast<void>(value_task<int>::from_exception(error));
  auto x = value_task<>::from_exception(error);
  EXPECT_THROW(x.result(), failure);
  EXPECT_THROW(x.result(), violation_error);
  ASSERT_EQ(seen.count(), 2u);
  EXPECT_EQ(seen[0].kind, violation_kind::destroyed_unconsumed);
  EXPECT_TRUE(is_here(seen[0].created_at, created));
  EXPECT_EQ(seen[1].kind, violation_kind::double_await);
}

/// That `combine(x)` is a consumption in the line of the call, and that what it returns was created
/// there. Both behind calls that are all right.
template <class Combine> void expect_places(unsigned called, Combine combine) {
  expect_violations seen;
  value_task<int> x = 1;
  {
    auto dropped = combine(x);
  }
  EXPECT_THROW(static_cast<void>(combine(x)), violation_error);
  ASSERT_EQ(seen.count(), 2u);
  EXPECT_EQ(seen[0].kind, violation_kind::destroyed_unconsumed);
  EXPECT_TRUE(is_here(seen[0].created_at, called)) << message(seen[0]);
  EXPECT_EQ(seen[1].kind, violation_kind::double_await);
  EXPECT_EQ(seen[1].first, consumption::combinator);
  EXPECT_TRUE(is_here(seen[1].first_consumed_at, called)) << message(seen[1]);
  EXPECT_TRUE(is_here(seen[1].here, called)) << message(seen[1]);
}

value_task<int> ready() { return 0; }

// Each in one line, so that the line that is passed is the one of the call.
TEST(Violation, PlacesOfWhenAll) {
  using valuetask::when_all;
  const auto r = ready;
  // clang-format off
  expect_places(line(), [](auto &x) { return when_all(x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), r(), r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), r(), r(), r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_all(r(), r(), r(), r(), r(), r(), r(), x); });
  expect_places(line(), [](auto &x) { return when_all(std::span(&x, 1)); });
  // clang-format on
}

TEST(Violation, PlacesOfWhenAny) {
  using valuetask::when_any;
  const auto r = ready;
  // clang-format off
  expect_places(line(), [](auto &x) { return when_any(x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), r(), r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), r(), r(), r(), r(), r(), x); });
  expect_places(line(), [&](auto &x) { return when_any(r(), r(), r(), r(), r(), r(), r(), x); });
  expect_places(line(), [](auto &x) { return when_any(std::span(&x, 1)); });
  // clang-format on
}

TEST(Violation, PlaceOfACombinatorThatWaits) {
  expect_violations seen;
  gate closed;
  const unsigned all = line() + 1;
  static_cast<void>(valuetask::when_all(late(closed), ready()));
  const unsigned any = line() + 1;
  static_cast<void>(valuetask::when_any(late(closed), late(closed)));
  closed.open();
  ASSERT_EQ(seen.count(), 2u);
  EXPECT_TRUE(is_here(seen[0].created_at, all)) << message(seen[0]);
  EXPECT_TRUE(is_here(seen[1].created_at, any)) << message(seen[1]);
}

/// "'TEST::TestBody()' (program+0x1234)".
void expect_in_this_test(const char *in, const std::string &test) {
  ASSERT_NE(in, nullptr);
  EXPECT_TRUE(contains(in, test + "_Test::TestBody()' (" + program_invocation_short_name + "+0x"))
      << in;
}

TEST(Violation, PlacesOfNineAreNotKnown) {
  expect_violations seen;
  value_task<int> x = 1;
  const auto r = ready;
  static_cast<void>(valuetask::when_all(x, r(), r(), r(), r(), r(), r(), r(), r()));
  EXPECT_THROW(static_cast<void>(valuetask::when_any(r(), r(), r(), r(), r(), r(), r(), r(), x)),
               violation_error);
  // Those that were taken before the exception are no mistake.
  ASSERT_EQ(seen.count(), 2u);
  EXPECT_EQ(seen[0].created_at.line(), 0u) << "and not a line of the header";
  EXPECT_TRUE(contains(message(seen[0]), "\n  created at a place that is not known\n"));
  EXPECT_EQ(seen[1].first_consumed_at.line(), 0u);
  EXPECT_EQ(seen[1].here.line(), 0u);
  expect_in_this_test(seen[1].here_in, "PlacesOfNineAreNotKnown");
  EXPECT_NE(seen[1].created_at.line(), 0u);
}

unsigned created_in_function = 0;
[[gnu::noinline]] value_task<std::tuple<int, int>> &kept_in_function() {
  created_in_function = line() + 1;
  static value_task<std::tuple<int, int>> kept = valuetask::when_all(ready(), ready());
  return kept;
}

[[gnu::noinline]] void keep_in_function() {
  static_cast<void>(kept_in_function().is_completed());
  asm volatile("" ::: "memory");
}

TEST(Violation, CombinatorInStaticStorage) {
  if (sanitized)
    GTEST_SKIP() << "AddressSanitizer makes variables larger than they are";
  expect_violations seen;
  keep_in_function();
  static_cast<void>(kept_in_function().result());
  const unsigned created = created_in_function;
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::stored_in_field);
  EXPECT_TRUE(is_here(seen[0].created_at, created)) << message(seen[0]);
}

TEST(Violation, ConsumedAfterMove) {
  expect_violations seen;
  const unsigned created = line() + 1;
  value_task<int> x = 1;
  const unsigned moved = line() + 1;
  value_task<int> y = std::move(x);
  const unsigned consumed = line() + 1;
  EXPECT_THROW(static_cast<void>(x.result()), violation_error);
  EXPECT_EQ(y.result(), 1);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::double_await);
  EXPECT_EQ(seen[0].first, consumption::moved);
  EXPECT_TRUE(is_here(seen[0].created_at, created));
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, moved));
  EXPECT_TRUE(is_here(seen[0].here, consumed));
  EXPECT_TRUE(contains(message(seen[0]), "value_task consumed after it was moved from\n"));
  EXPECT_TRUE(contains(message(seen[0]), "\n  moved from at "));
}

TEST(Violation, ConsumedAfterMoveAssignment) {
  expect_violations seen;
  value_task<int> x = 1, y;
  y = std::move(x);
  EXPECT_THROW(static_cast<void>(x.result()), violation_error);
  EXPECT_EQ(y.result(), 1);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].first_consumed_at.line(), 0u) << "an assignment does not know its place";
  expect_in_this_test(seen[0].first_consumed_in, "ConsumedAfterMoveAssignment");
  EXPECT_TRUE(contains(message(seen[0]),
                       std::string("\n  moved from in ") + seen[0].first_consumed_in + "\n"));
}

TEST(Violation, ConsumedAfterTheLibraryAssignedIt) {
  expect_violations seen;
  std::array<value_task<int>, 1> x{value_task<int>(1)};
  std::array<value_task<int>, 1> y;
  std::move(x.begin(), x.end(), y.begin());
  EXPECT_THROW(static_cast<void>(x[0].result()), violation_error);
  EXPECT_EQ(y[0].result(), 1);
  ASSERT_EQ(seen.count(), 1u);
  expect_in_this_test(seen[0].first_consumed_in, "ConsumedAfterTheLibraryAssignedIt");
}

/// A coroutine that ends with its owner, wherever it waits.
class owned_coroutine {
public:
  struct promise_type {
    owned_coroutine get_return_object() { return owned_coroutine(handle::from_promise(*this)); }
    static std::suspend_never initial_suspend() noexcept { return {}; }
    static std::suspend_always final_suspend() noexcept { return {}; }
    static void return_void() noexcept {}
    static void unhandled_exception() noexcept { std::terminate(); }
  };
  owned_coroutine(const owned_coroutine &) = delete;
  owned_coroutine &operator=(const owned_coroutine &) = delete;
  ~owned_coroutine() { frame_.destroy(); }

private:
  using handle = std::coroutine_handle<promise_type>;
  explicit owned_coroutine(handle frame) noexcept : frame_(frame) {}
  handle frame_;
};

/// What is allocated meanwhile is no leak.
struct leak_sanitizer_disabled {
  leak_sanitizer_disabled() noexcept {
    if (&__lsan_disable != nullptr)
      __lsan_disable();
  }
  leak_sanitizer_disabled(const leak_sanitizer_disabled &) = delete;
  leak_sanitizer_disabled &operator=(const leak_sanitizer_disabled &) = delete;
  ~leak_sanitizer_disabled() {
    if (&__lsan_enable != nullptr)
      __lsan_enable();
  }
};

unsigned awaited_at = 0;
owned_coroutine await_it(value_task<int> &x, violation_kind *thrown = nullptr) {
  try {
    awaited_at = line() + 1;
    co_await x;
  } catch (const violation_error &error) {
    *thrown = error.kind();
  }
}

/// One report of a value_task that somebody awaits, with the first two places.
void expect_abandoned(const expect_violations &seen, unsigned created, const char *how) {
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::abandoned_await);
  EXPECT_EQ(seen[0].first, consumption::awaited);
  EXPECT_TRUE(is_here(seen[0].created_at, created)) << message(seen[0]);
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, awaited_at)) << message(seen[0]);
  EXPECT_TRUE(
      contains(message(seen[0]), std::string("valuetask: value_task ") + how +
                                     " while a coroutine awaits it, which is never resumed\n"))
      << message(seen[0]);
}

TEST(Violation, MovedWhileSomebodyAwaits) {
  expect_violations seen;
  valuetask::source<int> late;
  violation_kind thrown{};
  const unsigned created = line() + 1;
  value_task<int> x = late.get();
  const owned_coroutine waiting = await_it(x, &thrown);
  const unsigned moved = line() + 1;
  value_task<int> y = std::move(x);
  expect_abandoned(seen, created, "moved");
  EXPECT_TRUE(is_here(seen[0].here, moved)) << message(seen[0]);
  EXPECT_TRUE(contains(message(seen[0]), "\n  moved, overwritten or destroyed at "));
  late.set_result(1);
  EXPECT_EQ(thrown, violation_kind::abandoned_await) << "the handler returned, and it is resumed";
  static_cast<void>(y.is_completed());
}

TEST(Violation, MovedByAnAssignmentWhileSomebodyAwaits) {
  expect_violations seen;
  valuetask::source<int> late;
  violation_kind thrown{};
  const unsigned created = line() + 1;
  value_task<int> x = late.get();
  value_task<int> y;
  const owned_coroutine waiting = await_it(x, &thrown);
  y = std::move(x);
  expect_abandoned(seen, created, "moved");
  expect_in_this_test(seen[0].here_in, "MovedByAnAssignmentWhileSomebodyAwaits");
}

TEST(Violation, OverwrittenWhileSomebodyAwaits) {
  expect_violations seen;
  valuetask::source<int> late;
  const unsigned created = line() + 1;
  value_task<int> x = late.get();
  const owned_coroutine waiting = await_it(x);
  x = value_task<int>(1);
  expect_abandoned(seen, created, "overwritten");
  expect_in_this_test(seen[0].here_in, "OverwrittenWhileSomebodyAwaits");
  EXPECT_EQ(x.result(), 1);
}

TEST(Violation, DestroyedWhileSomebodyAwaits) {
  expect_violations seen;
  valuetask::source<int> late;
  std::optional<value_task<int>> x;
  const unsigned created = line() + 1;
  x.emplace(late.get());
  const owned_coroutine waiting = await_it(*x);
  x.reset();
  expect_abandoned(seen, created, "destroyed");
  expect_in_this_test(seen[0].here_in, "DestroyedWhileSomebodyAwaits");
  EXPECT_TRUE(contains(message(seen[0]), std::string("\n  moved, overwritten or destroyed in ") +
                                             seen[0].here_in + "\n"));
}

TEST(Violation, ErasedFromAVectorWhileSomebodyAwaits) {
  // Who awaits is lost, as the report says.
  const leak_sanitizer_disabled forgotten;
  expect_violations seen;
  valuetask::source<int> late;
  std::vector<value_task<int>> all;
  const unsigned created = line() + 1;
  all.push_back(late.get());
  const task<> waiting = [](value_task<int> &x) -> task<> {
    awaited_at = line() + 1;
    co_await x;
  }(all.front());
  all.clear();
  expect_abandoned(seen, created, "destroyed");
  expect_in_this_test(seen[0].here_in, "ErasedFromAVectorWhileSomebodyAwaits");
  EXPECT_FALSE(waiting.is_completed());
}

TEST(Violation, DestroyedWithWhoAwaits) {
  const expect_no_violation correct;
  valuetask::source<int> late;
  value_task<int> x = late.get();
  {
    const owned_coroutine waiting = await_it(x);
  }
}

TEST(Violation, ConsumedWhileEmpty) {
  expect_violations seen;
  value_task<int> x;
  EXPECT_THROW(static_cast<void>(x.result()), violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].first, consumption::none);
  EXPECT_TRUE(contains(message(seen[0]), "empty value_task consumed"));
  EXPECT_FALSE(contains(message(seen[0]), "first consumed"));
}

// As GCC 12 does with the operands of '?:', so that it is there twice. The one that was made is
// right.
TEST(Violation, CopiedWithoutItsConstructor) {
  expect_violations seen;
  value_task<int> made = 7;
  alignas(value_task<int>) std::array<std::byte, sizeof(made)> room{};
  std::memcpy(room.data(), static_cast<const void *>(&made), sizeof(made));
  auto &copy = *std::launder(reinterpret_cast<value_task<int> *>(room.data()));
  EXPECT_THROW(static_cast<void>(copy.result()), violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::double_await);
  EXPECT_TRUE(contains(message(seen[0]), "value_task copied without its constructor"));
  EXPECT_EQ(made.result(), 7);
  EXPECT_EQ(seen.count(), 1u);
}

TEST(Violation, MovingKeepsTheRecord) {
  expect_violations seen;
  value_task<int> x = 1;
  const unsigned first = line() + 1;
  static_cast<void>(x.result());
  value_task<int> y = std::move(x);
  EXPECT_THROW(static_cast<void>(y.result()), violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, first));
}

TEST(Violation, AwaitThatThrewHasConsumed) {
  expect_violations seen;
  auto x = [](value_task<int> x) -> value_task<int> {
    try {
      co_await x;
    } catch (const failure &) {
    }
    co_return co_await x;
  }(fails(1));
  EXPECT_THROW(x.result(), violation_error);
  EXPECT_EQ(seen.count(), 1u);
}

TEST(Violation, TheirsAwaitingOursTwice) {
  expect_violations seen;
  unsigned first = 0, second = 0;
  auto twice = [&]() -> lazy<int> {
    value_task<int> x = 1;
    first = line() + 1;
    co_await x;
    second = line() + 1;
    co_await x;
    co_return 0;
  };
  EXPECT_THROW(valuetask::sync_wait(twice()), violation_error);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_TRUE(is_here(seen[0].first_consumed_at, first));
  EXPECT_TRUE(is_here(seen[0].here, second));
}

TEST(Violation, DestroyedUnconsumed) {
  expect_violations seen;
  unsigned created = 0;
  {
    created = line() + 1;
    value_task<int> x = 1;
  }
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::destroyed_unconsumed);
  EXPECT_TRUE(is_here(seen[0].created_at, created));
  EXPECT_TRUE(contains(message(seen[0]),
                       "valuetask: value_task destroyed without having been consumed\n"
                       "  created at "));
  EXPECT_TRUE(
      contains(message(seen[0]), "\n  help: co_await it, or discard it with valuetask::detach\n"));
  expect_in_this_test(seen[0].here_in, "DestroyedUnconsumed");
  EXPECT_TRUE(contains(message(seen[0]), "\n  destroyed or overwritten in "));
  static_cast<void>(by_coroutine(1));
  static_cast<void>(value_task<int>(task<int>::from_result(1)));
  EXPECT_EQ(seen.count(violation_kind::destroyed_unconsumed), 3u);
  gate closed;
  static_cast<void>(late(closed));
  EXPECT_EQ(seen.count(violation_kind::destroyed_unconsumed), 4u);
  closed.open();
}

TEST(Violation, InspectionIsNoConsumption) {
  expect_violations seen;
  {
    value_task<int> x = 1;
    EXPECT_TRUE(x.is_completed());
    EXPECT_TRUE(x.is_completed_successfully());
    const value_task<int> &same = x;
    static_cast<void>(same);
  }
  EXPECT_EQ(seen.count(violation_kind::destroyed_unconsumed), 1u);
}

TEST(Violation, Overwritten) {
  expect_violations seen;
  value_task<int> x = 1;
  x = 2;
  EXPECT_EQ(x.result(), 2);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::destroyed_unconsumed);
  EXPECT_TRUE(contains(seen[0].what, "overwritten"));
}

TEST(Violation, UnconsumedParameterOfACoroutine) {
  expect_violations seen;
  [](value_task<int>) -> value_task<> { co_return; }(by_value(1)).result();
  EXPECT_EQ(seen.count(violation_kind::destroyed_unconsumed), 1u);
}

TEST(Violation, UnwindingIsNoMistake) {
  const expect_no_violation correct;
  try {
    value_task<int> x = by_coroutine(1);
    throw failure(1);
  } catch (const failure &) {
  }
  auto y = []() -> value_task<> {
    value_task<int> unwound = by_coroutine(1);
    co_await fails(1);
    co_await unwound;
  }();
  EXPECT_THROW(y.result(), failure);
}

TEST(Violation, KnownDroppedDuringUnwinding) {
  // A coroutine that is resumed during unwinding may end by an exception of its own: how many are
  // in flight does not tell what a scope ends by.
  const expect_no_violation silent;
  struct makes_one {
    ~makes_one() { static_cast<void>(by_value(1)); }
  };
  try {
    makes_one at_end;
    throw failure(1);
  } catch (const failure &) {
  }
}

TEST(Violation, CorrectCodeIsSilent) {
  const expect_no_violation correct;
  value_task<int> empty;
  value_task<int> x = 1;
  value_task<int> y = std::move(x);
  EXPECT_EQ(y.result(), 1);
  x = by_coroutine(2);
  EXPECT_EQ(x.result(), 2);
  std::vector<value_task<int>> many;
  for (int i = 0; i < 100; ++i)
    many.push_back(by_value(i));
  EXPECT_EQ(valuetask::sync_wait(valuetask::when_all(std::move(many))).size(), 100u);
  std::optional<value_task<int>> maybe;
  maybe.emplace(by_value(1));
  EXPECT_EQ(maybe->result(), 1);
  valuetask::detach(by_value(1));
  EXPECT_EQ(by_value(1).as_task().result(), 1);
}

TEST(Violation, Counters) {
  expect_violations seen;
  valuetask::reset_violation_counts();
  {
    value_task<int> x = 1;
  }
  {
    value_task<int> x = 1;
  }
  EXPECT_EQ(valuetask::violation_count(violation_kind::destroyed_unconsumed), 2u);
  EXPECT_EQ(valuetask::violation_count(violation_kind::double_await), 0u);
  valuetask::reset_violation_counts();
  EXPECT_EQ(valuetask::violation_count(violation_kind::destroyed_unconsumed), 0u);
}

TEST(Violation, CountersAndHandlersFromSeveralThreads) {
  expect_violations seen;
  valuetask::reset_violation_counts();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([] {
      for (int j = 0; j < 100; ++j) {
        value_task<int> x = j;
      }
    });
  for (auto &thread : threads)
    thread.join();
  EXPECT_EQ(valuetask::violation_count(violation_kind::destroyed_unconsumed), 400u);
  EXPECT_EQ(seen.count(), 400u) << "counted beyond what is kept";
}

TEST(Violation, HandlersAndScopesNest) {
  const auto before = valuetask::get_violation_handler();
  {
    expect_violations outer;
    {
      expect_violations inner;
      {
        value_task<int> x = 1;
      }
      EXPECT_EQ(inner.count(), 1u);
    }
    EXPECT_EQ(outer.count(), 0u);
    {
      value_task<int> x = 1;
    }
    EXPECT_EQ(outer.count(), 1u);
    static int called;
    called = 0;
    const auto collecting =
        valuetask::set_violation_handler([](const violation &) noexcept { ++called; });
    {
      value_task<int> x = 1;
    }
    EXPECT_EQ(called, 1);
    EXPECT_NE(valuetask::set_violation_handler(collecting), collecting);
    EXPECT_EQ(outer.count(), 1u);
  }
  EXPECT_EQ(valuetask::get_violation_handler(), before);
  EXPECT_EQ(before, &valuetask::print_and_abort);
}

TEST(Violation, LongMessagesAreCutOff) {
  const violation broken{
      violation_kind::double_await, "a sentence", std::source_location::current(), {}, {},
      consumption::awaited};
  char text[16];
  EXPECT_EQ(valuetask::format_violation(broken, text, sizeof text), 15u);
  EXPECT_STREQ(text, "valuetask: a se");
  EXPECT_EQ(valuetask::format_violation(broken, text, 0), 0u);
}

TEST(ViolationDeathTest, DefaultHandlerPrintsAndAborts) {
  EXPECT_DEATH(
      {
        value_task<int> x = 1;
        static_cast<void>(x.result());
        static_cast<void>(x.result());
      },
      "valuetask: value_task consumed twice\n"
      "  created at .*violation_test.cpp:[0-9]+ in '.*'\n"
      "  first consumed at .*violation_test.cpp:[0-9]+ in '.*'\n"
      "  consumed again at .*violation_test.cpp:[0-9]+ in '.*'\n"
      "  help: co_await it once");
  EXPECT_DEATH({ value_task<int> x = 1; }, "destroyed without having been consumed");
}

TEST(ViolationDeathTest, ExpectNoViolationOverridesHandlers) {
  expect_violations seen;
  EXPECT_DEATH(
      {
        const expect_no_violation correct;
        value_task<int> x = 1;
      },
      "destroyed without having been consumed");
  EXPECT_EQ(seen.count(), 0u);
}

} // namespace

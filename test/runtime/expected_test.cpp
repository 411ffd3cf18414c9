// What an outcome has to do with std::expected: compiled as C++23, where the library has that.
#include "support.h"

#include <expected>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <valuetask/outcome.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>

using namespace test;
using valuetask::outcome;

#if !defined(__cpp_lib_expected)
#error "this library has no std::expected, and this file should have been left out"
#endif

static_assert(std::is_convertible_v<outcome<int>, std::expected<int, std::exception_ptr>>);
static_assert(std::is_convertible_v<std::expected<int, std::exception_ptr>, outcome<int>>);
static_assert(!std::is_convertible_v<std::expected<int, int>, outcome<int>>);
static_assert(!std::is_convertible_v<outcome<std::string>, std::expected<int, std::exception_ptr>>);
static_assert(sizeof(outcome<int &>) != 0, "there is no std::expected of a reference");

namespace {

class Expected : public ::testing::Test {
  valuetask::expect_no_violation correct_;
};

TEST_F(Expected, ConvertsToAndFromOutcome) {
  using expected = std::expected<std::string, std::exception_ptr>;
  outcome<std::string> x = "abc";
  expected y = x;
  EXPECT_EQ(y, "abc");
  x = y;
  EXPECT_EQ(*x, "abc");
  y = std::move(x);
  EXPECT_EQ(y, "abc");
  const auto error = std::make_exception_ptr(failure(1));
  y = outcome<std::string>::from_exception(error);
  EXPECT_EQ(y.error(), error);
  x = y;
  EXPECT_EQ(x.error(), error);

  std::expected<void, std::exception_ptr> nothing = outcome<>();
  EXPECT_TRUE(nothing);
  nothing = outcome<>::from_exception(error);
  const outcome<> back = nothing;
  EXPECT_EQ(back.error(), error);

  std::expected<std::unique_ptr<int>, std::exception_ptr> moved =
      outcome<std::unique_ptr<int>>(std::make_unique<int>(2));
  EXPECT_EQ(*moved.value(), 2);
  EXPECT_EQ(**outcome<std::unique_ptr<int>>(std::move(moved)), 2);
  const std::expected<bool, std::exception_ptr> no = outcome<bool>(false);
  EXPECT_FALSE(no.value());
}

TEST_F(Expected, OfAnAwait) {
  auto main = [](gate &closed) -> valuetask::task<int> {
    const std::expected<int, std::exception_ptr> late_one = co_await as_outcome(late(closed, 1));
    const std::expected<int, std::exception_ptr> failed = co_await as_outcome(fails(2));
    co_return late_one.value_or(100) + failed.value_or(20);
  };
  gate closed;
  const auto sum = main(closed);
  closed.open();
  EXPECT_EQ(sum.result(), 21);
}

TEST(ExpectedDeathTest, OfNoException) {
  EXPECT_DEATH(static_cast<void>(
                   outcome<int>(std::expected<int, std::exception_ptr>(std::unexpect, nullptr))),
               "valuetask: outcome of an exception that is null");
}

} // namespace

// Exceptions at every point where one can be thrown: nothing leaks, and nothing ends the program.
#include "support.h"

#include <array>
#include <memory>
#include <new>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

namespace {

/// Counts its objects, and throws when it is made or moved for the n-th time.
class fragile {
public:
  static inline int alive = 0;
  static inline int fuse = 0; ///< 1: the next one throws; 0: never

  explicit fragile(int x) : number(x) { burn(); }
  fragile(const fragile &other) : number(other.number) { burn(); }
  fragile(fragile &&other) noexcept(false) : number(other.number) { burn(); }
  fragile &operator=(const fragile &) = delete;
  ~fragile() { --alive; }

  int number;

private:
  static void burn() {
    if (fuse != 0 && --fuse == 0)
      throw failure(1);
    ++alive;
  }
};

class Exception : public ::testing::Test {
public:
  Exception() { fragile::alive = fragile::fuse = 0; }
  ~Exception() override { EXPECT_EQ(fragile::alive, 0) << "something leaked, or died twice"; }

private:
  valuetask::expect_no_violation correct_;
};

value_task<fragile> by_value(int x) { return fragile(x); }
value_task<fragile> by_coroutine(int x) { co_return fragile(x); }
value_task<fragile> with_parameter(fragile x, gate *closed) {
  if (closed != nullptr)
    co_await *closed;
  co_return fragile(x.number);
}
task<fragile> shared(int x, gate *closed) {
  if (closed != nullptr)
    co_await *closed;
  co_return fragile(x);
}
template <class Awaited> value_task<int> number_of(Awaited awaited) {
  const fragile result = co_await std::move(awaited);
  co_return result.number;
}

/// Lets go on, in the end, who was left waiting when an exception came.
struct opened_at_last : gate {
  ~opened_at_last() { open(); }
};

/// Runs it with the first, the second, ... throw, until it ends without one. It must have thrown
/// before that, and leave nothing behind.
template <class Run> void with_every_throw(Run run) {
  for (int n = 1;; ++n) {
    fragile::fuse = n;
    bool threw = false;
    try {
      run();
    } catch (const failure &) {
      threw = true;
    }
    const bool burnt = fragile::fuse == 0;
    fragile::fuse = 0;
    EXPECT_EQ(fragile::alive, 0) << "throw number " << n;
    EXPECT_EQ(threw, burnt) << "throw number " << n << " was lost";
    if (!burnt) {
      EXPECT_GT(n, 1) << "nothing was ever thrown";
      return;
    }
    ASSERT_LT(n, 100);
  }
}

TEST_F(Exception, MakingAndTakingAValue) {
  with_every_throw([] { EXPECT_EQ(by_value(1).result().number, 1); });
}

TEST_F(Exception, MovingAValueTask) {
  with_every_throw([] {
    auto x = by_value(1);
    auto y = std::move(x);
    value_task<fragile> z;
    z = std::move(y);
    EXPECT_EQ(z.result().number, 1);
  });
}

TEST_F(Exception, AwaitingAValue) {
  with_every_throw([] { EXPECT_EQ(number_of(by_value(1)).result(), 1); });
}

TEST_F(Exception, InACoroutineThatDoesNotSuspend) {
  with_every_throw([] { EXPECT_EQ(by_coroutine(1).result().number, 1); });
  with_every_throw([] { EXPECT_EQ(number_of(by_coroutine(1)).result(), 1); });
}

TEST_F(Exception, InTheParametersAndAfterResumption) {
  with_every_throw([] {
    opened_at_last closed;
    auto x = with_parameter(fragile(1), &closed);
    closed.open();
    EXPECT_EQ(x.result().number, 1);
  });
  with_every_throw([] {
    opened_at_last closed;
    auto x = number_of(with_parameter(fragile(1), &closed));
    closed.open();
    EXPECT_EQ(x.result(), 1);
  });
}

TEST_F(Exception, InATask) {
  with_every_throw([] { EXPECT_EQ(task<fragile>::from_result(fragile(1)).result().number, 1); });
  with_every_throw([] {
    const auto x = shared(1, nullptr);
    EXPECT_EQ(x.result().number, 1);
    EXPECT_EQ(number_of(x).result(), 1);
  });
  with_every_throw([] {
    opened_at_last closed;
    const auto x = shared(1, &closed);
    auto one = number_of(x), two = number_of(x);
    closed.open();
    const int first = one.result();
    EXPECT_EQ(first + two.result(), 2);
  });
}

TEST_F(Exception, InAsTask) {
  with_every_throw([] {
    opened_at_last closed;
    auto x = with_parameter(fragile(1), &closed);
    const auto kept = std::move(x).as_task();
    closed.open();
    EXPECT_EQ(kept.result().number, 1);
  });
  with_every_throw([] { EXPECT_EQ(by_value(1).as_task().result().number, 1); });
}

TEST_F(Exception, InCombinators) {
  with_every_throw([] {
    opened_at_last closed;
    auto both = valuetask::when_all(with_parameter(fragile(1), &closed), by_value(2));
    closed.open();
    EXPECT_EQ(std::get<1>(both.result()).number, 2);
  });
  with_every_throw([] { EXPECT_EQ(sync_wait(by_coroutine(1)).number, 1); });
}

TEST_F(Exception, InASource) {
  valuetask::source<fragile> made;
  fragile::fuse = 2;
  EXPECT_THROW(made.set_result(fragile(1)), failure);
  EXPECT_FALSE(made.is_completed()) << "the round goes on";
  auto x = made.get();
  made.set_result(fragile(2));
  EXPECT_EQ(x.result().number, 2);
  made.reset();
}

struct throws_at_its_end {
  bool throws = true;
  ~throws_at_its_end() noexcept(false) {
    if (throws && std::uncaught_exceptions() == 0)
      throw failure(2);
  }
};

value_task<std::string> fails_behind_return(gate *closed) {
  const throws_at_its_end local;
  if (closed != nullptr)
    co_await *closed;
  co_return "a result that nobody will see";
}

TEST_F(Exception, BehindTheReturn) {
  EXPECT_THROW(static_cast<void>(fails_behind_return(nullptr).result()), failure);
  gate closed;
  auto late = fails_behind_return(&closed);
  closed.open();
  EXPECT_THROW(static_cast<void>(late.result()), failure);
}

// A local's destructor throws behind `co_return`, the body catches that and returns another result:
// the first is destroyed once, and what making the second throws is the outcome.

template <class Task> Task returns_again(gate *closed, bool in_the_end) {
  if (closed != nullptr)
    co_await *closed;
  try {
    const throws_at_its_end local;
    co_return fragile(1);
  } catch (const failure &caught) {
    if (caught.number != 2)
      throw; // it came from making the first result
  }
  if (closed != nullptr && in_the_end)
    co_await *closed;
  co_return fragile(2);
}

template <class Task> void return_again() {
  for (const bool in_the_end : {false, true}) {
    with_every_throw([&] {
      gate closed;
      EXPECT_EQ(returns_again<Task>(nullptr, in_the_end).result().number, 2);
    });
    with_every_throw([&] {
      gate closed;
      auto late = returns_again<Task>(&closed, in_the_end);
      closed.open();
      EXPECT_EQ(late.result().number, 2);
    });
  }
}

TEST_F(Exception, AnotherResultBehindTheReturnOfAValueTask) { return_again<value_task<fragile>>(); }

TEST_F(Exception, AnotherResultBehindTheReturnOfATask) {
  for (const bool waits : {false, true})
    with_every_throw([&] {
      gate closed;
      const auto x = returns_again<task<fragile>>(waits ? &closed : nullptr, false);
      closed.open();
      EXPECT_EQ(x.result().number, 2);
    });
}

/// First waits behind the return: the result has left for the caller's value_task by then.
value_task<fragile> waits_behind_return(gate &closed) {
  try {
    const throws_at_its_end local;
    co_return fragile(1);
  } catch (const failure &caught) {
    if (caught.number != 2)
      throw;
  }
  co_await closed;
  co_return fragile(2);
}

TEST_F(Exception, WaitingBehindTheReturn) {
  {
    gate closed;
    auto x = waits_behind_return(closed);
    EXPECT_FALSE(x.is_completed()) << "the first result is gone";
    closed.open();
    EXPECT_EQ(x.result().number, 2);
  }
  with_every_throw([] {
    gate closed;
    auto x = waits_behind_return(closed);
    EXPECT_EQ(fragile::alive, 0);
    closed.open();
    EXPECT_EQ(x.result().number, 2);
  });
}

value_task<fragile> throws_behind_return(gate *closed) {
  if (closed != nullptr)
    co_await *closed;
  try {
    const throws_at_its_end local;
    co_return fragile(1);
  } catch (const failure &) {
  }
  throw failure(3);
}

TEST_F(Exception, AnExceptionBehindTheReturn) {
  gate closed;
  auto late = throws_behind_return(&closed);
  auto early = throws_behind_return(nullptr);
  closed.open();
  EXPECT_EQ(fragile::alive, 0);
  EXPECT_THROW(static_cast<void>(early.result()), failure);
  EXPECT_THROW(static_cast<void>(late.result()), failure);
}

TEST_F(Exception, AMoveThatThrowsLeavesBothEmpty) {
  {
    value_task<fragile> to = by_value(1), from = by_value(2);
    static_cast<void>(to.result());
    fragile::fuse = 1;
    EXPECT_THROW(to = std::move(from), failure);
    EXPECT_FALSE(to.is_completed());
    EXPECT_FALSE(from.is_completed());
    EXPECT_EQ(fragile::alive, 0);
  }
  value_task<fragile> from = by_value(3);
  fragile::fuse = 1;
  EXPECT_THROW(value_task<fragile> to = std::move(from), failure);
  EXPECT_FALSE(from.is_completed());
}

#if !VALUETASK_DETAIL_SANITIZED

[[gnu::noinline]] value_task<int> large_frame(gate *closed) {
  std::array<char, 5'000> much{};
  asm volatile("" : : "g"(much.data()) : "memory"); // or it would be optimised away
  if (closed != nullptr)
    co_await *closed;
  co_return much[much.size() / 2] + 1;
}

TEST_F(Exception, NoMemoryForTheFrame) {
  gate closed;
  const out_of_memory now;
  EXPECT_THROW(static_cast<void>(large_frame(&closed)), std::bad_alloc);
}

TEST_F(Exception, NoMemoryForATask) {
  // More than are kept for reuse, so that one must be allocated.
  std::vector<task<std::string>> kept(200);
  const out_of_memory now;
  EXPECT_THROW(
      {
        for (auto &one : kept)
          one = task<std::string>::from_result(std::string());
      },
      std::bad_alloc);
}

TEST_F(Exception, NoMemoryAndNothingLost) {
  // Neither waits nor needs a frame: so it works without memory.
  auto ready = value_task<int>(1);
  const auto text = std::string("x");
  const out_of_memory now;
  EXPECT_EQ(ready.result(), 1);
  EXPECT_TRUE(task<bool>::from_result(true).result());
  EXPECT_EQ(task<int>::from_result(8).result(), 8);
  EXPECT_EQ(task<unsigned char>::from_result(0).result(), 0);
  task<>::from_result().result();
}

#endif

// -- tasks that have failed from the beginning
// -----------------------------------------------------

template <class Task> void expect_failed(Task failed) {
  EXPECT_TRUE(failed.is_completed());
  EXPECT_FALSE(failed.is_completed_successfully());
  try {
    static_cast<void>(failed.result());
    ADD_FAILURE();
  } catch (const failure &caught) {
    EXPECT_EQ(caught.number, 7);
  }
}

TEST_F(Exception, FromException) {
  const auto error = std::make_exception_ptr(failure(7));
  expect_failed(task<int>::from_exception(error));
  expect_failed(task<>::from_exception(error));
  expect_failed(task<int &>::from_exception(error));
  expect_failed(task<resource>::from_exception(error));
  expect_failed(task<std::unique_ptr<int>>::from_exception(error));
  expect_failed(value_task<int>::from_exception(error));
  expect_failed(value_task<>::from_exception(error));
  expect_failed(value_task<int &>::from_exception(error));
  expect_failed(value_task<resource>::from_exception(error));
  expect_failed(value_task<std::unique_ptr<int>>::from_exception(error));
  expect_failed(value_task<std::string>::from_exception(error).as_task());
  expect_failed(value_task<resource>::from_exception(error).as_task());
}

TEST_F(Exception, FromExceptionIsAwaited) {
  const auto error = std::make_exception_ptr(failure(7));
  const auto shared = task<resource>::from_exception(error);
  auto main = [&]() -> task<int> {
    int caught = 0;
    for (int i = 0; i != 4; ++i)
      try {
        switch (i) {
        case 0:
        case 1:
          static_cast<void>(co_await shared);
          break;
        case 2:
          static_cast<void>(co_await value_task<resource>::from_exception(error));
          break;
        default:
          static_cast<void>(co_await valuetask::when_all(
              value_task<resource>::from_exception(error), value_task<>::completed()));
        }
      } catch (const failure &one) {
        caught += one.number;
      }
    co_return caught;
  };
  EXPECT_EQ(main().result(), 4 * 7);
  EXPECT_THROW(sync_wait(value_task<resource>::from_exception(error)), failure);
}

TEST_F(Exception, FromExceptionFreesItself) {
  struct payload {
    std::shared_ptr<int> counted;
  };
  auto counted = std::make_shared<int>(0);
  {
    const auto error = std::make_exception_ptr(payload{counted});
    auto one = task<int>::from_exception(error);
    auto other = one;
    auto third = value_task<resource>::from_exception(error);
    EXPECT_THROW(static_cast<void>(third.result()), payload);
    detach(value_task<int>(std::move(one)));
  }
  EXPECT_EQ(counted.use_count(), 1);
}

using ExceptionDeathTest = Exception;

TEST_F(ExceptionDeathTest, FromNoException) {
  constexpr const char *said =
      "valuetask: from_exception\\(\\) of an exception that is null\n  help: pass ";
  EXPECT_DEATH(static_cast<void>(task<int>::from_exception(nullptr)), said);
  EXPECT_DEATH(static_cast<void>(value_task<>::from_exception({})), said);
}

} // namespace

#include "support.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <pthread.h>
#include <utility>
#include <vector>

#include <valuetask/source.h>
#include <valuetask/testing.h>

using namespace test;
using valuetask::task;
using valuetask::value_task;

namespace {

// GCC makes no tail call of a symmetric transfer when it instruments the code, so that every link
// of a chain takes its part of the stack: measured with GCC 12, 96 bytes with TSan, 1.1 KiB with
// ASan. Clang makes one always.
#if defined(__clang__)
constexpr bool has_tail_calls = true;
#else
constexpr bool has_tail_calls = !sanitized;
#endif
constexpr int links = has_tail_calls ? 100'000 : 1'000;
constexpr std::intptr_t allowed = 16 * 1024;

/// How far the stack reached at most.
struct depth {
  std::intptr_t highest = INTPTR_MIN;
  std::intptr_t lowest = INTPTR_MAX;
  [[gnu::noinline]] void note() {
    // Not the address of a local: ASan may keep that elsewhere.
    const auto address = reinterpret_cast<std::intptr_t>(__builtin_frame_address(0));
    highest = std::max(highest, address);
    lowest = std::min(lowest, address);
  }
  std::intptr_t used() const { return highest - lowest; }
};

class Stack : public ::testing::Test {
protected:
  depth seen;
  gate closed;

  void expect_flat() {
    if (has_tail_calls) {
      EXPECT_LT(seen.used(), allowed);
    }
  }

private:
  valuetask::expect_no_violation correct_;
};

TEST_F(Stack, MillionSynchronousAwaits) {
  auto x = [](depth &seen) -> value_task<long> {
    long sum = 0;
    for (int i = 0; i < 1'000'000; ++i) {
      sum += co_await by_value(1);
      sum += co_await by_coroutine(1);
      if (i % 1024 == 0)
        seen.note();
    }
    co_return sum;
  }(seen);
  EXPECT_EQ(x.result(), 2'000'000);
  expect_flat();
}

TEST_F(Stack, MillionSynchronousAwaitsOfTasks) {
  auto x = [](depth &seen) -> task<long> {
    const task<int> shared = task<int>::from_result(1);
    long sum = 0;
    for (int i = 0; i < 1'000'000; ++i) {
      sum += co_await shared;
      if (i % 1024 == 0)
        seen.note();
    }
    co_return sum;
  }(seen);
  EXPECT_EQ(x.result(), 1'000'000);
  expect_flat();
}

value_task<int> link(value_task<int> inner, depth &seen) {
  const int result = co_await inner;
  seen.note();
  co_return result + 1;
}

TEST_F(Stack, ChainOfValueTasks) {
  value_task<int> x = late(closed, 0);
  for (int i = 0; i < links; ++i)
    x = link(std::move(x), seen);
  closed.open();
  EXPECT_EQ(x.result(), links);
  expect_flat();
}

task<int> task_link(task<int> inner, depth &seen) {
  const int result = co_await inner;
  seen.note();
  co_return result + 1;
}

TEST_F(Stack, ChainOfTasks) {
  task<int> x = late_task(closed, 0);
  for (int i = 0; i < links; ++i)
    x = task_link(std::move(x), seen);
  closed.open();
  EXPECT_EQ(x.result(), links);
  expect_flat();
}

// -- what is released ----------------------------------------------------------------------------

/// Notes how deep the thread's own stack is where it is destroyed. What is deep in a list is
/// destroyed on other stacks.
struct notes_at_end {
  explicit notes_at_end(depth &seen) : seen(&seen) {}
  notes_at_end(notes_at_end &&other) noexcept : seen(std::exchange(other.seen, nullptr)) {}
  notes_at_end &operator=(notes_at_end &&other) noexcept {
    std::swap(seen, other.seen);
    return *this;
  }
  ~notes_at_end() {
    const auto *const here = static_cast<const char *>(__builtin_frame_address(0));
    if (seen != nullptr && here >= bounds().first && here < bounds().second)
      seen->note();
  }

  depth *seen;

private:
  static const std::pair<const char *, const char *> &bounds() {
    static const auto of_main_thread = [] {
      pthread_attr_t attributes;
      void *bottom = nullptr;
      std::size_t size = 0;
      pthread_getattr_np(pthread_self(), &attributes);
      pthread_attr_getstack(&attributes, &bottom, &size);
      pthread_attr_destroy(&attributes);
      const char *const begin = static_cast<const char *>(bottom);
      return std::pair(begin, begin + size);
    }();
    return of_main_thread;
  }
};

/// ThreadSanitizer remembers 65,536 calls that are not over; unoptimised ones under
/// AddressSanitizer take a kilobyte each.
constexpr int length = sanitized ? 100'000 : 1'000'000;

class Releasing : public Stack {
protected:
  void expect_little_stack() {
    EXPECT_NE(seen.lowest, INTPTR_MAX) << "the first are destroyed here";
    EXPECT_LT(seen.used(), 4 * allowed);
  }
};

task<> holds(task<>, notes_at_end) { co_return; }

TEST_F(Releasing, TasksInParameters) {
  // Parameters live as long as the frame: dropping the last task drops them all.
  task<> x = task<>::from_result();
  for (int i = 0; i < length; ++i)
    x = holds(std::move(x), notes_at_end(seen));
  x = {};
  expect_little_stack();
}

struct cell {
  int number;
  notes_at_end at_end;
  task<cell> next;
};

TEST_F(Releasing, ResultsInAList) {
  task<cell> head;
  for (int i = 0; i < length; ++i)
    head = task<cell>::from_result(cell{i, notes_at_end(seen), std::move(head)});
  head = {};
  expect_little_stack();
}

task<cell> make_cell(int number, notes_at_end at_end, task<cell> next) {
  co_return cell{number, std::move(at_end), std::move(next)};
}

TEST_F(Releasing, ResultsOfCoroutinesInAList) {
  task<cell> head;
  for (int i = 0; i < length; ++i)
    head = make_cell(i, notes_at_end(seen), std::move(head));
  head = {};
  expect_little_stack();
}

value_task<int> link(value_task<int> inner, valuetask::source<> &failing, notes_at_end) {
  co_await failing.get();
  co_return co_await inner;
}

TEST_F(Releasing, ValueTasksThatAnExceptionLeftUnconsumed) {
  // Making so many exceptions takes minutes under AddressSanitizer.
  value_task<int> x = 0;
  for (int i = 0; i < (sanitized || VALUETASK_CHECKED ? 10'000 : length); ++i) {
    valuetask::source<> failing;
    x = link(std::move(x), failing, notes_at_end(seen));
    failing.set_exception(std::make_exception_ptr(failure(i)));
  }
  EXPECT_THROW(x.result(), failure);
  expect_little_stack();
}

struct waiting_cell {
  std::unique_ptr<value_task<waiting_cell>> next;
  notes_at_end at_end;
};

TEST_F(Releasing, UnconsumedValuesInAList) {
  valuetask::expect_violations
      seen_by_checks; // nobody consumes them: that is reported in checked mode
  auto head = std::make_unique<value_task<waiting_cell>>();
  for (int i = 0; i < (sanitized || VALUETASK_CHECKED ? 10'000 : length); ++i)
    head = std::make_unique<value_task<waiting_cell>>(
        waiting_cell{std::move(head), notes_at_end(seen)});
  head.reset();
  expect_little_stack();
}

TEST_F(Releasing, WhileAnExceptionUnwinds) {
  try {
    task<> x = task<>::from_result();
    for (int i = 0; i < length; ++i)
      x = holds(std::move(x), notes_at_end(seen));
    throw failure(1);
  } catch (const failure &) {
  }
  expect_little_stack();
}

TEST_F(Releasing, OnAThreadWithASmallStack) {
  static task<> x;
  x = task<>::from_result();
  for (int i = 0; i < length; ++i)
    x = holds(std::move(x), notes_at_end(seen));
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, sanitized ? 1024 * 1024 : 64 * 1024), 0);
  pthread_t thread;
  ASSERT_EQ(pthread_create(
                &thread, &attributes,
                [](void *) -> void * {
                  x = {};
                  return nullptr;
                },
                nullptr),
            0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

// The contents of a frame are destroyed in the order that the language requires, however deep it
// lies: a local may refer to what another one owns, as a lease to its pool.

struct pool {
  int leases = 0;
  static inline int outlived = 0;
  ~pool() { outlived += leases; }
};
struct lease {
  explicit lease(pool &from) : from(&from) { ++from.leases; }
  lease(lease &&other) noexcept : from(std::exchange(other.from, nullptr)) {}
  ~lease() {
    if (from != nullptr)
      --from->leases;
  }
  pool *from;
};

task<lease> take(pool &from) { co_return lease(from); }
/// Keeps both until its own task goes: GCC 12 destroys parameters in the order of declaration, so
/// these are members of one.
struct owner_and_leased {
  std::unique_ptr<pool> owner;
  task<lease> leased;
};
task<> works(owner_and_leased, task<>) { co_return; }

TEST_F(Releasing, NothingOutlivesWhatItRefersTo) {
  task<> x = task<>::from_result();
  for (int i = 0; i < length / 10; ++i) {
    auto owner = std::make_unique<pool>();
    auto leased = take(*owner);
    x = works({std::move(owner), std::move(leased)}, std::move(x));
  }
  x = {};
  EXPECT_EQ(pool::outlived, 0);
}

struct owner_and_value {
  std::unique_ptr<pool> owner;
  task<lease> leased;
  task<owner_and_value> next;
};

TEST_F(Releasing, NoPartOfAResultOutlivesAnother) {
  task<owner_and_value> head;
  for (int i = 0; i < length / 10; ++i) {
    auto owner = std::make_unique<pool>();
    auto leased = task<lease>::from_result(lease(*owner));
    head = task<owner_and_value>::from_result(
        owner_and_value{std::move(owner), std::move(leased), std::move(head)});
  }
  head = {};
  EXPECT_EQ(pool::outlived, 0);
}

TEST_F(Releasing, LocalsInTheOrderOfTheLanguage) {
  // Of a coroutine that ends and of one that lives on as a task.
  auto coroutine = [](std::vector<int> &order) -> task<int> {
    struct says {
      std::vector<int> *order;
      int number;
      ~says() { order->push_back(number); }
    };
    auto inner = [](std::vector<int> &order, int number) -> task<> {
      says end{&order, number};
      co_return;
    };
    says first{&order, 1};
    task<> second = inner(order, 2);
    says third{&order, 3};
    co_return 0;
  };
  std::vector<int> order;
  coroutine(order).result();
  EXPECT_EQ(order, (std::vector<int>{2, 3, 1}));
}

// -- on the way up, several waiters --------------------------------------------------------------

TEST_F(Stack, ChainOfTasksWithSeveralWaiters) {
  task<int> x = late_task(closed, 0);
  std::vector<task<int>> side;
  for (int i = 0; i < links; ++i) {
    // Now the link is the first to wait, now the last, now in the middle.
    if (i % 3 != 0)
      side.push_back(task_link(x, seen));
    task<int> next = task_link(x, seen);
    if (i % 3 != 1)
      side.push_back(task_link(x, seen));
    x = std::move(next);
  }
  closed.open();
  EXPECT_EQ(x.result(), links);
  for (const auto &one : side)
    ASSERT_TRUE(one.is_completed_successfully());
  expect_flat();
}

value_task<int> mixed_link(task<int> inner, depth &seen) {
  const int result = co_await std::move(inner);
  seen.note();
  co_return result + 1;
}

TEST_F(Stack, ChainOfBothKinds) {
  value_task<int> x = late(closed, 0);
  for (int i = 0; i < links; ++i)
    x = mixed_link(x.as_task(), seen);
  closed.open();
  EXPECT_EQ(x.result(), links);
  expect_flat();
}

} // namespace

#include "support.h"

#include <atomic>
#include <thread>
#include <utility>

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

constexpr int race_rounds = thread_sanitized ? 5'000 : sanitized ? 20'000 : 100'000;

/// A thread that resumes what it is given, one at a time, spinning: so that it comes in the middle
/// of what the giver does next.
class spinning_thread {
public:
  spinning_thread() : thread_([this] { run(); }) {}
  ~spinning_thread() {
    give(std::noop_coroutine(), true);
    thread_.join();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) noexcept { give(waiting, false); }
  void await_resume() const noexcept {}

private:
  void give(std::coroutine_handle<> next, bool last) noexcept {
    while (next_.load(std::memory_order_acquire) != nullptr)
      std::this_thread::yield();
    last_ = last;
    next_.store(next.address(), std::memory_order_release);
  }
  void run() {
    for (bool last = false; !last;) {
      void *next = nullptr;
      for (int spins = 0; (next = next_.load(std::memory_order_acquire)) == nullptr; ++spins)
        if (spins > 200)
          std::this_thread::yield();
      last = last_;
      next_.store(nullptr, std::memory_order_release);
      std::coroutine_handle<>::from_address(next).resume();
    }
  }

  std::atomic<void *> next_{nullptr};
  bool last_ = false;
  std::thread thread_;
};

void pause(int round) {
  std::atomic<int> sink = 0;
  for (int i = 0; i < round % 97; ++i)
    sink.store(i, std::memory_order_relaxed);
}

class Race : public ::testing::Test {
protected:
  spinning_thread other;

private:
  valuetask::expect_no_violation correct_;
};

value_task<int> completes_on(spinning_thread &thread, int number) {
  co_await thread;
  pause(number * 7);
  co_return number;
}

value_task<int> fails_on(spinning_thread &thread, int number) {
  co_await thread;
  throw failure(number);
}

TEST_F(Race, AwaitAgainstCompletion) {
  auto awaits = [](spinning_thread &other, int number) -> value_task<int> {
    value_task<int> x = completes_on(other, number);
    pause(number);
    co_return co_await x;
  };
  for (int i = 0; i < race_rounds; ++i)
    ASSERT_EQ(sync_wait(awaits(other, i)), i);
}

TEST_F(Race, ResultAgainstCompletion) {
  for (int i = 0; i < race_rounds; ++i) {
    value_task<int> x = completes_on(other, i);
    while (!x.is_completed())
      std::this_thread::yield();
    ASSERT_EQ(x.result(), i);
  }
}

/// In a frame: counts those that are not freed. Relaxed, since it shall order nothing.
class frame_count {
public:
  explicit frame_count(std::atomic<int> &frames) noexcept : frames_(&frames) { add(1); }
  frame_count(const frame_count &other) noexcept : frames_(other.frames_) { add(1); }
  frame_count &operator=(const frame_count &) = delete;
  ~frame_count() { add(-1); }

private:
  void add(int more) noexcept { frames_->fetch_add(more, std::memory_order_relaxed); }
  std::atomic<int> *frames_;
};

value_task<int> counted_on(spinning_thread &thread, frame_count, std::atomic<int> &ended,
                           int number) {
  co_await thread;
  pause(number * 7);
  ended.fetch_add(1, std::memory_order_relaxed);
  co_return number;
}

TEST_F(Race, DropAgainstCompletion) {
  std::atomic<int> frames = 0, ended = 0;
  int begun = 0;
  const auto begin = [&](int number) {
    ++begun;
    return counted_on(other, frame_count(frames), ended, number);
  };
  for (int i = 0; i < race_rounds; ++i) {
    value_task<int> x = begin(i);
    pause(i);
    valuetask::detach(std::move(x));
#if !VALUETASK_CHECKED
    {
      value_task<int> dropped = begin(i);
    }
#endif
    static_cast<void>(begin(i).as_task());
  }
  sync_wait(completes_on(other, 0)); // what came before is through then
  EXPECT_EQ(ended, begun) << "one was stopped, or lost";
  EXPECT_EQ(frames, 0) << "frames were not freed";
}

// What one thread wrote before it completed something, another one reads that saw it complete:
// 'written' is no atomic, so that ThreadSanitizer sees where one is not ordered before the other.
// (On x86 nothing else does: there every store releases.)

task<> writes_and_completes(spinning_thread &thread, int &written, valuetask::source<int> &source,
                            int number) {
  co_await thread;
  written = number;
  source.set_result(number);
}

value_task<int> writes_and_ends(spinning_thread &thread, int &written, int number) {
  co_await thread;
  written = number;
  co_return number;
}

TEST_F(Race, CompletionOrdersWhatWasWritten) {
  auto waits_on = [](auto &x) -> task<int> { co_return co_await x; };
  for (int i = 1; i < race_rounds / 10; ++i) {
    int written = 0;
    {
      value_task<int> x = writes_and_ends(other, written, i);
      while (!x.is_completed())
        std::this_thread::yield();
      ASSERT_EQ(std::exchange(written, 0), i) << "a value_task";
      ASSERT_EQ(x.result(), i);
    }
    for (const bool with_waiter : {false, true}) {
      const task<int> x = writes_and_ends(other, written, i).as_task();
      task<int> waiting;
      if (with_waiter)
        waiting = waits_on(x);
      while (!x.is_completed())
        std::this_thread::yield();
      ASSERT_EQ(std::exchange(written, 0), i) << "a task " << with_waiter;
      ASSERT_EQ(sync_wait(with_waiter ? waiting : x), i);
    }
    for (const bool with_waiter : {false, true}) {
      valuetask::source<int> source;
      value_task<int> x = source.get();
      task<int> waiting;
      if (with_waiter)
        waiting = waits_on(x);
      const task<> completing = writes_and_completes(other, written, source, i);
      while (!source.is_completed())
        std::this_thread::yield();
      ASSERT_EQ(std::exchange(written, 0), i) << "a source " << with_waiter;
      sync_wait(completing);
      ASSERT_EQ(with_waiter ? sync_wait(waiting) : x.result(), i);
    }
  }
}

TEST_F(Race, ExceptionsTravel) {
  for (int i = 0; i < race_rounds / 10; ++i) {
    try {
      sync_wait(fails_on(other, i));
      FAIL();
    } catch (const failure &caught) {
      ASSERT_EQ(caught.number, i);
    }
  }
}

TEST_F(Race, WhenAllAgainstCompletion) {
  spinning_thread third;
  for (int i = 0; i < race_rounds / 4; ++i)
    ASSERT_EQ(sync_wait(valuetask::when_all(completes_on(other, i), completes_on(third, i + 1))),
              std::tuple(i, i + 1));
}

TEST_F(Race, ThreadsAwaitOneTask) {
  spinning_thread second, third;
  auto waits_on = [](spinning_thread &thread, task<int> x) -> value_task<int> {
    co_await thread;
    const int &once = co_await x;
    co_return once + co_await std::move(x);
  };
  for (int i = 0; i < race_rounds / 4; ++i) {
    task<int> x = completes_on(other, i).as_task();
    auto a = waits_on(second, x);
    auto b = waits_on(third, x);
    auto c = waits_on(second, std::move(x));
    ASSERT_EQ(sync_wait(a), 2 * i);
    ASSERT_EQ(sync_wait(b), 2 * i);
    ASSERT_EQ(sync_wait(c), 2 * i);
  }
}

TEST_F(Race, HandlesDroppedOnSeveralThreads) {
  spinning_thread second;
  std::atomic<int> sum = 0;
  auto drops_on = [](spinning_thread &thread, task<int> x, std::atomic<int> &sum) -> task<> {
    co_await thread;
    sum += co_await x;
    x = {};
  };
  for (int i = 0; i < race_rounds / 4; ++i) {
    task<> a, b;
    {
      task<int> x = completes_on(other, 1).as_task();
      a = drops_on(second, x, sum);
      b = drops_on(other, x, sum);
    }
    sync_wait(a);
    sync_wait(b);
  }
  EXPECT_EQ(sum, race_rounds / 4 * 2);
}

} // namespace

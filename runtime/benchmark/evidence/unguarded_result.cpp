/// \file
/// valuetask-unguarded-result: result() of what is mostly there. A cache with 99% hits, and with
/// 100%, as a test has it; and 64 misses that take a millisecond each, where a read blocks its
/// thread and where it is awaited.
#include "child.h"
#include "evidence.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/when_all.h>

namespace {

using namespace evidence;

struct cache {
  unsigned hits; ///< of 100
  random_numbers numbers;
  event_loop loop;

  value_task<long> get(unsigned key) {
    if (numbers.below(100) < hits)
      return answer_to(key);
    return load(key);
  }

private:
  task<long> load(unsigned key) {
    co_await loop.wait();
    co_return answer_to(key);
  }
};

namespace misuse {

[[gnu::noinline]] long read(cache &from, unsigned key) {
  auto value = from.get(key);
  return value.result();
}

} // namespace misuse

namespace cure {

task<> read_each(benchmark::State &state, cache &from, std::size_t &wrong) {
  unsigned key = 0;
  for (auto _ : state) {
    wrong += co_await from.get(key) != answer_to(key);
    ++key;
  }
}

task<> ask_each(benchmark::State &state, cache &from, std::size_t &wrong) {
  unsigned key = 0;
  for (auto _ : state) {
    auto value = from.get(key);
    const long answer = value.is_completed() ? value.result() : co_await value;
    wrong += answer != answer_to(key);
    ++key;
  }
}

} // namespace cure

/// How far the program gets until its first miss.
void read_in_children(benchmark::State &state) {
  state.SetLabel("`result()`, 99% hits, each in a process of its own");
  std::size_t ended = 0, answered = 0;
  unsigned seed = 0;
  for (auto _ : state) {
    const outcome one = run_in_child([&](unsigned long &done) {
      cache from{99, {}, {}};
      for (unsigned i = 0; i != seed; ++i)
        from.numbers.below(2);
      for (unsigned key = 0; key != million; ++key) {
        benchmark::DoNotOptimize(misuse::read(from, key));
        ++done;
      }
    });
    ended += one.was_ended;
    answered += one.done;
    seed += 1'000;
  }
  count(state, "processes", static_cast<std::size_t>(state.iterations()));
  count(state, "programs ended", ended);
  count(state, "answered", answered / static_cast<std::size_t>(state.iterations()));
}

/// What it would gain where all is there.
void read_hits(benchmark::State &state) {
  state.SetLabel("`result()`, 100% hits");
  cache from{100, {}, {}};
  std::size_t wrong = 0;
  unsigned key = 0;
  for (auto _ : state) {
    wrong += misuse::read(from, key) != answer_to(key);
    ++key;
  }
  count(state, "programs ended", 0);
  count(state, "answered", key - wrong);
}

template <auto ReadEach> void await(benchmark::State &state, const char *label, unsigned hits) {
  state.SetLabel(label);
  cache from{hits, {}, {}};
  std::size_t wrong = 0;
  const task<> running = ReadEach(state, from, wrong);
  while (!running.is_completed())
    from.loop.tick();
  running.result();
  count(state, "requests", static_cast<std::size_t>(state.iterations()));
  count(state, "programs ended", 0);
  count(state, "answered", static_cast<std::size_t>(state.iterations()) - wrong);
}

// -- a read that blocks --------------------------------------------------------------------------

/// Answers each request a millisecond after it was asked, on a thread of its own.
class remote {
public:
  remote() : thread_([this] { run(); }) {}
  ~remote() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  remote(const remote &) = delete;
  remote &operator=(const remote &) = delete;

  value_task<long> get() {
    const std::lock_guard lock(mutex_);
    auto &asked = *asked_.emplace_back(
        std::make_unique<request>(clock::now() + std::chrono::milliseconds(1)));
    changed_.notify_one();
    return asked.answer.get();
  }

private:
  using clock = std::chrono::steady_clock;
  struct request {
    explicit request(clock::time_point when) : due(when) {}
    clock::time_point due;
    valuetask::source<long> answer;
  };

  void run() {
    std::unique_lock lock(mutex_);
    for (std::size_t next = 0;;) {
      changed_.wait(lock, [&] { return is_over_ || next != asked_.size(); });
      if (is_over_)
        return;
      request &first = *asked_[next++];
      lock.unlock();
      std::this_thread::sleep_until(first.due);
      first.answer.set_result(answer_to(1));
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<request>> asked_;
  bool is_over_ = false;
  std::thread thread_;
};

constexpr unsigned misses = 64;

void block(benchmark::State &state) {
  state.SetLabel("64 misses of 1 ms, a thread blocked by each");
  std::size_t right = 0;
  while (state.KeepRunningBatch(misses)) {
    remote from;
    for (unsigned i = 0; i != misses; ++i)
      right += valuetask::sync_wait(from.get()) == answer_to(1);
  }
  count(state, "programs ended", 0);
  count(state, "answered", right);
}

void wait_for_all(benchmark::State &state) {
  state.SetLabel("64 misses of 1 ms, awaited together");
  std::size_t right = 0;
  while (state.KeepRunningBatch(misses)) {
    remote from;
    std::vector<value_task<long>> asked;
    asked.reserve(misses);
    for (unsigned i = 0; i != misses; ++i)
      asked.push_back(from.get());
    for (const long answer : valuetask::sync_wait(valuetask::when_all(std::move(asked))))
      right += answer == answer_to(1);
  }
  count(state, "programs ended", 0);
  count(state, "answered", right);
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-unguarded-result/misuse/misses", read_in_children)
      ->Iterations(100);
  benchmark::RegisterBenchmark("valuetask-unguarded-result/cure/awaited", await<cure::read_each>,
                               "`co_await`, 99% hits", 99)
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unguarded-result/cure/asked", await<cure::ask_each>,
                               "asked first, 99% hits", 99)
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unguarded-result/misuse/hits", read_hits)
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unguarded-result/cure/awaited_hits",
                               await<cure::read_each>, "`co_await`, 100% hits", 100)
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unguarded-result/cure/asked_hits", await<cure::ask_each>,
                               "asked first, 100% hits", 100)
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unguarded-result/base/blocked", block)
      ->Iterations(misses)
      ->UseRealTime();
  benchmark::RegisterBenchmark("valuetask-unguarded-result/cure/awaited_misses", wait_for_all)
      ->Iterations(misses)
      ->UseRealTime();
  return true;
}();

} // namespace

/// \file
/// What the rules' benchmarks share. The rows of a rule are named after it:
///   valuetask-RULE/misuse/...   what the rule reports
///   valuetask-RULE/cure/...     the same work as the rule's page has it
///   valuetask-RULE/base/...     what else one has to know to read these
/// A row's label says in words what was done, and its counters' names are the headings of the
/// tables; scripts/evidence takes both as they are. An iteration is a request, or whatever the
/// label says there are so many of. Where a row counts "processes", its time is theirs, and no
/// figure.
#ifndef VALUETASK_BENCHMARK_EVIDENCE_EVIDENCE_H
#define VALUETASK_BENCHMARK_EVIDENCE_EVIDENCE_H

#include "heap.h"

#include <array>
#include <benchmark/benchmark.h>
#include <coroutine>
#include <cstddef>
#include <string>
#include <utility>
#include <valuetask/task.h>
#include <valuetask/value_task.h>
#include <vector>

namespace evidence {

using valuetask::task;
using valuetask::value_task;

inline constexpr unsigned million = 1'000'000;

/// What a key's answer has to be.
inline long answer_to(unsigned key) noexcept { return 1'000 + 3L * key; }

inline void count(benchmark::State &state, const char *what, std::size_t number) {
  state.counters[what] = static_cast<double>(number);
}

/// Notes what the heap was asked for while it lives, under a name that says whether that was behind
/// the recycling of frames or without it.
class heap_counter {
public:
  explicit heap_counter(benchmark::State &state) : state_(state), before_(heap_now()) {}
  ~heap_counter() {
    count(state_, recycles ? "heap allocations" : "blocks requested",
          heap_now().allocations - before_.allocations);
  }
  heap_counter(const heap_counter &) = delete;
  heap_counter &operator=(const heap_counter &) = delete;

private:
  benchmark::State &state_;
  heap_use before_;
};

/// An event loop that knows no time but ticks.
class event_loop {
public:
  struct turn {
    event_loop &loop;
    unsigned ticks;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> coroutine) { loop.slot(ticks).push_back(coroutine); }
    void await_resume() const noexcept {}
  };

  /// Goes on in so many ticks, 1 to 7 of them.
  turn wait(unsigned ticks = 1) noexcept { return {*this, ticks}; }

  /// Lets all go on whose time has come.
  void tick() {
    ++now_;
    due_.swap(slot(0));
    for (const std::coroutine_handle<> one : due_)
      one.resume();
    due_.clear();
  }
  unsigned now() const noexcept { return now_; }

  /// Until nobody waits any more.
  void run() {
    for (std::size_t idle = 0; idle != slots_.size(); ++idle) {
      if (!slot(0).empty())
        idle = 0;
      tick();
    }
  }

private:
  std::vector<std::coroutine_handle<>> &slot(unsigned ticks) noexcept {
    return slots_[(now_ + ticks) % slots_.size()];
  }

  std::array<std::vector<std::coroutine_handle<>>, 8> slots_;
  std::vector<std::coroutine_handle<>> due_;
  unsigned now_ = 0;
};

/// Numbers without a pattern, the same in every run.
class random_numbers {
public:
  unsigned below(unsigned end) noexcept {
    state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    return static_cast<unsigned>((state_ >> 33) % end);
  }

private:
  unsigned long state_ = 1;
};

} // namespace evidence

#endif

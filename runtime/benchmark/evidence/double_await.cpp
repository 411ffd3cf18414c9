/// \file
/// valuetask-double-await: a second await reads a completion that somebody else has by then.
///
/// The load: 64 requests begin with each tick, and each is answered within 1 to 4 ticks. Every
/// request awaits its answer, writes a log, which takes as long, and needs the answer again. The
/// answers are completions of a pool, as a server has them that allocates nothing for a request.
#include "child.h"
#include "evidence.h"

#include <memory>
#include <stdexcept>
#include <valuetask/annotations.h>

namespace {

using namespace evidence;

// -- the pool ------------------------------------------------------------------------------------

class pooled_answer;

/// Of an operation that is in flight; used again and again.
struct completion {
  pooled_answer *waiting = nullptr;
  long answer = 0;
  bool is_done = false;
  bool is_free = true;
};

class pool {
public:
  completion &take() {
    if (free_.empty())
      free_.push_back(made_.emplace_back(std::make_unique<completion>()).get());
    completion &taken = *free_.back();
    free_.pop_back();
    taken = completion{};
    taken.is_free = false;
    return taken;
  }
  void give_back(completion &used) {
    if (used.is_free)
      return;
    used.is_free = true;
    free_.push_back(&used);
  }

private:
  std::vector<std::unique_ptr<completion>> made_;
  std::vector<completion *> free_;
};

class server {
public:
  pooled_answer ask(unsigned key);
  event_loop::turn write_log() { return loop.wait(latency()); }

  /// Who is not called back any more gives up after a while.
  task<> time_out(pooled_answer &lost);

  event_loop loop;
  pool completions;

private:
  unsigned latency() noexcept { return 1 + numbers_.below(4); }
  task<> run(completion &asked, unsigned key);

  random_numbers numbers_;
};

/// What stands for a pooled completion, as one writes it: .NET's `ValueTask` of an
/// `IValueTaskSource`, without the token. An await gives the completion back.
class [[nodiscard]] VALUETASK_SINGLE_AWAIT pooled_answer {
public:
  pooled_answer(server &from, completion &behind) noexcept : from_(&from), behind_(&behind) {}

  bool await_ready() const noexcept { return behind_->is_done; }
  void await_suspend(std::coroutine_handle<> coroutine) {
    waiter_ = coroutine;
    if (pooled_answer *const before = std::exchange(behind_->waiting, this))
      static_cast<void>(from_->time_out(*before));
  }
  long await_resume() const {
    if (is_lost_)
      throw std::runtime_error("timed out");
    const long answer = behind_->answer;
    from_->completions.give_back(*behind_);
    return answer;
  }

  void resume(bool is_lost) {
    is_lost_ = is_lost;
    waiter_.resume();
  }

private:
  server *from_;
  completion *behind_;
  std::coroutine_handle<> waiter_;
  bool is_lost_ = false;
};

pooled_answer server::ask(unsigned key) {
  completion &asked = completions.take();
  static_cast<void>(run(asked, key));
  return {*this, asked};
}

task<> server::run(completion &asked, unsigned key) {
  co_await loop.wait(latency());
  asked.answer = answer_to(key);
  asked.is_done = true;
  if (pooled_answer *const waiting = std::exchange(asked.waiting, nullptr))
    waiting->resume(false);
}

task<> server::time_out(pooled_answer &lost) {
  co_await loop.wait(7);
  lost.resume(true);
}

struct tally {
  std::size_t wrong = 0, lost = 0;

  void note(unsigned key, long first, long second) noexcept {
    wrong += first != answer_to(key) || second != answer_to(key);
  }
};

// -- the two ways --------------------------------------------------------------------------------

namespace misuse {

task<> request(server &asked, unsigned key, tally &seen) {
  try {
    auto answer = asked.ask(key);
    const long first = co_await answer;
    co_await asked.write_log();
    seen.note(key, first, co_await answer);
  } catch (const std::runtime_error &) {
    ++seen.lost;
  }
}

task<long> sum(value_task<long> answer) {
  const long first = co_await answer;
  co_return first + co_await answer;
}

} // namespace misuse

namespace cure {

task<> request(server &asked, unsigned key, tally &seen) {
  try {
    const long answer = co_await asked.ask(key);
    co_await asked.write_log();
    seen.note(key, answer, answer);
  } catch (const std::runtime_error &) {
    ++seen.lost;
  }
}

task<long> sum(value_task<long> answer) {
  const task<long> shared = answer.as_task();
  const long first = co_await shared;
  co_return first + co_await shared;
}

} // namespace cure

// -- the rows ------------------------------------------------------------------------------------

template <auto Request> void load(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  server asked;
  tally seen;
  unsigned key = 0;
  for (auto _ : state) {
    static_cast<void>(Request(asked, key, seen));
    if (++key % 64 == 0)
      asked.loop.tick();
  }
  asked.loop.run();
  count(state, "requests", key);
  count(state, "wrong answers", seen.wrong);
  count(state, "never answered", seen.lost);
  count(state, "programs ended", 0);
}

/// What our own value_task does in a release build.
template <auto Sum> void await_twice(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  std::size_t ended = 0, answered = 0;
  for (auto _ : state) {
    const outcome one = run_in_child(
        [](unsigned long &done) { done = Sum(value_task<long>(7)).result() == 14 ? 1 : 2; });
    ended += one.was_ended;
    answered += one.done != 0;
  }
  count(state, "requests", static_cast<std::size_t>(state.iterations()));
  count(state, "processes", static_cast<std::size_t>(state.iterations()));
  count(state, "answered", answered);
  count(state, "programs ended", ended);
}

[[gnu::noinline]] value_task<long> ready(unsigned key) { return answer_to(key); }
event_loop waiting;
[[gnu::noinline]] value_task<long> waits(unsigned key) {
  if (key != 0) // as it is in all calls
    co_await waiting.wait();
  co_return answer_to(key);
}

template <auto Get, bool Shares>
task<> await_each(benchmark::State &state, std::size_t &allocations) {
  const std::size_t before = heap_now().allocations;
  long sum = 0;
  unsigned key = 1;
  for (auto _ : state) {
    if constexpr (Shares)
      sum += co_await Get(key++).as_task();
    else
      sum += co_await Get(key++);
  }
  benchmark::DoNotOptimize(sum);
  allocations = heap_now().allocations - before;
}
template <auto Get, bool Shares> void consumed(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  std::size_t allocations = 0;
  const task<> running = await_each<Get, Shares>(state, allocations);
  while (!running.is_completed())
    waiting.tick();
  count(state, "requests", static_cast<std::size_t>(state.iterations()));
  count(state, recycles ? "heap allocations" : "blocks requested", allocations);
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-double-await/misuse/pooled", load<misuse::request>,
                               "awaited a second time")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-double-await/cure/pooled", load<cure::request>,
                               "the result kept")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-double-await/misuse/value_task", await_twice<misuse::sum>,
                               "a `value_task`, awaited a second time")
      ->Iterations(100);
  benchmark::RegisterBenchmark("valuetask-double-await/cure/value_task", await_twice<cure::sum>,
                               "its `as_task()`, awaited a second time")
      ->Iterations(100);
  benchmark::RegisterBenchmark("valuetask-double-await/base/ready", consumed<ready, false>,
                               "ready, awaited")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-double-await/cure/ready_as_task", consumed<ready, true>,
                               "ready, `as_task()` awaited")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-double-await/base/waits", consumed<waits, false>,
                               "waits once, awaited")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-double-await/cure/waits_as_task", consumed<waits, true>,
                               "waits once, `as_task()` awaited")
      ->Iterations(million);
  return true;
}();

} // namespace

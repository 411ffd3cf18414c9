/// \file
/// What an await costs, beside a plain call and beside what else one would use.
///
/// A row's name begins with what happens: `ready`, where the answer is there and no coroutine is
/// needed; `coroutine`, where it is there and a coroutine says so; `text`, the same with a string;
/// `suspends`, where the coroutine is suspended once and goes on on the same thread. Figures to
/// compare are those of one run. `ready/plain_call` is the base: a plain call in a coroutine that
/// would await if the answer were not there, so that its variables lie in the frame as they do
/// beside an await. `ready/plain_call_in_plain_loop` keeps them in registers.
#include "counting_new.h"
#include "services.h"

#include <asio.hpp>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <valuetask/source.h>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

namespace {

using namespace services;
using valuetask::task;
using valuetask::value_task;

// -- drivers -------------------------------------------------------------------------------------

/// What is added up of an answer.
int weight(int answer) { return answer; }
int weight(const std::string &answer) { return static_cast<int>(answer.size()); }

template <auto Function> task<> await_each(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  unsigned key = 0;
  for (auto _ : state) {
    const auto answer = co_await Function(key++);
    sum += weight(answer);
  }
  benchmark::DoNotOptimize(sum);
}
template <auto Function> void awaited(benchmark::State &state) {
  await_each<Function>(state).result();
}

template <auto Function> task<> call_each(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  unsigned key = 0;
  for (auto _ : state) {
    const auto answer = Function(key++);
    if (weight(answer) < 0) [[unlikely]]
      co_await the_gate;
    sum += weight(answer);
  }
  benchmark::DoNotOptimize(sum);
}
template <auto Function> void called(benchmark::State &state) {
  call_each<Function>(state).result();
}

void plain_loop(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  unsigned key = 0;
  for (auto _ : state)
    sum += plain(key++);
  benchmark::DoNotOptimize(sum);
}

// -- what else one would use ---------------------------------------------------------------------

void call_back(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  unsigned key = 0;
  for (auto _ : state)
    callback(key++, [&sum](int answer) { sum += answer; });
  benchmark::DoNotOptimize(sum);
}

void get_future(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  unsigned key = 0;
  for (auto _ : state)
    sum += future(key++).get();
  benchmark::DoNotOptimize(sum);
}

asio::awaitable<int> asio_coroutine(unsigned key) {
  if (plain(key) < 0) [[unlikely]]
    co_await asio::post(asio::use_awaitable);
  co_return plain(key);
}

using asio_handler = asio::async_result<asio::use_awaitable_t<>, void()>::handler_type;
std::optional<asio_handler> waiting_asio;

asio::awaitable<int> asio_suspending(unsigned key) {
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      [](asio_handler done) { waiting_asio.emplace(std::move(done)); }, asio::use_awaitable);
  co_return plain(key);
}

template <auto Function> asio::awaitable<void> asio_await_each(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  unsigned key = 0;
  for (auto _ : state)
    sum += co_await Function(key++);
  benchmark::DoNotOptimize(sum);
}
void asio_awaited(benchmark::State &state) {
  asio::io_context context;
  asio::co_spawn(context, asio_await_each<asio_coroutine>(state), asio::detached);
  context.run();
}

// -- suspended once ------------------------------------------------------------------------------

template <auto Function> task<> await_for_ever(int &sum, const std::atomic<bool> &is_over) {
  for (unsigned key = 0; !is_over.load(std::memory_order_relaxed); ++key)
    sum += co_await Function(key);
}
template <auto Function> void resumed(benchmark::State &state) {
  int sum = 0;
  std::atomic<bool> is_over = false;
  const task<> running = await_for_ever<Function>(sum, is_over);
  the_gate.waiting.resume();
  {
    const counting_new::scope allocations(state);
    for (auto _ : state)
      the_gate.waiting.resume();
  }
  benchmark::DoNotOptimize(sum);
  is_over = true;
  the_gate.waiting.resume();
  running.result();
}

asio::awaitable<void> asio_await_for_ever(int &sum, const std::atomic<bool> &is_over) {
  for (unsigned key = 0; !is_over.load(std::memory_order_relaxed); ++key)
    sum += co_await asio_suspending(key);
}
void asio_resumed(benchmark::State &state) {
  asio::io_context context;
  int sum = 0;
  std::atomic<bool> is_over = false;
  const auto go_on = [] {
    auto handler = std::move(*waiting_asio);
    waiting_asio.reset();
    std::move(handler)();
  };
  asio::co_spawn(context, asio_await_for_ever(sum, is_over), asio::detached);
  asio::post(context, [&] {
    {
      const counting_new::scope allocations(state);
      for (auto _ : state)
        go_on();
    }
    is_over = true;
    go_on();
  });
  context.run();
  benchmark::DoNotOptimize(sum);
}

task<> read_for_ever(valuetask::source<int> &numbers, int &sum, const std::atomic<bool> &is_over) {
  while (!is_over.load(std::memory_order_relaxed)) {
    sum += co_await numbers.get();
    numbers.reset();
  }
}
void source_round(benchmark::State &state) {
  valuetask::source<int> numbers;
  int sum = 0;
  std::atomic<bool> is_over = false;
  const task<> running = read_for_ever(numbers, sum, is_over);
  {
    const counting_new::scope allocations(state);
    for (auto _ : state)
      numbers.set_result(1);
  }
  benchmark::DoNotOptimize(sum);
  is_over = true;
  numbers.set_result(1);
  running.result();
}

/// The loop as one writes it with callbacks. `Extra` is what the callback has to carry along.
template <class Extra> struct callback_loop {
  int sum = 0;
  unsigned key = 0;
  Extra extra{};

  void next() {
    callback_later(key++, [this, extra = extra](int answer) {
      benchmark::DoNotOptimize(extra);
      sum += answer;
      next();
    });
  }
};
template <class Extra> void called_back(benchmark::State &state) {
  callback_loop<Extra> loop;
  loop.next();
  {
    const counting_new::scope allocations(state);
    for (auto _ : state) {
      const auto done = std::move(waiting_callback);
      done(1);
    }
  }
  benchmark::DoNotOptimize(loop.sum);
  waiting_callback = nullptr;
}
struct nothing {};
struct three_words {
  void *words[3]{};
};

void future_later(benchmark::State &state) {
  const counting_new::scope allocations(state);
  int sum = 0;
  for (auto _ : state) {
    std::promise<int> made;
    std::future<int> answer = made.get_future();
    made.set_value(plain(1));
    sum += answer.get();
  }
  benchmark::DoNotOptimize(sum);
}

// -- on the way down -----------------------------------------------------------------------------

/// Bytes of stack that a level of recursion takes.
void stack_a_level(benchmark::State &state) {
  constexpr unsigned depth = 1'000;
  const char *top = static_cast<const char *>(__builtin_frame_address(0));
  const char *deepest = nullptr, *deepest_plain = nullptr;
  for (auto _ : state) {
    benchmark::DoNotOptimize(recursion(depth, deepest).result());
    benchmark::DoNotOptimize(plain_recursion(depth, deepest_plain));
  }
  state.counters["coroutine"] = static_cast<double>(top - deepest) / depth;
  state.counters["plain"] = static_cast<double>(top - deepest_plain) / depth;
}

/// For who counts instructions: a number of iterations that is known, and no others.
void counted(benchmark::internal::Benchmark *row) {
  if (const char *const iterations = std::getenv("VALUETASK_BENCHMARK_ITERATIONS"))
    row->Iterations(std::atoll(iterations));
}

} // namespace

BENCHMARK(plain_loop)->Name("ready/plain_call_in_plain_loop")->Apply(counted);
BENCHMARK(called<plain>)->Name("ready/plain_call")->Apply(counted);
BENCHMARK(awaited<ready>)->Name("ready/value_task")->Apply(counted);
BENCHMARK(awaited<small_task>)->Name("ready/task_from_small_result")->Apply(counted);
BENCHMARK(call_back)->Name("ready/callback")->Apply(counted);
BENCHMARK(get_future)->Name("ready/std_future")->Apply(counted);

BENCHMARK(awaited<coroutine>)->Name("coroutine/value_task")->Apply(counted);
BENCHMARK(awaited<task_coroutine>)->Name("coroutine/task")->Apply(counted);
BENCHMARK(asio_awaited)->Name("coroutine/asio_awaitable")->Apply(counted);

BENCHMARK(called<plain_text>)->Name("text/plain_call")->Apply(counted);
BENCHMARK(awaited<text_coroutine>)->Name("text/value_task")->Apply(counted);

BENCHMARK(resumed<suspending>)->Name("suspends/value_task")->Apply(counted);
BENCHMARK(resumed<suspending_task>)->Name("suspends/task")->Apply(counted);
BENCHMARK(source_round)->Name("suspends/source")->Apply(counted);
BENCHMARK(asio_resumed)->Name("suspends/asio_awaitable")->Apply(counted);
BENCHMARK(called_back<nothing>)->Name("suspends/callback_with_one_word")->Apply(counted);
BENCHMARK(called_back<three_words>)->Name("suspends/callback_with_four_words")->Apply(counted);
BENCHMARK(future_later)->Name("suspends/std_future")->Apply(counted);

BENCHMARK(stack_a_level)->Name("recursion/stack_bytes_a_level")->Apply(counted);

BENCHMARK_MAIN();

/// \file
/// valuetask-always-async: a value_task against a task where every call suspends, at 1, 2 and 5
/// levels of calls. The innermost call waits for the next tick of a loop.
#include "evidence.h"

namespace {

using namespace evidence;

event_loop loop;

namespace misuse {

[[gnu::noinline]] value_task<long> call(unsigned levels) {
  if (levels == 1)
    co_await loop.wait();
  else
    co_return 1 + co_await call(levels - 1);
  co_return answer_to(levels);
}

} // namespace misuse

namespace cure {

[[gnu::noinline]] task<long> call(unsigned levels) {
  if (levels == 1)
    co_await loop.wait();
  else
    co_return 1 + co_await call(levels - 1);
  co_return answer_to(levels);
}

} // namespace cure

template <auto Call> task<> await_each(benchmark::State &state, unsigned levels) {
  long sum = 0;
  for (auto _ : state)
    sum += co_await Call(levels);
  benchmark::DoNotOptimize(sum);
}

template <auto Call> auto start(std::size_t calls, unsigned levels) {
  std::vector<decltype(Call(levels))> started;
  started.reserve(calls);
  for (std::size_t i = 0; i != calls; ++i)
    started.push_back(Call(levels));
  return started;
}

template <class Started> void finish(Started started) {
  loop.run();
  long sum = 0;
  for (auto &one : started)
    sum += one.result();
  benchmark::DoNotOptimize(sum);
}

/// Of a call that waits, without what it returns, where no frame of an earlier one is left.
template <auto Call> void note_memory(benchmark::State &state, unsigned levels) {
  constexpr std::size_t calls = 1'000;
  for (unsigned i = 0; i != 16; ++i) // so that the loop's own memory is there
    finish(start<Call>(3 * calls, levels));
  auto all = start<Call>(2 * calls, levels);
  all.reserve(3 * calls);
  const heap_use before = heap_now();
  for (std::size_t i = 0; i != calls; ++i)
    all.push_back(Call(levels));
  const heap_use now = heap_now();
  if (recycles)
    count(state, "bytes held a call", (now.held - before.held) / calls);
  else
    count(state, "bytes of a frame", (now.requested - before.requested) / calls / levels);
  finish(std::move(all));
}

template <auto Call> void suspend(benchmark::State &state, const char *what) {
  const auto levels = static_cast<unsigned>(state.range(0));
  state.SetLabel(std::string(what) + ", " + std::to_string(levels) +
                 (levels == 1 ? " level" : " levels"));
  count(state, "calls", million / 5);
  note_memory<Call>(state, levels);
  const task<> running = await_each<Call>(state, levels);
  while (!running.is_completed())
    loop.tick();
  running.result();
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-always-async/misuse", suspend<misuse::call>,
                               "`value_task`")
      ->ArgName("levels")
      ->Arg(1)
      ->Arg(2)
      ->Arg(5)
      ->Iterations(million / 5);
  benchmark::RegisterBenchmark("valuetask-always-async/cure", suspend<cure::call>, "`task`")
      ->ArgName("levels")
      ->Arg(1)
      ->Arg(2)
      ->Arg(5)
      ->Iterations(million / 5);
  return true;
}();

} // namespace

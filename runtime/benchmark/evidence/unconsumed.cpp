/// \file
/// valuetask-unconsumed: 1,000 workers make 1,000 calls each, of which 1% are dropped. A call is
/// over with the next tick of the loop; one in 49 fails.
#include "evidence.h"

#include <algorithm>
#include <stdexcept>
#include <valuetask/detach.h>

namespace {

using namespace evidence;

constexpr unsigned workers = 1'000;

struct tally {
  event_loop loop;
  std::size_t failures = 0, seen = 0;
  std::size_t unfinished = 0; ///< calls that ran on when their caller went on
  std::size_t running = 0;
};

// No common divisor: a dropped call fails as often as any other.
bool is_dropped(unsigned key) noexcept { return (key + key / 1'000 * 7) % 100 == 7; }
bool fails(unsigned key) noexcept { return key % 49 == 3; }

[[gnu::noinline]] value_task<> save(tally &all, unsigned key) {
  ++all.running;
  if (key != million) // as it is in all calls
    co_await all.loop.wait();
  --all.running;
  if (fails(key)) {
    ++all.failures;
    throw std::runtime_error("not saved");
  }
}

/// A worker's rounds; what is dropped is the matter of `Save`.
template <auto Save> task<> work(tally &all, unsigned first) {
  for (unsigned key = first; key != first + million / workers; ++key) {
    try {
      co_await Save(all, key);
    } catch (const std::runtime_error &) {
      ++all.seen;
    }
  }
}

namespace misuse {

task<> save_each(tally &all, unsigned key) {
  if (is_dropped(key)) {
    const std::size_t before = all.running;
    (void)save(all, key);
    all.unfinished += all.running - before;
    co_return;
  }
  co_await save(all, key);
}

} // namespace misuse

namespace cure {

task<> save_each(tally &all, unsigned key) { co_await save(all, key); }

tally *observed = nullptr;
task<> save_or_detach(tally &all, unsigned key) {
  if (is_dropped(key)) {
    const std::size_t before = all.running;
    valuetask::detach(save(all, key));
    all.unfinished += all.running - before;
    co_return;
  }
  co_await save(all, key);
}

} // namespace cure

template <auto Save> void drop(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  tally all;
  cure::observed = &all;
  const auto replaced = valuetask::set_unobserved_exception_handler(
      [](std::exception_ptr) noexcept { ++cure::observed->seen; });
  std::size_t most = 0;
  while (state.KeepRunningBatch(million)) {
    std::vector<task<>> working;
    working.reserve(workers);
    for (unsigned i = 0; i != workers; ++i)
      working.push_back(work<Save>(all, i * (million / workers)));
    while (all.running != 0) {
      most = std::max(most, all.running);
      all.loop.tick();
    }
    for (const task<> &one : working)
      one.result();
  }
  valuetask::set_unobserved_exception_handler(replaced);
  count(state, "calls", million);
  count(state, "errors", all.failures);
  count(state, "errors lost", all.failures - all.seen);
  count(state, "not waited for", all.unfinished);
  count(state, "frames held at most", most);
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-unconsumed/misuse", drop<misuse::save_each>, "1% dropped")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unconsumed/cure/awaited", drop<cure::save_each>,
                               "all awaited")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-unconsumed/cure/detached", drop<cure::save_or_detach>,
                               "1% detached, with a handler for errors")
      ->Iterations(million);
  return true;
}();

} // namespace

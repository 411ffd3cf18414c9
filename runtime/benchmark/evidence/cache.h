/// \file
/// A cache behind which an answer is there, or takes a wait: for the benchmarks that ask at which
/// share of hits a value_task pays.
#ifndef VALUETASK_BENCHMARK_EVIDENCE_CACHE_H
#define VALUETASK_BENCHMARK_EVIDENCE_CACHE_H

#include "evidence.h"

#include <algorithm>

namespace evidence {

/// Requests of which an exact share hits, in an order without a pattern.
class cache {
public:
  explicit cache(unsigned hits_of_100) {
    for (unsigned i = 0; i != length; ++i)
      is_hit_[i] = i % 100 < hits_of_100;
    random_numbers numbers;
    for (unsigned i = length; i > 1; --i)
      std::swap(is_hit_[i - 1], is_hit_[numbers.below(i)]);
  }

  bool has(unsigned key) const noexcept { return is_hit_[key % length] != 0; }

  event_loop network;

private:
  static constexpr unsigned length = 100'000;
  std::vector<unsigned char> is_hit_ = std::vector<unsigned char>(length);
};

template <auto Get> task<> request_each(benchmark::State &state, cache &from, std::size_t &wrong) {
  const heap_counter allocations(state);
  std::size_t by_hits = 0;
  unsigned key = 0;
  for (auto _ : state) {
    const std::size_t before = recycles ? 0 : heap_now().allocations;
    wrong += co_await Get(from, key) != answer_to(key);
    if (!recycles && from.has(key))
      by_hits += heap_now().allocations - before;
    ++key;
  }
  if (!recycles)
    count(state, "of these for hits", by_hits);
}

/// So many requests, one after the other, at the share of hits that the row's argument says.
template <auto Get> void sweep(benchmark::State &state, const char *what) {
  const auto hits = static_cast<unsigned>(state.range(0));
  state.SetLabel(std::string(what) + ", " + std::to_string(hits) + "% hits");
  cache from(hits);
  std::size_t wrong = 0;
  const task<> running = request_each<Get>(state, from, wrong);
  while (!running.is_completed())
    from.network.tick();
  running.result();
  count(state, "requests", static_cast<std::size_t>(state.iterations()));
  count(state, "wrong answers", wrong);
}

} // namespace evidence

#endif

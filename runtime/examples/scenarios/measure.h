/// \file
/// Runs a scenario's variants in turn, and measures them.
#ifndef SCENARIOS_MEASURE_H
#define SCENARIOS_MEASURE_H

#include "allocations.h"
#include "scenario.h"
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace scenarios {

/// How much is measured.
struct plan {
  int iterations = 1'000'000; ///< requests a variant
  int rounds = 20;            ///< into which they are split
  int clients = 32;           ///< at a time, which share the connections
  static constexpr int connections = 4;
};

/// What was measured of one variant.
struct figures {
  std::string_view name;
  std::vector<double> seconds;          ///< by rounds
  std::vector<std::uint32_t> latencies; ///< of each request, in nanoseconds; sorted
  allocations heap;                     ///< what was allocated meanwhile
  std::size_t over_network = 0;         ///< requests that the server has answered
  std::size_t answered = 0;             ///< the size of all answers

  double total_seconds() const;
  /// The latency that `share` of all requests did not exceed: 0.5 for the median.
  std::uint32_t percentile(double share) const;
};

/// How many rounds there are: fewer, where there are too few requests for all of them.
std::size_t rounds_of(const plan &how);

/// The variants take turns, round by round, so that a slow moment of the machine hits all of them.
/// Calls `after_round` after each round of each. Throws what a request throws.
std::vector<figures> measure(const scenario &chosen, const plan &how,
                             const std::function<void()> &after_round);

} // namespace scenarios

#endif

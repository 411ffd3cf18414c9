#include "counting.h"
#include "sibling.h"
#include <cstdio>
#include <stdexcept>
#include <string>

namespace scenarios {

std::vector<allocations> count_asked_for(const scenario &chosen, const plan &how,
                                         const std::function<void()> &after_round) {
  const std::string arguments = "--counts --scenario=" + std::string(chosen.name) +
                                " --iterations=" + std::to_string(how.iterations) +
                                " --clients=" + std::to_string(how.clients);
  std::vector<allocations> counts;
  run_sibling("scenarios_counting", arguments, [&](const std::string &line) {
    allocations read;
    if (line == "round")
      after_round();
    else if (std::sscanf(line.c_str(), "allocations %zu bytes %zu", &read.count, &read.bytes) == 2)
      counts.push_back(read);
  });
  if (counts.size() != chosen.variants.size())
    throw std::runtime_error("scenarios_counting has another number of variants: build it again");
  return counts;
}

void print_counts(const scenario &chosen, const plan &how) {
  const std::vector<figures> all = measure(chosen, how, [] {
    std::puts("round");
    std::fflush(stdout);
  });
  for (const figures &each : all)
    std::printf("allocations %zu bytes %zu\n", each.heap.count, each.heap.bytes);
}

} // namespace scenarios

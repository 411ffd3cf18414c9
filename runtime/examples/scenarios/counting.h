/// \file
/// Counts what the variants ask for.
///
/// The runtime recycles memory, so that the heap of a program that runs for a while sees next to
/// nothing of it. What is asked for is counted in another build of the same sources,
/// scenarios_counting, in which nothing is recycled, so that operator new sees each block.
#ifndef SCENARIOS_COUNTING_H
#define SCENARIOS_COUNTING_H

#include "allocations.h"
#include "measure.h"
#include "scenario.h"
#include <functional>
#include <vector>

namespace scenarios {

/// Runs the other build on a scenario. A result for each of its variants.
std::vector<allocations> count_asked_for(const scenario &chosen, const plan &how,
                                         const std::function<void()> &after_round);

/// What the other build does then: prints its counts for the first.
void print_counts(const scenario &chosen, const plan &how);

} // namespace scenarios

#endif

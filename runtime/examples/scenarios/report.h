/// \file
/// The closing table, and what it shows.
#ifndef SCENARIOS_REPORT_H
#define SCENARIOS_REPORT_H

#include "allocations.h"
#include "measure.h"
#include "scenario.h"
#include <vector>

namespace scenarios {

/// A scenario with all that was found out about it, in the order of its variants.
struct outcome {
  scenario what;
  std::vector<figures> measured;
  std::vector<allocations> asked_for;
};

void print_table(const std::vector<outcome> &all);

/// A sentence for each variant but the first, made from the figures.
void print_findings(const std::vector<outcome> &all);

} // namespace scenarios

#endif

/// \file
/// The third scenario: one answer, needed three times.
#ifndef SCENARIOS_AWAITED_AGAIN_H
#define SCENARIOS_AWAITED_AGAIN_H

#include "scenario.h"

namespace scenarios {

scenario awaited_again();

} // namespace scenarios

#endif

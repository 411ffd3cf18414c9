/// \file
/// The second scenario: every call goes over the network.
#ifndef SCENARIOS_ALWAYS_ASYNC_H
#define SCENARIOS_ALWAYS_ASYNC_H

#include "scenario.h"

namespace scenarios {

scenario always_async();

} // namespace scenarios

#endif

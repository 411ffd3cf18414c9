/// \file
/// What a scenario is: one piece of work, written with task and with value_task.
#ifndef SCENARIOS_SCENARIO_H
#define SCENARIOS_SCENARIO_H

#include <string_view>
#include <valuetask/task.h>
#include <vector>

namespace scenarios {

class http_connection;
class round;

/// One way to write it: a client, which takes requests from the round until none is left.
struct variant {
  std::string_view name;
  valuetask::task<void> (*client)(http_connection &, round &);
};

struct scenario {
  std::string_view name;         ///< on the command line
  std::string_view title;        ///< in the table
  std::vector<variant> variants; ///< the first is what the others are compared with
};

} // namespace scenarios

#endif

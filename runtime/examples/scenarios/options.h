/// \file
/// The program's command line.
#ifndef SCENARIOS_OPTIONS_H
#define SCENARIOS_OPTIONS_H

#include "measure.h"
#include <optional>
#include <stdexcept>
#include <string>

namespace scenarios {

struct options {
  plan how;
  std::string scenario;     ///< the chosen one's name; empty for all
  bool counts_only = false; ///< see counting.h
  bool help = false;
};

/// Thrown for a command line that makes no sense; says what to do.
struct usage_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws usage_error.
options parse(int argc, char **argv);

void print_help();

} // namespace scenarios

#endif

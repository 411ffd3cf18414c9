/// \file
/// Runs a program that lies beside this one.
#ifndef SCENARIOS_SIBLING_H
#define SCENARIOS_SIBLING_H

#include <functional>
#include <string>
#include <string_view>

namespace scenarios {

/// Calls `line` with each line of its output, without the line's end. Throws std::runtime_error
/// when the program is not there, or fails.
void run_sibling(std::string_view program, std::string_view arguments,
                 const std::function<void(const std::string &)> &line);

} // namespace scenarios

#endif

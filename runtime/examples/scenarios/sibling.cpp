#include "sibling.h"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

void scenarios::run_sibling(std::string_view program, std::string_view arguments,
                            const std::function<void(const std::string &)> &line) {
  const std::filesystem::path path =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / program;
  if (!std::filesystem::exists(path))
    throw std::runtime_error(path.string() + " is not there: build the target '" +
                             std::string(program) + "', too");
  // By a variable, so that no character of the path means anything to the shell.
  setenv("SCENARIOS_SIBLING", path.c_str(), 1);
  const std::string command = "exec \"$SCENARIOS_SIBLING\" " + std::string(arguments);
  std::FILE *const output = popen(command.c_str(), "r");
  if (output == nullptr)
    throw std::runtime_error("cannot start " + path.string());
  std::string read;
  for (int next = 0; (next = std::fgetc(output)) != EOF;) {
    if (next != '\n') {
      read.push_back(static_cast<char>(next));
      continue;
    }
    line(read);
    read.clear();
  }
  if (pclose(output) != 0)
    throw std::runtime_error(path.string() + " failed");
}

/// \file
/// What goes to the terminal, or into a file: colours, words and progress.
#ifndef SCENARIOS_SCREEN_H
#define SCENARIOS_SCREEN_H

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace scenarios {

inline constexpr std::size_t screen_width = 80;

enum class style { plain, bold, dim, good };

/// Whether standard output is a terminal on which one can move.
bool is_terminal();

/// As the terminal shows it; unchanged where there are no colours.
std::string styled(style how, std::string_view text);

/// 1234567 as 1,234,567.
std::string grouped(std::uint64_t number);

/// Breaks the text into lines of the screen's width, each after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent);

/// How far a scenario is: in place on a terminal, and elsewhere in four lines.
class progress {
public:
  progress(std::string_view what, std::size_t steps);
  /// Ends a terminal's line.
  ~progress();
  progress(const progress &) = delete;
  progress &operator=(const progress &) = delete;

  /// One more is done.
  void step();

private:
  void show() const;

  std::string what_;
  std::size_t steps_;
  std::size_t done_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

} // namespace scenarios

#endif

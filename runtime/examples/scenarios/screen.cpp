#include "screen.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace scenarios {
namespace {

bool is_set(const char *variable) {
  const char *const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool has_colours() {
  static const bool result = is_terminal() && !is_set("NO_COLOR");
  return result;
}

} // namespace

bool is_terminal() {
  const char *const terminal = std::getenv("TERM");
  static const bool result =
      isatty(STDOUT_FILENO) == 1 && (terminal == nullptr || std::string_view(terminal) != "dumb");
  return result;
}

std::string styled(style how, std::string_view text) {
  constexpr std::string_view codes[] = {"", "\033[1m", "\033[2m", "\033[32m"};
  if (how == style::plain || !has_colours())
    return std::string(text);
  return std::string(codes[static_cast<std::size_t>(how)]).append(text).append("\033[0m");
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t end = digits.size(); end > 3; end -= 3)
    digits.insert(end - 3, ",");
  return digits;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string lines;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > screen_width - indent) {
      end = text.rfind(' ', screen_width - indent);
      if (end == text.npos || end == 0)
        end = std::min(text.find(' '), text.size());
    }
    lines.append(margin).append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

progress::progress(std::string_view what, std::size_t steps) : what_(what), steps_(steps) {
  if (is_terminal())
    show();
}

progress::~progress() {
  if (is_terminal())
    std::puts("");
  std::fflush(stdout);
}

void progress::step() {
  const std::size_t quarter = done_ * 4 / steps_;
  ++done_;
  if (is_terminal() || done_ * 4 / steps_ != quarter)
    show();
}

void progress::show() const {
  constexpr std::size_t width = 25;
  const std::size_t full = done_ * width / steps_;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin_;
  const std::string bar = styled(style::good, std::string(full, '#')) +
                          styled(style::dim, std::string(width - full, '-'));
  std::printf("%s%-32s %s %3zu%% %5.0f s%s", is_terminal() ? "\r" : "", what_.c_str(), bar.c_str(),
              done_ * 100 / steps_, took.count(), is_terminal() ? "" : "\n");
  std::fflush(stdout);
}

} // namespace scenarios

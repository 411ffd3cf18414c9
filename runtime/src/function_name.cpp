#include "function_name.h"

#include <array>
#include <cstddef>

namespace valuetask::inline VALUETASK_MODE::detail {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of what a bracket opens at `begin`; npos if it is not closed.
std::size_t end_of_bracket(std::string_view text, std::size_t begin) noexcept {
  int depth = 0;
  for (std::size_t i = begin; i != text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '<' || c == '{' || c == '[')
      ++depth;
    else if (c == '>' && i != 0 && text[i - 1] == '-')
      continue; // an arrow
    else if ((c == ')' || c == '>' || c == '}' || c == ']') && --depth == 0)
      return i + 1;
  }
  return npos;
}

/// The end of an operator's name, where one begins at `i`: of 'operator()', 'operator<=>',
/// 'operator int'; the parameters come behind it.
std::size_t end_of_operator(std::string_view text, std::size_t i) noexcept {
  constexpr std::string_view word = "operator";
  if (!text.substr(i).starts_with(word) || (i != 0 && is_letter(text[i - 1])) ||
      (i + word.size() < text.size() && is_letter(text[i + word.size()])))
    return npos;
  const std::size_t behind = i + word.size();
  if (text.substr(behind).starts_with("()"))
    return behind + 2;
  return text.find('(', behind);
}

/// Whether it stands before the name and is no return type.
bool is_specifier(std::string_view word) noexcept {
  constexpr std::array<std::string_view, 7> specifiers{
      "constexpr", "consteval", "static", "virtual", "inline", "explicit", "friend"};
  for (const std::string_view specifier : specifiers)
    if (word == specifier)
      return true;
  return false;
}

/// Reads a signature from left to right.
class parser {
public:
  explicit parser(std::string_view signature) noexcept : text_(signature) {}

  function_name run() noexcept {
    while (i_ < text_.size()) {
      if (const std::size_t end = end_of_operator(text_, i_); end != npos)
        i_ = end;
      else if (text_[i_] == ' ')
        end_word();
      else if (text_[i_] == ':' && text_.substr(i_).starts_with("::"))
        end_component();
      else if (text_[i_] == '(' || text_[i_] == '<' || text_[i_] == '{' || text_[i_] == '[') {
        if (pass_bracket())
          return result_;
      } else
        ++i_;
    }
    return {};
  }

private:
  std::string_view component() const noexcept { return text_.substr(component_, i_ - component_); }

  /// What came before was a specifier, or belongs to the return type.
  void end_word() noexcept {
    const std::string_view word = text_.substr(word_, i_ - word_);
    result_.has_return_type |= !word.empty() && !is_specifier(word);
    word_ = component_ = ++i_;
  }

  void end_component() noexcept { component_ = i_ += 2; }

  /// Template arguments, a name in brackets, or the parameters of an enclosing function; true for
  /// the parameters of the function itself.
  bool pass_bracket() noexcept {
    const std::size_t past = end_of_bracket(text_, i_);
    if (past == npos) {
      i_ = text_.size();
      return false;
    }
    const bool is_enclosing =
        text_.substr(past).starts_with("::") || text_.substr(past).starts_with(" const::");
    if (text_[i_] != '(' || component().empty() || component() == "decltype" || is_enclosing) {
      i_ = past;
      if (text_.substr(i_).starts_with(" const::"))
        i_ += std::string_view(" const").size();
      return false;
    }
    std::string_view name = component();
    while (!name.empty() && (name.front() == '&' || name.front() == '*'))
      name.remove_prefix(1); // of the return type
    std::string_view scope = text_.substr(word_, component_ - word_);
    if (scope.ends_with("::"))
      scope.remove_suffix(2);
    while (!scope.empty() && (scope.front() == '&' || scope.front() == '*'))
      scope.remove_prefix(1);
    result_.scope = scope;
    result_.name = name.starts_with("operator") ? name : name.substr(0, name.find('<', 1));
    return true;
  }

  std::string_view text_;
  std::size_t i_ = 0;
  std::size_t word_ = 0;      ///< where the qualified name begins
  std::size_t component_ = 0; ///< and its last component
  function_name result_;
};

} // namespace

std::string_view last_component(std::string_view scope) noexcept {
  std::size_t begin = 0;
  std::size_t end = scope.size();
  for (std::size_t i = 0; i < scope.size();) {
    if (scope[i] == '<' || scope[i] == '(' || scope[i] == '{') {
      const std::size_t past = end_of_bracket(scope, i);
      if (past == npos)
        return {};
      if (i != begin)
        end = i;
      i = past;
    } else if (scope.substr(i).starts_with("::")) {
      begin = i += 2;
      end = scope.size();
    } else {
      ++i;
    }
  }
  return scope.substr(begin, end - begin);
}

bool function_name::is_constructor() const noexcept {
  return !has_return_type && !name.empty() && is_letter(name.front()) &&
         name == last_component(scope) && !scope.starts_with("std::");
}

bool function_name::is_awaiters() const noexcept {
  return name == "await_ready" || name == "await_suspend" || name == "await_resume" ||
         name == "operator co_await";
}

function_name parse_function(std::string_view signature) noexcept {
  return parser(signature).run();
}

function_names::coroutine_of_body
function_names::find_coroutine(std::string_view signature) noexcept {
  // std::source_location has it, a symbol's name has not.
  const std::string_view before = signature.starts_with("void ") ? "void " : "";
  constexpr std::string_view frame = ".Frame*)";
  const std::size_t end = signature.find(frame);
  if (end == npos)
    return {};
  // The mangled name stands between the coroutine and the frame.
  const std::size_t mangled = signature.rfind("::_Z", end);
  if (mangled == npos)
    return {};
  const function_name body = parse_function(signature);
  const std::size_t name_end =
      body.name.empty()
          ? npos
          : signature.find('(', body.name.data() + body.name.size() - signature.data());
  if (name_end == npos || name_end >= mangled)
    return {};
  const std::string_view name = signature.substr(before.size(), name_end - before.size());
  const std::string_view coroutine = signature.substr(name_end + 1, mangled - name_end - 1);
  const std::string_view rest = signature.substr(end + frame.size());
  // A closure's coroutine is named without its operator, and one of a namespace without that.
  if (name.starts_with(coroutine) || coroutine.starts_with(name))
    return {coroutine, {}, rest};
  const std::size_t parameters = coroutine.rfind('(');
  return {name, parameters == npos ? std::string_view() : coroutine.substr(parameters), rest};
}

} // namespace valuetask::inline VALUETASK_MODE::detail

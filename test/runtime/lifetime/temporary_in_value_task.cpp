// expect: will be destroyed at the end of the full-expression
#define VALUETASK_LIFETIME_WARNINGS 1
#include <string>
#include <valuetask/value_task.h>

valuetask::value_task<std::size_t> length(const std::string &text) { co_return text.size(); }

void bind() {
  valuetask::value_task<std::size_t> later = length(std::string("gone before it is read"));
  static_cast<void>(later.is_completed());
}

// expect: will be destroyed at the end of the full-expression
#define VALUETASK_LIFETIME_WARNINGS 1
#include <string>
#include <valuetask/task.h>

valuetask::task<std::size_t> length(const std::string &text) { co_return text.size(); }

void bind() {
  const valuetask::task<std::size_t> later = length(std::string("gone before it is read"));
  static_cast<void>(later);
}

// What the drivers of the pages' blocks share. A driver is compiled behind the block of its page,
// with BAD as 1 or 0: it completes what the block waits for, calls each of its functions, and holds
// what the Good block answers against what is right. What the runtime reports is printed, and the
// program goes on; with an argument it ends, as it does by default.
#include <cstdio>
#include <cstdlib>
#include <valuetask/violation.h>

#define REQUIRE(condition)                                                                         \
  ((condition)                                                                                     \
       ? void()                                                                                    \
       : (std::printf("line %d: this isn't so: %s\n", __LINE__, #condition), std::exit(3)))

inline void print_and_go_on(const valuetask::violation &broken) noexcept {
  char text[2000];
  std::fwrite(text, 1, valuetask::format_violation(broken, text, sizeof text), stdout);
}

/// A consumption that was reported, and went on, has no result to give.
template <class Function> void without_result(Function function) {
  try {
    function();
    std::puts("there was a result");
    std::exit(3);
  } catch (const valuetask::violation_error &) {
  }
}

void run();

int main(int argc, char **) {
  if (argc == 1)
    valuetask::set_violation_handler(print_and_go_on);
  run();
}

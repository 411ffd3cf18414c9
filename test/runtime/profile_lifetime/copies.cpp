// A program and a shared library that count together.
#include <valuetask/profile.h>

#include "get.h"

static valuetask::value_task<int> in_program(int n) { co_return n; }

int main(int count, char **arguments) {
  if (count > 1) {
    static_cast<void>(get(1).result());
    valuetask::reset_profile();
  }
  for (int i = 0; i != 3; ++i) {
    if (get(i).result() != in_program(i).result())
      return 1;
  }
  return count > 1 && write_from_library(arguments[1]) ? 1 : 0;
}

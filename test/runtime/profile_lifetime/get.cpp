#include "get.h"

#include <cstdlib>
#include <valuetask/profile.h>

using valuetask::task;
using valuetask::value_task;

static task<int> load(int key) { co_return key; }
value_task<int> get(int key) { co_return co_await load(key); }
std::error_code write_from_library(const std::string &path) {
  return valuetask::write_profile(path);
}

static value_task<int> at_end_of_library(int n) { return n; }

namespace {
// Runs after the end of the program itself.
struct counts_at_end {
  ~counts_at_end() {
    if (at_end_of_library(1).result() != 1 || get(1).result() != 1)
      std::abort();
  }
};
const counts_at_end object;
} // namespace

// How the library is optimised says nothing of the program.
#define VALUETASK_DETAIL_LIBRARY

#include <valuetask/detach.h>

#include <atomic>
#include <cstdio>

namespace valuetask::inline VALUETASK_MODE {
namespace {

void print_unobserved(std::exception_ptr error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception &known) {
    std::fprintf(stderr, "valuetask: an exception left a detached value_task: %s\n", known.what());
  } catch (...) {
    std::fputs("valuetask: an exception of an unknown type left a detached value_task\n", stderr);
  }
}

std::atomic<unobserved_exception_handler> current_unobserved_handler{&print_unobserved};

} // namespace

unobserved_exception_handler
set_unobserved_exception_handler(unobserved_exception_handler handler) noexcept {
  return current_unobserved_handler.exchange(handler != nullptr ? handler : &print_unobserved);
}

void detail::report_unobserved(std::exception_ptr error) noexcept {
  current_unobserved_handler.load()(error);
}

} // namespace valuetask::inline VALUETASK_MODE

// What the third scenario must not do: await a value_task twice. This is built in checked mode,
// which sees it. There it ends the program, unless one sets a handler, as here, to look at the
// report. A release build has no checks: what the second await gives there is undefined.
#include "../cached_api/loopback_http.h"
#include "cached.h"
#include <asio.hpp>
#include <cstdio>
#include <cstring>
#include <source_location>
#include <valuetask/task.h>
#include <valuetask/value_task.h>
#include <valuetask/violation.h>

namespace {

const char *base_name(const char *path) {
  const char *const slash = std::strrchr(path, '/');
  return slash == nullptr ? path : slash + 1;
}

void print_place(const char *what, const std::source_location &where) {
  std::printf("  %s %s:%u\n", what, base_name(where.file_name()),
              static_cast<unsigned>(where.line()));
}

void print_report(const valuetask::violation &broken) noexcept {
  std::printf("%s\n", broken.what);
  print_place("created at", broken.created_at);
  print_place("first consumed at", broken.first_consumed_at);
  print_place("consumed again at", broken.here);
}

valuetask::task<void> show(scenarios::value_task_api &api) {
  auto data = api.answer(7);
  std::printf("first await: %s\n", (co_await data).c_str());
  try {
    std::printf("second await: %s\n", (co_await data).c_str());
  } catch (const valuetask::violation_error &) {
    std::printf("second await: no result, but a violation_error, as the handler returned\n");
  }
}

} // namespace

int main() {
  const cached_api::loopback_server server;
  asio::io_context io;
  scenarios::http_connection connection(io, server.port());
  scenarios::value_task_api api(connection);
  valuetask::set_violation_handler(print_report);
  const valuetask::task<void> showing = show(api);
  io.run();
  showing.result();
  std::printf("violations counted: %zu\n",
              valuetask::violation_count(valuetask::violation_kind::double_await));
  std::printf(
      "Without a handler of its own, the program ends there. A release build checks nothing.\n");
}

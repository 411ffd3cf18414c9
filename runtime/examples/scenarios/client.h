/// \file
/// A client of an API: awaits one answer after another, and notes how long each took.
#ifndef SCENARIOS_CLIENT_H
#define SCENARIOS_CLIENT_H

#include "round.h"
#include <chrono>
#include <optional>
#include <valuetask/task.h>

namespace scenarios {

class http_connection;

template <class Api> valuetask::task<void> client(http_connection &server, round &todo) {
  Api api(server);
  co_await todo.begin();
  // Read once a request: its end is the next one's beginning. That costs all variants the same.
  auto before = std::chrono::steady_clock::now();
  while (const std::optional<visit> next = todo.next_visit())
    for (int page = 0; page != next->pages; ++page) {
      todo.note_answer(co_await api.answer(next->user));
      const auto now = std::chrono::steady_clock::now();
      todo.note_latency(now - before);
      before = now;
    }
}

} // namespace scenarios

#endif

// The third scenario: a page that needs one answer of the cached API three times. A task may be
// awaited as often as one likes. A value_task may not: one makes a task of it, or keeps the result.
// What happens to those who await it again all the same is in misuse.cpp.
#include "awaited_again.h"
#include "cached.h"
#include "client.h"
#include <cstddef>
#include <string>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

namespace scenarios {
namespace {

/// The length of a page that shows a user.
class task_page {
public:
  explicit task_page(http_connection &server) : api_(server) {}

  value_task<std::size_t> answer(int user) {
    const task<std::string> data = api_.answer(user);
    const std::size_t title = (co_await data).size();
    const std::size_t menu = (co_await data).size();
    const std::size_t text = (co_await data).size();
    co_return title + menu + text;
  }

private:
  task_api api_;
};

/// Where the answer is handed on, to several who wait: as_task() makes a task of it.
class shared_page {
public:
  explicit shared_page(http_connection &server) : api_(server) {}

  value_task<std::size_t> answer(int user) {
    const task<std::string> data = api_.answer(user).as_task();
    const std::size_t title = (co_await data).size();
    const std::size_t menu = (co_await data).size();
    const std::size_t text = (co_await data).size();
    co_return title + menu + text;
  }

private:
  value_task_api api_;
};

/// Where one function needs all: it awaits once, and keeps the result.
class kept_page {
public:
  explicit kept_page(http_connection &server) : api_(server) {}

  value_task<std::size_t> answer(int user) {
    const std::string data = co_await api_.answer(user);
    const std::size_t title = data.size();
    const std::size_t menu = data.size();
    const std::size_t text = data.size();
    co_return title + menu + text;
  }

private:
  value_task_api api_;
};

} // namespace

scenario awaited_again() {
  return {"awaited-again",
          "awaited three times, the same API",
          {{"task", client<task_page>},
           {"value_task, shared", client<shared_page>},
           {"value_task, kept", client<kept_page>}}};
}

} // namespace scenarios

// The second scenario: no cache. Every call goes over the network, so that nothing is ever there at
// once, which is what value_task is for.
#include "always_async.h"
#include "client.h"
#include "http_connection.h"
#include <string>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

namespace scenarios {
namespace {

class uncached_task_api {
public:
  explicit uncached_task_api(http_connection &server) : server_(server) {}

  task<std::string> answer(int user) { co_return co_await server_.get(user); }

private:
  http_connection &server_;
};

class uncached_value_task_api {
public:
  explicit uncached_value_task_api(http_connection &server) : server_(server) {}

  // Not to be imitated: it never pays, and the checker says so. Here it is measured.
  value_task<std::string> answer(int user) { // NOLINT(valuetask-always-async)
    co_return co_await server_.get(user);
  }

private:
  http_connection &server_;
};

} // namespace

scenario always_async() {
  return {"always-async",
          "always asynchronous",
          {{"task", client<uncached_task_api>}, {"value_task", client<uncached_value_task_api>}}};
}

} // namespace scenarios

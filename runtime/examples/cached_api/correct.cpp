// A client with a cache in front of an HTTP API, as it should be: value_task where the answer is
// usually there already, task where it never is, each value_task awaited once and at once.
#include "loopback_http.h"
#include <iostream>
#include <string>
#include <unordered_map>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

namespace {

class api_client {
public:
  api_client(asio::io_context &io, std::uint16_t port) : io_(io), port_(port) {}

  // Usually a hit, which costs no allocation of its own; a miss goes over the network.
  value_task<std::string> get_data(const std::string &key) {
    if (auto hit = cache_.find(key); hit != cache_.end()) {
      ++hits_;
      return hit->second;
    }
    return refresh(key);
  }

  // Always goes over the network, so that a task is right.
  task<std::string> refresh(std::string key) {
    ++requests_;
    std::string body = co_await cached_api::http_get(io_, port_, key);
    cache_[key] = body;
    co_return body;
  }

  int hits() const { return hits_; }
  int requests() const { return requests_; }

private:
  asio::io_context &io_;
  std::uint16_t port_;
  std::unordered_map<std::string, std::string> cache_;
  int hits_ = 0;
  int requests_ = 0;
};

// What is needed more than once is kept as a result, or as a task, which may be awaited again.
struct session {
  std::string name;
  task<std::string> profile;
};

task<void> use(api_client &api) {
  session s{"ada", api.get_data("user/7").as_task()};
  std::cout << s.name << ": " << co_await s.profile << '\n';
  std::cout << s.name << " again: " << co_await s.profile << '\n';

  std::size_t bytes = 0;
  for (int i = 0; i < 9; ++i)
    bytes += (co_await api.get_data(i == 0 ? "user/8" : "user/7")).size();
  std::cout << api.hits() + api.requests() << " requests, " << api.hits() << " from the cache, "
            << api.requests() << " over the network, " << bytes << " bytes\n";
}

} // namespace

int main() {
  cached_api::loopback_server server;
  asio::io_context io;
  api_client api(io, server.port());
  task<void> work = use(api); // runs until the first miss
  io.run();                   // and is resumed from here
  work.result();              // throws what went wrong
}

// The same client with the three mistakes that people make. No compiler warns; the checker finds
// all three, and the checked runtime stops the program where the second await happens.
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

  value_task<std::string> get_data(const std::string &key) {
    if (auto hit = cache_.find(key); hit != cache_.end())
      return hit->second;
    return refresh(key);
  }

  // Mistake: this goes over the network each time, so that a value_task never pays.
  value_task<std::string> refresh(std::string key) {
    std::string body = co_await cached_api::http_get(io_, port_, key);
    cache_[key] = body;
    co_return body;
  }

private:
  asio::io_context &io_;
  std::uint16_t port_;
  std::unordered_map<std::string, std::string> cache_;
};

// Mistake: kept in a field, where anybody may await it, at any time and any number of times.
struct session {
  std::string name;
  value_task<std::string> profile;
};

task<void> use(api_client &api) {
  session s{"ada", api.get_data("user/7")};
  std::cout << s.name << ": " << co_await s.profile << '\n';

  value_task<std::string> data = api.get_data("user/7");
  std::cout << "length: " << (co_await data).size() << '\n';
  // Mistake: the first await has moved the result out.
  std::cout << "text: " << co_await data << '\n';
}

} // namespace

int main() {
  std::cout << std::unitbuf; // what was printed before the end is to be seen
  cached_api::loopback_server server;
  asio::io_context io;
  api_client api(io, server.port());
  task<void> work = use(api);
  io.run();
  work.result();
}

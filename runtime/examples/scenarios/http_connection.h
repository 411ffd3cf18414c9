/// \file
/// A connection to the loopback server that stays open, for any number of requests.
#ifndef SCENARIOS_HTTP_CONNECTION_H
#define SCENARIOS_HTTP_CONNECTION_H

#include <coroutine>
#include <cstdint>
#include <memory>
#include <string>

namespace asio {
class io_context;
}

namespace scenarios {

/// Asks the server: `std::string data = co_await server.get(7)`. Many may wait at a time: requests
/// go out one after another without waiting for the answers before (HTTP's pipelining), and what
/// gathers meanwhile goes out at once. Its buffers are used again, so that what a program allocates
/// in the long run is not the network's. For one thread.
class http_connection {
  struct implementation;

public:
  http_connection(asio::io_context &io, std::uint16_t port);
  ~http_connection();
  http_connection(const http_connection &) = delete;
  http_connection &operator=(const http_connection &) = delete;

  /// What `co_await` takes. Its answer is never there at once, since each goes over the network.
  /// Throws std::runtime_error when that fails.
  class request {
  public:
    request(implementation &server, int user) : server_(server), user_(user) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting);
    std::string await_resume();

  private:
    friend implementation;
    implementation &server_;
    int user_;
    std::coroutine_handle<> waiting_;
    std::string answer_;
    request *next_ = nullptr;
  };

  /// Asks for the user of that number.
  request get(int user) { return request(*all_, user); }

private:
  std::unique_ptr<implementation> all_;
};

} // namespace scenarios

#endif

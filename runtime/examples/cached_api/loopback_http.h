/// \file
/// What the examples share: a small HTTP server on the loopback interface, and a request to it that
/// a coroutine can await. Real sockets, real bytes; nothing leaves the machine.
#ifndef CACHED_API_LOOPBACK_HTTP_H
#define CACHED_API_LOOPBACK_HTTP_H

#include <asio.hpp>
#include <atomic>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace cached_api {

/// Answers 'GET /key' with 'data of key', on a thread of its own. A connection is for as many
/// requests as the client likes, until it says 'Connection: close' or closes it.
class loopback_server {
public:
  loopback_server() : acceptor_(io_, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    accept();
    thread_ = std::thread([this] { io_.run(); });
  }

  ~loopback_server() {
    io_.stop();
    thread_.join();
  }

  loopback_server(const loopback_server &) = delete;
  loopback_server &operator=(const loopback_server &) = delete;

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  /// How many requests were answered so far. Thread-safe.
  std::size_t answered() const { return answered_; }

private:
  struct connection {
    explicit connection(asio::ip::tcp::socket accepted) : socket(std::move(accepted)) {}
    asio::ip::tcp::socket socket;
    std::string request;
    std::string response;
  };

  void accept() {
    acceptor_.async_accept([this](asio::error_code error, asio::ip::tcp::socket socket) {
      if (!error)
        read(std::make_shared<connection>(std::move(socket)));
      accept();
    });
  }

  // Reads at least one whole request; the next ones may be there with it.
  void read(std::shared_ptr<connection> client) {
    auto &from = *client;
    asio::async_read_until(
        from.socket, asio::dynamic_buffer(from.request), end_of_header,
        [this, client = std::move(client)](asio::error_code error, std::size_t) mutable {
          if (!error)
            answer(std::move(client));
        });
  }

  void answer(std::shared_ptr<connection> client) {
    bool goes_on = true;
    client->response.clear();
    std::string_view rest = client->request;
    for (std::size_t end; goes_on && (end = rest.find(end_of_header)) != rest.npos;) {
      goes_on = answer(rest.substr(0, end), client->response);
      rest.remove_prefix(end + end_of_header.size());
    }
    client->request.erase(0, client->request.size() - rest.size());
    auto &to = *client;
    asio::async_write(
        to.socket, asio::buffer(to.response),
        [this, goes_on, client = std::move(client)](asio::error_code error, std::size_t) mutable {
          if (!error && goes_on)
            read(std::move(client));
        });
  }

  /// Appends to the response; whether the client may ask again.
  bool answer(std::string_view request, std::string &response) {
    const std::size_t path = request.find(" /");
    const std::size_t path_end = request.find(' ', path + 1);
    if (path == request.npos || path_end == request.npos)
      return false; // no HTTP: the connection closes
    const std::string_view key = request.substr(path + 2, path_end - path - 2);
    const bool is_last = request.find("\r\nConnection: close") != request.npos;

    constexpr std::string_view body = "data of ";
    response.append("HTTP/1.1 200 OK\r\nContent-Length: ");
    response.append(std::to_string(body.size() + key.size()));
    response.append(is_last ? "\r\nConnection: close" : "").append(end_of_header);
    response.append(body).append(key);
    ++answered_;
    return !is_last;
  }

  static constexpr std::string_view end_of_header = "\r\n\r\n";

  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::atomic<std::size_t> answered_{0};
  std::thread thread_;
};

/// One GET request, to be awaited: `std::string body = co_await http_get(io, port, "key")`. It is
/// never there at once, since it goes over the network each time. Throws asio::system_error when
/// that fails.
class http_get {
public:
  http_get(asio::io_context &io, std::uint16_t port, const std::string &key)
      : socket_(io), server_(asio::ip::address_v4::loopback(), port),
        request_("GET /" + key + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") {}

  bool await_ready() const noexcept { return false; }

  void await_suspend(std::coroutine_handle<> waiting) {
    waiting_ = waiting;
    socket_.async_connect(server_, [this](asio::error_code error) {
      if (error)
        return finish(error);
      asio::async_write(
          socket_, asio::buffer(request_), [this](asio::error_code failed, std::size_t) {
            if (failed)
              return finish(failed);
            asio::async_read(socket_, asio::dynamic_buffer(response_),
                             [this](asio::error_code end, std::size_t) { finish(end); });
          });
    });
  }

  std::string await_resume() {
    if (error_ && error_ != asio::error::eof)
      throw asio::system_error(error_);
    const std::size_t header_end = response_.find("\r\n\r\n");
    if (header_end == std::string::npos)
      throw std::runtime_error("the server's answer has no end of header");
    return response_.substr(header_end + 4);
  }

private:
  void finish(asio::error_code error) {
    error_ = error;
    waiting_.resume();
  }

  asio::ip::tcp::socket socket_;
  asio::ip::tcp::endpoint server_;
  std::string request_;
  std::string response_;
  asio::error_code error_;
  std::coroutine_handle<> waiting_;
};

} // namespace cached_api

#endif

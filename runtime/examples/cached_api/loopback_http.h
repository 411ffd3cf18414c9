/// \file
/// What the two programs share: a small HTTP server on the loopback interface, and a request to it
/// that a coroutine can await. Real sockets, real bytes; nothing leaves the machine.
#ifndef CACHED_API_LOOPBACK_HTTP_H
#define CACHED_API_LOOPBACK_HTTP_H

#include <asio.hpp>
#include <coroutine>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace cached_api {

/// Answers 'GET /key' with 'data of key', one request a connection, on a thread of its own.
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

private:
  struct connection {
    explicit connection(asio::ip::tcp::socket accepted) : socket(std::move(accepted)) {}
    asio::ip::tcp::socket socket;
    asio::streambuf request;
    std::string response;
  };

  void accept() {
    acceptor_.async_accept([this](asio::error_code error, asio::ip::tcp::socket socket) {
      if (!error)
        answer(std::make_shared<connection>(std::move(socket)));
      accept();
    });
  }

  static void answer(std::shared_ptr<connection> client) {
    auto &from = *client;
    asio::async_read_until(
        from.socket, from.request, "\r\n\r\n",
        [client = std::move(client)](asio::error_code error, std::size_t) mutable {
          if (error)
            return;
          std::istream request(&client->request);
          std::string method, path;
          request >> method >> path;
          const std::string body = "data of " + path.substr(1);
          client->response = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n" + body;
          auto &to = *client;
          asio::async_write(to.socket, asio::buffer(to.response),
                            [client = std::move(client)](asio::error_code, std::size_t) {});
        });
  }

  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

/// One GET request, to be awaited: `std::string body = co_await http_get(io, port, "key")`. It is
/// never there at once, since it goes over the network each time. Throws asio::system_error when
/// that fails.
class http_get {
public:
  http_get(asio::io_context &io, std::uint16_t port, const std::string &key)
      : socket_(io), server_(asio::ip::address_v4::loopback(), port),
        request_("GET /" + key + " HTTP/1.1\r\nHost: localhost\r\n\r\n") {}

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

#include "http_connection.h"
#include <asio.hpp>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace scenarios {

struct http_connection::implementation {
  explicit implementation(asio::io_context &io) : socket_(io) {
    for (std::string *const buffer : {&gathered_, &sent_})
      buffer->reserve(buffer_size);
  }

  void send(request &asking) {
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof(digits), asking.user_).ptr;
    gathered_.append("GET /").append(digits, end);
    gathered_.append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
    (first_ == nullptr ? first_ : last_->next_) = &asking;
    last_ = &asking;
    // While answers are given out, their receivers ask anew: all that goes out together.
    if (!gives_out_)
      flush();
  }

  void flush() {
    if (!writes_ && !gathered_.empty())
      write();
    if (!reads_ && first_ != nullptr)
      read();
  }

  void write() {
    writes_ = true;
    sent_.swap(gathered_);
    gathered_.clear();
    asio::async_write(socket_, asio::buffer(sent_), [this](asio::error_code error, std::size_t) {
      writes_ = false;
      error ? fail(error.message()) : flush();
    });
  }

  void read() {
    reads_ = true;
    socket_.async_read_some(asio::buffer(received_.data() + filled_, received_.size() - filled_),
                            [this](asio::error_code error, std::size_t size) {
                              reads_ = false;
                              filled_ += size;
                              error ? fail(error.message()) : give_out();
                            });
  }

  void give_out() {
    gives_out_ = true;
    std::string_view rest(received_.data(), filled_);
    while (const auto answer = take_answer(rest))
      give(*answer);
    std::memmove(received_.data(), rest.data(), rest.size());
    filled_ = rest.size();
    gives_out_ = false;
    flush();
  }

  void give(std::string_view answer) {
    request &asking = *std::exchange(first_, first_->next_);
    asking.answer_ = answer;
    asking.waiting_.resume();
  }

  /// The body of the answer that `rest` begins with, which it loses; nothing if it is not whole
  /// yet.
  static std::optional<std::string_view> take_answer(std::string_view &rest) {
    constexpr std::string_view length = "\r\nContent-Length: ", end_of_header = "\r\n\r\n";
    const std::size_t header = rest.find(end_of_header);
    if (header == rest.npos)
      return std::nullopt;
    const std::size_t begin = header + end_of_header.size();
    std::size_t size = 0;
    if (const std::size_t field = rest.find(length); field < header)
      std::from_chars(rest.data() + field + length.size(), rest.data() + header, size);
    if (rest.size() < begin + size)
      return std::nullopt;
    const std::string_view body = rest.substr(begin, size);
    rest.remove_prefix(begin + size);
    return body;
  }

  /// Tells all who wait.
  void fail(const std::string &why) {
    failure_ = why;
    while (first_ != nullptr)
      give({});
  }

  static constexpr std::size_t buffer_size = 64 * 1024;

  asio::ip::tcp::socket socket_;
  std::string gathered_; ///< goes out with the next write
  std::string sent_;     ///< is on its way
  std::vector<char> received_ = std::vector<char>(buffer_size);
  std::size_t filled_ = 0; ///< how much of it
  std::string failure_;
  // Those who wait for an answer, in the order in which they asked.
  request *first_ = nullptr;
  request *last_ = nullptr;
  bool writes_ = false;
  bool reads_ = false;
  bool gives_out_ = false;
};

http_connection::http_connection(asio::io_context &io, std::uint16_t port)
    : all_(std::make_unique<implementation>(io)) {
  all_->socket_.connect(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port));
  all_->socket_.set_option(asio::ip::tcp::no_delay(true));
}

http_connection::~http_connection() = default;

void http_connection::request::await_suspend(std::coroutine_handle<> waiting) {
  waiting_ = waiting;
  server_.send(*this);
}

std::string http_connection::request::await_resume() {
  if (!server_.failure_.empty())
    throw std::runtime_error("a request to the loopback server failed: " + server_.failure_);
  return std::move(answer_);
}

} // namespace scenarios

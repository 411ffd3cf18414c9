// A socket reader that allocates nothing per read: one source completes one value_task after
// another. It reads a stream over the loopback, and counts what the program allocates meanwhile.
#include <array>
#include <asio.hpp>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <valuetask/source.h>
#include <valuetask/task.h>

namespace {

using asio::ip::tcp;
using valuetask::task;
using valuetask::value_task;

/// What this thread has allocated.
constinit thread_local std::size_t allocations = 0;

/// Reads from a socket, one read at a time.
class socket_reader {
public:
  explicit socket_reader(tcp::socket socket) : socket_(std::move(socket)) {}

  /// The number of bytes read, 0 at the end of the stream. Throws std::system_error.
  value_task<std::size_t> read_some(std::span<std::byte> buffer) {
    // What has arrived is there without waiting; only what has not needs the source.
    std::error_code error;
    const std::size_t size = socket_.read_some(asio::buffer(buffer.data(), buffer.size()), error);
    if (!error)
      return size;
    if (error == asio::error::eof)
      return std::size_t{0};
    if (error != asio::error::would_block)
      throw std::system_error(error);

    pending_.reset();
    socket_.async_read_some(asio::buffer(buffer.data(), buffer.size()),
                            [this](std::error_code failed, std::size_t read) {
                              if (failed && failed != asio::error::eof)
                                pending_.set_exception(
                                    std::make_exception_ptr(std::system_error(failed)));
                              else
                                pending_.set_result(read);
                            });
    return pending_.get();
  }

private:
  tcp::socket socket_;
  valuetask::source<std::size_t> pending_;
};

struct counts {
  std::size_t bytes = 0;
  std::size_t reads = 0;
  std::size_t waits = 0;
  std::size_t allocations = 0;
};

task<counts> read_all(socket_reader &reader) {
  std::array<std::byte, 512> buffer{};
  counts all;
  // The first reads make room: Asio's memory for handlers, and the first frames.
  constexpr std::size_t warm_up = 100;
  std::size_t before = 0;
  for (;; ++all.reads) {
    if (all.reads == warm_up)
      before = allocations;
    auto next = reader.read_some(buffer);
    if (!next.is_completed())
      ++all.waits;
    const std::size_t size = co_await next;
    if (size == 0)
      break;
    all.bytes += size;
  }
  all.allocations = allocations - before;
  co_return all;
}

/// Sends many small pieces, and lets the reader catch up between them.
void send_pieces(tcp::endpoint to, std::size_t pieces) {
  asio::io_context context;
  tcp::socket socket(context);
  socket.connect(to);
  socket.set_option(tcp::no_delay(true));
  const std::string piece(64, 'x');
  for (std::size_t i = 0; i != pieces; ++i) {
    asio::write(socket, asio::buffer(piece));
    if (i % 4 == 0)
      std::this_thread::yield();
  }
}

} // namespace

void *operator new(std::size_t size) {
  ++allocations;
  if (void *const memory = std::malloc(size))
    return memory;
  throw std::bad_alloc();
}
void *operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto unit = static_cast<std::size_t>(alignment);
  if (void *const memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit))
    return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void *memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void *memory, std::align_val_t) noexcept {
  std::free(memory);
}

int main() {
  constexpr std::size_t pieces = 100'000;
  asio::io_context context;
  tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  std::thread sender(send_pieces, acceptor.local_endpoint(), pieces);
  tcp::socket socket = acceptor.accept();
  socket.non_blocking(true);

  socket_reader reader(std::move(socket));
  const task<counts> reading = read_all(reader);
  context.run();
  sender.join();

  const counts &all = reading.result();
  std::printf("%zu bytes in %zu reads, %zu of which waited; %zu allocations\n", all.bytes,
              all.reads, all.waits, all.allocations);
  return all.bytes == pieces * 64 && all.waits != 0 && all.allocations == 0 ? 0 : 1;
}

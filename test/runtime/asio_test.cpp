#include "support.h"

#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// Old ones look for Clang's experimental coroutines, and find that it has none.
#if defined(VALUETASK_BOOST_ASIO)
#if !defined(BOOST_ASIO_HAS_CO_AWAIT)
#define BOOST_ASIO_HAS_CO_AWAIT 1
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#endif
#include <boost/asio.hpp>
#define TEST_ASIO boost::asio
#define TEST_ASIO_VERSION BOOST_ASIO_VERSION
#else
#if !defined(ASIO_HAS_CO_AWAIT)
#define ASIO_HAS_CO_AWAIT 1
#endif
#include <asio.hpp>
#define TEST_ASIO asio
#define TEST_ASIO_VERSION ASIO_VERSION
#endif

// What came later: Asio 1.18, that of Boost 1.74, has none of it; then it was experimental.
#define TEST_HAS_CANCELLATION_SLOTS (TEST_ASIO_VERSION >= 102000)
#define TEST_BINDS_USE_FUTURE (TEST_ASIO_VERSION >= 102000)
#define TEST_HAS_DEFERRED (TEST_ASIO_VERSION >= 102200)
#if TEST_HAS_DEFERRED && TEST_ASIO_VERSION < 102400
#if defined(VALUETASK_BOOST_ASIO)
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/deferred.hpp>
#else
#include <asio/experimental/as_tuple.hpp>
#include <asio/experimental/deferred.hpp>
#endif
namespace TEST_ASIO {
using experimental::as_tuple;
using experimental::deferred;
} // namespace TEST_ASIO
#endif

#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/use_value_task.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>

using namespace std::chrono_literals;
using namespace test;
#if defined(VALUETASK_BOOST_ASIO)
namespace asio = boost::asio;
using boost::system::error_code;
using boost::system::system_error;
#else
using asio::error_code;
using asio::system_error;
#endif
using asio::ip::tcp;
using valuetask::async_await;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::use_value_task;
using valuetask::value_task;

namespace {

/// An operation that hands its handler to `start`.
template <class... Args, class Start, class Token = const valuetask::use_value_task_t &>
auto async_operation(Start start, Token &&token = use_value_task) {
  return asio::async_initiate<Token, void(Args...)>(
      [start = std::move(start)](auto handler) mutable { start(std::move(handler)); }, token);
}

/// One that completes in the call that starts it.
template <class... Args> auto async_at_once(Args... arguments) {
  return async_operation<Args...>([&](auto handler) { handler(std::move(arguments)...); });
}

template <class... Args> using given = decltype(async_at_once(std::declval<Args>()...));
static_assert(std::is_same_v<given<>, value_task<>>);
static_assert(std::is_same_v<given<int>, value_task<int>>);
static_assert(std::is_same_v<given<error_code>, value_task<>>);
static_assert(std::is_same_v<given<error_code, int>, value_task<int>>);
static_assert(std::is_same_v<given<std::exception_ptr>, value_task<>>);
static_assert(std::is_same_v<given<std::exception_ptr, int>, value_task<int>>);
static_assert(std::is_same_v<given<error_code, int, char>, value_task<std::tuple<int, char>>>);
static_assert(std::is_same_v<given<int, error_code>, value_task<std::tuple<int, error_code>>>,
              "an error that does not lead is a result");

template <class F> error_code error_of(F &&throws) {
  try {
    throws();
  } catch (const system_error &caught) {
    return caught.code();
  }
  return {};
}

task<> echo(tcp::socket peer) {
  std::array<char, 256> data;
  error_code error;
  for (;;) {
    const std::size_t size = co_await peer.async_read_some(
        asio::buffer(data), asio::redirect_error(use_value_task, error));
    if (error == asio::error::eof)
      co_return;
    if (error)
      throw system_error(error);
    co_await asio::async_write(peer, asio::buffer(data, size), use_value_task);
  }
}

task<> serve(tcp::acceptor &acceptor, int connections) {
  std::vector<task<>> sessions;
  for (int i = 0; i < connections; ++i) {
    tcp::socket peer = co_await acceptor.async_accept(use_value_task);
    sessions.push_back(echo(std::move(peer)));
  }
  co_await valuetask::when_all(sessions);
}

value_task<std::string> exchange(tcp::socket &socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), use_value_task);
  std::string answer(text.size(), '\0');
  co_await asio::async_read(socket, asio::buffer(answer), use_value_task);
  co_return answer;
}

value_task<tcp::socket> connect(asio::io_context &io, tcp::endpoint peer) {
  tcp::socket socket(io);
  co_await socket.async_connect(peer, use_value_task);
  co_return socket;
}

using connection = std::pair<tcp::socket, tcp::socket>;

value_task<connection> connected(asio::io_context &io, tcp::acceptor &acceptor) {
  auto both = valuetask::when_all(connect(io, acceptor.local_endpoint()),
                                  acceptor.async_accept(use_value_task));
  auto [ours, theirs] = co_await both;
  co_return connection(std::move(ours), std::move(theirs));
}

class Asio : public ::testing::Test {
protected:
  ~Asio() override { EXPECT_EQ(resource::alive, 0); }

  /// Runs until nothing is left to do.
  template <class A> auto run(A main) {
    io.restart();
    io.run();
    EXPECT_TRUE(main.is_completed());
    return std::move(main).result();
  }

  asio::io_context io;
  tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};

private:
  valuetask::expect_no_violation correct_;
};

/// Threads that run an io_context until it has nothing left to do and this goes out of scope.
class running_threads {
public:
  explicit running_threads(asio::io_context &io, int count = 1) : work_(io.get_executor()) {
    for (int i = 0; i < count; ++i)
      threads_.emplace_back([&io] { io.run(); });
  }
  ~running_threads() {
    work_.reset();
    for (std::thread &thread : threads_)
      thread.join();
  }

private:
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::vector<std::thread> threads_;
};

/// A thread that never sleeps, so that operations complete before the call that starts them is
/// over.
class spinning_thread {
public:
  ~spinning_thread() {
    is_over_.store(true, std::memory_order_relaxed);
    thread_.join();
  }

  asio::io_context io{1};

private:
  asio::executor_work_guard<asio::io_context::executor_type> work_{io.get_executor()};
  std::atomic<bool> is_over_{false};
  std::thread thread_{[this] {
    while (!is_over_.load(std::memory_order_relaxed))
      if (io.poll() == 0)
        std::this_thread::yield();
  }};
};

constexpr int asio_rounds = thread_sanitized ? 20'000 : sanitized ? 50'000 : 100'000;

TEST_F(Asio, EveryResult) {
  async_at_once().result();
  EXPECT_EQ(async_at_once(1).result(), 1);
  EXPECT_EQ(async_at_once(1, std::string("two")).result(), std::tuple(1, "two"));
  async_at_once(error_code()).result();
  EXPECT_EQ(async_at_once(error_code(), 3).result(), 3);
  EXPECT_EQ(async_at_once(error_code(), 4, 'c').result(), std::tuple(4, 'c'));
  async_at_once(std::exception_ptr()).result();
  EXPECT_EQ(async_at_once(std::exception_ptr(), 5).result(), 5);
  EXPECT_EQ(*async_at_once(std::make_unique<int>(6)).result(), 6);
  EXPECT_EQ(async_at_once(error_code(), resource(7)).result().number(), 7);
  auto constant = async_operation<const error_code &, const std::string &>(
      [](auto handler) { handler(error_code(), "by reference"); });
  EXPECT_EQ(constant.result(), "by reference");
}

TEST_F(Asio, EveryError) {
  const auto refused = make_error_code(asio::error::connection_refused);
  EXPECT_EQ(error_of([&] { async_at_once(refused).result(); }), refused);
  EXPECT_EQ(error_of([&] { async_at_once(refused, 1).result(); }), refused);
  EXPECT_EQ(error_of([&] { async_at_once(refused, 1, 'c').result(); }), refused);
  const auto thrown = std::make_exception_ptr(failure(2));
  EXPECT_THROW(async_at_once(thrown).result(), failure);
  EXPECT_THROW(async_at_once(thrown, resource(3)).result(), failure);
  EXPECT_EQ(std::get<1>(async_at_once(1, refused).result()), refused) << "this one is no error";
}

TEST_F(Asio, StartsInTheCall) {
  value_task<> posted = asio::post(io, use_value_task);
  EXPECT_FALSE(posted.is_completed());
  EXPECT_EQ(io.poll(), 1u);
  EXPECT_TRUE(posted.is_completed_successfully());
  posted.result();
}

TEST_F(Asio, CompletesInTheCall) {
  auto main = [](asio::io_context &io) -> task<int> {
    co_await asio::post(io, use_value_task);
    int sum = 0;
    // Would need a stack without end if one resumed the next.
    for (int i = 0; i < 200'000; ++i) {
      co_await asio::dispatch(io, use_value_task);
      sum += co_await async_at_once(1);
    }
    co_return sum;
  };
  EXPECT_EQ(run(main(io)), 200'000);
}

TEST_F(Asio, EchoOverLoopback) {
  auto main = [](asio::io_context &io, tcp::endpoint server) -> task<std::string> {
    tcp::socket socket = co_await connect(io, server);
    std::string answers = co_await exchange(socket, "one ");
    answers += co_await exchange(socket, "two ");
    answers += co_await exchange(socket, std::string(1000, '3'));
    co_return answers;
  };
  auto server = serve(acceptor, 1);
  EXPECT_EQ(run(main(io, acceptor.local_endpoint())), "one two " + std::string(1000, '3'));
  server.result();
}

TEST_F(Asio, SeveralAtOnce) {
  auto client = [](asio::io_context &io, tcp::endpoint server, char name) -> task<std::string> {
    tcp::socket socket = co_await connect(io, server);
    std::string answers;
    for (int i = 0; i < 10; ++i)
      answers += co_await exchange(socket, std::string(1, name));
    co_return answers;
  };
  const auto at = acceptor.local_endpoint();
  auto server = serve(acceptor, 3);
  EXPECT_EQ(run(valuetask::when_all(client(io, at, 'a'), client(io, at, 'b'), client(io, at, 'c'))),
            std::tuple(std::string(10, 'a'), std::string(10, 'b'), std::string(10, 'c')));
  server.result();
}

TEST_F(Asio, ConnectionRefused) {
  const auto nobody = acceptor.local_endpoint();
  acceptor.close();
  EXPECT_EQ(error_of([&] { run(connect(io, nobody)); }), asio::error::connection_refused);
}

TEST_F(Asio, EndOfFile) {
  auto main = [](value_task<connection> connecting) -> task<> {
    auto [ours, theirs] = co_await connecting;
    co_await asio::async_write(theirs, asio::buffer("half"), use_value_task);
    theirs.close();
    std::array<char, 100> data;
    co_await asio::async_read(ours, asio::buffer(data), use_value_task);
  };
  EXPECT_EQ(error_of([&] { run(main(connected(io, acceptor))); }), asio::error::eof);
}

TEST_F(Asio, Cancelled) {
  asio::steady_timer timer(io, 1h);
  auto waits = [](asio::steady_timer &timer) -> task<> {
    co_await timer.async_wait(use_value_task);
  };
  task<> waiting = waits(timer);
  io.poll();
  EXPECT_FALSE(waiting.is_completed());
  timer.cancel();
  EXPECT_EQ(error_of([&] { run(waiting); }), asio::error::operation_aborted);
  timer.expires_after(0s);
  run(waits(timer));
}

/// The text, or nothing if it takes too long. The buffer is in use until the reading is over.
value_task<std::optional<std::string>> read_within(tcp::socket &socket,
                                                   std::chrono::milliseconds limit) {
  std::array<char, 100> data;
  asio::steady_timer timer(socket.get_executor(), limit);
  task<std::size_t> reading = socket.async_read_some(asio::buffer(data), use_value_task).as_task();
  // A task, since it is no news that it fails when it has lost and the timer goes.
  auto first = co_await valuetask::when_any(reading, timer.async_wait(use_value_task).as_task());
  if (first.index == 1)
    socket.cancel();
  try {
    const std::size_t size = co_await reading;
    co_return std::string(data.data(), size);
  } catch (const system_error &caught) {
    if (caught.code() != asio::error::operation_aborted)
      throw;
  }
  co_return std::nullopt;
}

TEST_F(Asio, Timeout) {
  valuetask::set_unobserved_exception_handler(
      [](std::exception_ptr) noexcept { ADD_FAILURE() << "a task's failure is not unobserved"; });
  auto main = [](value_task<connection> connecting) -> task<> {
    auto [ours, theirs] = co_await connecting;
    EXPECT_EQ(co_await read_within(ours, 1ms), std::nullopt);
    co_await asio::async_write(theirs, asio::buffer("in time", 7), use_value_task);
    EXPECT_EQ(co_await read_within(ours, 1h), "in time");
    EXPECT_EQ(co_await read_within(ours, 1ms), std::nullopt);
    theirs.close();
    try {
      co_await read_within(ours, 1h);
      ADD_FAILURE();
    } catch (const system_error &caught) {
      EXPECT_EQ(caught.code(), asio::error::eof) << "not every error is a timeout";
    }
  };
  run(main(connected(io, acceptor)));
  valuetask::set_unobserved_exception_handler(nullptr);
}

TEST_F(Asio, AwaitedTwiceAsATask) {
  asio::steady_timer timer(io, 1ms);
  auto main = [](asio::steady_timer &timer) -> task<int> {
    const task<> waiting = timer.async_wait(use_value_task).as_task();
    co_await waiting;
    co_await waiting;
    co_return 2;
  };
  EXPECT_EQ(run(main(timer)), 2);
}

TEST_F(Asio, Detached) {
  static int lost;
  lost = 0;
  valuetask::set_unobserved_exception_handler([](std::exception_ptr) noexcept { ++lost; });
  asio::steady_timer timer(io, 1h);
  detach(timer.async_wait(use_value_task));
  detach(asio::post(io, use_value_task));
  io.poll();
  EXPECT_EQ(lost, 0);
  timer.cancel();
  io.run();
  EXPECT_EQ(lost, 1);
  valuetask::set_unobserved_exception_handler(nullptr);
}

#if VALUETASK_CHECKED

/// The line where the only violation's value_task was created; 0 if that is not known.
unsigned line_of_creation(const valuetask::expect_violations &seen) {
  EXPECT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, valuetask::violation_kind::destroyed_unconsumed);
  const auto &created = seen[0].created_at;
  EXPECT_TRUE(created.line() == 0 ||
              std::string_view(created.file_name()).find("asio_test.cpp") != std::string_view::npos)
      << created.file_name();
  return created.line();
}

TEST_F(Asio, PlacesOfTokens) {
  const auto line = [](std::source_location here = std::source_location::current()) {
    return here.line();
  };
  const auto line_of = [&](auto start) {
    valuetask::expect_violations seen;
    {
      auto dropped = start();
    }
    return line_of_creation(seen);
  };
  asio::steady_timer timer(io, 0s);
  std::array<char, 1> data;
  error_code error;
  // clang-format off
  EXPECT_EQ(line_of([&] { return asio::post(io, use_value_task); }), 0u) << "a variable can't know";
  EXPECT_EQ(line_of([&] { return asio::post(io, use_value_task()); }), line());
  EXPECT_EQ(line_of([&] { return asio::post(io, valuetask::use_value_task_t()); }), line());
  EXPECT_EQ(line_of([&] { return timer.async_wait(asio::bind_executor(io, use_value_task())); }), line());
  EXPECT_EQ(line_of([&] { return timer.async_wait(asio::redirect_error(use_value_task(), error)); }), line());
  // clang-format on

  valuetask::use_value_task_t::as_default_on_t<asio::steady_timer> ours(io, 0s);
  EXPECT_EQ(line_of([&] { return ours.async_wait(); }), line()) << "a default argument's own one";
  valuetask::use_value_task_t::as_default_on_t<tcp::socket> peer(io);
  EXPECT_EQ(line_of([&] { return peer.async_read_some(asio::buffer(data)); }), line());
  EXPECT_EQ(line_of([&] { return asio::async_read(peer, asio::buffer(data)); }), line());
  io.run();
}

#else

static_assert(std::is_empty_v<valuetask::use_value_task_t> || VALUETASK_PROFILED);

#endif

TEST_F(Asio, DroppedUnconsumed) {
#if VALUETASK_CHECKED
  valuetask::expect_violations broken;
#endif
  {
    auto dropped = asio::post(io, use_value_task);
  }
#if VALUETASK_CHECKED
  EXPECT_EQ(broken.count(valuetask::violation_kind::destroyed_unconsumed), 1u);
#endif
  EXPECT_EQ(io.run(), 1u) << "runs on";
}

TEST_F(Asio, StartingFails) {
  EXPECT_THROW(async_operation<>([](auto &&) { throw failure(1); }).result(), failure);
  EXPECT_THROW(async_operation<>([](auto handler) {
                 auto taken = std::move(handler);
                 throw failure(2);
               }).result(),
               failure);
  EXPECT_THROW(async_operation<int>([](auto handler) {
                 handler(1);
                 throw failure(3);
               }).result(),
               failure);
}

TEST_F(Asio, StartingFailsWhenTheHandlerIsTaken) {
  std::shared_ptr<void> kept;
  auto x = async_operation<>([&](auto handler) {
    kept = std::make_shared<decltype(handler)>(std::move(handler));
    throw failure(1);
  });
  EXPECT_FALSE(x.is_completed()) << "the handler refers to it";
  kept.reset();
  EXPECT_TRUE(x.is_completed());
  EXPECT_THROW(x.result(), failure);
}

struct throws_when_moved {
  throws_when_moved() = default;
  [[noreturn]] throws_when_moved(throws_when_moved &&) { throw failure(1); }
};

TEST_F(Asio, MovingTheResultFails) {
  EXPECT_THROW(async_operation<throws_when_moved>([](auto handler) {
                 handler(throws_when_moved());
               }).result(),
               failure);
}

TEST_F(Asio, Abandoned) {
  auto other = std::make_unique<asio::io_context>();
  auto waits = [](asio::io_context &io, resource) -> task<> {
    asio::steady_timer timer(io, 1h);
    co_await timer.async_wait(use_value_task);
  };
  auto reads = [](asio::io_context &io, tcp::endpoint peer, resource) -> task<> {
    tcp::socket socket = co_await connect(io, peer);
    std::array<char, 10> data;
    co_await asio::async_read(socket, asio::buffer(data), use_value_task);
  };
  task<> waiting = waits(*other, resource(1));
  task<> reading = reads(*other, acceptor.local_endpoint(), resource(2));
  // Nobody waits for this one; only the operation keeps it alive.
  static_cast<void>(waits(*other, resource(3)));
  for (int i = 0; i < 10; ++i)
    other->run_one_for(5ms);
  task<> posted = asio::post(*other, use_value_task).as_task();
  EXPECT_FALSE(waiting.is_completed() || reading.is_completed() || posted.is_completed());
  other.reset();
  for (const task<> &one : {waiting, reading, posted}) {
    try {
      one.result();
      ADD_FAILURE();
    } catch (const std::future_error &caught) {
      EXPECT_EQ(caught.code(), std::future_errc::broken_promise);
    }
  }
}

TEST_F(Asio, AbandonedAndTriedAgain) {
  int tries = 0;
  {
    asio::io_context other;
    auto persists = [](asio::io_context &io, int &tries, resource) -> task<> {
      asio::steady_timer timer(io, 1h);
      while (tries < 3) {
        try {
          ++tries;
          co_await timer.async_wait(use_value_task);
        } catch (const std::future_error &) {
        }
      }
    };
    static_cast<void>(persists(other, tries, resource(1)));
  }
  EXPECT_EQ(tries, 3);
}

TEST_F(Asio, AbandonedWhileAThreadWaits) {
  auto other = std::make_unique<asio::io_context>();
  const task<> waiting = asio::post(*other, use_value_task).as_task();
  std::thread waits([&] { EXPECT_THROW(sync_wait(waiting), std::future_error); });
  other.reset();
  waits.join();
}

TEST_F(Asio, OtherThread) {
  auto main = [](asio::io_context &io, std::thread::id caller) -> value_task<bool> {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    asio::steady_timer timer(io, 1ms);
    co_await timer.async_wait(use_value_task);
    co_return std::this_thread::get_id() != caller;
  };
  running_threads running(io);
  EXPECT_TRUE(sync_wait(main(io, std::this_thread::get_id())));
}

TEST_F(Asio, NoWakeUpIsLost) {
  spinning_thread other;
  for (int i = 0; i < asio_rounds; ++i)
    sync_wait(asio::post(other.io, use_value_task));
}

TEST_F(Asio, AbandonedOnAnotherThread) {
  spinning_thread other;
  for (int i = 0; i < asio_rounds / 10; ++i)
    EXPECT_THROW(sync_wait(async_operation<int>([&](auto handler) {
                   asio::post(other.io, [abandoned = std::move(handler)] {});
                 })),
                 std::future_error);
}

TEST_F(Asio, ManyRoundTripsOnTwoThreads) {
  constexpr int clients = 10;
  auto client = [](asio::io_context &io, tcp::endpoint server) -> task<int> {
    tcp::socket socket = co_await connect(io, server);
    socket.set_option(tcp::no_delay(true));
    int matching = 0;
    for (int i = 0; i < asio_rounds / clients; ++i) {
      const std::string text = std::to_string(i);
      const std::string answer = co_await exchange(socket, text);
      matching += answer == text;
    }
    co_return matching;
  };
  task<> server = serve(acceptor, clients);
  std::vector<task<int>> started;
  for (int i = 0; i < clients; ++i)
    started.push_back(client(io, acceptor.local_endpoint()));
  running_threads running(io, 2);
  for (const int matching : sync_wait(valuetask::when_all(started)))
    EXPECT_EQ(matching, asio_rounds / clients);
  sync_wait(server);
}

asio::awaitable<int> theirs(gate *closed) {
  int sum = co_await async_await(by_value(1), asio::use_awaitable);
  sum += co_await async_await(by_coroutine(10), asio::use_awaitable);
  if (closed != nullptr)
    sum += co_await async_await(late(*closed, 100), asio::use_awaitable);
  const task<int> shared = task<int>::from_result(1000);
  sum += co_await async_await(shared, asio::use_awaitable);
  co_await async_await(value_task<>::completed(), asio::use_awaitable);
  sum += co_await async_await([]() -> lazy<int> { co_return 10'000; }(), asio::use_awaitable);
  co_return sum;
}

TEST_F(Asio, TheirsAwaitOurs) {
  gate closed;
  value_task<int> x = asio::co_spawn(io, theirs(&closed), use_value_task);
  io.poll();
  EXPECT_FALSE(x.is_completed());
  asio::post(io, [&] { closed.open(); });
  EXPECT_EQ(run(std::move(x)), 11'111);
}

TEST_F(Asio, TheirsAwaitOursThatFail) {
  auto main = []() -> asio::awaitable<int> {
    try {
      co_await async_await(fails(1), asio::use_awaitable);
    } catch (const failure &caught) {
      co_return caught.number;
    }
    co_return 0;
  };
  EXPECT_EQ(run(asio::co_spawn(io, main(), use_value_task)), 1);
}

TEST_F(Asio, TheirsGoOnOnTheirExecutor) {
  spinning_thread other;
  auto main = [](asio::io_context &other, std::thread::id ours) -> asio::awaitable<int> {
    int elsewhere = 0;
    for (int i = 0; i < 1'000; ++i) {
      co_await async_await(asio::post(other, use_value_task), asio::use_awaitable);
      elsewhere += std::this_thread::get_id() != ours;
    }
    co_return elsewhere;
  };
  EXPECT_EQ(run(asio::co_spawn(io, main(other.io, std::this_thread::get_id()), use_value_task)), 0);
}

TEST_F(Asio, OursAwaitTheirs) {
  auto main = [](asio::io_context &io) -> task<int> {
    const int sum = co_await asio::co_spawn(io, theirs(nullptr), use_value_task);
    co_await asio::co_spawn(io, []() -> asio::awaitable<void> { co_return; }, use_value_task);
    try {
      co_await asio::co_spawn(
          io,
          []() -> asio::awaitable<void> {
            throw failure(3);
            co_return;
          },
          use_value_task);
    } catch (const failure &caught) {
      co_return sum + caught.number;
    }
    co_return 0;
  };
  EXPECT_EQ(run(main(io)), 11'014);
}

TEST_F(Asio, AsyncAwaitTakesEveryToken) {
  int given = 0;
  async_await(by_value(1), asio::bind_executor(io, [&](std::exception_ptr error, int value) {
                EXPECT_FALSE(error);
                given = value;
              }));
  EXPECT_EQ(given, 0);
#if TEST_BINDS_USE_FUTURE
  auto future = async_await(fails(2), asio::bind_executor(io, asio::use_future));
#endif
  auto ours = async_await(by_value(3), asio::bind_executor(io, use_value_task));
  io.run();
  EXPECT_EQ(given, 1);
#if TEST_BINDS_USE_FUTURE
  EXPECT_THROW(future.get(), failure);
#endif
  EXPECT_EQ(ours.result(), 3);
}

TEST_F(Asio, AsyncAwaitCompletesAfterTheCall) {
  asio::post(io, [&] {
    bool done = false;
    async_await(by_value(1),
                asio::bind_executor(io, [&](std::exception_ptr, int) { done = true; }));
    EXPECT_FALSE(done) << "though its executor would run it at once";
    io.poll_one();
    EXPECT_TRUE(done);
  });
  EXPECT_EQ(io.run(), 1u);
}

TEST_F(Asio, AsyncAwaitKeepsTheExecutorBusy) {
  gate closed;
  bool done = false;
  async_await(late(closed), asio::bind_executor(io, [&](std::exception_ptr) { done = true; }));
  std::thread opens([&] {
    std::this_thread::sleep_for(5ms);
    closed.open();
  });
  io.run();
  EXPECT_TRUE(done);
  opens.join();
}

TEST_F(Asio, BoundExecutor) {
  auto strand = asio::make_strand(io);
  auto main = [](asio::io_context &io, decltype(strand) &strand) -> task<> {
    asio::steady_timer timer(io, 0s);
    co_await timer.async_wait(use_value_task);
    EXPECT_FALSE(strand.running_in_this_thread());
    co_await timer.async_wait(asio::bind_executor(strand, use_value_task));
    EXPECT_TRUE(strand.running_in_this_thread());
    co_await asio::post(asio::bind_executor(strand, use_value_task));
    EXPECT_TRUE(strand.running_in_this_thread());
  };
  run(main(io, strand));
}

#if TEST_HAS_CANCELLATION_SLOTS
TEST_F(Asio, BoundCancellationSlot) {
  asio::cancellation_signal cancel;
  asio::steady_timer timer(io, 1h);
  auto waiting =
      timer.async_wait(asio::bind_cancellation_slot(cancel.slot(), use_value_task)).as_task();
  io.poll();
  EXPECT_FALSE(waiting.is_completed());
  cancel.emit(asio::cancellation_type::terminal);
  EXPECT_EQ(error_of([&] { run(waiting); }), asio::error::operation_aborted);
}

#endif

TEST_F(Asio, WrappedTokens) {
  auto main = [](value_task<connection> connecting) -> task<> {
    auto [ours, theirs] = co_await connecting;
    theirs.close();
    std::array<char, 10> data;
    error_code error;
    std::size_t size = co_await ours.async_read_some(asio::buffer(data),
                                                     asio::redirect_error(use_value_task, error));
    EXPECT_EQ(size, 0u);
    EXPECT_EQ(error, asio::error::eof);
#if TEST_HAS_DEFERRED
    const auto [code, read] =
        co_await ours.async_read_some(asio::buffer(data), asio::as_tuple(use_value_task));
    EXPECT_EQ(code, asio::error::eof);
    EXPECT_EQ(read, 0u);
#endif
  };
  run(main(connected(io, acceptor)));
}

#if TEST_HAS_DEFERRED
TEST_F(Asio, Deferred) {
  asio::steady_timer timer(io, 0s);
  auto later = timer.async_wait(asio::deferred);
  EXPECT_EQ(io.poll(), 0u);
  auto waiting = std::move(later)(use_value_task);
  EXPECT_FALSE(waiting.is_completed());
  run(std::move(waiting));
}

#endif

TEST_F(Asio, DefaultToken) {
  using valuetask::use_value_task_t;
  auto main = [](asio::io_context &io, tcp::endpoint server) -> task<std::size_t> {
    use_value_task_t::as_default_on_t<asio::steady_timer> timer(io, 0s);
    co_await timer.async_wait();
    use_value_task_t::as_default_on_t<tcp::socket> socket(io);
    co_await socket.async_connect(server);
    co_await asio::async_write(socket, asio::buffer("text", 4));
    std::array<char, 4> data;
    co_return co_await asio::async_read(socket, asio::buffer(data));
  };
  auto server = serve(acceptor, 1);
  EXPECT_EQ(run(main(io, acceptor.local_endpoint())), 4u);
  server.result();
}

} // namespace

// Coroutines of Asio's that hold value_tasks, most of them destroyed with their io_context; and the
// bridge to Asio.
#if defined(__clang__)
#define ASIO_HAS_CO_AWAIT 1
#endif
#include <asio.hpp>

#include "correct.h"

#include <chrono>
#include <future>
#include <memory>

#include <valuetask/use_value_task.h>

namespace {

using namespace correct;
using asio::awaitable;
using asio::io_context;
using asio::steady_timer;
using asio::use_awaitable;
using valuetask::async_await;
using valuetask::use_value_task;

awaitable<void> for_ever() {
  steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
  co_await timer.async_wait(use_awaitable);
}
awaitable<void> a_moment() {
  steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(1));
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> holds_for_ever() {
  value_task<int> x = load(1);
  co_await for_ever();
  static_cast<void>(x.result());
}

PROGRAM(awaitable_destroyed_with_its_context) {
  io_context io;
  asio::co_spawn(io, holds_for_ever(), asio::detached);
  io.poll();
}

PROGRAM(awaitable_never_started) {
  io_context io;
  asio::co_spawn(
      io,
      [](value_task<int> x) -> awaitable<void> {
        co_await for_ever();
        static_cast<void>(x.result());
      }(work(1)),
      asio::detached);
}

awaitable<int> nests(int depth) {
  value_task<int> x = work(depth);
  std::vector<value_task<int>> several;
  several.push_back(load(depth));
  int below = 0;
  if (depth == 0)
    co_await for_ever();
  else
    below = co_await nests(depth - 1);
  co_return below + x.result() + several[0].result();
}

PROGRAM(awaitables_in_awaitables_destroyed) {
  io_context io;
  for (int i = 0; i != 3; ++i)
    asio::co_spawn(io, nests(i), asio::detached);
  io.poll();
}

struct both {
  both(value_task<int> a, value_task<int> b) : first(std::move(a)), second(std::move(b)) {}
  value_task<int> first, second;
};

awaitable<int> adds(io_context &io, value_task<int> x) {
  both two(load(2), work(3));
  co_await a_moment();
  steady_timer timer(io, std::chrono::milliseconds(1));
  co_await timer.async_wait(use_awaitable);
  value_task<int> y = std::move(x);
  const int sum = y.result() + two.first.result();
  co_return sum + co_await async_await(std::move(two.second), use_awaitable);
}

PROGRAM(awaitable_that_runs_to_its_end) {
  io_context io;
  auto sum = asio::co_spawn(io, adds(io, work(1)), asio::use_future);
  io.run();
  check(sum.get() == 6);
}

PROGRAM(awaitables_of_which_some_end) {
  io_context io;
  auto sum = asio::co_spawn(io, adds(io, load(1)), asio::use_future);
  asio::co_spawn(io, holds_for_ever(), asio::detached);
  while (sum.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    io.run_one();
  check(sum.get() == 6);
}

PROGRAM(awaitable_that_an_exception_ends) {
  io_context io;
  auto ended = asio::co_spawn(
      io,
      [](value_task<int> unused) -> awaitable<int> {
        value_task<int> x = load(1);
        co_await a_moment();
        const int number = co_await async_await(fails(2), use_awaitable);
        co_return number + x.result() + unused.result();
      }(work(1)),
      asio::use_future);
  io.run();
  try {
    static_cast<void>(ended.get());
    check(false);
  } catch (const failure &error) {
    check(error.number == 2);
  }
}

// Who waits for what is abandoned is told so by an exception.
PROGRAM(ours_abandoned_by_its_context) {
  task<int> abandoned;
  {
    io_context io;
    abandoned = [](io_context &io) -> task<int> {
      value_task<int> x = load(1);
      steady_timer timer(io, std::chrono::hours(1));
      co_await timer.async_wait(use_value_task);
      co_return co_await x;
    }(io);
    io.poll();
  }
  try {
    static_cast<void>(abandoned.result());
    check(false);
  } catch (const std::future_error &) {
  }
}

PROGRAM(ours_cancelled) {
  io_context io;
  steady_timer timer(io, std::chrono::hours(1));
  task<int> cancelled = [](steady_timer &timer, value_task<int> x) -> task<int> {
    value_task<> waiting = timer.async_wait(use_value_task);
    timer.cancel();
    try {
      value_task<int> unwound = load(1);
      co_await waiting;
      co_return co_await unwound;
    } catch (const asio::system_error &) {
    }
    co_return co_await x;
  }(timer, work(2));
  io.run();
  check(cancelled.result() == 2);
}

// The coroutine that is destroyed awaits ours, which goes on without it.
PROGRAM(awaitable_destroyed_while_it_awaits_ours) {
  source<> until;
  {
    io_context io;
    asio::co_spawn(
        io,
        [](source<> &until) -> awaitable<void> {
          value_task<int> x = load(1);
          co_await async_await(late(until, 2), use_awaitable);
          static_cast<void>(x.result());
        }(until),
        asio::detached);
    io.poll();
    until.set_result();
  }
}

PROGRAM(ours_on_a_pool_of_threads) {
  asio::thread_pool threads(2);
  const auto runs = [](asio::thread_pool &threads, int number) -> value_task<int> {
    value_task<int> x = load(number);
    co_await asio::post(threads, use_value_task);
    value_task<int> y = work(number);
    co_await asio::post(threads, use_value_task);
    co_return co_await x + co_await y;
  };
  std::vector<value_task<int>> several;
  for (int i = 0; i != 20; ++i)
    several.push_back(runs(threads, i));
  int sum = 0;
  for (const int number : sync_wait(valuetask::when_all(several)))
    sum += number;
  threads.join();
  check(sum == 380);
}

PROGRAM(handlers_of_asio) {
  io_context io;
  int sum = 0;
  asio::post(io, [&sum, x = std::make_unique<int>(1)] { sum += work(*x).result(); });
  async_await(load(2),
              asio::bind_executor(io, [&sum](std::exception_ptr, int number) { sum += number; }));
  auto strand = asio::make_strand(io);
  async_await(work(3), asio::bind_executor(strand, [&](std::exception_ptr, int number) {
                value_task<int> x = load(number);
                value_task<int> y = std::move(x);
                sum += y.result();
              }));
  auto theirs = asio::co_spawn(io, adds(io, load(4)), use_value_task);
  io.run();
  check(theirs.result() == 9 && sum == 6);
}

} // namespace

// Value_tasks that are made on one thread and consumed on another.
#include "correct.h"
#include "foreign.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include <valuetask/detach.h>
#include <valuetask/when_all.h>

namespace {

using namespace correct;

/// Goes on on a new thread, which whoever made this joins.
class other_thread {
public:
  other_thread() = default;
  other_thread(const other_thread &) = delete;
  ~other_thread() { join(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    thread_ = std::thread([waiting] { waiting.resume(); });
  }
  void await_resume() const noexcept {}
  void join() {
    if (thread_.joinable())
      thread_.join();
  }

private:
  std::thread thread_;
};

PROGRAM(made_here_and_consumed_there) {
  int sum = 0;
  value_task<int> x = load(1);
  std::thread([&sum, x = std::move(x), y = work(2)]() mutable {
    sum = x.result() + sync_wait(y);
  }).join();
  value_task<int> by_reference = load(3);
  std::thread([&] { sum += by_reference.result(); }).join();
  std::thread([](value_task<int> x, int &sum) { sum += x.result(); }, work(4), std::ref(sum))
      .join();
  check(sum == 10);
}

PROGRAM(made_there_and_consumed_here) {
  std::optional<value_task<int>> x;
  std::vector<value_task<int>> several;
  std::thread([&] {
    x = work(1);
    several.push_back(load(2));
  }).join();
  check(x->result() + several.front().result() == 3);
}

/// Locked, and told when there is more: what passes through it lies in a local variable.
struct signal {
  std::mutex mutex;
  std::condition_variable changed;
};

PROGRAM(queue_between_two_threads) {
  std::deque<value_task<int>> queue;
  signal changes;
  int sum = 0;
  std::thread consumer([&] {
    for (int i = 0; i != 200; ++i) {
      std::unique_lock lock(changes.mutex);
      changes.changed.wait(lock, [&] { return !queue.empty(); });
      value_task<int> x = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      sum += sync_wait(x);
    }
  });
  for (int i = 0; i != 200; ++i) {
    value_task<int> x = i % 3 == 0 ? shared(i) : work(i);
    const std::lock_guard lock(changes.mutex);
    queue.push_back(std::move(x));
    changes.changed.notify_one();
  }
  consumer.join();
  check(sum == 199 * 100);
}

PROGRAM(handed_to_and_fro) {
  std::optional<value_task<int>> there, back;
  signal changes;
  const auto put = [&](std::optional<value_task<int>> &into, value_task<int> x) {
    const std::lock_guard lock(changes.mutex);
    into = std::move(x);
    changes.changed.notify_all();
  };
  const auto take = [&](std::optional<value_task<int>> &from) {
    std::unique_lock lock(changes.mutex);
    changes.changed.wait(lock, [&] { return from.has_value(); });
    value_task<int> x = std::move(*from);
    from.reset();
    return x;
  };
  std::thread other([&] {
    for (int i = 0; i != 50; ++i)
      put(back, take(there).result() + 1);
  });
  int number = 0;
  for (int i = 0; i != 50; ++i) {
    put(there, number);
    number = take(back).result();
  }
  other.join();
  check(number == 50);
}

PROGRAM(futures_and_promises) {
  const auto use = [](value_task<int> x) { return x.result(); };
  check(std::async(std::launch::async, use, load(1)).get() == 1);
  check(std::async(std::launch::deferred, use, work(2)).get() == 2);
  auto started = std::async(std::launch::async, [] { return work(3); });
  check(started.get().result() == 3);
  std::promise<value_task<int>> promise;
  auto future = promise.get_future();
  std::thread other([&] { promise.set_value(load(4)); });
  value_task<int> x = future.get();
  other.join();
  check(x.result() == 4);
  std::packaged_task<value_task<int>(int)> packaged(&work);
  auto packed = packaged.get_future();
  std::thread(std::move(packaged), 5).join();
  check(packed.get().result() == 5);
}

task<int> hops(other_thread &first, other_thread &second) {
  value_task<int> x = load(1);
  std::vector<value_task<int>> several;
  several.push_back(work(2));
  co_await first;
  value_task<int> y = std::move(x);
  several.push_back(load(3));
  co_await second;
  co_return co_await y + co_await several[0] + co_await several[1];
}

PROGRAM(coroutine_that_changes_threads) {
  other_thread first, second;
  task<int> sum = hops(first, second);
  check(sync_wait(sum) == 6);
  first.join(); // which has started the second
}

struct both {
  both(value_task<int> a, value_task<int> b) : first(std::move(a)), second(std::move(b)) {}
  value_task<int> first, second;
};

PROGRAM(holders_that_change_threads) {
  other_thread first;
  task<int> sum = [](other_thread &first) -> task<int> {
    both two(load(1), work(2));
    co_await first;
    co_return co_await two.first + co_await two.second;
  }(first);
  check(sync_wait(sum) == 3);
  int number = 0;
  std::thread([&number] {
    both two(load(1), work(2));
    number = [&two] { return two.first.result() + two.second.result(); }();
  }).join();
  check(number == 3);
}

PROGRAM(theirs_that_change_threads) {
  other_thread first;
  std::optional<eager> kept;
  kept.emplace([](other_thread &first) -> eager {
    value_task<int> x = load(1);
    co_await first;
    co_return co_await x;
  }(first));
  first.join();
  check(kept->result() == 1);
  gate closed;
  eager destroyed = [](gate &closed) -> eager {
    value_task<int> x = work(1);
    co_await closed;
    co_return co_await x;
  }(closed);
  std::thread([gone = std::move(destroyed)] { check(!gone.is_done()); }).join();
}

PROGRAM(source_completed_by_another_thread) {
  source<int> rounds;
  int sum = 0;
  for (int i = 0; i != 20; ++i) {
    rounds.reset();
    value_task<int> x = rounds.get();
    std::thread other([&rounds, i] { rounds.set_result(i); });
    sum += sync_wait(x);
    other.join();
  }
  check(sum == 190);
}

PROGRAM(started_here_completed_there_awaited_elsewhere) {
  other_thread hop;
  value_task<int> x = [](other_thread &hop) -> value_task<int> {
    value_task<int> held = work(1);
    co_await hop;
    co_return co_await held;
  }(hop);
  int number = 0;
  std::thread waiter([&number, x = std::move(x)]() mutable { number = sync_wait(std::move(x)); });
  waiter.join();
  check(number == 1);
}

PROGRAM(combined_over_threads) {
  source<int> first, second;
  auto all = valuetask::when_all(first.get(), second.get(), work(3));
  std::thread one([&] { first.set_result(1); }), other([&] { second.set_result(2); });
  const auto [a, b, c] = sync_wait(all);
  one.join();
  other.join();
  check(a + b + c == 6);
}

PROGRAM(detached_on_one_thread_and_ended_on_another) {
  std::atomic<int> ended = 0;
  other_thread hop;
  valuetask::detach([](other_thread &hop, std::atomic<int> &ended) -> value_task<> {
    value_task<int> x = load(1);
    co_await hop;
    ended += co_await x;
  }(hop, ended));
  hop.join();
  check(ended == 1);
}

PROGRAM(exceptions_over_threads) {
  other_thread hop;
  value_task<int> x = [](other_thread &hop, value_task<int> unused) -> value_task<int> {
    value_task<int> held = load(1);
    co_await hop;
    const int number = co_await fails(2);
    co_return number + co_await held + co_await unused;
  }(hop, work(1));
  hop.join();
  try {
    static_cast<void>(x.result());
    check(false);
  } catch (const failure &error) {
    check(error.number == 2);
  }
}

/// Runs coroutines when its thread ends.
struct last_words {
  int &said;
  ~last_words() {
    value_task<int> x = work(1);
    said += sync_wait(x) + [](int n) -> task<int> { co_return co_await load(n); }(2).result();
  }
};

PROGRAM(users_of_thread_local_variables) {
  int said = 0;
  const auto ask = [](int key) -> value_task<int> {
    static thread_local std::map<int, task<int>> known;
    static thread_local int count = 0;
    if (const auto hit = known.find(key); hit != known.end())
      return hit->second;
    value_task<int> fresh = work(key + count++);
    return known[key] = fresh.as_task();
  };
  const auto run = [&] {
    static thread_local last_words at_end{said};
    check(ask(10).result() == 10 && ask(20).result() == 21 && ask(10).result() == 10);
    said += at_end.said == 0 ? 0 : 100;
  };
  std::thread(run).join();
  check(said == 3);
}

PROGRAM(many_threads_at_once) {
  std::array<std::thread, 4> all;
  std::atomic<int> sum = 0;
  for (int i = 0; i != 4; ++i)
    all[i] = std::thread([&sum, given = load(i)]() mutable {
      sum += given.result();
      for (int j = 0; j != 100; ++j) {
        std::vector<value_task<int>> several;
        several.push_back(work(j));
        several.push_back(load(-j));
        for (const int number : sync_wait(valuetask::when_all(std::move(several))))
          sum += number;
      }
    });
  for (std::thread &one : all)
    one.join();
  check(sum == 6);
}

} // namespace

/// \file
/// A service that answers a million requests, with a task everywhere, as one begins. How it is
/// measured, and what is switched then, stands in docs/guide/measure-then-switch.md.
///
/// service [HITS]: of 100 requests, so many are answered from the cache; 80, if nothing is said.
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <valuetask/source.h>
#include <valuetask/task.h>
#include <vector>

using valuetask::task;

namespace {

constexpr int requests = 1'000'000;
constexpr int known_keys = 1000;

/// Stands in for a database, which is far away: whoever asks it waits.
valuetask::source<int> database;

class service {
public:
  explicit service(int hits) : hits_(hits) {
    for (int key = 0; key != known_keys; ++key)
      cache_.push_back(answer(key));
  }

  /// Answers all requests, one after another.
  task<long long> run() {
    long long sum = 0;
    for (int request = 0; request != requests; ++request) {
      sum += co_await get(key_of(request));
      if (request % 10'000 == 0)
        sum += co_await report(request);
      if (request % 100 == 0) {
        const task<long long> current = total(sum);
        if (co_await current > 0)
          sum ^= co_await current & 1;
      }
      if (request % 10 == 0 && co_await is_due(request))
        ++sum;
    }
    co_return sum;
  }

private:
  static int answer(int key) { return 1000 + key % 77; }
  /// Of 100 requests in a row, the first are for known keys.
  int key_of(int request) const {
    return request % 100 < hits_ ? request % known_keys : known_keys + request;
  }

  /// From the cache, or from the database.
  task<int> get(int key) {
    if (const auto index = static_cast<std::size_t>(key); index < cache_.size())
      return task<int>::from_result(cache_[index]);
    return load(key);
  }

  /// Always waits.
  task<int> load(int key) {
    database.reset();
    co_return answer(key) + co_await database.get();
  }

  /// Never waits, but is called a hundred times.
  task<int> report(int request) { co_return request; }

  /// Never waits, but its task is kept and awaited twice.
  task<long long> total(long long sum) { return task<long long>::from_result(sum); }

  /// Never waits, but a task of a bool costs no allocation anyway.
  task<bool> is_due(int request) { return task<bool>::from_result(request % 7 == 0); }

  int hits_;
  std::vector<int> cache_; ///< by key
};

} // namespace

int main(int argc, char **argv) {
  service all(argc > 1 ? std::atoi(argv[1]) : 80);
  const auto begin = std::chrono::steady_clock::now();
  const task<long long> answers = all.run();
  while (!answers.is_completed())
    database.set_result(0);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  std::printf("%d requests, the answers' sum is %lld\n", requests, answers.result());
  std::fprintf(stderr, "%.1f ms\n", taken.count());
}

/// \file
/// A round: a number of requests that several clients share, and what came of them.
#ifndef SCENARIOS_ROUND_H
#define SCENARIOS_ROUND_H

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace scenarios {

/// A user looks at some pages, and each of them needs the user's data: once from the network and,
/// where there is a cache, four times from there.
struct visit {
  static constexpr int most_pages = 5;
  int user;
  int pages;
};

/// All clients run on one thread, so that nothing here is locked.
class round {
public:
  /// Latencies are appended to `latencies`, in nanoseconds; it has room for all of them.
  round(int first_user, int requests, std::vector<std::uint32_t> &latencies)
      : next_user_(first_user), requests_left_(requests), latencies_(latencies) {}

  /// To be awaited by each client before its first request, so that all are there when time starts.
  auto begin() {
    struct gate {
      std::vector<std::coroutine_handle<>> &waiting;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> client) { waiting.push_back(client); }
      void await_resume() const noexcept {}
    };
    return gate{waiting_};
  }

  /// Lets the clients go.
  void open() const {
    for (const std::coroutine_handle<> client : waiting_)
      client.resume();
  }

  /// The next user's, until all requests are handed out.
  std::optional<visit> next_visit() {
    if (requests_left_ == 0)
      return std::nullopt;
    const int pages = std::min(requests_left_, visit::most_pages);
    requests_left_ -= pages;
    return visit{next_user_++, pages};
  }

  void note_answer(const std::string &data) { answered_ += data.size(); }
  void note_answer(std::size_t size) { answered_ += size; }

  void note_latency(std::chrono::nanoseconds took) {
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    latencies_.push_back(static_cast<std::uint32_t>(
        std::min<std::int64_t>(std::max<std::int64_t>(took.count(), 0), most)));
  }

  /// The size of all answers, by which one sees that they came.
  std::size_t answered() const { return answered_; }

private:
  int next_user_;
  int requests_left_;
  std::size_t answered_ = 0;
  std::vector<std::uint32_t> &latencies_;
  std::vector<std::coroutine_handle<>> waiting_;
};

} // namespace scenarios

#endif

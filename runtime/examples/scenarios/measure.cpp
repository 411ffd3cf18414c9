#include "measure.h"
#include "../cached_api/loopback_http.h"
#include "http_connection.h"
#include "round.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <valuetask/task.h>

using valuetask::task;

namespace scenarios {
namespace {

/// The server, and the connections to it.
class stage {
public:
  stage() {
    for (int i = 0; i != plan::connections; ++i)
      connections_.push_back(std::make_unique<http_connection>(io_, server_.port()));
  }

  /// Runs `work` where requests get their answers. Throws what it throws.
  template <class Work> void run(Work work) {
    std::optional<task<void>> running;
    asio::post(io_, [&] { running = work(); });
    io_.run();
    running->result();
  }

  /// Adds to `sum` what one round of a variant gives.
  task<void> play(const variant &what, int clients, int first_user, int requests, figures &sum) {
    round todo(first_user, requests, sum.latencies);
    std::vector<task<void>> running;
    for (int i = 0; i != clients; ++i)
      running.push_back(
          what.client(*connections_[static_cast<std::size_t>(i) % connections_.size()], todo));

    const std::size_t answered_before = server_.answered();
    const allocations heap_before = allocations::so_far();
    const auto begin = std::chrono::steady_clock::now();
    todo.open();
    for (const task<void> &client : running)
      co_await client; // throws what went wrong
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    sum.heap += allocations::so_far() - heap_before;
    sum.over_network += server_.answered() - answered_before;
    sum.seconds.push_back(took.count());
    sum.answered += todo.answered();
  }

private:
  cached_api::loopback_server server_;
  asio::io_context io_;
  std::vector<std::unique_ptr<http_connection>> connections_;
};

/// The sizes of the rounds: whole visits but for the last.
std::vector<int> split(const plan &how) {
  constexpr int unit = visit::most_pages;
  const int size = std::max(how.iterations / how.rounds / unit, 1) * unit;
  std::vector<int> sizes;
  for (int left = how.iterations; left != 0; left -= sizes.back())
    sizes.push_back(static_cast<int>(sizes.size()) + 1 == how.rounds ? left : std::min(size, left));
  return sizes;
}

/// All rounds, once what the first requests need is made: buffers, frames to be recycled.
task<void> play_all(stage &loopback, const scenario &chosen, const plan &how,
                    const std::function<void()> &after_round, std::vector<figures> &all) {
  for (const variant &each : chosen.variants) {
    figures warm_up;
    co_await loopback.play(each, how.clients, 0, 4 * how.clients * visit::most_pages, warm_up);
  }
  int first_user = 0;
  std::size_t first_variant = 0;
  for (const int requests : split(how)) {
    for (std::size_t i = 0; i != all.size(); ++i) {
      const std::size_t turn = (first_variant + i) % all.size();
      co_await loopback.play(chosen.variants[turn], how.clients, first_user, requests, all[turn]);
      after_round();
    }
    first_user += (requests + visit::most_pages - 1) / visit::most_pages;
    ++first_variant;
  }
}

void expect_same_answers(const std::vector<figures> &all) {
  for (const figures &each : all)
    if (each.answered != all.front().answered)
      throw std::logic_error("the variants got different answers");
}

} // namespace

std::size_t rounds_of(const plan &how) { return split(how).size(); }

std::vector<figures> measure(const scenario &chosen, const plan &how,
                             const std::function<void()> &after_round) {
  std::vector<figures> all;
  for (const variant &each : chosen.variants) {
    figures &added = all.emplace_back();
    added.name = each.name;
    added.latencies.reserve(static_cast<std::size_t>(how.iterations));
  }
  stage loopback;
  loopback.run([&] { return play_all(loopback, chosen, how, after_round, all); });

  expect_same_answers(all);
  for (figures &each : all)
    std::sort(each.latencies.begin(), each.latencies.end());
  return all;
}

double figures::total_seconds() const {
  return std::accumulate(seconds.begin(), seconds.end(), 0.0);
}

std::uint32_t figures::percentile(double share) const {
  const auto rank =
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(latencies.size())));
  return latencies[std::max<std::size_t>(rank, 1) - 1];
}

} // namespace scenarios

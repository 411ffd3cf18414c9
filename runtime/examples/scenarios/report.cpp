#include "report.h"
#include "screen.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace scenarios {
namespace {

// 80 columns in all.
constexpr int name_width = 20, time_width = 9, rate_width = 10, count_width = 11, bytes_width = 14,
              latency_width = 8;

std::string seconds(double time) {
  char text[32];
  std::snprintf(text, sizeof(text), time < 100 ? "%.2f s" : "%.0f s", time);
  return text;
}

std::string latency(std::uint32_t nanoseconds) {
  const double us = nanoseconds / 1e3;
  char text[32];
  if (nanoseconds < 1000)
    std::snprintf(text, sizeof(text), "%u ns", static_cast<unsigned>(nanoseconds));
  else if (us < 1000)
    std::snprintf(text, sizeof(text), us < 10 ? "%.1f us" : "%.0f us", us);
  else
    std::snprintf(text, sizeof(text), us < 10e3 ? "%.1f ms" : "%.0f ms", us / 1e3);
  return text;
}

std::string cell(const std::string &text, int width) {
  const auto wanted = static_cast<std::size_t>(width);
  return std::string(text.size() < wanted ? wanted - text.size() : 0, ' ') + text;
}

/// How the second's time relates to the first's.
struct comparison {
  double ratio;           ///< of the times; the median of the rounds
  std::size_t rounds_won; ///< in which the second was the faster one
  std::size_t rounds;

  // 16 of 20 rounds: by chance alone that happens once in 170 runs.
  bool is_faster() const { return rounds >= 20 && rounds_won * 5 >= rounds * 4; }
  bool is_slower() const { return rounds >= 20 && rounds_won * 5 <= rounds; }
};

comparison compare(const figures &first, const figures &second) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i != first.seconds.size(); ++i)
    ratios.push_back(second.seconds[i] / first.seconds[i]);
  std::sort(ratios.begin(), ratios.end());
  const std::size_t middle = ratios.size() / 2;
  const double median =
      ratios.size() % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
  const auto won = std::count_if(ratios.begin(), ratios.end(), [](double r) { return r < 1; });
  return {median, static_cast<std::size_t>(won), ratios.size()};
}

void print_row(const outcome &all, std::size_t index) {
  const figures &row = all.measured[index];
  const allocations &asked = all.asked_for[index];
  const comparison against = compare(all.measured.front(), row);
  const bool fewer = asked.count < all.asked_for.front().count;
  const auto good_if = [](bool good) { return good ? style::good : style::plain; };
  const double time = row.total_seconds();
  const auto rate =
      static_cast<std::uint64_t>(std::llround(static_cast<double>(row.latencies.size()) / time));

  std::string line = "  " + std::string(row.name);
  line.resize(name_width, ' ');
  const style speed = good_if(against.is_faster());
  line += styled(speed, cell(seconds(time), time_width));
  line += styled(speed, cell(grouped(rate), rate_width));
  line += styled(good_if(fewer), cell(grouped(asked.count), count_width));
  line += styled(good_if(fewer), cell(grouped(asked.bytes), bytes_width));
  line += cell(latency(row.percentile(0.5)), latency_width);
  line += cell(latency(row.percentile(0.99)), latency_width);
  std::puts(line.c_str());
}

std::string speed_of(const comparison &times) {
  char ratio[16];
  std::snprintf(ratio, sizeof(ratio), "%.2f", times.ratio);
  const std::string rounds = "faster in " + std::to_string(times.rounds_won) + " of " +
                             std::to_string(times.rounds) +
                             (times.rounds == 1 ? " round" : " rounds");
  if (times.is_faster() || times.is_slower())
    return std::string("takes ") + ratio + " times the time of task (median; " + rounds + ")";
  return "no difference in time that holds (median ratio " + std::string(ratio) + "; " + rounds +
         ")";
}

std::string typical(const figures &first, const figures &second) {
  return "half of its requests take at most " + latency(second.percentile(0.5)) +
         " (task: " + latency(first.percentile(0.5)) + ")";
}

/// "1,600 blocks less"
std::string difference(std::size_t first, std::size_t second, const std::string &unit) {
  if (first == second)
    return "as many " + unit;
  return grouped(std::max(first, second) - std::min(first, second)) + " " + unit +
         (second < first ? " less" : " more");
}

std::string memory_of(const allocations &first, const allocations &second) {
  return "asks for " + difference(first.count, second.count, "blocks") + " and " +
         difference(first.bytes, second.bytes, "bytes");
}

std::string advice(const comparison &times, const allocations &first, const allocations &second) {
  if (second.count < first.count)
    return times.is_faster()   ? "Here it saves allocations and time."
           : times.is_slower() ? "Here it saves allocations, and costs time."
                               : "Here it saves allocations, but no time that one sees.";
  if (times.is_faster())
    return "Here it saves time, but no allocation.";
  return times.is_slower()
             ? "Here a task is better."
             : "Here it saves no allocation and no time, and a task has no contract to keep.";
}

std::string finding(const outcome &all, std::size_t index) {
  const figures &first = all.measured.front();
  const figures &row = all.measured[index];
  const comparison times = compare(first, row);
  return std::string(row.name) + ": " + speed_of(times) + "; " + typical(first, row) + "; it " +
         memory_of(all.asked_for.front(), all.asked_for[index]) + ". " +
         advice(times, all.asked_for.front(), all.asked_for[index]);
}

} // namespace

void print_table(const std::vector<outcome> &all) {
  std::string header = "";
  header.resize(name_width, ' ');
  header += cell("time", time_width) + cell("req/s", rate_width) + cell("allocs", count_width) +
            cell("bytes", bytes_width) + cell("p50", latency_width) + cell("p99", latency_width);
  std::puts(styled(style::bold, header).c_str());
  for (const outcome &each : all) {
    std::puts(styled(style::bold, each.what.title).c_str());
    for (std::size_t i = 0; i != each.measured.size(); ++i)
      print_row(each, i);
  }
}

void print_findings(const std::vector<outcome> &all) {
  for (const outcome &each : all) {
    std::puts("");
    const figures &first = each.measured.front();
    const std::size_t requests = first.latencies.size();
    std::puts(styled(style::bold, each.what.title).c_str());
    const std::string network = grouped(first.over_network) + " of " + grouped(requests) +
                                " requests went over the network, as the server counts.";
    std::fputs(wrapped(network, 2).c_str(), stdout);
    for (std::size_t i = 1; i != each.measured.size(); ++i)
      std::fputs(wrapped(finding(each, i), 2).c_str(), stdout);
  }
}

} // namespace scenarios

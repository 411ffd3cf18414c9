// The whole story on one screen: three scenarios, each with task and with value_task, measured over
// a real server on the loopback interface. Begin with cached.h, always_async.cpp,
// awaited_again.cpp.
#include "always_async.h"
#include "awaited_again.h"
#include "cached.h"
#include "counting.h"
#include "measure.h"
#include "options.h"
#include "report.h"
#include "screen.h"
#include "sibling.h"
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace scenarios {
namespace {

std::vector<scenario> chosen(const std::string &name) {
  std::vector<scenario> all = {cached(), always_async(), awaited_again()};
  if (name.empty())
    return all;
  for (const scenario &each : all)
    if (each.name == name)
      return {each};
  throw usage_error("there is no scenario '" + name +
                    "': choose cached, always-async or awaited-again");
}

outcome run(const scenario &what, const plan &how) {
  outcome all{what, {}, {}};
  const std::size_t steps = what.variants.size() * rounds_of(how);
  {
    progress shown(std::string(what.name) + ": measuring", steps);
    all.measured = measure(what, how, [&shown] { shown.step(); });
  }
  {
    progress shown(std::string(what.name) + ": counting", steps);
    all.asked_for = count_asked_for(what, how, [&shown] { shown.step(); });
  }
  return all;
}

void print_notes(const std::vector<outcome> &all) {
  std::size_t heap = 0;
  for (const outcome &each : all)
    for (const figures &row : each.measured)
      heap += row.heap.count;
  const std::string text =
      "Allocations and bytes: what a row asks for, counted by operator new in a build of the same "
      "that recycles no memory. Times: as it ships, where the runtime recycles; all rows together "
      "asked the heap " +
      grouped(heap) + (heap == 1 ? " time" : " times") +
      " then. Latencies include reading the clock.";
  std::fputs(wrapped(text, 0).c_str(), stdout);
}

void print_misuse() {
  std::puts(styled(style::bold, "a value_task awaited twice, in a checked build").c_str());
  run_sibling("scenarios_misuse", "",
              [](const std::string &line) { std::fputs(wrapped(line, 2).c_str(), stdout); });
}

void run_all(const options &wanted) {
  const std::vector<scenario> todo = chosen(wanted.scenario);
  if (wanted.counts_only) {
    for (const scenario &each : todo)
      print_counts(each, wanted.how);
    return;
  }
  std::printf("%s requests for each row; %d clients, %d connections over loopback\n\n",
              grouped(static_cast<std::uint64_t>(wanted.how.iterations)).c_str(),
              wanted.how.clients, plan::connections);
  std::vector<outcome> outcomes;
  bool again = false;
  for (const scenario &each : todo) {
    outcomes.push_back(run(each, wanted.how));
    again |= each.name == awaited_again().name;
  }
  std::puts("");
  print_table(outcomes);
  std::puts("");
  print_notes(outcomes);
  print_findings(outcomes);
  if (again) {
    std::puts("");
    print_misuse();
  }
}

} // namespace
} // namespace scenarios

int main(int argc, char **argv) {
  try {
    const scenarios::options wanted = scenarios::parse(argc, argv);
    if (wanted.help)
      scenarios::print_help();
    else
      scenarios::run_all(wanted);
    return 0;
  } catch (const scenarios::usage_error &wrong) {
    std::fprintf(stderr, "error: %s; scenarios --help shows the usage\n", wrong.what());
    return 2;
  } catch (const std::exception &failed) {
    std::fprintf(stderr, "error: %s\n", failed.what());
    return 1;
  }
}

// Functions that a profile speaks for, but not their callers; and functions that it doesn't speak for.
// RUN: %both --profile=%S/Inputs/correct.json %s | %match %s
#include <functional>
#include <string>
#include <utility>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <valuetask/when_all.h>

// Another file that includes it may keep the task.
#include "Inputs/everybodys.h"

using valuetask::task;
using valuetask::value_task;

namespace {

// Called too seldom, and never or seldom complete at once.
task<int> rare() { co_return 1; }
task<int> waits() { co_return 1; }
task<int> mostly_waits() { co_return 1; }
// Its results cost nothing.
task<int> small() { return task<int>::from_result(1); }

task<int> kept() { co_return 1; }
task<int> address() { co_return 1; }
task<int> discarded() { co_return 1; }
task<int> returned() { co_return 1; }
task<int> combined() { co_return 1; }
task<int> copied() { co_return 1; }
task<int> twice_awaited() { co_return 1; }
task<int> late() { co_return 1; }
task<int> conditional() { co_return 1; }
task<int> asked_for_its_type() { co_return 1; }
task<int> looked_at() { co_return 1; }
task<std::string> awaited_by_reference() { co_return "a"; }
task<int> typed() { co_return 1; }
task<int> in_a_container() { co_return 1; }
[[maybe_unused]] task<int> unused() { co_return 1; }
const task<int> constant() { co_return 1; }

struct base {
  virtual ~base() = default;
  virtual task<int> overridden() { co_return 1; }
};
struct derived : base {
  task<int> overridden() override { co_return 2; }
};

template <class T> task<int> a_template(T x) { co_return x; }

// Which of the two was measured isn't clear: the profile is of other parameters and other lines.
task<int> ambiguous(int) { co_return 1; }
task<int> ambiguous(char) { co_return 1; }

// How often it passed on what it got isn't known: something else asks for its task, too.
task<int> of_a_variable(bool hit) {
  if (hit)
    return task<int>::from_result(1000);
  auto other = waits();
  return other;
}
task<int> of_another(bool hit);
task<int> elsewhere();
// It was complete at once in 2,000 of 102,000 calls.
task<int> passes_on(bool hit) {
  if (hit)
    return task<int>::from_result(1000);
  return waits();
}

struct keeper {
  task<int> field = kept();
};

task<int> hands_on() { return returned(); }

// Not instantiated, so that nobody knows what it means.
template <class T> auto dependent(T x) { return x.mentioned(); }
struct has_member {
  task<int> mentioned() { co_return 1; }
};

task<int> uses(bool early) {
  std::function<task<int>()> stored = &address;
  discarded();
  auto [one, two] = co_await valuetask::when_all(combined(), combined());
  auto copy = copied();
  auto other = copy;
  auto again = twice_awaited();
  int sum = co_await again;
  sum += co_await again;
  auto held = late();
  sum += co_await waits();
  sum += co_await held;
  auto maybe = conditional();
  if (early && co_await maybe)
    ++sum;
  decltype(asked_for_its_type()) same = asked_for_its_type();
  auto looked = looked_at();
  if (looked.is_completed())
    sum += co_await looked;
  auto text = awaited_by_reference();
  const std::string &reference = co_await text;
  task<int> exact = typed();
  sum += co_await exact;
  std::vector<task<int>> all;
  all.push_back(in_a_container());
  sum += co_await rare() + co_await mostly_waits() + co_await small() + co_await hands_on() + co_await keeper().field;
  sum += co_await derived().overridden() + co_await a_template(1) + co_await constant() + co_await of_a_header() + co_await ambiguous(1) + co_await ambiguous('a');
  sum += co_await of_a_variable(early) + co_await passes_on(early) + co_await has_member().mentioned();
  co_return sum + one + two + static_cast<int>(reference.size()) + co_await stored() + co_await same + co_await other +
      co_await all[0];
}

} // namespace

// Other units may do with it what they like.
task<int> external() { co_return 1; }

int main() { return valuetask::sync_wait(uses(true)) + valuetask::sync_wait(external()); }

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
namespace {
task<int> control() { co_return 1; }
// CHECK: :[[#@LINE-1]]:11: warning: 'control' {{.*}} [valuetask-prefer-value-task]
// CHECK: :[[#@LINE-2]]:1: note: every caller awaits it once, immediately: returning 'value_task<int>' saves reference counting, but no allocation
task<int> uses_control() { co_return co_await control(); }
} // namespace

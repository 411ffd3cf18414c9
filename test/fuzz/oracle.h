// Runs the random programs in checked mode, over all inputs, and writes down which mistakes happen
// in which lines.
#ifndef VALUETASK_FUZZ_ORACLE_H
#define VALUETASK_FUZZ_ORACLE_H

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/source.h>
#include <valuetask/value_task.h>
#include <vector>

namespace fuzz {

using valuetask::value_task;

/// Thrown where a program would have undefined behaviour, or never end: this input doesn't count
/// from here on.
struct undefined {};
/// What a function that doesn't return throws, so that the next input can be run.
struct stopped {};

// -- what the runtime knows of a value -----------------------------------------------------------
// Its record is private; naming a member in an explicit instantiation is allowed.

template <int Which> struct tag {
  friend auto member(tag);
};
template <int Which, auto Member> struct reveal {
  friend auto member(tag<Which>) { return Member; }
};
template struct reveal<0, &value_task<int>::audit_>;
template struct reveal<1, &valuetask::detail::audit::state_>;

/// As audit::state, which is private.
enum class state : unsigned char { empty, fresh, claimed, in_consumption, spent };

inline state state_of(value_task<int> &value) {
  auto &record = value.*member(tag<0>());
  return static_cast<state>((record.*member(tag<1>())).load());
}

// -- a run ---------------------------------------------------------------------------------------

inline constexpr unsigned orders = 8; ///< in which what waits can be completed
/// Which of the first calls that may fail do (at most two of them), and up to which one alone.
inline constexpr unsigned failings = 64, last_failing = 1U << 20;

struct input {
  bool a, b, c;
  int n;
  bool waits;     ///< what load() gives is not complete at the call
  unsigned order; ///< a bit for each wait, from the first on: whether the newest is completed, and
                  ///< not the oldest
  unsigned failing; ///< a bit for each call of what may fail, from the first on: whether it does
};

/// One mistake: the runtime's kind, the lines of the consumption and of the statement around it,
/// and where the value was created; 0 is somewhere in programs.h.
using mistake = std::tuple<std::string, int, int, int>;

struct seen {
  input first;
  int times = 0;
  bool ends_normally = false;   ///< the function does, in one of these runs
  bool without_handler = false; ///< no exception is handled, in one of these runs
};

inline input now;
inline int statement; ///< the line of the one that runs
inline int consumption;
inline int steps;
inline unsigned failures_left; ///< the bits of `failing` that are to come
inline unsigned order_left;
inline bool has_handled;
inline std::set<mistake> of_run;         ///< the mistakes of this run
inline std::map<mistake, seen> mistakes; ///< and those of the function
inline std::deque<valuetask::source<int>> sources;

#define AT (fuzz::statement = fuzz::consumption = __LINE__)
#define STEP fuzz::step()
#define HANDLED fuzz::has_handled = true
#define LINE_USE(value) fuzz::use(value, __LINE__)
#define LINE_MOVE(value) fuzz::move_from(value, __LINE__)
#define LINE_RESULT(value) fuzz::use_result(value, __LINE__)

inline void step() {
  if (++steps > 100)
    throw undefined();
}

/// Whether this call fails, of one of which nobody knows.
inline bool fails() { return (std::exchange(failures_left, failures_left / 2) & 1) != 0; }

/// Reports a mistake that is about to happen, through the runtime, and has the program go on as if
/// it were none.
inline void report_and_go_on(value_task<int> &value) {
  try {
    (void)value.result();
  } catch (const valuetask::violation_error &) {
  }
  value = value_task<int>(0);
}

/// Whatever is awaited may fail, even what was made from a result: the checker takes each await for
/// one that can throw.
inline void may_fail(value_task<int> &value) {
  if (!value.is_completed_successfully() || !fails())
    return;
  (void)value.result();
  value = value_task<int>::from_exception(std::make_exception_ptr(1));
}

/// For a value that is moved in the next moment. An empty one may be.
inline value_task<int> &move_from(value_task<int> &value, int line) {
  consumption = line;
  if (state_of(value) == state::spent)
    report_and_go_on(value);
  may_fail(value);
  return value;
}

/// For a value that is consumed in the next moment.
inline value_task<int> &use(value_task<int> &value, int line = statement) {
  consumption = line;
  if (state_of(value) == state::spent || state_of(value) == state::empty)
    report_and_go_on(value);
  may_fail(value);
  return value;
}

/// For one whose result is taken.
inline value_task<int> &use_result(value_task<int> &value, int line) {
  use(value, line);
  if (state_of(value) == state::fresh && !value.is_completed())
    report_and_go_on(value);
  return value;
}

/// Writes down that the program has undefined behaviour here, and ends the run.
[[noreturn]] inline void end_undefined() {
  of_run.insert({"undefined", statement, statement, 0});
  throw undefined();
}

template <class Holder> Holder &some(Holder &holder) {
  if (!holder)
    end_undefined();
  return holder;
}

template <class T> T &element(std::vector<T> &vector, std::size_t at) {
  if (at >= vector.size())
    end_undefined();
  return vector[at];
}

inline void note_violation(const valuetask::violation &broken) noexcept {
  std::string kind;
  const bool is_overwritten =
      std::string_view(broken.what).find("overwritten") != std::string_view::npos;
  switch (broken.kind) {
  case valuetask::violation_kind::double_await:
    kind = broken.first == valuetask::consumption::none ? "empty" : "double-await";
    break;
  case valuetask::violation_kind::destroyed_unconsumed:
    kind = is_overwritten ? "overwritten" : "unconsumed";
    break;
  case valuetask::violation_kind::unguarded_result:
    kind = "unguarded-result";
    break;
  default:
    kind = "other";
  }
  const bool is_of_program =
      std::string(broken.created_at.file_name()).find("programs.h") == std::string::npos &&
      std::string(broken.created_at.file_name()).find("oracle.h") == std::string::npos;
  of_run.insert({kind, consumption, statement,
                 is_of_program ? static_cast<int>(broken.created_at.line()) : 0});
}

/// One that waits is completed; false if there is none.
inline bool complete_one() {
  const auto is_open = [](const auto &source) { return !source.is_completed(); };
  const auto oldest = std::find_if(sources.begin(), sources.end(), is_open);
  if (oldest == sources.end())
    return false;
  const bool takes_newest = (std::exchange(order_left, order_left / 2) & 1) != 0;
  auto &chosen = takes_newest ? *std::find_if(sources.rbegin(), sources.rend(), is_open) : *oldest;
  chosen.set_result(1);
  return true;
}

using program = value_task<int>(bool, bool, bool, int);

/// Whether the function ends normally.
inline bool ends_normally(program *function) {
  try {
    value_task<int> result = function(now.a, now.b, now.c, now.n);
    while (!result.is_completed() && complete_one()) {
    }
    if (!result.is_completed())
      std::abort();
    (void)result.result();
    return true;
  } catch (int) {
  } catch (const undefined &) {
  } catch (const stopped &) {
  } catch (const valuetask::violation_error &) {
  }
  return false;
}

inline void run_once(program *function) {
  steps = 0;
  failures_left = now.failing;
  order_left = now.order;
  has_handled = false;
  of_run.clear();
  const bool is_normal = ends_normally(function);
  const std::set<mistake> seen_in_run = of_run; // not what comes below
  while (complete_one()) {
  }
  sources.clear();
  for (const mistake &one : seen_in_run) {
    seen &entry = mistakes[one];
    entry.ends_normally |= is_normal;
    entry.without_handler |= !has_handled;
    if (entry.times++ == 0)
      entry.first = now;
  }
}

/// Prints the name, and then a line for each mistake: function, kind, lines, how often, and the
/// first input.
inline void run(const char *name, program *function) {
  mistakes.clear();
  std::printf("%s\n", name); // if this is the last line, then it crashed
  std::fflush(stdout);
  for (int bits = 0; bits != 8; ++bits)
    for (const int n : {-9, -1, 0, 1, 2, 3, 9}) {
      now = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, n, false, 0, 0};
      for (now.failing = 0; now.failing != failings; ++now.failing)
        if (std::popcount(now.failing) <= 2)
          run_once(function);
      for (; now.failing <= last_failing; now.failing *= 2)
        run_once(function);
      now.waits = true;
      for (now.order = 0; now.order != orders; ++now.order)
        for (now.failing = 0; now.failing <= (now.order == 0 ? failings / 4 : 0);
             now.failing = std::max(1U, now.failing * 2))
          run_once(function);
    }
  for (const auto &[what, seen] : mistakes) {
    const auto &[kind, consumed, stated, created] = what;
    std::printf("%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\ta=%d b=%d c=%d n=%d%s%s\n", name, kind.c_str(),
                consumed, stated, created, !seen.without_handler, seen.ends_normally, seen.times,
                seen.first.a, seen.first.b, seen.first.c, seen.first.n,
                seen.first.waits ? ", load() waits" : "",
                seen.first.failing == 0 ? "" : ", a call fails");
  }
}

/// Before the first run().
inline void prepare() {
  valuetask::set_violation_handler(&note_violation);
  valuetask::set_unobserved_exception_handler([](std::exception_ptr) noexcept {});
}

} // namespace fuzz

// -- what the programs call ----------------------------------------------------------------------

inline valuetask::value_task<int>
load(int key, valuetask::detail::location here = valuetask::detail::location::current()) {
  if (fuzz::fails())
    return valuetask::value_task<int>::from_exception(std::make_exception_ptr(1), here);
  if (!fuzz::now.waits)
    return valuetask::value_task<int>(key, here);
  return fuzz::sources.emplace_back().get(here);
}
inline void check(int) {
  if (fuzz::fails())
    throw 1;
}
[[noreturn]] inline void stop() { throw fuzz::stopped(); }
inline bool is_odd(int number) { return number % 2 != 0; }
inline void note(int) {}

#endif

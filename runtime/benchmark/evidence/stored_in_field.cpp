/// \file
/// valuetask-stored-in-field: 100,000 sessions ask for something over 64 connections, keep what
/// they get, and read it when all have asked. A connection begins with the next request as soon as
/// it has the answer to the one before.
#include "evidence.h"

#include <deque>
#include <valuetask/source.h>

namespace {

using namespace evidence;
using valuetask::source;

constexpr unsigned sessions = 100'000;

namespace misuse {

struct session {
  value_task<long> profile;

  void ask(source<long> &connection) { profile = connection.get(); }
  task<long> read() { co_return co_await profile; }
};

} // namespace misuse

namespace cure {

struct session {
  task<long> profile;

  void ask(source<long> &connection) { profile = connection.get().as_task(); }
  task<long> read() { co_return co_await profile; }
};

struct session_with_result {
  long profile = 0;

  void ask(source<long> &connection) { static_cast<void>(fill(connection)); }
  task<long> read() { co_return profile; }

private:
  task<> fill(source<long> &connection) { profile = co_await connection.get(); }
};

} // namespace cure

/// Sources that are used again, or one for each session, which is what it takes for an answer to
/// be there as long as a session keeps what refers to it.
template <bool IsRecycled> class connections {
public:
  source<long> &next() {
    if (!IsRecycled || all_.size() < 64)
      return all_.emplace_back();
    source<long> &used = all_[next_++ % 64];
    used.reset();
    return used;
  }
  std::size_t count() const noexcept { return all_.size(); }

private:
  std::deque<source<long>> all_;
  unsigned next_ = 0;
};

template <class Session, bool IsRecycled> void keep(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  std::size_t wrong = 0, held = 0, taken = 0;
  while (state.KeepRunningBatch(sessions)) {
    const heap_use before = heap_now();
    std::vector<Session> kept(sessions);
    connections<IsRecycled> all;
    for (unsigned key = 0; key != sessions; ++key) {
      source<long> &connection = all.next();
      kept[key].ask(connection);
      connection.set_result(answer_to(key));
    }
    held = heap_now().held - before.held;
    taken = all.count();
    for (unsigned key = 0; key != sessions; ++key)
      wrong += kept[key].read().result() != answer_to(key);
  }
  count(state, "sessions", sessions);
  count(state, "wrong answers", wrong);
  count(state, "sources taken", taken);
  count(state, "bytes held a session", held / sessions);
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-stored-in-field/misuse/recycled",
                               keep<misuse::session, true>, "a `value_task`, the sources recycled")
      ->Iterations(sessions);
  benchmark::RegisterBenchmark("valuetask-stored-in-field/misuse/kept",
                               keep<misuse::session, false>,
                               "a `value_task`, its source kept for it")
      ->Iterations(sessions);
  benchmark::RegisterBenchmark("valuetask-stored-in-field/cure/task", keep<cure::session, true>,
                               "a `task`, the sources recycled")
      ->Iterations(sessions);
  benchmark::RegisterBenchmark("valuetask-stored-in-field/cure/result",
                               keep<cure::session_with_result, true>,
                               "the result, the sources recycled")
      ->Iterations(sessions);
  return true;
}();

} // namespace

/// \file
/// valuetask-delayed-await: a value that is held while its coroutine waits for another one.
///
/// 100 workers ask two sides for a number at the same time, 2,000 times; each comes within 1 to 4
/// ticks, and one in 50 is an error. The sides are feeds, whose numbers come one after another from
/// the same source: it goes on to the next one a tick later, whether somebody has taken this one or
/// not. Or they are loads, a coroutine each, whose result stays.
#include "evidence.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <stdexcept>
#include <valuetask/source.h>
#include <valuetask/when_all.h>

namespace {

using namespace evidence;

constexpr unsigned workers = 100;
constexpr unsigned pairs = 200'000;

/// Gives numbers, one after another.
class side {
public:
  virtual ~side() = default;

  /// What next() gives.
  virtual long expected() const noexcept = 0;
  virtual value_task<long> next() = 0;

  /// Whether a number came as an error, and when it came.
  bool is_error(long number) const noexcept { return (number + offset_) % 50 == 0; }
  unsigned came(long number) const noexcept { return came_[index(number)]; }
  bool has_come(long number) const noexcept { return latest_come_ >= number; }

  bool is_over = false;

protected:
  side(event_loop &loop, unsigned seed) : loop_(&loop) {
    for (unsigned i = 0; i != seed; ++i)
      numbers_.below(2);
    offset_ = numbers_.below(50);
  }
  unsigned latency() noexcept { return 1 + numbers_.below(4); }
  void note(long number) noexcept {
    latest_come_ = number;
    came_[index(number)] = loop_->now();
  }
  static std::runtime_error error() { return std::runtime_error("none this time"); }

  event_loop *loop_;
  random_numbers numbers_;

private:
  static std::size_t index(long number) noexcept { return static_cast<std::size_t>(number % 16); }

  long offset_ = 0;
  long latest_come_ = 0;
  std::array<unsigned, 16> came_{};
};

class feed : public side {
public:
  feed(event_loop &loop, unsigned seed) : side(loop, seed) { static_cast<void>(run()); }

  long expected() const noexcept override { return update_.is_completed() ? latest_ : latest_ + 1; }
  value_task<long> next() override {
    if (expected() == last_asked_)
      std::abort(); // one value_task a round: this benchmark would be wrong
    last_asked_ = expected();
    return update_.get();
  }

private:
  task<> run() {
    while (!is_over) {
      co_await loop_->wait(latency());
      note(++latest_);
      if (is_error(latest_))
        update_.set_exception(std::make_exception_ptr(error()));
      else
        update_.set_result(latest_);
      co_await loop_->wait();
      update_.reset();
    }
  }

  long latest_ = 0;
  long last_asked_ = 0;
  valuetask::source<long> update_;
};

class loads : public side {
public:
  loads(event_loop &loop, unsigned seed) : side(loop, seed) {}

  long expected() const noexcept override { return latest_ + 1; }
  value_task<long> next() override { return load(++latest_); }

private:
  value_task<long> load(long number) {
    if (numbers_.below(1'000) != 0) // nearly all take their time
      co_await loop_->wait(latency());
    note(number);
    if (is_error(number))
      throw error();
    co_return number;
  }

  long latest_ = 0;
};

struct tally {
  std::size_t wrong = 0, lost = 0, unfinished = 0, held = 0, right = 0;
};

struct pair {
  side *left;
  side *right;
  long left_number = 0;
  long right_number = 0;

  value_task<long> ask_left() {
    left_number = left->expected();
    return left->next();
  }
  value_task<long> ask_right() {
    right_number = right->expected();
    return right->next();
  }
};

struct answers {
  long left;
  long right;
};

namespace misuse {

task<answers> ask(pair &both) {
  auto left = both.ask_left();
  auto right = both.ask_right();
  const long first = co_await left;
  co_return answers{first, co_await right};
}

} // namespace misuse

namespace cure {

task<answers> one_after_the_other(pair &both) {
  const long first = co_await both.ask_left();
  co_return answers{first, co_await both.ask_right()};
}

task<answers> together(pair &both) {
  const auto [left, right] = co_await valuetask::when_all(both.ask_left(), both.ask_right());
  co_return answers{left, right};
}

task<answers> as_task(pair &both) {
  const task<long> right = both.ask_right().as_task();
  const long first = co_await both.ask_left();
  co_return answers{first, co_await right};
}

} // namespace cure

struct result {
  tally all;
  std::size_t ticks = 0;
};

template <auto Ask>
task<> work(event_loop &loop, pair both, result &seen, std::size_t &busy, unsigned long &done) {
  tally &all = seen.all;
  for (unsigned i = 0; i != pairs / workers; ++i) {
    both.left_number = both.right_number = 0;
    const unsigned begin = loop.now();
    int caught = 0;
    try {
      const answers got = co_await Ask(both);
      all.wrong += got.left != both.left_number || got.right != both.right_number;
      if (got.right == both.right_number) {
        all.held += loop.now() - both.right->came(got.right);
        ++all.right;
      }
    } catch (const std::runtime_error &) {
      caught = 1;
    }
    seen.ticks += loop.now() - begin;
    all.unfinished += !both.left->has_come(both.left_number);
    all.unfinished += !both.right->has_come(both.right_number);
    ++done;
    // Until what was asked for, and may have been dropped, is over.
    co_await loop.wait(6);
    const int failed = (both.left_number != 0 && both.left->is_error(both.left_number)) +
                       (both.right_number != 0 && both.right->is_error(both.right_number));
    all.lost += static_cast<std::size_t>(failed - std::min(failed, caught));
    all.wrong += caught > failed; // the error of another one
  }
  --busy;
}

/// All workers at once, until each is through.
template <auto Ask, class Side> void ask_all(result &seen, unsigned long &done) {
  event_loop loop;
  std::deque<Side> sides;
  for (unsigned i = 0; i != 2 * workers; ++i)
    sides.emplace_back(loop, 1'000 * i);
  std::size_t busy = workers;
  for (unsigned i = 0; i != workers; ++i)
    static_cast<void>(work<Ask>(loop, pair{&sides[2 * i], &sides[2 * i + 1]}, seen, busy, done));
  while (busy != 0)
    loop.tick();
  for (Side &one : sides)
    one.is_over = true;
  loop.run();
}

template <auto Ask, class Side> void hold(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  result seen;
  unsigned long done = 0;
  while (state.KeepRunningBatch(pairs)) {
    const heap_counter allocations(state);
    ask_all<Ask, Side>(seen, done);
  }
  const tally &all = seen.all;
  count(state, "pairs", done);
  count(state, "wrong numbers", all.wrong);
  count(state, "errors lost", all.lost);
  count(state, "not waited for", all.unfinished);
  state.counters["ticks held"] = static_cast<double>(all.held) / static_cast<double>(all.right);
  state.counters["ticks a pair"] = static_cast<double>(seen.ticks) / pairs;
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-delayed-await/misuse/feeds", hold<misuse::ask, feed>,
                               "feeds: one held while the other is awaited")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/cure/feeds_one_after_the_other",
                               hold<cure::one_after_the_other, feed>,
                               "feeds: asked one after the other")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/cure/feeds_as_task",
                               hold<cure::as_task, feed>, "feeds: `as_task()` at the creation")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/cure/feeds_when_all",
                               hold<cure::together, feed>, "feeds: `when_all`")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/misuse/loads", hold<misuse::ask, loads>,
                               "loads: one held while the other is awaited")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/cure/loads_one_after_the_other",
                               hold<cure::one_after_the_other, loads>,
                               "loads: asked one after the other")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/cure/loads_as_task",
                               hold<cure::as_task, loads>, "loads: `as_task()` at the creation")
      ->Iterations(pairs);
  benchmark::RegisterBenchmark("valuetask-delayed-await/cure/loads_when_all",
                               hold<cure::together, loads>, "loads: `when_all`")
      ->Iterations(pairs);
  return true;
}();

} // namespace

#include "support.h"

#include <array>
#include <coroutine>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/testing.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::expect_no_violation;
using valuetask::expect_violations;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;
using valuetask::violation_kind;

// For lambdas, where the attribute of C++ has no place that both compilers accept.
#define NOINLINE __attribute__((noinline))

namespace {

[[gnu::noinline]] value_task<int> number(int x) { return x; }
[[gnu::noinline]] value_task<int> number_from_coroutine(int x) { co_return x; }

/// Exactly one report, of this kind, about something kept by a constructor whose name has
/// `kept_by`.
void expect_stored(const expect_violations &seen, std::string_view kept_by) {
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::stored_in_field);
  EXPECT_NE(std::string_view(seen[0].kept_by.function_name()).find(kept_by), std::string_view::npos)
      << seen[0].kept_by.function_name();
  EXPECT_NE(seen[0].created_at.line(), 0u);
}

// -- what is reported ----------------------------------------------------------------------------

/// Whether a local is where the stack pointer says. AddressSanitizer may keep locals elsewhere, to
/// see uses after their function has returned: then nobody can tell whose they were.
bool locals_are_on_the_stack() {
  const char local = 0;
  const auto *const frame = static_cast<const char *>(__builtin_frame_address(0));
  return frame - &local < 4096 && &local - frame < 4096;
}

class StoredInField : public ::testing::Test {
protected:
  void SetUp() override {
    if (!locals_are_on_the_stack())
      GTEST_SKIP() << "locals are not on the stack";
  }
};

struct session {
  value_task<int> pending;
  int other = 0;

  session() = default;
  explicit session(value_task<int> given) : pending(std::move(given)) {}

  [[gnu::noinline]] void store(int x) { pending = number_from_coroutine(x); }
  [[gnu::noinline]] int finish() { return sync_wait(pending); }
  [[gnu::noinline]] value_task<int> give_away() { return std::move(pending); }
  [[gnu::noinline]] task<int> finish_later() { co_return co_await pending; }
  [[gnu::noinline]] value_task<int> start_in_coroutine(int x) {
    pending = number(x);
    co_return 0;
  }
};

TEST_F(StoredInField, MemberOfAnObjectOnTheStack) {
  expect_violations seen;
  session s;
  s.store(1);
  EXPECT_EQ(s.finish(), 1) << "it is reported, and goes on";
  expect_stored(seen, "session::session()");
  char text[4096];
  valuetask::format_violation(seen[0], text, sizeof text);
  EXPECT_EQ(std::string_view(text).find(
                "valuetask: value_task kept in a field: one call stored it, another consumed it\n"
                "  created at "),
            0u);
  EXPECT_TRUE(std::string_view(text).ends_with(
      "\n  help: keep a task there, made with std::move(x).as_task()\n"));
  EXPECT_NE(std::string_view(text).find("\n  kept by an object made at "), std::string_view::npos);
  EXPECT_NE(std::string_view(text).find("\n  consumed at "), std::string_view::npos);
}

TEST_F(StoredInField, MemberOfAHeapObject) {
  expect_violations seen;
  const auto s = std::make_unique<session>();
  s->store(2);
  EXPECT_EQ(s->finish(), 2);
  expect_stored(seen, "session::session()");
}

[[gnu::noinline]] std::unique_ptr<session> make_session() {
  return std::make_unique<session>(number(3));
}

TEST_F(StoredInField, InitialisedByItsConstructor) {
  expect_violations seen;
  const auto s = make_session();
  EXPECT_EQ(s->finish(), 3);
  expect_stored(seen, "session::session(");
}

TEST_F(StoredInField, MovedOutByAnotherCall) {
  expect_violations seen;
  const auto s = make_session();
  EXPECT_EQ(s->give_away().result(), 3);
  expect_stored(seen, "session::session(");
}

struct two_at_once {
  value_task<std::tuple<int, int>> pending;

  // Not inlined: a function into which a coroutine of ours was inlined is given the benefit of the
  // doubt.
  [[gnu::noinline]] two_at_once()
      : pending(valuetask::when_all(number(1), number_from_coroutine(2))) {}
  [[gnu::noinline]] std::tuple<int, int> finish() { return sync_wait(pending); }
};

TEST_F(StoredInField, WhatACombinatorReturns) {
  expect_violations seen;
  const auto make = []() NOINLINE { return std::make_unique<two_at_once>(); };
  EXPECT_EQ(make()->finish(), std::tuple(1, 2));
  expect_stored(seen, "two_at_once::two_at_once()");
}

template <class T> struct box {
  T held;
  explicit box(T x) : held(std::move(x)) {}
  [[gnu::noinline]] int open() { return sync_wait(held); }
};

TEST_F(StoredInField, InAClassTemplate) {
  expect_violations seen;
  const auto make = []() NOINLINE { return std::make_unique<box<value_task<int>>>(number(6)); };
  EXPECT_EQ(make()->open(), 6);
  expect_stored(seen, "::box(");
}

TEST_F(StoredInField, MovedWithTheWholeObject) {
  expect_violations seen;
  const auto make = []() NOINLINE {
    session s(number(7));
    return std::make_unique<session>(std::move(s));
  };
  EXPECT_EQ(make()->finish(), 7);
  expect_stored(seen, "session::session(");
  EXPECT_NE(std::string_view(seen[0].kept_by.function_name()).find("&&"), std::string_view::npos);
}

value_task<int> global;
[[gnu::noinline]] void keep(int x) { global = number(x); }
[[gnu::noinline]] int take() { return sync_wait(global); }

TEST_F(StoredInField, NamespaceScope) {
  if (sanitized)
    GTEST_SKIP() << "AddressSanitizer makes variables larger than they are";
  expect_violations seen;
  keep(9);
  EXPECT_EQ(take(), 9);
  ASSERT_EQ(seen.count(), 1u);
  EXPECT_EQ(seen[0].kind, violation_kind::stored_in_field);
  EXPECT_EQ(std::string_view(seen[0].what).find("value_task kept in static storage"), 0u);
  EXPECT_EQ(seen[0].kept_by.line(), 0u) << "no object keeps it";
}

[[gnu::noinline]] value_task<int> &kept_in_a_function() {
  static value_task<int> kept = number(8);
  return kept;
}

[[gnu::noinline]] void keep_in_a_function() {
  static_cast<void>(kept_in_a_function().is_completed());
  asm volatile("" ::: "memory");
}

TEST_F(StoredInField, FunctionLocalStatic) {
  if (sanitized)
    GTEST_SKIP() << "AddressSanitizer makes variables larger than they are";
  expect_violations seen;
  keep_in_a_function();
  EXPECT_EQ(kept_in_a_function().result(), 8);
  EXPECT_EQ(seen.count(violation_kind::stored_in_field), 1u);
  EXPECT_EQ(seen.count(), 1u);
}

TEST(NotStoredInField, StaticUsedUpByTheCallThatStoredInIt) {
  const expect_no_violation correct;
  global = number(9);
  EXPECT_EQ(sync_wait(global), 9);
}

TEST(NotStoredInField, BufferAsLargeAsOne) {
  const expect_no_violation correct;
  alignas(value_task<int>) static std::byte room[sizeof(value_task<int>)];
  auto *const x = ::new (room) value_task<int>(number(1));
  EXPECT_EQ(x->result(), 1);
  std::destroy_at(x);
}

// -- what is not ---------------------------------------------------------------------------------

TEST(NotStoredInField, Local) {
  const expect_no_violation correct;
  auto x = number(1);
  auto y = std::move(x);
  EXPECT_EQ(y.result(), 1);
}

[[gnu::noinline]] int consume(value_task<int> x) { return sync_wait(std::move(x)); }
[[gnu::noinline]] int consume_reference(value_task<int> &x) { return sync_wait(x); }
[[gnu::noinline]] void fill(value_task<int> &x) { x = number(2); }
[[gnu::noinline]] value_task<int> pass_through(value_task<int> x) { return x; }
[[gnu::noinline]] value_task<int> named_return(bool first) {
  value_task<int> one = number(1), two = number_from_coroutine(2);
  if (first) {
    valuetask::detach(std::move(two));
    return one;
  }
  valuetask::detach(std::move(one));
  return two;
}

TEST(NotStoredInField, ParametersReferencesAndReturns) {
  const expect_no_violation correct;
  EXPECT_EQ(consume(number(1)), 1);
  auto x = number(1);
  EXPECT_EQ(consume(std::move(x)), 1);
  value_task<int> y;
  fill(y);
  EXPECT_EQ(consume_reference(y), 2);
  EXPECT_EQ(consume(pass_through(pass_through(number(3)))), 3);
  auto z = named_return(true);
  EXPECT_EQ(consume_reference(z), 1);
  EXPECT_EQ(named_return(false).result(), 2);
}

TEST(NotStoredInField, LocalContainers) {
  const expect_no_violation correct;
  std::vector<value_task<int>> several;
  for (int i = 0; i != 10; ++i)
    several.push_back(number(i));
  for (int i = 0; i != 10; ++i)
    EXPECT_EQ(consume_reference(several[i]), i);

  std::array<value_task<int>, 2> two{number(1), number_from_coroutine(2)};
  EXPECT_EQ(two[0].result() + two[1].result(), 3);

  std::optional<value_task<int>> maybe = number(1);
  EXPECT_EQ(maybe->result(), 1);
  maybe.emplace(number(2));
  EXPECT_EQ(consume_reference(*maybe), 2);

  auto both = std::make_tuple(number(1), number(2));
  EXPECT_EQ(consume_reference(std::get<1>(both)) + std::get<0>(both).result(), 3);
  auto pair = std::make_pair(number(1), 5);
  auto moved = std::move(pair);
  EXPECT_EQ(moved.first.result(), 1);

  auto owned = std::make_unique<value_task<int>>(number(4));
  EXPECT_EQ(consume_reference(*owned), 4);
}

[[gnu::noinline]] std::vector<value_task<int>> start_all(int n) {
  std::vector<value_task<int>> all;
  for (int i = 0; i != n; ++i)
    all.push_back(number_from_coroutine(i));
  return all;
}
[[gnu::noinline]] int add_up(std::vector<value_task<int>> &all) {
  int sum = 0;
  for (auto &one : all)
    sum += sync_wait(one);
  return sum;
}

TEST(NotStoredInField, ContainerThatIsPassedOn) {
  const expect_no_violation correct;
  auto all = start_all(5);
  EXPECT_EQ(add_up(all), 10);
}

task<int> local_in_our_coroutine(gate &closed) {
  auto x = number(1);
  std::vector<value_task<int>> several;
  several.push_back(number(2));
  co_await closed;
  auto y = std::move(x);
  co_return co_await y + co_await several[0];
}

TEST(NotStoredInField, LocalInOurCoroutine) {
  const expect_no_violation correct;
  gate closed;
  const auto sum = local_in_our_coroutine(closed);
  closed.open();
  EXPECT_EQ(sum.result(), 3);
}

/// A coroutine type that knows nothing of ours, with a frame that nobody registers.
struct by_hand {
  struct promise_type {
    int result = 0;
    by_hand get_return_object() {
      return by_hand{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int x) { result = x; }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> frame;

  explicit by_hand(std::coroutine_handle<promise_type> made) : frame(made) {}
  by_hand(by_hand &&) = delete;
  ~by_hand() { frame.destroy(); }
};

by_hand local_in_foreign_coroutine() {
  value_task<int> x = number(1);
  value_task<int> y;
  fill(y);
  co_await std::suspend_always();
  value_task<int> z = std::move(x);
  co_await std::suspend_always();
  co_return co_await z + co_await y;
}

[[gnu::noinline]] void resume_deeper(std::coroutine_handle<> frame, int depth) {
  if (depth == 0)
    frame.resume();
  else
    resume_deeper(frame, depth - 1);
  asm volatile("" ::: "memory");
}

TEST(NotStoredInField, LocalInForeignCoroutine) {
  const expect_no_violation correct;
  const by_hand coroutine = local_in_foreign_coroutine();
  for (const int depth : {3, 0, 7})
    resume_deeper(coroutine.frame, depth);
  EXPECT_EQ(coroutine.frame.promise().result, 3);
}

/// An awaiter may keep what it awaits.
struct timed {
  value_task<int> inner;

  explicit timed(value_task<int> x) : inner(std::move(x)) {}

  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return sync_wait(inner); }
};

[[gnu::noinline]] timed make_timed(int x) { return timed(number(x)); }

TEST(NotStoredInField, Awaiter) {
  const expect_no_violation correct;
  auto run = []() -> task<int> {
    auto named = make_timed(1);
    co_return co_await named + co_await timed(number(2));
  };
  EXPECT_EQ(run().result(), 3);
}

TEST(NotStoredInField, LambdaCalledInPlace) {
  const expect_no_violation correct;
  EXPECT_EQ(([x = number(1)]() mutable { return sync_wait(x); }()), 1);
  auto closure = [x = number(2)]() mutable { return sync_wait(x); };
  EXPECT_EQ(closure(), 2);
  const auto call = [](auto function) NOINLINE { return function(); };
  EXPECT_EQ(call([x = number(3)]() mutable { return sync_wait(x); }), 3);
}

TEST(NotStoredInField, ObjectUsedUpByTheCallThatMadeIt) {
  const expect_no_violation correct;
  session s(number(1));
  EXPECT_EQ(s.finish(), 1) << "the parameter was this function's, which still runs";
}

TEST(NotStoredInField, ConsumedAndMovedAfterwards) {
  const expect_no_violation correct;
  const auto make = []() NOINLINE {
    auto s = std::make_unique<session>();
    s->pending = number(1);
    EXPECT_EQ(sync_wait(s->pending), 1) << "by the call that stored it";
    return s;
  };
  const auto s = make();
  const value_task<int> nothing = s->give_away();
  EXPECT_FALSE(nothing.is_completed());
}

struct consumes_itself {
  value_task<int> inner;
  int result;
  [[gnu::noinline]] int run() { return sync_wait(inner); }
  explicit consumes_itself(value_task<int> x) : inner(std::move(x)), result(run()) {}
};

TEST(NotStoredInField, ConsumedByTheConstructor) {
  const expect_no_violation correct;
  EXPECT_EQ(consumes_itself(number(1)).result, 1);
  const auto make = []() NOINLINE {
    return std::make_unique<consumes_itself>(number_from_coroutine(2));
  };
  EXPECT_EQ(make()->result, 2);
}

TEST(NotStoredInField, WhenAll) {
  const expect_no_violation correct;
  gate closed;
  auto late = [](gate &closed) -> value_task<int> {
    co_await closed;
    co_return 1;
  };
  auto all = valuetask::when_all(late(closed), number(2));
  closed.open();
  EXPECT_EQ(all.result(), std::tuple(1, 2));
}

TEST(NotStoredInField, HandedToAThread) {
  const expect_no_violation correct;
  int result = 0;
  std::thread other([&result, x = number(5)]() mutable { result = sync_wait(x); });
  other.join();
  EXPECT_EQ(result, 5);
}

TEST(NotStoredInField, TaskInAField) {
  const expect_no_violation correct;
  struct keeper {
    task<int> kept;
    [[gnu::noinline]] void store() { kept = number(1).as_task(); }
    [[gnu::noinline]] int finish() { return sync_wait(kept); }
  } k;
  k.store();
  EXPECT_EQ(k.finish(), 1);
}

// -- what cannot be told, and is left alone ------------------------------------------------------

TEST(NotStoredInField, KnownConsumedInACoroutine) {
  // An awaiter may keep what it awaits, and nothing tells that from a class of another kind.
  const expect_no_violation silent;
  session s;
  s.store(4);
  EXPECT_EQ(s.finish_later().result(), 4);
}

TEST(NotStoredInField, KnownStoredByACoroutine) {
  // A coroutine is one call on many stacks, so that the end of one of them is not its end.
  const expect_no_violation silent;
  session s;
  EXPECT_EQ(s.start_in_coroutine(5).result(), 0);
  EXPECT_EQ(s.finish(), 5);
}

TEST(NotStoredInField, KnownClosureThatOutlivesTheCall) {
  const expect_no_violation silent;
  const auto make = []() NOINLINE {
    auto closure = [x = number(7)]() mutable { return sync_wait(x); };
    return std::make_unique<std::packaged_task<int()>>(std::move(closure));
  };
  const auto kept = make();
  auto result = kept->get_future();
  (*kept)();
  EXPECT_EQ(result.get(), 7);
}

TEST(NotStoredInField, KnownStaticArray) {
  // The symbol table says how large a variable is, and not of what: an arena may look the same.
  const expect_no_violation silent;
  struct shelf {
    static value_task<int> &kept() {
      static std::array<value_task<int>, 2> all;
      return all[1];
    }
  };
  shelf::kept() = number(10);
  EXPECT_EQ(sync_wait(shelf::kept()), 10);
}

TEST(NotStoredInField, KnownContainerMember) {
  // A vector on the stack and a vector in an object look the same from the element.
  const expect_no_violation silent;
  struct pool {
    std::vector<value_task<int>> pending;
    [[gnu::noinline]] void add(int x) { pending.push_back(number(x)); }
    [[gnu::noinline]] int take() { return sync_wait(pending.back()); }
  };
  const auto p = std::make_unique<pool>();
  p->add(1);
  EXPECT_EQ(p->take(), 1);
}

TEST(NotStoredInField, KnownAggregate) {
  // No constructor makes the member of an aggregate.
  const expect_no_violation silent;
  struct record {
    value_task<int> pending;
  };
  const auto make = []() NOINLINE { return record{number(1)}; };
  const auto finish = [](record &r) NOINLINE { return sync_wait(r.pending); };
  record r = make();
  EXPECT_EQ(finish(r), 1);
}

TEST(NotStoredInField, KnownPrvalueMember) {
  // What a call returns is made right in the member, and the call knows nothing of it.
  const expect_no_violation silent;
  struct starter {
    value_task<int> pending;
    explicit starter(int x) : pending(number(x)) {}
    [[gnu::noinline]] int finish() { return sync_wait(pending); }
  };
  const auto s = std::make_unique<starter>(1);
  EXPECT_EQ(s->finish(), 1);
}

} // namespace

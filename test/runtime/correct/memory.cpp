// Stacks and memory that are not where one expects them: fibers, static stacks, arenas.
#include "correct.h"
#include "foreign.h"

#include <array>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <memory_resource>
#include <new>
#include <optional>
#include <pthread.h>
#include <ucontext.h>

#include <valuetask/when_all.h>

namespace {

using namespace correct;

struct both {
  both(value_task<int> a, value_task<int> b) : first(std::move(a)), second(std::move(b)) {}
  value_task<int> first, second;
};

// The sanitizers would have to be told of each change of stacks.
#if !VALUETASK_DETAIL_SANITIZED

constexpr std::size_t stack_size = 256 * 1024;
using stack = std::array<char, stack_size>;
alignas(4096) constinit stack static_stack{}, other_static_stack{};

task<int> waits(source<> &until) {
  value_task<int> x = load(1);
  both two(work(2), load(3));
  co_await until.get();
  co_return co_await x + co_await two.first + co_await two.second;
}

/// A function with a stack of its own, which may stop and go on.
class fiber {
public:
  fiber(stack &memory, std::function<void(fiber &)> body) : body_(std::move(body)) {
    getcontext(&own_);
    own_.uc_stack.ss_sp = memory.data();
    own_.uc_stack.ss_size = memory.size();
    own_.uc_link = &callers_;
    makecontext(&own_, &fiber::run, 0);
  }
  fiber(const fiber &) = delete;
  void resume() {
    entered = this;
    swapcontext(&callers_, &own_);
  }
  void stop() { swapcontext(&own_, &callers_); }

private:
  static void run() {
    fiber &self = *entered;
    self.body_(self);
  }
  static inline fiber *entered = nullptr;
  std::function<void(fiber &)> body_;
  ucontext_t own_{}, callers_{};
};

int uses_some(fiber &self) {
  value_task<int> x = load(1), y = work(2);
  both two(load(3), work(4));
  self.stop();
  value_task<int> z = std::move(x);
  return z.result() + sync_wait(y) + two.first.result() + two.second.result();
}

// Two fibers in the middle of resuming the waiters of two tasks: each goes on with its own.
PROGRAM(fibers_that_stop_in_a_waiter) {
  const auto gives_way = [](task<> until, fiber *&mine) -> task<> {
    co_await until;
    mine->stop();
  };
  const auto waits = [](task<> until) -> task<> { co_await until; };
  const auto lifts = [](source<> &until) -> task<> { co_await until.get(); };
  source<> one, two;
  const task<> first = lifts(one), second = lifts(two);
  fiber *left = nullptr, *right = nullptr;
  const task<> stops_left = gives_way(first, left), stops_right = gives_way(second, right);
  const task<> others[] = {waits(first), waits(second)};
  // Both wait for the one whose fiber goes on first.
  const task<> behind[] = {waits(stops_left), waits(stops_left)};
  fiber on_left(static_stack, [&](fiber &self) {
    left = &self;
    one.set_result();
  });
  fiber on_right(other_static_stack, [&](fiber &self) {
    right = &self;
    two.set_result();
  });
  on_left.resume();
  on_right.resume();
  on_left.resume();
  check(behind[0].is_completed() && behind[1].is_completed() && others[0].is_completed());
  on_right.resume();
  check(stops_right.is_completed() && others[1].is_completed());
}

PROGRAM(fiber_on_a_static_stack) {
  int sum = 0;
  fiber one(static_stack, [&](fiber &self) { sum = uses_some(self); });
  one.resume();
  one.resume();
  check(sum == 10);
}

PROGRAM(fiber_on_a_stack_on_the_heap) {
  const auto memory = std::make_unique<stack>();
  int sum = 0;
  fiber one(*memory, [&](fiber &self) { sum = uses_some(self); });
  one.resume();
  [&one] { one.resume(); }();
  check(sum == 10);
}

PROGRAM(fiber_on_a_part_of_the_stack) {
  stack memory;
  int sum = 0;
  fiber one(memory, [&](fiber &self) { sum = uses_some(self); });
  one.resume();
  one.resume();
  check(sum == 10);
}

PROGRAM(fibers_that_hand_over) {
  const auto memory = std::make_unique<stack>();
  std::optional<value_task<int>> handed;
  int sum = 0;
  fiber makes(static_stack, [&](fiber &self) {
    for (int i = 0; i != 4; ++i) {
      handed.emplace(i % 2 == 0 ? load(i) : work(i));
      self.stop();
    }
  });
  fiber consumes(*memory, [&](fiber &self) {
    for (int i = 0; i != 4; ++i) {
      value_task<int> x = std::move(*handed);
      sum += x.result();
      self.stop();
    }
  });
  for (int i = 0; i != 4; ++i) {
    makes.resume();
    consumes.resume();
  }
  check(sum == 6);
}

PROGRAM(coroutine_started_on_one_fiber_and_ended_on_another) {
  source<> until;
  task<int> sum;
  fiber starts(static_stack, [&](fiber &) { sum = waits(until); });
  fiber ends(other_static_stack, [&](fiber &) { until.set_result(); });
  starts.resume();
  check(!sum.is_completed());
  ends.resume();
  check(sum.result() == 6);
}

/// Stops the fiber, and not a coroutine, until there is a result.
int await_in(fiber &self, value_task<int> x) {
  task<int> shared = x.as_task();
  while (!shared.is_completed())
    self.stop();
  return shared.result();
}

PROGRAM(fiber_that_awaits) {
  source<> until;
  int sum = 0;
  fiber one(static_stack, [&](fiber &self) {
    value_task<int> x = late(until, 1), y = load(2);
    sum = await_in(self, std::move(x)) + y.result();
  });
  one.resume();
  one.resume();
  until.set_result();
  one.resume();
  check(sum == 3);
}

PROGRAM(fiber_that_throws_and_catches) {
  int number = 0;
  fiber one(other_static_stack, [&](fiber &self) {
    try {
      value_task<int> unwound = load(1);
      self.stop();
      static_cast<void>(fails(2).result());
    } catch (const failure &error) {
      number = error.number;
    }
  });
  one.resume();
  one.resume();
  check(number == 2);
}

PROGRAM(thread_on_a_static_stack) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  check(pthread_attr_setstack(&attributes, static_stack.data(), static_stack.size()) == 0);
  int sum = 0;
  pthread_t thread;
  const auto body = [](void *sum) -> void * {
    value_task<int> x = load(1);
    source<> until;
    task<int> waiting = waits(until);
    until.set_result();
    *static_cast<int *>(sum) = x.result() + waiting.result();
    return nullptr;
  };
  check(pthread_create(&thread, &attributes, body, &sum) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  check(sum == 7);
}

#endif

/// Memory of a static array, for those who ask for it.
class arena {
public:
  static void *take(std::size_t size) {
    const std::size_t begin = used;
    used += (size + 63) / 64 * 64;
    check(used <= sizeof memory);
    return memory + begin;
  }

private:
  alignas(64) static inline char memory[1 << 16];
  static inline std::size_t used = 0;
};

struct request {
  explicit request(value_task<int> x) : answer(std::move(x)) {}
  value_task<int> answer;
  static void *operator new(std::size_t size) { return arena::take(size); }
  static void operator delete(void *) noexcept {}
};

PROGRAM(class_with_an_arena_of_its_own) {
  const std::unique_ptr<request> one(new request(load(1)));
  auto *const other = new request(work(2));
  check(one->answer.result() + other->answer.result() == 3);
  delete other;
}

PROGRAM(placed_in_a_static_buffer) {
  alignas(value_task<int>) static std::byte buffer[sizeof(value_task<int>)];
  int sum = 0;
  for (int i = 0; i != 3; ++i) {
    auto *const x = new (buffer) value_task<int>(load(i));
    sum += x->result();
    std::destroy_at(x);
    auto *const y = std::construct_at(x, work(i));
    value_task<int> z = std::move(*y);
    sum += z.result();
    std::destroy_at(y);
  }
  check(sum == 6);
}

template <class Memory> int sum_of_several(Memory &memory) {
  std::pmr::monotonic_buffer_resource from(memory.data(), memory.size(),
                                           std::pmr::null_memory_resource());
  std::pmr::vector<value_task<int>> several(&from);
  std::pmr::list<both> holders(&from);
  for (int i = 0; i != 10; ++i) {
    several.push_back(i % 2 == 0 ? load(i) : work(i));
    holders.emplace_back(load(i), work(i));
  }
  int sum = 0;
  for (value_task<int> &x : several)
    sum += x.result();
  for (both &two : holders)
    sum += two.first.result() + two.second.result();
  return sum;
}

PROGRAM(monotonic_buffer_over_a_static_array) {
  static std::array<std::byte, 16384> memory;
  check(sum_of_several(memory) == 135);
}

PROGRAM(monotonic_buffer_over_a_local_array) {
  std::array<std::byte, 16384> memory;
  check(sum_of_several(memory) == 135);
}

PROGRAM(pool_over_a_static_array) {
  static std::array<std::byte, 65536> memory;
  std::pmr::monotonic_buffer_resource upstream(memory.data(), memory.size());
  std::pmr::unsynchronized_pool_resource pool(&upstream);
  const std::pmr::polymorphic_allocator<> allocator(&pool);
  for (int i = 0; i != 20; ++i) {
    const auto one = std::allocate_shared<value_task<int>>(allocator, work(i));
    const auto two = std::allocate_shared<both>(allocator, load(i), load(1));
    check(one->result() + two->first.result() + two->second.result() == 2 * i + 1);
  }
}

/// Coroutines of theirs whose frames lie in the arena.
struct in_arena {
  struct promise_type : result_promise<in_arena, std::suspend_never> {
    in_arena get_return_object() noexcept { return {owner<promise_type>(*this)}; }
    static void *operator new(std::size_t size) { return arena::take(size); }
    static void operator delete(void *) noexcept {}
  };
  owner<promise_type> coroutine;
};

in_arena in_static_frame(value_task<int> x, gate &closed) {
  value_task<int> y = load(2);
  both two(load(3), work(4));
  co_await closed;
  value_task<int> z = std::move(y);
  co_return co_await x + co_await z + two.first.result() + co_await two.second;
}

PROGRAM(frames_in_an_arena) {
  gate closed, never;
  const in_arena ended = in_static_frame(work(1), closed);
  closed.open();
  check(ended.coroutine.frame().promise().take() == 10);
  {
    const in_arena destroyed = in_static_frame(work(1), never);
  }
}

// One whose results lie in static storage, and who asks for them where they lie.
PROGRAM(references_into_static_storage) {
  static int numbers[3] = {1, 2, 3};
  const auto element = [](int i) -> value_task<int &> { return numbers[i]; };
  value_task<int &> x = element(0);
  x.result() = 10;
  sync_wait(element(1)) += element(2).result();
  check(numbers[0] == 10 && numbers[1] == 5);
}

} // namespace

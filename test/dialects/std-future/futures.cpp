// std::future: 'get' and 'share' use it up, though they aren't '&&'-qualified.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %both --dialects none %s -- -isystem %S/../Inputs | %count 0
#include <future>
#include <vector>

std::future<int> load(int key);

int got_twice() {
  auto future = load(1);
  int first = future.get();
  return first + future.get();
// CHECK: :[[#@LINE-1]]:25: warning: 'future' is consumed by 'get' more than once; the second use is undefined behaviour [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:22: note: first consumed by 'get' here
// CHECK: :[[#@LINE-3]]:25: note: call '.share()'
}

int shared_and_got() {
  auto future = load(1);
  auto shared = future.share();
  return shared.get() + shared.get() + future.get();
// CHECK: :[[#@LINE-1]]:47: warning: 'future' is consumed by 'get' after 'share' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:24: note: first consumed by 'share' here
// CHECK: :[[#@LINE-3]]:47: note: call '.share()'
}

int got_in_a_loop(int count) {
  auto future = load(1);
  int sum = 0;
  for (int i = 0; i < count; ++i)
    sum += future.get();
// CHECK: :[[#@LINE-1]]:19: warning: 'future' is consumed by 'get' more than once; the second use is undefined behaviour [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:19: note: 'i < count' is true here
// CHECK: :[[#@LINE-3]]:19: note: first consumed by 'get' here, in a previous iteration of the loop
// CHECK: :[[#@LINE-5]]:19: note: 'i < count' is true here
// CHECK: :[[#@LINE-5]]:19: note: call '.share()'
  return sum;
}

//===--- Correct ---===//

void until_the_scope_ends() {
  auto future = std::async(std::launch::async, [] { return 1; });
}

int tested() {
  std::future<int> future;
  future = load(1);
  return future.valid() ? future.get() : 0;
}

int polled(bool wanted) {
  auto future = load(1);
  while (future.wait_for(std::chrono::seconds(1)) != std::future_status::ready)
    ;
  return wanted ? future.get() : 0;
}

int all(std::vector<std::future<int>> futures) {
  int sum = 0;
  for (auto &future : futures)
    sum += future.get();
  return sum;
}

struct pool {
  std::vector<std::future<int>> running;
};

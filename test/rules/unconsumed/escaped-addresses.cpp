// An object whose address goes somewhere can be consumed from there: nothing is said about it. An address that is only
// looked at goes nowhere.
// RUN: %both %s | %match %s
#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>
using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void run(value_task<int>);

task<void> pushed() {
  auto t = load();
  std::vector<value_task<int> *> all;
  all.push_back(&t);
  for (auto *each : all)
    co_await std::move(*each);
}

task<void> pushedVariable() {
  auto t = load();
  std::vector<value_task<int> *> all;
  auto *p = &t;
  all.push_back(p);
  for (auto *each : all)
    co_await std::move(*each);
}

task<void> inArray() {
  auto a = load(), b = load();
  value_task<int> *both[] = {&a, &b};
  for (auto *each : both)
    co_await std::move(*each);
}

task<void> inStdArray() {
  auto a = load(), b = load();
  std::array<value_task<int> *, 2> both{&a, &b};
  for (auto *each : both)
    co_await std::move(*each);
}

task<void> inInitList() {
  auto a = load(), b = load();
  for (auto *each : {&a, &b})
    co_await std::move(*each);
}

task<void> inMap() {
  auto a = load();
  std::map<int, value_task<int> *> m;
  m[3] = &a;
  m.emplace(4, nullptr);
  if (m[3])
    co_await std::move(*m[3]);
}

task<void> inMapEmplaced() {
  auto a = load();
  std::map<int, value_task<int> *> m;
  m.emplace(3, &a);
  co_await std::move(*m[3]);
}

task<void> inSet() {
  auto a = load();
  std::set<value_task<int> *> m;
  m.insert(&a);
  co_await std::move(**m.begin());
}

struct holder {
  value_task<int> *p;
};

task<void> inAggregate() {
  auto a = load();
  holder h{&a};
  co_await std::move(*h.p);
}

task<void> inAggregateAssigned() {
  auto a = load();
  holder h;
  h.p = &a;
  co_await std::move(*h.p);
}

struct owner {
  explicit owner(value_task<int> &t) : p(&t) {}
  explicit owner(value_task<int> *t) : p(t) {}
  ~owner() { run(std::move(*p)); }
  value_task<int> *p;
};

task<void> inRaii() {
  auto a = load();
  owner h{&a};
  co_return;
}

task<void> inRaiiRef() {
  auto a = load();
  owner h{a};
  co_return;
}

value_task<int> *slot;
void keep(value_task<int> *p) { slot = p; }
void keepRef(value_task<int> &p) { slot = &p; }
task<void> keptByFunction() {
  auto a = load();
  keep(&a);
  co_await std::move(*slot);
}

task<void> keptByFunctionRef() {
  auto a = load();
  keepRef(a);
  co_await std::move(*slot);
}

task<void> inSpan() {
  auto a = load();
  std::span<value_task<int>> s(&a, 1);
  for (auto &each : s)
    co_await std::move(each);
}

task<void> inUnique() {
  auto a = load();
  auto p = std::make_unique<holder>(&a);
  co_await std::move(*p->p);
}

task<void> inPair() {
  auto a = load();
  std::pair<int, value_task<int> *> p{1, &a};
  co_await std::move(*p.second);
}

task<void> inMakePair() {
  auto a = load();
  auto p = std::make_pair(1, &a);
  co_await std::move(*p.second);
}

task<void> inTuple() {
  auto a = load();
  auto p = std::make_tuple(&a);
  co_await std::move(*std::get<0>(p));
}

task<void> inTie() {
  auto a = load();
  auto p = std::tie(a);
  co_await std::move(std::get<0>(p));
}

task<void> inForwardAsTuple() {
  auto a = load();
  auto p = std::forward_as_tuple(a);
  co_await std::move(std::get<0>(p));
}

task<void> inRef() {
  auto a = load();
  std::vector<std::reference_wrapper<value_task<int>>> v{std::ref(a)};
  co_await std::move(v[0].get());
}

task<void> inRefPushed() {
  auto a = load();
  std::vector<std::reference_wrapper<value_task<int>>> v;
  v.push_back(a);
  v.emplace_back(a);
  co_await std::move(v[0].get());
}

task<void> reassignedIterator(std::vector<value_task<int>> v, std::vector<value_task<int>> w) {
  auto it = v.begin();
  co_await std::move(*it);
  it = w.begin();
  co_await std::move(*it);
}

task<void> addressByConstReference() {
  auto a = load();
  std::deque<value_task<int> *> v;
  value_task<int> *const p = &a;
  v.push_back(p);
  co_await std::move(*v.front());
}

task<void> ternary(bool c) {
  auto a = load(), b = load();
  std::vector<value_task<int> *> v;
  v.push_back(c ? &a : &b);
  v.push_back(c ? &b : &a);
  for (auto *each : v)
    co_await std::move(*each);
}

task<void> newed() {
  auto a = load();
  auto *h = new holder{&a};
  co_await std::move(*h->p);
  delete h;
}

task<void> forEach(std::vector<value_task<int>> v) {
  std::for_each(v.begin(), v.end(), [](value_task<int> &t) { run(std::move(t)); });
  co_return;
}

task<void> forEachLocal() {
  std::vector<value_task<int>> v;
  v.push_back(load());
  std::for_each(v.begin(), v.end(), [](value_task<int> &t) { run(std::move(t)); });
  co_return;
}

task<void> arrayToPointer() {
  value_task<int> a[2] = {load(), load()};
  std::for_each(a, a + 2, [](value_task<int> &t) { run(std::move(t)); });
  std::for_each(std::begin(a), std::end(a), [](value_task<int> &t) { (void)t; });
  co_return;
}

void takeAll(value_task<int> *first, int n) {
  for (int i = 0; i < n; ++i)
    run(std::move(first[i]));
}

task<void> arrayGiven() {
  value_task<int> a[2] = {load(), load()};
  takeAll(a, 2);
  co_return;
}

// A generic combinator that keeps an iterator in what it returns.
template <class Iterator> struct joined {
  Iterator first;
  std::size_t count;
  joined(Iterator first, std::size_t count) : first{first}, count{count} {}
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {
    for (std::size_t i = 0; i < count; ++i, ++first)
      run(std::move(*first));
  }
  void await_resume() {}
};
template <std::size_t N, class Iterator> joined<Iterator> join(Iterator &&first) {
  return joined<Iterator>(std::forward<Iterator>(first), N);
}

task<void> pointerAsIterator() {
  auto t = load();
  co_await join<1>(&t);
}

task<void> fromABinding(value_task<std::pair<bool, std::vector<value_task<int>>>> &&pulled) {
  auto [done, tasks] = co_await std::move(pulled);
  for (auto &each : tasks)
    co_await std::move(each);
}

bool look(const value_task<int> *given);
bool same(value_task<int> *a, value_task<int> *b) { return a == b; }

task<void> onlyCompared() {
  auto a = load(), b = load();
// CHECK: :[[#@LINE-1]]:20: warning: 'b' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:20: note: did you forget 'co_await'?
  same(&a, &b);
  co_await a;
}

task<void> pointedToAndForgotten() {
  auto a = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'a' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  auto *p = &a;
  if (!p)
    co_return;
}

task<void> reseated() {
  auto a = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'a' is a 'value_task' that is never awaited; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE-2]]:8: note: did you forget 'co_await'?
  auto *p = &a;
  p = nullptr;
  co_return;
}

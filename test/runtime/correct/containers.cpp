// Value_tasks in containers and wrappers that are local, and moved about by the algorithms of the
// library.
#include "correct.h"

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <tuple>
#include <variant>

namespace {

using namespace correct;

using numbered = std::pair<int, value_task<int>>;

PROGRAM(deque_as_a_queue) {
  std::deque<value_task<int>> queue;
  int sum = 0;
  for (int i = 0; i != 20; ++i) {
    queue.push_back(i % 2 == 0 ? load(i) : work(i));
    while (queue.size() > 3) {
      sum += queue.front().result();
      queue.pop_front();
    }
  }
  for (value_task<int> &rest : queue)
    sum += rest.result();
  check(sum == 190);
}

void produce(std::deque<value_task<int>> &into, int count) {
  for (int i = 0; i != count; ++i)
    into.push_back(work(i));
}
task<int> drain(std::deque<value_task<int>> &from, source<> &start) {
  co_await start.get();
  int sum = 0;
  while (!from.empty()) {
    value_task<int> next = std::move(from.front());
    from.pop_front();
    sum += co_await next;
  }
  co_return sum;
}

PROGRAM(queue_by_reference) {
  std::deque<value_task<int>> queue;
  source<> start;
  task<int> sum = drain(queue, start);
  produce(queue, 5);
  start.set_result();
  check(sum.result() == 10);
}

void put(std::array<value_task<int>, 4> &ring, unsigned &end, value_task<int> x) {
  ring[end++ % ring.size()] = std::move(x);
}
value_task<int> take(std::array<value_task<int>, 4> &ring, unsigned &begin) {
  return std::move(ring[begin++ % ring.size()]);
}

PROGRAM(ring_buffer) {
  std::array<value_task<int>, 4> ring;
  unsigned begin = 0, end = 0;
  int sum = 0;
  for (int i = 0; i != 30; ++i) {
    put(ring, end, i % 3 == 0 ? shared(i) : load(i));
    if (end - begin == ring.size())
      sum += sync_wait(take(ring, begin));
  }
  while (begin != end)
    sum += take(ring, begin).result();
  check(sum == 29 * 30 / 2);
}

PROGRAM(heap_by_priority) {
  const auto less = [](const numbered &a, const numbered &b) { return a.first < b.first; };
  std::vector<numbered> heap;
  for (const int priority : {3, 9, 1, 7, 5}) {
    heap.emplace_back(priority, work(priority * 10));
    std::push_heap(heap.begin(), heap.end(), less);
  }
  int before = 100;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), less);
    numbered next = std::move(heap.back());
    heap.pop_back();
    check(next.first < before);
    before = next.first;
    check(next.second.result() == before * 10);
  }
}

PROGRAM(sorted) {
  std::vector<numbered> all;
  for (int i = 0; i != 100; ++i)
    all.emplace_back((i * 37) % 100, load((i * 37) % 100));
  std::sort(all.begin(), all.end(), [](auto &a, auto &b) { return a.first < b.first; });
  for (int i = 0; i != 100; ++i)
    check(all[i].second.result() == i);
}

PROGRAM(swapped_rotated_reversed) {
  std::vector<value_task<int>> all;
  for (int i = 0; i != 6; ++i)
    all.push_back(load(i));
  std::swap(all[0], all[5]);
  std::rotate(all.begin(), all.begin() + 2, all.end());
  std::reverse(all.begin(), all.end());
  std::iter_swap(all.begin(), all.end() - 1);
  std::vector<int> results;
  for (value_task<int> &x : all)
    results.push_back(x.result());
  check(results == std::vector<int>{2, 5, 0, 4, 3, 1});
}

PROGRAM(erased_once_consumed) {
  std::vector<value_task<int>> all;
  for (int i = 0; i != 10; ++i)
    all.push_back(work(i));
  check(all[3].result() == 3 && all[0].result() == 0);
  all.erase(all.begin() + 3);
  all.erase(all.begin());
  int sum = 0;
  while (!all.empty()) {
    sum += all.front().result();
    all.erase(all.begin());
  }
  check(sum == 42);
}

PROGRAM(partitioned_by_completion) {
  source<> until;
  std::vector<value_task<int>> all;
  for (int i = 0; i != 8; ++i)
    all.push_back(i == 5 ? late(until, i) : load(i));
  const auto rest =
      std::partition(all.begin(), all.end(), [](const auto &x) { return x.is_completed(); });
  int sum = 0;
  for (auto one = all.begin(); one != rest; ++one)
    sum += one->result();
  all.erase(all.begin(), rest);
  check(all.size() == 1 && sum == 23);
  task<int> last = all.front().as_task();
  until.set_result();
  check(last.result() == 5);
}

PROGRAM(removed_if_consumed) {
  std::vector<std::pair<bool, value_task<int>>> all;
  for (int i = 0; i != 9; ++i)
    all.emplace_back(false, load(i));
  int sum = 0;
  for (std::size_t i = 0; i < all.size(); i += 2) {
    sum += all[i].second.result();
    all[i].first = true;
  }
  std::erase_if(all, [](const auto &x) { return x.first; });
  check(all.size() == 4 && sum == 20);
  for (auto &[is_consumed, x] : all)
    sum += x.result();
  check(sum == 36);
}

PROGRAM(vector_that_grows_in_the_middle) {
  std::vector<value_task<int>> all(2);
  all[1] = load(1);
  all.insert(all.begin() + 1, work(2));
  all.emplace(all.begin(), shared(3));
  all.resize(20);
  all.shrink_to_fit();
  check(all[0].result() == 3 && all[2].result() == 2 && all[3].result() == 1);
}

PROGRAM(optional_again_and_again) {
  std::optional<value_task<int>> maybe;
  for (int i = 0; i != 5; ++i) {
    maybe.emplace(i % 2 == 0 ? load(i) : work(i));
    check(maybe->result() == i);
    maybe = load(10 + i);
    check(maybe.value().result() == 10 + i);
    if (i == 3)
      maybe.reset();
  }
  std::optional<value_task<int>> other = work(7);
  std::swap(maybe, other);
  check(maybe->result() == 7);
}

PROGRAM(variant_of_several_kinds) {
  std::variant<std::monostate, value_task<int>, task<int>, value_task<>> any;
  any = load(1);
  check(std::get<1>(any).result() == 1);
  any = std::get<1>(any).is_completed() ? shared(0).as_task() : work(2).as_task();
  check(std::get<2>(any).result() == 2);
  any.emplace<3>(value_task<>::completed());
  std::visit(
      []<class T>(T &held) {
        if constexpr (!std::is_same_v<T, std::monostate>)
          static_cast<void>(held.result());
      },
      any);
}

PROGRAM(tuples_and_structured_bindings) {
  auto all = std::make_tuple(load(1), work(2), shared(3));
  auto moved = std::move(all);
  auto &[a, b, c] = moved;
  check(a.result() == 1 && sync_wait(b) == 2);
  auto [d, e] = std::pair(std::move(c), load(4));
  check(d.result() + e.result() == 7);
  const auto add = [](value_task<int> x, value_task<int> y) { return x.result() + y.result(); };
  check(std::apply(add, std::make_pair(load(5), work(6))) == 11);
}

PROGRAM(maps_and_nodes) {
  std::map<int, value_task<int>> by_key;
  by_key.try_emplace(1, load(1));
  by_key.emplace(2, work(2));
  by_key[3] = shared(3);
  by_key.insert_or_assign(4, load(4));
  auto node = by_key.extract(2);
  check(node.mapped().result() == 2);
  std::map<int, value_task<int>> other;
  other.merge(by_key);
  int sum = 0;
  for (auto &[key, x] : other)
    sum += x.result();
  check(sum == 8);
}

PROGRAM(list_spliced) {
  std::list<value_task<int>> front, back;
  for (int i = 0; i != 3; ++i) {
    front.push_back(load(i));
    back.push_front(work(i));
  }
  front.splice(front.begin(), back);
  const int sum = std::accumulate(front.begin(), front.end(), 0,
                                  [](int before, auto &x) { return before + x.result(); });
  check(sum == 6);
}

/// Any of which int can be had: the wrapper and what it wraps live in the function that made them.
class any_of_int {
public:
  template <class T> explicit any_of_int(T x) : self_(std::make_unique<model<T>>(std::move(x))) {}
  int get() { return self_->get(); }

private:
  struct concept_of_int {
    virtual ~concept_of_int() = default;
    virtual int get() = 0;
  };
  template <class T> struct model final : concept_of_int {
    explicit model(T given) : held(std::move(given)) {}
    int get() override { return held.result(); }
    T held;
  };
  std::unique_ptr<concept_of_int> self_;
};

PROGRAM(erased_type) {
  any_of_int one(load(1)), two(work(2)), three(shared(3).as_task());
  check(one.get() + two.get() + three.get() == 6);
}

PROGRAM(moves_of_consumed_and_empty_ones) {
  value_task<int> empty, x = load(1);
  value_task<int> also_empty = std::move(empty);
  check(x.result() == 1);
  value_task<int> consumed = std::move(x);
  x = std::move(also_empty);
  consumed = load(2);
  std::swap(x, consumed);
  check(x.result() == 2);
  std::vector<value_task<int>> all(3);
  all.push_back(std::move(x));
  all.push_back(std::move(consumed));
  std::reverse(all.begin(), all.end());
  all.clear();
}

PROGRAM(exchanged) {
  value_task<int> current = load(0);
  int sum = 0;
  for (int i = 1; i != 6; ++i)
    sum += std::exchange(current, i % 2 == 0 ? load(i) : work(i)).result();
  sum += std::exchange(current, value_task<int>()).result();
  check(sum == 15 && !current.is_completed());
}

PROGRAM(owned_by_pointers) {
  auto one = std::make_unique<value_task<int>>(load(1));
  const auto other = std::make_shared<value_task<int>>(work(2));
  const auto same = other;
  auto several = std::make_unique<value_task<int>[]>(3);
  several[1] = std::move(*one);
  one.reset();
  check(several[1].result() + same->result() == 3);
}

} // namespace

// Kept where it outlives its use, in every kind of place and wrapping.
// RUN: %both %s | %match %s
#include <array>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();

using pending = value_task<int>;
template <class T> using maybe = std::optional<T>;

struct session {
  value_task<int> direct;
// CHECK: :[[#@LINE-1]]:19: warning: field 'direct' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  pending aliased;
// CHECK: :[[#@LINE-1]]:11: warning: field 'aliased' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  value_task<> nothing;
// CHECK: :[[#@LINE-1]]:16: warning: field 'nothing' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::optional<value_task<int>> optional;
// CHECK: :[[#@LINE-1]]:34: warning: field 'optional' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  maybe<pending> optional_alias;
// CHECK: :[[#@LINE-1]]:18: warning: field 'optional_alias' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::pair<int, value_task<int>> pair;
// CHECK: :[[#@LINE-1]]:35: warning: field 'pair' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::tuple<int, char, value_task<int>> tuple;
// CHECK: :[[#@LINE-1]]:42: warning: field 'tuple' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::variant<std::monostate, value_task<int>> variant;
// CHECK: :[[#@LINE-1]]:49: warning: field 'variant' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::array<value_task<int>, 4> array;
// CHECK: :[[#@LINE-1]]:34: warning: field 'array' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  value_task<int> built_in_array[2][3];
// CHECK: :[[#@LINE-1]]:19: warning: field 'built_in_array' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::unique_ptr<value_task<int>> owned;
// CHECK: :[[#@LINE-1]]:36: warning: field 'owned' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::shared_ptr<value_task<int>> shared;
// CHECK: :[[#@LINE-1]]:36: warning: field 'shared' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::vector<value_task<int>> vector;
// CHECK: :[[#@LINE-1]]:32: warning: field 'vector' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::list<value_task<int>> list;
// CHECK: :[[#@LINE-1]]:30: warning: field 'list' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::map<int, value_task<int>> map;
// CHECK: :[[#@LINE-1]]:34: warning: field 'map' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::queue<value_task<int>> queue;
// CHECK: :[[#@LINE-1]]:31: warning: field 'queue' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::vector<std::optional<std::pair<int, value_task<int>>>> nested;
// CHECK: :[[#@LINE-1]]:63: warning: field 'nested' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  static value_task<int> static_member;
// CHECK: :[[#@LINE-1]]:26: warning: static member 'static_member' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  mutable value_task<int> mutable_member;
// CHECK: :[[#@LINE-1]]:27: warning: field 'mutable_member' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};

union either {
  either();
  ~either();
  int number;
  value_task<int> member;
// CHECK: :[[#@LINE-1]]:19: warning: field 'member' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};

value_task<int> global;
// CHECK: :[[#@LINE-1]]:17: warning: global variable 'global' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
static value_task<int> internal;
// CHECK: :[[#@LINE-1]]:24: warning: global variable 'internal' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
thread_local value_task<int> per_thread;
// CHECK: :[[#@LINE-1]]:30: warning: thread_local variable 'per_thread' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
extern value_task<int> elsewhere;
// CHECK: :[[#@LINE-1]]:24: warning: global variable 'elsewhere' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
value_task<int> elsewhere;

namespace {
std::vector<value_task<int>> waiting;
// CHECK: :[[#@LINE-1]]:30: warning: global variable 'waiting' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
}

void locals() {
  static value_task<int> once = load();
// CHECK: :[[#@LINE-1]]:26: warning: static variable 'once' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  thread_local value_task<int> each = load();
// CHECK: :[[#@LINE-1]]:32: warning: thread_local variable 'each' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
}

void local_class() {
  struct state {
    value_task<int> member;
// CHECK: :[[#@LINE-1]]:21: warning: field 'member' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  };
}

void captures() {
  auto value = load(), other = load(), third = load();
  auto kept = [value = std::move(value)] {};
// CHECK: :[[#@LINE-1]]:16: warning: lambda capture 'value' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::function<void()> renamed;
  auto passed_on = [](auto &&) {};
  passed_on([mine = std::move(other)] {});
// CHECK: :[[#@LINE-1]]:14: warning: lambda capture 'mine' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  auto wrapped = [all = std::make_pair(1, std::move(third))] {};
// CHECK: :[[#@LINE-1]]:19: warning: lambda capture 'all' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
}

// A lambda of a template that names the type itself.
template <class T> auto twice(value_task<T> given) {
  return [given = std::move(given)] {};
// CHECK: :[[#@LINE-1]]:11: warning: lambda capture 'given' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
}
auto closure = twice(load());

// The template names the type itself, so that every instance has the mistake, and it is told once.
template <class Key> struct cache {
  Key key;
  value_task<Key> entry;
// CHECK: :[[#@LINE-1]]:19: warning: field 'entry' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};
cache<int> ints{1, load()};
template struct cache<long>;

// A generic holder is not to blame for what it is used for: its user is.
template <class T> struct box {
  T content;
};
template <class T> struct outer : box<T> {};

struct user {
  box<value_task<int>> boxed;
// CHECK: :[[#@LINE-1]]:24: warning: field 'boxed' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  outer<value_task<int>> inherited;
// CHECK: :[[#@LINE-1]]:26: warning: field 'inherited' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::vector<box<value_task<int>>> boxes;
// CHECK: :[[#@LINE-1]]:37: warning: field 'boxes' keeps a 'value_task', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
};

template <class Callback> void keep(Callback callback) { callback(); }
void named_and_passed_on() {
  auto wait = [value = load()]() mutable { (void)value.as_task(); };
// CHECK: :[[#@LINE-1]]:16: warning: lambda capture 'value' keeps a 'value_task'{{.*}} [valuetask-stored-in-field]
  wait();
  keep(std::move(wait));
}

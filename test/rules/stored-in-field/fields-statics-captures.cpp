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
// CHECK: :[[#@LINE-1]]:19: warning: field 'direct' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:3: note: store a 'task' and create it with '.as_task()'
  pending aliased;
// CHECK: :[[#@LINE-1]]:11: warning: field 'aliased' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:11: note: store its result, or a type that can be awaited again
  value_task<> nothing;
// CHECK: :[[#@LINE-1]]:16: warning: field 'nothing' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:3: note: store a 'task' and create it with '.as_task()'
  std::optional<value_task<int>> optional;
// CHECK: :[[#@LINE-1]]:34: warning: field 'optional' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:34: note: store its result, or a type that can be awaited again
  maybe<pending> optional_alias;
// CHECK: :[[#@LINE-1]]:18: warning: field 'optional_alias' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:18: note: store its result, or a type that can be awaited again
  std::pair<int, value_task<int>> pair;
// CHECK: :[[#@LINE-1]]:35: warning: field 'pair' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:35: note: store its result, or a type that can be awaited again
  std::tuple<int, char, value_task<int>> tuple;
// CHECK: :[[#@LINE-1]]:42: warning: field 'tuple' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:42: note: store its result, or a type that can be awaited again
  std::variant<std::monostate, value_task<int>> variant;
// CHECK: :[[#@LINE-1]]:49: warning: field 'variant' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:49: note: store its result, or a type that can be awaited again
  std::array<value_task<int>, 4> array;
// CHECK: :[[#@LINE-1]]:34: warning: field 'array' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:34: note: store its result, or a type that can be awaited again
  value_task<int> built_in_array[2][3];
// CHECK: :[[#@LINE-1]]:19: warning: field 'built_in_array' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:19: note: store its result, or a type that can be awaited again
  std::unique_ptr<value_task<int>> owned;
// CHECK: :[[#@LINE-1]]:36: warning: field 'owned' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:36: note: store its result, or a type that can be awaited again
  std::shared_ptr<value_task<int>> shared;
// CHECK: :[[#@LINE-1]]:36: warning: field 'shared' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:36: note: store its result, or a type that can be awaited again
  std::vector<value_task<int>> vector;
// CHECK: :[[#@LINE-1]]:32: warning: field 'vector' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:32: note: store its result, or a type that can be awaited again
  std::list<value_task<int>> list;
// CHECK: :[[#@LINE-1]]:30: warning: field 'list' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:30: note: store its result, or a type that can be awaited again
  std::map<int, value_task<int>> map;
// CHECK: :[[#@LINE-1]]:34: warning: field 'map' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:34: note: store its result, or a type that can be awaited again
  std::queue<value_task<int>> queue;
// CHECK: :[[#@LINE-1]]:31: warning: field 'queue' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:31: note: store its result, or a type that can be awaited again
  std::vector<std::optional<std::pair<int, value_task<int>>>> nested;
// CHECK: :[[#@LINE-1]]:63: warning: field 'nested' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:63: note: store its result, or a type that can be awaited again
  static value_task<int> static_member;
// CHECK: :[[#@LINE-1]]:26: warning: static member 'static_member' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:26: note: store its result, or a type that can be awaited again
  mutable value_task<int> mutable_member;
// CHECK: :[[#@LINE-1]]:27: warning: field 'mutable_member' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:11: note: store a 'task' and create it with '.as_task()'
};

union either {
  either();
  ~either();
  int number;
  value_task<int> member;
// CHECK: :[[#@LINE-1]]:19: warning: field 'member' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:3: note: store a 'task' and create it with '.as_task()'
};

value_task<int> global;
// CHECK: :[[#@LINE-1]]:17: warning: global variable 'global' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:17: note: store its result, or a type that can be awaited again
static value_task<int> internal;
// CHECK: :[[#@LINE-1]]:24: warning: global variable 'internal' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:24: note: store its result, or a type that can be awaited again
thread_local value_task<int> per_thread;
// CHECK: :[[#@LINE-1]]:30: warning: thread_local variable 'per_thread' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:30: note: store its result, or a type that can be awaited again
extern value_task<int> elsewhere;
// CHECK: :[[#@LINE-1]]:24: warning: global variable 'elsewhere' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:24: note: store its result, or a type that can be awaited again
value_task<int> elsewhere;

namespace {
std::vector<value_task<int>> waiting;
// CHECK: :[[#@LINE-1]]:30: warning: global variable 'waiting' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:30: note: store its result, or a type that can be awaited again
}

void locals() {
  static value_task<int> once = load();
// CHECK: :[[#@LINE-1]]:26: warning: static variable 'once' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:26: note: store its result, or a type that can be awaited again
  thread_local value_task<int> each = load();
// CHECK: :[[#@LINE-1]]:32: warning: thread_local variable 'each' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:32: note: store its result, or a type that can be awaited again
}

void local_class() {
  struct state {
    value_task<int> member;
// CHECK: :[[#@LINE-1]]:21: warning: field 'member' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:5: note: store a 'task' and create it with '.as_task()'
  };
}

void captures() {
  auto value = load(), other = load(), third = load();
  auto kept = [value = std::move(value)] {};
// CHECK: :[[#@LINE-1]]:16: warning: lambda capture 'value' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:16: note: store its result, or a type that can be awaited again
  std::function<void()> renamed;
  auto passed_on = [](auto &&) {};
  passed_on([mine = std::move(other)] {});
// CHECK: :[[#@LINE-1]]:14: warning: lambda capture 'mine' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:14: note: store its result, or a type that can be awaited again
  auto wrapped = [all = std::make_pair(1, std::move(third))] {};
// CHECK: :[[#@LINE-1]]:19: warning: lambda capture 'all' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:19: note: store its result, or a type that can be awaited again
}

// A lambda of a template that names the type itself.
template <class T> auto twice(value_task<T> given) {
  return [given = std::move(given)] {};
// CHECK: :[[#@LINE-1]]:11: warning: lambda capture 'given' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:11: note: store its result, or a type that can be awaited again
}
auto closure = twice(load());

// The template names the type itself, so that every instance has the mistake, and it is told once.
template <class Key> struct cache {
  Key key;
  value_task<Key> entry;
// CHECK: :[[#@LINE-1]]:19: warning: field 'entry' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:19: note: store its result, or a type that can be awaited again
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
// CHECK: :[[#@LINE-1]]:24: warning: field 'boxed' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:24: note: store its result, or a type that can be awaited again
  outer<value_task<int>> inherited;
// CHECK: :[[#@LINE-1]]:26: warning: field 'inherited' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:26: note: store its result, or a type that can be awaited again
  std::vector<box<value_task<int>>> boxes;
// CHECK: :[[#@LINE-1]]:37: warning: field 'boxes' stores a 'value_task'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:37: note: store its result, or a type that can be awaited again
};

template <class Callback> void keep(Callback callback) { callback(); }
void named_and_passed_on() {
  auto wait = [value = load()]() mutable { (void)value.as_task(); };
// CHECK: :[[#@LINE-1]]:16: warning: lambda capture 'value' stores a 'value_task' [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:16: note: store its result, or a type that can be awaited again
  wait();
  keep(std::move(wait));
}

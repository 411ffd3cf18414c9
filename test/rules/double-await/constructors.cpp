// What a constructor, a list in braces, or a function that returns an object gives to its members: it runs as a part of the path.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::value_task;

value_task<int> load();
void use(int);
int asked();

struct status {
  int code = 0;
  bool failed = code != 0;
  status() = default;
  explicit status(int c) : code(c) {}
  status(int c, bool f) : status(c) { failed = f; }
  bool ok() const { return code == 0; }
};
struct range {
  int first, last = first + 1;
};

// Each pair of functions asks what it gave: the first is correct, the second has a mistake.
int by_a_constructor(int n) {
  auto value = load();
  status got(n);
  if (got.code == 0)
    return sync_wait(value);
  return n != 0 ? sync_wait(value) : 0;
}
int by_a_constructor_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n > 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got(n);
  if (got.code == 0)
    return sync_wait(value);
  return n > 0 ? sync_wait(value) : 0;
}

int in_braces(int n) {
  auto value = load();
  status got{n};
  use(got.code == 0 ? sync_wait(value) : 0);
  return n != 0 ? sync_wait(value) : 0;
}
int in_braces_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:10: note: 'n == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got{n};
  use(got.code == 0 ? sync_wait(value) : 0);
  return n == 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:7: note: 'got.code == 0' is true here
// CHECK: :[[#@LINE-4]]:33: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int copied_from_a_temporary(int n) {
  auto value = load();
  status got = status(n);
  if (got.ok())
    return sync_wait(value);
  return n != 0 ? sync_wait(value) : 0;
}
int copied_from_a_temporary_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n < 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got = status(n);
  if (got.ok())
    return sync_wait(value);
  return n < 0 ? sync_wait(value) : 0;
}

int by_a_member_initialiser(int n) {
  auto value = load();
  status got(n);
  if (got.failed)
    return sync_wait(value);
  return n == 0 ? sync_wait(value) : 0;
}
int by_a_member_initialiser_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n != 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got(n);
  if (got.failed)
    use(sync_wait(value));
  return n != 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.failed' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n != 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int delegated(int n, bool bad) {
  auto value = load();
  status got(n, bad);
  if (got.failed)
    return sync_wait(value);
  return !bad ? sync_wait(value) : 0;
}
int delegated_not_always(int n, bool bad) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got(n, bad);
  if (got.failed)
    return sync_wait(value);
  return n == 0 ? sync_wait(value) : 0;
}

// A list in braces, with an initialiser in the class.
int aggregate(int n) {
  auto value = load();
  range all{n};
  if (all.last == 4)
    return sync_wait(value);
  return n != 3 ? sync_wait(value) : 0;
}
int aggregate_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 3' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  range all{n};
  if (all.last == 4)
    use(sync_wait(value));
  return n == 3 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'all.last == 4' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 3' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Base classes, members that are objects, what isn't followed, and a body.
struct named {
  std::string name;
  int level;
  named(std::string n, int l) : name(std::move(n)), level(l) {}
};
struct request : named {
  status last;
  std::optional<int> limit;
  bool urgent;
  request(const char *name, int level, status s) : named(name, level), last(s) {
    if (level > 3)
      urgent = true;
    else
      urgent = last.failed;
  }
};
int of_a_base(int n) {
  auto value = load();
  request made("a", n, status(0));
  if (made.level == 1)
    return sync_wait(value);
  return n != 1 ? sync_wait(value) : 0;
}
int of_a_base_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  request made("a", n, status(0));
  if (made.level == 1)
    use(sync_wait(value));
  return n == 1 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'made.level == 1' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 1' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int of_a_member(int n) {
  auto value = load();
  request made("a", 0, status(n));
  if (made.last.code == 1)
    return sync_wait(value);
  return n != 1 ? sync_wait(value) : 0;
}
int of_a_member_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n != 2' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  request made("a", 0, status(n));
  if (made.last.code == 1)
    return sync_wait(value);
  return n != 2 ? sync_wait(value) : 0;
}
int by_a_body(int n) {
  auto value = load();
  request made("a", n, status(0));
  if (made.urgent)
    return sync_wait(value);
  return n <= 3 ? sync_wait(value) : 0;
}
int by_a_body_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n >= 3' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  request made("a", n, status(0));
  if (made.urgent)
    use(sync_wait(value));
  return n >= 3 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'made.urgent' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n >= 3' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int empty_at_first(int n) {
  auto value = load();
  request made("a", n, status(0));
  return made.limit ? 0 : sync_wait(value);
}
int full_later(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'made.limit' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  request made("a", n, status(0));
  if (n > 0)
    made.limit = n;
  return made.limit ? 0 : sync_wait(value);
}

// A copy has the same parts, which are its own.
int copied(const request &given) {
  auto value = load();
  request mine = given;
  if (mine.urgent)
    return sync_wait(value);
  return !given.urgent ? sync_wait(value) : 0;
}
int changed_after_the_copy(const request &given) {
  auto value = load();
  request mine = given;
  mine.urgent = true;
  if (!given.urgent)
    use(sync_wait(value));
  return mine.urgent ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:34: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: '!given.urgent' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'mine.urgent' is true here
// CHECK: :[[#@LINE-5]]:34: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int assigned(int n) {
  auto value = load();
  status got;
  got = status(n);
  if (got.code == 0)
    return sync_wait(value);
  return n != 0 ? sync_wait(value) : 0;
}
int assigned_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:10: note: 'n == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got;
  got = status(n);
  if (got.code == 0)
    use(sync_wait(value));
  return n == 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.code == 0' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Functions that return objects.
status make(int n) { return status(n); }
range from(int n) { return {n, n}; }
status either(int n) {
  if (n > 3)
    return status(1, true);
  status ok;
  ok.code = n;
  return ok;
}
int returned(int n) {
  auto value = load();
  auto got = make(n);
  if (got.ok())
    return sync_wait(value);
  return n != 0 ? sync_wait(value) : 0;
}
int returned_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto got = make(n);
  if (got.ok())
    use(sync_wait(value));
  return n == 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.ok()' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int of_a_temporary(int n) {
  auto value = load();
  if (make(n).code == 0)
    return sync_wait(value);
  return make(n).code != 0 ? sync_wait(value) : 0;
}
int of_a_temporary_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:10: note: 'make(n + 1).code != 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (make(n).code == 0)
    return sync_wait(value);
  return make(n + 1).code != 0 ? sync_wait(value) : 0;
}
int bound(int n) {
  auto value = load();
  const auto &got = make(n);
  if (got.code == 0)
    return sync_wait(value);
  return n != 0 ? sync_wait(value) : 0;
}
int bound_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  const auto &got = make(n);
  if (got.code == 0)
    use(sync_wait(value));
  return n == 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.code == 0' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int decomposed(int n) {
  auto value = load();
  auto [first, last] = from(n);
  if (first == 2)
    return sync_wait(value);
  return last != 2 ? sync_wait(value) : 0;
}
int decomposed_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'last < 4' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto [first, last] = from(n);
  if (first == 2)
    use(sync_wait(value));
  return last < 4 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:31: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'first == 2' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'last < 4' is true here
// CHECK: :[[#@LINE-5]]:31: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int on_two_ways(int n) {
  auto value = load();
  status got = either(n);
  if (got.failed)
    return sync_wait(value);
  return n <= 3 ? sync_wait(value) : 0;
}
int on_two_ways_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 1' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got = either(n);
  if (got.code == 1)
    use(sync_wait(value));
  return n == 1 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.code == 1' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 1' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int chosen(int n, bool early) {
  auto value = load();
  status got = early ? status(n) : make(1);
  if (got.code == 1)
    return sync_wait(value);
  return early && n != 1 ? sync_wait(value) : 0;
}
int chosen_twice(int n, bool early) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'early' is true here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  status got = early ? status(n) : make(1);
  if (got.code == 1)
    use(sync_wait(value));
  return early ? 0 : sync_wait(value);
// CHECK: :[[#@LINE-1]]:32: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.code == 1' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'early' is false here
// CHECK: :[[#@LINE-5]]:32: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Builders, by reference and by value.
struct options {
  int x = 0, y = 0;
  std::string label;
  options &with_x(int n) {
    x = n;
    return *this;
  }
  options with_y(int n) const {
    options changed = *this;
    changed.y = n;
    return changed;
  }
};
int built(int n) {
  auto value = load();
  const auto all = options().with_x(1).with_y(n);
  if (all.y == 2 && all.x == 1)
    return sync_wait(value);
  return n != 2 ? sync_wait(value) : 0;
}
int built_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n != 3' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  const auto all = options().with_x(1).with_y(n);
  if (all.y == 2)
    return sync_wait(value);
  return n != 3 ? sync_wait(value) : 0;
}

// What isn't visible may give anything; but it is asked once.
struct opaque {
  int code;
  explicit opaque(int);
};
int not_visible(int n) {
  auto value = load();
  opaque got(n);
  if (got.code == 0)
    return sync_wait(value);
  return got.code != 0 ? sync_wait(value) : 0;
}
int not_visible_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  opaque got(n);
  if (got.code == 0)
    use(sync_wait(value));
  return n == 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'got.code == 0' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n == 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}
// A constructor that keeps a reference may change it later.
struct keeper {
  int &kept;
  explicit keeper(int &n) : kept(n) {}
  void change();
};
int kept_by_reference() {
  auto value = load();
  int n = 0;
  keeper by(n);
  by.change();
  if (n == 0)
    return sync_wait(value);
  return n != 0 ? sync_wait(value) : 0;
}
int kept_by_reference_twice() {
  auto value = load();
  int n = 0;
  keeper by(n);
  by.change();
  use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:17: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-3]]:10: note: 'n > 0' is true here
// CHECK: :[[#@LINE-4]]:28: note: consume it in one place only, or create a shareable task with '.as_task()'
}
// In a loop, each object is another one.
int in_a_loop() {
  auto value = load();
  bool done = false;
  for (int i = 0; i < 2; ++i) {
    status got(i);
    if (got.failed) {
      use(sync_wait(value));
      done = true;
    }
  }
  return done ? 0 : sync_wait(value);
}
int in_a_loop_twice() {
  auto value = load();
  int sum = 0;
  for (int i = 0; i < 2; ++i) {
    status got(i);
    if (got.code >= 0)
      sum += sync_wait(value);
// CHECK: :[[#@LINE-1]]:24: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:19: note: 'i < 2' is true here: the loop is entered
// CHECK: :[[#@LINE-4]]:9: note: 'got.code >= 0' is true here
// CHECK: :[[#@LINE-4]]:24: note: first consumed by 'sync_wait' here, in a previous iteration of the loop
// CHECK: :[[#@LINE-8]]:19: note: 'i < 2' is true here: the loop continues
// CHECK: :[[#@LINE-6]]:24: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
  return sum;
}

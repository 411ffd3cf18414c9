// What a called function, member or lambda does to a flag, where its body can be seen: it runs as a part of the path.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/detach.h>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::detach;
using valuetask::sync_wait;
using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void log(const char *);

// Members that write, and members that ask.
class session {
  bool open_ = false;
  int state_ = 0;

public:
  bool open() const { return open_; }
  bool is_closed() const {
    if (open_)
      return false;
    return true;
  }
  void close() { open_ = false; }
  void reopen() { this->open_ = true; }
  void go_to(int state) { state_ = state; }
  int state() const { return state_; }
  bool &flag() { return open_; }
  explicit operator bool() const { return open_; }

  task<void> closed_first() {
    close();
    auto value = load();
    if (open_)
      co_return;
    co_await value;
  }
  task<void> two_names_of_one_fact() {
    auto value = load();
    if (open_)
      co_await value;
    if (is_closed())
      co_await value;
  }
  task<void> asked_twice() {
    auto value = load();
    if (open_)
      co_await value;
    if (!is_closed())
      co_await value;
// CHECK: :[[#@LINE-1]]:7: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:9: note: 'open_' is true here
// CHECK: :[[#@LINE-5]]:7: note: first awaited here
// CHECK: :[[#@LINE-5]]:9: note: '!is_closed()' is true here
// CHECK: :[[#@LINE-9]]:24: note: create a shareable task with '.as_task()'
  }
};

void marked(bool early, session by) {
  auto a = load(), b = load(), c = load(), d = load(), e = load();
  by.close();
  if (early) {
    sync_wait(a), sync_wait(b), sync_wait(c), sync_wait(d), sync_wait(e);
    by.reopen();
  }
  if (!by.open())
    sync_wait(a);
  if (by.is_closed())
    sync_wait(b);
  if (!by)
    sync_wait(c);
  if (!by.flag())
    sync_wait(d);
  if (by.open())
    sync_wait(e);
// CHECK: :[[#@LINE-1]]:15: warning: 'e' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-15]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-15]]:71: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: 'by.open()' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void set_by_reference(bool early, session by) {
  auto a = load(), b = load();
  by.flag() = false;
  if (early) {
    sync_wait(a), sync_wait(b);
    by.flag() = true;
  }
  if (!by.open())
    sync_wait(a);
  if (by.open())
    sync_wait(b);
// CHECK: :[[#@LINE-1]]:15: warning: 'b' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-9]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-9]]:29: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: 'by.open()' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}
void state(session by) {
  auto a = load(), b = load(), c = load();
  by.go_to(3);
  if (by.state() == 3)
    sync_wait(a), sync_wait(b);
  by.go_to(by.state() + 1);
  switch (by.state()) {
  case 4:
    sync_wait(c);
    break;
  case 3:
    sync_wait(a);
    break;
  }
  if (by.state() > 3)
    sync_wait(b), sync_wait(c);
// CHECK: :[[#@LINE-1]]:15: warning: 'b' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-14]]:7: note: 'by.state() == 3' is true here
// CHECK: :[[#@LINE-14]]:29: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: 'by.state() > 3' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
// CHECK: :[[#@LINE-6]]:29: warning: 'c' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-15]]:3: note: control jumps to 'case 4'
// CHECK: :[[#@LINE-15]]:15: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-10]]:7: note: 'by.state() > 3' is true here
// CHECK: :[[#@LINE-10]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Two objects are two.
void of_one(bool early, session one, session other) {
  auto a = load();
  one.close(), other.close();
  if (early) {
    sync_wait(a);
    one.reopen();
  }
  if (!one.open())
    sync_wait(a);
}
void of_another(bool early, session one, session other) {
  auto a = load();
  one.close(), other.close();
  if (early) {
    sync_wait(a);
    one.reopen();
  }
  if (!other.open())
    sync_wait(a);
// CHECK: :[[#@LINE-1]]:15: warning: 'a' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-7]]:15: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: '!other.open()' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}
struct both {
  session left, right;
};
void of_one_part(bool early, both of) {
  auto a = load();
  of.left.close(), of.right.close();
  if (early) {
    sync_wait(a);
    of.left.reopen();
  }
  if (!of.left.open())
    sync_wait(a);
}
void of_another_part(bool early, both of) {
  auto a = load();
  of.left.close(), of.right.close();
  if (early) {
    sync_wait(a);
    of.left.reopen();
  }
  if (!of.right.open())
    sync_wait(a);
// CHECK: :[[#@LINE-1]]:15: warning: 'a' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-7]]:15: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: '!of.right.open()' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Functions that ask and set at once.
bool claim(bool &taken) {
  if (taken)
    return false;
  taken = true;
  return true;
}
bool claim_by_pointer(bool *taken) {
  const bool was = *taken;
  *taken = true;
  return !was;
}
int take_number(int &next) { return next++; }
void release(bool &taken) { taken = false; }
void claimed(bool early) {
  auto a = load(), b = load(), c = load(), d = load();
  bool first = false, second = false, third = false;
  int number = 0;
  if (early && claim(first))
    sync_wait(a);
  if (claim(first))
    sync_wait(a);
  if (early && claim_by_pointer(&second))
    sync_wait(b);
  if (claim_by_pointer(&second))
    sync_wait(b);
  for (int i = 0; i < 3; ++i)
    if (take_number(number) == 0)
      sync_wait(c);
  if (claim(third))
    sync_wait(d);
  release(third);
  if (claim(third))
    sync_wait(d);
// CHECK: :[[#@LINE-1]]:15: warning: 'd' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'claim(third)' is true here
// CHECK: :[[#@LINE-6]]:15: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: 'claim(third)' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Enumerators with operators of their own.
enum class part : unsigned { none = 0, head = 1, body = 2 };
constexpr part operator|(part a, part b) { return static_cast<part>(static_cast<unsigned>(a) | static_cast<unsigned>(b)); }
constexpr part operator&(part a, part b) { return static_cast<part>(static_cast<unsigned>(a) & static_cast<unsigned>(b)); }
constexpr part &operator|=(part &a, part b) { return a = a | b; }
constexpr bool has(part all, part one) { return (all & one) != part::none; }
void parts_done(bool early) {
  auto a = load(), b = load(), c = load();
  part done = part::none;
  if (early) {
    sync_wait(a), sync_wait(b), sync_wait(c);
    done |= part::body;
  }
  if (!has(done, part::body))
    sync_wait(a);
  if ((done & part::body) == part::none)
    sync_wait(b);
  if (!has(done, part::head))
    sync_wait(c);
}

// Lambdas that capture the flag.
void captured(bool early) {
  auto a = load(), b = load(), c = load();
  bool done = false, taken = false;
  const auto is_done = [&done] { return done; };
  const auto mark = [&] { done = true; };
  const auto take = [&taken] {
    if (taken)
      return false;
    return taken = true;
  };
  if (early) {
    sync_wait(a), sync_wait(b);
    mark();
  }
  if (!is_done())
    sync_wait(a);
  if (is_done())
    sync_wait(b);
// CHECK: :[[#@LINE-1]]:15: warning: 'b' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-9]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-9]]:29: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: 'is_done()' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
  if (early && take())
    sync_wait(c);
  if (take())
    sync_wait(c);
}
// Somebody else may run it.
void call_later(void (*)(void *), void *);
template <class F> void keep(F &function) {
  call_later([](void *kept) { (*static_cast<F *>(kept))(); }, &function);
}
void kept_by_others(bool early) {
  auto a = load();
  bool done = false;
  auto reset = [&done] { done = false; };
  keep(reset);
  if (early) {
    sync_wait(a);
    done = true;
    log("done");
  }
  if (!done)
    sync_wait(a);
}

// What isn't understood answers as it did before.
bool check(int);
class checked {
  int level_ = 0;

public:
  bool fine() const { return check(level_); }
  void set(int level) { level_ = level; }
};
void understood_in_part(checked it) {
  auto a = load(), b = load();
  if (it.fine())
    sync_wait(a), sync_wait(b);
  if (!it.fine())
    sync_wait(a);
  it.set(2);
  if (!it.fine())
    sync_wait(b);
// CHECK: :[[#@LINE-1]]:15: warning: 'b' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:7: note: 'it.fine()' is true here
// CHECK: :[[#@LINE-8]]:29: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:7: note: '!it.fine()' is true here
// CHECK: :[[#@LINE-5]]:15: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// A call that throws may have done a part of it.
void might_throw();
class half {
  bool begun_ = false, done_ = false;

public:
  void run() {
    begun_ = true;
    might_throw();
    done_ = true;
  }
  bool begun() const { return begun_; }
  bool done() const { return done_; }
};
void thrown(half it) {
  auto a = load();
  try {
    sync_wait(a);
    it.run();
  } catch (...) {
    if (!it.done())
      log("not done");
    if (it.begun())
      sync_wait(a);
// CHECK: :[[#@LINE-1]]:17: warning: 'a' is consumed by 'sync_wait' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:15: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:9: note: 'it.begun()' is true here
// CHECK: :[[#@LINE-5]]:17: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
}

// A task as the return type, where nobody else can see the function, and every call is awaited at once.
// RUN: %fixes %s | %FileCheck %s
#include <coroutine>
#include <memory>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct never_ready {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) const;
  int await_resume() const noexcept { return 0; }
};

// Both declarations are changed.
static value_task<int> with_declaration(int key);
namespace {
valuetask::value_task<> nothing() { co_await never_ready(); }
value_task<int> caller(int key) {
  co_await nothing();
  co_return co_await (with_declaration)(key) + 1;
}
} // namespace
static value_task<int> with_declaration(int key) { co_return co_await never_ready() + key; }
task<int> start() { co_return co_await caller(1); }
// CHECK-LABEL: Both declarations
// CHECK-NEXT: static valuetask::task<int> with_declaration(int key);
// CHECK: valuetask::task<> nothing()
// CHECK: valuetask::task<int> caller(int key)
// CHECK: static valuetask::task<int> with_declaration(int key) {

// A member of a class that only this file knows, and a trailing return type.
namespace {
struct client {
  value_task<int> fetch() { co_return co_await never_ready(); }
  auto fetch_again() -> value_task<int> { co_return co_await fetch(); }
  static value_task<int> fetch_all(client &one) { co_return co_await one.fetch_again(); }
};
} // namespace
task<int> use_client() {
  client one;
  co_return co_await one.fetch() + co_await client::fetch_all(one);
}
// CHECK-LABEL: struct client
// CHECK-NEXT: valuetask::task<int> fetch()
// CHECK-NEXT: auto fetch_again() -> valuetask::task<int>
// CHECK-NEXT: static valuetask::task<int> fetch_all

// Anybody may use it.
value_task<int> external() { co_return co_await never_ready(); }
// CHECK-LABEL: Anybody may use it
// CHECK-NEXT: {{^}}value_task<int> external()

// Somebody keeps the value_task, calls it through a pointer, or names its type.
static value_task<int> kept() { co_return co_await never_ready(); }
task<int> keep() {
  value_task<int> later = kept();
  co_return co_await later;
}
static value_task<int> pointed_to() { co_return co_await never_ready(); }
value_task<int> (*pointer)() = pointed_to;
static value_task<int> returned() { co_return co_await never_ready(); }
value_task<int> hand_on() { return returned(); }
static value_task<int> shared() { co_return co_await never_ready(); }
task<int> share() { co_return co_await shared().as_task(); }
template <class Number> static value_task<int> generic(Number) { co_return co_await never_ready(); }
task<int> use_generic() { co_return co_await generic(1); }
static value_task<int> called_by_template(int) { co_return co_await never_ready(); }
template <class Number> task<int> use_by_template(Number n) { co_return co_await called_by_template(n); }
template task<int> use_by_template(int);
// CHECK-LABEL: Somebody keeps
// CHECK-NEXT: static value_task<int> kept()
// CHECK: static value_task<int> pointed_to()
// CHECK: static value_task<int> returned()
// CHECK: static value_task<int> shared()
// CHECK: static value_task<int> generic(Number)
// CHECK: static value_task<int> called_by_template(int)

// A task's result stays where it is, and is copied.
static value_task<std::unique_ptr<int>> moved_out() {
  co_await never_ready();
  co_return nullptr;
}
task<int> use_moved_out() { co_return *co_await moved_out(); }
// CHECK-LABEL: A task's result
// CHECK-NEXT: static value_task<std::unique_ptr<int>> moved_out()

// The type has another name, or comes out of a macro.
using numbered = value_task<int>;
static numbered by_alias() { co_return co_await never_ready(); }
task<int> use_alias() { co_return co_await by_alias(); }
#define NUMBER value_task<int>
static NUMBER by_macro() { co_return co_await never_ready(); }
task<int> use_macro() { co_return co_await by_macro(); }
// CHECK-LABEL: The type has another name
// CHECK: static numbered by_alias()
// CHECK: static NUMBER by_macro()

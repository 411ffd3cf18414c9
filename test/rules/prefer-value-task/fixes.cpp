// RUN: %fixes --profile=%S/Inputs/fixes.json %s > %t.txt
// RUN: %FileCheck %s --input-file=%t.txt --match-full-lines --check-prefix=CHECK --implicit-check-not=left:
#include <string>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/task.h>
// CHECK: #include <valuetask/task.h>
// CHECK-NEXT: #include <valuetask/value_task.h>
// CHECK-NEXT: using valuetask::task;
using valuetask::task;
using number = task<int>;

#define MADE(x) task<int>::from_result(x)

namespace {

task<int> load(int key) { co_return key; }

// CHECK: valuetask::value_task<int> declared(int key);
// CHECK-NEXT: valuetask::value_task<int> declared(int key) {
// CHECK-NEXT: if (key > 3)
// CHECK-NEXT: return valuetask::value_task<int>(key + 1000);
// CHECK-NEXT: return key ? valuetask::value_task<int>(key * 1000) : load(key);
task<int> declared(int key);
task<int> declared(int key) {
  if (key > 3)
    return task<int>::from_result(key + 1000);
  return key ? valuetask::task<int>::from_result(key * 1000) : load(key);
}

// CHECK: auto trailing(int key) -> valuetask::value_task<int> { co_return key; }
auto trailing(int key) -> task<int> { co_return key; }

struct client {
  // CHECK: valuetask::value_task<std::string> text() const { return valuetask::value_task<std::string>("a"); }
  task<std::string> text() const { return task<std::string>::from_result("a"); }
  // CHECK: valuetask::value_task<> nothing() { co_return; }
  valuetask::task<> nothing() { co_return; }
};

// An alias, a macro, a braced value and a deduced type stay.
// CHECK: number aliased(int key) { co_return key; }
number aliased(int key) { co_return key; }
// CHECK: task<int> with_macro(int key) { return MADE(key + 1000); }
task<int> with_macro(int key) { return MADE(key + 1000); }
// CHECK: task<std::string> braced() { return task<std::string>::from_result({'a', 'b'}); }
task<std::string> braced() { return task<std::string>::from_result({'a', 'b'}); }
// CHECK: auto deduced() { return task<int>::from_result(1000); }
auto deduced() { return task<int>::from_result(1000); }

task<int> uses(client api) {
  int sum = co_await declared(1) + co_await trailing(1) + co_await aliased(1) + co_await with_macro(1);
  co_await api.nothing();
  auto late = trailing(2);
  sum += co_await late;
  co_return sum + static_cast<int>((co_await api.text()).size() + (co_await braced()).size()) + co_await deduced();
}

} // namespace

int main() { return valuetask::sync_wait(uses({})); }

// CHECK: left: 'aliased' returns {{.*}}
// CHECK: left: 'with_macro' returns {{.*}}
// CHECK: left: 'braced' returns {{.*}}
// CHECK: left: 'deduced' returns {{.*}}

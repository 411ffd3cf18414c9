// An annotation that has no effect is reported, once, by both front ends; by its name it can be hidden and switched off.
// RUN: %exits 1 %checker --no-cache %s -- %flags 2>&1 | %FileCheck %s --implicit-check-not=warning:
// RUN: %tidy --quiet %s -- %flags 2>&1 | %FileCheck %s --implicit-check-not=warning:
// RUN: %checker --no-cache --checks=valuetask-*,-valuetask-misplaced-annotation %s -- %flags 2>&1 | %FileCheck %s --check-prefix=OFF
// OFF-NOT: warning:
// OFF: 0 findings
// RUN: %exits 1 %checker --no-cache --format=sarif --quiet %s -- %flags | %FileCheck %s --check-prefix=SARIF
// SARIF-DAG: "id": "valuetask-misplaced-annotation"
// SARIF-DAG: "ruleId": "valuetask-misplaced-annotation"
#include <vector>
#include <valuetask/annotations.h>
#include <valuetask/value_task.h>

VALUETASK_CONSUMES void free_function(int);
// CHECK: :[[#@LINE-1]]:25: warning: 'VALUETASK_CONSUMES' has no effect: {{.*}} [valuetask-misplaced-annotation]
struct plain {
  VALUETASK_CONSUMES void use();
// CHECK: :[[#@LINE-1]]:27: warning: 'VALUETASK_CONSUMES' has no effect: 'plain' is not a single-consumption type
};
void number(VALUETASK_CONSUMES int key, VALUETASK_CONSUMES const char *text);
// CHECK: :[[#@LINE-1]]:36: warning: 'VALUETASK_CONSUMES' has no effect: parameter 'key' cannot take a single-consumption object
// CHECK: :[[#@LINE-2]]:72: warning: 'VALUETASK_CONSUMES' has no effect: parameter 'text' cannot take a single-consumption object
enum VALUETASK_SINGLE_AWAIT color { red };
// CHECK: :[[#@LINE-1]]:29: warning: 'VALUETASK_SINGLE_AWAIT' has no effect: 'color' is not a class
VALUETASK_SINGLE_AWAIT void function();
// CHECK: :[[#@LINE-1]]:29: warning: 'VALUETASK_SINGLE_AWAIT' has no effect: 'function' is not a class
struct VALUETASK_SINGLE_AWAIT baton {
  VALUETASK_CONSUMES int field;
  VALUETASK_CONSUMES static int make();
// CHECK: :[[#@LINE-2]]:26: warning: 'VALUETASK_CONSUMES' has no effect: 'field' is neither a parameter nor a non-static member function
// CHECK: :[[#@LINE-2]]:33: warning: 'VALUETASK_CONSUMES' has no effect: 'make' is neither a parameter nor a non-static member function
  VALUETASK_CONSUMES int take();
};
template <class T> struct closed final {
  VALUETASK_CONSUMES T use();
// CHECK: :[[#@LINE-1]]:24: warning: 'VALUETASK_CONSUMES' has no effect: 'closed' is not a single-consumption type
};
VALUETASK_CONSUMES void hidden(int); // NOLINT(valuetask-misplaced-annotation)

// Where it has an effect, or may have one.
template <class Derived> struct mixin {
  VALUETASK_CONSUMES int finish();
};
struct base {
  VALUETASK_CONSUMES int end();
};
struct VALUETASK_SINGLE_AWAIT operation : base, mixin<operation> {};
struct derived : operation {
  VALUETASK_CONSUMES int more();
};
template <class T> int consume(VALUETASK_CONSUMES T &&given);
void right(VALUETASK_CONSUMES valuetask::value_task<int> &one, VALUETASK_CONSUMES std::vector<operation> all,
           VALUETASK_CONSUMES derived *pointer, VALUETASK_CONSUMES void *anything);
int instance(int plain) { return consume(plain); }

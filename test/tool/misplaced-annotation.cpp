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
// CHECK: :[[#@LINE-1]]:25: warning: 'VALUETASK_CONSUMES' has no effect on 'free_function'; it belongs to a member function of a single-consumption type, or to a parameter [valuetask-misplaced-annotation]
struct plain {
  VALUETASK_CONSUMES void use();
// CHECK: :[[#@LINE-1]]:27: warning: 'VALUETASK_CONSUMES' has no effect on 'use', since 'plain' is no single-consumption type; put 'VALUETASK_SINGLE_AWAIT' on the class, or remove it
};
void number(VALUETASK_CONSUMES int key, VALUETASK_CONSUMES const char *text);
// CHECK: :[[#@LINE-1]]:36: warning: 'VALUETASK_CONSUMES' has no effect on the parameter 'key', which can't be given a single-consumption object; remove it
// CHECK: :[[#@LINE-2]]:72: warning: 'VALUETASK_CONSUMES' has no effect on the parameter 'text'
enum VALUETASK_SINGLE_AWAIT color { red };
// CHECK: :[[#@LINE-1]]:29: warning: 'VALUETASK_SINGLE_AWAIT' has no effect on 'color', which is no class; put it behind the 'class' or 'struct' of the type
VALUETASK_SINGLE_AWAIT void function();
// CHECK: :[[#@LINE-1]]:29: warning: 'VALUETASK_SINGLE_AWAIT' has no effect on 'function'
struct VALUETASK_SINGLE_AWAIT baton {
  VALUETASK_CONSUMES int field;
  VALUETASK_CONSUMES static int make();
// CHECK: :[[#@LINE-2]]:26: warning: 'VALUETASK_CONSUMES' has no effect on 'field'
// CHECK: :[[#@LINE-2]]:33: warning: 'VALUETASK_CONSUMES' has no effect on 'make'
  VALUETASK_CONSUMES int take();
};
template <class T> struct closed final {
  VALUETASK_CONSUMES T use();
// CHECK: :[[#@LINE-1]]:24: warning: 'VALUETASK_CONSUMES' has no effect on 'use', since 'closed' is no single-consumption type
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

// Forty objects, each consumed in one of two complementary branches: what is known of one condition is nothing to
// remember while another object is looked at, so that the search stays small and drops nothing.
// RUN: %both %s | %count 0
// RUN: %checker --stats '--checks=-*,valuetask-double-await' %s -- %flags 2>&1 | %FileCheck %s
// CHECK: candidates: {{ *}}40
// CHECK: candidates dropped: {{ *}}0
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key);

#define ONE(n)                                                                                                         \
  auto value##n = load(n);                                                                                             \
  if (hit[n])                                                                                                          \
    sum += co_await value##n;                                                                                          \
  if (!hit[n])                                                                                                         \
    sum -= co_await value##n;
#define TEN(d) ONE(d##0) ONE(d##1) ONE(d##2) ONE(d##3) ONE(d##4) ONE(d##5) ONE(d##6) ONE(d##7) ONE(d##8) ONE(d##9)

task<int> many(const bool *hit) {
  int sum = 0;
  TEN(1) TEN(2) TEN(3) TEN(4)
  co_return sum;
}

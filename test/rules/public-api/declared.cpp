// RUN: %both --public=Inputs/api/ %s > %t.txt
// RUN: %FileCheck %s --input-file=%t.txt --implicit-check-not=warning:
// The option is a regular expression for any part of the path; without it, nothing is public.
// RUN: %both '--public=(client|other)\.h$' %s | diff %t.txt -
// RUN: %both %s | %count 0
// RUN: %both --public=nowhere/ %s | %count 0
#include "Inputs/api/client.h"

valuetask::value_task<int> store::free_function(int key) { return key; }
template <typename T> valuetask::value_task<T> store::function_template(T key) { return key; }
template valuetask::value_task<int> store::function_template(int);
store::pool<int> instance;
valuetask::value_task<int> in_a_source(int key);

// CHECK: client.h:11:17: warning: 'free_function' is declared in a public header and returns a 'value_task', whose contract every caller has to keep; return a task instead [valuetask-public-api]
// CHECK: client.h:12:24: warning: 'with_a_body' is
// CHECK: client.h:13:37: warning: 'function_template' is
// CHECK: client.h:15:13: warning: 'by_alias' is
// CHECK: client.h:16:6: warning: 'trailing' is
// CHECK: client.h:17:17: warning: 'twice_declared' is
// CHECK: client.h:23:27: warning: 'get' is
// CHECK: client.h:24:26: warning: 'of_no_object' is
// CHECK: client.h:25:19: warning: 'operator()' is
// CHECK: client.h:26:27: warning: 'can_be_overridden' is
// CHECK: client.h:27:39: warning: 'member_template' is
// CHECK: client.h:28:26: warning: 'declared_outside_too' is
// CHECK: client.h:36:19: warning: 'for_derived' is
// CHECK: client.h:53:17: warning: 'take' is
// CHECK: client.h:61:13: warning: 'deduced' is

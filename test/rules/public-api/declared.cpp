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

// CHECK: client.h:11:17: warning: public function 'free_function' returns a 'value_task'; every caller must consume it once [valuetask-public-api]
// CHECK: client.h:12:24: warning: public function 'with_a_body' returns
// CHECK: client.h:13:37: warning: public function 'function_template' returns
// CHECK: client.h:15:13: warning: public function 'by_alias' returns
// CHECK: client.h:16:6: warning: public function 'trailing' returns
// CHECK: client.h:17:17: warning: public function 'twice_declared' returns
// CHECK: client.h:23:27: warning: public function 'get' returns
// CHECK: client.h:24:26: warning: public function 'of_no_object' returns
// CHECK: client.h:25:19: warning: public function 'operator()' returns
// CHECK: client.h:26:27: warning: public function 'can_be_overridden' returns
// CHECK: client.h:27:39: warning: public function 'member_template' returns
// CHECK: client.h:28:26: warning: public function 'declared_outside_too' returns
// CHECK: client.h:36:19: warning: public function 'for_derived' returns
// CHECK: client.h:53:17: warning: public function 'take' returns
// CHECK: client.h:61:13: warning: public function 'deduced' returns

// A class that derives from a promise can have something beside it, which is moved on after the promise was consumed.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
// RUN: %if libcapnp-dev %{ %both %s -- -std=c++17 | %match %s %}
#include <capnp/capability.h>

struct Hook;
struct Pipeline {
  Hook *hook;
  Pipeline(Pipeline &&);
  Pipeline(Pipeline &&, int);
};
struct Call {
  struct Reader {};
  using Pipeline = ::Pipeline;
};
struct Marker {};
struct Unpiped {
  struct Reader {};
  using Pipeline = Marker;
};
capnp::RemotePromise<Call> send();
capnp::RemotePromise<Unpiped> sendAlone();
Hook *keep(Pipeline &&);
template <class T> Hook *keepAny(T &&);

int waited_twice(kj::WaitScope &scope) {
  auto response = send();
  response.wait(scope);
  response.wait(scope);
// CHECK: :[[#@LINE-1]]:12: warning: 'response' is consumed by 'wait' more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:12: note:
// CHECK: :[[#@LINE-3]]:12: note:
  return 0;
}

int moved_and_waited(kj::WaitScope &scope) {
  auto response = send();
  keepAny(kj::mv(response));
  response.wait(scope);
// CHECK: :[[#@LINE-1]]:12: warning: 'response' is consumed by 'wait' after it was moved; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note:
// CHECK: :[[#@LINE-3]]:12: note:
  return 0;
}

// There is nothing else in it.
void moved_twice() {
  auto response = sendAlone();
  keepAny(kj::mv(response));
  keepAny(kj::mv(response));
// CHECK: :[[#@LINE-1]]:18: warning: 'response' is moved more than once; the second use crashes [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note:
// CHECK: :[[#@LINE-3]]:18: note:
}

//===--- Correct ---===//

kj::Promise<int> as_the_base() {
  auto response = send();
  auto result = response.then([](auto &&) { return 1; });
  keep(kj::mv(response));
  return result;
}

kj::Promise<int> as_a_template_takes_it() {
  auto response = send();
  auto result = response.then([](auto &&) { return 1; });
  keepAny(kj::mv(response));
  return result;
}

kj::Promise<int> made_of_it() {
  auto response = send();
  auto result = response.then([](auto &&) { return 1; });
  Pipeline pipeline(kj::mv(response));
  return result;
}

kj::Promise<int> named_by_a_cast() {
  auto response = send();
  auto result = response.then([](auto &&) { return 1; });
  keep(static_cast<Pipeline &&>(response));
  return result;
}

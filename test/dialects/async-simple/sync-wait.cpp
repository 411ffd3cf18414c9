// syncAwait takes a forwarding reference, and moves from an lvalue.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <async_simple/coro/Lazy.h>

async_simple::coro::Lazy<int> load(int key);

namespace other {
template <class L> int syncAwait(L &&);
}

int waited_twice() {
  auto lazy = load(1);
  int first = syncAwait(lazy);
  return first + syncAwait(lazy);
// CHECK: :[[#@LINE-1]]:28: warning: 'lazy' is consumed by 'syncAwait' more than once; the second use throws 'std::logic_error' [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:25: note: first consumed by 'syncAwait' here
// CHECK: :[[#@LINE-3]]:28: note: consume it in one place only
}

int waited_and_started() {
  auto lazy = load(1);
  int first = async_simple::coro::syncAwait(std::move(lazy));
  lazy.start([](auto &&) {});
// CHECK: :[[#@LINE-1]]:8: warning: 'lazy' is consumed by 'start' after 'syncAwait' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:55: note: first consumed by 'syncAwait' here
// CHECK: :[[#@LINE-3]]:8: note: consume it in one place only
  return first;
}

//===--- Correct ---===//

int waited_on_each_path(bool first) {
  auto lazy = load(1);
  if (first)
    return syncAwait(lazy);
  return syncAwait(std::move(lazy));
}

int of_another_namespace() {
  auto lazy = load(1);
  return other::syncAwait(lazy) + other::syncAwait(lazy);
}

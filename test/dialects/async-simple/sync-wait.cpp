// syncAwait takes a forwarding reference, and moves from an lvalue.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %match %s
#include <async_simple/coro/Lazy.h>

async_simple::coro::Lazy<int> load(int key);

namespace other {
template <class L> int syncAwait(L &&);
}

int waited_twice() {
  auto lazy = load(1);
  int first = syncAwait(lazy);
  return first + syncAwait(lazy);
// CHECK: :[[#@LINE-1]]:28: warning: 'lazy' is consumed by 'syncAwait' after it was already consumed by 'syncAwait'; a 'Lazy' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:25: note: first consumed by 'syncAwait' here
}

int waited_and_started() {
  auto lazy = load(1);
  int first = async_simple::coro::syncAwait(std::move(lazy));
  lazy.start([](auto &&) {});
// CHECK: :[[#@LINE-1]]:8: warning: 'lazy' is consumed by 'start' after it was already consumed by 'syncAwait'; a 'Lazy' may be consumed only once: keep its result [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:8: note: 'lazy' is created here
// CHECK: :[[#@LINE-4]]:55: note: first consumed by 'syncAwait' here
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

// A function that takes an lvalue through a forwarding reference.
// KNOWN: what the dialect says of functions isn't used.
// RUN: %both --dialects auto %s -- -isystem %S/../Inputs | %count 0
#include <async_simple/coro/Lazy.h>

async_simple::coro::Lazy<int> load(int key);

int waited_twice() {
  auto lazy = load(1);
  return syncAwait(lazy) + syncAwait(lazy);
}

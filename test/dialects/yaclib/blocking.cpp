// 'Get' of an rvalue blocks the thread of a coroutine; that of an lvalue only looks.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <yaclib/async/future.hpp>

using yaclib::Future;
Future<int> load(int key);

Future<int> got(int key) {
  co_return load(key).Get();
// CHECK: :[[#@LINE-1]]:23: warning: 'Get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

Future<int> waited(int key) {
  auto one = load(key);
  auto other = load(key + 1);
  yaclib::Wait(one, other);
// CHECK: :[[#@LINE-1]]:3: warning: 'Wait' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:3: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
  co_return std::move(one).Get() + std::move(other).Get();
}

//===--- Correct ---===//

int outside(int key) { return load(key).Get(); }

Future<int> looked(int key) {
  auto value = load(key);
  const int *there = value.Get();
  co_return there ? *there : co_await std::move(value);
}

Future<int> awaited_before(int key) {
  auto one = load(key);
  co_await yaclib::Await(one);
  co_return std::move(one).Get();
}

Future<int> made_ready() { co_return yaclib::MakeFuture(1).Get(); }

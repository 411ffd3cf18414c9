// Copies of an operation are one operation. One that was copied isn't followed.
// RUN: %both %s -- -isystem %S/../Inputs | %match %s
#include <winrt/Windows.Foundation.h>
#include <vector>

using winrt::Windows::Foundation::IAsyncOperation;
using winrt::Windows::Foundation::AsyncStatus;
IAsyncOperation<int> load(int key);
void keep(IAsyncOperation<int> operation);

IAsyncOperation<int> awaited_twice() {
  auto operation = load(1);
  int first = co_await operation;
  co_return first + co_await operation;
// CHECK: :[[#@LINE-1]]:21: warning: 'operation' is awaited more than once; an 'IAsyncOperation' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:15: note: first awaited here
// CHECK: :[[#@LINE-3]]:21: note: use 'first', the result of the first 'co_await'
}

int got_twice() {
  auto operation = load(1);
  return operation.get() + operation.get();
// CHECK: :[[#@LINE-1]]:38: warning: 'operation' is consumed by 'get' more than once
// CHECK: :[[#@LINE-2]]:20: note: first consumed by 'get' here
// CHECK: :[[#@LINE-3]]:38: note: consume it in one place only
}

IAsyncOperation<int> blocked() {
  co_return load(1).get();
// CHECK: :[[#@LINE-1]]:21: warning: 'get' in a coroutine blocks its thread; the operation may need that thread [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:13: note: 'co_await' it instead, which suspends the coroutine and leaves the thread free
}

//===--- Correct ---===//

int fire_and_forget() {
  auto ignored = load(1);
  load(2);
  return 0;
}

int waited_for(int milliseconds) {
  auto operation = load(1);
  if (operation.wait_for(milliseconds) == AsyncStatus::Completed)
    return operation.GetResults();
  operation.Cancel();
  return 0;
}

int with_a_handler() {
  auto operation = load(1);
  operation.Completed([](IAsyncOperation<int> const &sender, AsyncStatus) { sender.GetResults(); });
  return operation.Status() == AsyncStatus::Completed ? operation.GetResults() : 0;
}

IAsyncOperation<int> handed_on() {
  auto operation = load(1);
  keep(operation);
  co_return co_await operation;
}

IAsyncOperation<int> each_of(std::vector<IAsyncOperation<int>> operations) {
  int sum = 0;
  for (auto operation : operations)
    sum += co_await operation;
  for (auto const &operation : operations)
    sum += operation.GetResults();
  co_return sum;
}

struct cached {
  IAsyncOperation<int> operation{nullptr};
  IAsyncOperation<int> get() {
    if (!operation)
      operation = load(1);
    return operation;
  }
};

IAsyncOperation<int> either(bool first) {
  auto operation = first ? load(1) : load(2);
  co_return co_await operation;
}

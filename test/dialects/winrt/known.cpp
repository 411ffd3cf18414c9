// Copies of an operation are one operation.
// KNOWN: copies that share aren't followed, and so nothing is reported of their types.
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <winrt/Windows.Foundation.h>

using winrt::Windows::Foundation::IAsyncOperation;
IAsyncOperation<int> load(int key);

IAsyncOperation<int> awaited_twice() {
  auto operation = load(1);
  int first = co_await operation;
  co_return first + co_await operation;
}

int copy_taken_twice() {
  auto operation = load(1);
  auto copy = operation;
  return operation.get() + copy.get();
}

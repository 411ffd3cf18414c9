// KNOWN: a second use of a copy: which object shares with which isn't followed.
// RUN: %both %s -- -isystem %S/../Inputs | %count 0
#include <winrt/Windows.Foundation.h>

using winrt::Windows::Foundation::IAsyncOperation;
IAsyncOperation<int> load(int key);

int copy_taken_twice() {
  auto operation = load(1);
  auto copy = operation;
  return operation.get() + copy.get();
}

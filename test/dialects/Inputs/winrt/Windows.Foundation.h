#pragma once
#include "../machinery.h"

namespace winrt::Windows::Foundation {
template <class T> struct IAsyncOperation {
  using promise_type = machinery::promise<IAsyncOperation, T>;
  T get() const;
  void Completed(int handler) const;
  int Status() const;
};
template <class T> machinery::awaiter<T> operator co_await(IAsyncOperation<T> const &);
} // namespace winrt::Windows::Foundation

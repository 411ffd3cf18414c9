#pragma once
#include "../machinery.h"

namespace winrt::Windows::Foundation {
enum class AsyncStatus { Started, Completed, Canceled, Error };
template <class T> struct IAsyncOperation {
  using promise_type = machinery::promise<IAsyncOperation, T>;
  IAsyncOperation(decltype(nullptr));
  IAsyncOperation(const IAsyncOperation &);
  IAsyncOperation &operator=(const IAsyncOperation &);
  ~IAsyncOperation();
  explicit operator bool() const noexcept;
  T get() const;
  AsyncStatus wait_for(int milliseconds) const;
  T GetResults() const;
  template <class H> void Completed(H &&) const {}
  AsyncStatus Status() const;
  void Cancel() const;
};
template <class T> machinery::awaiter<T> operator co_await(IAsyncOperation<T> const &);
} // namespace winrt::Windows::Foundation

#pragma once
#include "../machinery.h"

namespace unifex {
namespace _task {
template <class T, bool Nothrow> struct _task {
  struct type;
};
template <class T, bool Nothrow> struct [[nodiscard]] _task<T, Nothrow>::type : machinery::movable {
  using promise_type = machinery::promise<type, T>;
  friend machinery::awaiter<T> operator co_await(type &&) { return {}; }
};
} // namespace _task
template <class T> using task = typename _task::_task<T, false>::type;
template <class T> using nothrow_task = typename _task::_task<T, true>::type;
template <class S> int sync_wait(S);
} // namespace unifex

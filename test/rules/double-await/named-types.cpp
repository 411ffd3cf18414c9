// Types that only an option names: classes, class templates, and aliases of either, through their chains.
// RUN: %both --checks=valuetask-double-await,valuetask-stored-in-field --types "lib::lazy; ::lib::future;lib::task;lib::unifex_like;lib::v2task;other::renamed;lib::not_declared_here" %s | %match %s
// RUN: %both %s | %count 0
#include <coroutine>
#include <optional>
#include <utility>

namespace lib {

template <class T> struct lazy {
  struct promise_type {
    lazy get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception();
  };
  struct awaiter {
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<>);
    T await_resume();
  };
  lazy(lazy &&);
  lazy &operator=(lazy &&);
  awaiter operator co_await();
  lazy via(int executor) &&;
  void start();
  bool ready() const;
};

struct future {
  future(future &&);
  int get() &&;
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};

namespace detail {
template <class T, class Context> struct basic_task : lazy<T> {};
} // namespace detail
struct context;
template <class T> using task = detail::basic_task<T, context>;

template <class T> struct holder {
  struct type : lazy<T> {};
};
template <class T> using unifex_like = typename holder<T>::type;

inline namespace v2 {
struct v2task : lazy<int> {};
} // namespace v2

struct derived : lazy<int> {};
struct unnamed : private lazy<int> {
  using lazy<int>::operator co_await;
};

} // namespace lib

namespace other {
using renamed = lib::holder<char>;
}

template <class T> T make();

lib::lazy<int> awaited_twice() {
  auto value = make<lib::lazy<int>>();
  co_await value;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'lazy' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await'
}

lib::lazy<int> rvalue_members_consume() {
  auto value = make<lib::lazy<int>>();
  auto elsewhere = std::move(value).via(1);
  co_await elsewhere;
  co_return co_await std::move(value);
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited after 'via' consumed it; a 'lazy' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:37: note: first consumed by 'via' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only
}

int a_class_that_is_no_template() {
  auto value = make<lib::future>();
  int first = std::move(value).get();
  return first + std::move(value).get();
// CHECK: :[[#@LINE-1]]:35: warning: 'value' is consumed by 'get' more than once; a 'future' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:32: note: first consumed by 'get' here
// CHECK: :[[#@LINE-3]]:35: note: consume it in one place only
}

lib::lazy<int> an_alias_template() {
  auto value = make<lib::task<int>>();
  co_await value;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await'
}

lib::lazy<int> an_alias_of_a_nested_class() {
  auto value = make<lib::unifex_like<int>>();
  co_await value;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'unifex_like' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await'
}

lib::lazy<int> in_an_inline_namespace() {
  auto value = make<lib::v2task>();
  co_await value;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'v2task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await'
}

// A member that isn't const may have made it a fresh one.
lib::lazy<int> unknown_member() {
  auto value = make<lib::lazy<int>>();
  co_await value;
  value.start();
  co_return co_await value;
}

lib::lazy<int> const_member() {
  auto value = make<lib::lazy<int>>();
  if (value.ready())
    co_return 1;
  co_return co_await value;
}

lib::lazy<int> derives_from_a_named_one() {
  auto value = make<lib::derived>();
  co_await value;
  co_return co_await value;
// CHECK: :[[#@LINE-1]]:13: warning: 'value' is awaited more than once; a 'derived' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:13: note: reuse the result of the first 'co_await'
}

lib::lazy<int> not_named() {
  auto value = make<lib::unnamed>();
  co_await value;
  co_return co_await value;
}

// A lazy type that an option names suspends by design: not always-async.
lib::lazy<int> suspends() {
  co_await std::suspend_always{};
  co_return 1;
}

struct keeps {
  std::optional<lib::lazy<int>> field;
// CHECK: :[[#@LINE-1]]:33: warning: field 'field' stores a 'lazy'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:33: note: store its result, or a type that can be awaited again
};

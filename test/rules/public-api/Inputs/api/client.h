#pragma once
#include <string>
#include <valuetask/value_task.h>
#include "../detail/helpers.h"

namespace store {

using valuetask::task;
using valuetask::value_task;

value_task<int> free_function(int key);
inline value_task<int> with_a_body(int key) { return free_function(key); }
template <typename T> value_task<T> function_template(T key);
template <typename T> using answer = value_task<T>;
answer<int> by_alias(int key);
auto trailing(int key) -> value_task<int>;
value_task<int> twice_declared(int key);
value_task<int> twice_declared(int key);
value_task<int> silenced(int key); // NOLINT(valuetask-public-api)

class client {
public:
  value_task<std::string> get(const std::string &key);
  static value_task<int> of_no_object();
  value_task<int> operator()(int key);
  virtual value_task<int> can_be_overridden();
  template <typename T> value_task<T> member_template();
  friend value_task<int> declared_outside_too(client &);
  task<int> shared();
  int plain();
  value_task<int> deleted() = delete;
  value_task<int> &reference();
  value_task<int> *pointer();

protected:
  value_task<int> for_derived();

private:
  value_task<int> cached();
  struct state {
    value_task<int> of_a_private_class();
  };
};
value_task<int> declared_outside_too(client &);

class derived : public client {
public:
  value_task<int> can_be_overridden() override;
};

template <typename T> class pool {
public:
  value_task<T> take();
};

namespace {
inline value_task<int> unnamed_namespace() { return 1; }
} // namespace
static inline value_task<int> internal() { return 1; }

inline auto deduced(int key) { return with_a_body(key); }

inline int uses() {
  auto lambda = [](int key) -> value_task<int> { return key; };
  value_task<int> declared_in_a_function();
  return sizeof(lambda) + sizeof(pool<int>);
}

} // namespace store

// What was consumed or moved from says that it holds nothing, in whatever words it is asked.
// RUN: %both --types lib::future %s | %match %s
#include <cstddef>
#include <utility>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

struct VALUETASK_SINGLE_AWAIT slip {
  slip();
  slip(slip &&);
  slip &operator=(slip &&);
  VALUETASK_CONSUMES int cash();
  bool valid() const;
  bool has_value() const;
  bool is_valid();
  bool empty() const;
  bool ready() const;
  explicit operator bool() const;
  friend bool operator==(const slip &, std::nullptr_t);
};
slip draw();
void keep(slip);
bool asked();
bool holds(const slip &given) { return given.valid(); }
bool lacks(const slip *given) { return !given->has_value(); }

int after_a_move() {
  slip s = draw();
  if (asked())
    keep(std::move(s));
  return s.valid() ? s.cash() : 0;
}
int by_conversion() {
  slip s = draw();
  if (asked())
    s.cash();
  if (not s)
    return 0;
  return s.cash();
}
int by_a_variable() {
  slip s = draw();
  if (asked())
    keep(std::move(s));
  const bool there = s.has_value() && asked();
  if (there == true)
    return s.cash();
  return s.empty() ? 0 : s.cash();
}
int in_an_init_statement() {
  slip s = draw();
  if (asked())
    s.cash();
  if (bool there = !s.empty(); there)
    return s.cash();
  return 0;
}
int against_null() {
  slip s = draw();
  if (asked())
    s.cash();
  if (s != nullptr && asked())
    return s.cash();
  if (nullptr == s)
    return 0;
  return s.cash();
}
int by_helpers() {
  slip s = draw();
  if (asked())
    s.cash();
  if (holds(s))
    return s.cash();
  slip t = draw();
  if (asked())
    t.cash();
  if (!lacks(&t))
    return t.cash();
  return 0;
}
int by_a_lambda() {
  slip s = draw();
  const auto there = [&] { return s.valid(); };
  if (asked())
    keep(std::move(s));
  return there() ? s.cash() : 0;
}
int in_a_switch() {
  slip s = draw();
  if (asked())
    keep(std::move(s));
  switch (s.valid()) {
  case true:
    return s.cash();
  default:
    return 0;
  }
}
int not_declared_const() {
  slip s = draw();
  if (asked())
    s.cash();
  return s.is_valid() != false ? s.cash() : 0;
}
int counted() {
  slip s = draw();
  s.cash();
  int left = s.valid() ? 1 : 0;
  if (left > 0)
    return s.cash();
  return left;
}
void asked_in_a_loop() {
  slip s = draw();
  while (s.valid())
    s.cash();
  for (slip t = draw(); t; t.cash()) {
  }
}
void by_a_reference(bool first) {
  slip s = draw(), t = draw();
  slip &r = first ? s : t;
  r.cash();
  if (r)
    r.cash();
  if (s)
    s.cash();
  if (!t.empty())
    t.cash();
}
void filled_again() {
  slip s = draw();
  s.cash();
  if (s.valid())
    return;
  s = draw();
  if (s.valid())
    s.cash();
}

int denied() {
  slip s = draw();
  if (asked())
    s.cash();
  if (!s.valid())
    return s.cash();
// CHECK: :[[#@LINE-1]]:14: warning: 's' is consumed by 'cash' more than once; a 'slip' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-5]]:7: note: first consumed by 'cash' here
// CHECK: :[[#@LINE-5]]:7: note: '!s.valid()' is true here
// CHECK: :[[#@LINE-5]]:14: note: consume it in one place only
  return s.cash();
}
int denied_by_conversion() {
  slip s = draw();
  if (asked())
    keep(std::move(s));
  return s ? s.cash() : s.cash();
// CHECK: :[[#@LINE-1]]:27: warning: 's' is consumed by 'cash' after it was moved; a 'slip' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'asked()' is true here
// CHECK: :[[#@LINE-4]]:20: note: first moved here
// CHECK: :[[#@LINE-4]]:10: note: 's' is false here
// CHECK: :[[#@LINE-5]]:27: note: consume it in one place only
}
int denied_against_null() {
  slip s = draw();
  s.cash();
  if (s == nullptr)
    return s.cash();
// CHECK: :[[#@LINE-1]]:14: warning: 's' is consumed by 'cash' more than once; a 'slip' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first consumed by 'cash' here
// CHECK: :[[#@LINE-4]]:7: note: 's == nullptr' is true here
// CHECK: :[[#@LINE-4]]:14: note: consume it in one place only
  return 0;
}
int denied_by_a_helper() {
  slip s = draw();
  s.cash();
  if (lacks(&s))
    return s.cash();
// CHECK: :[[#@LINE-1]]:14: warning: 's' is consumed by 'cash' more than once; a 'slip' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first consumed by 'cash' here
// CHECK: :[[#@LINE-4]]:7: note: 'lacks(&s)' is true here
// CHECK: :[[#@LINE-4]]:14: note: consume it in one place only
  return 0;
}
int denied_by_a_lambda() {
  slip s = draw();
  const auto gone = [&s] { return s.empty(); };
  s.cash();
  if (gone())
    return s.cash();
// CHECK: :[[#@LINE-1]]:14: warning: 's' is consumed by 'cash' more than once; a 'slip' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:5: note: first consumed by 'cash' here
// CHECK: :[[#@LINE-4]]:7: note: 'gone()' is true here
// CHECK: :[[#@LINE-4]]:14: note: consume it in one place only
  return 0;
}
int filled_before_it_is_asked() {
  slip s = draw();
  s.cash();
  s = draw();
  if (s.valid())
    s.cash();
  if (!s)
    return s.cash();
// CHECK: :[[#@LINE-1]]:14: warning: 's' is consumed by 'cash' more than once; a 'slip' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:5: note: 's' gets a new value here
// CHECK: :[[#@LINE-6]]:7: note: 's.valid()' is true here
// CHECK: :[[#@LINE-6]]:7: note: first consumed by 'cash' here
// CHECK: :[[#@LINE-6]]:7: note: '!s' is true here
// CHECK: :[[#@LINE-6]]:14: note: consume it in one place only
  return 0;
}

task<int> complete_or_not() {
  auto x = value_task<int>(1);
  auto y = std::move(x);
  int sum = 0;
  if (x.is_completed())
    sum += co_await x;
  if (x.is_completed_successfully() == true)
    sum += x.result();
  co_return sum + co_await y;
}
value_task<int> load();
task<int> open_after_its_await() {
  auto x = load();
  int sum = 0;
  if (x.is_completed())
    sum = x.result();
  if (!x.is_completed())
    sum += co_await x;
// CHECK: :[[#@LINE-1]]:12: warning: 'x' is awaited after 'result' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'x.is_completed()' is true here
// CHECK: :[[#@LINE-5]]:13: note: first consumed by 'result' here
// CHECK: :[[#@LINE-5]]:7: note: '!x.is_completed()' is true here
// CHECK: :[[#@LINE-5]]:12: note: consume it in one place only, or create a shareable task with '.as_task()'
  co_return sum;
}

namespace lib {
template <class T> struct future {
  future(future &&);
  T get() &&;
  bool valid() const;
  bool is_ready() const;
};
} // namespace lib
lib::future<int> request();
int of_a_library(bool early) {
  auto f = request();
  int sum = 0;
  if (early)
    sum = std::move(f).get();
  if (f.valid())
    sum += std::move(f).get();
  return sum;
}
// Those of some libraries that hold nothing call themselves ready.
int ready_or_taken(bool early) {
  auto f = request();
  int sum = 0;
  if (early)
    sum = std::move(f).get();
  if (f.is_ready())
    sum += std::move(f).get();
// CHECK: :[[#@LINE-1]]:25: warning: 'f' is consumed by 'get' more than once; a 'future' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'early' is true here
// CHECK: :[[#@LINE-5]]:24: note: first consumed by 'get' here
// CHECK: :[[#@LINE-5]]:7: note: 'f.is_ready()' is true here
// CHECK: :[[#@LINE-5]]:25: note: consume it in one place only
  return sum;
}

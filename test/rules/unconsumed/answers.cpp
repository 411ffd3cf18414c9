// An object that says that it holds nothing needs no consumer, in whatever words it says so.
// RUN: %both --types lib::future %s | %match %s
#include <cstddef>
#include <utility>
#include <valuetask/value_task.h>

struct VALUETASK_SINGLE_AWAIT slip {
  slip(std::nullptr_t);
  slip(slip &&);
  slip &operator=(slip &&);
  slip &operator=(std::nullptr_t);
  VALUETASK_CONSUMES int cash();
  bool operator==(std::nullptr_t) const;
  bool is_valid() const;
  bool hasValue() const;
  bool empty() const;
  bool large() const;
  explicit operator bool() const;
};
slip draw();
bool asked();
bool holds(const slip &given) { return !given.empty(); }

void against_null() {
  slip s = draw();
  if (s != nullptr)
    s.cash();
}
void null_first() {
  slip s = draw();
  if (nullptr == s)
    return;
  s.cash();
}
void by_name() {
  slip s = draw();
  if (s.is_valid())
    s.cash();
}
void by_another_name() {
  slip s = draw();
  if (s.hasValue() == false)
    return;
  s.cash();
}
void by_its_opposite() {
  slip s = draw();
  if (not s.empty())
    s.cash();
}
void by_conversion() {
  slip s = draw();
  if (bool there = static_cast<bool>(s); there)
    s.cash();
}
void by_a_helper() {
  slip s = draw();
  if (holds(s))
    s.cash();
}
void emptied() {
  slip s = draw();
  s.cash();
  s = nullptr;
}
void emptied_on_one_way() {
  slip s = nullptr;
  if (asked()) {
    s = draw();
    s.cash();
    s = nullptr;
  }
}

namespace lib {
struct future {
  static future makeEmpty();
  future(future &&);
  future &operator=(future &&);
  bool valid() const;
  int get() &&;
};
} // namespace lib
lib::future request();
int filled_perhaps() {
  auto f = lib::future::makeEmpty();
  if (asked())
    f = request();
  return f.valid() ? std::move(f).get() : 0;
}

void asked_something_else() {
  slip s = draw();
// CHECK: :[[#@LINE-1]]:8: warning: 's' is a 'slip' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 's.large()' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does
  if (s.large())
    s.cash();
}
void said_to_be_there() {
  slip s = draw();
// CHECK: :[[#@LINE-1]]:8: warning: 's' is a 'slip' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:7: note: 's == nullptr' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does
  if (s == nullptr)
    s.cash();
}
void dropped_for_null() {
  slip s = draw();
// CHECK: :[[#@LINE-1]]:8: warning: 's' is a 'slip' that is never consumed; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:5: note: it is overwritten here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does
  s = nullptr;
}
void not_asked_again() {
  slip s = draw();
// CHECK: :[[#@LINE-1]]:8: warning: 's' is a 'slip' that is not consumed on every path; its result or exception is lost [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:7: note: 'asked()' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does
  if (s.empty())
    return;
  if (asked())
    s.cash();
}

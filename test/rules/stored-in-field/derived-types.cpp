// A class that derives publicly from a single-consumption type is one itself, in a field as well.
// RUN: %both %s | %match %s
#include <optional>
#include <vector>
#include <valuetask/value_task.h>

struct VALUETASK_SINGLE_AWAIT operation {
  operation(operation &&);
  VALUETASK_CONSUMES int finish();
};
struct read_operation : operation {
  using operation::operation;
};
template <class T> struct typed final : read_operation {
  using read_operation::read_operation;
};
class kept_inside : operation { // a base is no field, and what it derives from is its own affair
public:
  kept_inside(kept_inside &&);
};
template <int N> struct counted : counted<N - 1> {
  using counted<N - 1>::counted;
};
template <> struct counted<0> : operation {
  using operation::operation;
};

struct connection {
  read_operation reading;
// CHECK: :[[#@LINE-1]]:18: warning: field 'reading' keeps a 'read_operation', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::optional<typed<int>> writing;
// CHECK: :[[#@LINE-1]]:29: warning: field 'writing' keeps a 'typed', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  std::vector<typed<char>> others;
// CHECK: :[[#@LINE-1]]:28: warning: field 'others' keeps a 'typed', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  counted<3> deep;
// CHECK: :[[#@LINE-1]]:14: warning: field 'deep' keeps a 'counted', which must be consumed at once and by one consumer; keep its result or a shared task instead [valuetask-stored-in-field]
  kept_inside hidden;
  operation *pointer;
};

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
// CHECK: :[[#@LINE-1]]:18: warning: field 'reading' stores a 'read_operation'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:18: note: store its result, or a type that can be awaited again
  std::optional<typed<int>> writing;
// CHECK: :[[#@LINE-1]]:29: warning: field 'writing' stores a 'typed'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:29: note: store its result, or a type that can be awaited again
  std::vector<typed<char>> others;
// CHECK: :[[#@LINE-1]]:28: warning: field 'others' stores a 'typed'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:28: note: store its result, or a type that can be awaited again
  counted<3> deep;
// CHECK: :[[#@LINE-1]]:14: warning: field 'deep' stores a 'counted'; it must be consumed immediately, and only once [valuetask-stored-in-field]
// CHECK: :[[#@LINE-2]]:14: note: store its result, or a type that can be awaited again
  kept_inside hidden;
  operation *pointer;
};

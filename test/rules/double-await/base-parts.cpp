// Moving the part that an object has of a base class takes the members of that class only.
// RUN: %both %s | %match %s
#include <string>
#include <utility>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void take(value_task<int>);

struct head {
  value_task<int> first;
};
struct middle {
  value_task<int> second;
  std::string name;
};
struct letter : head {
  letter();
  letter(letter &&other) : head(std::move(other)), body(std::move(other.body)) {}
  letter &operator=(letter &&other) {
    head::operator=(std::move(other));
    body = std::move(other.body);
    return *this;
  }
  value_task<int> body;
};
struct parcel : head, middle {
  parcel(parcel &&other)
      : head(std::move(other)), middle(static_cast<middle &&>(other)), body(std::move(other.body)) {}
  value_task<int> body;
};
template <class Base> struct added : Base {
  added(added &&other) : Base(std::forward<Base>(other)), more(std::move(other.more)) {}
  value_task<int> more;
};
template struct added<head>;
struct pile : std::vector<value_task<int>> {
  pile(pile &&other) : vector(std::move(other)), last(std::move(other.last)) {}
  value_task<int> last;
};
void take_head(head given);
void drain(head &given) { head taken = std::move(given); }
head &part(letter &given) { return given; }

task<int> sliced(letter given) {
  head part = std::move(given);
  co_return co_await part.first + co_await given.body;
}
task<int> given_as_its_base(parcel given) {
  take_head(std::move(given));
  co_return co_await given.second + co_await given.body;
}
task<int> by_a_reference(parcel given) {
  middle &part = given;
  middle taken = std::move(part);
  co_return co_await taken.second + co_await given.first + co_await given.body;
}
task<int> by_a_pointer(letter given) {
  head *part = &given;
  head taken = std::move(*part);
  co_return co_await taken.first + co_await given.body;
}
task<int> by_helpers(letter given) {
  drain(given);
  co_return co_await given.body;
}
task<int> cast(letter given) {
  head taken = static_cast<head &&>(given);
  head again = (head &&)taken;
  co_return co_await again.first + co_await given.body;
}

task<int> sliced_and_asked(letter given) {
  head part = std::move(given);
  co_return co_await part.first + co_await given.first;
// CHECK: :[[#@LINE-1]]:35: warning: 'given.first' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given.first).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:35: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:25: note: first given away here
}
task<int> own_member_twice(letter given) {
  head part = std::move(given);
  take(std::move(given.body));
  co_return co_await part.first + co_await given.body;
// CHECK: :[[#@LINE-1]]:35: warning: 'given.body' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given.body).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:35: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:18: note: first given away here
}
task<int> drained(letter given) {
  drain(given);
  co_return co_await given.first;
// CHECK: :[[#@LINE-1]]:13: warning: 'given.first' is awaited after it was already consumed by 'drain'; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given.first).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:26: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:9: note: first consumed by 'drain' here
}
task<int> one_of_two_bases(parcel given) {
  middle taken = static_cast<middle &&>(given);
  co_return co_await taken.second + co_await given.second;
// CHECK: :[[#@LINE-1]]:37: warning: 'given.second' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given.second).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:35: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:41: note: first given away here
}
task<int> the_whole(letter given) {
  letter taken = std::move(given);
  co_return co_await taken.body + co_await given.body;
// CHECK: :[[#@LINE-1]]:35: warning: 'given.body' is awaited after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(given.body).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:28: note: 'given' is a parameter
// CHECK: :[[#@LINE-4]]:28: note: first given away here
}
struct broken : head {
  broken(broken &&other) : head(std::move(other)), copy(std::move(other.first)) {}
// CHECK: :[[#@LINE-1]]:67: warning: 'other.first' is given away after it was already given away; a 'value_task' may be consumed only once: keep its result, or share it as a task with 'std::move(other.first).as_task()' [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:19: note: 'other' is a parameter
// CHECK: :[[#@LINE-3]]:43: note: first given away here
  value_task<int> copy;
};

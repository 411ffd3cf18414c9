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
// CHECK: :[[#@LINE-1]]:35: warning: 'given.first' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:25: note: first moved here
// CHECK: :[[#@LINE-3]]:35: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> own_member_twice(letter given) {
  head part = std::move(given);
  take(std::move(given.body));
  co_return co_await part.first + co_await given.body;
// CHECK: :[[#@LINE-1]]:35: warning: 'given.body' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:18: note: first moved here
// CHECK: :[[#@LINE-3]]:35: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> drained(letter given) {
  drain(given);
  co_return co_await given.first;
// CHECK: :[[#@LINE-1]]:13: warning: 'given.first' is awaited after 'drain' consumed it [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:9: note: first consumed by 'drain' here
// CHECK: :[[#@LINE-3]]:13: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> one_of_two_bases(parcel given) {
  middle taken = static_cast<middle &&>(given);
  co_return co_await taken.second + co_await given.second;
// CHECK: :[[#@LINE-1]]:37: warning: 'given.second' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:41: note: first moved here
// CHECK: :[[#@LINE-3]]:37: note: consume it in one place only, or create a shareable task with '.as_task()'
}
task<int> the_whole(letter given) {
  letter taken = std::move(given);
  co_return co_await taken.body + co_await given.body;
// CHECK: :[[#@LINE-1]]:35: warning: 'given.body' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:28: note: first moved here
// CHECK: :[[#@LINE-3]]:35: note: consume it in one place only, or create a shareable task with '.as_task()'
}
struct broken : head {
  broken(broken &&other) : head(std::move(other)), copy(std::move(other.first)) {}
// CHECK: :[[#@LINE-1]]:67: warning: 'other.first' is moved more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-2]]:43: note: first moved here
// CHECK: :[[#@LINE-3]]:67: note: consume it in one place only, or create a shareable task with '.as_task()'
  value_task<int> copy;
};

// What objects of the standard library answer: those that a function returns, callable wrappers, error codes, variants made by a
// tag, orders that are kept, counts, what was erased, texts and their length.
// RUN: %both --checks 'valuetask-unconsumed,valuetask-double-await' %s | %match %s
#include <algorithm>
#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::sync_wait;
using valuetask::value_task;

value_task<int> load();
void use(int);

// Each pair of functions asks such an object: the first is correct, the second has a mistake.
std::optional<int> positive(int n) {
  if (n > 0)
    return n;
  return std::nullopt;
}
int optional_that_is_returned(int n) {
  auto value = load();
  auto found = positive(n);
  if (found)
    use(sync_wait(value));
  return n <= 0 ? sync_wait(value) : 0;
}
int optional_that_is_returned_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n > 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto found = positive(n);
  if (found)
    use(sync_wait(value));
  return n > 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'found' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n > 0' is true here
// CHECK: :[[#@LINE-5]]:28: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int callable_by_default(std::function<int()> run) {
  if (!run)
    run = [] { return 1; };
  auto value = load();
  return run ? sync_wait(value) : 0;
}
int callable_taken_away(std::function<int()> run) {
  run = nullptr;
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+2]]:10: note: 'run' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  return run ? sync_wait(value) : 0;
}

std::error_code step(int n) {
  if (n < 0)
    return std::make_error_code(std::errc::invalid_argument);
  return {};
}
int error_that_is_returned(int n) {
  auto value = load();
  auto error = step(n);
  if (error)
    return sync_wait(value);
  return n >= 0 ? sync_wait(value) : 0;
}
int error_that_is_returned_not_always(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n > 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto error = step(n);
  if (error)
    return sync_wait(value);
  return n > 0 ? sync_wait(value) : 0;
}

struct result {
  std::variant<int, std::string> held;
  result(int n) : held(std::in_place_index<0>, n) {}
  result(std::string text) : held(std::in_place_type<std::string>, std::move(text)) {}
  bool ok() const { return held.index() == 0; }
};
result parse(int n) {
  if (n < 0)
    return std::string("negative");
  return n;
}
int variant_made_by_a_tag(int n) {
  auto value = load();
  auto parsed = parse(n);
  if (parsed.ok())
    use(sync_wait(value));
  return n < 0 ? sync_wait(value) : 0;
}
int variant_made_by_a_tag_twice(int n) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'n >= 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto parsed = parse(n);
  if (parsed.ok())
    use(sync_wait(value));
  return n >= 0 ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'parsed.ok()' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'n >= 0' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int kept_order(int a, int b) {
  auto value = load();
  auto order = a <=> b;
  if (order < 0)
    use(sync_wait(value));
  return a >= b ? sync_wait(value) : 0;
}
int kept_order_twice(int a, int b) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'a <= b' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  auto order = a <=> b;
  if (order <= 0)
    use(sync_wait(value));
  return a <= b ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:29: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'order <= 0' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'a <= b' is true here
// CHECK: :[[#@LINE-5]]:29: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int count(const std::vector<int> &numbers) {
  auto value = load();
  const auto found = std::count(numbers.begin(), numbers.end(), 3);
  if (found > 0)
    use(sync_wait(value));
  return found == 0 ? sync_wait(value) : 0;
}
int count_not_always(const std::vector<int> &numbers) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+5]]:10: note: 'found == 0' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  const auto found = std::count(numbers.begin(), numbers.end(), 3);
  if (found > 1)
    use(sync_wait(value));
  return found == 0 ? sync_wait(value) : 0;
}

int erased(std::map<int, int> &entries) {
  auto value = load();
  const auto gone = entries.erase(3);
  if (gone == 1)
    use(sync_wait(value));
  return gone == 0 ? sync_wait(value) : 0;
}
int erased_twice(std::map<int, int> &entries) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+6]]:10: note: 'there' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  const bool there = entries.contains(3);
  const auto gone = entries.erase(3);
  if (gone == 1)
    use(sync_wait(value));
  return there ? sync_wait(value) : 0;
// CHECK: :[[#@LINE-1]]:28: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:7: note: 'gone == 1' is true here
// CHECK: :[[#@LINE-4]]:19: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:10: note: 'there' is true here
// CHECK: :[[#@LINE-5]]:28: note: consume it in one place only, or create a shareable task with '.as_task()'
}

int length_of_a_text(std::string_view word) {
  auto value = load();
  if (word.empty())
    use(sync_wait(value));
  if (word == "put")
    return sync_wait(value);
  return !word.empty() ? sync_wait(value) : 0;
}
int length_of_a_text_not_always(std::string_view word) {
  auto value = load();
// CHECK: :[[#@LINE-1]]:8: warning: 'value' is a 'value_task' that is not consumed on every path [valuetask-unconsumed]
// CHECK: :[[#@LINE+4]]:10: note: 'word.size() != 3' is false here
// CHECK: :[[#@LINE-3]]:8: note: consume it, or pass it to a function that does, or discard it with 'detach'
  if (word == "put")
    return sync_wait(value);
  return word.size() != 3 ? sync_wait(value) : 0;
}

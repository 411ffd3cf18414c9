// What was filled a moment ago isn't there yet, whoever owns it: an out-parameter, a field, what an optional holds, an
// element; and what a lambda or a helper takes that is called.
// RUN: %both --checks=valuetask-unguarded-result %s | %match %s
#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load(int key = 0);
value_task<int> pass(value_task<int> on);
void pump();

int by_reference(value_task<int> &out) {
  out = load();
  return out.result();
// CHECK: :[[#@LINE-1]]:14: warning: 'result' is called on 'out' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:7: note: 'out' gets a new value here
// CHECK: :[[#@LINE-3]]:14: note: check 'is_completed()' first
}
int by_pointer(value_task<int> *out) {
  *out = load();
  return out->result();
// CHECK: :[[#@LINE-1]]:15: warning: 'result' is called on '*out' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:15: note: check 'is_completed()' first
}
int on_one_path(value_task<int> &out, bool known) {
  if (known)
    out = 5;
  else
    out = load();
  return out.result();
// CHECK: :[[#@LINE-1]]:14: warning: 'result' is called on 'out' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-6]]:7: note: 'known' is false here
// CHECK: :[[#@LINE-4]]:9: note: 'out' gets a new value here
// CHECK: :[[#@LINE-4]]:14: note: check 'is_completed()' first
}
int by_value(value_task<int> given) {
  int sum = valuetask::sync_wait(given);
  given = load();
  return sum + given.result();
// CHECK: :[[#@LINE-1]]:22: warning: 'result' is called on 'given' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:9: note: 'given' gets a new value here
// CHECK: :[[#@LINE-3]]:22: note: check 'is_completed()' first
}
template <class T> int in_a_template(T &out) {
  out = load();
  return out.result();
// CHECK: :[[#@LINE-1]]:14: warning: 'result' is called on 'out' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:7: note: 'out' gets a new value here
// CHECK: :[[#@LINE-3]]:14: note: check 'is_completed()' first
}
int instance(value_task<int> &out) { return in_a_template(out); }

struct holder {
  value_task<int> held; // NOLINT(valuetask-stored-in-field)
  int note = 0;
};
int field_of_a_parameter(holder &given) {
  given.held = load();
  return given.held.result();
// CHECK: :[[#@LINE-1]]:21: warning: 'result' is called on 'given.held' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: check 'is_completed()' first
}
int field(int key) {
  holder local{load(key), 1};
  return local.held.result();
// CHECK: :[[#@LINE-1]]:21: warning: 'result' is called on 'local.held' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: check 'is_completed()' first
}
int held_by_an_optional() {
  std::optional<value_task<int>> perhaps = load();
  return perhaps->result();
// CHECK: :[[#@LINE-1]]:19: warning: 'result' is called on '*perhaps' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: check 'is_completed()' first
}
int held_by_a_pointer() {
  auto owned = std::make_unique<value_task<int>>(load());
  return owned->result();
// CHECK: :[[#@LINE-1]]:17: warning: 'result' is called on '*owned' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'is_completed()' first
}
int emplaced() {
  std::optional<value_task<int>> perhaps;
  perhaps.emplace(load());
  return (*perhaps).result();
// CHECK: :[[#@LINE-1]]:21: warning: 'result' is called on '*perhaps' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:21: note: check 'is_completed()' first
}
int element_of_a_vector() {
  std::vector<value_task<int>> all;
  all.push_back(load(1));
  all.push_back(load(2));
  return all[1].result();
// CHECK: :[[#@LINE-1]]:17: warning: 'result' is called on 'all[1]' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'is_completed()' first
}
int element_of_an_array() {
  value_task<int> all[] = {load(1), load(2)};
  return all[1].result();
// CHECK: :[[#@LINE-1]]:17: warning: 'result' is called on 'all[1]' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'is_completed()' first
}
int element_of_a_standard_array() {
  std::array<value_task<int>, 2> all{load(1), load(2)};
  return all[0].result();
// CHECK: :[[#@LINE-1]]:17: warning: 'result' is called on 'all[0]' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:17: note: check 'is_completed()' first
}
int each_element() {
  std::vector<value_task<int>> all;
  all.push_back(load());
  int sum = 0;
  for (auto &one : all)
    sum += one.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'all[0]' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
  return sum;
}

int lambda() {
  auto value = load();
  auto take = [&] { return value.result(); };
// CHECK: :[[#@LINE-1]]:34: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:34: note: check 'is_completed()' first
  return take();
}
int lambda_at_once() {
  auto value = load();
  return [&value] { return value.result(); }();
// CHECK: :[[#@LINE-1]]:34: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:34: note: check 'is_completed()' first
}
int never_called() {
  auto value = load();
  [[maybe_unused]] auto never = [&] { return valuetask::sync_wait(std::move(value)); };
  return value.result();
// CHECK: :[[#@LINE-1]]:16: warning: 'result' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:16: note: check 'is_completed()' first
}
int take(value_task<int> &from) { return from.result(); }
template <class T> int take_any(T &&from) { return std::forward<T>(from).result(); }
int helped() {
  auto value = load();
  return take(value);
// CHECK: :[[#@LINE-1]]:15: warning: 'take' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:15: note: check 'is_completed()' first
}
int helped_by_a_template() {
  auto value = load();
  return take_any(value);
// CHECK: :[[#@LINE-1]]:19: warning: 'take_any' is called on 'value' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-2]]:19: note: check 'is_completed()' first
}
int helped_with_an_out_parameter(value_task<int> &out) {
  out = load();
  return take(out);
// CHECK: :[[#@LINE-1]]:15: warning: 'take' is called on 'out' before this 'value_task' is known to be complete [valuetask-unguarded-result]
// CHECK: :[[#@LINE-3]]:7: note: 'out' gets a new value here
// CHECK: :[[#@LINE-3]]:15: note: check 'is_completed()' first
}

// Correct: somebody asked, or it was made from a value; or nobody knows who asked before.
int asked(value_task<int> &out) {
  out = load();
  if (out.is_completed())
    return out.result();
  return valuetask::sync_wait(out);
}
int of_a_value(value_task<int> &out, std::optional<value_task<int>> perhaps) {
  out = 5;
  perhaps = value_task<int>(6);
  holder local{7};
  return out.result() + perhaps->result() + local.held.result();
}
int as_given(value_task<int> &given, holder &other, std::vector<value_task<int>> &all) {
  return given.result() + other.held.result() + all[0].result();
}
int moved_from_another(value_task<int> &out, value_task<int> other) {
  out = std::move(other);
  return out.result();
}
int passed_on(value_task<int> &out, value_task<int> other) {
  if (!other.is_completed())
    return 0;
  out = pass(std::move(other));
  return out.result();
}
int field_asked(holder &given) {
  given.held = load();
  return given.held.is_completed_successfully() ? given.held.result() : 0;
}
int held_and_asked() {
  std::optional<value_task<int>> perhaps = load();
  if (perhaps && perhaps->is_completed())
    return perhaps->result();
  return 0;
}
int element_asked(std::size_t i) {
  std::vector<value_task<int>> all;
  all.push_back(load());
  if (all[i].is_completed())
    return all[i].result();
  return 0;
}
int each_asked() {
  std::vector<value_task<int>> all;
  all.push_back(load(1));
  for (auto &one : all)
    while (!one.is_completed())
      pump();
  return all[0].result();
}
int lambda_after_a_question() {
  auto value = load();
  auto take = [&] { return value.result(); };
  if (!value.is_completed())
    return 0;
  return take();
}
int lambda_asks() {
  auto value = load();
  auto take = [&] { return value.is_completed() ? value.result() : 0; };
  return take();
}
int another_lambda_asks() {
  auto value = load();
  auto ready = [&] { return value.is_completed(); };
  if (!ready())
    return 0;
  return value.result();
}
int drive_and_take(value_task<int> &from) {
  pump();
  return from.result();
}
int take_if(value_task<int> &from, bool ready) { return ready ? from.result() : 0; }
int helpers_that_see_to_it() {
  auto one = load(), other = load();
  return drive_and_take(one) + take_if(other, other.is_completed());
}
int helped_after_a_question() {
  auto value = load();
  if (value.is_completed())
    return take(value);
  return 0;
}

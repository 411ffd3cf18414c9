// What an optional, a smart pointer, a tuple, a pair or a variant holds.
// RUN: %both %s | %match %s
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
bool asked();
void look(const std::optional<value_task<int>> &given);
void fill(std::optional<value_task<int>> &given);
void fill(std::unique_ptr<value_task<int>> &given);

task<void> star_twice(std::optional<value_task<int>> given) {
  co_await *given;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> star_and_value(std::optional<value_task<int>> given) {
  co_await *given;
  co_await given.value();
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> moved_out_twice() {
  std::optional<value_task<int>> local = load();
  co_await *std::move(local);
  co_await std::move(*local);
// CHECK: :[[#@LINE-1]]:3: warning: '*local' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> moved_into_another(std::optional<value_task<int>> given) {
  auto other = std::move(*given);
  co_await other;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:27: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> tested_and_moved_out(std::optional<value_task<int>> given) {
  if (given)
    co_await std::move(*given);
  if (given.has_value())
    co_await std::move(*given);
// CHECK: :[[#@LINE-1]]:5: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:7: note: 'given' is true here
// CHECK: :[[#@LINE-5]]:5: note: first awaited here
// CHECK: :[[#@LINE-5]]:7: note: 'given.has_value()' is true here
// CHECK: :[[#@LINE-5]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> by_the_arrow(std::optional<value_task<int>> given) {
  auto shared = given->as_task();
  co_await shared;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited after 'as_task' consumed it; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:24: note: first consumed by 'as_task' here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> owned(std::unique_ptr<value_task<int>> given) {
  co_await *given;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> owned_by_the_arrow(std::unique_ptr<value_task<int>> given) {
  (void)given->result();
  (void)given->result();
// CHECK: :[[#@LINE-1]]:16: warning: '*given' is consumed by 'result' more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:16: note: first consumed by 'result' here
// CHECK: :[[#@LINE-3]]:16: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> made_unique() {
  auto local = std::make_unique<value_task<int>>(load());
  co_await *local;
  co_await *local.get();
// CHECK: :[[#@LINE-1]]:3: warning: '*local' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> shared_pointer() {
  auto local = std::make_shared<value_task<int>>(load());
  co_await *local;
  co_await *local;
// CHECK: :[[#@LINE-1]]:3: warning: '*local' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> tuple(std::tuple<value_task<int>, int> both) {
  co_await std::get<0>(both);
  co_await std::get<0>(both);
// CHECK: :[[#@LINE-1]]:3: warning: 'std::get<0>(both)' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> tuple_by_type(std::tuple<int, value_task<int>> both) {
  co_await std::get<value_task<int>>(both);
  co_await std::get<1>(std::move(both));
// CHECK: :[[#@LINE-1]]:3: warning: 'std::get<1>(both)' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pair(std::pair<value_task<int>, value_task<int>> both) {
  co_await both.first;
  co_await both.second;
  co_await std::get<0>(both);
// CHECK: :[[#@LINE-1]]:3: warning: 'both.first' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> pair_of_a_local() {
  std::pair local{load(), 1};
  co_await local.first;
  co_await std::move(local.first);
// CHECK: :[[#@LINE-1]]:3: warning: 'local.first' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> bound_by_value(std::pair<value_task<int>, int> given) {
  auto [value, number] = std::move(given);
  co_await value;
  co_await value;
// CHECK: :[[#@LINE-1]]:3: warning: 'value' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> bound_by_rvalue(std::tuple<value_task<int>, value_task<int>> given) {
  auto &&[left, right] = std::move(given);
  co_await left;
  co_await right;
  co_await left;
// CHECK: :[[#@LINE-1]]:3: warning: 'left' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-5]]:11: note: 'left' refers to 'std::get<0>(given)'
// CHECK: :[[#@LINE-5]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> variant(std::variant<value_task<int>, int> given) {
  co_await std::get<0>(given);
  co_await std::get<0>(given);
// CHECK: :[[#@LINE-1]]:3: warning: 'std::get<0>(given)' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> optional_in_a_loop(std::optional<value_task<int>> given, int n) {
  for (int i = 0; i < n; ++i)
    if (given)
      co_await *given;
// CHECK: :[[#@LINE-1]]:7: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-4]]:9: note: 'given' is true here
// CHECK: :[[#@LINE-4]]:7: note: first awaited here, in a previous iteration of the loop
// CHECK: :[[#@LINE-7]]:19: note: 'i < n' is true here
// CHECK: :[[#@LINE-6]]:7: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

template <template <class> class Owner> task<void> in_a_template(Owner<value_task<int>> given) {
  co_await *given;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}
template task<void> in_a_template<std::optional>(std::optional<value_task<int>>);

task<void> optional_in_a_struct() {
  struct {
    std::optional<value_task<int>> slot;
  } local{load()};
  co_await *local.slot;
  co_await *local.slot;
// CHECK: :[[#@LINE-1]]:3: warning: '*local.slot' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> optional_by_a_reference(std::optional<value_task<int>> given) {
  auto &inside = *given;
  co_await inside;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> a_reference_twice(std::optional<value_task<int>> &given) {
  co_await *given;
  co_await given.value();
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:3: note: first awaited here
// CHECK: :[[#@LINE-3]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

// The test of an optional says nothing of whether it was consumed: a moved-from one still has a value.
task<void> still_has_a_value(std::optional<value_task<int>> given) {
  if (given)
    co_await std::move(*given);
  if (!given)
    given = load();
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: 'given' is true here
// CHECK: :[[#@LINE-6]]:5: note: first awaited here
// CHECK: :[[#@LINE-4]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
}

task<void> whole_moved(std::optional<value_task<int>> given) {
  auto other = std::move(given);
  co_await *other;
  co_await *given;
// CHECK: :[[#@LINE-1]]:3: warning: '*given' is awaited after it was moved; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:26: note: first moved here
// CHECK: :[[#@LINE-3]]:3: note: consume it in one place only, or create a shareable task with '.as_task()'
}

task<void> in_a_generic_lambda(std::optional<value_task<int>> given) {
  auto body = [](auto &inner) -> task<void> {
    co_await *inner;
    co_await *inner;
// CHECK: :[[#@LINE-1]]:5: warning: '*inner' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:5: note: first awaited here
// CHECK: :[[#@LINE-3]]:5: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  };
  co_await body(given);
}

#define AWAIT(x) co_await x

task<void> in_a_macro(std::pair<value_task<int>, int> given) {
  AWAIT(given.first);
  AWAIT(given.first);
// CHECK: :[[#@LINE-1]]:3: warning: 'given.first' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:18: note: expanded from macro 'AWAIT'
// CHECK: :[[#@LINE-4]]:3: note: first awaited here
// CHECK: :[[#@LINE-8]]:18: note: expanded from macro 'AWAIT'
// CHECK: :[[#@LINE-5]]:3: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
// CHECK: :[[#@LINE-10]]:18: note: expanded from macro 'AWAIT'
}

// Correct from here on.

task<void> whole_moved_and_filled_again(std::optional<value_task<int>> given) {
  auto other = std::move(given);
  co_await *other;
  given = load();
  co_await *given;
}

task<void> reset_and_tested(std::optional<value_task<int>> given) {
  if (given) {
    co_await *given;
    given.reset();
  }
  if (given)
    co_await *given;
}

task<void> set_to_nothing(std::optional<value_task<int>> given) {
  while (given) {
    co_await std::move(*given);
    given = std::nullopt;
  }
}

task<void> emplaced(std::optional<value_task<int>> given) {
  co_await *given;
  given.emplace(load());
  co_await *given;
}

task<void> assigned(std::optional<value_task<int>> given) {
  co_await *given;
  given = load();
  co_await *given;
}

task<void> content_assigned(std::optional<value_task<int>> given) {
  co_await *given;
  *given = load();
  co_await *given;
}

task<void> filled_by_a_function(std::optional<value_task<int>> given,
                                std::unique_ptr<value_task<int>> owned) {
  co_await *given;
  fill(given);
  co_await *given;
  co_await *owned;
  fill(owned);
  co_await *owned;
}

task<void> swapped(std::optional<value_task<int>> given, std::optional<value_task<int>> other) {
  co_await *given;
  given.swap(other);
  co_await *given;
}

task<void> swapped_by_std(std::unique_ptr<value_task<int>> given,
                          std::unique_ptr<value_task<int>> other) {
  co_await *given;
  std::swap(given, other);
  co_await *given;
}

task<void> exchanged(std::optional<value_task<int>> given) {
  auto old = std::exchange(given, load());
  co_await *old;
  co_await *given;
}

task<void> owner_made_again(std::unique_ptr<value_task<int>> given) {
  co_await *given;
  given = std::make_unique<value_task<int>>(load());
  co_await *given;
  given.reset(new value_task<int>(load()));
  co_await *given;
}

task<void> either_there_or_new(std::optional<value_task<int>> given) {
  if (given)
    co_await *given;
  else {
    given = load();
    co_await *given;
  }
}

task<void> only_where_it_is_there(std::optional<value_task<int>> given) {
  if (!given)
    given = load();
  co_await *given;
}

task<void> value_or_else(std::optional<value_task<int>> given) {
  if (!given.has_value()) {
    given.emplace(load());
    co_await *given;
    co_return;
  }
  co_await *given;
}

task<void> different_owners(std::optional<value_task<int>> a, std::optional<value_task<int>> b) {
  co_await *a;
  co_await *b;
}

task<void> different_elements(std::tuple<value_task<int>, value_task<long>> both) {
  co_await std::get<0>(both);
  co_await std::get<1>(both);
}

task<void> different_types(std::tuple<value_task<int>, value_task<long>> both) {
  co_await std::get<value_task<int>>(both);
  co_await std::get<value_task<long>>(both);
}

task<void> first_and_second(std::pair<value_task<int>, value_task<int>> both) {
  co_await both.first;
  co_await both.second;
}

task<void> first_is_number_zero(std::pair<value_task<int>, value_task<int>> both) {
  co_await both.first;
  co_await std::get<1>(both);
}

task<void> bound_and_used_once(std::tuple<value_task<int>, value_task<int>> both) {
  auto &[left, right] = both;
  co_await left;
  co_await right;
}

task<void> element_assigned(std::tuple<value_task<int>, int> both) {
  co_await std::get<0>(both);
  std::get<0>(both) = load();
  co_await std::get<0>(both);
}

task<void> tuple_assigned(std::tuple<value_task<int>, int> both) {
  co_await std::get<0>(both);
  both = {load(), 1};
  co_await std::get<0>(both);
}

task<void> tied() {
  value_task<int> value = load();
  int number = 0;
  co_await value;
  std::tie(value, number) = std::tuple{load(), 1};
  co_await value;
}

task<void> applied(std::tuple<value_task<int>, value_task<int>> both) {
  co_await std::apply(
      [](auto &left, auto &right) -> task<void> {
        co_await left;
        co_await right;
      },
      both);
}

task<void> alternatives(std::variant<value_task<int>, value_task<long>> given) {
  if (given.index() == 0)
    co_await std::get<0>(given);
  else
    co_await std::get<1>(given);
}

task<void> alternative_tested(std::variant<value_task<int>, int> given) {
  if (auto *value = std::get_if<value_task<int>>(&given))
    co_await *value;
}

task<void> variant_assigned(std::variant<value_task<int>, int> given) {
  co_await std::get<0>(given);
  given = load();
  co_await std::get<0>(given);
}

task<void> variant_emplaced(std::variant<value_task<int>, int> given) {
  co_await std::get<0>(given);
  given.emplace<0>(load());
  co_await std::get<0>(given);
}

task<void> retry(std::optional<value_task<int>> given) {
  for (int i = 0; i < 3; ++i) {
    if (!given)
      given = load();
    co_await *given;
    given.reset();
  }
}

task<void> only_looked_at(std::optional<value_task<int>> given) {
  look(given);
  if (given && given->is_completed())
    look(given);
  co_await *given;
  look(given);
}

task<void> released(std::unique_ptr<value_task<int>> given) {
  co_await *given;
  delete given.release();
  given = std::make_unique<value_task<int>>(load());
  co_await *given;
}

task<void> owner_moved_on(std::unique_ptr<value_task<int>> given) {
  auto other = std::move(given);
  co_await *other;
}

task<void> replaced_by_a_move(std::unique_ptr<value_task<int>> given,
                              std::unique_ptr<value_task<int>> next) {
  co_await *given;
  given = std::move(next);
  co_await *given;
}

task<void> in_turn(std::vector<std::unique_ptr<value_task<int>>> all) {
  for (auto &each : all)
    co_await *each;
}

task<void> in_turn_by_optionals(std::vector<std::optional<value_task<int>>> all) {
  for (auto &each : all)
    if (each) {
      co_await *each;
      each.reset();
    }
  for (auto &each : all)
    if (each)
      co_await *each;
}

task<void> nested(std::optional<std::pair<value_task<int>, value_task<int>>> given) {
  co_await given->first;
  co_await given->second;
}

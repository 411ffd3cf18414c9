// What an exception leaves behind: which call threw decides what was consumed by then.
// RUN: %both %s | %match %s
#include <exception>
#include <utility>
#include <valuetask/sync_wait.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

value_task<int> load();
void step();
int take(value_task<int> given);
int both(int first, value_task<int> given);
int number();

// Found: nothing but its own consumption can have thrown.
task<int> its_own_await() {
  auto value = load();
  try {
    co_return co_await value;
  } catch (...) {
    co_return value.result(); // (and not told as well that its result may not be there)
// CHECK: :[[#@LINE-1]]:21: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:21: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

task<int> its_own_await_of_a_moved_one() {
  auto value = load();
  try {
    co_return co_await std::move(value);
  } catch (...) {
    co_return take(std::move(value));
// CHECK: :[[#@LINE-1]]:30: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:15: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:30: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

int its_own_call() {
  auto value = load();
  try {
    return take(std::move(value));
  } catch (...) {
    return take(std::move(value));
// CHECK: :[[#@LINE-1]]:27: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:27: note: first moved here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:27: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
}

int its_own_wait() {
  auto value = load();
  try {
    return valuetask::sync_wait(value);
  } catch (int) {
    return valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:33: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-4]]:33: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
}

// Found: what threw came after it.
int before_what_threw() {
  auto value = load();
  try {
    int sum = take(std::move(value));
    step();
    return sum;
  } catch (...) {
  }
  return take(std::move(value));
// CHECK: :[[#@LINE-1]]:25: warning: 'value' {{.*}} [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:30: note: first moved here
// CHECK: :[[#@LINE-5]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:25: note: consume it in one place only, or create a shareable task with '.as_task()'
}

// Correct: what threw came before it, or it isn't consumed again.
int after_what_threw() {
  auto value = load();
  try {
    step();
  } catch (...) {
    return take(std::move(value));
  }
  return take(std::move(value));
}

int argument_that_threw() {
  auto value = load();
  int first = 0;
  try {
    first = number();
  } catch (...) {
    return both(1, std::move(value));
  }
  return both(first, std::move(value));
}

task<int> another_one() {
  auto value = load();
  try {
    co_return co_await value;
  } catch (...) {
    value = load();
  }
  co_return co_await value;
}

// What the inner handler catches doesn't come to the outer one.
struct failure {};
struct timeout : failure {};
task<void> caught_within() {
  auto a = load(), b = load(), c = load();
  try {
    try {
      co_await a;
    } catch (int) {
    }
  } catch (int) {
    valuetask::sync_wait(a);
  }
  try {
    try {
      co_await b;
    } catch (const failure &) {
    }
  } catch (timeout &) {
    valuetask::sync_wait(b);
  }
  try {
    try {
      co_await c;
    } catch (...) {
    }
  } catch (...) {
    valuetask::sync_wait(c);
  }
}
task<void> caught_outside() {
  auto a = load(), b = load(), c = load();
  try {
    try {
      co_await a;
    } catch (int) {
    }
  } catch (long) {
    valuetask::sync_wait(a);
// CHECK: :[[#@LINE-1]]:26: warning: 'a' is consumed by 'sync_wait' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:26: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
  try {
    try {
      co_await b;
    } catch (const timeout &) {
    }
  } catch (failure &) {
    valuetask::sync_wait(b);
// CHECK: :[[#@LINE-1]]:26: warning: 'b' is consumed by 'sync_wait' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:7: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:26: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
  try {
    try {
      co_await c;
    } catch (int) {
      throw;
    }
  } catch (int) {
    valuetask::sync_wait(c);
// CHECK: :[[#@LINE-1]]:26: warning: 'c' is consumed by 'sync_wait' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-7]]:7: note: first awaited here
// CHECK: :[[#@LINE-7]]:7: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-5]]:26: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
}

// The standard library throws exceptions of its own, unless it runs somebody else's code.
struct element {
  element();
  element(const element &);
};
task<int> of_the_library(std::vector<int> &seen, std::vector<element> &elements, std::size_t n) {
  auto a = load(), b = load(), c = load(), d = load();
  co_await a;
  try {
    seen.push_back(1);
  } catch (int) {
    valuetask::sync_wait(a);
  }
  co_await b;
  try {
    seen.at(n) = 1;
  } catch (const failure &) {
    valuetask::sync_wait(b);
  }
  co_await c;
  try {
    seen.at(n) = 1;
  } catch (const std::exception &) {
    valuetask::sync_wait(c);
// CHECK: :[[#@LINE-1]]:26: warning: 'c' is consumed by 'sync_wait' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:26: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
  co_await d;
  try {
    elements.emplace_back();
  } catch (const failure &) {
    valuetask::sync_wait(d);
// CHECK: :[[#@LINE-1]]:26: warning: 'd' is consumed by 'sync_wait' after it was awaited [valuetask-double-await]
// CHECK: :[[#@LINE-6]]:3: note: first awaited here
// CHECK: :[[#@LINE-4]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-4]]:26: note: reuse the result of the first 'co_await', or create a shareable task with '.as_task()'
  }
  co_return 1;
}

// To keep a number, or nothing, is no call that throws.
task<int> kept_by_co_return() {
  auto a = load();
  try {
    try {
      co_await a;
    } catch (...) {
    }
    co_return 1;
  } catch (...) {
  }
  co_return co_await a;
}
task<std::vector<int>> copied_by_co_return(const std::vector<int> &all) {
  auto a = load();
  try {
    try {
      co_await a;
    } catch (...) {
    }
    co_return all;
  } catch (...) {
  }
  co_await a;
// CHECK: :[[#@LINE-1]]:3: warning: 'a' is awaited more than once; a 'value_task' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:7: note: first awaited here
// CHECK: :[[#@LINE-5]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-13]]:18: note: create a shareable task with '.as_task()'
  co_return {};
}

// A handler catches what is thrown there, or a base class of it.
struct broken {};
struct slow : broken {};
int by_a_handler_of_another_type(bool early) {
  auto value = load();
  try {
    try {
      if (early)
        throw 1;
    } catch (const char *) {
      return valuetask::sync_wait(value);
    }
  } catch (int) {
    return valuetask::sync_wait(value);
  }
  return valuetask::sync_wait(value);
}
int by_a_handler_of_a_base(bool early) {
  auto value = load();
  int sum = 0;
  try {
    if (early)
      throw slow();
  } catch (const broken &) {
    sum = valuetask::sync_wait(value);
  } catch (...) {
  }
  return early ? sum + valuetask::sync_wait(value) : sum;
// CHECK: :[[#@LINE-1]]:45: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-8]]:9: note: 'early' is true here
// CHECK: :[[#@LINE-7]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-7]]:32: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-5]]:10: note: 'early' is true here
// CHECK: :[[#@LINE-6]]:45: note: consume it in one place only, or create a shareable task with '.as_task()'
}
int by_a_handler_of_a_derived(bool early) {
  auto value = load();
  int sum = 0;
  try {
    if (early)
      throw broken();
  } catch (const slow &) {
    sum = valuetask::sync_wait(value);
  } catch (...) {
  }
  return early ? sum + valuetask::sync_wait(value) : sum;
}
int thrown_again(bool early) {
  auto value = load();
  int sum = 0;
  try {
    try {
      if (early) {
        sum = valuetask::sync_wait(value);
        throw 1;
      }
    } catch (...) {
      throw;
    }
  } catch (int) {
    sum += valuetask::sync_wait(value);
// CHECK: :[[#@LINE-1]]:33: warning: 'value' is consumed by 'sync_wait' more than once [valuetask-double-await]
// CHECK: :[[#@LINE-10]]:11: note: 'early' is true here
// CHECK: :[[#@LINE-10]]:36: note: first consumed by 'sync_wait' here
// CHECK: :[[#@LINE-8]]:7: note: an exception is caught here
// CHECK: :[[#@LINE-6]]:5: note: an exception is caught here
// CHECK: :[[#@LINE-6]]:33: note: consume it in one place only, or create a shareable task with '.as_task()'
  }
  return sum;
}

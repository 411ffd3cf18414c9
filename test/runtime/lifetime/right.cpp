// expect no error: what lives long enough, in all that the headers offer
#define VALUETASK_LIFETIME_WARNINGS 1
#include <string>
#include <valuetask/detach.h>
#include <valuetask/outcome.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/when_all.h>
#include <valuetask/when_any.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

task<std::size_t> length(const std::string &text) { co_return text.size(); }
value_task<std::size_t> quick_length(const std::string &text) { co_return text.size(); }
VALUETASK_CORO_WRAPPER value_task<int> known() { return 1; }

task<> use(valuetask::source<int> &numbers, valuetask::source<> &done) {
  const std::string text = "here";
  const task<std::size_t> later = length(text);
  co_await length(std::string("awaited where it stands"));
  static_cast<void>(
      co_await when_all(quick_length("a"), later, numbers.get(), done.get(), known().as_task()));
  static_cast<void>(co_await when_any(quick_length("b"), later));
  std::vector<task<int>> several;
  several.push_back(task<int>::from_result(1));
  static_cast<void>(co_await when_all(several));
  static_cast<void>(co_await valuetask::as_outcome(known()));
  co_await value_task<>::completed();
}

void run() {
  static_cast<void>(valuetask::sync_wait(length(std::string("waited for where it stands"))));
  valuetask::detach(known());
}

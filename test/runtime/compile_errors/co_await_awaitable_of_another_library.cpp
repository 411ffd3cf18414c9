// expect: for_coroutines_of_any_library
#include <valuetask/task.h>

struct theirs {
  struct promise_type;
  bool await_ready();
  void await_suspend(std::coroutine_handle<promise_type>);
  int await_resume();
};
valuetask::task<int> awaits() { co_return co_await theirs(); }

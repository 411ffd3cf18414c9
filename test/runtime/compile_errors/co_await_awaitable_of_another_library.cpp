// expect: co_await: this awaitable is for coroutines of its own library only
#include <valuetask/task.h>

struct theirs {
  struct promise_type;
  bool await_ready();
  void await_suspend(std::coroutine_handle<promise_type>);
  int await_resume();
};
valuetask::task<int> awaits() { co_return co_await theirs(); }

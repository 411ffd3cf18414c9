// What a visible function does with a forwarded argument counts, and not what its signature announces.
// RUN: %both %s | %match %s
#include <utility>
#include <valuetask/value_task.h>

struct VALUETASK_SINGLE_AWAIT job {
  job();
  job(job &&) noexcept;
  void set_stop(int);
  bool ready() const;
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
void take(job);
void unseen(job &&);

template <class... T> void propagate(int stop, T &&...jobs) { (jobs.set_stop(stop), ...); }
template <class... T> bool all_ready(T &&...jobs) { return (jobs.ready() && ...); }
template <class... T> void enqueue(T &&...jobs) { (take(std::forward<T>(jobs)), ...); }
template <class T> void sometimes(bool now, T &&job) {
  if (now)
    take(std::forward<T>(job));
}

template <class... T> void any_of(int stop, T &&...jobs) {
  propagate(stop, std::forward<T>(jobs)...);
  enqueue(std::forward<T>(jobs)...);
}
void use_any() { any_of(1, job(), job()); }

template <class... T> void looked_at(T &&...jobs) {
  if (all_ready(std::forward<T>(jobs)...))
    enqueue(std::forward<T>(jobs)...);
}
void use_looked_at() { looked_at(job(), job()); }

void local() {
  job a;
  propagate(1, std::move(a));
  take(std::move(a));
}

void given_on(job &&a) {
  enqueue(std::move(a));
  enqueue(std::move(a));
// CHECK: :[[#@LINE-1]]:21: warning: 'a' is moved more than once; a 'job' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:21: note: first moved here
// CHECK: :[[#@LINE-3]]:21: note: consume it in one place only
}

void given_on_by_one_path(job &&a, bool now) {
  sometimes(now, std::move(a));
  take(std::move(a));
// CHECK: :[[#@LINE-1]]:18: warning: 'a' is moved more than once; a 'job' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:28: note: first moved here
// CHECK: :[[#@LINE-3]]:18: note: consume it in one place only
}

void given_to_unseen(job &&a) {
  unseen(std::move(a));
  unseen(std::move(a));
// CHECK: :[[#@LINE-1]]:20: warning: 'a' is moved more than once; a 'job' can be consumed only once [valuetask-double-await]
// CHECK: :[[#@LINE-3]]:20: note: first moved here
// CHECK: :[[#@LINE-3]]:20: note: consume it in one place only
}

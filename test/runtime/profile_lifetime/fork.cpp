// Processes that fork(), and exit as others do.
#include <array>
#include <atomic>
#include <cstdlib>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <valuetask/profile.h>
#include <valuetask/task.h>
#include <valuetask/value_task.h>
#include <vector>

using valuetask::task;
using valuetask::value_task;

namespace {

task<int> in_both(int n) { co_return n; }
value_task<int> in_parent(int n) { co_return n; }
value_task<int> in_child(int n) { co_return n; }
value_task<int> in_grandchild(int n) { co_return n; }
value_task<int> in_static(int n) { return n; }
template <int N> value_task<int> site() { return N; }

struct counts_at_end {
  ~counts_at_end() { static_cast<void>(in_static(1).result()); }
};
const counts_at_end object;

/// Runs `work` in a child, which then goes on as one that has returned from fork() does.
template <class Work> void in_fork(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    work();
    return;
  }
  int status = -1;
  if (waitpid(child, &status, 0) != child || status != 0)
    std::abort();
  static_cast<void>(in_parent(1).result());
}

void work_in_child() {
  static_cast<void>(in_both(1).result());
  static_cast<void>(in_child(1).result());
}

void work_in_grandchild() {
  static_cast<void>(in_both(1).result());
  static_cast<void>(in_grandchild(1).result());
}

template <int... N> void call_sites(std::integer_sequence<int, N...>) {
  static_cast<void>((site<N>().result() + ...));
}

/// Each child is the first to call what it calls, in the middle of what other threads are doing.
void fork_in_the_middle() {
  const auto sites = std::make_integer_sequence<int, 200>();
  call_sites(sites);
  std::atomic<bool> stop{false};
  std::vector<std::thread> others;
  const auto meanwhile = [&](auto work) {
    others.emplace_back([&stop, work] {
      while (!stop)
        work();
    });
  };
  meanwhile([] { static_cast<void>(valuetask::write_profile("other.json")); });
  meanwhile([=] { call_sites(sites); });
  meanwhile([=] { std::thread([=] { call_sites(sites); }).join(); });
  for (int i = 0; i != 200; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(20);
      work_in_child();
      _exit(0);
    }
    int status = -1;
    if (waitpid(child, &status, 0) != child || status != 0)
      std::abort();
  }
  stop = true;
  for (std::thread &one : others)
    one.join();
  valuetask::reset_profile();
}

} // namespace

int main(int, char **arguments) {
  const std::string_view way = arguments[1];
  static_cast<void>(in_both(1).result());
  if (way == "child")
    in_fork(&work_in_child);
  else if (way == "grandchild")
    in_fork([] {
      in_fork(&work_in_grandchild);
      work_in_child();
    });
  else if (way == "thread")
    std::thread([] { in_fork(&work_in_child); }).join(); // by which the child ends
  else if (way == "thread_exit")
    std::thread([] {
      in_fork([] {
        work_in_child();
        std::exit(0);
      });
    }).join();
  else if (way == "middle")
    fork_in_the_middle();
}

/// \file
/// Runs what may end the program in a process of its own.
#ifndef VALUETASK_BENCHMARK_EVIDENCE_CHILD_H
#define VALUETASK_BENCHMARK_EVIDENCE_CHILD_H

#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace evidence {

/// What a child process got done before it ended.
struct outcome {
  unsigned long done = 0;
  bool was_ended = false; ///< by a signal, and not by its own return
};

/// Calls `work(done)` in a child process, where `done` is seen by both.
template <class Work> outcome run_in_child(Work work) {
  void *const shared = mmap(nullptr, sizeof(unsigned long), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED)
    throw std::bad_alloc();
  auto *const done = ::new (shared) unsigned long(0);
  const pid_t child = fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
    work(*done);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const outcome result{*done, WIFSIGNALED(status)};
  munmap(shared, sizeof(unsigned long));
  return result;
}

} // namespace evidence

#endif

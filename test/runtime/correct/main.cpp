// Runs each program in a process of its own and names those that failed: all of them, or those that
// are named.
#include "correct.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace correct {
namespace {

constinit program *first = nullptr;
constinit program *last = nullptr;

struct outcome {
  int status;         ///< as waitpid() tells it
  std::string output; ///< what was printed to stderr
};

[[noreturn]] void run_in_child(const program &one, int output) {
  dup2(output, STDERR_FILENO);
  close(output);
  alarm(60); // ends one that hangs
  one.run();
  std::exit(EXIT_SUCCESS); // with the destructors of static objects
}

outcome run(const program &one) {
  int ends[2];
  if (pipe(ends) != 0)
    std::abort();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0)
    std::abort();
  if (child == 0) {
    close(ends[0]);
    run_in_child(one, ends[1]);
  }
  close(ends[1]);
  outcome ended{};
  char part[4096];
  for (ssize_t size; (size = read(ends[0], part, sizeof part)) > 0;)
    ended.output.append(part, static_cast<std::size_t>(size));
  close(ends[0]);
  waitpid(child, &ended.status, 0);
  return ended;
}

bool is_as_expected(const program &one, const outcome &ended) {
  if (one.report == nullptr)
    return WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == EXIT_SUCCESS;
  return WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGABRT &&
         ended.output.starts_with(one.report);
}

void print_failed(const program &one, const outcome &ended) {
  std::printf("FAILED %s (%s:%u), ", one.name, one.place.file_name(),
              static_cast<unsigned>(one.place.line()));
  if (WIFSIGNALED(ended.status))
    std::printf("ended by signal %d", WTERMSIG(ended.status));
  else
    std::printf("exit status %d", WEXITSTATUS(ended.status));
  if (one.report != nullptr)
    std::printf(", where a report was expected: %s", one.report);
  std::printf("\n%s\n", ended.output.c_str());
}

bool is_wanted(const program &one, int count, char **names) {
  for (int i = 1; i < count; ++i)
    if (std::strcmp(names[i], one.name) == 0)
      return true;
  return count < 2;
}

} // namespace

program::program(const char *name, void (*run)(), const char *report,
                 std::source_location place) noexcept
    : name(name), run(run), report(report), place(place) {
  (last == nullptr ? first : last->next) = this;
  last = this;
}

void check(bool holds, std::source_location here) noexcept {
  if (holds)
    return;
  std::fprintf(stderr, "%s:%u: wrong in '%s'\n", here.file_name(),
               static_cast<unsigned>(here.line()), here.function_name());
  std::_Exit(EXIT_FAILURE);
}

} // namespace correct

int main(int count, char **names) {
  int programs = 0, failed = 0;
  for (const correct::program *one = correct::first; one != nullptr; one = one->next) {
    if (!correct::is_wanted(*one, count, names))
      continue;
    ++programs;
    const correct::outcome ended = correct::run(*one);
    if (correct::is_as_expected(*one, ended))
      continue;
    ++failed;
    correct::print_failed(*one, ended);
  }
  std::printf("%d programs, %d failed\n", programs, failed);
  return failed == 0 && programs != 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

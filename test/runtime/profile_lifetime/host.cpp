// host SCOPE THREAD UNLOADS PROFILE: opens first.so and other.so one after the other, uses and
// closes them, three times. PROFILE is 'own' if a plugin leaves one when it is closed.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <semaphore>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#if HOST_COUNTS
#include <valuetask/task.h>
static valuetask::task<int> in_host(int n) { co_return n; }
static int call_host() { return in_host(1).result(); }
#else
static int call_host() { return 1; }
#endif

namespace {

void fail(const std::string &what) {
  std::printf("%s\n", what.c_str());
  std::exit(1);
}

using function = int(bool);

/// A thread that outlives the plugins that it uses.
class worker {
public:
  ~worker() {
    use_ = nullptr;
    start_.release();
    thread_.join();
  }
  int call(function *use, bool with_frames) {
    use_ = use;
    with_frames_ = with_frames;
    start_.release();
    end_.acquire();
    return result_;
  }

private:
  void run() {
    for (start_.acquire(); use_ != nullptr; start_.acquire()) {
      result_ = use_(with_frames_);
      end_.release();
    }
  }

  std::binary_semaphore start_{0}, end_{0};
  function *use_ = nullptr;
  bool with_frames_ = false;
  int result_ = 0;
  std::thread thread_{[this] { run(); }};
};

int call(function *use, std::string_view thread) {
  static worker same;
  if (thread == "main")
    return use(false);
  if (thread == "worker")
    return same.call(use, false);
  int result = 0;
  std::thread([&] { result = use(true); }).join();
  return result;
}

/// A child works, whatever was loaded here.
void fork_once() {
  const pid_t child = fork();
  if (child == 0)
    _exit(call_host() - 1);
  int status = -1;
  if (waitpid(child, &status, 0) != child || status != 0)
    fail("the child failed");
}

} // namespace

int main(int, char **arguments) {
  const int scope = std::string_view(arguments[1]) == "global" ? RTLD_GLOBAL : RTLD_LOCAL;
  const std::string_view thread = arguments[2];
  const bool unloads = std::string_view(arguments[3]) == "unloads";
  const bool has_own_profile = std::string_view(arguments[4]) == "own";
  call_host(); // opens what the thread keeps here, and not in a plugin

  bool was_at_same_place = false;
  function *before = nullptr;
  for (int i = 0; i != 6; ++i) {
    const char *const name = i % 2 == 0 ? "./first.so" : "./other.so";
    void *const module = dlopen(name, RTLD_NOW | scope);
    if (module == nullptr)
      fail(dlerror());
    auto *const use = reinterpret_cast<function *>(dlsym(module, "use"));
    if (const int sum = call(use, thread); sum != (thread == "threads" ? 20 : 10))
      fail("the sum is " + std::to_string(sum));
    dlclose(module);
    if (unloads && dlopen(name, RTLD_NOW | RTLD_NOLOAD) != nullptr)
      fail(std::string(name) + " is still loaded");
    if ((access("profile.json", F_OK) == 0) != has_own_profile)
      fail("a plugin wrote the profile, or did not");
    was_at_same_place |= use == std::exchange(before, use);
    call_host();
    fork_once();
  }
  if (unloads && !was_at_same_place)
    fail("never loaded at the same place");
}

#include "support.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pthread.h>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <valuetask/profile.h>
#include <valuetask/source.h>
#include <valuetask/sync_wait.h>
#include <valuetask/when_all.h>

using namespace test;
using valuetask::task;
using valuetask::value_task;

namespace {

value_task<int> from_value(int x) { return x; }
value_task<int> two_places(int x) {
  if (x > 0)
    return x;
  return -x;
}
value_task<int> maybe_late(gate &closed, bool waits) {
  if (waits)
    co_await closed;
  co_return 1;
}
value_task<> nothing() { return value_task<>::completed(); }
task<int> shared_result(int x) { return task<int>::from_result(x); }
task<int> shared_coroutine(int x) { co_return x; }
value_task<int> throws_at_once() {
  throw failure(1);
  co_return 0;
}
[[maybe_unused]] value_task<int> never_called() { co_return 0; }

/// A folder that is removed with it.
class folder {
public:
  folder()
      : path_(std::filesystem::temp_directory_path() /
              ("valuetask-profile-" + std::to_string(::getpid()) + '-' + std::to_string(made++))) {
    std::filesystem::create_directories(path_);
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder &) = delete;
  folder &operator=(const folder &) = delete;

  std::string operator/(const char *name) const { return path_ / name; }

private:
  static inline std::atomic<unsigned> made = 0;
  std::filesystem::path path_;
};

std::string read(const std::string &path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// What the profile says now.
std::string profile() {
  const folder here;
  const std::string path = here / "profile.json";
  EXPECT_FALSE(valuetask::write_profile(path));
  return read(path);
}

/// The entry of the function with this name; empty if there is none.
std::string entry(const std::string &json, const std::string &function) {
  std::istringstream lines(json);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("\"function\": ") != line.npos && line.find(function + "(") != line.npos)
      return line;
  }
  return {};
}

std::string counts(unsigned calls, unsigned synchronous, unsigned allocations) {
  return "\"calls\": " + std::to_string(calls) +
         ", \"synchronous\": " + std::to_string(synchronous) +
         ", \"allocations\": " + std::to_string(allocations) + ", \"bytes\": ";
}

/// All of them synchronous. Where such a coroutine is inlined, it may need no frame.
std::string calls(unsigned n) {
  return "\"calls\": " + std::to_string(n) + ", \"synchronous\": " + std::to_string(n) + ", ";
}

#define EXPECT_CONTAINS(text, part)                                                                \
  EXPECT_NE((text).find(part), std::string::npos) << "no " << (part) << " in " << (text)

struct Profile : testing::Test {
  Profile() { valuetask::reset_profile(); }
};

TEST_F(Profile, CountsWhatIsMadeFromAValue) {
  for (int i = 0; i != 10; ++i)
    EXPECT_EQ(from_value(i).result(), i);
  const std::string made = entry(profile(), "from_value");
  EXPECT_CONTAINS(made, counts(10, 10, 0) + "0}");
  EXPECT_CONTAINS(made, "\"type\": \"value_task<int>\"");
  EXPECT_CONTAINS(made, "profile_test.cpp\", \"line\": ");
}

TEST_F(Profile, IsOneEntryAFunction) {
  EXPECT_EQ(two_places(1).result(), 1);
  EXPECT_EQ(two_places(-2).result(), 2);
  EXPECT_CONTAINS(entry(profile(), "two_places"), counts(2, 2, 0));
}

TEST_F(Profile, TellsWhatSuspendsFromWhatDoesNot) {
  for (int i = 0; i != 3; ++i) {
    gate closed;
    auto late = maybe_late(closed, true);
    closed.open();
    EXPECT_EQ(late.result(), 1);
  }
  for (int i = 0; i != 5; ++i) {
    gate closed;
    EXPECT_EQ(maybe_late(closed, false).result(), 1);
  }
  EXPECT_CONTAINS(entry(profile(), "maybe_late"), counts(8, 5, 8));
}

TEST_F(Profile, CountsAnExceptionAsAnEnd) {
  EXPECT_THROW(static_cast<void>(throws_at_once().result()), failure);
  EXPECT_CONTAINS(entry(profile(), "throws_at_once"), counts(1, 1, 1));
}

TEST_F(Profile, CountsTasks) {
  EXPECT_EQ(shared_result(1).result(), 1);
  EXPECT_EQ(shared_result(1000).result(), 1000);
  EXPECT_EQ(shared_coroutine(7).result(), 7);
  nothing().result();
  const std::string json = profile();
  EXPECT_CONTAINS(entry(json, "shared_result"), counts(2, 2, 1));
  EXPECT_CONTAINS(entry(json, "shared_result"), "\"type\": \"task<int>\"");
  EXPECT_CONTAINS(entry(json, "shared_coroutine"), counts(1, 1, 1));
  EXPECT_CONTAINS(entry(json, "nothing"), counts(1, 1, 0));
}

value_task<int> fails_at_once() {
  return value_task<int>::from_exception(std::make_exception_ptr(failure(1)));
}
task<int> shared_failure() {
  return task<int>::from_exception(std::make_exception_ptr(failure(1)));
}

TEST_F(Profile, CountsWhatIsMadeFromAnException) {
  EXPECT_THROW(static_cast<void>(fails_at_once().result()), failure);
  EXPECT_THROW(static_cast<void>(shared_failure().result()), failure);
  const std::string json = profile();
  EXPECT_CONTAINS(entry(json, "fails_at_once"), counts(1, 1, 1));
  EXPECT_CONTAINS(entry(json, "fails_at_once"), "\"type\": \"value_task<int>\"");
  EXPECT_CONTAINS(entry(json, "shared_failure"), counts(1, 1, 1));
}

value_task<int> reads_a_source(valuetask::source<int> &numbers) {
  co_return co_await numbers.get();
}

TEST_F(Profile, NamesTheCoroutineAndNotWhatItIsMadeInto) {
  valuetask::source<int> numbers;
  numbers.set_result(1);
  EXPECT_EQ(reads_a_source(numbers).result(), 1);
  const std::string json = profile();
  EXPECT_CONTAINS(entry(json, "reads_a_source"), counts(1, 1, 1));
  EXPECT_EQ(json.find(".Frame*"), std::string::npos) << json;
}

TEST_F(Profile, LeavesOutWhatIsNotCalledAndWhatIsOurs) {
  static_cast<void>(valuetask::sync_wait(valuetask::when_all(from_value(1), from_value(2))));
  gate closed;
  auto late = maybe_late(closed, true).as_task();
  closed.open();
  const std::string json = profile();
  EXPECT_EQ(entry(json, "never_called"), "");
  EXPECT_EQ(entry(json, "join"), "");
  EXPECT_EQ(entry(json, "finish"), "");
  EXPECT_EQ(json.find("profiled_mode"), std::string::npos);
}

TEST_F(Profile, AddsUpThreadsThatRunAndThreadsThatEnded) {
  constexpr int threads = 16, calls = 1000;
  std::vector<std::thread> ended;
  for (int i = 0; i != threads; ++i)
    ended.emplace_back([] {
      for (int j = 0; j != calls; ++j)
        static_cast<void>(from_value(j).result());
    });
  for (std::thread &one : ended)
    one.join();
  static_cast<void>(from_value(0).result());
  EXPECT_CONTAINS(entry(profile(), "from_value"),
                  counts(threads * calls + 1, threads * calls + 1, 0));
}

TEST_F(Profile, CanBeWrittenWhileOthersCount) {
  std::atomic<bool> stop{false};
  std::thread other([&] {
    while (!stop)
      static_cast<void>(from_value(1).result());
  });
  for (int i = 0; i != 20; ++i)
    EXPECT_CONTAINS(profile(), "\"version\": 1");
  stop = true;
  other.join();
}

TEST_F(Profile, CanBeWrittenToOneFileByTwoThreads) {
  const folder here;
  const std::string path = here / "profile.json";
  std::vector<std::thread> writers;
  for (int i = 0; i != 2; ++i)
    writers.emplace_back([&] {
      for (int j = 0; j != 50; ++j)
        EXPECT_FALSE(valuetask::write_profile(path));
    });
  for (std::thread &one : writers)
    one.join();
  EXPECT_TRUE(read(path).ends_with("]\n}\n"));
}

TEST_F(Profile, ResetsWhatAnotherThreadCounts) {
  // So often that one reset comes between a thread's reading of a counter and its writing.
  for (int round = 0; round != 50; ++round) {
    std::atomic<bool> stop{false};
    std::atomic<unsigned> calls{0};
    std::thread other([&] {
      for (; !stop; ++calls)
        static_cast<void>(from_value(1).result());
    });
    while (calls < 100)
      std::this_thread::yield();
    const unsigned before = calls;
    valuetask::reset_profile();
    stop = true;
    other.join();
    const std::string made = entry(profile(), "from_value");
    const unsigned most = calls - before + 1;
    const auto at = made.find("\"calls\": ");
    ASSERT_LE(at == made.npos ? 0U : std::stoul(made.substr(at + 9)), most);
  }
}

// -- the ends of threads -------------------------------------------------------------------------

value_task<int> in_thread(int x) { co_return x; }
value_task<int> in_thread_local(int x) { co_return x; }

/// Counts in its destructor.
struct counts_at_end {
  counts_at_end() noexcept {}
  ~counts_at_end() { EXPECT_EQ(in_thread_local(1).result(), 1); }
  static void touch() noexcept {
    static thread_local const counts_at_end object;
    static_cast<void>(&object);
  }
};

TEST_F(Profile, CountsWhatThreadLocalObjectsCall) {
  // Which are destroyed after and before those of whoever counts for the first time.
  std::thread([] {
    counts_at_end::touch();
    EXPECT_EQ(in_thread(1).result(), 1);
  }).join();
  std::thread([] {
    EXPECT_EQ(in_thread_local(1).result(), 1);
    EXPECT_EQ(in_thread(1).result(), 1);
    counts_at_end::touch();
  }).join();
  std::thread(&counts_at_end::touch).join(); // counts nothing else
  const std::string json = profile();
  EXPECT_CONTAINS(entry(json, "in_thread"), calls(2));
  EXPECT_CONTAINS(entry(json, "in_thread_local"), calls(4));
}

value_task<int> in_key(int x) { return x; }

TEST_F(Profile, CountsWhatTheDestructorsOfKeysCall) {
  const auto count = [](void *) { EXPECT_EQ(in_key(1).result(), 1); };
  // One more than once: as some systems make thread_local objects out of keys.
  const auto count_twice = [](void *left) {
    EXPECT_EQ(in_key(1).result(), 1);
    if (const auto [key, again] = *static_cast<std::pair<pthread_key_t, bool> *>(left); again) {
      static_cast<std::pair<pthread_key_t, bool> *>(left)->second = false;
      pthread_setspecific(key, left);
    }
  };
  pthread_key_t once{};
  std::pair<pthread_key_t, bool> twice{0, true};
  ASSERT_EQ(pthread_key_create(&once, count), 0);
  ASSERT_EQ(pthread_key_create(&twice.first, count_twice), 0);
  for (const bool counts_before : {false, true}) {
    twice.second = true;
    std::thread([&] {
      if (counts_before)
        static_cast<void>(in_key(1).result());
      pthread_setspecific(once, &once);
      pthread_setspecific(twice.first, &twice);
    }).join();
  }
  pthread_key_delete(once);
  pthread_key_delete(twice.first);
  EXPECT_CONTAINS(entry(profile(), "in_key"), calls(7));
}

TEST_F(Profile, LosesNoCountToAThreadThatBeginsWhereAnotherEnds) {
  constexpr int calls_at_end = 1000;
  pthread_key_t at_end{};
  ASSERT_EQ(pthread_key_create(&at_end,
                               [](void *) {
                                 for (int i = 0; i != calls_at_end; ++i)
                                   static_cast<void>(in_key(1).result());
                               }),
            0);
  constexpr int spawners = 4, spawned = 50;
  std::vector<std::thread> threads;
  for (int i = 0; i != spawners; ++i)
    threads.emplace_back([at_end] {
      for (int j = 0; j != spawned; ++j)
        std::thread([at_end] {
          static_cast<void>(in_key(1).result());
          pthread_setspecific(at_end, "set");
        }).join();
    });
  for (std::thread &one : threads)
    one.join();
  pthread_key_delete(at_end);
  EXPECT_CONTAINS(entry(profile(), "in_key"), calls(spawners * spawned * (calls_at_end + 1)));
}

template <int N> value_task<int> site() { return N; }

template <int... N> int call_sites(std::integer_sequence<int, N...>) {
  return (site<N>().result() + ...);
}

TEST_F(Profile, NeedsNoMoreMemoryForThreadsOneAfterAnother) {
  std::array<long, 50> allocated{};
  for (long &by_one : allocated)
    std::thread([&] {
      const long before = allocations;
      call_sites(std::make_integer_sequence<int, 100>());
      by_one = allocations - before;
    }).join();
  EXPECT_TRUE(sanitized || allocated[0] >= 100) << "the counters of the sites";
  for (std::size_t i = 1; i != allocated.size(); ++i)
    EXPECT_EQ(allocated[i], 0) << "in thread " << i;
  EXPECT_CONTAINS(entry(profile(), "site"), calls(50));
}

TEST_F(Profile, NeedsMemoryForThreadsAtOnce) {
  std::array<long, 2> allocated{};
  std::thread([&] {
    call_sites(std::make_integer_sequence<int, 100>());
    std::thread([&] {
      const long before = allocations;
      call_sites(std::make_integer_sequence<int, 100>());
      allocated[0] = allocations - before;
    }).join();
    const long before = allocations;
    call_sites(std::make_integer_sequence<int, 100>());
    allocated[1] = allocations - before;
  }).join();
  EXPECT_TRUE(sanitized || allocated[0] >= 100);
  EXPECT_EQ(allocated[1], 0);
}

// -- fork ----------------------------------------------------------------------------------------

/// What the profile of a child says that calls `work`.
template <class Work> std::string profile_of_child(Work work) {
  const folder here;
  const std::string path = here / "child.json";
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(60);
    work();
    ::_exit(valuetask::write_profile(path) ? 1 : 0);
  }
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  return read(path);
}

value_task<int> in_child(int x) { co_return x; }

TEST_F(Profile, OfAChildBeginsWithIt) {
  EXPECT_EQ(from_value(1).result(), 1);
  const std::string child = profile_of_child([] {
    static_cast<void>(in_child(1).result());
    static_cast<void>(two_places(1).result());
  });
  EXPECT_CONTAINS(entry(child, "in_child"), calls(1));
  EXPECT_EQ(entry(child, "from_value"), "");
  const std::string parent = profile();
  EXPECT_CONTAINS(entry(parent, "from_value"), calls(1));
  EXPECT_EQ(entry(parent, "in_child"), "");
}

value_task<int> forks(std::string &child) {
  child = profile_of_child([] { static_cast<void>(in_child(1).result()); });
  co_return 1;
}

TEST_F(Profile, OfAChildLeavesOutTheCallThatForked) {
  std::string child;
  EXPECT_EQ(forks(child).result(), 1);
  EXPECT_CONTAINS(entry(child, "in_child"), calls(1));
  EXPECT_EQ(entry(child, "forks"), "");
  EXPECT_CONTAINS(entry(profile(), "forks"), calls(1));
}

template <int Round> value_task<int> in_round() { co_return Round; }

template <int... Round> void fork_in_rounds(std::integer_sequence<int, Round...>) {
  // The first call in each, so that parent and children make new sites.
  const auto once = [](auto call) {
    const std::string child = profile_of_child([&] {
      static_cast<void>(call().result());
      static_cast<void>(in_child(1).result());
    });
    EXPECT_CONTAINS(entry(child, "in_round"), calls(1));
    EXPECT_CONTAINS(entry(child, "in_child"), calls(1));
    static_cast<void>(call().result());
  };
  (once(&in_round<Round>), ...);
}

TEST_F(Profile, OfAChildCountsWhateverOtherThreadsWereDoing) {
  const folder here;
  std::atomic<bool> stop{false};
  std::vector<std::thread> others;
  const auto meanwhile = [&](auto work) {
    others.emplace_back([&stop, work] {
      while (!stop)
        work();
    });
  };
  meanwhile([] { call_sites(std::make_integer_sequence<int, 100>()); });
  meanwhile([path = here / "other.json"] { EXPECT_FALSE(valuetask::write_profile(path)); });
  meanwhile([] { // makes counters
    std::thread([] { call_sites(std::make_integer_sequence<int, 100>()); }).join();
  });
  fork_in_rounds(std::make_integer_sequence<int, 50>());
  stop = true;
  for (std::thread &one : others)
    one.join();
}

TEST_F(Profile, OfAChildOfAnotherThreadCounts) {
  std::thread([] {
    EXPECT_EQ(in_thread(1).result(), 1);
    const std::string child = profile_of_child([] {
      static_cast<void>(in_child(1).result());
      static_cast<void>(in_thread(1).result());
    });
    EXPECT_CONTAINS(entry(child, "in_child"), calls(1));
    EXPECT_CONTAINS(entry(child, "in_thread"), calls(1));
  }).join();
}

// -- errors --------------------------------------------------------------------------------------

TEST_F(Profile, SaysWhereItCannotWrite) {
  EXPECT_EQ(valuetask::write_profile("/no/such/folder/profile.json"),
            std::make_error_code(std::errc::no_such_file_or_directory));
}

TEST_F(Profile, LeavesTheOldFileWhereItCannotWrite) {
  const folder here;
  const std::string path = here / "taken";
  std::filesystem::create_directories(path); // renaming a file onto a folder fails
  EXPECT_TRUE(valuetask::write_profile(path));
  EXPECT_TRUE(std::filesystem::is_directory(path));
  EXPECT_EQ(std::distance(
                std::filesystem::directory_iterator(std::filesystem::path(path).parent_path()), {}),
            1)
      << "nothing is left beside it";
}

// -- exit ----------------------------------------------------------------------------------------

using ProfileDeathTest = Profile;

TEST_F(ProfileDeathTest, IsWrittenAtExit) {
  const folder here;
  EXPECT_EXIT(
      {
        valuetask::reset_profile();
        ::setenv("VALUETASK_PROFILE", (here / "at-exit-%p.json").c_str(), 1);
        static_cast<void>(from_value(3).result());
        std::exit(0);
      },
      testing::ExitedWithCode(0), "^$");
  std::string written;
  for (const auto &file : std::filesystem::directory_iterator(here / ""))
    written += read(file.path());
  EXPECT_CONTAINS(entry(written, "from_value"), counts(1, 1, 0));
  EXPECT_EQ(written.find("%p"), std::string::npos);
}

TEST_F(ProfileDeathTest, SaysAtExitWhereItCannotWrite) {
  EXPECT_EXIT(
      {
        ::setenv("VALUETASK_PROFILE", "/no/such/folder/profile.json", 1);
        std::exit(0);
      },
      testing::ExitedWithCode(0),
      "^valuetask: cannot write the profile to '/no/such/folder/profile.json(\\.[0-9]+)?': "
      "No such file or directory\n$");
}

} // namespace

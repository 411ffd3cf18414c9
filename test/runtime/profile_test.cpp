#include "support.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
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

/// The folder of one test, removed with it.
class folder {
public:
  folder()
      : path_(std::filesystem::temp_directory_path() /
              ("valuetask-profile-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder &) = delete;
  folder &operator=(const folder &) = delete;

  std::string operator/(const char *name) const { return path_ / name; }

private:
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
      "^valuetask: cannot write the profile to '/no/such/folder/profile.json': "
      "No such file or directory\n$");
}

} // namespace

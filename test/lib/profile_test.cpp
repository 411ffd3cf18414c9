//===--- profile_test.cpp - reading what a profiled program wrote ---------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/Measurements.h"
#include "profile/Profile.h"
#include "gtest/gtest.h"
#include <string>

using namespace valuetask;

namespace {

/// As the runtime writes it.
const std::string Sound = R"PROFILE({
  "format": "valuetask-profile",
  "version": 1,
  "functions": [
    {"file": "cache.cpp", "line": 13, "function": "task<int> load(int)", "type": "task<int>", "calls": 100, "synchronous": 0, "allocations": 100, "bytes": 15200},
    {"file": "\u0001\"\\.cpp", "line": 19, "function": "value_task<int> get(int)", "type": "value_task<int>", "calls": 1000, "synchronous": 900, "allocations": 0, "bytes": 0}
  ]
}
)PROFILE";

std::string errorOf(const std::string &Text) {
  llvm::Expected<Profile> Result = Profile::parse(Text, "p.json");
  return Result ? "none" : llvm::toString(Result.takeError());
}

/// The sound text with one part of it replaced.
std::string with(const std::string &Part, const std::string &Other) {
  std::string Text = Sound;
  const size_t At = Text.find(Part);
  EXPECT_NE(At, std::string::npos) << Part;
  return Text.replace(At, Part.size(), Other);
}

TEST(Profile, ReadsWhatTheRuntimeWrites) {
  const Profile Read = llvm::cantFail(Profile::parse(Sound, "p.json"));
  ASSERT_EQ(Read.functions().size(), 2U);
  const Profile::Function &Load = Read.functions()[0], &Get = Read.functions()[1];
  EXPECT_EQ(Load.File, "cache.cpp");
  EXPECT_EQ(Load.Line, 13U);
  EXPECT_EQ(Load.Name.Qualified, "load");
  EXPECT_EQ(Load.Name.Parameters, "int");
  EXPECT_FALSE(Load.MakesValueTasks);
  EXPECT_EQ(Load.Counted.Allocations, 100U);
  EXPECT_EQ(Load.Counted.Bytes, 15200U);
  EXPECT_EQ(Get.File, "\1\"\\.cpp");
  EXPECT_TRUE(Get.MakesValueTasks);
  EXPECT_EQ(Get.Counted.Calls, 1000U);
  EXPECT_DOUBLE_EQ(Get.Counted.synchronousShare(), 0.9);
}

// Where a program was built in another folder, a file is known by the folder that it is in; by its
// name alone, it isn't.
TEST(Profile, KnowsAFileInAnotherFolderByItsNearestOne) {
  const std::string Here = "/nowhere/store/src/cache.cpp";
  EXPECT_EQ(matchingFile(Here, {"/build/src/cache.cpp"}), 0U);
  EXPECT_EQ(matchingFile(Here, {"/build/lib/cache.cpp"}), std::nullopt);
  EXPECT_EQ(matchingFile(Here, {"/build/src/cache.cpp", "/build/store/src/cache.cpp"}), 1U);
  EXPECT_EQ(matchingFile(Here, {"/one/src/cache.cpp", "/two/src/cache.cpp"}), std::nullopt);
  EXPECT_EQ(matchingFile(Here, {"/build/src/cache.h"}), std::nullopt);
  EXPECT_EQ(matchingFile(Here, {"cache.cpp"}), 0U);
  EXPECT_EQ(matchingFile(Here, {"lib/cache.cpp"}), std::nullopt);
}

TEST(Profile, IsWholeOrAnErrorWhereverItIsCut) {
  const std::string Whole = llvm::StringRef(Sound).rtrim().str();
  for (size_t Length = 0; Length < Whole.size(); ++Length) {
    const std::string Problem = errorOf(Whole.substr(0, Length));
    const auto [File, Position] = llvm::StringRef(Problem).split(':');
    EXPECT_EQ(File, "p.json") << Length << ": " << Problem;
    unsigned Line = 0, Column = 0;
    EXPECT_FALSE(Position.split(':').first.getAsInteger(10, Line)) << Problem;
    EXPECT_FALSE(Position.split(':').second.split(':').first.getAsInteger(10, Column)) << Problem;
    EXPECT_NE(Problem.find("record the profile again"), std::string::npos) << Problem;
  }
  EXPECT_EQ(errorOf(Whole), "none");
}

TEST(Profile, SurvivesAnyByte) {
  for (size_t At = 0; At < Sound.size(); ++At)
    for (const char C : {'\0', '"', '\\', '{', '}', '[', ',', '9', '\xff', '\n'}) {
      std::string Text = Sound;
      Text[At] = C;
      EXPECT_NE(errorOf(Text), "");
    }
}

TEST(Profile, SaysWhereAndWhat) {
  EXPECT_EQ(errorOf(with("\"version\": 1", "\"version\": 2")),
            "p.json:3:14: the profile is of version 2, and this checker reads version 1; use a "
            "checker as new as the runtime");
  EXPECT_EQ(
      errorOf(with("valuetask-profile", "something")),
      "p.json:2:13: this is not a profile: its 'format' is not 'valuetask-profile'; take a file "
      "that the profiled program wrote");
  EXPECT_EQ(errorOf("[]"), "p.json:1:1: this is not a profile: its 'format' is not "
                           "'valuetask-profile'; take a file that the profiled program wrote");
  EXPECT_EQ(errorOf(with("1000", "-1")),
            "p.json:6:120: 'calls' of a function is not a count; record the profile again");
  EXPECT_EQ(errorOf(with("100,", "1.5,")),
            "p.json:5:104: 'calls' of a function is not a count; record the profile again");
  EXPECT_EQ(errorOf(with("\"type\": \"task<int>\", ", "")),
            "p.json:5:5: 'type' of a function is not text; record the profile again");
  EXPECT_EQ(errorOf(with("\"type\": \"task<int>\"", "\"type\": \"future<int>\"")),
            "p.json:5:82: 'type' of a function is neither a task nor a value_task; record the "
            "profile again");
  EXPECT_EQ(errorOf(with("\"line\": 13,", "\"line\" 13,")),
            "p.json:5:34: the profile is damaged: Expected : after object key; record the profile "
            "again");
}

TEST(Profile, OfSeveralRunsIsTheirSum) {
  Profile Sum = llvm::cantFail(Profile::parse(Sound, "a.json"));
  Sum.add(llvm::cantFail(Profile::parse(with("\"line\": 13", "\"line\": 12"), "b.json")));
  ASSERT_EQ(Sum.functions().size(), 2U);
  EXPECT_EQ(Sum.functions()[0].Counted.Calls, 200U);
  EXPECT_EQ(Sum.functions()[0].Line, 12U);
  EXPECT_EQ(Sum.functions()[1].Counted.Synchronous, 1800U);
  Sum.add(llvm::cantFail(
      Profile::parse(with("\"calls\": 100,", "\"calls\": 18446744073709551615,"), "c.json")));
  EXPECT_EQ(Sum.functions()[0].Counted.Calls, UINT64_MAX);
}

TEST(Profile, MapsTheFoldersOfAnotherMachine) {
  Profile Read = llvm::cantFail(Profile::parse(with("cache.cpp", "/ci/src/cache.cpp"), "p.json"));
  Read.mapPrefixes({{"/ci/sr", "/wrong"}, {"/ci/src", "/home/me"}, {"/ci", "/later"}});
  EXPECT_EQ(Read.functions()[0].File, "/home/me/cache.cpp");
}

/// 'name(parameters)', which has to be the same for both compilers.
std::string named(llvm::StringRef Pretty) {
  const FunctionName Name = parseFunctionName(Pretty);
  return Name.Qualified + "(" + Name.Parameters + ")";
}

struct BothNames {
  const char *Clang, *Gcc, *Expected;
};

TEST(Profile, ReadsTheNamesOfBothCompilers) {
  // As clang 19 and GCC 12 gave them.
  const BothNames All[] = {
      {"task<int> cfun(int)", "task<int> cfun(int)", "cfun(int)"},
      {"static value_task<int> shop::client::count(unsigned long, char *)",
       "static value_task<int> shop::client::count(long unsigned int, char*)",
       "shop::client::count(long unsigned,char*)"},
      {"task<> shop::client::inner::none()", "task<void> shop::client::inner::none()",
       "shop::client::inner::none()"},
      {"task<T> shop::client::conv(T) && [T = std::basic_string<char>]",
       "task<T> shop::client::conv(T) && [with T = std::__cxx11::basic_string<char>]",
       "shop::client::conv(T)"},
      {"task<int> (anonymous namespace)::anon(int)", "task<int> {anonymous}::anon(int)",
       "(anonymous)::anon(int)"},
      {"task<int> (anonymous namespace)::hidden::m(std::vector<int>, std::map<int, std::string> &)",
       "task<int> {anonymous}::hidden::m(std::vector<int>, std::map<int, "
       "std::__cxx11::basic_string<char> >&)",
       "(anonymous)::hidden::m(vector<int>,map<int,string>&)"},
      {"task<std::string> shop::client::get(const std::string &) const",
       "task<std::__cxx11::basic_string<char> > shop::client::get(const std::string&) const",
       "shop::client::get(string`&)"},
      {"value_task<T> box<int>::take(T) [T = int]", "value_task<T> box<T>::take(T) [with T = int]",
       "box::take(T)"},
      {"value_task<T> box<int>::take2(U) [T = int, U = double]",
       "value_task<T> box<T>::take2(U) [with U = double; T = int]", "box::take2(U)"},
      {"value_task<int> variadic(Ts...) [N = 3, Ts = <int, double>]",
       "value_task<int> variadic(Ts ...) [with int N = 3; Ts = {int, double}]", "variadic(Ts...)"},
      {"value_task<int> autoparam(auto) [x:auto = int]",
       "value_task<int> autoparam(auto:43) [with auto:43 = int]", "autoparam(auto)"},
      {"task<int> fp(int (*)(int), task<int> (shop::client::*)(int))",
       "task<int> fp(int (*)(int), task<int> (shop::v2::client::*)(int))",
       "fp(int(*)(int),task<int>(*)(int))"},
      {"value_task<std::vector<std::string>> vec(const char *const *, int (&)[3], const int)",
       "value_task<std::vector<std::__cxx11::basic_string<char> > > vec(const char* const*, int "
       "(&)[3], int)",
       "vec(char`*`*,int(&)[3],int)"},
      {"value_task<client> shop::thing(client, unsigned char, long long, signed char)",
       "value_task<shop::v2::client> shop::thing(v2::client, unsigned char, long long int, signed "
       "char)",
       "shop::thing(client,char unsigned,long long,char signed)"},
      {"value_task<bool> shop::bools(bool, std::size_t, std::nullptr_t, const volatile int *)",
       "value_task<bool> shop::bools(bool, std::size_t, std::nullptr_t, const volatile int*)",
       "shop::bools(bool,size_t,nullptr_t,volatile int`*)"},
      {"value_task<int> shop::client::operator()(int)",
       "value_task<int> shop::client::operator()(int)", "shop::client::operator()(int)"},
      {"value_task<int> shop::client::operator[](int)",
       "value_task<int> shop::client::operator[](int)", "shop::client::operator[](int)"},
      {"value_task<bool> cmp::operator<(const cmp &) const",
       "value_task<bool> cmp::operator<(const cmp&) const", "cmp::operator<(cmp`&)"},
      {"value_task<bool> cmp::operator,(int)", "value_task<bool> cmp::operator,(int)",
       "cmp::operator,(int)"},
      {"value_task<bool> cmp::operator->*(int)", "value_task<bool> cmp::operator->*(int)",
       "cmp::operator->*(int)"},
      {"value_task<int> n::operator<<(n::a, T) [T = int]",
       "value_task<int> n::operator<<(a, T) [with T = int]", "n::operator<<(a,T)"},
      {"value_task<int> shop::client::operator value_task()",
       "shop::client::operator value_task<int>()", "shop::client::operator()"},
      {"static task<int> main()::local::sm()", "static task<int> main()::local::sm()",
       "main::local::sm()"},
      {"auto main()::(anonymous class)::operator()(int) const", "main()::<lambda(int)>", "()"},
      {"auto main()::(anonymous class)::operator()(auto) const [x:auto = double]",
       "main()::<lambda(auto:44)> [with auto:44 = double]", "()"},
  };
  for (const BothNames &Each : All) {
    EXPECT_EQ(named(Each.Clang), Each.Expected);
    EXPECT_EQ(named(Each.Gcc), Each.Expected);
  }
}

TEST(Profile, SurvivesAnyName) {
  for (const char *Name :
       {"", "(", ")", "operator", "operator(", "a::operator<", "<<<", "f(]>)", "f() [",
        "::", "()::()", "f(void)", "{anonymous}", "operator() (", " operator "})
    parseFunctionName(Name);
  EXPECT_EQ(named("int f(void)"), "f()");
}

} // namespace

//===--- dialect_test.cpp - dialects as files -----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Dialect.h"
#include "models/Dialects.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <map>
#include <set>

namespace valuetask {
namespace {

/// A file that has every key.
const std::string Everything = R"(dialect: ours
library: Our library
home: https://example.org
version: '1.2'
headers: [ours/task.h]
types:
  - names: ['ours::task', 'ours::basic_task<*, true>', '::global_task']
    exempt: false
    start: eager
    copy: share
    await: {lvalue: reads, rvalue: consumes}
    second: throws
    dropped: cancels
    field: never
    unused: scope-bound
    reused: true
    ready-made: ['ours::make_ready']
    members:
      consume: [get, 'operator()', 'Completed/1']
      pass-on: ['then*']
      handle: [caught]
      share: [fork]
      release: [detach]
      read: [wait]
      look: [then_look, Completed/0, 'then_or/2']
      fill: [renew]
      swap: [swap]
    results:
      - {get: [value], ready: [done, 'status == state::finished'], otherwise: assert, in: coroutines}
      - {get: [stay, 'Touch&&'], ready: [], otherwise: blocks}
    words: {object: task, second: throws, dropped: it is cancelled, consume: await it, share: fork it,
            discard: detach it}
  - names: ['ours::shared']
    exempt: true
    reason: it may be awaited many times
functions:
  - {name: 'ours::wait', takes: [1], blocks: [1]}
  - {name: 'ours::pool::start/2', passes-on: [2], reads: [1], keeps: [all]}
  - {name: 'ours::mv', move: true}
)";

/// The shortest file.
const std::string Least = R"(dialect: ours
library: Our library
headers: [task.h]
types:
  - names: ['ours::task']
    start: lazy
    await: {rvalue: consumes}
    second: crash
    dropped: leaks
    field: rare
)";

Dialect valid(const std::string &Text) {
  llvm::Expected<Dialect> Read = readDialect(Text, "ours.yaml");
  EXPECT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  return Read ? std::move(*Read) : Dialect();
}

std::string problem(const std::string &Text) {
  llvm::Expected<Dialect> Read = readDialect(Text, "ours.yaml");
  return Read ? "no problem" : llvm::toString(Read.takeError());
}

/// The problem of a file in which a part of the shortest one is another.
std::string problemWith(const std::string &Part, const std::string &Other) {
  std::string Text = Least;
  const size_t At = Text.find(Part);
  EXPECT_NE(At, std::string::npos) << Part;
  return problem(Text.replace(At, Part.size(), Other));
}

TEST(Dialect, EveryKeyIsRead) {
  const Dialect D = valid(Everything);
  EXPECT_EQ(D.Id, "ours");
  EXPECT_EQ(D.Library, "Our library");
  EXPECT_EQ(D.Home, "https://example.org");
  EXPECT_EQ(D.Version, "1.2");
  EXPECT_EQ(D.Headers, std::vector<std::string>{"ours/task.h"});
  ASSERT_EQ(D.Types.size(), 2U);
  const DialectType &Task = D.Types[0];
  ASSERT_EQ(Task.Names.size(), 3U);
  EXPECT_EQ(Task.Names[0].Name, "ours::task");
  EXPECT_TRUE(Task.Names[0].Arguments.empty());
  EXPECT_EQ(Task.Names[1].Name, "ours::basic_task");
  EXPECT_EQ(Task.Names[1].Arguments, (std::vector<std::string>{"*", "true"}));
  EXPECT_EQ(Task.Names[2].Name, "global_task");
  EXPECT_FALSE(Task.Exempt);
  EXPECT_EQ(Task.Start, StartKind::Eager);
  EXPECT_EQ(Task.Copy, CopyKind::Share);
  EXPECT_EQ(Task.AwaitLvalue, AwaitKind::Reads);
  EXPECT_EQ(Task.AwaitRvalue, AwaitKind::Consumes);
  EXPECT_EQ(Task.Second, SecondKind::Throws);
  EXPECT_EQ(Task.Dropped, DropKind::Cancels);
  EXPECT_EQ(Task.Field, FieldKind::Never);
  EXPECT_EQ(Task.Unused, UnusedKind::ScopeBound);
  EXPECT_TRUE(Task.Reused);
  EXPECT_EQ(Task.ReadyMade, std::vector<std::string>{"ours::make_ready"});
  EXPECT_EQ(Task.Members.size(), 13U);
  ASSERT_EQ(Task.Results.size(), 2U);
  EXPECT_EQ(Task.Results[0].Ready[0].Member, "done");
  EXPECT_EQ(Task.Results[0].Ready[0].Enumerator, "");
  EXPECT_EQ(Task.Results[0].Ready[1].Member, "status");
  EXPECT_EQ(Task.Results[0].Ready[1].Enumerator, "state::finished");
  EXPECT_EQ(Task.Results[0].Otherwise, UnreadyKind::Assert);
  EXPECT_EQ(Task.Results[0].In, PlaceKind::Coroutines);
  EXPECT_EQ(Task.Words.Object, "task");
  EXPECT_EQ(Task.Words.Discard, "detach it");
  EXPECT_TRUE(D.Types[1].Exempt);
  ASSERT_EQ(D.Functions.size(), 3U);
  EXPECT_TRUE(D.Functions[0].Blocks[0].covers(0));
  EXPECT_TRUE(D.Functions[1].Blocks.empty());
  EXPECT_EQ(D.Functions[1].Name.Name, "ours::pool::start");
  EXPECT_EQ(D.Functions[1].Name.Arity, 2U);
  EXPECT_TRUE(D.Functions[1].PassesOn[0].covers(1));
  EXPECT_FALSE(D.Functions[1].PassesOn[0].covers(0));
  EXPECT_TRUE(D.Functions[1].Keeps[0].covers(7));
  EXPECT_TRUE(D.Functions[2].IsMove);
}

TEST(Dialect, HeadersAreEndsOfPaths) {
  const Dialect D = valid(Everything);
  EXPECT_TRUE(D.hasHeader("/usr/include/ours/task.h"));
  EXPECT_TRUE(D.hasHeader("ours/task.h"));
  EXPECT_FALSE(D.hasHeader("/usr/include/yours/task.h"));
  EXPECT_FALSE(D.hasHeader("/usr/include/ours/task.hpp"));
  EXPECT_FALSE(D.hasHeader("task.h"));
}

TEST(Dialect, DefaultsAreTheUsual) {
  const DialectType Task = valid(Least).Types[0];
  EXPECT_FALSE(Task.Exempt);
  EXPECT_EQ(Task.Copy, CopyKind::Move);
  EXPECT_EQ(Task.AwaitLvalue, AwaitKind::No);
  EXPECT_EQ(Task.Unused, UnusedKind::Mistake);
  EXPECT_FALSE(Task.Reused);
  EXPECT_EQ(Task.Words.Object, "");
}

TEST(Dialect, MembersAreFoundByNameAndArity) {
  const DialectType Task = valid(Everything).Types[0];
  EXPECT_EQ(Task.useOf("get", 0), MemberUse::Consume);
  EXPECT_EQ(Task.useOf("get", 3), MemberUse::Consume);
  EXPECT_EQ(Task.useOf("gets", 0), std::nullopt);
  EXPECT_EQ(Task.useOf("operator()", 1), MemberUse::Consume);
  EXPECT_EQ(Task.useOf("Completed", 1), MemberUse::Consume);
  EXPECT_EQ(Task.useOf("Completed", 0), MemberUse::Look);
  EXPECT_EQ(Task.useOf("Completed", 2), std::nullopt);
  EXPECT_EQ(Task.useOf("then", 1), MemberUse::PassOn);
  EXPECT_EQ(Task.useOf("then_try", 1), MemberUse::PassOn);
  EXPECT_EQ(Task.useOf("caught", 1), MemberUse::Handle);
  // The whole name says more than its beginning.
  EXPECT_EQ(Task.useOf("then_look", 1), MemberUse::Look);
  EXPECT_EQ(Task.useOf("then_or", 2), MemberUse::Look);
  EXPECT_EQ(Task.useOf("then_or", 1), MemberUse::PassOn);
  EXPECT_EQ(Task.useOf("fork", 0), MemberUse::Share);
  EXPECT_EQ(Task.useOf("detach", 0), MemberUse::Release);
  EXPECT_EQ(Task.useOf("wait", 0), MemberUse::Read);
  EXPECT_EQ(Task.useOf("renew", 1), MemberUse::Fill);
  EXPECT_EQ(Task.useOf("swap", 1), MemberUse::Swap);
}

/// Who blocks needs no result to be there, but must not be called in a coroutine until then.
TEST(Dialect, BlockingAccessorsAreApart) {
  const DialectType Task = valid(Everything).Types[0];
  EXPECT_FALSE(Task.needsResult("stay", 0, /*InCoroutine=*/true));
  EXPECT_TRUE(Task.needsResult("value", 0, /*InCoroutine=*/true));
  EXPECT_TRUE(Task.blockingResult("stay", 0, /*OfRvalue=*/false));
  EXPECT_TRUE(Task.blockingResult("stay", 0, /*OfRvalue=*/true));
  EXPECT_TRUE(Task.blockingResult("Touch", 0, /*OfRvalue=*/true));
  EXPECT_FALSE(Task.blockingResult("Touch", 0, /*OfRvalue=*/false));
  EXPECT_FALSE(Task.blockingResult("value", 0, /*OfRvalue=*/false));
}

TEST(Dialect, ProblemsHaveTheirPlace) {
  EXPECT_EQ(problemWith("library:", "libary:"), "ours.yaml:1:1: missing required key 'library'");
  EXPECT_EQ(problemWith("    dropped: leaks", "    dropped: leaks\n    unsed: mistake"),
            "ours.yaml:10:5: unknown key 'unsed' in a type; did you mean 'unused'?");
  EXPECT_EQ(problemWith("{rvalue: consumes}", "{rvalue: consumes, xvalue: no}"),
            "ours.yaml:7:31: unknown key 'xvalue' in 'await'; did you mean 'lvalue'?");
  EXPECT_EQ(problemWith("types:", "colour: blue\ntypes:"),
            "ours.yaml:4:1: unknown key 'colour' in a dialect; the keys are dialect, library, "
            "home, version, headers, types, functions");
  EXPECT_EQ(problemWith("lazy", "lasy"),
            "ours.yaml:6:12: 'lasy' is not a valid value; did you mean 'lazy'?");
  EXPECT_EQ(problemWith("lazy", "whenever"), "ours.yaml:6:12: 'whenever' is not a valid value; the "
                                             "values are lazy, eager");
  EXPECT_EQ(problemWith("'ours::task'", "task"),
            "ours.yaml:5:13: 'task' has no namespace, and a bare name is that of many types; write "
            "'::task' for one in the global namespace");
  EXPECT_EQ(problemWith("'ours::task'", "'ours::task', 'ours::task'"),
            "ours.yaml:5:27: the type 'ours::task' is described twice");
  EXPECT_EQ(problemWith("'ours::task'", "'ours:task'"),
            "ours.yaml:5:13: 'ours:task' is not a type; write 'namespace::class', or "
            "'namespace::class<*, true>' for some of its instantiations");
  EXPECT_EQ(problemWith("'ours::task'", "'ours::task<*,>'").substr(0, 34),
            "ours.yaml:5:13: 'ours::task<*,>' i");
  EXPECT_EQ(problemWith("field: rare", "field: rare\n    members: {consume: [get], look: [get]}"),
            "ours.yaml:11:38: the member 'get' is listed twice");
  EXPECT_EQ(problemWith("field: rare", "field: rare\n    members: {consume: ['a b']}"),
            "ours.yaml:11:25: 'a b' is not a member; write 'NAME', 'NAME*' for all that begin so, "
            "or 'NAME/2' for calls with two arguments");
  EXPECT_EQ(
      problemWith("field: rare", "field: rare\n    members: {consume: [get/one]}").substr(0, 38),
      "ours.yaml:11:25: 'get/one' is not a me");
  EXPECT_EQ(problemWith("field: rare", "field: rare\n    words: {second: It fails.}"),
            "ours.yaml:11:21: it is part of a sentence: write it without the period");
  EXPECT_EQ(problem(Least + "functions:\n  - {name: wait, takes: [1]}\n"),
            "ours.yaml:12:12: 'wait' is not a qualified function; write 'namespace::NAME' or "
            "'namespace::class::NAME', with '/2' behind it for calls with two arguments");
  EXPECT_EQ(problemWith("field: rare", "field: rare\n    members: {consume: ['get&&']}"),
            "ours.yaml:11:25: 'get&&' is not a member; write 'NAME', 'NAME*' for all that begin "
            "so, or 'NAME/2' for calls with two arguments");
  const std::string Result = "field: rare\n    results:\n      - {get: [";
  EXPECT_NE(problemWith("field: rare", Result + "get], ready: [], otherwise: throws}")
                .find("'ready' is empty"),
            std::string::npos);
  EXPECT_NE(problemWith("field: rare", Result + "'get&&'], ready: [done], otherwise: throws}")
                .find("only for 'otherwise: blocks'"),
            std::string::npos);
  EXPECT_EQ(problem(Least + "functions:\n  - {name: 'ours::wait', takes: [0]}\n"),
            "ours.yaml:12:34: write the position of a parameter, from 1 on, or 'all'");
}

TEST(Dialect, WhatIsIncompleteIsAProblem) {
  EXPECT_EQ(problem(""), "ours.yaml:1:1: the file is empty; it has to begin with 'dialect: NAME'");
  EXPECT_EQ(problem("# nothing\n"),
            "ours.yaml:1:1: the file is empty; it has to begin with 'dialect: NAME'");
  EXPECT_EQ(problem("---\n...\n"),
            "ours.yaml:1:1: the file is empty; it has to begin with 'dialect: NAME'");
  EXPECT_NE(problem("dialect: [ours\n"), "no problem");
  EXPECT_EQ(problem("- dialect: ours\n"), "ours.yaml:1:1: not a mapping");
  EXPECT_EQ(problem("ours\n"), "ours.yaml:1:1: not a mapping");
  EXPECT_NE(problemWith("headers: [task.h]", "headers: task.h"), "no problem");
  EXPECT_NE(problemWith("headers: [task.h]", "headers: []").find("'headers' is empty"),
            std::string::npos);
  EXPECT_NE(problemWith("[task.h]", "[/usr/task.h]").find("not how the path of a header ends"),
            std::string::npos);
  EXPECT_NE(problemWith("dialect: ours", "dialect: auto").find("not a valid name of a dialect"),
            std::string::npos);
  EXPECT_EQ(problemWith("    dropped: leaks\n", ""),
            "ours.yaml:5:5: missing required key 'dropped'");
  EXPECT_EQ(problemWith("    await: {rvalue: consumes}\n", ""),
            "ours.yaml:5:5: nothing consumes this type; describe it with 'await', or with "
            "'consume' in 'members'");
  EXPECT_EQ(problemWith("    field: rare", "    field: rare\n    copy: multi"),
            "ours.yaml:5:5: a type whose copies can each be awaited needs no facts; write 'exempt: "
            "true'");
  // LLVM's reader looks at the keys in no particular order.
  EXPECT_NE(problemWith("    field: rare", "    field: rare\n    exempt: true\n    reason: none")
                .find("' in an exempt type; the keys are names, exempt, reason"),
            std::string::npos);
  EXPECT_EQ(problem(Least + "functions:\n  - {name: 'ours::wait'}\n"),
            "ours.yaml:12:6: say what it does: 'takes', 'passes-on', 'reads', 'keeps', 'blocks' or "
            "'move'");
  EXPECT_NE(problem(Least + "---\n" + Least).find("a file describes one dialect"),
            std::string::npos);
}

TEST(Dialect, BuiltInFilesAreValid) {
  std::set<std::string> Files;
  std::error_code Error;
  for (llvm::sys::fs::directory_iterator It(VALUETASK_SOURCE_DIR "/dialects", Error), End;
       !Error && It != End; It.increment(Error)) {
    const std::string Name = llvm::sys::path::filename(It->path()).str();
    const auto Text = llvm::MemoryBuffer::getFile(It->path());
    ASSERT_TRUE(bool(Text)) << It->path();
    const Dialect D = valid((*Text)->getBuffer().str());
    EXPECT_EQ(D.Id + ".yaml", Name);
    EXPECT_NE(D.Home, "") << Name;
    Files.insert(D.Id);
  }
  std::set<std::string> BuiltIn;
  for (const auto &D : builtInDialects())
    BuiltIn.insert(D->Id);
  EXPECT_EQ(BuiltIn, Files);
  EXPECT_GE(Files.size(), 24U);
}

TEST(Dialect, NoTypeIsInTwoDialects) {
  std::map<std::string, std::string> SeenIn;
  for (const auto &D : builtInDialects())
    for (const DialectType &Type : D->Types)
      for (const TypeName &Name : Type.Names) {
        const auto [It, New] =
            SeenIn.try_emplace(Name.Name + "<" + llvm::join(Name.Arguments, ","), D->Id);
        EXPECT_TRUE(New) << Name.Name << " is in " << It->second << " and " << D->Id;
      }
}

TEST(Dialects, AreSelectedByNameAndFile) {
  const auto Ids = [](std::vector<std::string> Elements) {
    std::vector<std::string> Result;
    llvm::Expected<DialectList> Selected = selectDialects(Elements);
    if (!Selected)
      return std::vector<std::string>{llvm::toString(Selected.takeError())};
    for (const auto &D : *Selected)
      Result.push_back(D->Id);
    return Result;
  };
  EXPECT_TRUE(Ids({}).empty());
  EXPECT_TRUE(Ids({"none"}).empty());
  EXPECT_EQ(Ids({"auto"}).size(), builtInDialects().size());
  EXPECT_EQ(Ids({"auto", "kj"}).size(), builtInDialects().size());
  EXPECT_EQ(Ids({"kj", "folly"}), (std::vector<std::string>{"kj", "folly"}));
  // A file in the place of the built-in one.
  EXPECT_EQ(Ids({"auto", VALUETASK_SOURCE_DIR "/dialects/kj.yaml"}).size(),
            builtInDialects().size());
  EXPECT_EQ(Ids({"foly"})[0], "'foly' is not a dialect; did you mean 'folly'?");
  EXPECT_EQ(Ids({"something else"})[0].substr(0, 80),
            "'something else' is not a dialect; write 'auto', 'none', the path of a file, or ");
  EXPECT_EQ(Ids({"/nowhere/ours.yaml"})[0],
            "the dialect '/nowhere/ours.yaml' can't be read: No such file or directory");
  EXPECT_EQ(Ids({"none", "kj"})[0], "'none' stands alone; leave the other dialects out, or it");
}

/// The keys that an object of the schema has, or the words that it allows.
std::vector<std::string> namesIn(const llvm::json::Object &Schema) {
  std::vector<std::string> Names;
  if (const llvm::json::Object *Properties = Schema.getObject("properties"))
    for (const auto &[Key, Value] : *Properties)
      Names.push_back(Key.str());
  if (const llvm::json::Array *Words = Schema.getArray("enum"))
    for (const llvm::json::Value &Word : *Words)
      Names.push_back(Word.getAsString().value_or("").str());
  llvm::sort(Names);
  return Names;
}

/// What the schema calls a part of the format: 'exempt-type' for "an exempt type".
std::string definitionOf(llvm::StringRef Part) {
  Part.consume_front("a ") || Part.consume_front("an ");
  std::string Name = Part.trim('\'').str();
  std::replace(Name.begin(), Name.end(), ' ', '-');
  return Name;
}

TEST(Dialect, SchemaHasTheKeysThatAreRead) {
  const auto Text = llvm::MemoryBuffer::getFile(VALUETASK_SOURCE_DIR "/docs/dialects/schema.json");
  ASSERT_TRUE(bool(Text));
  llvm::Expected<llvm::json::Value> Schema = llvm::json::parse((*Text)->getBuffer());
  ASSERT_TRUE(bool(Schema)) << llvm::toString(Schema.takeError());
  const llvm::json::Object *Parts = Schema->getAsObject()->getObject("definitions");
  ASSERT_TRUE(Parts);
  for (const FormatPart &Part : dialectFormat(Everything)) {
    const llvm::json::Object *Described = Part.Name == "a dialect"
                                              ? Schema->getAsObject()
                                              : Parts->getObject(definitionOf(Part.Name));
    ASSERT_TRUE(Described) << Part.Name;
    std::vector<std::string> Keys = Part.Keys;
    llvm::sort(Keys);
    EXPECT_EQ(namesIn(*Described), Keys) << Part.Name;
  }
}

/// A unit without any of these headers doesn't read the dialects at all.
TEST(Dialects, HeadersAreKnownWithoutReading) {
  for (const auto &D : builtInDialects())
    for (const std::string &Header : D->Headers)
      EXPECT_TRUE(mayBeOfBuiltInDialect("/usr/include/" + Header)) << Header;
  EXPECT_FALSE(mayBeOfBuiltInDialect("/usr/include/c++/12/vector"));
  EXPECT_FALSE(mayBeOfBuiltInDialect(""));
}

} // namespace
} // namespace valuetask

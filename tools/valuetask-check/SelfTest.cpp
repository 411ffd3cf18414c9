//===--- SelfTest.cpp - does this installation find anything at all? ------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SelfTest.h"
#include "ValueTaskModule.h"
#include "analysis/Unit.h"
#include "findings/Rules.h"
#include "input/Commands.h"
#include "input/Configuration.h"
#include "input/Inputs.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral BadFile = "/valuetask-self-test/bad.cpp";

// Its own single-consumption type, so that the test needs the compiler and the standard library
// alone.
constexpr llvm::StringLiteral TypeFile = "/valuetask-self-test/once.h";
constexpr llvm::StringLiteral TypeCode = R"CODE(
#pragma once
#include "runtime/task.h"

struct [[clang::annotate("valuetask::single_await")]] once {
  struct promise_type {
    once get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() { return ready; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
  [[clang::annotate("valuetask::consumes")]] void result() {}
  bool ready = false;
};

once make(bool early) {
  if (!early)
    co_await std::suspend_always{};
}
)CODE";

// Nothing is reported of the runtime's own folder.
constexpr llvm::StringLiteral RuntimeFile = "/valuetask-self-test/runtime/task.h";
constexpr llvm::StringLiteral RuntimeCode = R"CODE(
#include <coroutine>

namespace valuetask {
template <class> struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
template <class>
struct [[clang::annotate("valuetask::single_await")]] value_task : task<void> {
  struct promise_type : task<void>::promise_type {
    value_task get_return_object() { return {}; }
  };
};
} // namespace valuetask
)CODE";

constexpr llvm::StringLiteral PublicFile = "/valuetask-self-test/public.h";
constexpr llvm::StringLiteral ProfileFile = "/valuetask-self-test/profile.json";

/// A file of selftest/, whose name is that of a rule: RULE.cpp is code that the rule reports,
/// RULE.h such code for a public header, and RULE.json what a profile has of such a function.
struct Canary {
  llvm::StringRef Name;
  llvm::StringRef Text;
};

constexpr Canary Canaries[] = {
#include "SelfTestFiles.inc"
};

/// All files of a kind, one after another.
std::string canaries(llvm::StringRef Extension, llvm::StringRef Separator) {
  std::string All;
  for (const Canary &File : Canaries)
    if (File.Name.ends_with(Extension))
      All += (All.empty() ? "" : Separator.str()) + File.Text.str();
  return All;
}

} // namespace

bool runSelfTest(const std::string &ResourceDir) {
  const std::string Include = "#include \"once.h\"\n";
  const std::string BadCode = Include + "#include \"public.h\"\n" + canaries(".cpp", "\n");
  const std::string PublicCode = Include + canaries(".h", "\n");
  const std::string ProfileText =
      R"({"format": "valuetask-profile", "version": 1, "functions": [)" + canaries(".json", ",") +
      "]}";
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(BadFile, 0, llvm::MemoryBuffer::getMemBuffer(BadCode));
  Memory->addFile(PublicFile, 0, llvm::MemoryBuffer::getMemBuffer(PublicCode));
  Memory->addFile(TypeFile, 0, llvm::MemoryBuffer::getMemBuffer(TypeCode));
  Memory->addFile(RuntimeFile, 0, llvm::MemoryBuffer::getMemBuffer(RuntimeCode));
  auto Disk =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  Disk->pushOverlay(Memory);

  ClangTidyOptions Defaults = ClangTidyOptions::getDefaults();
  Defaults.Checks = "-*,valuetask-*";
  Defaults.HeaderFilterRegex = ".*";
  Defaults.CheckOptions["valuetask.PublicHeaders"] = PublicFile;
  Defaults.CheckOptions["valuetask.Profile"] = ProfileFile;
  ProfileStore Profiles;
  Profiles.add(ProfileFile, llvm::cantFail(Profile::parse(ProfileText, ProfileFile)));
  ClangTidyContext Context(
      std::make_unique<DefaultOptionsProvider>(ClangTidyGlobalOptions(), Defaults));
  const std::unique_ptr<clang::tooling::CompilationDatabase> Database =
      adjustCommands(std::make_unique<clang::tooling::FixedCompilationDatabase>(
                         "/", std::vector<std::string>{"-std=c++20"}),
                     ResourceDir);
  FilesSeen Seen;
  const UnitResult Result =
      analyseUnit(Context, Profiles, *Database, BadFile.str(), Disk, Seen, /*Wanted=*/{});

  bool Passed = true;
  for (const RuleInfo &Rule : allRules()) {
    const bool Found = llvm::any_of(Result.Diagnostics, [&](const FoundDiagnostic &E) {
      return E.DiagnosticName == Rule.Name;
    });
    llvm::outs() << (Found ? "found   " : "MISSED  ") << Rule.Name << "\n";
    Passed &= Found;
  }
  for (const FoundDiagnostic &E : Result.Diagnostics)
    if (isCompilerError(E)) {
      llvm::outs() << "compiler error: " << E.Message.Message << "\n";
      Passed = false;
    }
  llvm::outs() << (Passed ? "self-test passed" : "self-test FAILED") << " (clang "
               << CLANG_VERSION_STRING << ", resource directory " << ResourceDir << ")\n";
  return Passed;
}

} // namespace valuetask

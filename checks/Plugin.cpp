//===--- Plugin.cpp - what the host loads: a guard before the rules -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A plugin built for one LLVM may load into the clang-tidy of another without a word, list its
/// checks, and find nothing; or it can't be loaded, and clang-tidy goes on without it and ends
/// with 0. So what clang-tidy loads is this guard. It needs nothing of its host, so that every
/// clang-tidy can load it, asks for the host's version, and loads the rules, a library beside it,
/// or stops the run. The compiler, which would crash, loads the same guard before another library.
///
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

namespace clang {
// Null in a host that has no such function.
// NOLINTNEXTLINE(readability-redundant-declaration): this one makes it weak
__attribute__((weak)) std::string getClangFullVersion();
} // namespace clang

namespace {

constexpr const char *Built = CLANG_VERSION_STRING;

/// The part of 'Debian clang version 19.1.7 (3~deb12u1)' that decides whether the interfaces agree:
/// the patch releases of one 'major.minor' share theirs.
std::string majorMinor(const std::string &FullVersion) {
  const size_t Begin = FullVersion.find_first_of("0123456789");
  if (Begin == std::string::npos)
    return {};
  const size_t MajorEnd = FullVersion.find('.', Begin);
  if (MajorEnd == std::string::npos)
    return FullVersion.substr(Begin);
  const size_t MinorEnd = FullVersion.find_first_not_of("0123456789", MajorEnd + 1);
  return FullVersion.substr(Begin, MinorEnd - Begin);
}

/// Nothing of the host may run any more: its and the plugin's idea of every class may differ.
[[noreturn]] void stop(const std::string &Why) {
  std::fprintf(stderr,
               "error: the ValueTask plugin was built for " VALUETASK_HOST
               " %s, but %s: it would find nothing. Run " VALUETASK_HOST
               "-%d, or build the plugin with this LLVM.\n",
               Built, Why.c_str(), CLANG_VERSION_MAJOR);
  std::_Exit(2);
}

/// The library with the rules, in the folder of this one.
std::string rulesFile() {
  Dl_info Own;
  const std::string Path =
      dladdr(static_cast<const void *>(&Built), &Own) && Own.dli_fname ? Own.dli_fname : "";
  const size_t Folder = Path.rfind('/');
  return (Folder == std::string::npos ? "" : Path.substr(0, Folder + 1)) + VALUETASK_RULES_FILE;
}

struct Guard {
  Guard() {
    if (!clang::getClangFullVersion)
      stop("this program exports nothing of clang");
    const std::string Host = clang::getClangFullVersion();
    if (majorMinor(Host) != majorMinor(Built))
      stop("this is " + Host);
    if (!dlopen(rulesFile().c_str(), RTLD_LAZY | RTLD_GLOBAL))
      stop("its rules can't be loaded (" + std::string(dlerror()) + ")");
  }
};

const Guard AtLoad;

} // namespace

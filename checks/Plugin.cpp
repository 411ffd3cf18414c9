//===--- Plugin.cpp - what only the plugin needs: a guard at load ---------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A plugin built for one LLVM loads into the clang-tidy of another without a word, lists its
/// checks, and finds nothing. So the plugin asks its host for its version when it is loaded, and
/// stops the run when it isn't the one that it was built for.
///
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <string>

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

struct HostGuard {
  HostGuard() {
    const std::string Host = clang::getClangFullVersion();
    if (majorMinor(Host) == majorMinor(Built))
      return;
    std::fprintf(
        stderr,
        "error: the ValueTask plugin was built for clang-tidy %s, but this is %s: it would find "
        "nothing. Run clang-tidy-%d, or build the plugin with this LLVM.\n",
        Built, Host.c_str(), CLANG_VERSION_MAJOR);
    // Nothing of the host may run any more: its and the plugin's idea of every class differ.
    std::_Exit(2);
  }
};

// Before any other initialiser of the plugin: one that the host's older library can't serve must
// not run first. 101 is the first priority that is not the implementation's.
__attribute__((init_priority(101))) const HostGuard Guard;

} // namespace

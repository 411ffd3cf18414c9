//===--- Unit.h - the analysis of one translation unit ----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_ANALYSIS_UNIT_H
#define VALUETASK_CHECK_ANALYSIS_UNIT_H

#include "ProfileStore.h"
#include "ValueTaskModule.h"
#include "analysis/FileRecorder.h"
#include "analysis/UnitResult.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <optional>
#include <string>

namespace valuetask {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem>;

/// What a result has besides findings, for those who ask for it.
struct Extras {
  bool FilesRead = false;
  bool Suppressions = false; ///< the comments that hide findings
  bool Facts = false;        ///< and what depends on those of other units
};

/// Parses one file and runs the rules over it, as clang-tidy would, but for the bodies of functions
/// in system headers: those that no rule looks at aren't parsed. Nor is a file that reaches no
/// declaration of a type that the rules are about.
///
/// \param Context  of this unit alone: it remembers by number which check made a message, and the
///                 numbers begin anew with each unit
/// \param Profiles  those that were read before
/// \param Seen      gets what the result depends on
UnitResult analyseUnit(clang::tidy::ClangTidyContext &Context, ProfileStore &Profiles,
                       const clang::tooling::CompilationDatabase &Database, const std::string &File,
                       const FileSystem &Disk, FilesSeen &Seen, const Extras &Wanted);

struct UnitScan {
  FilesSeen Seen;
  bool HasModules = false; ///< it sees more than these files, by an import
};

/// The files that a unit reads, without parsing it; nothing when its directives can't be followed.
std::optional<UnitScan> scanUnit(clang::tidy::ClangTidyContext &Context,
                                 const clang::tooling::CompilationDatabase &Database,
                                 const std::string &File, const FileSystem &Disk);

/// The names of those dialects of which the files have a header.
std::vector<std::string> dialectsReached(const DialectList &Used, const FilesSeen &Seen);

} // namespace valuetask

#endif // VALUETASK_CHECK_ANALYSIS_UNIT_H

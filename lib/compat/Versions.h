//===--- Versions.h - what differs between the versions of LLVM -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What differs between the versions of LLVM that this project can be built with: one name for
/// each thing, whatever it is called in the version at hand. No other file asks for the version.
///
/// Each user of a part includes the headers of clang that the part is about: included here, they
/// would bring clang-tidy and the driver into the analysis, which knows neither.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_COMPAT_VERSIONS_H
#define VALUETASK_LIB_COMPAT_VERSIONS_H

#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileEntry.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#if LLVM_VERSION_MAJOR >= 21
#include "clang/Serialization/ModuleCache.h"
#else
#include "clang/Serialization/InMemoryModuleCache.h"
#endif

#if LLVM_VERSION_MAJOR < 19 || LLVM_VERSION_MAJOR > 22
#error "ValueTask is written for LLVM 19 to 22"
#endif

// Headers that have moved: '#include VALUETASK_DRIVER_OPTIONS'.
#if LLVM_VERSION_MAJOR >= 22
#define VALUETASK_DRIVER_OPTIONS "clang/Options/Options.h"
#define VALUETASK_SCANNING_FILES "clang/DependencyScanning/DependencyScanningFilesystem.h"
#else
#define VALUETASK_DRIVER_OPTIONS "clang/Driver/Options.h"
#define VALUETASK_SCANNING_FILES "clang/Tooling/DependencyScanning/DependencyScanningFilesystem.h"
#endif

/// What a table of options is made with besides its rows: from 20 on names are in tables of their
/// own, which whoever makes it takes from the generated file (OPTTABLE_STR_TABLE_CODE).
#if LLVM_VERSION_MAJOR >= 20
#define VALUETASK_OPTION_NAMES OptionStrTable, OptionPrefixesTable,
#else
#define VALUETASK_OPTION_NAMES
#endif

namespace clang {
class ElaboratedTypeLoc;
#if LLVM_VERSION_MAJOR >= 22
namespace options {}
namespace dependencies {}
#else
namespace driver::options {}
namespace tooling::dependencies {}
#endif
} // namespace clang

namespace valuetask::compat {

#if LLVM_VERSION_MAJOR >= 22
namespace driver = clang;
namespace options = clang::options;
namespace scanning = clang::dependencies;
#else
namespace driver = clang::driver;
namespace options = clang::driver::options;
namespace scanning = clang::tooling::dependencies;
#endif

/// The base of a table of options. From 24 on there is none.
using OptionTable = llvm::opt::GenericOptTable;

/// The type that the qualifier of a name names; null where it names none.
template <typename Qualifier> auto typeOf(Qualifier Written) {
#if LLVM_VERSION_MAJOR >= 22
  return Written.getAsType();
#else
  return Written->getAsType();
#endif
}

/// The same, as it is written.
template <typename QualifierLoc> auto typeLocOf(QualifierLoc Written) {
#if LLVM_VERSION_MAJOR >= 22
  return Written.getAsTypeLoc();
#else
  return Written.getTypeLoc();
#endif
}

/// A written type behind its keyword and its qualifier, which were a node of their own.
template <typename TypeLoc> TypeLoc unelaborated(TypeLoc Written) {
#if LLVM_VERSION_MAJOR < 22
  if (const auto Elaborated = Written.template getAs<clang::ElaboratedTypeLoc>())
    return Elaborated.getNamedTypeLoc();
#endif
  return Written;
}

/// The type of a class.
template <typename Context, typename Record> auto recordType(Context &Unit, const Record *Class) {
#if LLVM_VERSION_MAJOR >= 22
  return Unit.getCanonicalTagType(Class);
#else
  return Unit.getRecordType(Class);
#endif
}

/// A path that is relative is one below the folder.
inline void makeAbsolute(const llvm::Twine &Folder, llvm::SmallVectorImpl<char> &Path) {
#if LLVM_VERSION_MAJOR >= 22
  llvm::sys::path::make_absolute(Folder, Path);
#else
  llvm::sys::fs::make_absolute(Folder, Path);
#endif
}

/// Options of diagnostics, for an engine and a printer that live no longer. Up to 20 they are
/// counted, and nobody may own them.
class DiagnosticSettings {
public:
#if LLVM_VERSION_MAJOR >= 21
  clang::DiagnosticOptions &options() { return *Options; }
  clang::DiagnosticOptions &forEngine() { return *Options; }
  clang::DiagnosticOptions &forPrinter() { return *Options; }
  /// Makes an engine that has these options the one of clang-tidy's context.
  template <typename Tidy, typename Engine> void setEngine(Tidy &Context, Engine &Reporter) && {
    Context.setDiagnosticsEngine(std::move(Options), &Reporter);
  }

private:
  std::unique_ptr<clang::DiagnosticOptions> Options = std::make_unique<clang::DiagnosticOptions>();
#else
  clang::DiagnosticOptions &options() { return *Options; }
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> forEngine() { return Options; }
  clang::DiagnosticOptions *forPrinter() { return Options.get(); }
  /// Makes an engine that has these options the one of clang-tidy's context.
  template <typename Tidy, typename Engine> void setEngine(Tidy &Context, Engine &Reporter) && {
    Context.setDiagnosticsEngine(&Reporter);
  }

private:
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> Options =
      llvm::makeIntrusiveRefCnt<clang::DiagnosticOptions>();
#endif
};

/// Says what there is to lex of a file: its directives, or all of it.
using DirectivesOfFile =
    std::function<std::optional<llvm::ArrayRef<clang::dependency_directives_scan::Directive>>(
        clang::FileEntryRef)>;

/// Has a compiler lex what such a function says. It must outlive the compiler's use of it.
class DirectiveSource
#if LLVM_VERSION_MAJOR >= 21
    : public clang::DependencyDirectivesGetter
#endif
{
public:
  explicit DirectiveSource(DirectivesOfFile Of) : Of(std::move(Of)) {}

  template <typename CompilerInstance> void serve(CompilerInstance &Compiler) {
#if LLVM_VERSION_MAJOR >= 21
    Compiler.getPreprocessor().setDependencyDirectivesGetter(*this);
#else
    Compiler.getPreprocessorOpts().DependencyDirectivesForFile = Of;
#endif
  }

private:
#if LLVM_VERSION_MAJOR >= 21
  std::unique_ptr<clang::DependencyDirectivesGetter> cloneFor(clang::FileManager &) override {
    return std::make_unique<DirectiveSource>(Of);
  }
  std::optional<llvm::ArrayRef<clang::dependency_directives_scan::Directive>>
  operator()(clang::FileEntryRef File) override {
    return Of(File);
  }
#endif

  DirectivesOfFile Of;
};

/// A cache of modules that has none.
inline auto noModules() {
#if LLVM_VERSION_MAJOR >= 21
  return clang::createCrossProcessModuleCache();
#else
  return std::make_unique<const clang::InMemoryModuleCache>();
#endif
}

} // namespace valuetask::compat

#endif // VALUETASK_LIB_COMPAT_VERSIONS_H

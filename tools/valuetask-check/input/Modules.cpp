//===--- Modules.cpp - which modules of a build serve the analysis --------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "input/Modules.h"
#include "compat/Versions.h"
#include "input/Paths.h"
#include "clang/Basic/FileManager.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include VALUETASK_DRIVER_OPTIONS

namespace valuetask {

namespace fs = llvm::sys::fs;
namespace options = compat::options;
namespace path = llvm::sys::path;

namespace {

/// Learns what kind of module a file has. (Its base refuses what another clang wrote.)
class KindReader : public clang::ASTReaderListener {
public:
  bool IsOfHeaders = false;
  void ReadModuleMapFile(llvm::StringRef /*Path*/) override { IsOfHeaders = true; }
};

ModuleUse readUseOf(const std::string &Path) {
  clang::FileManager Files{clang::FileSystemOptions()};
  const auto NoOthers = compat::noModules();
  const clang::RawPCHContainerReader Container;
  KindReader Kind;
  bool Refused = true;
  // clang's reader trusts what is in the file.
  llvm::CrashRecoveryContext::Enable();
  llvm::CrashRecoveryContext().RunSafely([&] {
    Refused = clang::ASTReader::readASTFileControlBlock(Path, Files, *NoOthers, Container,
                                                        /*FindModuleFileExtensions=*/false, Kind,
                                                        /*ValidateDiagnosticOptions=*/false);
  });
  llvm::CrashRecoveryContext::Disable();
  if (Refused)
    return ModuleUse::Foreign;
  return Kind.IsOfHeaders ? ModuleUse::OfHeaders : ModuleUse::None;
}

/// Does GCC's mapping name a module? CMake gives one to each file, and in most are settings alone.
bool mapsAny(const std::string &Path) {
  const auto Text = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Text) // it needn't be a file
    return !llvm::StringRef(Path).ends_with(ModuleMapping);
  llvm::SmallVector<llvm::StringRef> Lines;
  (*Text)->getBuffer().split(Lines, '\n', -1, /*KeepEmpty=*/false);
  return llvm::any_of(Lines, [](llvm::StringRef Line) { return !Line.starts_with("$"); });
}

/// Where GCC keeps modules that no mapping names.
bool hasGccModules(llvm::StringRef Directory) {
  return fs::is_directory(absolutePath("gcm.cache", Directory));
}

} // namespace

ModuleUse ModuleFlags::useOfFile(const std::string &Path) {
  const auto [It, New] = Uses.try_emplace(Path, ModuleUse::None);
  // One that isn't there is for clang to name, if the unit needs it.
  if (New && fs::is_regular_file(Path))
    It->second = readUseOf(Path);
  return It->second;
}

ModuleUse ModuleFlags::useOfFolder(const std::string &Path) {
  bool HasForeign = false;
  std::error_code Error;
  for (fs::directory_iterator It(Path, Error), End; It != End && !Error; It.increment(Error)) {
    if (path::extension(It->path()) != ".pcm")
      continue;
    if (useOfFile(It->path()) != ModuleUse::Foreign)
      return ModuleUse::None;
    HasForeign = true;
  }
  return HasForeign ? ModuleUse::Foreign : ModuleUse::None;
}

/// Of the flags that clang doesn't know.
static ModuleUse useOfGcc(llvm::StringRef Text, llvm::StringRef Directory) {
  if (Text.consume_front("-fmodule-mapper="))
    return mapsAny(absolutePath(Text, Directory)) ? ModuleUse::Foreign : ModuleUse::Idle;
  if (Text == "-fmodules-ts")
    return hasGccModules(Directory) ? ModuleUse::Foreign : ModuleUse::Idle;
  return Text == "-Mmodules" || Text == "-Mno-modules" ? ModuleUse::Idle : ModuleUse::None;
}

ModuleUse ModuleFlags::useOf(const llvm::opt::Arg &A, llvm::StringRef Text,
                             llvm::StringRef Directory) {
  switch (A.getOption().getID()) {
  case options::OPT_fmodules: // of GCC as well, and then it is about named modules
    return hasGccModules(Directory) ? ModuleUse::Foreign : ModuleUse::OfHeaders;
  case options::OPT_fmodule_file: {
    const llvm::StringRef Value = A.getValue();
    const size_t Name = Value.find('='); // it may have none
    return useOfFile(absolutePath(Value.drop_front(Name + 1), Directory));
  }
  case options::OPT_fprebuilt_module_path:
    return useOfFolder(absolutePath(A.getValue(), Directory));
  case options::OPT_fbuiltin_module_map:
  case options::OPT_fimplicit_module_maps:
  case options::OPT_fimplicit_modules:
  case options::OPT_fmodule_format_EQ:
  case options::OPT_fmodule_header:
  case options::OPT_fmodule_header_EQ:
  case options::OPT_fmodule_map_file:
  case options::OPT_fmodule_name_EQ:
  case options::OPT_fmodules_cache_path:
  case options::OPT_fmodules_decluse:
  case options::OPT_fmodules_strict_decluse:
  case options::OPT_fprebuilt_implicit_modules:
  case options::OPT_gmodules:
    return ModuleUse::Idle;
  case options::OPT_Xclang: {
    const char *const Words[] = {A.getValue()};
    unsigned MissingIndex = 0, MissingCount = 0;
    const llvm::opt::InputArgList Inner = compat::driver::getDriverOptTable().ParseArgs(
        Words, MissingIndex, MissingCount, llvm::opt::Visibility(options::CC1Option));
    return Inner.size() ? useOf(**Inner.begin(), A.getValue(), Directory) : ModuleUse::None;
  }
  default:
    return useOfGcc(Text, Directory);
  }
}

} // namespace valuetask

//===--- ResultCache.cpp - results of earlier runs -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ResultCache.h"
#include "output/OutputFile.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <dlfcn.h>

namespace valuetask {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

/// llvm::pruneCache() touches only files of this name.
constexpr llvm::StringLiteral EntryPrefix = "llvmcache-";
/// An entry is: this line; the hash of all that follows; the size of the text; the text,
/// compressed. A change of any of it is a change of this line.
constexpr llvm::StringLiteral EntryFormat = "valuetask-check result 1\n";
constexpr size_t HashSize = 16;
constexpr llvm::StringLiteral EndOfFiles = "=\n";

/// How long an entry may be in use before its age is set back.
constexpr std::chrono::hours Fresh(1);

llvm::ArrayRef<uint8_t> bytesOf(llvm::StringRef Text) { return llvm::arrayRefFromStringRef(Text); }

std::string compressed(llvm::StringRef Text) {
  llvm::SmallVector<uint8_t, 0> Bytes;
  if (llvm::compression::zstd::isAvailable())
    llvm::compression::zstd::compress(bytesOf(Text), Bytes, /*Level=*/1);
  else
    Bytes.append(Text.begin(), Text.end());
  return llvm::toStringRef(Bytes).str();
}

std::optional<std::string> expanded(llvm::StringRef Bytes, uint64_t Size) {
  if (!llvm::compression::zstd::isAvailable())
    return Bytes.str();
  std::string Text(Size, '\0');
  size_t Got = Size;
  if (llvm::Error E = llvm::compression::zstd::decompress(
          bytesOf(Bytes), reinterpret_cast<uint8_t *>(Text.data()), Got)) {
    llvm::consumeError(std::move(E));
    return std::nullopt;
  }
  Text.resize(Got);
  return Text;
}

/// The file that holds the code of a function: this program or a library.
std::string fileOf(const void *Function) {
  Dl_info Info;
  return dladdr(Function, &Info) ? Info.dli_fname : "";
}

/// What this program is. Of clang's library, which is a hundred times as big, the size and the time
/// of its last change stand for the contents.
std::string identity() {
  std::string Result = clang::getClangFullVersion();
  const std::string Self = fs::getMainExecutable(nullptr, reinterpret_cast<void *>(&identity));
  if (const auto Contents = llvm::MemoryBuffer::getFile(Self))
    Result += hashOf((*Contents)->getBuffer());
  fs::file_status Library;
  if (!fs::status(fileOf(reinterpret_cast<const void *>(&clang::getClangFullVersion)), Library))
    Result += llvm::utostr(Library.getSize()) + " " +
              llvm::utostr(Library.getLastModificationTime().time_since_epoch().count());
  // Those that clang reads.
  for (const char *Variable :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS",
        "CLANG_CONFIG_FILE_SYSTEM_DIR", "CLANG_CONFIG_FILE_USER_DIR"})
    Result += "\n" + llvm::sys::Process::GetEnv(Variable).value_or("");
  return Result;
}

} // namespace

std::string ResultCache::defaultFolder() {
  llvm::SmallString<128> Place;
  if (!path::cache_directory(Place))
    return {};
  path::append(Place, "valuetask-check");
  return Place.str().str();
}

std::string ResultCache::keyOf(llvm::ArrayRef<std::string> Influences) {
  static const std::string Program = identity();
  std::string All = Program;
  for (const std::string &Influence : Influences)
    All += "\n" + llvm::utostr(Influence.size()) + " " + Influence;
  return llvm::toHex(hashOf(All), /*LowerCase=*/true);
}

std::string ResultCache::pathOf(llvm::StringRef Key) const {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, EntryPrefix + Key);
  return Path.str().str();
}

/// One line of an entry: 'r', the hash of what was read, and a path; 'p' or 'm' and a path.
bool ResultCache::isAsItWas(llvm::StringRef Listed) {
  const char Kind = Listed.front();
  Listed = Listed.drop_front();
  if (Kind != 'r') {
    auto [It, New] = ExistsNow.try_emplace(Listed);
    if (New)
      It->second = fs::exists(Listed);
    return It->second == (Kind == 'p');
  }
  const llvm::StringRef Hash = Listed.take_front(2 * HashSize);
  auto [It, New] = HashNow.try_emplace(Listed.drop_front(Hash.size()));
  if (New)
    if (const auto Contents = llvm::MemoryBuffer::getFile(It->getKey(), /*IsText=*/false,
                                                          /*RequiresNullTerminator=*/false))
      It->second = llvm::toHex(hashOf((*Contents)->getBuffer()));
  return It->second == Hash;
}

namespace {

struct FileCloser {
  fs::file_t &File;
  ~FileCloser() { llvm::consumeError(llvm::errorCodeToError(fs::closeFile(File))); }
};

} // namespace

std::optional<ResultCache::Entry> ResultCache::find(llvm::StringRef Key) {
  llvm::Expected<fs::file_t> File = fs::openNativeFileForRead(pathOf(Key));
  if (!File) {
    llvm::consumeError(File.takeError());
    return std::nullopt;
  }
  const FileCloser Closes{*File};
  fs::file_status Status;
  if (fs::status(*File, Status))
    return std::nullopt;
  const auto Bytes = llvm::MemoryBuffer::getOpenFile(*File, Key, Status.getSize(),
                                                     /*RequiresNullTerminator=*/false,
                                                     /*IsVolatile=*/true);
  if (!Bytes)
    return std::nullopt;
  llvm::StringRef Rest = (*Bytes)->getBuffer();
  if (!Rest.consume_front(EntryFormat) || Rest.size() < HashSize + sizeof(uint64_t))
    return std::nullopt;
  const llvm::StringRef Hash = Rest.take_front(HashSize);
  Rest = Rest.drop_front(HashSize);
  if (hashOf((Key + Rest).str()) != Hash)
    return std::nullopt;
  const uint64_t Size = llvm::support::endian::read64le(Rest.data());
  const std::optional<std::string> Text = expanded(Rest.drop_front(sizeof(uint64_t)), Size);
  if (!Text)
    return std::nullopt;
  Entry Found;
  llvm::StringRef Line, Lines = *Text;
  for (std::tie(Line, Lines) = Lines.split('\n'); Line != EndOfFiles.trim();
       std::tie(Line, Lines) = Lines.split('\n')) {
    if (Line.empty() || !isAsItWas(Line))
      return std::nullopt;
    if (Line.consume_front("r"))
      Found.FilesRead.push_back(Line.drop_front(2 * HashSize).str());
  }
  const auto Now = std::chrono::system_clock::now();
  if (Now - Status.getLastModificationTime() > Fresh)
    llvm::consumeError(llvm::errorCodeToError(fs::setLastAccessAndModificationTime(
        *File,
        llvm::sys::toTimePoint(llvm::sys::toTimeT(Now))))); // or it is thought older than it is
  Found.Result = Lines.str();
  return Found;
}

llvm::Error ResultCache::store(llvm::StringRef Key, const FilesSeen &Seen,
                               llvm::StringRef Result) const {
  std::string Text;
  auto IsOneLine = [](const auto &File) { return !File.getKey().contains('\n'); };
  if (!llvm::all_of(Seen.Read, IsOneLine) || !llvm::all_of(Seen.Present, IsOneLine) ||
      !llvm::all_of(Seen.Missing, IsOneLine))
    return llvm::Error::success(); // who names files so, waits
  for (const auto &File : Seen.Read)
    Text += ("r" + llvm::toHex(File.getValue()) + File.getKey() + "\n").str();
  for (const auto &File : Seen.Present)
    Text += ("p" + File.getKey() + "\n").str();
  for (const auto &File : Seen.Missing)
    Text += ("m" + File.getKey() + "\n").str();
  Text += (EndOfFiles + Result).str();
  std::string Body(sizeof(uint64_t), '\0');
  llvm::support::endian::write64le(Body.data(), Text.size());
  Body += compressed(Text);

  if (const std::error_code Problem = fs::create_directories(Folder))
    return llvm::createStringError(Problem, "can't make '" + Folder + "': " + Problem.message());
  return writeFile(
      pathOf(Key),
      [&](llvm::raw_ostream &Out) { Out << EntryFormat << hashOf((Key + Body).str()) << Body; },
      (EntryPrefix + "new-").str()); // is pruned, should a killed run leave it behind
}

void ResultCache::prune(uint64_t MostBytes) const {
  llvm::CachePruningPolicy Policy;
  Policy.MaxSizeBytes = MostBytes;
  Policy.Expiration = std::chrono::hours(24 * 30);
  llvm::pruneCache(Folder, Policy);
}

} // namespace valuetask

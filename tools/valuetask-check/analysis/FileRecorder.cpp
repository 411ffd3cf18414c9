//===--- FileRecorder.cpp - which files an analysis read ----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/FileRecorder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Error.h"

namespace valuetask {

namespace vfs = llvm::vfs;

std::string hashOf(llvm::StringRef Contents) {
  llvm::TruncatedBLAKE3<16> Hasher;
  Hasher.update(Contents);
  const auto Hash = Hasher.final();
  return {Hash.begin(), Hash.end()};
}

/// A file of which the contents are noted as they are handed on, so that a change of the file in
/// between can't come unseen.
class RecordedFile : public vfs::File {
public:
  RecordedFile(std::unique_ptr<vfs::File> Below, std::string Path, FileRecorder &Recorder)
      : Below(std::move(Below)), Path(std::move(Path)), Recorder(Recorder) {}

  llvm::ErrorOr<vfs::Status> status() override { return Below->status(); }
  llvm::ErrorOr<std::string> getName() override { return Below->getName(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine &Name,
                                                               int64_t Size,
                                                               bool RequiresNullTerminator,
                                                               bool IsVolatile) override {
    auto Buffer = Below->getBuffer(Name, Size, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Recorder.noteContents(Path, (*Buffer)->getBuffer());
    return Buffer;
  }
  std::error_code close() override { return Below->close(); }

private:
  std::unique_ptr<vfs::File> Below;
  std::string Path;
  FileRecorder &Recorder;
};

std::string FileRecorder::absolute(const llvm::Twine &Path) const {
  llvm::SmallString<256> Absolute;
  Path.toVector(Absolute);
  // Without a current folder, the name as it was asked for is as good.
  llvm::consumeError(llvm::errorCodeToError(makeAbsolute(Absolute)));
  return Absolute.str().str();
}

void FileRecorder::noteContents(llvm::StringRef Path, llvm::StringRef Contents) {
  Seen.Present.erase(Path);
  Seen.Read[Path] = hashOf(Contents);
  SeenWord = SeenWord ||
             llvm::any_of(Words, [&](const std::string &Word) { return Contents.contains(Word); });
}

llvm::ErrorOr<vfs::Status> FileRecorder::status(const llvm::Twine &Path) {
  auto Result = ProxyFileSystem::status(Path);
  const std::string Absolute = absolute(Path);
  if (!Result)
    Seen.Missing.insert(Absolute);
  else if (!Seen.Read.contains(Absolute))
    Seen.Present.insert(Absolute);
  return Result;
}

bool FileRecorder::exists(const llvm::Twine &Path) { return static_cast<bool>(status(Path)); }

llvm::ErrorOr<std::unique_ptr<vfs::File>> FileRecorder::openFileForRead(const llvm::Twine &Path) {
  auto Result = ProxyFileSystem::openFileForRead(Path);
  if (!Result) {
    Seen.Missing.insert(absolute(Path));
    return Result;
  }
  return std::make_unique<RecordedFile>(std::move(*Result), absolute(Path), *this);
}

} // namespace valuetask

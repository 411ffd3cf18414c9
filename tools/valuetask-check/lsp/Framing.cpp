//===--- Framing.cpp - messages in a stream of bytes ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Framing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Errno.h"
#include <algorithm>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <unistd.h>

namespace valuetask {

namespace {

constexpr llvm::StringLiteral LengthName = "Content-Length:";
/// A file of this size is no source. What is larger is taken for a mistake, and not waited for.
constexpr size_t MostBytes = size_t(256) << 20;
constexpr size_t MostHeaderBytes = 4096;
constexpr size_t MostUnsentBytes = size_t(16) << 20;

/// Where the header ends, with its empty line; npos where it isn't there yet.
size_t endOfHeader(llvm::StringRef Text) {
  for (size_t At = Text.find('\n'); At != llvm::StringRef::npos; At = Text.find('\n', At + 1)) {
    llvm::StringRef Next = Text.substr(At + 1);
    const bool HasReturn = Next.consume_front("\r");
    if (Next.starts_with("\n"))
      return At + (HasReturn ? 3 : 2);
  }
  return llvm::StringRef::npos;
}

llvm::Expected<size_t> lengthIn(llvm::StringRef Header) {
  std::optional<size_t> Length;
  llvm::SmallVector<llvm::StringRef> Lines;
  Header.split(Lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (const llvm::StringRef Line : Lines) {
    const auto [Name, Value] = Line.rtrim('\r').split(':');
    if (!Name.trim().equals_insensitive(LengthName.drop_back()))
      continue; // Content-Type, which is always the same
    size_t Number = 0;
    if (Value.trim().getAsInteger(10, Number))
      return llvm::createStringError("the Content-Length of a message is not a number");
    if (Number > MostBytes)
      return llvm::createStringError("the Content-Length of a message is " + llvm::Twine(Number) +
                                     "; the largest that is accepted is " + llvm::Twine(MostBytes));
    if (Length && *Length != Number)
      return llvm::createStringError("a message has two different lines 'Content-Length'");
    Length = Number;
  }
  if (!Length)
    return llvm::createStringError("a message has no Content-Length in its header");
  return *Length;
}

} // namespace

void MessageReader::add(llvm::StringRef Bytes) {
  if (Begin > Buffer.size() / 2) {
    Buffer.erase(0, Begin);
    Begin = 0;
  }
  Buffer += Bytes;
}

/// A whole line, so that a text in a message isn't taken for it: line ends are escaped there.
bool MessageReader::findHeader() {
  const llvm::StringRef Text = rest();
  for (size_t At = Text.find_insensitive(LengthName); At != llvm::StringRef::npos;
       At = Text.find_insensitive(LengthName, At + 1)) {
    const llvm::StringRef After = Text.drop_front(At + LengthName.size());
    if (After.size() < MostHeaderBytes && !After.contains('\n')) {
      drop(At); // the rest of the line is yet to come
      return false;
    }
    const llvm::StringRef Value = After.split('\n').first.trim();
    if (!Value.empty() && llvm::all_of(Value, llvm::isDigit)) {
      drop(At);
      return true;
    }
  }
  // The name itself may not be whole.
  drop(Text.size() - std::min(Text.size(), LengthName.size() - 1));
  return false;
}

llvm::Error MessageReader::lose(const llvm::Twine &Problem) {
  IsLost = true;
  return llvm::createStringError(Problem);
}

std::optional<llvm::Expected<std::string>> MessageReader::next() {
  if (IsLost && !findHeader())
    return std::nullopt;
  IsLost = false;
  drop(rest().size() - rest().ltrim("\r\n").size()); // between messages
  const size_t End = endOfHeader(rest());
  if (std::min(End, rest().size()) > MostHeaderBytes) {
    drop(MostHeaderBytes);
    return lose("a message has no header; it begins with 'Content-Length: N' and an empty line");
  }
  if (End == llvm::StringRef::npos)
    return std::nullopt;
  llvm::Expected<size_t> Length = lengthIn(rest().take_front(End));
  if (!Length) {
    drop(End);
    return lose(llvm::toString(Length.takeError()));
  }
  if (rest().size() - End < *Length)
    return std::nullopt;
  std::string Message = rest().substr(End, *Length).str();
  drop(End + *Length);
  return Message;
}

void MessageWriter::add(llvm::StringRef Message) {
  Bytes += (LengthName + " " + llvm::Twine(Message.size()) + "\r\n\r\n" + Message).str();
}

bool MessageWriter::isFull() const { return Bytes.size() - Sent > MostUnsentBytes; }

void MessageWriter::writeSome() {
  if (!isWaiting())
    return;
  // A pipe that can be written has room for so much.
  const size_t Size = std::min<size_t>(Bytes.size() - Sent, PIPE_BUF);
  const ssize_t Written =
      llvm::sys::RetryAfterSignal(-1, [&] { return write(Descriptor, Bytes.data() + Sent, Size); });
  if (Written >= 0)
    Sent += Written;
  else if (errno != EAGAIN && errno != EWOULDBLOCK)
    Problem = std::error_code(errno, std::generic_category());
  if (Sent > Bytes.size() / 2) {
    Bytes.erase(0, Sent);
    Sent = 0;
  }
}

void MessageWriter::writeAll() {
  while (isWaiting()) {
    pollfd Output{Descriptor, POLLOUT, 0};
    llvm::sys::RetryAfterSignal(-1, [&] { return poll(&Output, 1, /*timeout=*/-1); });
    writeSome();
  }
}

} // namespace valuetask

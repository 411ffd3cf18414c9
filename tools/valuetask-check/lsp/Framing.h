//===--- Framing.h - messages in a stream of bytes --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_LSP_FRAMING_H
#define VALUETASK_CHECK_LSP_FRAMING_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <system_error>

namespace valuetask {

/// Takes the messages of the Language Server Protocol out of what was read: header lines, one of
/// which is 'Content-Length: N', an empty line, and N bytes. Bytes may come in any pieces. After
/// what is no header, it goes on with the next line that can be the header of a message.
class MessageReader {
public:
  void add(llvm::StringRef Bytes);

  /// The next message that is complete, or an error for a header that is wrong; nothing where more
  /// bytes are needed.
  std::optional<llvm::Expected<std::string>> next();

private:
  llvm::StringRef rest() const { return llvm::StringRef(Buffer).drop_front(Begin); }
  void drop(size_t Count) { Begin += Count; }
  bool findHeader();
  llvm::Error lose(const llvm::Twine &Problem);

  std::string Buffer;
  size_t Begin = 0;    ///< what comes before it has been taken
  bool IsLost = false; ///< where does the next message begin?
};

/// Sends messages, and never waits for who reads them: a client that writes until it is read, and
/// reads nothing meanwhile, would wait forever.
class MessageWriter {
public:
  explicit MessageWriter(int Descriptor) : Descriptor(Descriptor) {}

  void add(llvm::StringRef Message);

  /// Is there something to write?
  bool isWaiting() const { return Sent < Bytes.size() && !Problem; }
  /// So much that no more should be added?
  bool isFull() const;

  /// To be called when the descriptor can be written.
  void writeSome();
  void writeAll();

  /// Why nothing can be written.
  std::error_code problem() const { return Problem; }

private:
  int Descriptor;
  std::string Bytes;
  size_t Sent = 0; ///< of them
  std::error_code Problem;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_LSP_FRAMING_H

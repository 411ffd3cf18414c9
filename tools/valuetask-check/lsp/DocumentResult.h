//===--- DocumentResult.h - what an editor shows of a file ------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_LSP_DOCUMENTRESULT_H
#define VALUETASK_CHECK_LSP_DOCUMENTRESULT_H

#include "analysis/RunResult.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace valuetask {

/// A file that an editor has open.
struct DocumentName {
  std::string Uri; ///< as the editor spells it
  std::string Path;
};

/// The result of one analysis of a document. The process of the analysis hands it to the server.
struct DocumentResult {
  llvm::json::Array Diagnostics; ///< as the protocol has them
  /// Of each diagnostic in turn: null, or an object with "title" and "edits", each of which has a
  /// "path", a "range" and a "newText".
  llvm::json::Array Fixes;
  /// Each file that a fix changes, as "path", and what it was like, as "stamp".
  llvm::json::Array Files;
  std::string Includer; ///< the file through which a header was analysed; absolute
  std::string Log;      ///< what is for the log alone; may be empty
  std::string Warning;  ///< so is this
};

/// What was found in the document itself, and, at its start, why not all of it could be analysed.
///
/// \param HasRelated  does the editor show related information? Otherwise it is part of the message
DocumentResult resultFor(const DocumentName &Document, const AnalysedFiles &Found, bool HasRelated);

/// Why there was no analysis.
DocumentResult resultFor(llvm::Error Problem);

std::string toText(DocumentResult Result);

/// \returns an error for text that toText() has not made.
llvm::Expected<DocumentResult> documentResultFrom(llvm::StringRef Text);

/// What tells whether a file has changed: when it was written, and its size.
std::string stampOf(llvm::StringRef Path);

} // namespace valuetask

#endif // VALUETASK_CHECK_LSP_DOCUMENTRESULT_H

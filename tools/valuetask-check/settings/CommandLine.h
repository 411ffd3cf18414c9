//===--- CommandLine.h - options, values and files --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_SETTINGS_COMMANDLINE_H
#define VALUETASK_CHECK_SETTINGS_COMMANDLINE_H

#include "compat/Versions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace valuetask {

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

/// The table keeps a reference to its rows, so that they are a base that is made before it.
struct OptionRows {
  OptionRows();
  std::vector<llvm::opt::OptTable::Info> Rows;
};

/// An option as its users see it.
struct DescribedOption {
  OptionId Id;
  OptionId Section;
  std::string Name;  ///< with its dashes
  std::string Value; ///< '<file>'; empty for a switch
  std::string Help;
};

/// The table of Options.td, with the names of the formats in the help of --format.
class CommandLine : private OptionRows, public compat::OptionTable {
public:
  CommandLine();

  /// Splits the words into options with their values, and files.
  ///
  /// \param Words  without the program; they have to live as long as the result
  /// \returns an error for an option that there isn't, and for a value that is missing, empty, or
  /// most likely an option
  llvm::Expected<llvm::opt::InputArgList> parse(llvm::ArrayRef<const char *> Words) const;

  /// All options that --help lists, by name.
  std::vector<DescribedOption> described() const;

private:
  llvm::Error unknown(llvm::StringRef Word) const;
  llvm::Error checkValue(const llvm::opt::Arg &A, const llvm::opt::InputArgList &All) const;
  std::string usageOf(const llvm::opt::Option &Of, llvm::StringRef Name) const;
  bool looksLikeOption(llvm::StringRef Word) const;
  std::string adviceOn(llvm::StringRef Option) const;
  std::vector<llvm::opt::Option> options() const;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_SETTINGS_COMMANDLINE_H

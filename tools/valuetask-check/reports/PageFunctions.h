//===--- PageFunctions.h - the functions on the page for people --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What stands in the page is made here, table and plot included, so that the page is whole where
/// scripts are off. Its frame, its looks and its script are the files of the folder 'page'.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_REPORTS_PAGEFUNCTIONS_H
#define VALUETASK_CHECK_REPORTS_PAGEFUNCTIONS_H

#include "reports/Reports.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace valuetask {

/// A finding, as others link to it.
struct FindingLink {
  llvm::StringRef Rule;
  std::string Id; ///< in the page; empty where it isn't shown
};

/// A function of the profile.
struct FunctionRow {
  const Profile::Function *Function;
  std::string Id;                   ///< in the page
  std::vector<FindingLink> Reports; ///< on the function itself, and not in it
};

/// The functions that are shown, the most called first.
struct FunctionRows {
  std::vector<FunctionRow> Shown;
  size_t All = 0;
  Counts Sum, LeftOut;
};

/// Those with the most calls, and all on which a rule reports.
///
/// \param Ids  of the findings, by their number; empty for those that aren't shown
FunctionRows functionRows(const Report &What, llvm::ArrayRef<std::string> Ids);

/// A row for each, with links to what is reported on it.
void writeTable(const FunctionRows &Rows, llvm::StringRef Root, llvm::raw_ostream &Out);

/// What the function is called in a sentence: its qualified name where it has one.
std::string nameOf(const Profile::Function &Function);

/// The shape that stands for what the function returns, around the origin.
llvm::StringRef shapeOf(const Profile::Function &Function);

/// 'task' or 'value_task', which is also the class in the page.
llvm::StringRef kindOf(const Profile::Function &Function);

} // namespace valuetask

#endif // VALUETASK_CHECK_REPORTS_PAGEFUNCTIONS_H

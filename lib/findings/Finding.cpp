//===--- Finding.cpp - what a rule reports --------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Finding.h"

namespace valuetask {

llvm::ArrayRef<RuleInfo> allRules() {
  static constexpr RuleInfo Table[] = {
#define VALUETASK_RULE(Id, Name, Weight, Summary) {RuleId::Id, Name, Severity::Weight, Summary},
#include "findings/Rules.def"
  };
  return Table;
}

} // namespace valuetask

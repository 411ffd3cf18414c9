//===--- Yielding.h - one mistake, one report -------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_FINDINGS_YIELDING_H
#define VALUETASK_LIB_FINDINGS_YIELDING_H

#include "findings/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include <set>
#include <utility>

namespace valuetask {

/// One mistake, one report: drops those of a rule which yields to another one that reports the same
/// place, as the rule table has it. What is dropped makes others yield all the same.
///
/// \param RuleOf   the rule of a report; null where it is none of ours
/// \param PlaceOf  a place, to be compared with '<'
/// \param IsCertain  only these make others yield
template <class Report, class RuleOfT, class PlaceOfT, class IsCertainT>
void dropYielding(std::vector<Report> &Reports, RuleOfT RuleOf, PlaceOfT PlaceOf,
                  IsCertainT IsCertain) {
  std::set<std::pair<RuleId, decltype(PlaceOf(Reports.front()))>> Certain;
  for (const Report &One : Reports)
    if (const RuleInfo *Rule = RuleOf(One); Rule && IsCertain(One))
      Certain.emplace(Rule->Id, PlaceOf(One));
  llvm::erase_if(Reports, [&](const Report &One) {
    const RuleInfo *Rule = RuleOf(One);
    return Rule && Rule->YieldsTo && Certain.count({*Rule->YieldsTo, PlaceOf(One)});
  });
}

} // namespace valuetask

#endif // VALUETASK_LIB_FINDINGS_YIELDING_H

//===--- MisuseSearch.h - misuses on feasible paths -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Goes through the functions of a unit: events, candidates, and of each candidate whether a path
/// leads to it that can run.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_MISUSESEARCH_H
#define VALUETASK_LIB_UNIT_MISUSESEARCH_H

#include "ast/ControlFlow.h"
#include "compat/Versions.h"
#include "events/Summaries.h"
#include "flow/ConsumptionFlow.h"
#include "paths/CallOutcomes.h"
#include "paths/InlinableCalls.h"
#include "paths/PathFeasibility.h"
#include "program/OtherUnits.h"
#include "types/UserCode.h"
#include "unit/Statistics.h"
#include <optional>
#include <vector>

namespace valuetask {

/// A misuse, in the function where it is.
struct FoundMisuse {
  const clang::FunctionDecl *Function;
  TrackedObject Object;
  Misuse What;
  /// Is the object consumed anywhere in the function, or asked something about itself?
  bool IsEverConsumed = false, IsEverAsked = false;
  /// What other units have to do for it.
  std::optional<Condition> If{};
};

/// A temporary that is dropped, or whose result is taken, where it is made.
struct FoundTemporary {
  const clang::FunctionDecl *Function;
  MisuseKind Kind;
  const clang::Expr *Value;
  const clang::CXXMemberCallExpr *Use; ///< the call of its member; null where it is just dropped
  bool OnPurpose;                      ///< as the source says
};

/// In the order of the unit's functions.
struct FoundMisuses {
  std::vector<FoundMisuse> OfObjects;
  std::vector<FoundTemporary> OfTemporaries;
};

/// What is searched for, and how.
struct SearchOptions {
  MisuseKinds Wanted;
  /// Ask the solver about paths that the built-in propagation lets pass.
  bool UseSolver = true;
  /// Find also what is a misuse only if functions of other units do what may be assumed of them.
  bool AssumeEffects = false;
};

class MisuseSearch {
public:
  MisuseSearch(const UserCode &Code, ControlFlowCache &Flows, Summaries &Callees,
               Statistics &Counted, const SearchOptions &Options)
      : Code(Code), Flows(Flows), Callees(Callees), Outcomes(Flows),
        Bodies(Flows,
               [&Types = Callees.types()](const clang::CXXRecordDecl *Record) {
                 return Types.isCoroutineMachinery(Record) ||
                        Types.isSingleConsumption(
                            compat::recordType(Record->getASTContext(), Record));
               }),
        Counted(Counted), Options(Options) {}

  /// Of all functions of the unit.
  FoundMisuses run();

private:
  void analyse(const clang::FunctionDecl *Function, FoundMisuses &Found);
  void findTemporaries(const clang::FunctionDecl *Function, const FunctionEvents &Events,
                       std::vector<FoundTemporary> &Found) const;
  std::vector<FoundMisuse> analyseAssuming(const clang::FunctionDecl *Function,
                                           llvm::ArrayRef<UnknownEffect> Unknown,
                                           llvm::ArrayRef<FoundMisuse> Certain);
  std::vector<FoundMisuse> search(const clang::FunctionDecl *Function, FunctionEvents &Events);
  std::optional<Misuse> findPath(const Candidate &Wanted, const clang::FunctionDecl *Function,
                                 PathFeasibility &Paths);

  const UserCode &Code;
  ControlFlowCache &Flows;
  Summaries &Callees;
  CallOutcomes Outcomes;
  InlinableCalls Bodies;
  Statistics &Counted;
  SearchOptions Options;
  PathConditions::Solver Exact;
};

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_MISUSESEARCH_H

//===--- UnitAnalysis.h - everything known about a translation unit -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes the parts of a unit's analysis when they are first asked for. It conducts, and calls no
/// rule: rules and fixes look at it through a UnitView.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_UNITANALYSIS_H
#define VALUETASK_LIB_UNIT_UNITANALYSIS_H

#include "ast/Ancestors.h"
#include "ast/ControlFlow.h"
#include "events/Summaries.h"
#include "flow/Suspension.h"
#include "profile/Measurements.h"
#include "profile/TaskUses.h"
#include "program/OtherUnits.h"
#include "types/Awaitables.h"
#include "types/UserCode.h"
#include "unit/MisuseSearch.h"
#include "unit/Statistics.h"
#include "clang/AST/ASTContext.h"
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace valuetask {

/// Nothing is known of the functions that a unit only declares.
struct UnitAlone {};
/// Nothing is known of them yet: facts are collected for the other units, and findings that depend
/// on those of others.
struct FactsWanted {};
/// What is known of the functions that a unit only declares. Facts are collected or used, never
/// both.
using OtherUnitsMode = std::variant<UnitAlone, FactsWanted, std::shared_ptr<Program>>;

struct AnalysisOptions {
  /// Qualified names of types to treat as single-consumption types, beside those that are
  /// annotated.
  std::vector<std::string> SingleAwaitTypes;
  /// What is known of the types of libraries.
  DialectList Dialects{};
  /// A regular expression for the paths of headers that others include; empty: there are none.
  std::string PublicHeaders;
  /// Ask LLVM's solver, where it has one, about paths that the built-in propagation lets pass.
  bool UseSolver = true;
  OtherUnitsMode OthersAre{};
  /// What runs of the program measured; null: nothing, and the rules that need it are silent.
  std::shared_ptr<const Profile> Measured{};
  /// Bodies of templates in system headers were skipped, and can be asked for.
  bool CanAskForBodies = false;
  /// With fewer calls, figures say nothing.
  uint64_t MinCalls = 1000;
  /// The share of calls that are complete at once from which on a value_task pays.
  double MinSyncRatio = 0.5;

  bool collectsFacts() const { return std::holds_alternative<FactsWanted>(OthersAre); }
  /// The facts of the whole program; null where there are none.
  Program *program() const {
    const auto *Whole = std::get_if<std::shared_ptr<Program>>(&OthersAre);
    return Whole ? Whole->get() : nullptr;
  }
};

/// What is known of a translation unit. Parts are made when they are first asked for.
class UnitAnalysis {
public:
  /// \param Wanted  the kinds of misuse that are searched for
  UnitAnalysis(clang::ASTContext &Context, const AnalysisOptions &Options, MisuseKinds Wanted);

  clang::ASTContext &context() { return Context; }
  /// Did the compiler find errors, so that the tree isn't whole?
  bool hasErrors() const { return Context.getDiagnostics().hasUncompilableErrorOccurred(); }
  /// May it have anything that the rules are about? With a profile, tasks are of interest as well.
  bool isOfInterest() const { return Options.Measured || Types.mayExist(); }
  const AnalysisOptions &options() const { return Options; }
  const Awaitables &types() const { return Types; }
  const UserCode &code() const { return Code; }
  ControlFlowCache &flows() { return Flows; }
  Summaries &summaries() { return Callees; }
  const Suspension &suspension();
  /// The same, if all suspends that other units have and that may; null where facts aren't
  /// collected.
  const Suspension *suspensionIfOthersDo();
  /// Null without a profile.
  const Measurements *measurements();
  const TaskUses &taskUses();
  /// Of all functions.
  const FoundMisuses &misuses();
  /// Of the user's functions.
  const Ancestors &parents();
  /// The files to which a fix adds a header already.
  llvm::DenseSet<clang::FileID> &includesAdded() { return IncludesAdded; }
  /// What was done so far, and which entries of the profile match.
  Statistics statistics();

private:
  clang::ASTContext &Context;
  Statistics Counted; // first, since the other parts are timed while they are made
  Awaitables Types;
  UserCode Code;
  ControlFlowCache Flows;
  AnalysisOptions Options;
  /// Who answers for the functions of other units; null: nobody does.
  std::unique_ptr<const OtherUnits> Others;
  Summaries Callees;
  MisuseSearch Search;
  std::optional<FoundMisuses> Misuses;
  std::optional<Suspension> Solved;
  std::optional<Suspension> SolvedIfOthersDo;
  std::optional<Measurements> Figures;
  std::optional<TaskUses> Uses;
  std::optional<Ancestors> Parents;
  llvm::DenseSet<clang::FileID> IncludesAdded;
};

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_UNITANALYSIS_H

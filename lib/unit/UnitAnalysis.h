//===--- UnitAnalysis.h - everything known about a translation unit -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one entry of the library: all rules over one translation unit, on one shared analysis of it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_UNITANALYSIS_H
#define VALUETASK_LIB_UNIT_UNITANALYSIS_H

#include "ast/Ancestors.h"
#include "ast/ControlFlow.h"
#include "events/Summaries.h"
#include "findings/Finding.h"
#include "flow/Suspension.h"
#include "paths/PathFeasibility.h"
#include "profile/Measurements.h"
#include "profile/TaskUses.h"
#include "program/OtherUnits.h"
#include "types/Awaitables.h"
#include "types/UserCode.h"
#include "unit/Statistics.h"
#include "clang/AST/ASTContext.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

struct AnalysisOptions {
  /// Qualified names of types to treat as single-consumption types, beside those that are
  /// annotated.
  std::vector<std::string> SingleAwaitTypes;
  /// A regular expression for the paths of headers that others include; empty: there are none.
  std::string PublicHeaders;
  /// Ask LLVM's solver, where it has one, about paths that the built-in propagation lets pass.
  bool UseSolver = true;
  /// What is known of the functions that a unit only declares; null: nothing.
  std::shared_ptr<Program> Known = nullptr;
  /// Find facts for other units too, and what hangs on those of others. Not together with Known.
  bool CollectFacts = false;
  /// What runs of the program measured; null: nothing, and the rules that need it are silent.
  std::shared_ptr<const Profile> Measured{};
  /// With fewer calls, figures say nothing.
  uint64_t MinCalls = 1000;
  /// The share of calls that are complete at once from which on a value_task pays.
  double MinSyncRatio = 0.5;
};

/// A misuse, in the function where it is.
struct FoundMisuse {
  const clang::FunctionDecl *Function;
  TrackedObject Object;
  Misuse What;
  /// Is the object consumed anywhere in the function?
  bool IsEverConsumed;
  /// What other units have to do for it.
  std::optional<Condition> If{};
};

/// A temporary that is dropped, or whose result is taken, where it is made.
struct FoundTemporary {
  const clang::FunctionDecl *Function;
  MisuseKind Kind;
  const clang::Expr *Value;
  const clang::CXXMemberCallExpr *Use; ///< the call of its member; null where it is just dropped
};

/// What the rules work on. Parts are made when a rule first asks for them.
class UnitAnalysis {
public:
  UnitAnalysis(clang::ASTContext &Context, const AnalysisOptions &Options);

  clang::ASTContext &context() { return Context; }
  /// Did the compiler find errors, so that the tree isn't whole?
  bool hasErrors() const { return Context.getDiagnostics().hasUncompilableErrorOccurred(); }
  const AnalysisOptions &options() const { return Options; }
  const Awaitables &types() const { return Types; }
  const UserCode &code() const { return Code; }
  ControlFlowCache &flows() { return Flows; }
  Summaries &summaries() { return Known; }
  const Suspension &suspension();
  /// The same, if all suspends that other units have and that may; null where facts aren't
  /// collected.
  const Suspension *suspensionIfOthersDo();
  /// Null without a profile.
  const Measurements *measurements();
  const TaskUses &taskUses();
  /// The kinds that misuses() will look for.
  void want(MisuseKinds Kinds) { Wanted = Kinds; }
  /// Of all functions; found by the first that asks.
  llvm::ArrayRef<FoundMisuse> misuses();
  llvm::ArrayRef<FoundTemporary> temporaries();
  /// Of the user's functions.
  const Ancestors &parents();
  Statistics &statistics() { return Counted; }
  /// The files to which a fix adds a header already.
  llvm::DenseSet<clang::FileID> &includesAdded() { return IncludesAdded; }

private:
  clang::ASTContext &Context;
  Statistics Counted; // first, since the other parts are timed while they are made
  Awaitables Types;
  UserCode Code;
  ControlFlowCache Flows;
  void analyse();
  void analyse(const clang::FunctionDecl *Function);
  void analyseAssuming(const clang::FunctionDecl *Function, llvm::ArrayRef<UnknownEffect> Unknown,
                       llvm::ArrayRef<FoundMisuse> Certain);
  const OtherUnits *others() const;
  std::vector<FoundMisuse> search(const clang::FunctionDecl *Function, FunctionEvents &Events);

  AnalysisOptions Options;
  std::optional<KnownUnits> Others;
  Summaries Known;
  PathConditions::Solver Exact;
  std::optional<Suspension> Solved;
  std::optional<Suspension> SolvedIfOthersDo;
  std::optional<Measurements> Figures;
  std::optional<TaskUses> Uses;
  llvm::DenseSet<clang::FileID> IncludesAdded;
  MisuseKinds Wanted;
  bool Analysed = false;
  std::optional<Ancestors> Parents;
  std::vector<FoundMisuse> Misuses;
  std::vector<FoundTemporary> Temporaries;
};

/// Runs the rules that \p Enabled accepts. The findings are in source order, each once, however
/// many instantiations of a template show it.
std::vector<Finding> findMisuses(UnitAnalysis &Unit, llvm::function_ref<bool(RuleId)> Enabled);

/// What the unit tells others of the functions that it defines, if facts are collected.
Facts factsOf(UnitAnalysis &Unit);

/// What may be assumed of parameters that aren't known, to look at a function under each: the
/// fewest assumptions first, and fewer of them the larger the function is.
std::vector<AssumedUnits> assumptionsAbout(llvm::ArrayRef<UnknownEffect> Unknown,
                                           const ControlFlow &Flow);

/// The source text of an expression for messages, on one line; empty when it is too long to quote,
/// or the work of a macro.
std::string quote(const clang::Expr *E, const clang::ASTContext &Context);

#define VALUETASK_RULE(Id, Name, Severity, Summary)                                                \
  std::vector<Finding> find##Id(UnitAnalysis &Unit);
#include "findings/Rules.def"

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_UNITANALYSIS_H

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

#ifndef VALUETASK_LIB_UNITANALYSIS_H
#define VALUETASK_LIB_UNITANALYSIS_H

#include "Awaitables.h"
#include "ControlFlow.h"
#include "Events.h"
#include "Finding.h"
#include "Suspension.h"
#include "UserCode.h"
#include "clang/AST/ASTContext.h"
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

struct AnalysisOptions {
  /// Qualified names of types to treat as single-consumption types, beside those that are
  /// annotated.
  std::vector<std::string> SingleAwaitTypes;
};

/// What an analysis did, for people who want to know why it is silent.
struct Statistics {
  unsigned FunctionsSeen = 0;
  unsigned FunctionsAnalysed = 0;
  unsigned Candidates = 0;
  unsigned Refuted = 0;
  /// Candidates whose search reached its bound. Nothing is reported about them.
  unsigned Dropped = 0;

  Statistics &operator+=(const Statistics &Other);
};

/// What the rules work on. Parts are made when a rule first asks for them.
class UnitAnalysis {
public:
  UnitAnalysis(clang::ASTContext &Context, const AnalysisOptions &Options);

  clang::ASTContext &context() { return Context; }
  const Awaitables &types() const { return Types; }
  const UserCode &code() const { return Code; }
  ControlFlowCache &flows() { return Flows; }
  Summaries &summaries() { return Known; }
  const Suspension &suspension();
  Statistics &statistics() { return Counted; }

private:
  clang::ASTContext &Context;
  Awaitables Types;
  UserCode Code;
  ControlFlowCache Flows;
  Summaries Known;
  std::optional<Suspension> Solved;
  Statistics Counted;
};

/// Runs the rules that \p Enabled accepts. The findings are in source order, each once, however
/// many instantiations of a template show it.
std::vector<Finding> findMisuses(UnitAnalysis &Unit, llvm::function_ref<bool(RuleId)> Enabled);

/// The source text of an expression for messages, on one line; empty when it is too long to quote,
/// or the work of a macro.
std::string quote(const clang::Expr *E, const clang::ASTContext &Context);

#define VALUETASK_RULE(Id, Name, Summary) std::vector<Finding> find##Id(UnitAnalysis &Unit);
#include "Rules.def"

} // namespace valuetask

#endif // VALUETASK_LIB_UNITANALYSIS_H

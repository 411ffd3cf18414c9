//===--- UnitView.h - what rules and fixes see of a unit --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_UNIT_UNITVIEW_H
#define VALUETASK_LIB_UNIT_UNITVIEW_H

#include "events/BlockingCalls.h"
#include "unit/UnitAnalysis.h"

namespace valuetask {

/// What rules and fixes see of a unit. Nothing that they ask changes what others are told, except
/// that of the fixes which add a header to a file, one does it.
class UnitView {
public:
  explicit UnitView(UnitAnalysis &Unit) : Unit(Unit) {}

  clang::ASTContext &context() const { return Unit.context(); }
  const AnalysisOptions &options() const { return Unit.options(); }
  const Awaitables &types() const { return Unit.types(); }
  const UserCode &code() const { return Unit.code(); }
  const Suspension &suspension() const { return Unit.suspension(); }
  /// \see UnitAnalysis::suspensionIfOthersDo
  const Suspension *suspensionIfOthersDo() const { return Unit.suspensionIfOthersDo(); }
  /// Null without a profile.
  const Measurements *measurements() const { return Unit.measurements(); }
  const TaskUses &taskUses() const { return Unit.taskUses(); }
  llvm::ArrayRef<FoundMisuse> misuses() const { return Unit.misuses().OfObjects; }
  llvm::ArrayRef<FoundTemporary> temporaries() const { return Unit.misuses().OfTemporaries; }
  /// \see valuetask::blockingCalls
  std::vector<BlockingCall> blockingCalls(const clang::FunctionDecl *Function) const {
    return valuetask::blockingCalls(Function, Unit.types());
  }
  const Ancestors &parents() const { return Unit.parents(); }
  /// Does an earlier fix add the header to the file?
  bool isIncludeAdded(clang::FileID File) const { return Unit.includesAdded().contains(File); }
  void includesAreAdded(llvm::ArrayRef<clang::FileID> Files) const {
    Unit.includesAdded().insert(Files.begin(), Files.end());
  }

private:
  UnitAnalysis &Unit;
};

} // namespace valuetask

#endif // VALUETASK_LIB_UNIT_UNITVIEW_H

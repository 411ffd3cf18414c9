//===--- OtherUnits.h - functions that this unit only declares --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where the analysis asks about a function whose body it doesn't see: nobody answers, the facts of
/// the program do, or something is assumed to find out what depends on it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROGRAM_OTHERUNITS_H
#define VALUETASK_LIB_PROGRAM_OTHERUNITS_H

#include "program/Facts.h"
#include "types/Awaitables.h"
#include "clang/AST/Decl.h"
#include <utility>
#include <vector>

namespace valuetask {

/// A parameter of a function that has no body here.
using UnknownEffect = std::pair<const clang::FunctionDecl *, unsigned>;

class OtherUnits {
public:
  virtual ~OtherUnits() = default;
  /// Does every call suspend? \p Overriders: the call may reach any of them.
  virtual bool suspends(const clang::FunctionDecl *Callee, bool Overriders) const = 0;
  /// Escapes, where that isn't known.
  virtual EffectKind effectOn(const clang::FunctionDecl *Callee, unsigned Parameter) const = 0;
};

/// The facts of a program, which is to live as long.
class KnownUnits : public OtherUnits {
public:
  explicit KnownUnits(Program &Whole) : Whole(Whole) {}
  bool suspends(const clang::FunctionDecl *Callee, bool Overriders) const override;
  EffectKind effectOn(const clang::FunctionDecl *Callee, unsigned Parameter) const override;

private:
  Program &Whole;
};

/// Everything suspends that may; and nothing is known of parameters but what is assumed.
class AssumedUnits : public OtherUnits {
public:
  struct Assumption {
    UnknownEffect Of;
    EffectKind What;
  };
  explicit AssumedUnits(std::vector<Assumption> Assumed = {}) : Assumed(std::move(Assumed)) {}
  bool suspends(const clang::FunctionDecl *, bool) const override { return true; }
  EffectKind effectOn(const clang::FunctionDecl *Callee, unsigned Parameter) const override;
  /// As the facts name it.
  std::vector<EffectAssumption> named() const;

private:
  std::vector<Assumption> Assumed;
};

/// The name of a function in the facts: clang's USR; of one that no other unit can name, with the
/// unit's. Empty for what has none.
std::string factNameOf(const clang::FunctionDecl *Function);

/// The same for a call that may reach any overrider.
std::string factNameOfCall(const clang::FunctionDecl *Callee, bool Overriders);

/// Do facts tell what the function does to the parameter: has it a mutable reference or a pointer
/// to a single-consumption object, and can other units name it?
bool hasEffectFact(const clang::FunctionDecl *Function, unsigned Parameter,
                   const Awaitables &Types);

/// Do facts tell whether it suspends: can its result be awaited?
bool hasSuspensionFact(const clang::FunctionDecl *Function, const Awaitables &Types);

} // namespace valuetask

#endif // VALUETASK_LIB_PROGRAM_OTHERUNITS_H

//===--- Events.h - what a function does to the objects it tracks -*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From the statements of one function to events on objects: created, consumed, re-initialised,
/// escaped. This is the only place that knows what an expression means for an object; the flow and
/// the path search see events alone.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_H
#define VALUETASK_LIB_EVENTS_H

#include "Awaitables.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace valuetask {

enum class EventKind { Create, Consume, Reinitialise, Escape };

enum class ConsumptionKind { Await, Call, GivenAway };

using ObjectId = unsigned;

struct Event {
  EventKind Kind;
  ObjectId Object;
  clang::SourceLocation Location;
  ConsumptionKind How = ConsumptionKind::Await;
  /// The function that consumes, for ConsumptionKind::Call: a member, or one with a consuming
  /// parameter.
  const clang::NamedDecl *By = nullptr;
};

/// An object that has a name in the function: a local, a parameter, a structured binding, or what a
/// reference variable refers to. A reference to another tracked object is no object of its own.
struct TrackedObject {
  const clang::ValueDecl *Declaration;
  /// A reference to an object that others can reach by another way: 'auto &slot = slots[i]'.
  bool SharedReferent = false;
  /// Its address is kept, by a pointer or by a lambda's capture: anything may happen to it at any
  /// time, so that nothing is ever reported about it.
  bool Pinned = false;
};

/// What functions do to the objects that they are given, as far as their bodies show. Computed on
/// demand and kept; a function that leads back to itself is taken to do everything.
class Summaries {
public:
  explicit Summaries(const Awaitables &Types) : Types(Types) {}

  const Awaitables &types() const { return Types; }
  /// May a call consume, keep or change what is bound to the parameter? True where no body is
  /// visible.
  bool touches(const clang::FunctionDecl *Callee, unsigned Parameter);

private:
  const Awaitables &Types;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<bool>> Touched;
};

/// The events of one function.
class FunctionEvents {
public:
  /// Needs no CFG, so that functions without a tracked object never get one.
  FunctionEvents(const clang::FunctionDecl *Function, Summaries &Known);

  llvm::ArrayRef<TrackedObject> objects() const { return Objects; }

  /// Does anything happen to the object, beyond its creation and looks at it?
  bool touches(const clang::ValueDecl *Object) const;

  /// Calls \p Visit for each event of the block, in the order of evaluation.
  void forEachEvent(const clang::CFGBlock &Block,
                    llvm::function_ref<void(const Event &)> Visit) const;
  void forEachEvent(const clang::CFGElement &Element,
                    llvm::function_ref<void(const Event &)> Visit) const;

private:
  friend class EventBuilder;

  std::vector<TrackedObject> Objects;
  llvm::DenseMap<const clang::ValueDecl *, ObjectId> ObjectOf;
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<Event, 1>> EventsAt;
};

/// The first call that an await makes: where its effects begin, and where an exception may first
/// leave it.
const clang::Expr *readyCall(const clang::CoroutineSuspendExpr *Await);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_H

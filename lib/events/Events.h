//===--- Events.h - what a function does to objects -------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Translates the statements of one function into events on the single-consumption objects that it
/// names: created, consumed, filled again, escaped. This is the only place that knows what an
/// expression means for an object; the flow and the path search know states and events only.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_EVENTS_H
#define VALUETASK_LIB_EVENTS_EVENTS_H

#include "models/Places.h"
#include "types/Awaitables.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace valuetask {

class BodyIndex;
class Summaries;
struct PlaceEvents;

enum class EventKind {
  Create,       ///< its life begins, with a result or the promise of one
  CreateEmpty,  ///< the same, without: there is nothing to consume
  Consume,      ///< it is
  ConsumeWhole, ///< what it is a part of is given away, whether or not it was consumed before
  TakeOut,      ///< what it holds is given away, and it is empty: 'std::exchange(x, {})'
  Swap,         ///< what it holds and what its partner holds change places
  Test,         ///< it is asked whether there is something: 'if (x)', 'x.valid()'
  Reinitialise, ///< it is fresh again
  Clear,        ///< it is empty again
  Lend,         ///< code that isn't asked may look at it, and perhaps wait for it
  Show,         ///< code that isn't seen may do anything to it, but only while it is called
  Remove,       ///< some of what it holds is removed
  Escape,       ///< code that isn't seen may do anything to it
  Suspend,      ///< the coroutine is suspended while it is there
  Bind,         ///< the view refers to the object from here on
  Unbind,       ///< the view refers to something else
  Diverge,      ///< a call that isn't known to return, while summaries are computed
};

enum class ConsumptionKind { Await, Call, GivenAway };

using ObjectId = unsigned;
constexpr ObjectId NoObject = ~0U;

/// A call that consumes on some of the paths through the function: on those that pass one of these
/// statements of its graph, once.
struct PartialConsumption {
  const clang::CallExpr *Call;
  std::vector<const clang::Stmt *> At;
};

struct Event {
  EventKind Kind;
  ObjectId Object;
  clang::SourceLocation Location;
  ConsumptionKind How = ConsumptionKind::Await;
  /// The function that consumes, for ConsumptionKind::Call.
  const clang::NamedDecl *By = nullptr;
  /// The expression that names the object, for a fix and for the words.
  const clang::Expr *Operand = nullptr;
  /// The pointer, iterator or reference by which the object is reached: the event is one of this
  /// object only while that refers to it.
  const clang::ValueDecl *View = nullptr;
  /// The index by which it is reached: the event is one of element 0 only where this is 0.
  const clang::Expr *Index = nullptr;
  /// For Swap; for Create and Reinitialise the variable from which what it holds is moved.
  ObjectId Partner = NoObject;
  /// Created from a value, so that it is completed.
  bool Completed = false;
  /// For Test: what the question that Operand is answers when there is nothing, where that is
  /// known.
  std::optional<bool> WhenEmpty = std::nullopt;
  /// Consumes each of what the place holds, where it is itself no such object: 'when_all(all)'.
  bool Each = false;
  /// What it is created with, or filled with, where that is seen.
  const clang::Expr *Value = nullptr;
  /// It gives the result without waiting for it.
  bool NeedsResult = false;
  /// The member that takes its result in the code that is called, without asking, and where.
  const clang::CXXMethodDecl *Taker = nullptr;
  clang::SourceLocation TakenAt{};
  /// For an Escape, where that is all that is behind it.
  std::shared_ptr<const PartialConsumption> Partial{};

  /// Does it happen to the object on every path that comes by?
  bool isCertain() const { return !View && !Index; }
  /// Does it consume, or give away?
  bool isConsumption() const {
    return Kind == EventKind::Consume || Kind == EventKind::ConsumeWhole ||
           Kind == EventKind::TakeOut;
  }
};

/// Where an event belongs: at a statement of the graph, or at a declaration. (The graph splits
/// 'T a, b;' into statements of its own making.)
struct Anchor {
  const clang::Stmt *Statement = nullptr;
  const clang::Decl *Declaration = nullptr;

  Anchor() = default;
  Anchor(const clang::Stmt *S) : Statement(S) {}
  Anchor(const clang::Decl *D) : Declaration(D) {}
  bool operator==(const Anchor &Other) const {
    return Statement == Other.Statement && Declaration == Other.Declaration;
  }
};

/// Events by where they belong, in the order of evaluation.
class EventTable {
public:
  void add(const Anchor &At, const Event &E);
  llvm::ArrayRef<Event> at(const Anchor &At) const;

  bool hasSwaps() const { return HasSwaps; }
  /// Puts what \p Settle answers into the place of each Swap.
  void replaceSwaps(llvm::function_ref<llvm::SmallVector<Event, 2>(const Event &)> Settle);

private:
  bool HasSwaps = false;
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<Event, 1>> AtStatement;
  llvm::DenseMap<const clang::Decl *, llvm::SmallVector<Event, 1>> AtDeclaration;
};

/// An object that has a place in the function: a local, a parameter, a structured binding, a field
/// of one, an element of a local container, what a pointer or a reference refers to.
struct TrackedObject {
  Place Where;
  /// What the messages say, and where it is declared.
  std::string Name;
  const clang::ValueDecl *Declaration;
  /// Null for a whole that holds such objects: only the function's callers ask for it.
  clang::QualType Type;
  /// Others can reach it by another way: 'auto &slot = slots[i]'.
  bool Shared = false;
  /// Its address is kept, by a pointer or by a lambda's capture: anything may happen to it at any
  /// time, so that nothing is ever reported about it.
  bool Pinned = false;
  /// A by-value variable or parameter of this function, whose end ends it.
  bool OwnedHere = false;
  /// A container: all that it holds, together.
  bool IsWhole = false;
  /// Tests of it that tell whether its result is there: 'x.is_completed()'.
  llvm::SmallVector<const clang::Expr *, 2> Tests{};
};

/// Is it a variable of the function that begins with what its initialiser says?
inline bool isMadeHere(const TrackedObject &Object) {
  return Object.OwnedHere && !llvm::isa<clang::ParmVarDecl>(Object.Declaration);
}

/// A temporary that nothing consumes where it is made: it is dropped, only looked at, or its result
/// is taken at once.
struct TemporaryUse {
  const clang::Expr *Value;
  const clang::CXXMemberCallExpr *Call; ///< of its member; null where it is just dropped
  bool TakesResult;
  bool OnPurpose = false; ///< '(void)' says so, or 'std::ignore ='
};

/// The objects of a function, and what happens to them.
struct ObjectEvents {
  std::vector<TrackedObject> Objects;
  EventTable Events;
};

/// The events of one function.
class FunctionEvents {
public:
  /// Needs no CFG, so that functions without a tracked object never get one.
  FunctionEvents(const clang::FunctionDecl *Function, Summaries &Callees);

  llvm::ArrayRef<TrackedObject> objects() const { return Tracked.Objects; }
  bool empty() const { return Tracked.Objects.empty(); }

  llvm::ArrayRef<TemporaryUse> temporaries() const { return Temporaries; }

  /// What all 'return' statements refer to, for a function that returns a reference or a pointer:
  /// one place in what it was given.
  const std::optional<Place> &returned() const { return Returned; }

  /// Calls \p Visit for each event, in the order of evaluation. Suspend is one of NoObject: of all
  /// that are there.
  void forEachEvent(const clang::CFGBlock &Block,
                    llvm::function_ref<void(const Event &)> Visit) const;
  void forEachEvent(const clang::CFGElement &Element,
                    llvm::function_ref<void(const Event &)> Visit) const;

  bool hasSwaps() const { return Tracked.Events.hasSwaps(); }
  void replaceSwaps(llvm::function_ref<llvm::SmallVector<Event, 2>(const Event &)> Settle) {
    Tracked.Events.replaceSwaps(Settle);
  }

private:
  // Each step takes what the one before found: the walk, the uses of names, the objects.
  FunctionEvents(const BodyIndex &Body, Summaries &Callees);
  FunctionEvents(const BodyIndex &Body, const PlaceEvents &Found);

  std::vector<TemporaryUse> Temporaries;
  std::optional<Place> Returned;
  ObjectEvents Tracked;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_EVENTS_H

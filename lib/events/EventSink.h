//===--- EventSink.h - where the events on places go ------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A use of a place, and the sink that collects what the uses in a function do.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_EVENTSINK_H
#define VALUETASK_LIB_EVENTS_EVENTSINK_H

#include "events/PlaceEvents.h"
#include "models/Accessors.h"
#include "models/Protocol.h"
#include "types/Awaitables.h"

namespace valuetask {

/// The use of a place, on the way from its name outwards.
struct Use {
  const clang::Expr *Name;
  Place Where;
  /// The expression that leads to the place.
  const clang::Stmt *Here;
  /// The name, where the use is in one arm of a conditional operator.
  const clang::Stmt *Arm = nullptr;
  const clang::Expr *Index = nullptr;

  const clang::Expr *expression() const { return llvm::cast<clang::Expr>(Here); }
  clang::QualType type() const { return expression()->getType(); }

  /// Where an event belongs that usually is at \p Usual. Which arm of a conditional operator is
  /// taken is known only in that arm.
  const clang::Stmt *at(const clang::Stmt *Usual) const { return Arm ? Arm : Usual; }

  /// Goes on to what the steps lead to.
  void follow(llvm::ArrayRef<PlaceStep> Steps) { Where = Where.then(Steps); }
  void follow(const Access &By, const BodyIndex &Body);
};

/// Collects what is done to places.
class EventSink {
public:
  explicit EventSink(const Awaitables &Types) : Types(Types) {}

  void put(PlaceEvent Event);
  void put(const Use &U, const clang::Stmt *At, EventKind Kind, clang::SourceLocation Location);
  /// The same for another place than the use's.
  void putOn(const Place &Where, const Use &U, const clang::Stmt *At, EventKind Kind,
             clang::SourceLocation Location);

  void consume(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
               ConsumptionKind How, const clang::NamedDecl *By = nullptr, bool NeedsResult = false);
  /// Its result is read, which may be done again: nobody has to consume it any longer.
  void read(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
            const clang::NamedDecl *By = nullptr, bool NeedsResult = false);
  /// The same by a parameter that consumes whatever it is given: each of what is in a container.
  void consumeEach(const Use &U, const clang::Stmt *At, const clang::NamedDecl *By);
  /// It is given away: Consume, or TakeOut.
  void give(const Use &U, const clang::Stmt *At, EventKind Kind);
  /// It is assigned, or exchanged for, \p Value; null when that isn't seen.
  void refill(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
              const clang::Expr *Value);
  /// What it holds is filled with \p Value; null when that isn't seen.
  void fill(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
            const clang::Expr *Value);
  /// It changes places with the object that \p Partner names.
  void swap(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
            const clang::DeclRefExpr *Partner);
  /// A question asks it whether there is something. \p IsUsed: somebody looks at the answer.
  void test(const Use &U, const clang::Stmt *At, const SelfQuestion &Asked,
            const clang::CallExpr *Question, bool IsUsed);
  void test(const Place &Where, clang::QualType Type, const clang::Stmt *At,
            const SelfQuestion &Asked, const clang::CallExpr *Question);
  /// Code that isn't seen may do anything to it. The address of something escapes for good.
  void escape(const Use &U, const clang::Stmt *At);
  /// Its address is kept.
  void pin(const Place &Where, const clang::Expr *Name);
  void pin(const Use &U) { pin(U.Where, U.Name); }
  /// A 'return' statement refers to it.
  void noteReturned(const Place &Where);

  /// There is an object of that type to track.
  void noteObject(const Place &Where, clang::QualType Type);
  /// The same where an index may lead to it: whatever it counts, the first element is among them,
  /// and the same each time.
  void noteObject(const Use &U, clang::QualType Type);

  PlaceEvents take() && { return std::move(Found); }

private:
  EventKind kindOfMove(const Use &U) const;
  void putAs(const Use &U, const clang::Stmt *At, const Event &E,
             const clang::DeclRefExpr *FillsFrom = nullptr);

  Event answerOf(clang::QualType Type, const SelfQuestion &Asked, const clang::CallExpr *Question,
                 const clang::Expr *Index) const;

  const Awaitables &Types;
  PlaceEvents Found;
  bool HasReturned = false;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_EVENTSINK_H

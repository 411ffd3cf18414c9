//===--- PlaceEvents.h - what a function does to places ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the names in a function's body say: events on places, in the function's own words, before
/// it is known which objects there are. Events fills it, and Objects makes events on objects of it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_PLACEEVENTS_H
#define VALUETASK_LIB_EVENTS_PLACEEVENTS_H

#include "events/Events.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <vector>

namespace valuetask {

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

/// An event on a place: of whatever object is there, or in it.
struct PlaceEvent {
  Anchor At;
  Place Where;
  Event What;
  bool Pins = false;
};

/// What a pointer, an iterator or a reference that picks one of two refers to from a point on.
struct ViewBinding {
  Anchor At;
  Place To;
};

struct PlaceEvents {
  const clang::FunctionDecl *Function;
  const Awaitables &Types;

  /// Objects that have a declaration of their own, and those that something is done to.
  struct WantedObject {
    Place Where;
    clang::QualType Type;
    const clang::ValueDecl *Declaration = nullptr;
  };
  std::vector<WantedObject> Named{};
  std::vector<WantedObject> Wanted{};
  std::vector<PlaceEvent> Events{};
  /// Questions whether there is something.
  std::vector<std::pair<Place, const clang::Expr *>> Tests{};
  /// Calls, which may change what isn't mentioned.
  std::vector<const clang::Expr *> Calls{};
  /// Where variables get another value.
  llvm::DenseMap<const clang::ValueDecl *, std::vector<const clang::Stmt *>> Writes{};
  /// References and bindings, by what they are other names of; and those that are none.
  llvm::DenseMap<const clang::ValueDecl *, Place> Alias{};
  llvm::SetVector<const clang::VarDecl *> References{};
  /// Pointers, iterators, and references that pick one of two; and the writes of them of which it
  /// is known what they refer to then.
  llvm::MapVector<const clang::ValueDecl *, std::vector<ViewBinding>> Views{};
  std::vector<std::pair<const clang::ValueDecl *, Anchor>> Covered{};

  Place placeOf(const clang::ValueDecl *D) const {
    auto It = Alias.find(D);
    return It == Alias.end() ? Place{D, {}} : It->second;
  }
  /// A variable of an enclosing function, or an init-capture, inside a lambda: it is there before
  /// the lambda runs.
  bool isCaptured(const clang::ValueDecl *Variable) const;

private:
  bool isOwnCapture(const clang::VarDecl *Variable) const;
};

/// Finds the objects that there are, and what happens to each.
void resolveObjects(PlaceEvents Found, FunctionEvents &Result);

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_PLACEEVENTS_H

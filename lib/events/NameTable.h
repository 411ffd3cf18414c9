//===--- NameTable.h - what the names in a body refer to --------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the names of a function refer to: objects of their own, other objects (references and
/// structured bindings), or now this object and now that one (views).
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_NAMETABLE_H
#define VALUETASK_LIB_EVENTS_NAMETABLE_H

#include "events/Events.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <vector>

namespace valuetask {

/// A place where there is an object to track.
struct ObjectPlace {
  Place Where;
  clang::QualType Type;
  /// The declaration that names it, where it isn't the variable that the place begins with.
  const clang::ValueDecl *Declaration = nullptr;
};

struct NameTable {
  /// Objects that have a declaration of their own.
  std::vector<ObjectPlace> Objects;
  /// References and structured bindings, by what they are other names of.
  llvm::DenseMap<const clang::ValueDecl *, Place> Aliases;
  /// References of which it isn't known what they refer to.
  llvm::SetVector<const clang::VarDecl *> References;

  /// Where the object is that the name refers to.
  Place placeOf(const clang::ValueDecl *Name) const;
};

/// What a view refers to from a point on.
struct ViewBinding {
  /// Where the view begins to refer to it: in one arm of a conditional operator, for example.
  Anchor At;
  /// The initialisation or assignment of the view as a whole.
  Anchor Write;
  /// What the view refers to, as its address.
  Place To;
};

/// Views: pointers, iterators, and references that pick one of two objects. A view refers to
/// different objects at different times.
class ViewTable {
public:
  void bind(const clang::ValueDecl *View, ViewBinding Binding);

  /// The views in the order of their first bindings.
  auto begin() const { return Bindings.begin(); }
  auto end() const { return Bindings.end(); }
  llvm::ArrayRef<ViewBinding> bindingsOf(const clang::ValueDecl *View) const;

  /// Does the place lead through a view?
  bool isContentOfView(const Place &Where) const;
  /// What a place that leads through a view may be.
  std::vector<Place> referents(const Place &Where) const;
  /// Is it known what the view refers to after this write of it?
  bool isKnownAfter(const clang::ValueDecl *View, const Anchor &Write) const;

private:
  llvm::MapVector<const clang::ValueDecl *, std::vector<ViewBinding>> Bindings;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_NAMETABLE_H

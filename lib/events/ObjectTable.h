//===--- ObjectTable.h - the objects of a function --------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The objects of a function, by where they are.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_OBJECTTABLE_H
#define VALUETASK_LIB_EVENTS_OBJECTTABLE_H

#include "events/BodyIndex.h"

namespace valuetask {

/// The variable that an object is in or is, where the function itself creates it: no parameter, and
/// no variable that a lambda captures. Null for any other place.
const clang::VarDecl *createdVariable(const Place &Where, const BodyIndex &Body);

class ObjectTable {
public:
  explicit ObjectTable(const BodyIndex &Body) : Body(Body) {}

  /// The object at that place, which is made if there is none yet.
  ObjectId objectAt(const ObjectPlace &Wanted);
  /// The object that is exactly there; NoObject if there is none.
  ObjectId find(const Place &Where) const;
  /// The objects whose places begin with the variable; null is 'this'.
  llvm::ArrayRef<ObjectId> rootedIn(const clang::ValueDecl *Root) const;

  ObjectId size() const { return Objects.size(); }
  bool empty() const { return Objects.empty(); }
  TrackedObject &operator[](ObjectId Id) { return Objects[Id]; }
  const TrackedObject &operator[](ObjectId Id) const { return Objects[Id]; }

  std::vector<TrackedObject> take() && { return std::move(Objects); }

private:
  const BodyIndex &Body;
  std::vector<TrackedObject> Objects;
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<ObjectId, 2>> ByRoot;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_OBJECTTABLE_H

//===--- NameBinder.h - what declarations and assignments bind --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps what the names of a function refer to, while its body is read: a declaration makes a
/// reference another name of a place, or a view refer to one.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_NAMEBINDER_H
#define VALUETASK_LIB_EVENTS_NAMEBINDER_H

#include "events/BodyIndex.h"
#include "events/EventSink.h"
#include "events/NameTable.h"

namespace valuetask {

class NameBinder {
public:
  NameBinder(const BodyIndex &Body, EventSink &Sink)
      : Body(Body), Sink(Sink), Names(Body.declared()) {}

  /// Where the object is that the name refers to.
  Place placeOf(const clang::ValueDecl *Name) const { return Names.placeOf(Name); }

  /// Do two expressions name the same object, by whatever names and pointers that always refer to
  /// one thing?
  bool isSameObject(const clang::Expr *A, const clang::Expr *B) const;

  /// An object that a declaration names.
  void declare(ObjectPlace Object) { Names.Objects.push_back(std::move(Object)); }

  /// The use initialises a variable: a reference becomes another name of the place, or a view of it
  /// where it is one of two; a pointer is a view.
  void initialise(const Use &U, const clang::DeclStmt *Declaration);

  /// The view refers to the used place from \p Write on. Where that is more than is followed, the
  /// place escapes.
  void bind(const clang::ValueDecl *View, Anchor Write, const Use &U);

  /// The end of the reading: hands over what is known of the names.
  void moveTo(PlaceEvents &Found) &&;

private:
  std::optional<Place> placeNamed(const clang::Expr *E) const;
  void nameAlias(const clang::VarDecl *Variable, const Place &To);
  void nameObject(const Place &Where, const clang::ValueDecl *Name);
  std::optional<Place> referentOf(const Use &U) const;
  bool isSteady(const clang::ValueDecl *Pointer) const;
  std::optional<Place> throughViews(const Place &Where) const;

  const BodyIndex &Body;
  EventSink &Sink;
  NameTable Names;
  ViewTable Views;
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_NAMEBINDER_H

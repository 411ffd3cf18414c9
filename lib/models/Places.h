//===--- Places.h - where an object is, as the source names it --*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A place is a variable and the way from it into what it holds: a field, what a pointer or an
/// optional refers to, an element. Two expressions that lead the same way name the same object, as
/// long as nothing on that way was written in between.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_PLACES_H
#define VALUETASK_LIB_MODELS_PLACES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <string>
#include <tuple>

namespace valuetask {

struct PlaceStep {
  enum class Kind : unsigned char {
    Field,      ///< of a class, or what a lambda captured
    Content,    ///< of an optional, a smart pointer, a pointer, an iterator, a reference_wrapper
    Address,    ///< the way back: Content of an Address is the object itself
    TupleIndex, ///< of a tuple or a pair
    Element,    ///< of an array or a container, by a constant index
    ElementAt,  ///< the same, by a variable
    AnyElement, ///< the same, by something else
  };
  Kind What;
  /// The field, or the index. Of a tuple's index only how it is written: 'both.first'.
  const clang::ValueDecl *Declaration = nullptr;
  int64_t Number = 0;

  friend bool operator==(const PlaceStep &A, const PlaceStep &B) {
    return A.What == B.What && A.Number == B.Number &&
           (A.Declaration == B.Declaration || A.What == Kind::TupleIndex);
  }
  bool isElement() const {
    return What == Kind::Element || What == Kind::ElementAt || What == Kind::AnyElement;
  }
};

using PlaceSteps = llvm::SmallVector<PlaceStep, 2>;

struct Place {
  /// Null for what 'this' points to.
  const clang::ValueDecl *Root = nullptr;
  PlaceSteps Steps;

  friend bool operator==(const Place &A, const Place &B) {
    return A.Root == B.Root && A.Steps == B.Steps;
  }

  /// The place that this one leads to by one step more, or by several.
  Place then(PlaceStep Step) const;
  Place then(llvm::ArrayRef<PlaceStep> More) const;
  bool isVariable() const { return Root && Steps.empty(); }
  /// As a C++ programmer writes it: 'local.member', '*given', 'std::get<0>(both)'.
  std::string spelled() const;
};

/// The type that the declarations on the way give the place; null where they don't tell. \p This is
/// what 'this' points to.
clang::QualType typeAt(const Place &Where, clang::QualType This);

enum class Relation {
  Apart,  ///< different objects
  Within, ///< the same, or a part of it
  Maybe,  ///< they may be the same: two elements by different variables
};

/// How does \p Inner lie to \p Outer? \p Rest is the way from \p Outer to \p Inner, when that is
/// within.
Relation relate(const Place &Outer, const Place &Inner, PlaceSteps *Rest = nullptr);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_PLACES_H

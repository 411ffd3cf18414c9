//===--- Temporaries.h - objects without a name -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A path follows the members of an object that an expression makes like those of a variable. So
/// each such expression gets a variable, which no program can name; and an object becomes the
/// variable that is initialised with it.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_TEMPORARIES_H
#define VALUETASK_LIB_PATHS_TEMPORARIES_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace valuetask {

class Temporaries {
public:
  /// The variable for the object that the expression makes. It is part of no declaration context.
  const clang::VarDecl *of(const clang::Expr *Made);

private:
  llvm::DenseMap<const clang::Expr *, const clang::VarDecl *> Known;
};

/// The outermost expression within \p E that is not just a conversion to the same type, a pair of
/// braces or a mark of a temporary: what makes the object.
const clang::Expr *makerOf(const clang::Expr *E);

/// A part of an object that isn't made of others, by the way to it.
struct ObjectPart {
  llvm::SmallVector<const clang::FieldDecl *, 3> Steps;
  const clang::FieldDecl *field() const { return Steps.back(); }
};

struct ObjectParts {
  std::vector<ObjectPart> Known{}; ///< those of base classes first
  bool AreAll = true;              ///< nothing of it is left out
};
/// Of a union, a class with a virtual base class, or one with more parts than are followed, none is
/// known.
ObjectParts partsOf(const clang::CXXRecordDecl *Class);

/// Is the class one whose objects are made of their fields, and nothing else is known of them? Not
/// those of the standard library, which are known by their names, and lambdas.
bool isMadeOfFields(const clang::CXXRecordDecl *Class);

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_TEMPORARIES_H

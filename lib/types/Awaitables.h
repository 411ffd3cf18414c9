//===--- Awaitables.h - which types, and what consumes them -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Classifies types and members: which classes are single-consumption types, which of their members
/// consume, only look or re-initialise, and which types hold such an object.
///
/// A class is single-consumption when it carries VALUETASK_SINGLE_AWAIT, or when an option names
/// it, or when it derives publicly from such a class. Types are compared by declaration, never by
/// spelling, so that aliases and instantiations are seen through.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_TYPES_AWAITABLES_H
#define VALUETASK_LIB_TYPES_AWAITABLES_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace valuetask {

/// The annotations that VALUETASK_SINGLE_AWAIT and VALUETASK_CONSUMES stand for.
constexpr llvm::StringLiteral SingleAwaitAnnotation = "valuetask::single_await";
constexpr llvm::StringLiteral ConsumesAnnotation = "valuetask::consumes";

/// What a call of a member function does to the object.
enum class MemberEffect { Consumes, Inspects, Reinitialises, Unknown };

class Awaitables {
public:
  /// \p NamedTypes are qualified names of classes, class templates, or aliases of them. A name that
  /// the translation unit doesn't declare is no error: most units see only some of a project's
  /// types.
  Awaitables(clang::ASTContext &Context, llvm::ArrayRef<std::string> NamedTypes);

  /// Those of the names that the translation unit declares.
  llvm::ArrayRef<std::string> namesFound() const { return NamesFound; }

  /// Is an object of type \p Type (references are not looked through) single-consumption?
  bool isSingleConsumption(clang::QualType Type) const;

  /// Does the class, or one that it derives from, carry the annotation, that is: does it follow
  /// value_task's semantics? A
  /// type that only an option names may be lazy, so rules about completing synchronously don't
  /// apply to it.
  bool isAnnotated(clang::QualType Type) const;

  /// Is the class one by itself, and not because of what it derives from? Its annotations, and not
  /// the bodies of its members, say what those do to it.
  bool isDeclaredSingleConsumption(const clang::CXXRecordDecl *Record) const;

  MemberEffect effectOf(const clang::CXXMethodDecl *Method) const;

  /// Does binding an argument to \p Param consume the argument, whatever the parameter's type?
  bool isConsumingParameter(const clang::ParmVarDecl *Param) const;

  /// Does an object of the type own what it leads to, so that moving it moves that?
  bool owns(clang::QualType Type) const;

  /// Does an object of type \p Type own a single-consumption object: is one, or is an array, an
  /// optional, a tuple, a smart pointer, a container, ... of one? A class that isn't a template
  /// holds nothing in this sense: its own field is the place to look at. Dependent types are
  /// classified as far as written.
  bool holdsSingleConsumption(clang::QualType Type) const;

  /// The single-consumption type of the elements, where the type is an array or a container of
  /// them; null for any other.
  clang::QualType elementType(clang::QualType Type) const;

  /// May such an object be reached through a value of this type: is it one, does it hold one, in
  /// fields of its own or behind a pointer, or did its lambda capture one?
  bool leadsToSingleConsumption(clang::QualType Type) const;

  /// Is the class an awaitable, an awaiter or a promise type? Those hold such objects by
  /// profession.
  bool isCoroutineMachinery(const clang::CXXRecordDecl *Record) const;

  /// The name for messages, without arguments: the one that an option gave ('task', whatever class
  /// that is an alias of), else that of the class or class template.
  std::string shortName(clang::QualType Type) const;

private:
  // Each says whether it found a class.
  bool addNamedType(clang::ASTContext &Context, llvm::StringRef QualifiedName);
  bool addNamed(const clang::NamedDecl *Found, llvm::StringRef Name);
  bool addPattern(const clang::CXXRecordDecl *Record, llvm::StringRef Name);
  bool addPatternOf(clang::QualType Type, llvm::StringRef Name, unsigned Depth);
  bool isSingleConsumption(const clang::CXXRecordDecl *Record) const;
  bool carriesAnnotation(const clang::CXXRecordDecl *Record) const;
  bool holdsThroughTemplate(const clang::ClassTemplateSpecializationDecl *Spec) const;
  bool holdsThroughArguments(const clang::TemplateDecl *Template,
                             llvm::ArrayRef<clang::TemplateArgument> Arguments) const;

  /// The classes that options name, each with the last part of the name that was given.
  llvm::DenseMap<const clang::CXXRecordDecl *, std::string> NamedPatterns;
  std::vector<std::string> NamesFound;
  const clang::DeclarationName CoAwaitOperator;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> SingleCache;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> AnnotatedCache;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> HoldsCache;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> LeadsCache;
};

/// Does \p D, any redeclaration of it, or what it was instantiated from carry the clang::annotate
/// attribute with this text?
bool hasAnnotation(const clang::Decl *D, llvm::StringRef Text);

} // namespace valuetask

#endif // VALUETASK_LIB_TYPES_AWAITABLES_H

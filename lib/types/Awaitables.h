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
/// A class is single-consumption when it carries VALUETASK_SINGLE_AWAIT, when an option names it,
/// when a dialect describes it, or when it derives publicly from such a class. Types are compared
/// by declaration, never by spelling, so that aliases and instantiations are seen through.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_TYPES_AWAITABLES_H
#define VALUETASK_LIB_TYPES_AWAITABLES_H

#include "models/Dialects.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
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
enum class MemberEffect {
  Consumes,
  Reads, ///< waits for it, or reads its result; it may be done again
  Inspects,
  Reinitialises,
  Unknown,
};

/// What a function does with an argument that is an lvalue.
enum class ArgumentUse {
  Unknown,
  Consumes,
  Reads,
  Keeps, ///< refers to it later
};

class Awaitables {
public:
  /// \p NamedTypes are qualified names of classes, class templates, or aliases of them. A name that
  /// the translation unit doesn't declare is no error: most units see only some of a project's
  /// types. The same holds for the types of the dialects.
  Awaitables(clang::ASTContext &Context, llvm::ArrayRef<std::string> NamedTypes,
             DialectList Dialects = {});

  /// Those of the names that the translation unit declares.
  llvm::ArrayRef<std::string> namesFound() const { return NamesFound; }
  /// The names of the dialects of which it declares a type.
  llvm::ArrayRef<std::string> dialectsFound() const { return DialectsFound; }

  /// May the unit have a single-consumption type at all? False where it declares none of those that
  /// have a name, and nobody wrote an annotation.
  bool mayExist() const { return MayExist; }

  /// Is an object of type \p Type (references are not looked through) single-consumption?
  bool isSingleConsumption(clang::QualType Type) const;

  /// Does the class, or one that it derives from, carry the annotation, that is: does it follow
  /// value_task's semantics? A
  /// type that only an option names may be lazy, so rules about completing synchronously don't
  /// apply to it.
  bool isAnnotated(clang::QualType Type) const;

  /// Is the class one by itself, and not because of what it derives from? Its annotations or its
  /// dialect, and not the bodies of its members, say what those do to it.
  bool isDeclaredSingleConsumption(const clang::CXXRecordDecl *Record) const;

  /// Does the class derive from a single-consumption type, and have something beside that?
  bool hasOtherParts(clang::QualType Type) const;
  bool hasOtherParts(const clang::CXXRecordDecl *Record) const;

  /// What a dialect says of the type, or of one that it derives from; null for one that no dialect
  /// describes, or that the user annotated or named.
  const DialectType *factsOf(clang::QualType Type) const;

  /// What a call of a member does to its object, which is of type \p Object.
  MemberEffect effectOf(const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                        clang::QualType Object) const;

  /// Does a call of a member give the result without waiting for it, so that it has to be there?
  /// Some wait outside of coroutines.
  bool needsResult(const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                   clang::QualType Object, bool InCoroutine) const;

  /// By what a dialect says of a member: does it block its thread until the result is there? Null
  /// where it doesn't.
  const ResultFact *blockingResult(const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                                   clang::QualType Object) const;

  /// The arguments of a function that blocks its thread until they are complete, as a dialect says
  /// ('sync_wait(x)'), and its name, which may be that of a function object.
  struct BlockingFunction {
    const clang::NamedDecl *Name = nullptr;
    llvm::SmallVector<const clang::Expr *, 1> WaitsFor;
  };
  BlockingFunction blockingFunction(const clang::CallExpr *Call) const;

  /// Does a function return what is complete, or may be, as a dialect says?
  bool isReadyMade(const clang::CallExpr *Call) const;

  /// Is it a type that a dialect describes, if only as one that may be awaited many times, or one
  /// that the user annotated or named?
  bool isDescribed(clang::QualType Type) const;

  /// Are all copies of an object of the type one operation?
  bool isShared(clang::QualType Type) const;

  /// Does 'co_await' only read the operand, so that it may be awaited again?
  bool isReadByAwait(const clang::Expr *Operand) const;

  /// Does binding an argument to \p Param consume the argument, whatever the parameter's type?
  bool isConsumingParameter(const clang::ParmVarDecl *Param) const;

  /// What a dialect says that becomes of an lvalue that is bound to \p Param.
  ArgumentUse useOf(const clang::ParmVarDecl *Param) const;

  /// Is it a call of a library's own 'std::move'?
  bool isMove(const clang::CallExpr *Call) const;

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

  /// Is it in a header of a library that a built-in dialect describes, wherever that is installed?
  /// What the library does to its own types is no business of its users.
  bool isInLibrary(clang::SourceLocation Location, const clang::SourceManager &Sources) const;

  /// Is the class an awaitable, an awaiter or a promise type? Those hold such objects by
  /// profession.
  bool isCoroutineMachinery(const clang::CXXRecordDecl *Record) const;

  /// The name for messages, without arguments: the one that an option gave ('task', whatever class
  /// that is an alias of), else that of the class or class template.
  std::string shortName(clang::QualType Type) const;

private:
  /// A type of a dialect, and the name by which the unit declares it.
  struct DialectEntry {
    const DialectType *Type;
    const TypeName *Name;
  };
  /// Why a class is a single-consumption type.
  struct ClassKind {
    bool IsAnnotated = false;
    bool IsNamed = false; ///< by an option
    const DialectEntry *Dialect =
        nullptr; ///< by which it is described, if nobody else knows better

    bool isSingleConsumption() const {
      return IsAnnotated || IsNamed || (Dialect && !Dialect->Type->Exempt);
    }
  };

  void addDialect(const Dialect &Used, clang::ASTContext &Context);
  void addNamed(const clang::CXXRecordDecl *Pattern, llvm::StringRef Name);
  void addDialectType(clang::ASTContext &Context, const DialectType &Type);
  const DialectFunction *factsOf(const clang::FunctionDecl *Function) const;
  const DialectEntry *entryOf(const clang::CXXRecordDecl *Record) const;
  /// Without what it derives from.
  ClassKind ownKind(const clang::CXXRecordDecl *Record) const;
  ClassKind kindOf(const clang::CXXRecordDecl *Record) const;
  ClassKind kindOf(clang::QualType Type) const;
  bool holdsThroughTemplate(const clang::ClassTemplateSpecializationDecl *Spec) const;
  bool holdsThroughArguments(const clang::TemplateDecl *Template,
                             llvm::ArrayRef<clang::TemplateArgument> Arguments) const;

  /// The classes that options name, each with the last part of the name that was given.
  llvm::DenseMap<const clang::CXXRecordDecl *, std::string> NamedPatterns;
  std::vector<std::string> NamesFound;
  DialectList Used;
  /// The classes that dialects name. One template may be several types, which its arguments tell
  /// from each other.
  llvm::DenseMap<const clang::CXXRecordDecl *, llvm::SmallVector<DialectEntry, 1>> DialectPatterns;
  std::vector<std::string> DialectsFound;
  bool MayExist;
  /// The functions of those dialects.
  std::vector<const DialectFunction *> Functions;
  /// Those that block.
  std::vector<const DialectFunction *> BlockingFunctions;
  /// The qualified names of those that return what may be complete.
  std::vector<llvm::StringRef> ReadyMade;
  /// The folders of their libraries, each with a separator at its end, and headers that are all
  /// there is of one.
  std::vector<std::string> LibraryPlaces;
  const clang::DeclarationName CoAwaitOperator;
  mutable llvm::DenseMap<clang::FileID, bool> LibraryCache;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, ClassKind> KindCache;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> HoldsCache;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> LeadsCache;
};

/// The classes, or class templates, that a qualified name or an alias of that name stands for.
std::vector<const clang::CXXRecordDecl *> classesNamed(clang::ASTContext &Context,
                                                       llvm::StringRef QualifiedName);

/// The class of a type; of one in a template as written, the class that the template is of. Null
/// for what is no class.
const clang::CXXRecordDecl *classOf(clang::QualType Type);

/// Does \p D, any redeclaration of it, or what it was instantiated from carry the clang::annotate
/// attribute with this text?
bool hasAnnotation(const clang::Decl *D, llvm::StringRef Text);

/// May there be such an attribute in the unit? What a precompiled header or a module has isn't
/// known.
bool mayHaveAnnotations(const clang::ASTContext &Unit);

} // namespace valuetask

#endif // VALUETASK_LIB_TYPES_AWAITABLES_H

//===--- PathMemory.h - what a path knows of the memory ---------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The facts that a path knows, each about a place in memory or about an expression, and what a
/// write does to them.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHMEMORY_H
#define VALUETASK_LIB_PATHS_PATHMEMORY_H

#include "paths/Formula.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SetVector.h"
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace valuetask {

/// Something in memory that has a name: a variable, or a part of one, or of what one leads to.
struct Storage {
  const clang::ValueDecl *Root = nullptr; // none: '*this'
  /// The fields from there on; null for what a pointer, or anything like one, leads to.
  llvm::SmallVector<const clang::FieldDecl *, 3> Steps{};
  /// A part of a union, whose parts overlap, was meant: the place is the union.
  bool Overlaps = false;

  bool operator==(const Storage &) const = default;
  bool startsWith(const Storage &Other) const {
    return Root == Other.Root && Steps.size() >= Other.Steps.size() &&
           llvm::equal(Other.Steps, llvm::ArrayRef(Steps).take_front(Other.Steps.size()));
  }
  bool mentions(const clang::ValueDecl *D) const {
    const auto *Field = llvm::dyn_cast<clang::FieldDecl>(D);
    return Root == D || (Field && llvm::is_contained(Steps, Field));
  }
  /// Is it reached by a pointer or a reference, so that something else may be the same?
  bool isIndirect() const {
    return !Root || Root->getType()->isReferenceType() ||
           llvm::is_contained(Steps, static_cast<const clang::FieldDecl *>(nullptr));
  }
  /// By one that may be set to something else?
  bool isPointedTo() const { return Root && isIndirect(); }
  /// The same place when \p From, in which it is, has become \p To.
  Storage moved(const Storage &From, const Storage &To) const {
    Storage Result = To;
    Result.Steps.append(Steps.begin() + static_cast<long>(From.Steps.size()), Steps.end());
    Result.Overlaps |= Overlaps;
    return Result;
  }
  Storage then(const clang::FieldDecl *Step) const {
    Storage Result = *this;
    if (Overlaps || (Step && Step->getParent()->isUnion())) {
      Result.Overlaps = true;
      return Result;
    }
    Result.Steps.push_back(Step);
    if (Step && Step->getType()->isReferenceType())
      Result.Steps.push_back(nullptr);
    return Result;
  }
};

/// What is known about: the value; or of an object, whether it holds something, how many elements
/// it has, which text it is, where it stands among those that it can be compared with; or where in
/// memory it is; or which keys it has, as long as nobody else changes them; or which alternative.
enum class Aspect { Value, Presence, Size, Text, Rank, Address, Keys, Alternative };

/// Something that stays as it is until what it depends on is written.
struct Fact {
  llvm::SMTExprRef Value = nullptr;
  Aspect About = Aspect::Value;
  Shape Of{};
  /// The place that it is about; nothing for other expressions, and what those read.
  std::optional<Storage> Where{};
  llvm::SmallVector<const clang::ValueDecl *, 4> Reads{};
  bool MentionsThis = false;
  bool ReadsThis = false; // and not just fields of it
  /// It is 'v.begin()' or 'v.end()', which stay where they are when an element is written.
  bool IsPosition = false;

  bool dependsOn(const clang::ValueDecl *D) const {
    return Where ? Where->mentions(D) : llvm::is_contained(Reads, D);
  }
  template <class Predicate> bool dependsOnAny(Predicate Matches) const {
    return Where ? (Where->Root && Matches(Where->Root)) ||
                       llvm::any_of(
                           Where->Steps,
                           [&](const clang::FieldDecl *Step) { return Step && Matches(Step); })
                 : llvm::any_of(Reads, Matches);
  }
};

/// Where some pointers and references lead to.
class Links {
public:
  const Storage *find(const Storage &From) const {
    const auto It = llvm::find_if(All, [&](const auto &Link) { return Link.first == From; });
    return It == All.end() ? nullptr : &It->second;
  }
  void set(const Storage &From, const Storage &To) {
    eraseIf([&](const Storage &Known) { return Known == From; });
    All.emplace_back(From, To);
  }
  void eraseIf(llvm::function_ref<bool(const Storage &From)> Matches) {
    std::erase_if(All, [&](const auto &Link) { return Matches(Link.first); });
  }
  /// Leaves those that the other has as well.
  void intersect(const Links &Other) {
    std::erase_if(All, [&](const auto &Link) {
      const Storage *To = Other.find(Link.first);
      return !To || !(*To == Link.second);
    });
  }
  auto begin() { return All.begin(); }
  auto end() { return All.end(); }

private:
  std::vector<std::pair<Storage, Storage>> All; // there are few
};

class PathMemory {
public:
  explicit PathMemory(const clang::FunctionDecl *Function);

  std::optional<Storage> storageOf(const clang::Expr *E) const;
  std::optional<Storage> storageOf(const clang::ValueDecl *Variable) const;
  /// The object that an expression has made, where that is followed.
  std::optional<Storage> madeBy(const clang::Expr *E) const;
  /// What a pointer points to.
  std::optional<Storage> pointee(const clang::Expr *Pointer) const;
  /// The object of a member call, which may be written with a pointer to it.
  std::optional<Storage> objectOf(const clang::Expr *Object) const {
    return Object->getType()->isPointerType() ? pointee(Object) : storageOf(Object);
  }
  /// What something without a name is part of: 'v' for 'v[i]' and 'v.front().x'.
  std::optional<Storage> container(const clang::Expr *E) const;

  /// Is it a variable that nobody else knows of, so that it is an ordinary one, even where it is
  /// atomic or volatile?
  bool isPrivate(const Storage &Where) const;

  /// Where the fact is kept, to be filled in when it is new. Null for an expression that may answer
  /// differently each time.
  llvm::SMTExprRef &fact(Aspect About, const Storage &Where, const Shape &Of);
  /// \param Part  it is about this part of the object that the expression is
  llvm::SMTExprRef *pureFact(Aspect About, const clang::Expr *E, const Shape &Of,
                             llvm::ArrayRef<const clang::FieldDecl *> Part = {});

  void forget(const Storage &Written);
  void forget(const clang::ValueDecl *D);
  void forgetAll() {
    Facts.clear();
    Firsts.clear();
    Later.clear();
  }
  /// Code that isn't looked at was run.
  void forgetReachable();
  /// Something is written that has no name.
  void forgetReached(const clang::Expr *Target);

  /// An object without a name has become another one, or a part of one.
  void become(const Storage &Temporary, const Storage &Object);

  void share(const clang::Expr *E);
  void share(const Storage &Where);
  void refer(const clang::ValueDecl *Reference, const Storage &To) { Aliases[Reference] = To; }
  /// The name means what it meant then.
  void referAsIn(const PathMemory &Before, const clang::ValueDecl *Reference);
  /// Where the first element is to which an expression is an iterator or a pointer: 'v.begin()'.
  std::optional<Storage> firstElement(const clang::Expr *Iterator) const;
  /// The variable is one, until it is written.
  void startAt(const clang::ValueDecl *Iterator, const Storage &First) { Firsts[Iterator] = First; }
  /// It is moved to the next element.
  void moveOn(const Storage &Iterator);
  /// A pointer has been set to point to a variable, or to a part of one.
  void point(const Storage &Pointer, const Storage &To) { Pointees.set(Pointer, To); }
  /// A reference that is a member has been bound.
  void bind(const Storage &Member, const Storage &To) { Bound.set(Member, To); }
  /// What the pointers and references that are members of one object lead to, those of its copy
  /// lead to.
  void copyLinks(const Storage &From, const Storage &To);

  /// Does what it holds come from code that was looked at? Then it has one value there, even where
  /// that isn't followed.
  bool isComputed(const Storage &Where) const;
  void setComputed(const clang::ValueDecl *Variable, bool Is) {
    if (Is)
      Computed.insert(Variable);
    else
      Computed.remove(Variable);
  }
  /// It has been written by code that isn't looked at.
  void writtenElsewhere(const Storage &Where) { Computed.remove(Where.Root); }
  void writtenElsewhere(const clang::Expr *Target);
  /// In a member function that is run for an object with a name, this is that. Returns what it was
  /// before.
  Storage enter(Storage Object) { return std::exchange(This, std::move(Object)); }
  const Storage &self() const { return This; }
  /// A call has returned a reference to that, or an expression has made the object; nothing where
  /// it isn't known.
  void setReferent(const clang::Expr *E, const std::optional<Storage> &To) {
    Referents.erase(E);
    if (To)
      Referents[E] = *To;
  }

  /// Does it return a reference to a known place?
  bool refersTo(const clang::CallExpr *Call) const {
    return Call->isGLValue() && Referents.contains(Call);
  }

  /// One of several ways that were run from the same memory, and whether it was taken.
  struct Way {
    llvm::SMTExprRef Taken;
    const PathMemory *After;
  };
  /// What is known when the ways have come together again. \p Choose makes one value of two.
  void join(llvm::ArrayRef<Way> Ways,
            llvm::function_ref<llvm::SMTExprRef(llvm::SMTExprRef Taken, llvm::SMTExprRef Then,
                                                llvm::SMTExprRef Else)>
                Choose);
  /// A variable begins to exist.
  void start(const clang::ValueDecl *Variable);

private:
  clang::QualType typeAt(const Storage &Where, unsigned Length) const;
  bool isSizeBehindElements(const Fact &Known) const;
  void forgetElements(const Storage &Container);
  Storage partOf(const Storage &Object, const clang::FieldDecl *Field) const;
  std::optional<Storage> tupleElement(const clang::CallExpr *Get) const;
  Storage behind(const Storage &Pointer) const;
  bool areDifferentElements(const Storage &A, const Storage &B) const;
  void forgetMentions(const clang::ValueDecl *D);
  bool isAffected(const Fact &Remembered, const Storage &Written) const;
  bool canBeReached(const Storage &Where) const { return Where.isIndirect() || isShared(Where); }
  bool isShared(const Storage &Where) const {
    return Reachable.contains(Where.Root) ||
           llvm::any_of(Where.Steps,
                        [this](const clang::FieldDecl *Step) { return Reachable.contains(Step); });
  }

  const clang::ASTContext *Context;
  clang::QualType ClassOfThis; ///< of the path's function
  std::map<llvm::FoldingSetNodeID, Fact> Facts;
  /// What references refer to, as far as it has a name.
  llvm::DenseMap<const clang::ValueDecl *, Storage> Aliases;
  /// To which first elements iterators and pointers lead, by all of which it is the same place.
  llvm::DenseMap<const clang::ValueDecl *, Storage> Firsts;
  /// Those that were moved on from there: they lead to anything but that.
  llvm::DenseMap<const clang::ValueDecl *, Storage> Later;
  /// What pointers point to, likewise.
  Links Pointees;
  /// What references that are members refer to.
  Links Bound;
  /// The variables that hold what code that was looked at has put there.
  llvm::SmallSetVector<const clang::ValueDecl *, 8> Computed;
  Storage This{};
  llvm::DenseMap<const clang::Expr *, Storage> Referents;
  /// What a pointer, a reference or a lambda reaches, so that any call may write it.
  llvm::SmallSetVector<const clang::ValueDecl *, 2> Reachable;
  /// Containers of which that holds for the elements only.
  llvm::SmallSetVector<const clang::ValueDecl *, 2> ElementsReachable;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHMEMORY_H

//===--- Library.h - what the names of libraries mean -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one place that knows the names of libraries: what a function or a member does with its
/// object, what a class is for, and which members a single-consumption type is used by. Library.cpp
/// has the tables, a row for each name; everything else asks here. Another library is another table
/// beside them.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_LIBRARY_H
#define VALUETASK_LIB_MODELS_LIBRARY_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace valuetask {

/// What a call does with its object: that of a member, or the first argument of a function.
enum class CallEffect : unsigned char {
  None, ///< the tables have no such name
  // It only looks at the object. Of most, the result leads to the object, or into it.
  Move,         ///< the object, to be moved from: 'std::move'
  Forward,      ///< the object, with another value category: 'std::forward', 'std::as_const'
  Refer,        ///< something that refers to it: 'std::ref', 'std::addressof'
  TupleElement, ///< an element by number or by type: 'std::get', 'std::get_if'
  Content,      ///< what it holds: 'value'
  Pointee,      ///< what it points to: 'get'
  At,           ///< the element at an index
  Front,        ///< the first element
  Back,         ///< the last element
  Begin,        ///< a pointer or an iterator to the first element
  End,          ///< the same, behind the last one
  Position,     ///< an iterator, or a distance, made from another one: 'std::next'
  Lookup,       ///< whether, or where, there is such an element: 'contains', 'find'
  Size,         ///< the number of elements
  Empty,        ///< whether there are none
  Presence,     ///< whether it holds something: 'has_value'
  Least,        ///< the lesser of two: 'std::min'
  Greatest,     ///< the greater of two: 'std::max'
  Extremes,     ///< both: 'std::minmax'
  Clamp,        ///< it, or the nearer of two bounds: 'std::clamp'
  Magnitude,    ///< it without its sign: 'std::abs'
  Tie,          ///< a tuple of references to what is given: 'std::tie'
  Inspect,      ///< anything else that only looks
  // It changes the object.
  Fill,       ///< what it holds is fresh
  Emplace,    ///< the same; a holder of one thing holds something afterwards
  FillAlways, ///< the same, and what is given is taken, whatever the answer is
  Remove,     ///< it holds less
  Clear,      ///< it holds nothing
  Reset,      ///< the same, or what is given
  Exchange,   ///< it gets another value, and the result is the old one: 'std::exchange'
  Swap,       ///< it changes places with the second argument
  // It makes something.
  MakeHolder,   ///< something that holds something: 'std::make_unique'
  WrapInHolder, ///< the same, from what is given: 'std::make_optional'
  Wrap,         ///< a pair of what is given
  Bind,         ///< a function that keeps what is given: 'std::bind'
  // It runs something.
  Invoke, ///< calls the object: 'std::invoke'
  Apply,  ///< calls the object with the elements of a tuple: 'std::apply'
  Resume, ///< resumes a coroutine
  // Constants that a test framework hides from the compiler's warnings.
  True,
  False,
};

/// Does it only look at its object?
constexpr bool onlyLooks(CallEffect Effect) {
  return Effect >= CallEffect::Move && Effect <= CallEffect::Inspect;
}
/// Is its result a value category of the object, and nothing else?
constexpr bool isCastLike(CallEffect Effect) {
  return Effect == CallEffect::Move || Effect == CallEffect::Forward;
}
/// Does its result lead to the object, or into it?
constexpr bool leadsIn(CallEffect Effect) {
  return Effect >= CallEffect::Move && Effect <= CallEffect::End;
}
/// Is it about which element something is?
constexpr bool selectsElement(CallEffect Effect) {
  return Effect == CallEffect::At || Effect == CallEffect::Lookup ||
         Effect == CallEffect::Position || Effect == CallEffect::Refer;
}

/// Of a function that is no member.
CallEffect functionEffect(const clang::FunctionDecl *Function);
/// Of a call of one; None for anything else, or null.
CallEffect functionEffect(const clang::Expr *Call);
/// Of a member, by its name. Members of this name do the same in the classes of other libraries;
/// who relies on more than that they look asks whose they are.
CallEffect memberEffect(const clang::NamedDecl *Member);

/// What is moved from: 'x' of 'std::move(x)'; else null.
const clang::Expr *movedFrom(const clang::Expr *E);
/// 'std::exchange(x, value)'; else null.
const clang::CallExpr *exchangeIn(const clang::Stmt *S);
/// 'std::ignore = x': nobody takes it.
bool assignsToIgnore(const clang::CXXOperatorCallExpr *Assignment);

/// What a class is for. One may be several of these.
enum ClassTrait : unsigned {
  Owner = 1U << 0U,        ///< keeps objects of its template arguments
  Holder = 1U << 1U,       ///< holds something, or nothing
  MovedIsEmpty = 1U << 2U, ///< a holder that is empty after it was moved from
  MovedIsFull = 1U << 3U,  ///< a holder that still holds what was moved from
  FromContent = 1U << 4U,  ///< a holder that is made from what it holds
  Answer = 1U << 5U,       ///< as a result, it says whether something was done
  Atomic = 1U << 6U,       ///< read and written by several threads
  ChangesAlone = 1U << 7U, ///< changes while nobody here writes it
  NullTag = 1U << 8U,      ///< says 'nothing' to a holder
  InPlaceTag = 1U << 9U,   ///< tells a holder to make what it holds
  ReferenceTo = 1U << 10U, ///< refers to what it is made from
  Pair = 1U << 11U,        ///< its fields 'first' and 'second' are those of a tuple
  FixedArray = 1U << 12U,  ///< its second template argument is the number of its elements
  BracedList = 1U << 13U,  ///< what a list in braces is
  CoroutineHandle = 1U << 14U,
  Counted = 1U << 15U,      ///< has a number of elements that may change
  Keyed = 1U << 16U,        ///< finds its elements by a key
  UniqueKeys = 1U << 17U,   ///< of each key, it has one at most
  Alternatives = 1U << 18U, ///< holds one of its template arguments
  Mapped = 1U << 19U,       ///< its elements are pairs of a key and a value
  Duration = 1U << 20U,     ///< a number of units of time
  Ordering = 1U << 21U,     ///< what '<=>' answers
};
/// The traits of the class that a type is, or refers to; 0 for one that the tables don't have.
unsigned traitsOf(clang::QualType Type);
unsigned traitsOf(const clang::NamedDecl *Class);

/// What a member of a single-consumption type is for, as the types of most libraries agree.
enum class ProtocolRole : unsigned char {
  None,
  Result,        ///< gives the result without waiting for it
  IsCompleted,   ///< tells whether the result is there
  IsSuccessful,  ///< tells whether it is there, and no exception
  IsReady,       ///< the same, of an awaiter
  AwaiterMember, ///< another member of an awaiter
  HoldsResult,   ///< tells whether the object stands for a result at all: 'valid'
  HoldsNothing,  ///< the opposite: 'empty'
  Completed,     ///< a static member that makes an object with a result
  MakesEmpty,    ///< a static member that makes one that stands for none
};
ProtocolRole protocolRole(const clang::CXXMethodDecl *Method);
/// The names of the members with a role, the most usual first.
llvm::SmallVector<llvm::StringRef, 4> namesOf(ProtocolRole Role);

/// The member types by which a container or a pointer says what it owns.
llvm::ArrayRef<llvm::StringLiteral> ownedTypeNames();
/// Members that only a part of a coroutine has: an awaiter, a promise, what a coroutine returns, or
/// what makes an awaiter of an object.
llvm::ArrayRef<llvm::StringLiteral> coroutineMemberNames();
/// Does a function run what it is given to see it throw? Test frameworks have many names for that.
bool expectsException(const clang::FunctionDecl *Function);

/// Does it tell whether the result is there?
constexpr bool asksForCompletion(ProtocolRole Role) {
  return Role == ProtocolRole::IsCompleted || Role == ProtocolRole::IsSuccessful ||
         Role == ProtocolRole::IsReady;
}

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_LIBRARY_H

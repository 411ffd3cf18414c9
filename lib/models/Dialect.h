//===--- Dialect.h - how a library's coroutine types behave -----*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A dialect describes the single-consumption types of one library, as a YAML file: dialects/ has
/// those that are built in, and users write their own in the same format, which
/// docs/dialects/format.md explains key by key. It states facts, and lists no rules: each rule
/// follows from the facts.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_MODELS_DIALECT_H
#define VALUETASK_LIB_MODELS_DIALECT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace valuetask {

/// When the operation starts.
enum class StartKind : unsigned char { Lazy, Eager };

/// What a copy of an object is.
enum class CopyKind : unsigned char {
  Move,      ///< it can only be moved
  Share,     ///< the same operation: who consumes one has consumed all
  Multi,     ///< a consumer of its own, so that nothing has to be consumed once
  Immovable, ///< it can't even be moved
};

/// What 'co_await' does to an object of one value category.
enum class AwaitKind : unsigned char { No, Consumes, Reads };

/// What a second consumption does.
enum class SecondKind : unsigned char {
  Crash,
  Assert, ///< and crashes where assertions are off
  Throws,
  Stale, ///< gives a value that was moved from
  Hangs,
  Undefined,
  Fine,
};

/// What becomes of an operation whose object is destroyed unconsumed.
enum class DropKind : unsigned char {
  NeverRuns,
  Leaks,
  Cancels,
  RunsOn,
  Logs, ///< runs on; a failure is only logged
  Dies, ///< runs on; a failure ends the program
  Waits ///< the destructor waits for it
};

/// What users of the library think of a field of the type.
enum class FieldKind : unsigned char { Idiomatic, Rare, Never, Impossible };

/// What a local variable means that nothing ever consumes.
enum class UnusedKind : unsigned char {
  Mistake,
  ScopeBound ///< the end of its scope ends the operation, and that is what it is for
};

/// What happens when an accessor is called before the result is there.
enum class UnreadyKind : unsigned char {
  Throws,
  Assert,
  Crash,
  Undefined,
  Blocks ///< it waits, and blocks the thread until then, which a coroutine must not
};

/// Where an accessor needs the result to be there.
enum class PlaceKind : unsigned char {
  Anywhere,
  Coroutines ///< elsewhere it may wait
};

/// What a member does to its object.
enum class MemberUse : unsigned char {
  Consume, ///< uses it up
  PassOn,  ///< the same, and what it returns has to be consumed in its place
  Handle,  ///< the same, and what it returns has no error that would be lost
  Share,   ///< the same, and what it returns can be awaited many times
  Release, ///< nobody has to consume it any longer, but it still can be
  Read,    ///< waits for it or reads its result, and may be repeated
  Look,    ///< changes nothing about who has to consume it
  Fill,    ///< makes it fresh again
  Swap,    ///< exchanges it with the argument
};

/// The name of a member or of a function, and with how many arguments it is called: 'wait',
/// 'then*', 'Completed/1'.
struct CalleeName {
  std::string Name;
  bool IsPrefix = false;           ///< any name that begins like this
  std::optional<unsigned> Arity{}; ///< with this many arguments only
  bool IsOfRvalue = false;         ///< the '&&'-qualified overload only

  bool matches(llvm::StringRef Called, unsigned Arguments) const {
    return (IsPrefix ? Called.starts_with(Name) : Called == Name) &&
           (!Arity || *Arity == Arguments);
  }
};

/// A class, a class template or an alias, by its qualified name, and perhaps some of its
/// instantiations only: 'kj::Promise', 'macoro::task<*, true>', '::AsyncResult'.
struct TypeName {
  std::string Name;                   ///< without leading '::'
  std::vector<std::string> Arguments; ///< of the template, the first ones; '*' is any
};

/// A test whose truth says that the result is there: 'isReady', or 'Status == Completed'.
struct ReadyTest {
  std::string Member;
  std::string Enumerator; ///< which the result must be equal to; empty: the result is the answer
};

/// Accessors that need the result to be there.
struct ResultFact {
  std::vector<CalleeName> Get;
  std::vector<ReadyTest> Ready; ///< each of which says that it is there
  UnreadyKind Otherwise = UnreadyKind::Undefined;
  PlaceKind In = PlaceKind::Anywhere;
};

/// Phrases for messages; an empty one has a default that follows from the facts.
struct DialectWords {
  std::string Object;  ///< what users call such an object
  std::string Second;  ///< what a second use does: "throws 'empty_result'"
  std::string Dropped; ///< what happens if nothing consumes it: "its body never runs"
  std::string Consume; ///< how to consume one: "'co_await' it"
  std::string Share;   ///< how to use one twice: "call 'fork' ..."
  std::string Discard; ///< how to discard one on purpose
};

/// What is known of a type, or of several that are alike.
struct DialectType {
  std::vector<TypeName> Names;
  bool Exempt = false; ///< it may be consumed many times: nothing of it is ever reported
  std::string Reason;  ///< why it is exempt
  StartKind Start = StartKind::Lazy;
  CopyKind Copy = CopyKind::Move;
  AwaitKind AwaitLvalue = AwaitKind::No, AwaitRvalue = AwaitKind::No;
  SecondKind Second = SecondKind::Undefined;
  DropKind Dropped = DropKind::NeverRuns;
  FieldKind Field = FieldKind::Idiomatic;
  UnusedKind Unused = UnusedKind::Mistake;
  bool Reused = false;                ///< its source is used again by the next operation
  std::vector<std::string> ReadyMade; ///< functions that make one whose result is, or may be, there
  std::vector<std::pair<MemberUse, CalleeName>> Members;
  std::vector<ResultFact> Results;
  DialectWords Words;

  /// What a member does that isn't '&&'-qualified; those consume, whatever is listed.
  std::optional<MemberUse> useOf(llvm::StringRef Member, unsigned Arguments) const;

  /// Does a member give the result without waiting for it?
  bool needsResult(llvm::StringRef Member, unsigned Arguments, bool InCoroutine) const;
  /// The accessors to which a member belongs that blocks its thread until the result is there.
  const ResultFact *blockingResult(llvm::StringRef Member, unsigned Arguments, bool OfRvalue) const;

  /// Does it go on while nothing waits for it?
  bool runsByItself() const { return Start == StartKind::Eager; }
  /// Is it a mistake to discard one where it is made?
  bool isLostWhenDiscarded() const {
    return Dropped == DropKind::NeverRuns || Dropped == DropKind::Leaks ||
           Dropped == DropKind::Cancels || Dropped == DropKind::Dies;
  }
  /// Is it a mistake to consume a variable on some paths only?
  bool isLostOnSomePath() const {
    return isLostWhenDiscarded() && (Dropped != DropKind::Cancels || Start == StartKind::Lazy);
  }
  /// Is it a mistake never to consume a variable?
  bool isLostWhenUnused() const { return Unused == UnusedKind::Mistake; }
};

/// A parameter by its position, from 1 on; 0 stands for all.
struct ParameterPosition {
  unsigned Number = 0;

  bool covers(unsigned Index) const { return Number == 0 || Number == Index + 1; }
};

/// What a function does to the objects that it is given, where its signature doesn't tell.
struct DialectFunction {
  CalleeName Name; ///< qualified
  std::vector<ParameterPosition> Takes, PassesOn, Reads, Keeps;
  std::vector<ParameterPosition> Blocks; ///< until these are complete, the thread waits
  bool IsMove = false;                   ///< it is the library's 'std::move'
};

/// A library's types and functions.
struct Dialect {
  std::string Id; ///< the name of the file, without its suffix
  std::string Library;
  std::string Home;
  std::string Version; ///< which one the facts were read in
  /// Paths of headers, as they end: a unit that reads none of them has none of the types.
  std::vector<std::string> Headers;
  std::vector<DialectType> Types;
  std::vector<DialectFunction> Functions;
  bool IsBuiltIn = false; ///< so that the library is of others than its user

  /// Is it the path of one of the headers?
  bool hasHeader(llvm::StringRef Path) const { return libraryAround(Path).has_value(); }
  /// What belongs to the library, if that is the path of one of its headers: '/usr/include/kj/' for
  /// 'kj/async.h'. A header that is given without a folder may lie among its user's own files: then
  /// it is the header alone.
  std::optional<llvm::StringRef> libraryAround(llvm::StringRef Path) const;
};

/// Reads a dialect from the text of a file. The error says where and what, and what to write
/// instead: 'FILE:LINE:COLUMN: unknown key 'nmae' in a type; did you mean 'name'?'
llvm::Expected<Dialect> readDialect(llvm::StringRef Text, llvm::StringRef File);

/// The keys of a part of the format, or the words that a key may have.
struct FormatPart {
  std::string Name;
  std::vector<std::string> Keys;
};
/// The format as the reader knows it: the keys of each mapping that occurs in the text, and the
/// words of all keys that have words. For the test that holds the schema against it.
std::vector<FormatPart> dialectFormat(llvm::StringRef Text);

} // namespace valuetask

#endif // VALUETASK_LIB_MODELS_DIALECT_H

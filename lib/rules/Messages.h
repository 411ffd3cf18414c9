//===--- Messages.h - what the rules' messages have in common ---*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A report has three parts, as those of clang and rustc have. The headline says what is wrong,
/// names the object and its type, and fits in 90 columns. The notes trace the path that leads
/// there, in the order in which it runs. The help says what to do, and carries the fix. Each is one
/// clause in lower case without a full stop; names and code are in single quotes.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_RULES_MESSAGES_H
#define VALUETASK_LIB_RULES_MESSAGES_H

#include "findings/Finding.h"
#include "unit/UnitView.h"

namespace valuetask {

/// What is wrong, and why that matters: "What; Why". Names of the source can be long: \p Why is
/// left out where both don't fit in a headline.
std::string headline(std::string What, llvm::StringRef Why);
/// The same with the first of several reasons that fits.
std::string headline(std::string What, const std::vector<std::string> &Whys);

/// The phrases of the library that the type is of; all are empty where no dialect describes it.
const DialectWords &wordsOf(clang::QualType Type, const UnitView &Unit);

/// The name in quotes, with its article: "a 'task'", "an 'awaitable'".
std::string withArticle(llvm::StringRef Name);

/// What a consumption did to the object: "awaited", "moved", "consumed by 'result'".
std::string verb(const Event &E);

/// The object of a misuse as its reader sees it: by the reference that the last consumption uses,
/// or by its place.
std::string nameOf(const FoundMisuse &Found);

/// What an event is about, from the place at which it is reported: 'co_await x', 'x.result()',
/// 'std::move(x)'. Invalid where no expression is around that place.
clang::CharSourceRange rangeOf(const Event &E, const UnitView &Unit);

/// The notes of one path, in the order in which it runs. What a reader sees without them is left
/// out: the declaration of a variable, a decision that was noted before.
class PathNotes {
public:
  PathNotes(const UnitView &Unit, std::vector<Note> &Notes) : Unit(Unit), Notes(Notes) {}

  /// What a reference refers to, and where the object was filled again after its creation.
  void addOrigin(const FoundMisuse &Found);
  void addDecisions(llvm::ArrayRef<Decision> Decisions);
  void addEvent(const Event &E, std::string Message);
  void addFilling(const FoundMisuse &Found);

private:
  std::string describe(const Decision &D);

  const UnitView &Unit;
  std::vector<Note> &Notes;
};

/// What other units have to do for the misuse, and where their functions are that consume the
/// object, as far as their facts say it.
void noteOtherUnits(const FoundMisuse &Found, const UnitView &Unit, Finding &Result);

/// The class with its arguments as they are written, without its scope: 'value_task<int>'.
std::string typeName(clang::QualType Type, const clang::ASTContext &Context);

/// Another class template with the arguments of a type: "'task<int>'" for a value_task<int>.
std::string withTemplate(llvm::StringRef Template, clang::QualType Type,
                         const clang::ASTContext &Context);

/// What to return in the place of a single-consumption type: "'task<int>'" for our own.
std::string taskInsteadOf(clang::QualType Type, const clang::ASTContext &Context);

/// The source text of an expression for messages, on one line; empty when it is too long to quote,
/// or the work of a macro.
std::string quote(const clang::Expr *E, const clang::ASTContext &Context);

} // namespace valuetask

#endif // VALUETASK_LIB_RULES_MESSAGES_H

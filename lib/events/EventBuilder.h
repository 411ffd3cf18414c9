//===--- EventBuilder.h - how events are found ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The builder behind FunctionEvents, for the sources that make it up: the walk over a body and the
/// events on places (EventBuilder.cpp), from a name outwards to what happens to it (EventUses.cpp),
/// calls and their arguments (EventCalls.cpp), lambdas (EventClosures.cpp).
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_EVENTS_EVENTBUILDER_H
#define VALUETASK_LIB_EVENTS_EVENTBUILDER_H

#include "events/Events.h"
#include "events/PlaceEvents.h"
#include "events/Summaries.h"
#include "models/Accessors.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"
#include <optional>
#include <vector>

namespace valuetask {

/// What the callee declares for one argument.
struct Binding {
  const clang::ParmVarDecl *Parameter = nullptr;
  clang::QualType Type;
};

Binding bindingOf(const clang::FunctionDecl *Callee, unsigned Index);
Binding bindingOf(const clang::CallExpr *Call, const clang::Stmt *Argument);

/// Walks one body, and then its names: an expression means nothing by itself ('t' in 'co_await
/// std::move(t)'), so the meaning is looked for from the name outwards. Names give places; when all
/// of them are known, the events on places become events on objects.
class EventBuilder : private PlaceEvents {
public:
  EventBuilder(const clang::FunctionDecl *Function, Summaries &Known, FunctionEvents &Result)
      : PlaceEvents{Function, Known.types()}, Known(Known), Context(Function->getASTContext()),
        Result(Result) {}

  void run();

private:
  //===--- the walk (EventBuilder.cpp) -----------------------------------===//

  /// Records parents and names. Only what is evaluated counts, and each operand of an await once:
  /// clang's tree holds it in the written form and again inside the calls that the await stands
  /// for.
  void link(const clang::Stmt *S);

  /// Variables that it gives another value, so that an index, a pointer or an iterator leads to
  /// something else.
  void noteWrites(const clang::Stmt *S);
  static bool isImplicit(const clang::CoroutineSuspendExpr *Await);
  void linkChild(const clang::Stmt *Parent, const clang::Stmt *Child);
  bool leads(clang::QualType Type) const { return Types.leadsToSingleConsumption(Type); }
  void noteName(const clang::DeclRefExpr *Name);
  void addParameter(const clang::ParmVarDecl *Parameter);
  void addVariable(const clang::Decl *D);
  void addBindings(const clang::DecompositionDecl *Decomposition);
  void addBinding(const clang::BindingDecl *Element);

  //===--- names, outwards (EventUses.cpp) -------------------------------===//

  /// The use of a place on the way outwards.
  struct Use {
    const clang::Expr *Name;
    Place Where;
    const clang::Stmt *Here;
    const clang::Stmt *Arm = nullptr; ///< set when the use is in one arm of a conditional operator
    const clang::Expr *Index = nullptr;

    const clang::Expr *expression() const { return llvm::cast<clang::Expr>(Here); }
  };

  void interpret(const clang::Expr *Name);

  /// Goes from the use to its parent, when that leads to a place too; otherwise the parent does
  /// something to the object, and that is noted. What isn't understood is an escape: silence, and
  /// no guess.
  bool stepOut(Use &U, const clang::Stmt *Parent);
  static bool isReferenceWrapper(clang::QualType Type);
  bool follow(Use &U, llvm::ArrayRef<PlaceStep> Steps);
  bool follow(Use &U, const Access &By);
  bool stepOutOfCast(Use &U, const clang::CastExpr *Cast);
  bool stepOutOfMember(Use &U, const clang::MemberExpr *Member);

  /// A data member of the object itself: read, that leaves the object as it is; otherwise it may be
  /// how the object is consumed.
  bool accessesMember(const Use &U, const clang::MemberExpr *Member);
  bool singleTypeHere(clang::QualType Type, bool Arrow) const;
  const clang::Stmt *at(const Use &U, const clang::Stmt *Usual) const {
    return U.Arm ? U.Arm : Usual;
  }

  //===--- calls (EventCalls.cpp) -----------------------------------------===//

  bool stepOutOfCall(Use &U, const clang::CallExpr *Call);

  /// 'x = std::move(x)' leaves it as it is, or the type is broken for reasons of its own.
  bool movesToItself(const clang::CXXOperatorCallExpr *Assignment) const;
  void swaps(const Use &U, const clang::CallExpr *Call, const clang::Expr *With);

  /// The class of the object that a member is called on, which may be of a base class of it.
  static clang::QualType objectType(const clang::CallExpr *Call,
                                    const clang::CXXMethodDecl *Method);
  bool stepOutOfMethod(Use &U, const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                       clang::SourceLocation Location);

  /// The argument's place, seen from the callee as \p Parameter (null for 'this').
  bool applySummary(Use &U, const clang::CallExpr *Call, const Summary &Does,
                    const clang::ValueDecl *Parameter, const Place &Given,
                    const clang::FunctionDecl *Callee, const clang::Stmt *At);
  void applyTo(const Place &Where, const Effect &Does, const clang::FunctionDecl *By,
               const clang::Expr *Name, const clang::Stmt *At);
  void applyEffect(const Use &U, const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                   clang::SourceLocation Location);

  /// Does nobody look at the value?
  bool isDropped(const clang::Expr *Value) const;
  bool stepOutOfArgument(Use &U, const clang::Expr *Call, const Binding &To, const clang::Stmt *At);

  /// The parameter of the definition, whose body the summary speaks of.
  static const clang::ValueDecl *matching(const clang::FunctionDecl *Callee,
                                          const clang::ParmVarDecl *Parameter);

  /// A callee that takes an rvalue reference and answers yes or no may have declined to take it.
  static bool mayDecline(const clang::CallExpr *Call);

  //===--- the rest of what is around a name (EventUses.cpp) --------------===//

  /// What the parent of a use does to the object.
  void interpretUse(Use &U, const clang::Stmt *Parent);

  /// The local variable that the expression initialises.
  const clang::VarDecl *initialised(const clang::Expr *E) const;

  /// The place initialises a variable: a reference becomes another name of it, or, where it is one
  /// of two, a view; a pointer is a view.
  void initialises(const Use &U, const clang::DeclStmt *Declaration);
  void nameAlias(const clang::VarDecl *Variable, const Place &To);

  /// The variable of a range-based for names what clang's own iterator refers to.
  void nameObject(const Place &Where, const clang::ValueDecl *Name);
  void bind(const clang::VarDecl *Variable, const Use &U) { bindAt(Variable, {Variable}, U); }
  void bindAt(const clang::ValueDecl *View, Anchor Usual, const Use &U);

  /// Does the pointer refer to one thing all the time?
  bool isSteady(const clang::ValueDecl *Pointer) const;

  /// The same place without a pointer on its way that always refers to one thing; nothing where one
  /// may refer to several.
  std::optional<Place> throughViews(const Place &Where) const;
  void noteReturned(const Use &U);

  //===--- lambdas (EventClosures.cpp) -----------------------------------===//

  /// A lambda captures the place, by a copy that is a construction of its own, or by reference.
  void captured(const Use &U, const clang::LambdaExpr *Lambda);
  static const clang::VarDecl *initCaptureOf(const clang::LambdaExpr *Lambda,
                                             const clang::Stmt *Init);
  static bool capturesByReference(const clang::LambdaExpr *Lambda, const clang::Stmt *Init);

  /// Is everything that is done with the lambda a call of it: where it is written, or by the name
  /// of the variable that it initialises?
  bool isOnlyCalled(const clang::LambdaExpr *Lambda);
  bool isCallee(const clang::Expr *Name) const;

  /// A lambda that is called where it is written.
  void applyClosure(const clang::LambdaExpr *Lambda);

  /// A call of a lambda: what its body does to what it captured happens here.
  ///
  /// \param Closure  the use of its name; null where it has none. It becomes a use of what the
  ///                 lambda returns, when that is a reference to something that it captured.
  bool callClosure(const clang::CXXMethodDecl *Operator, Use *Closure, const clang::CallExpr *Call,
                   const clang::Stmt *At);
  void applyCaptures(const clang::CXXMethodDecl *Operator, const Summary &Does, const Use *Closure,
                     const clang::CallExpr *Call, const clang::Stmt *At);

  //===--- events on places (EventBuilder.cpp) ---------------------------===//

  void put(const Use &U, const clang::Stmt *At, EventKind Kind, clang::SourceLocation Location);
  void put(const Use &U, const clang::Stmt *At, EventKind Kind, clang::SourceLocation Location,
           const Place &Where);
  void escape(const Use &U, const clang::Stmt *At);
  static bool isAddress(const Place &Where);
  static Place withoutAddress(Place Where);
  void pin(const Use &U) { pin(U.Where, U.Name); }

  /// Its address is kept.
  void pin(const Place &Where, const clang::Expr *Name);
  void give(const Use &U, const clang::Stmt *At, EventKind Kind);
  void consume(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
               ConsumptionKind How, const clang::NamedDecl *By = nullptr);

  /// It is assigned, or exchanged for, \p Given; null when that isn't seen.
  void refill(const Use &U, const clang::Stmt *At, clang::SourceLocation Location,
              const clang::Expr *Given);
  void noteObject(const Use &U, clang::QualType Type);

  /// Elements by a variable index: whatever it counts, the first one is among them, and the same
  /// each time.
  void noteFirstElement(const Use &U, clang::QualType Type);

  Summaries &Known;
  const clang::ASTContext &Context;
  FunctionEvents &Result;
  bool Relevant = false; // is there anything to track at all?
  bool ReturnedBefore = false;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> ParentOf;
  std::vector<const clang::Expr *> Names;
  llvm::DenseSet<const clang::ValueDecl *> Unsteady; // written by other names of theirs
  llvm::DenseMap<const clang::LambdaExpr *, bool> OnlyCalled;
  llvm::DenseMap<const clang::FunctionDecl *, bool> AlwaysReady; // by the await_ready
  llvm::DenseMap<const clang::VarDecl *, Place> PointsTo; // captures that are made from an address
  llvm::SetVector<const clang::LambdaExpr *> Closures;    // called where they are written
};

} // namespace valuetask

#endif // VALUETASK_LIB_EVENTS_EVENTBUILDER_H

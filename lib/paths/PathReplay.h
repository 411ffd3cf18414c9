//===--- PathReplay.h - the replay of one path ------------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The inside of PathConditions: runs the statements of one path on symbolic values. A call whose
/// body is visible and simple is run as part of the path (InlinedCalls.cpp).
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PATHS_PATHREPLAY_H
#define VALUETASK_LIB_PATHS_PATHREPLAY_H

#include "models/Claims.h"
#include "models/Containers.h"
#include "paths/InlinableCalls.h"
#include "paths/PathConditions.h"
#include "paths/PathMemory.h"
#include "llvm/ADT/DenseMap.h"
#include <array>
#include <map>
#include <string>
#include <vector>

namespace valuetask {

class PathConditions::Path {
public:
  Path(const clang::FunctionDecl *Function, InlinableCalls &Bodies, llvm::SMTSolver &Z3)
      : Context(Function->getASTContext()), Z3(Z3), Make(Z3), Memory(Function), Bodies(Bodies),
        Running{Function} {}

  void execute(const clang::Stmt *S, bool Throws = false);
  void executeChosen(const clang::CallExpr *Call, llvm::ArrayRef<const clang::Stmt *> Passed,
                     bool Passes, bool Throws);
  void answer(const clang::Expr *Question, bool Value);
  void assume(const clang::Expr *Condition, bool Value, bool Decides);
  void assumeLabel(const clang::Expr *Condition, int64_t Label, bool Taken, bool Decides);
  void forget(llvm::ArrayRef<const clang::ValueDecl *> Variables);
  bool excludes(const clang::Expr *Condition, bool Value);
  void doubt() { IsDoubtful = true; }
  void askAnew(const clang::Expr *Question);
  Answer check();
  unsigned symbols() const { return Make.symbols(); }

private:
  struct Content;
  using Contents = std::vector<Content>;

  Shape shapeOf(clang::QualType Type) const { return valuetask::shapeOf(Type, Context); }
  llvm::SMTExprRef nonNull(llvm::SMTExprRef Pointer);
  llvm::SMTExprRef addressOf(const Storage &Where, const Shape &Of);
  llvm::SMTExprRef addressOf(const clang::Expr *E, const Shape &Of);
  void require(llvm::SMTExprRef Holds) {
    Z3.addConstraint(Guard ? Z3.mkOr(Z3.mkNot(Guard), Holds) : Holds);
  }
  llvm::SMTExprRef constant(const clang::Expr *E);

  // The value of an expression of a type that has a shape. Null is not known, except that valueOf()
  // then makes one up.
  llvm::SMTExprRef valueOf(const clang::Expr *E);
  llvm::SMTExprRef compute(const clang::Expr *E);
  llvm::SMTExprRef computeCast(const clang::CastExpr *Cast);
  llvm::SMTExprRef computeUnary(const clang::UnaryOperator *Unary);
  llvm::SMTExprRef computeBinary(const clang::BinaryOperator *Binary);
  llvm::SMTExprRef computeCall(const clang::CallExpr *Call);
  llvm::SMTExprRef compareObjects(const clang::Expr *Left, clang::BinaryOperatorKind Operator,
                                  const clang::Expr *Right);
  struct Order;
  std::optional<Order> orderOf(const Storage &Left, const Storage &Right,
                               const clang::CXXRecordDecl *Class);
  llvm::SMTExprRef orderGiven(const clang::Expr *E);
  llvm::SMTExprRef orderOf(const clang::Expr *E);
  llvm::SMTExprRef compareParts(const clang::Expr *Left, clang::BinaryOperatorKind Operator,
                                const clang::Expr *Right);
  llvm::SMTExprRef read(const clang::Expr *E);
  llvm::SMTExprRef sameAs(const clang::Expr *Inner, const clang::Expr *E);

  llvm::SMTExprRef fact(Aspect About, const Storage &Where, const Shape &Of);
  llvm::SMTExprRef pureFact(Aspect About, const clang::Expr *E, const Shape &Of);
  llvm::SMTExprRef aspect(Aspect About, const clang::Expr *Object, const Shape &Of);
  void set(Aspect About, const Storage &Where, const Shape &Of, llvm::SMTExprRef Value) {
    Memory.fact(About, Where, Of) = Value;
  }
  void write(const clang::Expr *Target, llvm::SMTExprRef Value);

  void declare(const clang::VarDecl *Variable);
  void initialise(const clang::ValueDecl *Variable, const clang::Expr *Init);
  void bindReference(const clang::ValueDecl *Variable, const clang::Expr *Init);

  // Objects (Constructions.cpp).
  std::optional<Storage> startObject(const clang::Expr *Made);
  void become(const Storage &Temporary, const Storage &Object);
  void makeObject(const Storage &Target, clang::QualType Type, const clang::Expr *Value);
  void makeMember(const Storage &Object, const clang::FieldDecl *Field, const clang::Expr *Init);
  bool construct(const clang::CXXConstructExpr *Construct, const Storage &Object);
  void executeConstruction(const clang::CXXConstructExpr *Construct);
  void executeInitialiser(const clang::CXXCtorInitializer &Part);
  void executeInherited(const clang::CXXInheritedCtorInitExpr *Inherited, const Storage &Object);
  bool isComputed(const clang::Expr *E) const;
  bool isComputed(const Storage &Where) const;
  bool isElementComputed(const clang::Expr *E) const;
  void executeList(const clang::Expr *List, llvm::ArrayRef<clang::Expr *> Inits);
  void executeChoice(const clang::ConditionalOperator *Choice);
  void executeWithin(const clang::Stmt *S);
  std::array<std::pair<Aspect, Shape>, 3> aspectsOfWhole() const;
  llvm::SmallVector<std::pair<Aspect, Shape>, 4> aspectsOf(const clang::FieldDecl *Field) const;
  Shape contentShape(clang::QualType Holder) const;
  Contents answersOf(const clang::Expr *Made, const Storage &Object);
  void nameObject(const clang::Expr *Made, const Storage &Object, const Contents &Before,
                  bool IsExact);
  void put(const Contents &Found);
  llvm::SMTExprRef narrowed(llvm::SMTExprRef Value, const Shape &Of, const clang::FieldDecl *Field);
  void pointTo(const Storage &Pointer, const std::optional<Storage> &To);
  void assignObject(const Storage &Target, clang::QualType Type, const clang::Expr *Value);
  void collect(const Storage &Target, clang::QualType Type, const clang::Expr *Value,
               Contents &Found);
  void collectCopies(const Storage &Target, const clang::CXXRecordDecl *Record,
                     const Storage &Source, Contents &Found);
  llvm::SMTExprRef countElements(const Storage &Where, const std::optional<ElementCount> &Elements);
  llvm::SMTExprRef presenceOf(clang::QualType Type, const clang::Expr *Value);

  void executeBinary(const clang::BinaryOperator *Binary);
  void shareAddressesTaken(const clang::Stmt *User);
  void executeStep(const clang::UnaryOperator *Unary);
  void executeLambda(const clang::LambdaExpr *Lambda);
  void forgetCaptured(const clang::CXXRecordDecl *Closure);
  void shareBound(const clang::Expr *Made);
  llvm::SMTExprRef movePresence(const clang::Expr *From);
  void executeCall(const clang::CallExpr *Call, bool Throws);
  void executeMember(const clang::CallExpr *Call, const clang::CXXMethodDecl *Method,
                     const clang::Expr *Object);
  void executeExchange(const clang::CallExpr *Call);
  void executeSwap(const clang::CallExpr *Call);
  void executeAtomic(const clang::CallExpr *Call, const AtomicAccess &Access);
  void executeTie(llvm::ArrayRef<const clang::Expr *> Targets, const clang::Expr *Value);
  void changeKey(const clang::CallExpr *Call, const KeyChange &Change);
  void changeFlag(const FlagChange &Change);
  llvm::SMTExprRef hasKey(const Storage &Container, const clang::Expr *Key);
  llvm::SMTExprRef keysOf(const Storage &Container) {
    return fact(Aspect::Keys, Container, TextShape);
  }
  llvm::SMTExprRef withOtherKeys(llvm::SMTExprRef Keys);
  /// What a key is, as far as it can be compared.
  std::pair<Shape, llvm::SMTExprRef> keyOf(const clang::Expr *Key);
  bool isFollowedAlone(clang::QualType Type, const std::optional<Storage> &Where) const;
  llvm::SMTExprRef valueAs(const clang::Expr *E, const Shape &Of);
  llvm::SMTExprRef lesserOf(const clang::Expr *First, const clang::Expr *Second,
                            const clang::Expr *E, bool Least);
  llvm::SMTExprRef clamp(const clang::CallExpr *Call);
  llvm::SMTExprRef magnitude(const clang::CallExpr *Call);
  llvm::SMTExprRef computeReal(clang::BinaryOperatorKind Operator, llvm::SMTExprRef Left,
                               llvm::SMTExprRef Right, clang::QualType Type);
  llvm::SMTExprRef real(const llvm::APFloat &Value);
  llvm::SMTExprRef textOf(const clang::StringLiteral *Literal) {
    const llvm::StringRef Bytes = Literal->getBytes();
    return Make.number(Literals.try_emplace(Bytes.str(), Literals.size()).first->second, TextShape);
  }
  void collectElements(const Storage &Target, clang::QualType Type, const clang::Expr *Value,
                       Contents &Found);
  void passArguments(const clang::FunctionDecl *Callee, const clang::FunctionProtoType *Proto,
                     llvm::ArrayRef<const clang::Expr *> Arguments, bool MayKeep);
  void assumeFits(clang::BinaryOperatorKind Operator, llvm::SMTExprRef Left, llvm::SMTExprRef Right,
                  const Shape &Of);

  // Calls that are run as a part of the path.
  struct Invocation;
  struct Body;
  const clang::FunctionDecl *calleeAt(const clang::CallExpr *Call, const clang::Expr *Object) const;
  bool runBody(const clang::CallExpr *Call, const clang::Expr *Object,
               llvm::ArrayRef<const clang::Expr *> Arguments);
  bool runConstructor(const clang::CXXConstructExpr *Construct, const Storage &Object);
  bool run(Body &Of, const Invocation &How);
  bool enterBody(const Invocation &How);
  bool canCapture(const clang::CXXRecordDecl *Closure);
  bool isOnlyCalled(const clang::CXXRecordDecl *Closure);
  void enterLambda(const clang::CXXRecordDecl *Closure);
  void leaveBody(const clang::FunctionDecl *Definition, const PathMemory &Before);
  static const clang::ValueDecl *keptIn(const clang::CXXRecordDecl *Closure,
                                        const clang::LambdaCapture &Capture);
  void readAhead(const ControlFlow &Flow);
  bool runFrom(const clang::CFGBlock &Block, Body &Of);
  bool leave(const clang::CFGBlock &Block, unsigned Successor, Body &Of);
  llvm::SMTExprRef conditionOf(const clang::CFGBlock &Block, unsigned Successor);
  void choose(Body &Of);
  void requireOneOf(const Body &Of);
  void join(const Body &Of);
  void giveResult(const Body &Of, const clang::CallExpr *Call, llvm::SMTExprRef Pure, bool IsExact);

  const clang::ASTContext &Context;
  llvm::SMTSolver &Z3;
  Formula Make;
  PathMemory Memory;
  /// The values of the expressions that were run, from the last time that they were. Null where it
  /// follows from the parts, or may be anything.
  llvm::DenseMap<const clang::Expr *, llvm::SMTExprRef> Evaluated;
  std::map<std::string, int64_t> Literals; // a number for each text
  /// Where the variables are whose addresses were taken.
  std::vector<std::pair<Storage, llvm::SMTExprRef>> Addresses;
  /// Whether a container has a key, from when its keys were those.
  struct KeyFact {
    llvm::SMTExprRef Keys;
    Shape Of;
    llvm::SMTExprRef Key; ///< null for all keys
    llvm::SMTExprRef IsThere;
  };
  std::vector<KeyFact> KeysKnown;
  /// Whether the calls put a key there that was new.
  llvm::DenseMap<const clang::Expr *, llvm::SMTExprRef> Inserted;
  /// The numbers floating that are constants.
  llvm::DenseMap<llvm::SMTExprRef, llvm::APFloat> Reals;
  /// By the statements that were run last, and not used yet.
  llvm::SmallVector<const clang::UnaryOperator *, 2> AddressesTaken;
  bool HasConditions = false;
  bool IsDoubtful = false;

  /// Which way a call takes.
  struct Way {
    const clang::CallExpr *Call;
    llvm::ArrayRef<const clang::Stmt *> Passed;
    bool Passes;
    bool IsKnown = false; ///< the call has been run
  };
  Way *Chosen = nullptr; ///< of the statement at hand

  InlinableCalls &Bodies;
  /// The functions whose bodies are being run, from the path's own on.
  llvm::SmallVector<const clang::FunctionDecl *, 4> Running;
  /// What has to be so for the statement at hand to run; null on the path itself.
  llvm::SMTExprRef Guard = nullptr;
  /// Of values, and of what calls do, that aren't understood.
  unsigned Unknowns = 0;
};

} // namespace valuetask

#endif // VALUETASK_LIB_PATHS_PATHREPLAY_H

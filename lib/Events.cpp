//===--- Events.cpp - what a function does to the objects it tracks -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "ControlFlow.h"
#include "StdCalls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

const Expr *readyCall(const CoroutineSuspendExpr *Await) {
  return Await->getReadyExpr()->IgnoreImplicit();
}

namespace {

/// A call that changes only the value category of its argument.
bool isCastLikeCall(const CallExpr *Call) {
  return Call->getNumArgs() == 1 &&
         callsStd(Call, {"move", "forward", "move_if_noexcept", "as_const", "forward_like"});
}

/// The object that an lvalue expression leads to or into: its variable, or null with \p ThroughThis
/// set.
struct Root {
  const ValueDecl *Variable = nullptr;
  bool ThroughThis = false;

  bool known() const { return Variable || ThroughThis; }
  bool operator==(const Root &Other) const {
    return Variable == Other.Variable && ThroughThis == Other.ThroughThis;
  }
};

Root rootOf(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return {Ref->getDecl(), false};
    if (isa<CXXThisExpr>(E))
      return {nullptr, true};
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      E = Call->getImplicitObjectArgument();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
      E = Operator->getArg(0);
    else
      return {};
    if (!E)
      return {};
  }
}

/// What the callee declares for one argument.
struct Binding {
  const ParmVarDecl *Parameter = nullptr;
  QualType Type;
};

Binding bindingOf(const FunctionDecl *Callee, unsigned Index) {
  if (Callee && Index < Callee->getNumParams())
    return {Callee->getParamDecl(Index), Callee->getParamDecl(Index)->getType()};
  return {};
}

Binding bindingOf(const CallExpr *Call, const Stmt *Argument) {
  const auto Position = llvm::find(Call->arguments(), Argument);
  if (Position == Call->arg_end())
    return {};
  unsigned Index = Position - Call->arg_begin();
  const FunctionDecl *Callee = Call->getDirectCallee();
  // The object of a member operator is its first argument, and no parameter.
  if (isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee) &&
      !cast<CXXMethodDecl>(Callee)->isExplicitObjectMemberFunction()) {
    if (Index == 0)
      return {};
    --Index;
  }
  if (Callee)
    return bindingOf(Callee, Index);
  QualType Type = Call->getCallee()->getType();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  if (const auto *Prototype = Type->getAs<FunctionProtoType>())
    if (Index < Prototype->getNumParams())
      return {nullptr, Prototype->getParamType(Index)};
  return {};
}

} // namespace

/// Walks one body twice: for the objects, then for what happens to them. An expression means
/// nothing by itself ('t' in 'co_await std::move(t)'), so the meaning is looked for from the name
/// outwards.
class EventBuilder {
public:
  EventBuilder(const FunctionDecl *Function, Summaries &Known, FunctionEvents &Result)
      : Function(Function), Known(Known), Types(Known.types()), Result(Result) {}

  void run() {
    std::vector<const Stmt *> Roots;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        Roots.push_back(Init->getInit());
    Roots.push_back(writtenBody(Function));
    for (const ParmVarDecl *Parameter : Function->parameters())
      addObject(Parameter, Parameter->getType()->isReferenceType());
    for (const Stmt *Root : Roots)
      link(Root);
    if (Result.Objects.empty())
      return;
    for (const DeclRefExpr *Name : Names)
      if (auto It = Result.ObjectOf.find(Name->getDecl()); It != Result.ObjectOf.end())
        interpret(Name, It->second);
    for (const Expr *E : Mutations)
      escapeSharedReferents(E);
  }

private:
  /// Records parents and names. Only what is evaluated counts, and each operand of an await once:
  /// clang's tree holds it in the written form and again inside the calls that the await stands
  /// for.
  void link(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Name = dyn_cast<DeclRefExpr>(S))
      noteName(Name);
    else if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        addVariable(D);
    else if (isa<CallExpr>(S))
      Mutations.push_back(cast<Expr>(S));
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
      return linkChild(S, Await->getOperand());
    if (const auto *Return = dyn_cast<CoreturnStmt>(S))
      return linkChild(S,
                       Return->getPromiseCall() ? Return->getPromiseCall() : Return->getOperand());
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : Lambda->capture_inits())
        linkChild(S, Init);
      return;
    }
    if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S))
      return;
    if (const auto *TypeId = dyn_cast<CXXTypeidExpr>(S);
        TypeId && !TypeId->isPotentiallyEvaluated())
      return;
    for (const Stmt *Child : S->children())
      linkChild(S, Child);
  }

  void linkChild(const Stmt *Parent, const Stmt *Child) {
    if (!Child)
      return;
    ParentOf[Child] = Parent;
    link(Child);
  }

  void noteName(const DeclRefExpr *Name) {
    Names.push_back(Name);
    addCaptured(Name);
  }

  void addCaptured(const DeclRefExpr *Name) {
    // A variable of an enclosing function, inside a lambda: it is there before the lambda runs.
    const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
    if (Variable && Variable->getDeclContext() != Function && Variable->isLocalVarDeclOrParm() &&
        Variable->hasLocalStorage() && Name->refersToEnclosingVariableOrCapture())
      addObject(Variable, true);
  }

  void addVariable(const Decl *D) {
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(D)) {
      for (const BindingDecl *Element : Decomposition->bindings())
        addObject(Element, Decomposition->getType()->isReferenceType());
      return;
    }
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || !Variable->hasLocalStorage())
      return;
    if (!Variable->getType()->isReferenceType()) {
      addObject(Variable, false);
      return;
    }
    const Expr *Init = Variable->getInit();
    if (const DeclRefExpr *Referent = Init ? referentName(Init) : nullptr) {
      addCaptured(Referent);
      if (auto It = Result.ObjectOf.find(Referent->getDecl()); It != Result.ObjectOf.end()) {
        const ObjectId Object = It->second;
        Result.ObjectOf[Variable] = Object;
        return;
      }
    }
    // A reference to a temporary is the only name of its object.
    addObject(Variable, !Init || !extendsTemporary(Init));
  }

  static bool extendsTemporary(const Expr *Init) {
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Init))
      Init = Cleanups->getSubExpr();
    return isa<MaterializeTemporaryExpr>(Init->IgnoreParens());
  }

  /// The variable that a reference's initialiser names: 't', '(t)', 'std::move(t)', 'static_cast<T
  /// &&>(t)'.
  static const DeclRefExpr *referentName(const Expr *E) {
    while (true) {
      E = E->IgnoreParenCasts();
      const auto *Call = dyn_cast<CallExpr>(E);
      if (!Call || !isCastLikeCall(Call))
        return dyn_cast<DeclRefExpr>(E);
      E = Call->getArg(0);
    }
  }

  void addObject(const ValueDecl *Declaration, bool SharedReferent) {
    // After a compiler error, a binding can be without a type.
    if (Declaration->getType().isNull() || Declaration->isInvalidDecl())
      return;
    if (!Types.isSingleConsumption(Declaration->getType().getNonReferenceType()))
      return;
    if (Result.ObjectOf.try_emplace(Declaration, Result.Objects.size()).second)
      Result.Objects.push_back({Declaration, SharedReferent, false});
  }

  void add(const Stmt *Anchor, Event E) { Result.EventsAt[Anchor].push_back(E); }

  void escape(const Stmt *Anchor, ObjectId Object) {
    add(Anchor, {EventKind::Escape, Object, Anchor->getBeginLoc()});
  }

  void consume(const Stmt *Anchor, ObjectId Object, SourceLocation Location, ConsumptionKind How,
               const NamedDecl *By = nullptr) {
    add(Anchor, {EventKind::Consume, Object, Location, How, By});
  }

  /// What does the use of an object's name, at \p Name, do to the object? Looks outwards through
  /// nodes that don't touch it to the one that does. What isn't understood is an escape: silence,
  /// and no guess.
  void interpret(const DeclRefExpr *Name, ObjectId Object) {
    const Stmt *Use = Name;
    const Stmt *Anchor = nullptr; // set when the use is in one arm of a conditional operator
    for (const Stmt *Parent = ParentOf.lookup(Use); Parent;
         Use = Parent, Parent = ParentOf.lookup(Use)) {
      if (const auto *Conditional = dyn_cast<ConditionalOperator>(Parent)) {
        // Which arm it was is known only in that arm, so that is where the event belongs.
        if (Use == Conditional->getCond())
          return;
        if (!Anchor)
          Anchor = Name;
        continue;
      }
      if (isTransparent(Parent, Use))
        continue;
      return interpretUse(Parent, Use, Object, Anchor, Name);
    }
  }

  bool isTransparent(const Stmt *Parent, const Stmt *Use) const {
    if (isa<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups,
            ConstantExpr, SubstNonTypeTemplateParmExpr>(Parent))
      return true;
    if (const auto *Cast = dyn_cast<CastExpr>(Parent))
      return Cast->getCastKind() == CK_NoOp || Cast->getCastKind() == CK_DerivedToBase ||
             Cast->getCastKind() == CK_UncheckedDerivedToBase;
    if (const auto *Call = dyn_cast<CallExpr>(Parent))
      return isCastLikeCall(Call) && Call->getArg(0) == Use;
    if (const auto *Comma = dyn_cast<BinaryOperator>(Parent))
      return Comma->getOpcode() == BO_Comma && Comma->getRHS() == Use;
    return false;
  }

  void interpretUse(const Stmt *Parent, const Stmt *Use, ObjectId Object, const Stmt *ArmAnchor,
                    const DeclRefExpr *Name) {
    auto At = [ArmAnchor](const Stmt *Usual) { return ArmAnchor ? ArmAnchor : Usual; };
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(Parent)) {
      if (isa<CoawaitExpr>(Await))
        consume(At(readyCall(Await)), Object, Await->getKeywordLoc(), ConsumptionKind::Await);
      else
        escape(At(readyCall(Await)), Object);
      return;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(Parent))
      return interpretMember(Member, Object, ArmAnchor);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent)) {
      const auto Position = llvm::find(Construct->arguments(), Use);
      const unsigned Index = Position - Construct->arg_begin();
      return interpretArgument(Construct, bindingOf(Construct->getConstructor(), Index), Object,
                               At(Construct), Name);
    }
    if (const auto *Call = dyn_cast<CallExpr>(Parent))
      return interpretCall(Call, Use, Object, At(Call), Name);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent)) {
      Result.Objects[Object].Pinned |= capturesByReference(Lambda, Use);
      return escape(Name, Object);
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(Parent);
        Unary && Unary->getOpcode() == UO_AddrOf) {
      Result.Objects[Object].Pinned = true;
      return;
    }
    if (isa<DeclStmt>(Parent))
      return interpretReference(cast<DeclStmt>(Parent), Use, Object);
    // An expression whose value nobody takes, or a cast to void, does nothing to the object. A
    // function that returns a reference to it hands it to its caller, but ends with that.
    if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchCase, LabelStmt, ReturnStmt,
            BinaryOperator, CXXForRangeStmt, AttributedStmt>(Parent))
      return;
    if (const auto *Cast = dyn_cast<CastExpr>(Parent); Cast && Cast->getCastKind() == CK_ToVoid)
      return;
    escape(Name, Object);
  }

  static bool capturesByReference(const LambdaExpr *Lambda, const Stmt *Init) {
    for (const auto &[Capture, CaptureInit] :
         llvm::zip(Lambda->captures(), Lambda->capture_inits()))
      if (CaptureInit == Init)
        return Capture.capturesVariable() &&
               (Capture.getCaptureKind() == LCK_ByRef ||
                Capture.getCapturedVar()->getType()->isReferenceType());
    return false;
  }

  /// The object initialises a variable: its own reference is an alias of it, anything else keeps
  /// it.
  void interpretReference(const DeclStmt *Declaration, const Stmt *Use, ObjectId Object) {
    for (const Decl *D : Declaration->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable || Variable->getInit() != Use)
        continue;
      auto It = Result.ObjectOf.find(Variable);
      if (It != Result.ObjectOf.end() && It->second == Object)
        return;
      if (Variable->getType()->isReferenceType() &&
          Variable->getType()->getPointeeType().isConstQualified())
        return;
    }
    Result.Objects[Object].Pinned = true;
  }

  void interpretMember(const MemberExpr *Member, ObjectId Object, const Stmt *ArmAnchor) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    if (!Method)
      return; // a data member of the object; the object itself stays as it is
    const Stmt *Call = ParentOf.lookup(Member);
    while (isa_and_nonnull<ParenExpr>(Call))
      Call = ParentOf.lookup(Call);
    const Stmt *Anchor = ArmAnchor ? ArmAnchor : (Call ? Call : Member);
    applyEffect(Method, Object, Anchor, Member->getMemberLoc());
  }

  void applyEffect(const CXXMethodDecl *Method, ObjectId Object, const Stmt *Anchor,
                   SourceLocation Location) {
    switch (Types.effectOf(Method)) {
    case MemberEffect::Consumes:
      return consume(Anchor, Object, Location, ConsumptionKind::Call, Method);
    case MemberEffect::Inspects:
      return;
    case MemberEffect::Reinitialises:
      return add(Anchor, {EventKind::Reinitialise, Object, Location});
    case MemberEffect::Unknown:
      return escape(Anchor, Object);
    }
  }

  void interpretCall(const CallExpr *Call, const Stmt *Use, ObjectId Object, const Stmt *Anchor,
                     const DeclRefExpr *Name) {
    if (callsStd(Call, {"exchange"}) && Call->getNumArgs() == 2 && Call->getArg(0) == Use) {
      consume(Anchor, Object, Name->getLocation(), ConsumptionKind::GivenAway);
      return add(Anchor, {EventKind::Reinitialise, Object, Call->getBeginLoc()});
    }
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (Operator && Method && Operator->getArg(0) == Use)
      return applyEffect(Method, Object, Anchor, Operator->getOperatorLoc());
    interpretArgument(Call, bindingOf(Call, Use), Object, Anchor, Name);
  }

  void interpretArgument(const Expr *Call, const Binding &To, ObjectId Object, const Stmt *Anchor,
                         const DeclRefExpr *Name) {
    if (To.Parameter && Types.isConsumingParameter(To.Parameter))
      return consume(Anchor, Object, Name->getLocation(), ConsumptionKind::Call,
                     cast<NamedDecl>(To.Parameter->getDeclContext()));
    if (To.Type.isNull())
      return escape(Anchor, Object); // '...', or a parameter that can't be named
    if (To.Type->isRValueReferenceType()) {
      if (!isa<CXXConstructExpr>(Call) && mayDecline(cast<CallExpr>(Call)))
        return escape(Anchor, Object);
      if (To.Parameter && !isa<CXXConstructExpr>(Call) &&
          !Known.touches(cast<FunctionDecl>(To.Parameter->getDeclContext()),
                         To.Parameter->getFunctionScopeIndex()))
        return; // its body only looks
      return consume(Anchor, Object, Name->getLocation(), ConsumptionKind::GivenAway);
    }
    const bool Copies = isa<CXXConstructExpr>(Call) &&
                        cast<CXXConstructExpr>(Call)->getConstructor()->isCopyConstructor();
    if (To.Type->isLValueReferenceType() && To.Type->getPointeeType().isConstQualified() && !Copies)
      return; // only looks
    escape(Anchor, Object);
  }

  /// A callee that takes an rvalue reference and answers yes or no may have declined to take it.
  static bool mayDecline(const CallExpr *Call) {
    const QualType Answer = Call->getType();
    const CXXRecordDecl *Record = Answer->getAsCXXRecordDecl();
    return Answer->isBooleanType() || Answer->isEnumeralType() ||
           (Record && Record->isInStdNamespace() && Record->getIdentifier() &&
            llvm::is_contained({"optional", "expected", "pair"}, Record->getName()));
  }

  /// An object behind a reference can be filled again without its name being mentioned: by an
  /// assignment to the place that it is in, or by a call that changes what it is part of.
  void escapeSharedReferents(const Expr *E) {
    const auto *Call = cast<CallExpr>(E);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    const Expr *Target = nullptr;
    if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call))
      Target = MemberCall->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(Call) && Method)
      Target = Call->getArg(0);
    if (!Target || !Method || Method->isConst() || Method->isStatic())
      return;
    const Root Changed = rootOf(Target);
    if (Changed.Variable && Result.ObjectOf.contains(Changed.Variable))
      return; // it is a tracked object itself, and has its own events
    const bool SameType = Types.isSingleConsumption(Target->getType().getNonReferenceType());
    for (ObjectId Object = 0; Object < Result.Objects.size(); ++Object) {
      const TrackedObject &Candidate = Result.Objects[Object];
      if (!Candidate.SharedReferent)
        continue;
      const auto *Variable = dyn_cast<VarDecl>(Candidate.Declaration);
      const Expr *Init = Variable && !isa<ParmVarDecl>(Variable) ? Variable->getInit() : nullptr;
      const Root Referent = Init ? rootOf(Init) : Root();
      if (SameType || (Referent.known() && Referent == Changed))
        escape(Call, Object);
    }
  }

  const FunctionDecl *Function;
  Summaries &Known;
  const Awaitables &Types;
  FunctionEvents &Result;
  llvm::DenseMap<const Stmt *, const Stmt *> ParentOf;
  std::vector<const DeclRefExpr *> Names;
  std::vector<const Expr *> Mutations;
};

FunctionEvents::FunctionEvents(const FunctionDecl *Function, Summaries &Known) {
  EventBuilder(Function, Known, *this).run();
}

bool FunctionEvents::touches(const ValueDecl *Object) const {
  auto It = ObjectOf.find(Object);
  if (It == ObjectOf.end() || Objects[It->second].Pinned)
    return true;
  return llvm::any_of(EventsAt, [&](const auto &At) {
    return llvm::any_of(At.second, [&](const Event &E) { return E.Object == It->second; });
  });
}

bool Summaries::touches(const FunctionDecl *Callee, unsigned Parameter) {
  const FunctionDecl *Definition = nullptr;
  if (!Callee->hasBody(Definition))
    return true;
  const auto [It, New] = Touched.try_emplace(
      Definition, std::vector<bool>(Definition->getNumParams(), true)); // until it is known
  if (New) {
    const FunctionEvents Events(Definition, *this);
    std::vector<bool> Found;
    for (const ParmVarDecl *Each : Definition->parameters())
      Found.push_back(Events.touches(Each));
    Touched[Definition] = std::move(Found);
  }
  const std::vector<bool> &Known = Touched[Definition];
  return Parameter >= Known.size() || Known[Parameter];
}

void FunctionEvents::forEachEvent(const CFGElement &Element,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
  if (!Statement)
    return;
  // The CFG splits 'T a, b;' into statements of its own making, so declarations are looked at by
  // what they declare.
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement->getStmt())) {
    auto Create = [&](const ValueDecl *D) {
      auto It = ObjectOf.find(D);
      if (It != ObjectOf.end() && Objects[It->second].Declaration == D)
        Visit({EventKind::Create, It->second, D->getLocation()});
    };
    for (const Decl *D : Declaration->decls()) {
      if (const auto *Decomposition = dyn_cast<DecompositionDecl>(D))
        llvm::for_each(Decomposition->bindings(), Create);
      else if (const auto *Variable = dyn_cast<VarDecl>(D))
        Create(Variable);
    }
    return;
  }
  if (auto It = EventsAt.find(Statement->getStmt()); It != EventsAt.end())
    for (const Event &E : It->second)
      Visit(E);
}

void FunctionEvents::forEachEvent(const CFGBlock &Block,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  for (const CFGElement &Element : Block)
    forEachEvent(Element, Visit);
}

} // namespace valuetask

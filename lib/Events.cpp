//===--- Events.cpp - what a function does to the objects it tracks -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "Accessors.h"
#include "ControlFlow.h"
#include "InitialState.h"
#include "PlaceEvents.h"
#include "StdCalls.h"
#include "Summaries.h"
#include "Suspension.h"
#include "Temporaries.h"
#include "Terms.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace valuetask {

const Expr *readyCall(const CoroutineSuspendExpr *Await) {
  return Await->getReadyExpr()->IgnoreImplicit();
}

bool takesResult(const CXXMethodDecl *Method) {
  return !Method->getParent()->isLambda() && Method->getIdentifier() &&
         llvm::is_contained({"result", "get"}, Method->getName());
}

namespace {

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

/// Walks one body, and then its names: an expression means nothing by itself ('t' in 'co_await
/// std::move(t)'), so the meaning is looked for from the name outwards. Names give places; when all
/// of them are known, the events on places become events on objects.
class EventBuilder : private PlaceEvents {
public:
  EventBuilder(const FunctionDecl *Function, Summaries &Known, FunctionEvents &Result)
      : PlaceEvents{Function, Known.types()}, Known(Known), Context(Function->getASTContext()),
        Result(Result) {}

  void run() {
    std::vector<const Stmt *> Roots;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        Roots.push_back(Init->getInit());
    Roots.push_back(writtenBody(Function));
    for (const ParmVarDecl *Parameter : Function->parameters())
      addParameter(Parameter);
    for (const Stmt *Root : Roots)
      link(Root);
    if (!Relevant)
      return;
    for (const Expr *Name : Names)
      interpret(Name);
    for (const LambdaExpr *Lambda : Closures)
      applyClosure(Lambda);
    resolveObjects(std::move(*this), Result);
  }

private:
  //===--- the walk -------------------------------------------------------===//

  /// Records parents and names. Only what is evaluated counts, and each operand of an await once:
  /// clang's tree holds it in the written form and again inside the calls that the await stands
  /// for.
  void link(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Name = dyn_cast<DeclRefExpr>(S))
      noteName(Name);
    else if (isa<CXXThisExpr>(S)) {
      if (leads(cast<Expr>(S)->getType())) {
        Relevant = true;
        Names.push_back(cast<Expr>(S));
      }
    } else if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        addVariable(D);
    else if (isa<CallExpr>(S))
      Calls.push_back(cast<Expr>(S));
    findTemporaries(S, Types, Result.Temporaries);
    noteWrites(S);
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
      // While it is suspended, everything that is there is held.
      auto [Ready, New] = AlwaysReady.try_emplace(calleeOf(Await->getReadyExpr()));
      if (New)
        Ready->second = isAlwaysReady(Await);
      if (!isImplicit(Await) && !Ready->second)
        Result.EventsAt[S].push_back({EventKind::Suspend, NoObject, Await->getKeywordLoc()});
      return linkChild(S, Await->getOperand());
    }
    if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
      // 'return_void()' doesn't hold the operand.
      const auto *Call = dyn_cast_or_null<CallExpr>(
          Return->getPromiseCall() ? Return->getPromiseCall()->IgnoreImplicit() : nullptr);
      return linkChild(S, Call && Call->getNumArgs() > 0 ? Return->getPromiseCall()
                                                         : Return->getOperand());
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : Lambda->capture_inits())
        linkChild(S, Init);
      return;
    }
    if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S))
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S); Call && Call->isUnevaluatedBuiltinCall(Context))
      return; // '__builtin_constant_p(x)'
    if (const auto *TypeId = dyn_cast<CXXTypeidExpr>(S);
        TypeId && !TypeId->isPotentiallyEvaluated())
      return;
    for (const Stmt *Child : S->children())
      linkChild(S, Child);
  }

  /// Variables that it gives another value, so that an index, a pointer or an iterator leads to
  /// something else.
  void noteWrites(const Stmt *S) {
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit()) {
          Writes[Variable].push_back(S);
          const ValueDecl *Referent =
              Variable->getType()->isReferenceType() ? variableOf(Variable->getInit()) : nullptr;
          if (Referent && !Variable->getType()->getPointeeType().isConstQualified())
            Unsteady.insert(Referent);
        }
      return;
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const LambdaCapture &Capture : Lambda->captures())
        if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
          Unsteady.insert(Capture.getCapturedVar());
      return;
    }
    if (const auto *Call = dyn_cast<CallExpr>(S))
      for (const Expr *Argument : Call->arguments()) {
        const QualType To = bindingOf(Call, Argument).Type;
        const ValueDecl *Variable = variableOf(Argument);
        if (Variable && !To.isNull() && To->isLValueReferenceType() &&
            !To->getPointeeType().isConstQualified())
          Writes[Variable].push_back(S);
      }
    const Expr *Target = nullptr;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp())
      Target = Binary->getLHS();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(S);
             Unary && Unary->isIncrementDecrementOp())
      Target = Unary->getSubExpr();
    else if (const auto *Address = dyn_cast<UnaryOperator>(S);
             Address && Address->getOpcode() == UO_AddrOf) {
      if (const ValueDecl *Variable = variableOf(Address->getSubExpr()))
        Unsteady.insert(Variable);
      return;
    } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
               Operator && (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus ||
                            Operator->getOperator() == OO_MinusMinus))
      Target = Operator->getArg(0);
    else if (const auto *Call = dyn_cast<CallExpr>(S); Call && callsStd(Call, {"exchange"}))
      Target = Call->getArg(0);
    if (const ValueDecl *Variable = Target ? variableOf(Target) : nullptr)
      Writes[Variable].push_back(S);
  }

  static bool isImplicit(const CoroutineSuspendExpr *Await) {
    const auto *Explicit = dyn_cast<CoawaitExpr>(Await);
    return Explicit && Explicit->isImplicit();
  }

  void linkChild(const Stmt *Parent, const Stmt *Child) {
    if (!Child)
      return;
    ParentOf[Child] = Parent;
    link(Child);
  }

  bool leads(QualType Type) const { return Types.leadsToSingleConsumption(Type); }

  void noteName(const DeclRefExpr *Name) {
    const ValueDecl *D = Name->getDecl();
    const auto *Variable = dyn_cast<VarDecl>(D);
    const bool Captured = isCaptured(D);
    if (Captured && leads(D->getType()))
      Relevant = true;
    const bool Local = Captured || isa<BindingDecl>(D) || (Variable && Variable->hasLocalStorage());
    if (!Local)
      return;
    const CXXRecordDecl *Record = D->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (leads(D->getType()) || (Variable && Record && Record->isLambda()))
      Names.push_back(Name);
  }

  void addParameter(const ParmVarDecl *Parameter) {
    const QualType Type = Parameter->getType();
    if (!leads(Type))
      return;
    Relevant = true;
    if (Types.isSingleConsumption(Type.getNonReferenceType()))
      Named.push_back({{Parameter, {}}, Type.getNonReferenceType(), Parameter});
  }

  void addVariable(const Decl *D) {
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(D)) {
      if (Decomposition->isInvalidDecl() || !leads(Decomposition->getType()))
        return;
      Relevant = true;
      addBindings(Decomposition);
      return;
    }
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || !Variable->hasLocalStorage() || Variable->isInvalidDecl() ||
        !leads(Variable->getType()))
      return;
    Relevant = true;
    const QualType Type = Variable->getType();
    // A reference that turns out to be another name of a tracked object is none of its own.
    if (!Type->isReferenceType() && Types.isSingleConsumption(Type))
      Named.push_back({{Variable, {}}, Type, Variable});
    else if (Type->isReferenceType())
      References.insert(Variable);
  }

  void addBindings(const DecompositionDecl *Decomposition) {
    int64_t Number = 0;
    for (const BindingDecl *Element : Decomposition->bindings()) {
      const int64_t Index = Number++;
      if (Element->getType().isNull() || Element->isInvalidDecl())
        continue; // after a compiler error
      const auto *Member = dyn_cast_or_null<MemberExpr>(
          Element->getBinding() ? Element->getBinding()->IgnoreParens() : nullptr);
      const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
      const PlaceStep Step = Field ? stepTo(Field)
                             : isa_and_nonnull<ArraySubscriptExpr>(Element->getBinding())
                                 ? PlaceStep{PlaceStep::Kind::Element, nullptr, Index}
                                 : PlaceStep{PlaceStep::Kind::TupleIndex, nullptr, Index};
      Alias[Element] = {Decomposition, {Step}};
      if (!Decomposition->getType()->isReferenceType())
        addBinding(Element);
    }
    if (Decomposition->getType()->isReferenceType())
      References.insert(Decomposition);
  }

  void addBinding(const BindingDecl *Element) {
    const QualType Type = Element->getType().getNonReferenceType();
    if (auto It = Alias.find(Element); It != Alias.end() && Types.isSingleConsumption(Type))
      Named.push_back({Place(It->second), Type, Element});
  }

  //===--- names, outwards ------------------------------------------------===//

  /// The use of a place on the way outwards.
  struct Use {
    const Expr *Name;
    Place Where;
    const Stmt *Here;
    const Stmt *Arm = nullptr; ///< set when the use is in one arm of a conditional operator
    const Expr *Index = nullptr;

    const Expr *expression() const { return cast<Expr>(Here); }
  };

  void interpret(const Expr *Name) {
    Use U{Name, {}, Name};
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Name))
      U.Where = placeOf(Ref->getDecl());
    else
      U.Where = {nullptr, {{PlaceStep::Kind::Address}}}; // 'this'
    while (const Stmt *Parent = ParentOf.lookup(U.Here)) {
      if (!stepOut(U, Parent))
        return;
      U.Here = Parent;
    }
  }

  /// Goes from the use to its parent, when that leads to a place too; otherwise the parent does
  /// something to the object, and that is noted. What isn't understood is an escape: silence, and
  /// no guess.
  bool stepOut(Use &U, const Stmt *Parent) {
    if (const auto *Conditional = dyn_cast<ConditionalOperator>(Parent)) {
      // Which arm it was is known only in that arm, so that is where the event belongs.
      if (U.Here == Conditional->getCond())
        return false;
      if (!U.Arm)
        U.Arm = U.Name;
      return true;
    }
    if (isa<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups,
            ConstantExpr, SubstNonTypeTemplateParmExpr>(Parent))
      return true;
    if (const auto *Cast = dyn_cast<CastExpr>(Parent))
      return stepOutOfCast(U, Cast);
    if (const auto *Binary = dyn_cast<BinaryOperator>(Parent);
        Binary && Binary->getOpcode() == BO_Comma && Binary->getRHS() == U.Here)
      return true;
    if (const auto *Unary = dyn_cast<UnaryOperator>(Parent)) {
      if (Unary->getOpcode() == UO_AddrOf)
        return follow(U, {{PlaceStep::Kind::Address}});
      if (Unary->getOpcode() == UO_Deref)
        return follow(U, {{PlaceStep::Kind::Content}});
      return false; // '++p', '!p', '-p'
    }
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent)) {
      if (Subscript->getBase() != U.Here)
        return false;
      // The pointer to the first element becomes the array again.
      if (U.Where.Steps.size() >= 2 && U.Where.Steps.back().What == PlaceStep::Kind::Address &&
          U.Where.Steps[U.Where.Steps.size() - 2].What == PlaceStep::Kind::Element)
        U.Where.Steps.pop_back_n(2);
      else
        U.Where = U.Where.then({PlaceStep::Kind::Content});
      return follow(U, elementAt(Subscript->getIdx(), Context));
    }
    if (const auto *Member = dyn_cast<MemberExpr>(Parent))
      return stepOutOfMember(U, Member);
    if (const auto *Call = dyn_cast<CallExpr>(Parent))
      return stepOutOfCall(U, Call);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent);
        Construct && isReferenceWrapper(Construct->getType()) &&
        !Construct->getConstructor()->isCopyOrMoveConstructor())
      return follow(U, {{PlaceStep::Kind::Address}});
    interpretUse(U, Parent);
    return false;
  }

  static bool isReferenceWrapper(QualType Type) {
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
           Record->getName() == "reference_wrapper";
  }

  bool follow(Use &U, llvm::ArrayRef<PlaceStep> Steps) {
    U.Where = U.Where.then(Steps);
    return true;
  }

  bool follow(Use &U, const Access &By) {
    if (By.Index)
      U.Index = By.Index;
    Access Known = By;
    for (PlaceStep &Step : Known.Steps)
      if (Step.What == PlaceStep::Kind::ElementAt && Unsteady.contains(Step.Declaration))
        Step = {PlaceStep::Kind::AnyElement};
    return follow(U, Known.Steps);
  }

  bool stepOutOfCast(Use &U, const CastExpr *Cast) {
    switch (Cast->getCastKind()) {
    case CK_NoOp:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_UserDefinedConversion: // the call of the conversion is within
    case CK_ConstructorConversion:
    case CK_LValueToRValue:
      return true;
    case CK_ArrayToPointerDecay:
      return follow(U, {{PlaceStep::Kind::Element, nullptr, 0}, {PlaceStep::Kind::Address}});
    case CK_ToVoid:
    case CK_PointerToBoolean:
    case CK_FunctionToPointerDecay:
      return false;
    default:
      escape(U, Cast);
      return false;
    }
  }

  bool stepOutOfMember(Use &U, const MemberExpr *Member) {
    if (Member->isArrow())
      U.Where = U.Where.then({PlaceStep::Kind::Content});
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl())) {
      if (singleTypeHere(U.expression()->getType(), Member->isArrow()))
        return accessesMember(U, Member);
      return follow(U, {stepTo(Field)});
    }
    return isa<CXXMethodDecl>(Member->getMemberDecl()); // the call around it says what happens
  }

  /// A data member of the object itself: read, that leaves the object as it is; otherwise it may be
  /// how the object is consumed.
  bool accessesMember(const Use &U, const MemberExpr *Member) {
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(ParentOf.lookup(Member));
    if (!Cast || Cast->getCastKind() != CK_LValueToRValue)
      escape(U, Member);
    return false;
  }

  bool singleTypeHere(QualType Type, bool Arrow) const {
    if (Arrow && Type->isPointerType())
      Type = Type->getPointeeType();
    return Types.isSingleConsumption(Type.getNonReferenceType());
  }

  const Stmt *at(const Use &U, const Stmt *Usual) const { return U.Arm ? U.Arm : Usual; }

  bool stepOutOfCall(Use &U, const CallExpr *Call) {
    if (U.Here == Call->getCallee()) {
      const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call);
      const CXXMethodDecl *Method = MemberCall ? MemberCall->getMethodDecl() : nullptr;
      if (!Method) {
        escape(U, Call);
        return false;
      }
      const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
      return stepOutOfMethod(U, Call, Method,
                             Member ? Member->getMemberLoc() : Call->getBeginLoc());
    }
    if (isCastLikeCall(Call) && Call->getArg(0) == U.Here)
      return true;
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    if (Operator && movesToItself(Operator))
      return false;
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
        Operator && Method && Operator->getArg(0) == U.Here) {
      if (Method->getParent()->isLambda())
        return callClosure(Method, &U, Call, at(U, Call));
      return stepOutOfMethod(U, Call, Method, Operator->getOperatorLoc());
    }
    if (Operator && Operator->getOperator() == OO_Equal && Operator->getArg(1) == U.Here &&
        isAddress(U.Where))
      if (const auto *Target = dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParens());
          Target && isa<VarDecl>(Target->getDecl()) &&
          cast<VarDecl>(Target->getDecl())->hasLocalStorage()) {
        bindAt(Target->getDecl(), {Operator}, U); // an iterator
        return false;
      }
    if (Call->getNumArgs() > 0 && Call->getArg(0) == U.Here) {
      if (callsStd(Call, {"exchange"}) && Call->getNumArgs() == 2) {
        if (initialState(Call->getArg(1), Types) == InitialState::Empty)
          return give(U, at(U, Call), EventKind::TakeOut), false;
        give(U, at(U, Call), EventKind::Consume);
        refill(U, at(U, Call), Call->getBeginLoc(), Call->getArg(1));
        return false;
      }
      if (callsStd(Call, {"swap"}) && Call->getNumArgs() == 2 &&
          Types.isSingleConsumption(U.expression()->getType()))
        return swaps(U, Call, Call->getArg(1)), false;
      if (const Access By = accessByFree(Call); By.What == Access::Kind::Leads)
        return follow(U, By);
      else if (By.What == Access::Kind::Inspects)
        return false;
    }
    if (Call->getNumArgs() == 2 && Call->getArg(1) == U.Here && callsStd(Call, {"swap"}) &&
        Types.isSingleConsumption(U.expression()->getType()))
      return swaps(U, Call, Call->getArg(0)), false;
    return stepOutOfArgument(U, Call, bindingOf(Call, U.Here), at(U, Call));
  }

  /// 'x = std::move(x)' leaves it as it is, or the type is broken for reasons of its own.
  bool movesToItself(const CXXOperatorCallExpr *Assignment) const {
    if (Assignment->getOperator() != OO_Equal || Assignment->getNumArgs() != 2)
      return false;
    const Expr *From = Assignment->getArg(1)->IgnoreParenImpCasts();
    if (callsStd(From, {"move"}))
      From = cast<CallExpr>(From)->getArg(0);
    const ValueDecl *Target = variableOf(Assignment->getArg(0)), *Source = variableOf(From);
    return Target && Source && !isa<FieldDecl>(Target) && placeOf(Target) == placeOf(Source);
  }

  void swaps(const Use &U, const CallExpr *Call, const Expr *With) {
    noteObject(U, U.expression()->getType());
    const auto *Name = dyn_cast<DeclRefExpr>(With->IgnoreParenImpCasts());
    if (!Name || U.Arm)
      return escape(U, at(U, Call));
    put(U, Call, EventKind::Swap, Call->getBeginLoc());
    Events.back().What.Operand = Name;
  }

  /// The class of the object that a member is called on, which may be of a base class of it.
  static QualType objectType(const CallExpr *Call, const CXXMethodDecl *Method) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    const Expr *Object = Member ? Member->getImplicitObjectArgument()
                                : (Call->getNumArgs() > 0 ? Call->getArg(0) : nullptr);
    if (!Object)
      return Method->getFunctionObjectParameterType();
    const QualType Type = Object->IgnoreParenImpCasts()->getType();
    return (Type->isPointerType() ? Type->getPointeeType() : Type).getUnqualifiedType();
  }

  bool stepOutOfMethod(Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                       SourceLocation Location) {
    const QualType Type = objectType(Call, Method);
    if (Types.isSingleConsumption(Type)) {
      applyEffect(U, Call, Method, Location);
      return false;
    }
    const Access By = accessBy(Call, Method);
    switch (By.What) {
    case Access::Kind::Leads:
      return follow(U, By);
    case Access::Kind::Inspects:
    case Access::Kind::Moves: // a write of the iterator, which is seen as such
      return false;
    case Access::Kind::Fills:
      put(U, at(U, Call), EventKind::Reinitialise, Location);
      return false;
    case Access::Kind::Clears:
      put(U, at(U, Call), EventKind::Clear, Location);
      return false;
    case Access::Kind::Unknown:
      break;
    }
    if (Method->getOverloadedOperator() == OO_Equal) {
      put(U, at(U, Call), EventKind::Reinitialise, Location);
      return false;
    }
    const Summary *Does = Known.of(Method);
    if (!Does) {
      if (!Method->isConst() && !Method->isStatic())
        escape(U, at(U, Call));
      return false;
    }
    return applySummary(U, Call, *Does, nullptr, U.Where, Method, at(U, Call));
  }

  /// The argument's place, seen from the callee as \p Parameter (null for 'this').
  bool applySummary(Use &U, const CallExpr *Call, const Summary &Does, const ValueDecl *Parameter,
                    const Place &Given, const FunctionDecl *Callee, const Stmt *At) {
    const std::optional<Place> Returned = Does.Returned;
    if (Does.ReturnsSomething) // perhaps this
      put(U, At, EventKind::Escape, Call->getBeginLoc(), Given);
    if (Does.Diverges)
      put(U, At, EventKind::Diverge, Call->getBeginLoc(), Given);
    for (const Effect &Each : std::vector<Effect>(Does.Effects))
      if (Each.Where.Root == Parameter)
        applyTo(Given.then(Each.Where.Steps), Each, Callee, U.Name, At);
    if (!Returned || Returned->Root != Parameter)
      return false;
    U.Where = Given.then(Returned->Steps);
    return true;
  }

  void applyTo(const Place &Where, const Effect &Does, const FunctionDecl *By, const Expr *Name,
               const Stmt *At) {
    const Effect::Kind What = Does.What;
    if (isAddress(Where)) // the pointer's own fate
      return What == Effect::Kind::Reinitialises || What == Effect::Kind::Clears ? void()
                                                                                 : pin(Where, Name);
    const bool Vague = llvm::any_of(Where.Steps, [](const PlaceStep &Step) {
      return Step.What == PlaceStep::Kind::AnyElement || Step.What == PlaceStep::Kind::Address;
    });
    if (!Vague && !Does.Type.isNull())
      Wanted.push_back({Where, Does.Type});
    Event E{EventKind::Escape, NoObject, Name->getExprLoc(), ConsumptionKind::Call, By, Name};
    const auto Put = [&](EventKind Kind) {
      E.Kind = Kind;
      Events.push_back({{At}, Where, E});
    };
    switch (What) {
    case Effect::Kind::Consumes:
      return Put(EventKind::Consume);
    case Effect::Kind::TakesOut:
      return Put(EventKind::TakeOut);
    case Effect::Kind::Renews:
      Put(EventKind::Consume);
      return Put(EventKind::Reinitialise);
    case Effect::Kind::Reinitialises:
      return Put(EventKind::Reinitialise);
    case Effect::Kind::Clears:
      return Put(EventKind::Clear);
    case Effect::Kind::Looks:
      return;
    case Effect::Kind::MayConsume:
    case Effect::Kind::Escapes:
      return Put(EventKind::Escape);
    }
  }

  void applyEffect(const Use &U, const CallExpr *Call, const CXXMethodDecl *Method,
                   SourceLocation Location) {
    const Stmt *At = at(U, Call);
    noteObject(U, objectType(Call, Method));
    switch (Types.effectOf(Method)) {
    case MemberEffect::Consumes:
      return consume(U, At, Location, ConsumptionKind::Call, Method);
    case MemberEffect::Inspects:
      if (Method->getReturnType()->isBooleanType() && Call->getNumArgs() == 0) {
        Tests.emplace_back(U.Where, Call);
        if (!isDropped(Call))
          put(U, At, EventKind::Test, Location);
      }
      return;
    case MemberEffect::Reinitialises: {
      const Expr *Given =
          isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() == 2 ? Call->getArg(1) : nullptr;
      return refill(U, At, Location, Given);
    }
    case MemberEffect::Unknown:
      return escape(U, At);
    }
  }

  /// Does nobody look at the value?
  bool isDropped(const Expr *Value) const {
    const Stmt *Parent = ParentOf.lookup(Value);
    while (isa_and_nonnull<ParenExpr, ExprWithCleanups>(Parent))
      Parent = ParentOf.lookup(Parent);
    const auto *Cast = dyn_cast_or_null<CastExpr>(Parent);
    return isa_and_nonnull<CompoundStmt>(Parent) || (Cast && Cast->getCastKind() == CK_ToVoid);
  }

  bool stepOutOfArgument(Use &U, const Expr *Call, const Binding &To, const Stmt *At) {
    const QualType Own = U.expression()->getType();
    const bool Single = Types.isSingleConsumption(Own);
    if (Single)
      noteObject(U, Own);
    const bool Address = isAddress(U.Where);
    const auto *Callee =
        To.Parameter ? dyn_cast<FunctionDecl>(To.Parameter->getDeclContext()) : nullptr;
    if (To.Parameter && Types.isConsumingParameter(To.Parameter)) {
      consume(U, At, U.Name->getExprLoc(), ConsumptionKind::Call, Callee);
      return false;
    }
    if (To.Type.isNull()) { // '...', or a parameter that can't be named
      escape(U, At);
      return false;
    }
    const bool Constructs = isa<CXXConstructExpr>(Call);
    const auto *Plain = dyn_cast<CallExpr>(Call);
    if (To.Type->isRValueReferenceType()) {
      if (Plain && mayDecline(Plain)) {
        escape(U, At);
        return false;
      }
      if (Plain && Callee)
        if (const Summary *Does = Known.of(Callee)) {
          // Of what its body doesn't take, nothing is taken, whatever the signature announces.
          const bool Takes = llvm::any_of(Does->Effects, [&](const Effect &Each) {
            return Each.Where.Root == matching(Callee, To.Parameter) &&
                   Each.What != Effect::Kind::Escapes;
          });
          if (!Takes && !Address) // who writes std::move means that it is taken, all the same
            put(U, At, EventKind::Lend, U.Name->getExprLoc());
          if (!Takes || Address)
            return applySummary(U, Plain, *Does, matching(Callee, To.Parameter), U.Where, Callee,
                                At);
        }
      if (Address || Own->isPointerType()) {
        escape(U, At);
        return false;
      }
      consume(U, At, U.Name->getExprLoc(), ConsumptionKind::GivenAway);
      return false;
    }
    if (const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(Call);
        Assignment && drops(Assignment))
      return false;
    const bool Copies =
        Constructs && cast<CXXConstructExpr>(Call)->getConstructor()->isCopyConstructor();
    const bool ToConst = (To.Type->isLValueReferenceType() || To.Type->isPointerType()) &&
                         To.Type->getPointeeType().isConstQualified();
    if (ToConst && !Copies) {
      const Summary *Does = Plain && Callee ? Known.of(Callee) : nullptr;
      if (Does && Does->Returned && Does->Returned->Root == matching(Callee, To.Parameter))
        return applySummary(U, Plain, *Does, matching(Callee, To.Parameter), U.Where, Callee, At);
      if (To.Type->isLValueReferenceType() && (Address || Own->isPointerType())) {
        escape(U, At); // it only looks at the pointer, but may keep a copy of that
        return false;
      }
      // It only looks; but a type may let itself be run to its end by that.
      put(U, At, EventKind::Lend, U.Name->getExprLoc(), withoutAddress(U.Where));
      return false;
    }
    const bool ByReference = To.Type->isLValueReferenceType() || To.Type->isPointerType();
    if (ByReference && Plain && Callee)
      if (const Summary *Does = Known.of(Callee)) {
        put(U, At, EventKind::Test, U.Name->getExprLoc(), withoutAddress(U.Where)); // it may look
        return applySummary(U, Plain, *Does, matching(Callee, To.Parameter), U.Where, Callee, At);
      }
    if (Address)
      pin(U);
    else
      escape(U, At);
    return false;
  }

  /// The parameter of the definition, whose body the summary speaks of.
  static const ValueDecl *matching(const FunctionDecl *Callee, const ParmVarDecl *Parameter) {
    const FunctionDecl *Definition = nullptr;
    if (!Callee->hasBody(Definition))
      return Parameter;
    return Definition->getParamDecl(Parameter->getFunctionScopeIndex());
  }

  /// A callee that takes an rvalue reference and answers yes or no may have declined to take it.
  static bool mayDecline(const CallExpr *Call) {
    // A reference is an answer to no question: 'o = std::move(x)', 'v.emplace_back(1,
    // std::move(x))'.
    if (callsStd(Call, {"make_optional", "make_pair"}) || Call->isGLValue())
      return false;
    // What was moved into a node is gone, whether the node is needed or not. ('try_emplace' knows.)
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
        Method && Method->getParent()->isInStdNamespace() && Method->getIdentifier() &&
        llvm::is_contained({"emplace", "emplace_hint", "insert_or_assign"}, Method->getName()))
      return false;
    const QualType Answer = Call->getType();
    const CXXRecordDecl *Record = Answer->getAsCXXRecordDecl();
    return Answer->isBooleanType() || Answer->isEnumeralType() ||
           (Record && Record->isInStdNamespace() && Record->getIdentifier() &&
            llvm::is_contained({"optional", "expected", "pair"}, Record->getName()));
  }

  /// What the parent of a use does to the object.
  void interpretUse(Use &U, const Stmt *Parent) {
    const QualType Own = U.expression()->getType();
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(Parent)) {
      if (Types.isSingleConsumption(Own))
        noteObject(U, Own);
      if (isa<CoawaitExpr>(Await))
        return consume(U, at(U, readyCall(Await)), Await->getKeywordLoc(), ConsumptionKind::Await);
      return escape(U, at(U, readyCall(Await)));
    }
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent)) {
      const auto Position = llvm::find(Construct->arguments(), U.Here);
      const unsigned Index = Position - Construct->arg_begin();
      // Of an iterator or a pointer that is copied or moved, nothing is taken.
      if (Construct->getConstructor()->isCopyOrMoveConstructor() &&
          !Types.isSingleConsumption(Own) && !Types.owns(Own)) {
        if (const VarDecl *Variable = initialised(Construct))
          return bind(Variable, U);
        return;
      }
      stepOutOfArgument(U, Construct, bindingOf(Construct->getConstructor(), Index),
                        at(U, Construct));
      return;
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent))
      return captured(U, Lambda);
    if (const auto *Declaration = dyn_cast<DeclStmt>(Parent))
      return initialises(U, Declaration);
    if (isa<ReturnStmt>(Parent)) {
      if (Function->getReturnType()->isReferenceType() ||
          Function->getReturnType()->isPointerType())
        noteReturned(U);
      return; // a function that hands it to its caller ends with that
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(Parent)) {
      if (Binary->getOpcode() == BO_Assign && Binary->getRHS() == U.Here) {
        const auto *Target = dyn_cast<DeclRefExpr>(Binary->getLHS()->IgnoreParens());
        if (Target && isa<VarDecl>(Target->getDecl()) &&
            cast<VarDecl>(Target->getDecl())->hasLocalStorage())
          return bindAt(Target->getDecl(), {Binary}, U);
        if (Own->isPointerType())
          pin(U);
      }
      return; // a comparison, arithmetic on a pointer, or a value that nobody takes
    }
    // An expression whose value nobody takes does nothing to the object.
    if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt, SwitchCase, LabelStmt,
            CXXForRangeStmt, AttributedStmt>(Parent))
      return;
    escape(U, U.Name);
  }

  /// The local variable that the expression initialises.
  const VarDecl *initialised(const Expr *E) const {
    const Stmt *Here = E;
    const Stmt *Parent = ParentOf.lookup(Here);
    while (isa_and_nonnull<ExprWithCleanups, ImplicitCastExpr, CXXBindTemporaryExpr>(Parent)) {
      Here = Parent;
      Parent = ParentOf.lookup(Here);
    }
    const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent);
    if (Declaration)
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Here)
          return Variable;
    return nullptr;
  }

  /// The place initialises a variable: a reference becomes another name of it, or, where it is one
  /// of two, a view; a pointer is a view.
  void initialises(const Use &U, const DeclStmt *Declaration) {
    for (const Decl *D : Declaration->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable || Variable->getInit() != U.Here)
        continue;
      if (!Variable->getType()->isReferenceType())
        return bind(Variable, U);
      if (U.Arm) {
        const Place Self{Variable, {{PlaceStep::Kind::Content}}};
        nameAlias(Variable, Self);
        Use Whole = U;
        Whole.Where = U.Where.then({PlaceStep::Kind::Address});
        return bind(Variable, Whole);
      }
      return nameAlias(Variable, U.Where);
    }
  }

  void nameAlias(const VarDecl *Variable, const Place &To) {
    References.remove(Variable);
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Variable)) {
      for (const BindingDecl *Element : Decomposition->bindings())
        if (auto It = Alias.find(Element); It != Alias.end()) {
          It->second = To.then(It->second.Steps);
          nameObject(It->second, Element);
        }
      return;
    }
    Alias[Variable] = To;
    nameObject(To, Variable);
  }

  /// The variable of a range-based for names what clang's own iterator refers to.
  void nameObject(const Place &Where, const ValueDecl *Name) {
    const QualType Type = Name->getType().getNonReferenceType();
    if (Where.Root && Where.Root->isImplicit() && Types.isSingleConsumption(Type))
      Named.push_back({Where, Type});
  }

  void bind(const VarDecl *Variable, const Use &U) { bindAt(Variable, {Variable}, U); }

  void bindAt(const ValueDecl *View, Anchor Usual, const Use &U) {
    std::optional<Place> To = isAddress(U.Where) ? throughViews(U.Where) : std::nullopt;
    if (!To && U.Where.isVariable() && isSteady(U.Where.Root)) // a copy of a pointer
      To = throughViews(U.Where.then({PlaceStep::Kind::Content}).then({PlaceStep::Kind::Address}));
    if (To) {
      Covered.emplace_back(View, Usual);
      Views[View].push_back({U.Arm ? Anchor(U.Arm) : Usual, *To});
      return;
    }
    // A copy of another pointer or iterator: two ways to move it are more than is followed.
    if (U.Where.Root && U.Where.Steps.empty())
      return escape(U, U.Arm ? U.Arm : U.Name);
    escape(U, U.Name);
  }

  /// Does the pointer refer to one thing all the time?
  bool isSteady(const ValueDecl *Pointer) const {
    const auto *Variable = dyn_cast<VarDecl>(Pointer);
    if (!Variable || Unsteady.contains(Pointer))
      return false;
    const bool IsPlain =
        Variable->getType()->isPointerType() || isReferenceWrapper(Variable->getType());
    auto Written = Writes.find(Pointer);
    const unsigned Times = Written == Writes.end() ? 0 : Written->second.size();
    auto Known = Views.find(Pointer);
    if (isa<ParmVarDecl>(Variable))
      return IsPlain && Times == 0;
    return IsPlain && Times == 1 && Known != Views.end() && Known->second.size() == 1;
  }

  /// The same place without a pointer on its way that always refers to one thing; nothing where one
  /// may refer to several.
  std::optional<Place> throughViews(const Place &Where) const {
    auto Known = Where.Root ? Views.find(Where.Root) : Views.end();
    if (Known == Views.end())
      return Where;
    if (!isSteady(Where.Root))
      return std::nullopt;
    return Known->second.front().To.then(Where.Steps);
  }

  void noteReturned(const Use &U) {
    Place Where = U.Where;
    if (Function->getReturnType()->isPointerType() && !isAddress(U.Where))
      Where = Where.then({PlaceStep::Kind::Content}).then({PlaceStep::Kind::Address});
    if (!ReturnedBefore)
      Result.Returned = Where;
    else if (Result.Returned && !(*Result.Returned == Where))
      Result.Returned.reset();
    ReturnedBefore = true;
  }

  //===--- lambdas --------------------------------------------------------===//

  /// A lambda captures the place, by a copy that is a construction of its own, or by reference.
  void captured(const Use &U, const LambdaExpr *Lambda) {
    if (!capturesByReference(Lambda, U.Here)) {
      if (!isAddress(U.Where) || !U.Where.Root)
        return; // 'this', or a pointer
      // '[p = &x]', '[r = std::ref(x)]'
      if (const VarDecl *Copy = initCaptureOf(Lambda, U.Here); Copy && isOnlyCalled(Lambda))
        PointsTo[Copy] = U.Where;
      else
        pin(U);
      return;
    }
    if (isOnlyCalled(Lambda)) { // its calls say what happens; but it may look
      put(U, Lambda, EventKind::Test, U.Name->getExprLoc());
      return;
    }
    const CXXMethodDecl *Operator = Lambda->getCallOperator();
    const Summary *Does = Operator->isDependentContext() ? nullptr : Known.of(Operator);
    const bool Touches = !Does || llvm::any_of(Does->Effects, [&](const Effect &Each) {
      return Each.Where.Root && relate(U.Where, placeOf(Each.Where.Root)) != Relation::Apart;
    });
    if (Touches)
      pin(U);
  }

  static const VarDecl *initCaptureOf(const LambdaExpr *Lambda, const Stmt *Init) {
    for (const auto &[Capture, CaptureInit] :
         llvm::zip(Lambda->captures(), Lambda->capture_inits()))
      if (CaptureInit == Init && Capture.capturesVariable())
        if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
            Variable && Variable->isInitCapture())
          return Variable;
    return nullptr;
  }

  static bool capturesByReference(const LambdaExpr *Lambda, const Stmt *Init) {
    for (const auto &[Capture, CaptureInit] :
         llvm::zip(Lambda->captures(), Lambda->capture_inits()))
      if (CaptureInit == Init)
        return Capture.capturesThis() || (Capture.capturesVariable() &&
                                          (Capture.getCaptureKind() == LCK_ByRef ||
                                           Capture.getCapturedVar()->getType()->isReferenceType()));
    return false;
  }

  /// Is everything that is done with the lambda a call of it: where it is written, or by the name
  /// of the variable that it initialises?
  bool isOnlyCalled(const LambdaExpr *Lambda) {
    auto [It, New] = OnlyCalled.try_emplace(Lambda, false);
    if (!New)
      return It->second;
    const Stmt *Here = Lambda;
    const Stmt *Parent = ParentOf.lookup(Here);
    while (isa_and_nonnull<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                           ExprWithCleanups, ImplicitCastExpr>(Parent)) {
      Here = Parent;
      Parent = ParentOf.lookup(Here);
    }
    bool Only = false;
    if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Parent)) {
      Only = Call->getOperator() == OO_Call && Call->getArg(0) == Here;
      if (Only)
        Closures.insert(Lambda);
    } else if (const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parent)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Here)
          Only = llvm::all_of(Names, [&](const Expr *Name) {
            const auto *Ref = dyn_cast<DeclRefExpr>(Name);
            return !Ref || Ref->getDecl() != Variable || isCallee(Ref);
          });
    }
    return OnlyCalled[Lambda] = Only;
  }

  bool isCallee(const Expr *Name) const {
    const Stmt *Here = Name;
    const Stmt *Parent = ParentOf.lookup(Here);
    while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Parent)) {
      Here = Parent;
      Parent = ParentOf.lookup(Here);
    }
    const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
    return Call && Call->getOperator() == OO_Call && Call->getArg(0) == Here;
  }

  /// A lambda that is called where it is written.
  void applyClosure(const LambdaExpr *Lambda) {
    const Stmt *Here = Lambda;
    while (!isa<CXXOperatorCallExpr>(Here))
      Here = ParentOf.lookup(Here);
    const auto *Call = cast<CXXOperatorCallExpr>(Here);
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()))
      callClosure(Method, nullptr, Call, Call);
  }

  /// A call of a lambda: what its body does to what it captured happens here.
  ///
  /// \param Closure  the use of its name; null where it has none. It becomes a use of what the
  ///                 lambda returns, when that is a reference to something that it captured.
  bool callClosure(const CXXMethodDecl *Operator, Use *Closure, const CallExpr *Call,
                   const Stmt *At) {
    const Summary *Found = Known.of(Operator);
    if (!Found)
      return false;
    const Summary Does = *Found;
    const auto ByReference = [&](const ValueDecl *Variable) {
      return llvm::any_of(Operator->getParent()->captures(), [&](const LambdaCapture &Capture) {
        return Capture.capturesVariable() && Capture.getCapturedVar() == Variable &&
               Capture.getCaptureKind() == LCK_ByRef;
      });
    };
    const bool Hands = Does.Returned && Does.Returned->Root && ByReference(Does.Returned->Root);
    if ((Does.ReturnsSomething || Does.Returned) && !(Hands && Closure))
      for (const LambdaCapture &Capture : Operator->getParent()->captures())
        if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
          pin(placeOf(Capture.getCapturedVar()), Call);
    applyCaptures(Operator, Does, Closure, Call, At);
    if (!Hands || !Closure)
      return false;
    Closure->Where = placeOf(Does.Returned->Root).then(Does.Returned->Steps);
    return true;
  }

  void applyCaptures(const CXXMethodDecl *Operator, const Summary &Does, const Use *Closure,
                     const CallExpr *Call, const Stmt *At) {
    for (const Effect &Each : Does.Effects) {
      const ValueDecl *Variable = Each.Where.Root;
      const auto *AsVariable = dyn_cast_or_null<VarDecl>(Variable);
      const bool IsInitCapture = AsVariable && AsVariable->isInitCapture();
      if (!Variable || (Variable->getDeclContext() == Operator && !IsInitCapture))
        continue; // a parameter, which the arguments say
      bool ByReference = false, Captured = false;
      for (const LambdaCapture &Capture : Operator->getParent()->captures())
        if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable) {
          Captured = true;
          ByReference =
              Capture.getCaptureKind() == LCK_ByRef || Variable->getType()->isReferenceType();
        }
      if (!Captured)
        continue;
      Place Where = placeOf(Variable);
      if (auto Pointer = AsVariable ? PointsTo.find(AsVariable) : PointsTo.end();
          Pointer != PointsTo.end()) {
        Where = Pointer->second;
      } else if (ByReference && IsInitCapture) {
        const Expr *Init = AsVariable->getInit();
        const auto *Ref = Init ? dyn_cast<DeclRefExpr>(Init->IgnoreParenImpCasts()) : nullptr;
        if (!Ref)
          continue;
        Where = placeOf(Ref->getDecl());
      } else if (!ByReference) {
        if (!Closure)
          continue; // it owns it, and ends with the call
        Where = Closure->Where.then({PlaceStep::Kind::Field, Variable});
        if (Types.isSingleConsumption(Variable->getType()) && Each.Where.Steps.empty())
          Named.push_back({Where, Variable->getType(), Variable});
      }
      const Expr *Name = Call->getArg(0);
      applyTo(Where.then(Each.Where.Steps), Each, Operator, Name, At);
    }
  }

  //===--- events on places -----------------------------------------------===//

  void put(const Use &U, const Stmt *At, EventKind Kind, SourceLocation Location) {
    put(U, At, Kind, Location, U.Where);
  }

  void put(const Use &U, const Stmt *At, EventKind Kind, SourceLocation Location,
           const Place &Where) {
    Event E{Kind, NoObject, Location};
    E.Index = U.Index;
    Events.push_back({{At}, Where, E});
  }

  void escape(const Use &U, const Stmt *At) {
    if (isAddress(U.Where))
      return pin(U);
    put(U, At, EventKind::Escape, U.Name->getExprLoc());
  }

  static bool isAddress(const Place &Where) {
    return !Where.Steps.empty() && Where.Steps.back().What == PlaceStep::Kind::Address;
  }

  static Place withoutAddress(Place Where) {
    while (isAddress(Where))
      Where.Steps.pop_back();
    return Where;
  }

  void pin(const Use &U) { pin(U.Where, U.Name); }

  /// Its address is kept.
  void pin(const Place &Where, const Expr *Name) {
    const Event E{EventKind::Escape, NoObject, Name->getExprLoc()};
    Events.push_back({{Name}, withoutAddress(Where), E, /*Pins=*/true});
  }

  void give(const Use &U, const Stmt *At, EventKind Kind) {
    consume(U, At, U.Name->getExprLoc(), ConsumptionKind::GivenAway);
    Events.back().What.Kind = Kind;
  }

  void consume(const Use &U, const Stmt *At, SourceLocation Location, ConsumptionKind How,
               const NamedDecl *By = nullptr) {
    Event E{EventKind::Consume, NoObject, Location, How, By};
    E.Operand = U.expression();
    E.Index = U.Index;
    Events.push_back({{At}, U.Where, E});
  }

  /// It is assigned, or exchanged for, \p Given; null when that isn't seen.
  void refill(const Use &U, const Stmt *At, SourceLocation Location, const Expr *Given) {
    const InitialState Begins = Given ? initialState(Given, Types) : InitialState::Pending;
    Event E{Begins == InitialState::Empty     ? EventKind::Clear
            : Begins == InitialState::Unclear ? EventKind::Escape
                                              : EventKind::Reinitialise,
            NoObject, Location};
    E.Completed = Begins == InitialState::Completed;
    E.Index = U.Index;
    Events.push_back({{At}, U.Where, E});
  }

  void noteObject(const Use &U, QualType Type) {
    if (llvm::any_of(U.Where.Steps, [](const PlaceStep &Step) {
          return Step.What == PlaceStep::Kind::AnyElement || Step.What == PlaceStep::Kind::Address;
        })) {
      noteFirstElement(U, Type);
      return;
    }
    Wanted.push_back({U.Where, Type});
    noteFirstElement(U, Type);
  }

  /// Elements by a variable index: whatever it counts, the first one is among them, and the same
  /// each time.
  void noteFirstElement(const Use &U, QualType Type) {
    Place First = U.Where;
    unsigned Variable = 0;
    for (PlaceStep &Step : First.Steps)
      if (Step.isElement() && Step.What != PlaceStep::Kind::Element) {
        Step = {PlaceStep::Kind::Element, nullptr, 0};
        ++Variable;
      }
    if (Variable == 1 && U.Index)
      Wanted.push_back({First, Type});
  }

  Summaries &Known;
  const ASTContext &Context;
  FunctionEvents &Result;
  bool Relevant = false; // is there anything to track at all?
  bool ReturnedBefore = false;
  llvm::DenseMap<const Stmt *, const Stmt *> ParentOf;
  std::vector<const Expr *> Names;
  llvm::DenseSet<const ValueDecl *> Unsteady; // written by other names of theirs
  llvm::DenseMap<const LambdaExpr *, bool> OnlyCalled;
  llvm::DenseMap<const FunctionDecl *, bool> AlwaysReady; // by the await_ready
  llvm::DenseMap<const VarDecl *, Place> PointsTo;        // captures that are made from an address
  llvm::SetVector<const LambdaExpr *> Closures;           // called where they are written
};

FunctionEvents::FunctionEvents(const FunctionDecl *Function, Summaries &Known) {
  EventBuilder(Function, Known, *this).run();
}

void FunctionEvents::replaceSwaps(
    llvm::function_ref<llvm::SmallVector<Event, 2>(const Event &)> Settle) {
  for (auto &[Statement, Events] : EventsAt) {
    llvm::SmallVector<Event, 1> Settled;
    for (const Event &E : Events)
      if (E.Kind == EventKind::Swap)
        Settled.append(Settle(E));
      else
        Settled.push_back(E);
    Events = std::move(Settled);
  }
  HasSwaps = false;
}

void FunctionEvents::forEachEvent(const CFGElement &Element,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
  if (!Statement)
    return;
  auto VisitAll = [&](const auto &Map, const auto *Key) {
    if (auto It = Map.find(Key); It != Map.end())
      for (const Event &E : It->second)
        Visit(E);
  };
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement->getStmt())) {
    for (const Decl *D : Declaration->decls())
      VisitAll(EventsAtDeclaration, D);
    return;
  }
  VisitAll(EventsAt, Statement->getStmt());
}

void FunctionEvents::forEachEvent(const CFGBlock &Block,
                                  llvm::function_ref<void(const Event &)> Visit) const {
  for (const CFGElement &Element : Block)
    forEachEvent(Element, Visit);
}

} // namespace valuetask

//===--- Objects.cpp - the objects of a function, and what happens to each ===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/InitialState.h"
#include "events/PlaceEvents.h"
#include "models/Accessors.h"
#include "models/Inspections.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

bool PlaceEvents::isCaptured(const ValueDecl *D) const {
  if (const auto *Binding = dyn_cast<BindingDecl>(D))
    return Binding->getDeclContext() != Function &&
           Binding->getDecomposedDecl()->getDeclContext()->isFunctionOrMethod();
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable)
    return false;
  if (Variable->isInitCapture())
    return isOwnCapture(Variable);
  return Variable->getDeclContext() != Function && Variable->isLocalVarDeclOrParm() &&
         Variable->hasLocalStorage();
}

bool PlaceEvents::isOwnCapture(const VarDecl *Variable) const {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  return llvm::any_of(Method->getParent()->captures(), [&](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == Variable;
  });
}

class ObjectResolver : private PlaceEvents {
public:
  ObjectResolver(PlaceEvents Found, FunctionEvents &Result)
      : PlaceEvents(std::move(Found)), Result(Result) {}

  void run() {
    for (const WantedObject &Each : Named)
      objectAt(Each.Where, Each.Type, Each.Declaration);
    resolve();
    for (const Expr *E : Calls)
      escapeShared(E);
  }

private:
  void add(const Anchor &At, Event E) {
    if (At.Declaration)
      Result.EventsAtDeclaration[At.Declaration].push_back(E);
    else
      Result.EventsAt[At.Statement].push_back(E);
  }

  ObjectId objectAt(const Place &Where, QualType Type, const ValueDecl *Declaration = nullptr) {
    for (const ObjectId Id : ObjectsOf[Where.Root])
      if (Result.Objects[Id].Where == Where)
        return Id;
    const ValueDecl *Root = Where.Root;
    TrackedObject New;
    New.Where = Where;
    New.Name = Declaration ? Declaration->getNameAsString() : Where.spelled();
    New.Declaration = Declaration ? Declaration : Root;
    New.Type = Type.isNull() ? Type : Type.getUnqualifiedType();
    const bool Reference = Root && Root->getType()->isReferenceType();
    New.Shared = !Root || Reference || isCaptured(Root) ||
                 llvm::any_of(Where.Steps, [](const PlaceStep &Step) {
                   return Step.What == PlaceStep::Kind::Content;
                 });
    const auto *Declared = dyn_cast_or_null<VarDecl>(New.Declaration);
    New.OwnedHere =
        Root && !Reference && Root->getDeclContext() == Function &&
        (Where.isVariable() || (isa<DecompositionDecl>(Root) && Where.Steps.size() == 1)) &&
        !(Declared && Declared->isInitCapture());
    if (!Root && New.Name.empty())
      New.Name = "this";
    const ObjectId Id = Result.Objects.size();
    Result.Objects.push_back(std::move(New));
    ObjectsOf[Root].push_back(Id);
    return Id;
  }

  const std::vector<ViewBinding> *viewOf(const Place &Where) const {
    if (!Where.Root)
      return nullptr;
    auto It = Views.find(Where.Root);
    return It == Views.end() ? nullptr : &It->second;
  }

  bool isContentOfView(const Place &Where) const {
    return viewOf(Where) && !Where.Steps.empty() &&
           Where.Steps.front().What == PlaceStep::Kind::Content;
  }

  /// What a place that is reached through a view may be.
  std::vector<Place> referents(const Place &Where) const {
    std::vector<Place> Found;
    for (const ViewBinding &Each : *viewOf(Where)) {
      Place Referent = Each.To.then(Where.Steps);
      if (!llvm::is_contained(Found, Referent))
        Found.push_back(std::move(Referent));
    }
    return Found;
  }

  void addBindings(const DecompositionDecl *Decomposition) {
    for (const BindingDecl *Element : Decomposition->bindings()) {
      const QualType Type = Element->getType().getNonReferenceType();
      if (auto It = Alias.find(Element); It != Alias.end() && Types.isSingleConsumption(Type))
        objectAt(Place(It->second), Type, Element);
    }
  }

  void resolve() {
    for (const VarDecl *Reference : References) {
      const QualType Type = Reference->getType().getNonReferenceType();
      if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Reference))
        addBindings(Decomposition);
      else if (Types.isSingleConsumption(Type))
        Wanted.insert(Wanted.begin(), {Place{Reference, {}}, Type, nullptr});
    }
    for (const auto &[Where, Type, Declaration] : Wanted) {
      if (!isContentOfView(Where)) {
        objectAt(Where, Type);
        continue;
      }
      for (const Place &Referent : referents(Where))
        if (!isContentOfView(Referent))
          objectAt(Referent, Type);
      // Where some of what it refers to isn't known, that is an object too: '*p', until p changes.
      if (!isFullyKnown(Where.Root))
        objectAt(Where, Type);
    }
    // What happens to a whole is for the function's callers, who may track a part of it.
    for (const PlaceEvent &Each : Events)
      if (!isContentOfView(Each.Where) && isFromOutside(Each.Where.Root))
        objectAt(Each.Where, QualType());
    addBirths();
    for (const PlaceEvent &Each : Events)
      expand(Each);
    for (const auto &[Where, Test] : Tests)
      for (TrackedObject &Object : Result.Objects)
        if (Object.Where == Where)
          Object.Tests.push_back(Test);
    addViewEvents();
    addIndexWrites();
  }

  bool isFromOutside(const ValueDecl *Root) const {
    return !Root || isa<ParmVarDecl>(Root) || isCaptured(Root);
  }

  bool isFullyKnown(const ValueDecl *View) const {
    auto It = Writes.find(View);
    if (It == Writes.end())
      return true;
    return llvm::all_of(It->second,
                        [&](const Stmt *S) { return isCovered(View, anchorOf(View, S)); });
  }

  static Anchor anchorOf(const ValueDecl *Written, const Stmt *S) {
    return isa<DeclStmt>(S) ? Anchor(cast<Decl>(Written)) : Anchor(S);
  }

  bool isCovered(const ValueDecl *View, const Anchor &At) const {
    return llvm::any_of(Covered,
                        [&](const auto &Each) { return Each.first == View && Each.second == At; });
  }

  void addBirths() {
    for (ObjectId Id = 0; Id < Result.Objects.size(); ++Id) {
      const TrackedObject &Object = Result.Objects[Id];
      const auto *Variable = dyn_cast_or_null<VarDecl>(Object.Where.Root);
      if (!Variable || isa<ParmVarDecl>(Variable) || Variable->getDeclContext() != Function ||
          Variable->isInitCapture())
        continue;
      const Expr *Init = Variable->getInit();
      InitialState Begins = InitialState::Pending;
      if (Object.Where.isVariable() && !Variable->getType()->isReferenceType())
        Begins = Init ? initialState(Init, Types) : InitialState::Empty;
      Event Birth{Begins == InitialState::Empty ? EventKind::CreateEmpty : EventKind::Create, Id,
                  Object.Declaration->getLocation()};
      Birth.Completed = Begins == InitialState::Completed;
      Birth.Operand = Init;
      add({Variable}, Birth);
      if (Begins == InitialState::Unclear)
        add({Variable}, {EventKind::Escape, Id, Birth.Location});
      // A reference to a temporary is the only name of its object.
      if (Object.Where.isVariable() && Variable->getType()->isReferenceType() && Init &&
          extendsTemporary(Init)) {
        Result.Objects[Id].Shared = false;
        Result.Objects[Id].OwnedHere = true;
      }
    }
  }

  static bool extendsTemporary(const Expr *Init) {
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Init))
      Init = Cleanups->getSubExpr();
    return isa<MaterializeTemporaryExpr>(Init->IgnoreParens());
  }

  /// An event on a place becomes one on every object that is there or in there.
  void expand(const PlaceEvent &Each) {
    expandAt(Each, Each.Where, nullptr);
    if (!viewOf(Each.Where))
      return;
    if (isContentOfView(Each.Where)) {
      for (const Place &Referent : referents(Each.Where))
        if (!isContentOfView(Referent))
          expandAt(Each, Referent, Each.Where.Root);
    } else if (Each.What.Kind == EventKind::Escape && Each.Where.Steps.empty()) {
      // The pointer itself is given away, and with it all that it refers to.
      for (const ViewBinding &To : *viewOf(Each.Where)) {
        PlaceEvent Through = Each;
        Through.Pins = true;
        expandAt(Through, To.To.then({PlaceStep::Kind::Content}), nullptr);
      }
    }
  }

  void expandAt(const PlaceEvent &Each, const Place &Where, const ValueDecl *View) {
    auto It = ObjectsOf.find(Where.Root);
    if (It == ObjectsOf.end())
      return;
    for (const ObjectId Id : It->second) {
      TrackedObject &Object = Result.Objects[Id];
      const Relation Lies = relate(Where, Object.Where);
      if (Lies == Relation::Apart)
        continue;
      if (Each.Pins) {
        Object.Pinned = true;
        continue;
      }
      Event E = Each.What;
      E.Object = Id;
      E.View = View;
      E.Index = nullptr;
      if (E.Kind == EventKind::Swap) {
        E.Partner = objectNamed(cast<DeclRefExpr>(E.Operand));
        if (E.Partner == NoObject || View || Each.What.Index || !(Object.Where == Where))
          E.Kind = EventKind::Escape;
        Result.HasSwaps |= E.Kind == EventKind::Swap;
      }
      // '*p' is the first of them, and no other.
      if (Where.Root && Where.Root->getType()->isPointerType() && Where.Steps.size() == 1 &&
          Where.Steps.front().What == PlaceStep::Kind::Content && Object.Where.Steps.size() > 1 &&
          Object.Where.Steps[1].isElement()) {
        if (Object.Where.Steps.size() > 2 ||
            Object.Where.Steps[1].What != PlaceStep::Kind::Element ||
            Object.Where.Steps[1].Number != 0)
          continue;
      } else
        // What was consumed already may well be moved on with the rest of it.
        if ((E.Kind == EventKind::Consume || E.Kind == EventKind::TakeOut) &&
            Object.Where.Steps.size() > Where.Steps.size())
          E.Kind = EventKind::ConsumeWhole;
      if (Lies == Relation::Maybe) {
        if (Each.What.Index && isFirstElement(Where, Object.Where))
          E.Index = Each.What.Index;
        else if (E.Kind == EventKind::Consume || E.Kind == EventKind::ConsumeWhole ||
                 E.Kind == EventKind::TakeOut || E.Kind == EventKind::Test)
          continue; // of one of them: which, isn't known
        else
          E.Kind = EventKind::Escape;
      }
      add(Each.At, E);
    }
  }

  /// The object that is one variable, by its name or another of its names.
  ObjectId objectNamed(const DeclRefExpr *Name) const {
    const Place Where = placeOf(Name->getDecl());
    auto It = ObjectsOf.find(Where.Root);
    if (It != ObjectsOf.end())
      for (const ObjectId Id : It->second)
        if (Result.Objects[Id].Where == Where)
          return Id;
    return NoObject;
  }

  /// Is \p Object what \p Where leads to when its only variable index is 0?
  static bool isFirstElement(const Place &Where, const Place &Object) {
    Place First = Where;
    unsigned Variable = 0;
    for (PlaceStep &Step : First.Steps)
      if (Step.isElement() && Step.What != PlaceStep::Kind::Element) {
        Step = {PlaceStep::Kind::Element, nullptr, 0};
        ++Variable;
      }
    return Variable == 1 && relate(First, Object) == Relation::Within;
  }

  void addViewEvents() {
    for (const auto &[View, Bindings] : Views) {
      for (const ViewBinding &Each : Bindings) {
        const Place Base = Each.To.then({PlaceStep::Kind::Content});
        auto It = ObjectsOf.find(Base.Root);
        if (It == ObjectsOf.end())
          continue;
        for (const ObjectId Id : It->second) {
          // Each binding ends the one before, of whatever object that was.
          if (relate(Base, Result.Objects[Id].Where) == Relation::Within) {
            Event E{EventKind::Bind, Id, SourceLocation()};
            E.View = View;
            add(Each.At, E);
          }
        }
        for (const ViewBinding &Other : Bindings)
          unbindOthers(View, Each, Other);
      }
      for (const Stmt *S : Writes.lookup(View))
        if (const Anchor At = anchorOf(View, S); !isCovered(View, At))
          unbindAll(View, Bindings, At);
    }
  }

  void unbindOthers(const ValueDecl *View, const ViewBinding &Now, const ViewBinding &Before) {
    if (Now.To == Before.To)
      return;
    unbind(View, Before.To, Now.At);
  }

  void unbindAll(const ValueDecl *View, llvm::ArrayRef<ViewBinding> Bindings, const Anchor &At) {
    for (const ViewBinding &Each : Bindings)
      unbind(View, Each.To, At);
  }

  void unbind(const ValueDecl *View, const Place &To, const Anchor &At) {
    const Place Base = To.then({PlaceStep::Kind::Content});
    auto It = ObjectsOf.find(Base.Root);
    if (It == ObjectsOf.end())
      return;
    for (const ObjectId Id : It->second)
      if (relate(Base, Result.Objects[Id].Where) == Relation::Within) {
        Event E{EventKind::Unbind, Id, SourceLocation()};
        E.View = View;
        add(At, E);
      }
  }

  /// 'values[i]' and '*it' are other objects once i or it is written.
  void addIndexWrites() {
    for (ObjectId Id = 0; Id < Result.Objects.size(); ++Id) {
      const Place Where = Result.Objects[Id].Where;
      llvm::SmallVector<const ValueDecl *, 2> By;
      for (const PlaceStep &Step : Where.Steps)
        if (Step.What == PlaceStep::Kind::ElementAt)
          By.push_back(Step.Declaration);
      const bool Follows = Where.Root && !Where.Steps.empty() &&
                           Where.Steps.front().What == PlaceStep::Kind::Content &&
                           !Types.owns(Where.Root->getType().getNonReferenceType());
      if (Follows)
        By.push_back(Where.Root);
      for (const ValueDecl *Written : By)
        for (const Stmt *S : Writes.lookup(Written))
          if (!(isa<DeclStmt>(S) && Written == Where.Root))
            add(anchorOf(Written, S), {EventKind::Reinitialise, Id, S->getBeginLoc()});
    }
  }

  /// An object behind a reference can be filled again without its name being mentioned: by an
  /// assignment to the place that it is in, or by a call that changes what it is part of.
  void escapeShared(const Expr *E) {
    const auto *Call = cast<CallExpr>(E);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    const Expr *Target = nullptr;
    if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call))
      Target = MemberCall->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(Call) && Method)
      Target = Call->getArg(0);
    if (!Target || !Method || Method->isConst() || Method->isStatic() ||
        Method->getParent()->isLambda())
      return;
    const Access By = accessBy(Call, Method);
    if (By.What == Access::Kind::Leads || By.What == Access::Kind::Inspects ||
        By.What == Access::Kind::Moves)
      return;
    const Root Changed = rootOf(Target);
    if (Changed.Variable && ObjectsOf.count(placeOf(Changed.Variable).Root))
      return; // it is tracked itself, and has its own events
    const bool SameType = Types.isSingleConsumption(Target->getType().getNonReferenceType());
    for (ObjectId Object = 0; Object < Result.Objects.size(); ++Object) {
      const TrackedObject &Candidate = Result.Objects[Object];
      if (!Candidate.Shared || !Candidate.Where.Root)
        continue;
      const auto *Variable = dyn_cast<VarDecl>(Candidate.Where.Root);
      const Expr *Init = Variable && !isa<ParmVarDecl>(Variable) ? Variable->getInit() : nullptr;
      const Root Referent = Init ? rootOf(Init) : Root();
      if (SameType || (Referent.known() && Referent == Changed))
        add({E}, {EventKind::Escape, Object, E->getBeginLoc()});
    }
  }

  /// The object that an lvalue expression leads to or into: its variable, or null with \p
  /// ThroughThis set.
  struct Root {
    const ValueDecl *Variable = nullptr;
    bool ThroughThis = false;

    bool known() const { return Variable || ThroughThis; }
    bool operator==(const Root &Other) const {
      return Variable == Other.Variable && ThroughThis == Other.ThroughThis;
    }
  };

  static Root rootOf(const Expr *E) {
    for (; E; E = baseOf(E)) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
        return {Ref->getDecl(), false};
      if (isa<CXXThisExpr>(E))
        return {nullptr, true};
    }
    return {};
  }

  FunctionEvents &Result;
  llvm::DenseMap<const ValueDecl *, llvm::SmallVector<ObjectId, 2>> ObjectsOf;
};

void resolveObjects(PlaceEvents Found, FunctionEvents &Result) {
  ObjectResolver(std::move(Found), Result).run();
}

} // namespace valuetask

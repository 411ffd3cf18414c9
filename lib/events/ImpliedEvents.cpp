//===--- ImpliedEvents.cpp - events that no name stands for ---------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ImpliedEvents.h"
#include "compat/Versions.h"
#include "events/InitialState.h"
#include "models/Accessors.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

using Kind = PlaceStep::Kind;

namespace {

/// Bind or Unbind, for each object that \p To is the address of or of what it is in.
void addViewEvent(EventKind Which, const ValueDecl *View, const Place &To, const Anchor &At,
                  const ObjectTable &Objects, EventTable &Events) {
  const Place Base = To.then({Kind::Content});
  for (const ObjectId Id : Objects.rootedIn(Base.Root))
    if (relate(Base, Objects[Id].Where) == Relation::Within) {
      Event E{Which, Id, SourceLocation()};
      E.View = View;
      Events.add(At, E);
    }
}

/// The variable that an lvalue expression leads to or into, or 'this'.
struct LValueRoot {
  const ValueDecl *Variable = nullptr;
  bool IsThis = false;

  bool isKnown() const { return Variable || IsThis; }
  bool operator==(const LValueRoot &Other) const {
    return Variable == Other.Variable && IsThis == Other.IsThis;
  }
};

LValueRoot rootOf(const Expr *E) {
  for (; E; E = baseOf(E)) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return {Ref->getDecl(), false};
    if (isa<CXXThisExpr>(E))
      return {nullptr, true};
    // 'object.member' of a static member is in no object.
    if (const auto *Member = dyn_cast<MemberExpr>(E);
        Member && isa<VarDecl>(Member->getMemberDecl()))
      return {Member->getMemberDecl(), false};
  }
  return {};
}

/// The object whose member is called, if that may change what is in the object; null if not.
const Expr *changedBy(const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  if (!Method || Method->isConst() || Method->isStatic() || Method->getParent()->isLambda())
    return nullptr;
  const Expr *Target = nullptr;
  if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call))
    Target = MemberCall->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(Call))
    Target = Call->getArg(0);
  if (!Target)
    return nullptr;
  const Access By = accessBy(Call, Method);
  const bool Changes = By.What != Access::Kind::Leads && By.What != Access::Kind::Inspects &&
                       By.What != Access::Kind::Moves;
  return Changes ? Target : nullptr;
}

/// What the object is behind, or in, as its reference was initialised.
LValueRoot referentOf(const TrackedObject &Object) {
  const auto *Variable = dyn_cast<VarDecl>(Object.Where.Root);
  const Expr *Init = Variable && !isa<ParmVarDecl>(Variable) ? Variable->getInit() : nullptr;
  return Init ? rootOf(Init) : LValueRoot();
}

} // namespace

/// What a part of a variable begins with, as its initialiser shows: of a field, an element, or what
/// an optional holds; null for what it doesn't show.
static const Expr *initOfPart(const Place &Where, const Expr *Init) {
  if (Where.isVariable())
    return nullptr;
  for (const PlaceStep &Step : Where.Steps) {
    Init = Init->IgnoreUnlessSpelledInSource();
    if (Step.What == Kind::Content) {
      const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      const auto *Call = dyn_cast<CallExpr>(Init);
      if (Construct && Construct->getNumArgs() == 1)
        Init = Construct->getArg(0);
      else if (Call && Call->getNumArgs() == 1)
        Init = functionEffect(Call) == CallEffect::MakeHolder ||
                       functionEffect(Call) == CallEffect::WrapInHolder
                   ? Call->getArg(0)
                   : Init;
      continue; // else 'std::optional<T> o = f()', of which only 'f()' is left
    }
    const auto *List = dyn_cast<InitListExpr>(Init);
    if (List && !List->isSemanticForm())
      List = List->getSemanticForm();
    if (!List)
      return nullptr;
    const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl();
    unsigned Index = 0;
    if (Step.What == Kind::Field && Record && Record->isAggregate() && Record->getNumBases() == 0)
      Index = cast<FieldDecl>(Step.Declaration)->getFieldIndex();
    else if (Step.What == Kind::Element && Step.Number >= 0)
      Index = static_cast<unsigned>(Step.Number);
    else
      return nullptr;
    if (Step.What == Kind::Element && Record) { // the array in a std::array
      List = List->getNumInits() == 1 ? dyn_cast<InitListExpr>(List->getInit(0)) : nullptr;
      if (!List)
        return nullptr;
    }
    if (Index >= List->getNumInits())
      return nullptr;
    Init = List->getInit(Index);
  }
  return Init->IgnoreUnlessSpelledInSource();
}

Anchor anchorOfWrite(const ValueDecl *Written, const Stmt *Write) {
  return isa<DeclStmt>(Write) ? Anchor(cast<Decl>(Written)) : Anchor(Write);
}

void addBirths(const NameTable &Names, const ObjectTable &Objects, const BodyIndex &Body,
               EventTable &Events) {
  for (ObjectId Id = 0; Id < Objects.size(); ++Id) {
    const TrackedObject &Object = Objects[Id];
    const VarDecl *Variable = createdVariable(Object.Where, Body);
    if (!Variable)
      continue;
    const Expr *Init = Variable->getInit();
    InitialState Begins = InitialState::Pending;
    if (Object.Where.isVariable() && !Variable->getType()->isReferenceType())
      Begins = Init ? initialState(Init, Body.types()) : InitialState::Empty;
    Event Birth{Begins == InitialState::Empty ? EventKind::CreateEmpty : EventKind::Create, Id,
                Object.Declaration->getLocation()};
    Birth.Completed = Begins == InitialState::Completed;
    Birth.Operand = Init;
    if (const DeclRefExpr *From = Init ? variableTakenFrom(Init) : nullptr)
      Birth.Partner = Objects.find(Names.placeOf(From->getDecl()));
    if (const Expr *OfPart = Init ? initOfPart(Object.Where, Init) : nullptr;
        OfPart && Body.types().isSingleConsumption(OfPart->getType())) {
      Birth.Completed = initialState(OfPart, Body.types()) == InitialState::Completed;
      Birth.Value = OfPart;
    }
    Events.add({Variable}, Birth);
    if (Begins == InitialState::Unclear && Birth.Partner == NoObject)
      Events.add({Variable}, {EventKind::Escape, Id, Birth.Location});
  }
}

void addViewEvents(const ViewTable &Views, const ObjectTable &Objects, const BodyIndex &Body,
                   EventTable &Events) {
  for (const auto &[View, Bindings] : Views) {
    for (const ViewBinding &Now : Bindings) {
      // Each binding ends the one before, of whatever object that was.
      addViewEvent(EventKind::Bind, View, Now.To, Now.At, Objects, Events);
      for (const ViewBinding &Before : Bindings)
        if (!(Now.To == Before.To))
          addViewEvent(EventKind::Unbind, View, Before.To, Now.At, Objects, Events);
    }
    for (const Stmt *Write : Body.writesOf(View))
      if (const Anchor At = anchorOfWrite(View, Write); !Views.isKnownAfter(View, At))
        for (const ViewBinding &Before : Bindings)
          addViewEvent(EventKind::Unbind, View, Before.To, At, Objects, Events);
  }
}

void addIndexWrites(const ObjectTable &Objects, const BodyIndex &Body, EventTable &Events) {
  for (ObjectId Id = 0; Id < Objects.size(); ++Id) {
    const Place &Where = Objects[Id].Where;
    llvm::SmallVector<const ValueDecl *, 2> By;
    for (const PlaceStep &Step : Where.Steps)
      if (Step.What == Kind::ElementAt)
        By.push_back(Step.Declaration);
    const bool Follows = Where.Root && !Where.Steps.empty() &&
                         Where.Steps.front().What == Kind::Content &&
                         !Body.types().owns(Where.Root->getType().getNonReferenceType());
    if (Follows)
      By.push_back(Where.Root);
    for (const ValueDecl *Written : By)
      for (const Stmt *Write : Body.writesOf(Written))
        if (!(isa<DeclStmt>(Write) && Written == Where.Root))
          Events.add(anchorOfWrite(Written, Write),
                     {EventKind::Reinitialise, Id, Write->getBeginLoc()});
  }
}

namespace {

/// A pointer, an iterator or the like that is within something, on the way to an object.
struct PointerWithin {
  Place Where;
  QualType Type; ///< null where it isn't known
};

/// May it be the pointer that is written, by this expression?
bool mayName(const Expr *Target, const PointerWithin &Pointer, const NameTable &Names,
             const BodyIndex &Body) {
  Target = Target->IgnoreParenImpCasts();
  const QualType Written = Target->getType();
  if (!Pointer.Type.isNull() && !Body.context().hasSameUnqualifiedType(Written, Pointer.Type))
    return false;
  if (const auto *Name = dyn_cast<DeclRefExpr>(Target)) {
    if (const auto Alias = Names.Aliases.find(Name->getDecl()); Alias != Names.Aliases.end())
      return Alias->second == Pointer.Where;
    return !Pointer.Type.isNull() && Body.isWrittenIndirectly(Name->getDecl());
  }
  const PlaceStep &Last = Pointer.Where.Steps.back();
  const auto *Member = dyn_cast<MemberExpr>(Target);
  const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (Field && (Last.What == Kind::Field || Last.What == Kind::TupleIndex)) {
    const PlaceStep Named = stepTo(Field);
    return Named.What == Last.What && Named.Number == Last.Number &&
           (Last.What == Kind::TupleIndex || Named.Declaration == Last.Declaration);
  }
  return Written->isPointerType() || !Body.types().owns(Written);
}

/// The pointers on the way to the object, but for the one that the way begins with.
std::vector<PointerWithin> pointersWithin(const Place &Where, const BodyIndex &Body) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Body.function());
  const QualType This =
      Method ? compat::recordType(Body.context(), Method->getParent()) : QualType();
  std::vector<PointerWithin> Found;
  for (size_t Index = 1; Index < Where.Steps.size(); ++Index) {
    if (Where.Steps[Index].What != Kind::Content)
      continue;
    const Place Pointer{Where.Root, PlaceSteps(Where.Steps.begin(), Where.Steps.begin() + Index)};
    const QualType Type = typeAt(Pointer, This);
    if (Type.isNull() || Type->isPointerType() || !Body.types().owns(Type))
      Found.push_back({Pointer, Type});
  }
  return Found;
}

/// Is it a call of a lambda, or of something that is given what the place is in, that writes the
/// pointer, as the body shows?
bool setsPointer(const CallExpr *Call, const Place &Pointer, const NameTable &Names) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const ValueDecl *Written =
      Pointer.Steps.empty() ? Pointer.Root : Pointer.Steps.back().Declaration;
  if (!Callee || !Written)
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const auto LeadsThere = [&](const Expr *E) {
    const LValueRoot Root = rootOf(E);
    return Root.isKnown() &&
           (Root.IsThis ? nullptr : Names.placeOf(Root.Variable).Root) == Pointer.Root;
  };
  const bool IsGiven = (Method && Method->getParent()->isLambda()) ||
                       (Member && LeadsThere(Member->getImplicitObjectArgument())) ||
                       llvm::any_of(Call->arguments(), LeadsThere);
  return IsGiven && mayWrite(Callee, Written);
}

} // namespace

void addPointerWrites(const NameTable &Names, const ObjectTable &Objects, const BodyIndex &Body,
                      EventTable &Events) {
  for (ObjectId Id = 0; Id < Objects.size(); ++Id) {
    const Place &Where = Objects[Id].Where;
    const auto Rebind = [&, Id = Id](const Stmt *Write) {
      Events.add({Write}, {EventKind::Reinitialise, Id, Write->getBeginLoc()});
    };
    for (const PointerWithin &Pointer : pointersWithin(Where, Body)) {
      for (const BodyIndex::PlaceWrite &Write : Body.placeWrites())
        if (mayName(Write.Target, Pointer, Names, Body))
          Rebind(Write.Write);
      for (const CallExpr *Call : Body.calls())
        if (setsPointer(Call, Pointer.Where, Names))
          Rebind(Call);
    }
    if (Where.Root && !Where.Steps.empty() && Body.isWrittenByLambda(Where.Root))
      for (const CallExpr *Call : Body.calls())
        if (setsPointer(Call, {Where.Root, {}}, Names))
          Rebind(Call);
  }
}

void addSharedEscapes(const NameTable &Names, const ObjectTable &Objects, const BodyIndex &Body,
                      EventTable &Events) {
  for (const CallExpr *Call : Body.calls()) {
    const Expr *Target = changedBy(Call);
    if (!Target)
      continue;
    const LValueRoot Changed = rootOf(Target);
    if (Changed.Variable && !Objects.rootedIn(Names.placeOf(Changed.Variable).Root).empty())
      continue; // it is tracked itself, and has its own events
    const bool SameType = Body.types().isSingleConsumption(Target->getType().getNonReferenceType());
    for (ObjectId Id = 0; Id < Objects.size(); ++Id) {
      const TrackedObject &Object = Objects[Id];
      if (!Object.Shared || !Object.Where.Root)
        continue;
      const LValueRoot Referent = referentOf(Object);
      if (SameType || (Referent.isKnown() && Referent == Changed))
        Events.add({Call}, {EventKind::Escape, Id, Call->getBeginLoc()});
    }
  }
}

} // namespace valuetask

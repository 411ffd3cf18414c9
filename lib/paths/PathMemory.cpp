//===--- PathMemory.cpp - what a path knows of the memory -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/PathMemory.h"
#include "ast/Expressions.h"
#include "models/Accessors.h"
#include "models/Containers.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "paths/Temporaries.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

using namespace clang;
using llvm::SMTExprRef;

namespace valuetask {

namespace {

/// Can an object of one type be a part of one of another type, or be owned by it?
bool canBePartOf(QualType Part, QualType Whole, unsigned Depth = 0) {
  Whole = Whole->getBaseElementTypeUnsafe()->getCanonicalTypeUnqualified();
  Part = Part->getCanonicalTypeUnqualified();
  const CXXRecordDecl *Class = Whole->getAsCXXRecordDecl(), *Inner = Part->getAsCXXRecordDecl();
  if (Part == Whole || !Class || !Inner || Depth == 4)
    return Part == Whole || !Inner || Depth == 4;
  Class = Class->getDefinition();
  Inner = Inner->getDefinition();
  if (!Class || !Inner || Class->isDerivedFrom(Inner) || Inner->isDerivedFrom(Class))
    return true;
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    for (const TemplateArgument &Given : Instance->getTemplateArgs().asArray())
      for (const TemplateArgument &Argument : Given.getKind() == TemplateArgument::Pack
                                                  ? Given.pack_elements()
                                                  : llvm::ArrayRef(Given))
        if (Argument.getKind() == TemplateArgument::Type &&
            canBePartOf(Part, Argument.getAsType(), Depth + 1))
          return true;
  return llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
    return Field->getType()->isRecordType() && canBePartOf(Part, Field->getType(), Depth + 1);
  });
}

void eraseIf(llvm::DenseMap<const ValueDecl *, Storage> &Map,
             llvm::function_ref<bool(const ValueDecl *, const Storage &)> Matches) {
  llvm::SmallVector<const ValueDecl *, 2> Lost;
  for (const auto &[Key, Where] : Map)
    if (Matches(Key, Where))
      Lost.push_back(Key);
  for (const ValueDecl *Key : Lost)
    Map.erase(Key);
}

bool isMutableGlobal(const ValueDecl *D) {
  const auto *Variable = dyn_cast<VarDecl>(D);
  return Variable && Variable->hasGlobalStorage() && !Variable->getType().isConstQualified();
}

} // namespace

PathMemory::PathMemory(const FunctionDecl *Function) : Context(&Function->getASTContext()) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Function);
      Method && Method->isInstance() && !Method->getParent()->isLambda())
    ClassOfThis = Method->getFunctionObjectParameterType();
}

/// The type of what the first steps lead to; null where it isn't a pointer's.
QualType PathMemory::typeAt(const Storage &Where, unsigned Length) const {
  QualType Type = Where.Root ? Where.Root->getType().getNonReferenceType() : ClassOfThis;
  for (const FieldDecl *Step : llvm::ArrayRef(Where.Steps).take_front(Length))
    if (Step)
      Type = Step->getType();
    else
      Type = Type.isNull() ? Type : Type->getPointeeType();
  return Type;
}

std::optional<Storage> PathMemory::storageOf(const ValueDecl *Variable) const {
  if (const auto *Binding = dyn_cast<BindingDecl>(Variable)) {
    const std::optional<Storage> Bound =
        Binding->getBinding() ? storageOf(Binding->getBinding()) : std::nullopt;
    return Bound ? Bound : Storage{Binding};
  }
  if (!isa<VarDecl, FieldDecl>(Variable))
    return std::nullopt;
  Variable = cast<ValueDecl>(Variable->getCanonicalDecl());
  const auto Alias = Aliases.find(Variable);
  return Alias != Aliases.end() ? Alias->second : Storage{Variable};
}

/// What a member is, or refers to.
Storage PathMemory::partOf(const Storage &Object, const FieldDecl *Field) const {
  const Storage Part = Object.then(Field);
  const Storage *Referent = Field->getType()->isReferenceType() ? Bound.find(Part) : nullptr;
  return Referent ? *Referent : Part;
}

std::optional<Storage> PathMemory::madeBy(const Expr *E) const {
  E = E->IgnoreParens();
  if (!E->getType()->isRecordType() || !(E->isPRValue() || isa<MaterializeTemporaryExpr>(E)))
    return std::nullopt;
  const auto Object = Referents.find(makerOf(E));
  return Object != Referents.end() ? std::optional(Object->second) : std::nullopt;
}

std::optional<Storage> PathMemory::storageOf(const Expr *E) const {
  E = E->IgnoreParens();
  if (std::optional<Storage> Made = madeBy(E))
    return Made;
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return storageOf(Name->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return storageOf(Member->getMemberDecl());
    std::optional<Storage> Object =
        Member->isArrow() ? pointee(Member->getBase()) : storageOf(Member->getBase());
    return Object ? std::optional(partOf(*Object, Field)) : std::nullopt;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return pointee(Unary->getSubExpr());
    const bool Names = Unary->isPrefix() && Unary->isIncrementDecrementOp();
    return Names || Unary->getOpcode() == UO_Extension ? storageOf(Unary->getSubExpr())
                                                       : std::nullopt;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp())
      return storageOf(Binary->getLHS());
    return Binary->getOpcode() == BO_Comma ? storageOf(Binary->getRHS()) : std::nullopt;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E);
      Cast && Cast->isGLValue() &&
      llvm::is_contained({CK_NoOp, CK_DerivedToBase, CK_UncheckedDerivedToBase, CK_BaseToDerived},
                         Cast->getCastKind()))
    return storageOf(Cast->getSubExpr());
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return storageOf(Full->getSubExpr());
  if (const auto Referent = Referents.find(E); Referent != Referents.end())
    return Referent->second;
  if (isCastLike(functionEffect(E)) && cast<CallExpr>(E)->getNumArgs() == 1)
    return storageOf(cast<CallExpr>(E)->getArg(0));
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Star && Operator->getNumArgs() == 1)
    return pointee(E);
  if (functionEffect(E) == CallEffect::TupleElement)
    return tupleElement(cast<CallExpr>(E));
  return std::nullopt;
}

/// 'std::get<0>(pair)'
std::optional<Storage> PathMemory::tupleElement(const CallExpr *Get) const {
  const Expr *Tuple = Get->getNumArgs() == 1 ? Get->getArg(0) : nullptr;
  const FieldDecl *Element = Tuple && Tuple->isGLValue() ? tupleField(Get) : nullptr;
  const std::optional<Storage> Whole = Element ? storageOf(Tuple) : std::nullopt;
  return Whole ? std::optional(partOf(*Whole, Element)) : std::nullopt;
}

/// What a pointer, an iterator or the like leads to.
Storage PathMemory::behind(const Storage &Pointer) const {
  const auto First = Pointer.Steps.empty() ? Firsts.find(Pointer.Root) : Firsts.end();
  return First != Firsts.end() ? First->second : Pointer.then(nullptr);
}

std::optional<Storage> PathMemory::firstElement(const Expr *Iterator) const {
  const Expr *Given = givenValue(Iterator);
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Given);
      Copy && Copy->getNumArgs() == 1 && Copy->getConstructor()->isCopyOrMoveConstructor())
    Given = givenValue(Copy->getArg(0));
  if (const auto *Name = dyn_cast<DeclRefExpr>(Given)) {
    const std::optional<Storage> Other = storageOf(Name->getDecl());
    const auto First = Other && Other->Steps.empty() ? Firsts.find(Other->Root) : Firsts.end();
    if (First != Firsts.end())
      return First->second;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(Given);
      Cast && Cast->getCastKind() == CK_ArrayToPointerDecay)
    return pointee(Cast);
  const Expr *Container = containerOfBegin(Given);
  const auto *Begin = Container ? dyn_cast<CXXMemberCallExpr>(Given) : nullptr;
  // (Of a generator, each 'begin()' gives another one.)
  if (!Container || (Begin && !leavesObjectAlone(Begin->getMethodDecl())))
    return std::nullopt;
  const std::optional<Storage> Where = objectOf(Container);
  return Where && !Where->Overlaps ? std::optional(Where->then(nullptr)) : std::nullopt;
}

std::optional<Storage> PathMemory::pointee(const Expr *Pointer) const {
  Pointer = Pointer->IgnoreParens();
  if (isa<CXXThisExpr>(Pointer))
    return This;
  std::optional<Storage> From;
  if (const auto *Cast = dyn_cast<CastExpr>(Pointer)) {
    if (llvm::is_contained({CK_NoOp, CK_DerivedToBase, CK_UncheckedDerivedToBase, CK_BaseToDerived},
                           Cast->getCastKind()))
      return pointee(Cast->getSubExpr());
    if (Cast->getCastKind() == CK_LValueToRValue || Cast->getCastKind() == CK_ArrayToPointerDecay)
      From = storageOf(Cast->getSubExpr());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(Pointer);
             Unary && Unary->getOpcode() == UO_AddrOf) {
    return storageOf(Unary->getSubExpr());
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Pointer);
             Operator && Operator->getNumArgs() == 1 &&
             (Operator->getOperator() == OO_Arrow || Operator->getOperator() == OO_Star)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee());
    if (Method && leavesObjectAlone(Method) && !changesByItself(Operator->getArg(0)->getType()))
      From = storageOf(Operator->getArg(0));
  }
  if (!From)
    return std::nullopt;
  const Storage *Known = Pointees.find(*From);
  return Known ? *Known : behind(*From);
}

std::optional<Storage> PathMemory::container(const Expr *E) const {
  while (E) {
    E = E->IgnoreParens();
    if (std::optional<Storage> Found = E->isGLValue() ? storageOf(E) : pointee(E))
      return Found;
    E = baseOf(E);
  }
  return std::nullopt;
}

void PathMemory::copyLinks(const Storage &From, const Storage &To) {
  for (Links *Of : {&Pointees, &Bound}) {
    std::vector<std::pair<Storage, Storage>> Copies;
    for (const auto &[Link, Target] : *Of)
      if (Link.startsWith(From))
        Copies.emplace_back(Link.moved(From, To), Target);
    for (const auto &[Link, Target] : Copies)
      Of->set(Link, Target);
  }
}

bool PathMemory::isComputed(const Storage &Where) const {
  // What a member leads to may be anything.
  return Computed.contains(Where.Root) &&
         !llvm::is_contained(llvm::ArrayRef(Where.Steps).drop_front(Where.Steps.empty() ? 0 : 1),
                             static_cast<const FieldDecl *>(nullptr));
}

void PathMemory::writtenElsewhere(const Expr *Target) {
  if (const std::optional<Storage> Within = container(Target))
    writtenElsewhere(*Within);
}

bool PathMemory::isPrivate(const Storage &Where) const {
  const auto *Variable = dyn_cast_or_null<VarDecl>(Where.Root);
  return Variable && Variable->hasLocalStorage() && !Variable->getType()->isReferenceType() &&
         Where.Steps.empty() && !Where.Overlaps && !Reachable.contains(Variable);
}

static void addTo(llvm::FoldingSetNodeID &Id, Aspect About, const Shape &Of) {
  Id.AddInteger(static_cast<int>(About));
  Id.AddInteger(static_cast<int>(Of.Kind));
  Id.AddInteger(Of.Width);
}

SMTExprRef &PathMemory::fact(Aspect About, const Storage &Where, const Shape &Of) {
  llvm::FoldingSetNodeID Id;
  addTo(Id, About, Of);
  Id.AddBoolean(true);
  Id.AddPointer(Where.Root);
  for (const FieldDecl *Step : Where.Steps)
    Id.AddPointer(Step);
  Fact &Found = Facts[Id];
  Found.About = About;
  Found.Of = Of;
  Found.Where = Where;
  return Found.Value;
}

SMTExprRef *PathMemory::pureFact(Aspect About, const Expr *E, const Shape &Of,
                                 llvm::ArrayRef<const FieldDecl *> Part) {
  Fact New;
  if (E->isInstantiationDependent() || !isPure(E, New.Reads) || !isRepeatable(E, New.Reads))
    return nullptr;
  // Bindings and references are read by another name.
  for (unsigned Index = 0; Index < New.Reads.size(); ++Index)
    if (std::optional<Storage> Named = storageOf(New.Reads[Index])) {
      New.MentionsThis |= !Named->Root;
      New.ReadsThis |= !Named->Root && Named->Steps.empty();
      if (Named->Root && !llvm::is_contained(New.Reads, Named->Root))
        New.Reads.push_back(Named->Root);
      for (const FieldDecl *Step : Named->Steps)
        if (Step && !llvm::is_contained(New.Reads, Step))
          New.Reads.push_back(Step);
    }
  bool MentionsThis = false, ReadsThis = false;
  findThis(E, MentionsThis, ReadsThis);
  if (!This.Root) {
    New.MentionsThis |= MentionsThis;
    New.ReadsThis |= ReadsThis;
  } else if (MentionsThis && !llvm::is_contained(New.Reads, This.Root)) {
    New.Reads.push_back(This.Root);
  }
  New.About = About;
  New.IsPosition = containerOfBegin(E) || containerOfEnd(E);
  llvm::FoldingSetNodeID Id;
  addTo(Id, About, Of);
  Id.AddBoolean(false);
  E->Profile(Id, *Context, /*Canonical=*/true);
  // To the profile, parameters of different functions are the same.
  for (const ValueDecl *Read : New.Reads)
    Id.AddPointer(Read);
  if (MentionsThis)
    for (const FieldDecl *Step : This.Steps)
      Id.AddPointer(Step);
  for (const FieldDecl *Step : Part)
    Id.AddPointer(Step);
  return &Facts.try_emplace(Id, std::move(New)).first->second.Value;
}

/// May writing one place change what is known?
bool PathMemory::isAffected(const Fact &Remembered, const Storage &Written) const {
  if (Remembered.About == Aspect::Address)
    return false;
  if (!Remembered.Where) {
    if (Remembered.IsPosition && !Written.Steps.empty() && !Written.Steps.front())
      return false;
    if (!Written.Root && (Written.Steps.empty() ? Remembered.MentionsThis : Remembered.ReadsThis))
      return true;
    return llvm::any_of(Remembered.Reads,
                        [&Written](const ValueDecl *Read) { return Written.mentions(Read); });
  }
  const Storage &Where = *Remembered.Where;
  if (Where.startsWith(Written))
    return true;
  if (Written.startsWith(Where)) {
    if (Remembered.About == Aspect::Value)
      return false; // a pointer stays what it is, whatever happens to what it points to
    // A part of the object is written; or what it leads to, which for an optional is a part as
    // well, but leaves it there.
    if (Written.Steps[Where.Steps.size()])
      return true;
    const ValueDecl *Object = Where.Steps.empty() ? Where.Root : Where.Steps.back();
    return (Remembered.About == Aspect::Rank || Remembered.About == Aspect::Text) &&
           (!Object || (traitsOf(Object->getType()) & MovedIsFull) != 0);
  }
  if (isSizeBehindElements(Remembered))
    return false;
  // By another name, it may be the same.
  if (!canBeReached(Where) || !canBeReached(Written) || areDifferentElements(Where, Written) ||
      areDifferentElements(Written, Where))
    return false;
  if (!Written.Steps.empty() && Written.Steps.back())
    return llvm::is_contained(Where.Steps, Written.Steps.back());
  const QualType Object = typeAt(Written, Written.Steps.size());
  const auto LeadsTo = [&](auto Matches) {
    for (unsigned Length = 0; Length <= Where.Steps.size(); ++Length) {
      const bool LedTo = Length > 0 ? !Where.Steps[Length - 1]
                                    : !Where.Root || Where.Root->getType()->isReferenceType();
      if (const QualType Part = LedTo ? typeAt(Where, Length) : QualType();
          !Part.isNull() && Matches(Part))
        return true;
    }
    return false;
  };
  if (!Written.isIndirect())
    return Where.isIndirect() &&
           (Object.isNull() || LeadsTo([&](QualType Part) { return canBePartOf(Part, Object); }));
  if (isShared(Where))
    return true;
  // Pointers and references to the same type may lead to the same object.
  return !Object.isNull() &&
         LeadsTo([&](QualType Part) { return Context->hasSameUnqualifiedType(Part, Object); });
}

/// Is one of them the first element of a container, and the other one a later element?
bool PathMemory::areDifferentElements(const Storage &A, const Storage &B) const {
  const auto Beyond = Later.find(B.Root);
  return Beyond != Later.end() && !B.Steps.empty() && !B.Steps.front() &&
         A.startsWith(Beyond->second);
}

void PathMemory::moveOn(const Storage &Iterator) {
  const auto First = Firsts.find(Iterator.Root), Beyond = Later.find(Iterator.Root);
  std::optional<Storage> From;
  if (Iterator.Steps.empty() && First != Firsts.end())
    From = First->second;
  else if (Iterator.Steps.empty() && Beyond != Later.end())
    From = Beyond->second;
  forget(Iterator);
  if (From)
    Later[Iterator.Root] = *From;
}

void PathMemory::forget(const Storage &Written) {
  std::erase_if(Facts, [&](const auto &Entry) { return isAffected(Entry.second, Written); });
  for (llvm::DenseMap<const ValueDecl *, Storage> *Iterators : {&Firsts, &Later})
    eraseIf(*Iterators, [&](const ValueDecl *Iterator, const Storage &First) {
      return (Iterator == Written.Root && Written.Steps.empty()) ||
             (First.startsWith(Written) && First.Steps.size() > Written.Steps.size());
    });
  // A reference goes on to refer to what the pointer led to.
  llvm::SmallVector<const ValueDecl *, 2> Lost;
  for (const auto &[Reference, To] : Aliases)
    if (To.startsWith(Written) &&
        llvm::is_contained(llvm::ArrayRef(To.Steps).drop_front(Written.Steps.size()),
                           static_cast<const FieldDecl *>(nullptr)))
      Lost.push_back(Reference);
  for (const ValueDecl *Reference : Lost)
    Aliases.erase(Reference);
  Pointees.eraseIf([&](const Storage &Pointer) {
    return isAffected(Fact{.About = Aspect::Value, .Where = Pointer}, Written);
  });
}

void PathMemory::become(const Storage &Temporary, const Storage &Object) {
  const auto Rename = [&](Storage &Where) { Where = Where.moved(Temporary, Object); };
  std::vector<Fact> Known;
  std::erase_if(Facts, [&](const auto &Entry) {
    const bool IsItsOwn = Entry.second.Where && Entry.second.Where->startsWith(Temporary);
    if (IsItsOwn)
      Known.push_back(Entry.second);
    return IsItsOwn;
  });
  for (Fact &Of : Known) {
    Rename(*Of.Where);
    if (!Of.Where->Overlaps)
      fact(Of.About, *Of.Where, Of.Of) = Of.Value;
  }
  for (llvm::DenseMap<const ValueDecl *, Storage> *Names : {&Aliases, &Firsts, &Later})
    for (auto &[Name, To] : *Names)
      if (To.startsWith(Temporary))
        Rename(To);
  for (Links *Of : {&Pointees, &Bound})
    for (auto &[From, To] : *Of)
      for (Storage *End : {&From, &To})
        if (End->startsWith(Temporary))
          Rename(*End);
  if (!Computed.remove(Temporary.Root))
    Computed.remove(Object.Root);
  else if (Object.Steps.empty())
    Computed.insert(Object.Root);
  for (auto &[Call, To] : Referents)
    if (To.startsWith(Temporary))
      Rename(To);
  if (Reachable.remove(Temporary.Root))
    share(Object);
}

/// Elements of a container are written, of which there are as many as before.
void PathMemory::forgetElements(const Storage &Container) {
  std::map<llvm::FoldingSetNodeID, Fact> Kept;
  for (const auto &[Id, Known] : Facts)
    if ((Known.About == Aspect::Size || Known.About == Aspect::Keys) && Known.Where &&
        Known.Where->Root == Container.Root && Known.Where->Steps.empty())
      Kept.emplace(Id, Known);
  llvm::DenseMap<const ValueDecl *, Storage> FirstsBefore = Firsts, LaterBefore = Later;
  forget(Container);
  Firsts = std::move(FirstsBefore);
  Later = std::move(LaterBefore);
  Facts.merge(Kept);
}

void PathMemory::forget(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  if (std::optional<Storage> Named = isa<FieldDecl>(D) ? std::nullopt : storageOf(D))
    forget(*Named);
  forgetMentions(D);
}

void PathMemory::forgetMentions(const ValueDecl *D) {
  std::erase_if(Facts, [D](const auto &Entry) { return Entry.second.dependsOn(D); });
}

void PathMemory::forgetReachable() {
  Pointees.eraseIf([this](const Storage &Pointer) { return isShared(Pointer); });
  for (const ValueDecl *Variable : Reachable)
    Computed.remove(Variable);
  std::erase_if(Facts, [this](const auto &Entry) {
    return Entry.second.About != Aspect::Address && !isSizeBehindElements(Entry.second) &&
           Entry.second.dependsOnAny(
               [this](const ValueDecl *D) { return Reachable.contains(D) || isMutableGlobal(D); });
  });
  for (llvm::DenseMap<const ValueDecl *, Storage> *Iterators : {&Firsts, &Later})
    eraseIf(*Iterators, [&](const ValueDecl *Iterator, const Storage &First) {
      return Reachable.contains(Iterator) ||
             (Reachable.contains(First.Root) && !ElementsReachable.contains(First.Root));
    });
}

void PathMemory::forgetReached(const Expr *Target) {
  if (std::optional<Storage> Where = storageOf(Target))
    return forget(*Where);
  if (const auto *Member = dyn_cast<MemberExpr>(Target->IgnoreParens());
      Member && isa<FieldDecl>(Member->getMemberDecl()))
    forget(Member->getMemberDecl()); // of some object
  const std::optional<Storage> Within = container(Target);
  const ValueDecl *Root = Within && Within->Steps.empty() ? rootVariableOf(Target) : nullptr;
  if (Root && Root == Within->Root && isElementOf(Target, Root))
    forgetElements(*Within);
  else if (Within)
    forget(*Within);
  if (!Within || Within->isPointedTo())
    forgetReachable();
}

void PathMemory::share(const Storage &Where) {
  ElementsReachable.remove(Where.Root);
  // Of a field, or what a field points to, what is beside it isn't reached.
  const auto Field = llvm::find_if(llvm::reverse(Where.Steps),
                                   [](const FieldDecl *Step) { return Step != nullptr; });
  if (Field != Where.Steps.rend())
    Reachable.insert(*Field);
  else if (Where.Root && !Where.Root->getType()->isReferenceType())
    Reachable.insert(Where.Root);
}

void PathMemory::share(const Expr *E) {
  const std::optional<Storage> Within = container(E);
  if (!Within)
    return;
  const ValueDecl *Root = Within->Steps.empty() ? Within->Root : nullptr;
  const bool OnlyElements = Root && isElementOf(E, Root) &&
                            (ElementsReachable.contains(Root) || !Reachable.contains(Root));
  share(*Within);
  if (OnlyElements)
    ElementsReachable.insert(Root);
}

/// Is it the number of elements of a container of which others reach the elements only?
bool PathMemory::isSizeBehindElements(const Fact &Known) const {
  return Known.About == Aspect::Size && Known.Where && Known.Where->Steps.empty() &&
         ElementsReachable.contains(Known.Where->Root);
}

void PathMemory::join(llvm::ArrayRef<Way> Ways,
                      llvm::function_ref<SMTExprRef(SMTExprRef, SMTExprRef, SMTExprRef)> Choose) {
  PathMemory Joined = *Ways.back().After;
  for (const auto &[Taken, After] : llvm::reverse(Ways.drop_back())) {
    std::erase_if(Joined.Facts,
                  [&](const auto &Entry) { return !After->Facts.contains(Entry.first); });
    for (auto &[Id, Known] : Joined.Facts) {
      SMTExprRef Then = After->Facts.find(Id)->second.Value;
      if (Then != Known.Value)
        Known.Value = Then && Known.Value ? Choose(Taken, Then, Known.Value) : nullptr;
    }
    for (const auto &[Names, Others] :
         {std::pair(&Joined.Aliases, &After->Aliases), std::pair(&Joined.Firsts, &After->Firsts),
          std::pair(&Joined.Later, &After->Later)})
      eraseIf(*Names, [Others = Others](const ValueDecl *Name, const Storage &To) {
        const auto It = Others->find(Name);
        return It == Others->end() || !(It->second == To);
      });
    Joined.Pointees.intersect(After->Pointees);
    Joined.Bound.intersect(After->Bound);
    Joined.Computed.remove_if(
        [After = After](const ValueDecl *Variable) { return !After->Computed.contains(Variable); });
    llvm::SmallVector<const ValueDecl *, 4> Whole;
    for (const ValueDecl *Name : Joined.ElementsReachable)
      if (After->Reachable.contains(Name) && !After->ElementsReachable.contains(Name))
        Whole.push_back(Name);
    for (const ValueDecl *Name : After->ElementsReachable)
      if (!Joined.Reachable.contains(Name))
        Joined.ElementsReachable.insert(Name);
    for (const ValueDecl *Name : Whole)
      Joined.ElementsReachable.remove(Name);
    for (const ValueDecl *Name : After->Reachable)
      Joined.Reachable.insert(Name);
  }
  Storage Self = std::move(This);
  *this = std::move(Joined);
  This = std::move(Self);
}

void PathMemory::referAsIn(const PathMemory &Before, const ValueDecl *Reference) {
  Aliases.erase(Reference);
  if (const auto It = Before.Aliases.find(Reference); It != Before.Aliases.end())
    refer(Reference, It->second);
}

void PathMemory::start(const ValueDecl *Variable) {
  Variable = cast<ValueDecl>(Variable->getCanonicalDecl());
  Aliases.erase(Variable);
  for (Links *Of : {&Pointees, &Bound})
    Of->eraseIf([Variable](const Storage &From) { return From.Root == Variable; });
  Computed.remove(Variable);
  for (llvm::DenseMap<const ValueDecl *, Storage> *Iterators : {&Firsts, &Later})
    eraseIf(*Iterators, [Variable](const ValueDecl *Iterator, const Storage &First) {
      return Iterator == Variable || First.Root == Variable;
    });
  Reachable.remove(Variable);
  ElementsReachable.remove(Variable);
  forgetMentions(Variable); // nothing else changes when a name begins
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Bindings->bindings())
      forgetMentions(Binding);
}

} // namespace valuetask

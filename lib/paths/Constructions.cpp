//===--- Constructions.cpp - the objects that a path makes ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Constructions.h"
#include "ast/Expressions.h"
#include "models/Accessors.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using llvm::SMTExprRef;

namespace valuetask {

/// Can be known what a field holds?
static bool isFollowed(const FieldDecl *Field) {
  return !Field->getType()->isReferenceType() && !changesByItself(Field->getType());
}

static Storage partOf(const Storage &Object, const ObjectPart &Part) {
  Storage Where = Object;
  for (const FieldDecl *Step : Part.Steps)
    Where = Where.then(Step);
  return Where;
}

//===----------------------------------------------------------------------===//
// What an object is given
//===----------------------------------------------------------------------===//

/// Whether an optional or a smart pointer holds something when it has been given a value.
SMTExprRef PathConditions::Path::presenceOf(QualType Type, const Expr *Value) {
  const Presence Given = presenceGiven(Type, Value);
  switch (Given.What) {
  case Presence::Kind::Absent:
    return Z3.mkBoolean(false);
  case Presence::Kind::Present:
    return Z3.mkBoolean(true);
  case Presence::Kind::AsPointer:
    return Make.truth(valueOf(Given.Of), shapeOf(Given.Of->getType()));
  case Presence::Kind::AsCopied:
    return aspect(Aspect::Presence, Given.Of, TruthShape);
  case Presence::Kind::AsMoved:
    return Evaluated.lookup(Given.Of); // what was moved from has been written by now
  case Presence::Kind::Unknown:
    break;
  }
  return nullptr;
}

/// What is asked of a field that isn't looked into.
llvm::SmallVector<std::pair<Aspect, Shape>, 4>
PathConditions::Path::aspectsOf(const FieldDecl *Field) const {
  const QualType Type = Field->getType();
  const unsigned Traits = traitsOf(Type);
  if (Type->isReferenceType() || changesByItself(Type))
    return {};
  if (const Shape Of = shapeOf(Type))
    return {{Aspect::Value, Of}};
  if (!Traits)
    return {};
  llvm::SmallVector<std::pair<Aspect, Shape>, 4> Asked = {{Aspect::Text, TextShape},
                                                          {Aspect::Rank, RankShape}};
  if (Traits & Holder)
    Asked.push_back({Aspect::Presence, TruthShape});
  if (Traits & Counted)
    Asked.push_back({Aspect::Size, shapeOf(Context.getSizeType())});
  if (Traits & Alternatives)
    Asked.push_back({Aspect::Alternative, shapeOf(Context.getSizeType())});
  if (Traits & UniqueKeys)
    Asked.push_back({Aspect::Keys, TextShape});
  return Asked;
}

void PathConditions::Path::collectCopies(const Storage &Target, const CXXRecordDecl *Record,
                                         const Storage &Source, Contents &Found) {
  Found.push_back({Aspect::Value, Target, {}, nullptr, Source});
  for (const ObjectPart &Part : partsOf(Record).Known) {
    const Storage From = partOf(Source, Part), To = partOf(Target, Part);
    for (const auto &[About, Of] : aspectsOf(Part.field()))
      Found.push_back({About, To, Of, fact(About, From, Of)});
  }
}

/// How what an optional holds is represented.
Shape PathConditions::Path::contentShape(QualType Holder) const {
  const auto *Class =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Holder->getAsCXXRecordDecl());
  return Class && Class->getTemplateArgs().size() > 0 &&
                 Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type
             ? shapeOf(Class->getTemplateArgs()[0].getAsType())
             : Shape();
}

void PathConditions::Path::collect(const Storage &Target, QualType Type, const Expr *Value,
                                   Contents &Found) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Target.Overlaps || Type.isVolatileQualified() ||
      Value->isInstantiationDependent())
    return;
  if (SMTExprRef Present = presenceOf(Type, Value))
    Found.push_back({Aspect::Presence, Target, TruthShape, Present});
  if (SMTExprRef Elements = countElements(Target, elementsGiven(Type, Value, Context)))
    Found.push_back({Aspect::Size, Target, shapeOf(Context.getSizeType()), Elements});
  if (const StringLiteral *Literal = literalIn(Value); Literal && (traitsOf(Type) & Counted))
    Found.push_back({Aspect::Text, Target, TextShape, textOf(Literal)});
  if (const std::optional<int64_t> Number = alternativeGiven(Type, Value)) {
    const Shape Of = shapeOf(Context.getSizeType());
    Found.push_back({Aspect::Alternative, Target, Of, Make.number(*Number, Of)});
  }
  if (const Shape Of = (traitsOf(Type) & FromContent) ? contentShape(Type) : Shape())
    if (const Expr *Content = Value->IgnoreUnlessSpelledInSource();
        shapeOf(Content->getType()) == Of)
      Found.push_back({Aspect::Value, Target.then(nullptr), Of, valueOf(Content)});
  collectElements(Target, Type, Value, Found);
  const Expr *Given = givenValue(Value);
  bool IsCopied = true; // part by part
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Given);
      Copy && Copy->getNumArgs() == 1 && Copy->getConstructor()->isCopyOrMoveConstructor() &&
      !Memory.madeBy(Copy)) {
    Given = Copy->getArg(0);
    IsCopied = !Copy->getConstructor()->isUserProvided();
  }
  if (Given->getType()->getAsCXXRecordDecl() != Record ||
      (isa<CXXConstructExpr>(Given) && !Memory.madeBy(Given)))
    return;
  // (What was moved from has been written by now.)
  if (!Given->isXValue())
    for (const auto &[About, Of] :
         {std::pair(Aspect::Rank, RankShape), std::pair(Aspect::Text, TextShape),
          std::pair(Aspect::Size, shapeOf(Context.getSizeType()))})
      if (SMTExprRef Same = aspect(About, Given, Of))
        Found.push_back({About, Target, Of, Same});
  if (Given->isLValue() && (traitsOf(Type) & Holder))
    if (SMTExprRef Same = aspect(Aspect::Presence, Given, TruthShape))
      Found.push_back({Aspect::Presence, Target, TruthShape, Same});
  if (const Shape Of = shapeOf(Context.getSizeType());
      Given->isLValue() && (traitsOf(Type) & Alternatives))
    if (SMTExprRef Same = aspect(Aspect::Alternative, Given, Of))
      Found.push_back({Aspect::Alternative, Target, Of, Same});
  if (IsCopied || Record->isInStdNamespace())
    if (const std::optional<Storage> Source = Memory.storageOf(Given); Source && !Source->Overlaps)
      collectCopies(Target, Record, *Source, Found);
}

/// Of an atomic, a pair, a tuple, what is in it; of what holds keys, that it has none.
void PathConditions::Path::collectElements(const Storage &Target, QualType Type, const Expr *Value,
                                           Contents &Found) {
  const auto Put = [&](const Storage &Where, const Shape &Of, SMTExprRef Element) {
    if (Element)
      Found.push_back({Aspect::Value, Where, Of, Element});
  };
  const Expr *Given = Value->IgnoreUnlessSpelledInSource();
  if (const QualType Held = atomicValue(Type); !Held.isNull() && Memory.isPrivate(Target)) {
    const Shape Of = shapeOf(Held);
    const auto *Made = dyn_cast<CXXConstructExpr>(givenValue(Value));
    const auto *List = dyn_cast<InitListExpr>(Given);
    const Expr *Content = Made && Made->getNumArgs() == 1    ? Made->getArg(0)
                          : List && List->getNumInits() == 1 ? List->getInit(0)
                                                             : Given;
    if (Made && Made->getNumArgs() == 0)
      return Put(Target, Of, Of ? Make.zero(Of) : nullptr);
    return Put(Target, Of, valueAs(Content, Of));
  }
  const std::optional<ElementCount> Elements = elementsGiven(Type, Value, Context);
  const auto *Default = dyn_cast<CXXConstructExpr>(givenValue(Value));
  const bool HasNoKey = (traitsOf(Type) & UniqueKeys) && Elements &&
                        Elements->What == ElementCount::Kind::Exactly && Elements->Number == 0;
  if (HasNoKey || (keepsFlags(Type) && Default && Default->getNumArgs() == 0)) {
    SMTExprRef Keys = Make.symbol(TextShape);
    Found.push_back({Aspect::Keys, Target, TextShape, Keys});
    KeysKnown.push_back({Keys, {}, nullptr, Z3.mkBoolean(false)});
  }
  if (const FieldDecl *Second = tupleField(Type, 1); Second && Inserted.contains(Given))
    return Put(Target.then(Second), TruthShape, Inserted.lookup(Given));
  if (functionEffect(Given) == CallEffect::Extremes && cast<CallExpr>(Given)->getNumArgs() == 2) {
    const auto *Call = cast<CallExpr>(Given);
    for (const bool Least : {true, false})
      if (const FieldDecl *Field = tupleField(Type, Least ? 0 : 1))
        Put(Target.then(Field), shapeOf(Call->getArg(0)->getType()),
            lesserOf(Call->getArg(0), Call->getArg(1), Call->getArg(0), Least));
    return;
  }
  int64_t Number = 0;
  for (const Expr *Element : wrappedElements(Value)) {
    const FieldDecl *Field = tupleField(Type, Number++);
    const Shape Of = Field ? shapeOf(Field->getType()) : Shape();
    if (Field && Field->getType()->isReferenceType()) {
      if (const std::optional<Storage> To = Memory.storageOf(Element); To && !To->Overlaps)
        Found.push_back({Aspect::Value, Target.then(Field), {}, nullptr, std::nullopt, To});
      continue;
    }
    if (!Field)
      continue;
    if (Of)
      Put(Target.then(Field), Of, valueAs(Element, Of));
    else if (Field->getType()->isRecordType())
      collect(Target.then(Field), Field->getType(), Element, Found);
  }
}

/// What is read from a bit-field may be less than what was written to it.
SMTExprRef PathConditions::Path::narrowed(SMTExprRef Value, const Shape &Of,
                                          const FieldDecl *Field) {
  if (!Value || !Field || !Field->isBitField() || Of.Kind != Shape::Bits)
    return Value;
  const auto Width =
      static_cast<unsigned>(Field->getBitWidth()->EvaluateKnownConstInt(Context).getZExtValue());
  const Shape Kept{Shape::Bits, std::min(Width, Of.Width), Of.Signed};
  return Width == 0 ? nullptr : Make.convert(Make.convert(Value, Of, Kept), Kept, Of);
}

/// A pointer has been set to what an expression points to.
void PathConditions::Path::pointTo(const Storage &Pointer, const std::optional<Storage> &To) {
  if (To && To->Root && !To->isIndirect() && !To->Overlaps)
    Memory.point(Pointer, *To);
}

void PathConditions::Path::put(const Contents &Found) {
  for (const Content &Held : Found)
    if (Held.LinksOf)
      Memory.copyLinks(*Held.LinksOf, Held.Where);
    else if (Held.Referent)
      Memory.bind(Held.Where, *Held.Referent);
    else
      set(Held.About, Held.Where, Held.Of, Held.Value);
}

void PathConditions::Path::assignObject(const Storage &Target, QualType Type, const Expr *Value) {
  Contents Found;
  collect(Target, Type, Value, Found);
  // What was moved from isn't what it was.
  if (const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
      Value->isXValue() && Bodies.isFollowed(Class) && !Class->isTriviallyCopyable())
    Memory.forgetReached(Value);
  const bool Computed = isComputed(Value);
  Memory.forget(Target);
  put(Found);
  if (!Computed)
    Memory.writtenElsewhere(Target);
  else if (Target.Steps.empty() && Target.Root)
    Memory.setComputed(Target.Root, true);
}

/// A variable begins to exist; \p Init may be null.
void PathConditions::Path::initialise(const ValueDecl *Variable, const Expr *Init) {
  if (Init && Variable->getType()->isReferenceType()) {
    // (What it is bound to doesn't mention it.)
    Memory.start(Variable);
    return bindReference(Variable, Init);
  }
  const Shape Of = shapeOf(Variable->getType());
  SMTExprRef Order =
      Init && (traitsOf(Variable->getType()) & Ordering) ? orderGiven(Init) : nullptr;
  SMTExprRef Value = Init && Of && Of == shapeOf(Init->getType()) ? valueOf(Init) : nullptr;
  Contents Found;
  const Storage Where{cast<ValueDecl>(Variable->getCanonicalDecl())};
  const std::optional<Storage> Made =
      Init && Init->isPRValue() ? Memory.madeBy(Init) : std::nullopt;
  if (Init && !Made && Variable->getType()->isRecordType())
    collect(Where, Variable->getType(), Init, Found);
  const std::optional<Storage> First = Init ? Memory.firstElement(Init) : std::nullopt;
  const std::optional<Storage> Pointee =
      Init && Variable->getType()->isPointerType() ? Memory.pointee(Init) : std::nullopt;
  const bool Computed = Init && isComputed(Init);
  Memory.start(Variable);
  Memory.setComputed(Where.Root, Computed);
  if (Made)
    become(*Made, Where);
  if (First)
    Memory.startAt(Where.Root, *First);
  if (Value && isFollowedAlone(Variable->getType(), Where))
    set(Aspect::Value, Where, Of, Value);
  pointTo(Where, Pointee);
  put(Found);
  if (Order)
    set(Aspect::Rank, Where, RankShape, Order);
}

/// What is bound to a member of an object may be written when that is used.
void PathConditions::Path::shareBound(const Expr *Made) {
  for (const ValueDecl *Bound : boundBy(Made))
    if (const std::optional<Storage> Where = Memory.storageOf(Bound))
      Memory.share(*Where);
}

//===----------------------------------------------------------------------===//
// Making an object
//===----------------------------------------------------------------------===//

/// The object that an expression is about to make; nothing where its parts aren't followed.
std::optional<Storage> PathConditions::Path::startObject(const Expr *Made) {
  const CXXRecordDecl *Class = Made->isPRValue() && !Made->isInstantiationDependent() &&
                                       !Made->getType().isVolatileQualified()
                                   ? Made->getType()->getAsCXXRecordDecl()
                                   : nullptr;
  const bool IsReturned = Class && isa<CallExpr>(Made) && (traitsOf(Class) & ~Ordering) != 0;
  if (!Class || !(IsReturned || Bodies.isFollowed(Class)))
    return std::nullopt;
  const VarDecl *Object = Bodies.objectMadeBy(Made);
  Memory.start(Object);
  Memory.setComputed(Object, true);
  return Storage{Object};
}

/// A temporary is what it has initialised.
void PathConditions::Path::become(const Storage &Temporary, const Storage &Object) {
  Memory.become(Temporary, Object);
  for (auto &[Where, Address] : Addresses)
    if (Where.startsWith(Temporary))
      Where = Where.moved(Temporary, Object);
}

/// A new object, or a part of one, is initialised.
void PathConditions::Path::makeObject(const Storage &Target, QualType Type, const Expr *Value) {
  if (const std::optional<Storage> Made = Value->isPRValue() ? Memory.madeBy(Value) : std::nullopt)
    return become(*Made, Target);
  Contents Found;
  collect(Target, Type, Value, Found);
  put(Found);
  Unknowns += Found.empty();
  if (!isComputed(Value))
    Memory.writtenElsewhere(Target);
}

/// Does what the expression is come from code that is looked at? Of a call that isn't run, and of
/// what others wrote, it doesn't.
bool PathConditions::Path::isComputed(const Expr *E) const {
  E = givenValue(E);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    if (Constructor->isCopyOrMoveConstructor() && Construct->getNumArgs() > 0)
      return isComputed(Construct->getArg(0));
    return Constructor->getParent()->isInStdNamespace() || Constructor->hasBody() ||
           Constructor->isDefaulted() || Constructor->isInheritingConstructor();
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const CallEffect Effect = functionEffect(Call);
    return Effect == CallEffect::MakeHolder || Effect == CallEffect::WrapInHolder ||
           Effect == CallEffect::Wrap ||
           (isCastLike(Effect) && Call->getNumArgs() == 1 && isComputed(Call->getArg(0)));
  }
  if (E->isGLValue()) {
    const std::optional<Storage> Where =
        E->getType()->isPointerType() ? std::nullopt : Memory.container(E);
    return Where && isComputed(*Where);
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return isComputed(Choice->getTrueExpr()) && isComputed(Choice->getFalseExpr());
  return isa<InitListExpr, CXXParenListInitExpr, CXXStdInitializerListExpr, CXXNewExpr,
             StringLiteral, LambdaExpr>(E);
}

void PathConditions::Path::makeMember(const Storage &Object, const FieldDecl *Field,
                                      const Expr *Init) {
  // An initialiser in the class speaks of the new object.
  const auto *InClass = dyn_cast<CXXDefaultInitExpr>(Init);
  const Expr *Given = InClass ? InClass->getExpr() : Init;
  std::optional<Storage> Outside;
  if (InClass) {
    Outside = Memory.enter(Object);
    executeWithin(Given);
  }
  const Shape Of = shapeOf(Field->getType());
  const Storage Part = Object.then(Field);
  if (Field->getType()->isReferenceType()) {
    if (!Field->getType()->getPointeeType().isConstQualified())
      Memory.share(Given);
    if (const std::optional<Storage> To = Memory.storageOf(Given); To && !To->Overlaps)
      Memory.bind(Part, *To);
  } else if (Field->getType()->isRecordType()) {
    makeObject(Part, Field->getType(), Given);
  } else if (Of && isFollowed(Field) && shapeOf(Given->getType()) == Of) {
    set(Aspect::Value, Part, Of, narrowed(valueOf(Given), Of, Field));
    if (Field->getType()->isPointerType())
      pointTo(Part, Memory.pointee(Given));
  }
  if (Outside)
    Memory.enter(*Outside);
}

/// Of a constructor that is run.
void PathConditions::Path::executeInitialiser(const CXXCtorInitializer &Part) {
  const Storage Object = Memory.self();
  const Expr *Init = Part.getInit();
  if (Part.isMemberInitializer())
    return makeMember(Object, Part.getMember(), Init);
  if (Part.isIndirectMemberInitializer())
    return; // of a union
  if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(Init->IgnoreImplicit()))
    return executeInherited(Inherited, Object);
  makeObject(Object, Init->getType(), Init);
  if (Part.isBaseInitializer()) // what is known of the whole base isn't known of the whole object
    for (const auto &[About, Of] : aspectsOfWhole())
      set(About, Object, Of, nullptr);
}

/// Runs the parts of an expression that isn't in the graph, as far as they have a fixed order.
void PathConditions::Path::executeWithin(const Stmt *S) {
  if (isa<AbstractConditionalOperator, LambdaExpr, StmtExpr>(S) ||
      (isa<BinaryOperator>(S) && cast<BinaryOperator>(S)->isLogicalOp()))
    return;
  for (const Stmt *Child : S->children())
    if (Child)
      executeWithin(Child);
  execute(S);
}

/// 'point{1, 2}'
void PathConditions::Path::executeList(const Expr *List, llvm::ArrayRef<Expr *> Inits) {
  Memory.setReferent(List, std::nullopt);
  const std::optional<Storage> Object = makerOf(List) == List ? startObject(List) : std::nullopt;
  if (!Object)
    return;
  const Contents Before = answersOf(List, *Object);
  const unsigned UnknownsBefore = Unknowns;
  const CXXRecordDecl *Class = List->getType()->getAsCXXRecordDecl();
  auto Init = Inits.begin();
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (Init != Inits.end()) {
      makeObject(*Object, Base.getType(), *Init++);
      for (const auto &[About, Of] : aspectsOfWhole())
        set(About, *Object, Of, nullptr);
    }
  for (const FieldDecl *Field : Class->fields())
    if (!Field->isUnnamedBitField() && Init != Inits.end())
      makeMember(*Object, Field, *Init++);
  nameObject(List, *Object, Before, Unknowns == UnknownsBefore);
}

/// 'early ? point{1, 2} : other()'
void PathConditions::Path::executeChoice(const ConditionalOperator *Choice) {
  const std::optional<Storage> True = Memory.madeBy(Choice->getTrueExpr()),
                               False = Memory.madeBy(Choice->getFalseExpr());
  Memory.setReferent(Choice, std::nullopt);
  if ((!True && !False) || shapeOf(Choice->getCond()->getType()) != TruthShape)
    return;
  SMTExprRef Condition = valueOf(Choice->getCond());
  const std::optional<Storage> Object = startObject(Choice);
  for (const ObjectPart &Part : partsOf(Choice->getType()->getAsCXXRecordDecl()).Known)
    if (const Shape Of = shapeOf(Part.field()->getType());
        Of && Object && isFollowed(Part.field())) {
      const auto Given = [&](const std::optional<Storage> &From) {
        return From ? fact(Aspect::Value, partOf(*From, Part), Of) : Make.symbol(Of);
      };
      set(Aspect::Value, partOf(*Object, Part), Of, Z3.mkIte(Condition, Given(True), Given(False)));
    }
  Memory.setReferent(Choice, Object);
}

/// What is asked of an object as a whole.
std::array<std::pair<Aspect, Shape>, 3> PathConditions::Path::aspectsOfWhole() const {
  return {{{Aspect::Presence, TruthShape}, {Aspect::Rank, RankShape}, {Aspect::Text, TextShape}}};
}

/// What is said of the object that an expression makes, where it makes the same one each time.
PathConditions::Path::Contents PathConditions::Path::answersOf(const Expr *Made,
                                                               const Storage &Object) {
  Contents Answers;
  for (const auto &[About, Of] : aspectsOfWhole())
    if (SMTExprRef Same = pureFact(About, Made, Of))
      Answers.push_back({About, Object, Of, Same});
  if (Answers.empty())
    return Answers;
  for (const ObjectPart &Part : partsOf(Made->getType()->getAsCXXRecordDecl()).Known)
    for (const auto &[About, Of] : aspectsOf(Part.field())) {
      SMTExprRef &Same = *Memory.pureFact(About, Made, Of, Part.Steps);
      if (!Same)
        Same = Make.symbol(Of);
      Answers.push_back({About, partOf(Object, Part), Of, Same});
    }
  return Answers;
}

/// An object has been made, and \p Before is what was said of it then. Where not all of that is
/// understood, it is what was said before.
void PathConditions::Path::nameObject(const Expr *Made, const Storage &Object,
                                      const Contents &Before, bool IsExact) {
  for (const Content &Held : Before)
    if (SMTExprRef &Known = Memory.fact(Held.About, Held.Where, Held.Of); !Known)
      Known = Held.Value;
    else if (!IsExact)
      require(Z3.mkEqual(Held.Value, Known));
  Memory.setReferent(Made, Object);
}

/// Makes an object by its constructor. False, and nothing has happened, where that can't be done.
bool PathConditions::Path::construct(const CXXConstructExpr *Construct, const Storage &Object) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  Contents Copied;
  const bool Copies = Constructor->isCopyOrMoveConstructor() && !Constructor->isUserProvided();
  if (Copies)
    collect(Object, Construct->getType(), Construct, Copied);
  if (Construct->requiresZeroInitialization())
    for (const ObjectPart &Part : partsOf(Constructor->getParent()).Known)
      if (const Shape Of = shapeOf(Part.field()->getType()); Of && isFollowed(Part.field()))
        set(Aspect::Value, partOf(Object, Part), Of, Make.zero(Of));
  if (!Constructor->isTrivial() && !runConstructor(Construct, Object)) {
    if (!Copies)
      return false;
    if (Constructor->isMoveConstructor())
      Memory.forgetReached(Construct->getArg(0));
  }
  put(Copied);
  return true;
}

void PathConditions::Path::executeConstruction(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  Memory.setReferent(Construct, std::nullopt);
  if (const std::optional<Storage> Object =
          makerOf(Construct) == Construct ? startObject(Construct) : std::nullopt) {
    const Contents Before =
        Constructor->isCopyOrMoveConstructor() ? Contents() : answersOf(Construct, *Object);
    const unsigned UnknownsBefore = Unknowns;
    if (construct(Construct, *Object))
      return nameObject(Construct, *Object, Before, Unknowns == UnknownsBefore);
  }
  if (Constructor->isTrivial())
    return; // it copies
  if (Constructor->isMoveConstructor())
    if (SMTExprRef Present = movePresence(Construct->getArg(0))) {
      Evaluated[Construct] = Present;
      return;
    }
  const std::vector<const Expr *> Arguments(Construct->arg_begin(), Construct->arg_end());
  if (!wrappedElements(Construct).empty()) { // it copies them
    for (const Expr *Argument : Arguments)
      if (Argument->isXValue())
        Memory.forgetReached(Argument);
    return;
  }
  if (onlyInitialises(Constructor))
    return shareBound(Construct);
  ++Unknowns;
  Memory.forgetReachable();
  passArguments(Constructor, Constructor->getType()->getAs<FunctionProtoType>(), Arguments,
                /*MayKeep=*/!Constructor->isCopyOrMoveConstructor());
}

/// What an optional or a smart pointer leaves behind when it is moved from: whether it held
/// something, or null when the object is no such thing, or has no name.
SMTExprRef PathConditions::Path::movePresence(const Expr *From) {
  const unsigned Traits = traitsOf(From->getType());
  const std::optional<Storage> Where = Memory.storageOf(From);
  if (!(Traits & (MovedIsFull | MovedIsEmpty)) || !Where || Where->Overlaps)
    return nullptr;
  SMTExprRef Before = fact(Aspect::Presence, *Where, TruthShape);
  Memory.forget(*Where);
  // An optional still holds what was moved from.
  set(Aspect::Presence, *Where, TruthShape, Traits & MovedIsFull ? Before : Z3.mkBoolean(false));
  return Before;
}

} // namespace valuetask

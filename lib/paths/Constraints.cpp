//===--- Constraints.cpp - what a path knows about conditions -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Constraints.h"
#include "ast/Expressions.h"
#include "models/Accessors.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;

namespace valuetask {

bool ValueSet::contains(int64_t Value) const {
  return Low <= Value && Value <= High && !llvm::is_contained(Excluded, Value);
}

void ValueSet::limit(int64_t Least, int64_t Greatest) {
  Low = std::max(Low, Least);
  High = std::min(High, Greatest);
  // A bound may now lie on an excluded value.
  const llvm::SmallVector<int64_t, 2> Again = std::exchange(Excluded, {});
  for (const int64_t Value : Again)
    exclude(Value);
}

void ValueSet::exclude(int64_t Value) {
  if (!contains(Value))
    return;
  if (Low == High) {
    *this = {1, 0}; // the canonical empty set
    return;
  }
  Excluded.insert(llvm::lower_bound(Excluded, Value), Value);
  while (!Excluded.empty() && Excluded.front() == Low) {
    ++Low;
    Excluded.erase(Excluded.begin());
  }
  while (!Excluded.empty() && Excluded.back() == High) {
    --High;
    Excluded.pop_back();
  }
}

bool ValueSet::shift(int64_t By) {
  if (Low != INT64_MIN && llvm::AddOverflow(Low, By, Low))
    return false;
  if (High != INT64_MAX && llvm::AddOverflow(High, By, High))
    return false;
  return llvm::none_of(Excluded,
                       [By](int64_t &Value) { return llvm::AddOverflow(Value, By, Value) != 0; });
}

/// What is known of a term. A step may have led beyond the bounds of its type: 'n--' of 0 was 0,
/// and n is the greatest number then.
ValueSet Constraints::known(TermId Term, bool BeforeStep) const {
  const auto [Least, Greatest] = Vocabulary->bounds(Term);
  auto It = ValuesOf.find(Term);
  const bool Wraps = Vocabulary->wraps(Term);
  if (It == ValuesOf.end())
    return {Wraps && BeforeStep ? Least - 1 : Least,
            Wraps && BeforeStep && Greatest != INT64_MAX ? Greatest + 1 : Greatest};
  ValueSet Values = It->second;
  if (!Wraps || BeforeStep || (Values.Low >= Least && Values.High <= Greatest))
    return Values;
  if (Values.High < Least)
    return ValueSet::single(Greatest);
  // Nobody counts up to the greatest number.
  if (Values.High > Greatest && Values.Low > Greatest)
    return ValueSet::single(Least);
  Values.limit(Least, Greatest);
  if (It->second.Low < Least)
    Values.High = Greatest;
  return Values;
}

/// Takes 'term op value' into account; false when nothing is left.
bool Constraints::restrict(const Atom &Said) {
  const auto [Term, Operator, Value, BeforeStep] = Said;
  ValueSet Values = known(Term, BeforeStep);
  switch (Operator) {
  case BO_EQ:
    Values = Values.contains(Value) ? ValueSet::single(Value) : ValueSet{1, 0};
    break;
  case BO_NE:
    Values.exclude(Value);
    break;
  case BO_LT:
    Values.limit(INT64_MIN, Value - (Value != INT64_MIN));
    break;
  case BO_LE:
    Values.limit(INT64_MIN, Value);
    break;
  case BO_GT:
    Values.limit(Value + (Value != INT64_MAX), INT64_MAX);
    break;
  case BO_GE:
    Values.limit(Value, INT64_MAX);
    break;
  default:
    return true;
  }
  if (Values.empty())
    return false;
  set(Term, std::move(Values));
  return true;
}

void Constraints::set(TermId Term, std::optional<ValueSet> Values) {
  if (Values && Vocabulary->matters(Term))
    ValuesOf[Term] = std::move(*Values);
  else
    ValuesOf.erase(Term);
}

bool Constraints::assume(const Expr *Condition, bool Value) {
  const ASTContext &Context = Vocabulary->context();
  Condition = stripCasts(Condition, Context);
  // 'do { ... } while ((void)0, false && ...)', as test frameworks write it.
  if (const auto *Comma = dyn_cast<BinaryOperator>(Condition);
      Comma && Comma->getOpcode() == BO_Comma)
    return assume(Comma->getRHS(), Value);
  if (std::optional<int64_t> Constant = constantOf(Condition, Context))
    return (*Constant != 0) == Value;
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot)
    return assume(Not->getSubExpr(), !Value);
  if (const auto *Not = dyn_cast<CXXOperatorCallExpr>(Condition);
      Not && Not->getOperator() == OO_Exclaim && Not->getNumArgs() == 1)
    return assume(Not->getArg(0), !Value);
  if (const std::optional<TruthComparison> Said = comparedWithTruth(Condition, Context))
    return assume(Said->Of, Said->Same == Value);
  if (const auto *Both = dyn_cast<BinaryOperator>(Condition); Both && Both->isLogicalOp()) {
    // 'a && b' is true, or 'a || b' is false: both sides are known.
    if ((Both->getOpcode() == BO_LAnd) == Value)
      return assume(Both->getLHS(), Value) && assume(Both->getRHS(), Value);
    if (std::optional<bool> Already = evaluate(Condition))
      return *Already == Value;
    if (std::optional<bool> Left = evaluate(Both->getLHS()); Left && *Left != Value)
      return assume(Both->getRHS(), Value);
    if (std::optional<bool> Right = evaluate(Both->getRHS()); Right && *Right != Value)
      return assume(Both->getLHS(), Value);
    return true;
  }
  if (const ValueDecl *Variable = variableOf(Condition))
    if (auto It = Meaning.find(Variable); It != Meaning.end()) {
      const Expr *Meant = It->second;
      Meaning.erase(It); // it is spent, and can't be asked for again from within
      if (!assume(Meant, Value))
        return false;
    }
  std::optional<Atom> Said = Vocabulary->atomOf(Condition);
  if (Said && !takesKey(Condition, Value, *Said))
    return false;
  if (Said && !Value)
    Said->Operator = BinaryOperator::negateComparisonOp(Said->Operator);
  return !Said || restrict(*Said);
}

/// The variable of a range-based for over a container that has each key once, where the expression
/// is the key: 'key' of '[key, value]', 'entry.first', the element of a set.
static const VarDecl *loopOfKey(const Expr *E, const ASTContext &Context) {
  E = stripCasts(E, Context);
  const VarDecl *Variable = nullptr;
  UniqueKey Key = UniqueKey::Element;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Name = dyn_cast<DeclRefExpr>(Member->getBase()->IgnoreParenImpCasts());
    Variable = Name && Member->getMemberDecl()->getName() == "first"
                   ? dyn_cast<VarDecl>(Name->getDecl())
                   : nullptr;
    Key = UniqueKey::First;
  } else if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    const auto *Binding = dyn_cast<BindingDecl>(Name->getDecl());
    const auto *Entry =
        Binding ? dyn_cast<DecompositionDecl>(Binding->getDecomposedDecl()) : nullptr;
    if (Entry)
      Key = UniqueKey::First;
    Variable = !Binding                               ? dyn_cast<VarDecl>(Name->getDecl())
               : Entry->bindings().front() == Binding ? Entry
                                                      : nullptr;
  }
  const Expr *Init = Variable && !Variable->isImplicit() ? Variable->getInit() : nullptr;
  if (!Init)
    return nullptr;
  // T x = *__begin;
  llvm::SmallVector<const ValueDecl *, 4> Mentioned = mentionedIn(Init);
  const auto *Iterator = Mentioned.size() == 1 ? dyn_cast<VarDecl>(Mentioned.front()) : nullptr;
  const ValueDecl *Range = Iterator && Iterator->isImplicit() && Iterator->getInit()
                               ? rootVariableOf(Iterator->getInit())
                               : nullptr;
  return Range && Range->isImplicit() && uniqueKeyIn(Range->getType()) == Key ? Variable : nullptr;
}

/// The implicit variables by which a loop comes to its variable.
static llvm::SmallVector<const ValueDecl *, 2> rangesOf(const VarDecl *LoopVariable) {
  llvm::SmallVector<const ValueDecl *, 2> Ranges;
  for (const ValueDecl *Iterator : mentionedIn(LoopVariable->getInit()))
    if (const auto *Begin = dyn_cast<VarDecl>(Iterator); Begin && Begin->getInit())
      if (const ValueDecl *Range = rootVariableOf(Begin->getInit()))
        Ranges.push_back(Range);
  return Ranges;
}

/// The key of a loop over a map is equal to something: no later one is.
bool Constraints::takesKey(const Expr *Condition, bool Value, const Atom &Said) {
  if (Said.Operator != (Value ? BO_EQ : BO_NE))
    return true;
  const std::optional<std::pair<const Expr *, const Expr *>> Sides = sidesOf(Condition);
  if (!Sides)
    return true;
  const VarDecl *Loop = loopOfKey(Sides->first, Vocabulary->context());
  if (!Loop)
    Loop = loopOfKey(Sides->second, Vocabulary->context());
  if (!Loop)
    return true;
  for (const KeyTaken &Key : KeysTaken)
    if (Key.Loop == Loop && Key.Term == Said.Term && Key.Value == Said.Value)
      return !Key.Earlier;
  KeysTaken.push_back({Loop, Said.Term, Said.Value, false});
  return true;
}

std::optional<bool> Constraints::evaluate(const Expr *Condition) const {
  // What can't be false is true, and the other way round.
  const bool CanBeTrue = Constraints(*this).assumeAtomically(Condition, true);
  const bool CanBeFalse = Constraints(*this).assumeAtomically(Condition, false);
  if (CanBeTrue == CanBeFalse)
    return std::nullopt;
  return CanBeTrue;
}

std::optional<bool> Constraints::isZero(const Expr *Integer) const {
  const std::optional<ValueSet> Values = valueOf(Integer);
  if (!Values)
    return std::nullopt;
  if (!Values->contains(0))
    return false;
  return Values->Low == Values->High ? std::optional(true) : std::nullopt;
}

/// assume() for evaluate(), which assume() itself calls: decides '&&' and '||' from their sides
/// alone.
bool Constraints::assumeAtomically(const Expr *Condition, bool Value) {
  Condition = stripCasts(Condition, Vocabulary->context());
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot)
    return assumeAtomically(Not->getSubExpr(), !Value);
  if (const std::optional<TruthComparison> Said =
          comparedWithTruth(Condition, Vocabulary->context()))
    return assumeAtomically(Said->Of, Said->Same == Value);
  const auto *Both = dyn_cast<BinaryOperator>(Condition);
  if (!Both || !Both->isLogicalOp())
    return assume(Condition, Value);
  if ((Both->getOpcode() == BO_LAnd) == Value)
    return assumeAtomically(Both->getLHS(), Value) && assumeAtomically(Both->getRHS(), Value);
  return Constraints(*this).assumeAtomically(Both->getLHS(), Value) ||
         Constraints(*this).assumeAtomically(Both->getRHS(), Value);
}

bool Constraints::assumeLabel(const Expr *Condition, int64_t Label, bool Taken) {
  std::optional<Linear> Value = Vocabulary->linearOf(Condition);
  return !Value ||
         restrict({Value->Base, Taken ? BO_EQ : BO_NE, Label - Value->Offset, Value->BeforeStep});
}

void Constraints::answer(const Expr *Question, bool Value) {
  forgetAnswer(Question);
  assume(Question, Value);
}

void Constraints::forgetAnswer(const Expr *Question) {
  if (const std::optional<Atom> Said = Vocabulary->atomOf(Question))
    ValuesOf.erase(Said->Term);
}

/// The number of elements of a range that always has the same.
static std::optional<uint64_t> constantSize(const Expr *Of, const ASTContext &Context) {
  const Expr *Written = Of->IgnoreUnlessSpelledInSource();
  if (const auto *Braces = dyn_cast<CXXStdInitializerListExpr>(Written))
    Written = Braces->getSubExpr()->IgnoreUnlessSpelledInSource();
  if (const auto *List = dyn_cast<InitListExpr>(Written))
    return List->getNumInits(); // 'for (int x : {1, 2, 3})'
  const QualType Range = Of->getType().getNonReferenceType();
  if (const auto *Array = Context.getAsConstantArrayType(Range))
    return Array->getSize().getZExtValue();
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Range->getAsCXXRecordDecl());
  if (!(traitsOf(Range) & FixedArray) || !Spec || Spec->getTemplateArgs().size() != 2)
    return std::nullopt;
  return Spec->getTemplateArgs()[1].getAsIntegral().getZExtValue();
}

bool Constraints::assumeEntered(const CXXForRangeStmt &Loop, bool Entered) {
  const auto *Begin = cast<VarDecl>(Loop.getBeginStmt()->getSingleDecl());
  auto It = Moved.find(Begin);
  if (It == Moved.end())
    return true;
  const Expr *Range = Loop.getRangeInit();
  if (std::optional<uint64_t> Size = constantSize(Range, Vocabulary->context()))
    return (It->second < *Size) == Entered;
  const std::optional<TermId> Size = Vocabulary->ofSize(Range);
  return !Size || restrict({*Size, Entered ? BO_GT : BO_EQ, It->second});
}

bool Constraints::isAtBegin(const CXXForRangeStmt &Loop) const {
  auto It = Moved.find(cast<VarDecl>(Loop.getBeginStmt()->getSingleDecl()));
  return It != Moved.end() && It->second == 0;
}

void Constraints::leaveLoop(const Expr *Condition,
                            llvm::ArrayRef<const ValueDecl *> WrittenInLoop) {
  for (const ValueDecl *Variable : mentionedIn(Condition)) {
    Moved.erase(Variable);
    // A flag or a state is what it is; only counting goes on out of sight.
    const QualType Type = Variable->getType().getNonReferenceType();
    if (!Type->isBooleanType() && !Type->isEnumeralType())
      forget(Variable);
  }
  for (const ValueDecl *Variable : WrittenInLoop)
    if (Vocabulary->matters(Variable))
      Guesses.insert(Variable);
}

bool Constraints::readsGuess(const Expr *Condition) const {
  return !Guesses.empty() && llvm::any_of(mentionedIn(Condition), [&](const ValueDecl *Read) {
    return Guesses.contains(Read);
  });
}

/// Is a variable asked for nothing but its fields, or for itself where it is a pointer?
static bool asksForParts(const Stmt *S, const ValueDecl *Variable) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return false;
  E = E->IgnoreParenImpCasts();
  if (isa<DeclRefExpr>(E))
    return E->getType()->isScalarType();
  if (!llvm::is_contained(mentionedIn(E), Variable))
    return true;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(Member->getMemberDecl()) &&
           (isa<DeclRefExpr>(Member->getBase()->IgnoreParenImpCasts()) ||
            asksForParts(Member->getBase(), Variable));
  return isa<UnaryOperator, BinaryOperator>(E) &&
         llvm::all_of(E->children(),
                      [&](const Stmt *Child) { return asksForParts(Child, Variable); });
}

/// 'for (T &x : v)': what is written to x is written to an element of v, which another loop calls
/// by another name. Null for any other variable.
static const ValueDecl *containerOfElement(const ValueDecl *Variable) {
  const auto *Element = dyn_cast<VarDecl>(Variable);
  if (!Element || !Element->getType()->isReferenceType() || !Element->getInit())
    return nullptr;
  const ValueDecl *Found = rootVariableOf(Element->getInit()); // the iterator
  for (unsigned Step = 0; Step != 2; ++Step) {                 // of the range, which refers to v
    const auto *Implicit = dyn_cast_or_null<VarDecl>(Found);
    if (!Implicit || !Implicit->isImplicit() || !Implicit->getInit())
      return nullptr;
    Found = rootVariableOf(Implicit->getInit());
  }
  return Found;
}

bool Constraints::readsOpaqueWrite(
    const Expr *Condition, llvm::function_ref<bool(const CFGBlock *Written)> CanDoWithout) const {
  if (OpaqueWrites.empty() && WrittenParts.empty())
    return false;
  auto Mentioned = mentionedIn(Condition);
  for (size_t Index = 0, Count = Mentioned.size(); Index != Count; ++Index)
    if (const ValueDecl *Container = containerOfElement(Mentioned[Index]))
      Mentioned.push_back(Container);
  if (llvm::any_of(WrittenParts, [&](const auto &Write) {
        return llvm::is_contained(Mentioned, Write.first) && CanDoWithout(Write.second) &&
               !asksForParts(Condition, Write.first);
      }))
    return !evaluate(Condition);
  return llvm::any_of(OpaqueWrites,
                      [&](const auto &Write) {
                        return llvm::is_contained(Mentioned, Write.first) &&
                               CanDoWithout(Write.second);
                      }) &&
         !evaluate(Condition);
}

void Constraints::askAnew(const Expr *Question) {
  const std::optional<Atom> Asked = Vocabulary->atomOf(Question);
  const auto It = Asked ? ValuesOf.find(Asked->Term) : ValuesOf.end();
  if (It != ValuesOf.end() && It->second.contains(0))
    ValuesOf.erase(It);
}

void Constraints::forget(const ValueDecl *Written) {
  // Its own declaration begins the next iteration, which declare() notes.
  llvm::erase_if(KeysTaken, [&](const KeyTaken &Key) {
    const auto *Binding = dyn_cast<BindingDecl>(Written);
    const bool IsKey = Key.Loop == Written || (Binding && Binding->getDecomposedDecl() == Key.Loop);
    return Vocabulary->reads(Key.Term, Written) && (!IsKey || !Key.Earlier);
  });
  std::erase_if(ValuesOf,
                [&](const auto &Entry) { return Vocabulary->reads(Entry.first, Written); });
  std::erase_if(Meaning, [Written](const auto &Entry) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    isPure(Entry.second, Reads);
    return Entry.first == Written || llvm::is_contained(Reads, Written);
  });
}

void Constraints::forgetOpaquely(const ValueDecl *Written) {
  forget(Written);
  WritesHere.insert(Written);
  if (!Watching)
    return;
  OpaqueWrites.insert({Written, Here});
  if (const ValueDecl *Container = containerOfElement(Written))
    OpaqueWrites.insert({Container, Here});
}

/// A destructor may write it. (When that runs isn't followed.)
void Constraints::writeAtEnd(const ValueDecl *Written) {
  WrittenAtEnd.insert(Written);
  forgetOpaquely(Written);
}

void Constraints::watchOpaqueWrites() {
  OpaqueWrites.clear();
  WrittenParts.clear();
  Watching = true;
  OpaqueWrites.insert(WrittenBefore.begin(), WrittenBefore.end());
  WrittenParts.insert(PartsBefore.begin(), PartsBefore.end());
  for (const ValueDecl *Written : WrittenAtEnd)
    forgetOpaquely(Written);
}

void Constraints::noteConsumption(const ValueDecl *Root) {
  for (const auto &[Before, Writes] :
       {std::pair(&WrittenBefore, &WritesHere), std::pair(&PartsBefore, &PartsHere)}) {
    Before->clear();
    for (const ValueDecl *Written : *Writes)
      if (Written != Root)
        Before->emplace_back(Written, Here);
  }
}

/// A field is written: of a variable, or of what one points to.
void Constraints::notePart(const Expr *Target) {
  for (const Expr *E = Target; E; E = baseOf(E))
    if (const auto *Name = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts())) {
      PartsHere.insert(Name->getDecl());
      if (Watching && OnlyAfterFirst)
        WrittenParts.insert({Name->getDecl(), Here});
    }
}

/// What is made of it tells as much as it does.
void Constraints::handOn(const Expr *Value, const ValueDecl *Variable) {
  if (OpaqueWrites.empty())
    return;
  const auto Mentioned = mentionedIn(Value);
  for (const auto &[Written, Block] : llvm::to_vector(OpaqueWrites))
    if (llvm::is_contained(Mentioned, Written))
      OpaqueWrites.insert({Variable, Block});
}

/// It is given a value that isn't followed. Who does so only after the first consumption may ask
/// for it, to know whether there was one.
void Constraints::forgetWritten(const ValueDecl *Written) {
  if (OnlyAfterFirst)
    return forgetOpaquely(Written);
  WritesHere.insert(Written);
  forget(Written);
}

/// What is known of an expression's value, before anything is written.
std::optional<ValueSet> Constraints::valueOf(const Expr *E) const {
  const ASTContext &Context = Vocabulary->context();
  if (std::optional<int64_t> Constant = constantOf(E, Context))
    return ValueSet::single(*Constant);
  const Expr *Inner = stripCasts(E, Context);
  if (const auto *Address = dyn_cast<UnaryOperator>(Inner);
      isa<CXXNewExpr, CXXThisExpr, StringLiteral>(Inner) ||
      (Address && Address->getOpcode() == UO_AddrOf))
    return ValueSet{1, INT64_MAX};
  if (E->getType()->isBooleanType()) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    if (!isPure(E, Reads))
      return std::nullopt;
    std::optional<bool> Truth = evaluate(E);
    return Truth ? std::optional(ValueSet::single(*Truth)) : std::nullopt;
  }
  std::optional<Linear> Value = Vocabulary->linearOf(E);
  if (!Value || !ValuesOf.contains(Value->Base))
    return std::nullopt;
  ValueSet Values = known(Value->Base, Value->BeforeStep);
  return Values.shift(Value->Offset) ? std::optional(Values) : std::nullopt;
}

void Constraints::assign(const ValueDecl *Variable, const Expr *Value) {
  std::optional<ValueSet> Values = valueOf(Value);
  forget(Variable);
  if (!readsGuess(Value))
    Guesses.remove(Variable);
  if (!Values && Variable->getType().getNonReferenceType()->isBooleanType()) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    if (isPure(Value, Reads) && !llvm::is_contained(Reads, Variable))
      Meaning[Variable] = Value;
  }
  if (!Values)
    handOn(Value, Variable);
  set(Vocabulary->ofVariable(Variable), std::move(Values));
}

/// An optional or a smart pointer gets a value: does it hold something afterwards?
void Constraints::assignObject(const Expr *Target, const ValueDecl *Variable, const Expr *Value) {
  const Presence Given = presenceGiven(Variable->getType(), Value);
  forgetWritten(Variable);
  handOn(Value, Variable);
  if (Given.What != Presence::Kind::Absent && Given.What != Presence::Kind::Present)
    return;
  // A declaration has no expression that names its variable.
  const std::optional<TermId> Term =
      Target ? Vocabulary->ofPresence(Target) : Vocabulary->ofPresenceOf(Variable);
  if (Term)
    set(*Term, ValueSet::single(Given.What == Presence::Kind::Present));
}

void Constraints::step(const ValueDecl *Variable, int64_t By) {
  if (auto It = Moved.find(Variable); It != Moved.end())
    ++It->second;
  // What is between it and others is another number when it steps below 0.
  const TermId Itself = Vocabulary->ofVariable(Variable);
  const bool MayWrap = Vocabulary->wraps(Itself) && By < 0 && known(Itself, false).Low < -By;
  std::map<TermId, ValueSet> Shifts;
  for (auto &[Term, Values] : ValuesOf)
    if (Vocabulary->reads(Term, Variable) && (!MayWrap || Vocabulary->wraps(Term)))
      if (std::optional<int> Slope = Vocabulary->slope(Term, Variable)) {
        ValueSet Shifted = known(Term, false);
        if (Shifted.shift(*Slope * By))
          Shifts.emplace(Term, std::move(Shifted));
      }
  forget(Variable);
  ValuesOf.merge(Shifts);
}

/// Something is written that has no name of its own, an element or what a reference refers to:
/// whatever it is part of is no longer known.
void Constraints::forgetReached(const Expr *Target) {
  const ValueDecl *Root = rootVariableOf(Target);
  if (isa_and_nonnull<FieldDecl>(Root))
    notePart(Target);
  if (Root && isElementOf(Target, Root)) {
    // There are as many elements as before.
    std::optional<ValueSet> Before = sizeOf(Root);
    forgetWritten(Root);
    set(Vocabulary->ofSizeOf(Root), std::move(Before));
  } else if (Root) {
    forgetWritten(Root);
  }
  if (!Root || Root->getType()->isReferenceType() || Root->getType()->isPointerType())
    for (const ValueDecl *Reached : Shared)
      forget(Reached);
}

/// The variable of a range-based for over constants that are written out: each has its turn, and
/// which it is then isn't followed.
static bool takesTurns(const VarDecl *Variable) {
  const auto *Element = dyn_cast<UnaryOperator>(Variable->getInit()->IgnoreParenImpCasts());
  if (!Element || Element->getOpcode() != UO_Deref ||
      Variable->getType().getNonReferenceType()->isRecordType())
    return false;
  const auto *Iterator = dyn_cast_or_null<VarDecl>(variableOf(Element->getSubExpr()));
  const auto *Range = Iterator && Iterator->isImplicit() && Iterator->getInit()
                          ? dyn_cast_or_null<VarDecl>(rootVariableOf(Iterator->getInit()))
                          : nullptr;
  if (!Range || !Range->isImplicit() || !Range->getInit())
    return false;
  const Expr *Written = Range->getInit()->IgnoreUnlessSpelledInSource();
  if (const auto *Name = dyn_cast<DeclRefExpr>(Written))
    if (const auto *Array = dyn_cast<VarDecl>(Name->getDecl()); Array && Array->getAnyInitializer())
      Written = Array->getAnyInitializer()->IgnoreUnlessSpelledInSource();
  return isa<InitListExpr, CXXStdInitializerListExpr>(Written);
}

void Constraints::declare(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  const bool OfRangeFor = Variable->isImplicit();
  const bool IsNewLoop = OfRangeFor && Variable->getName().starts_with("__range");
  for (KeyTaken &Key : KeysTaken)
    Key.Earlier |= Key.Loop == Variable;
  if (IsNewLoop)
    llvm::erase_if(KeysTaken, [&](const KeyTaken &Key) {
      return llvm::is_contained(rangesOf(Key.Loop), Variable);
    });
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Bindings->bindings())
      forget(Binding);
  if (OfRangeFor && Variable->getName().starts_with("__begin"))
    Moved[Variable] = 0;
  if (Init && Variable->getType()->isReferenceType() && !OfRangeFor &&
      !Variable->getType()->getPointeeType().isConstQualified())
    if (const ValueDecl *Referent = rootVariableOf(Init))
      Shared.insert(Referent);
  if (!Init)
    return forget(Variable);
  if (Variable->getType()->isScalarType()) {
    assign(Variable, Init);
    if (takesTurns(Variable) && Vocabulary->matters(Variable))
      Guesses.insert(Variable);
    return;
  }
  Guesses.remove(Variable);
  if (Variable->getType()->isRecordType()) {
    assignObject(nullptr, Variable, Init);
    return count(Variable, elementsGiven(Variable->getType(), Init, Vocabulary->context()));
  }
  forget(Variable);
}

void Constraints::executeBinary(const BinaryOperator *Binary) {
  const ValueDecl *Variable = variableOf(Binary->getLHS());
  if (!Variable || Variable->getType()->isReferenceType())
    return forgetReached(Binary->getLHS());
  const std::optional<int64_t> Constant = constantOf(Binary->getRHS(), Vocabulary->context());
  const bool Small = Constant && *Constant > -INT32_MAX && *Constant < INT32_MAX;
  // 'done |= true' leaves nothing of the old value.
  const bool Overwrites = Binary->getOpcode() == BO_Assign ||
                          (Variable->getType().getNonReferenceType()->isBooleanType() &&
                           ((Binary->getOpcode() == BO_OrAssign && Constant == 1) ||
                            (Binary->getOpcode() == BO_AndAssign && Constant == 0)));
  if (Overwrites && isa<FieldDecl>(Variable)) {
    // Another object's field of the same name is another value: only what is written is known.
    forget(Variable);
    notePart(Binary->getLHS());
    if (Constant)
      if (std::optional<Linear> Field = Vocabulary->linearOf(Binary->getLHS()))
        set(Field->Base, ValueSet::single(*Constant));
  } else if (Overwrites) {
    assign(Variable, Binary->getRHS());
  } else if (Small &&
             (Binary->getOpcode() == BO_AddAssign || Binary->getOpcode() == BO_SubAssign)) {
    step(Variable, Binary->getOpcode() == BO_AddAssign ? *Constant : -*Constant);
  } else {
    forget(Variable);
  }
}

std::optional<ValueSet> Constraints::sizeOf(const ValueDecl *Container) const {
  const auto Known = Container ? ValuesOf.find(Vocabulary->ofSizeOf(Container)) : ValuesOf.end();
  return Known == ValuesOf.end() ? std::nullopt : std::optional(Known->second);
}

/// A container was filled or emptied.
void Constraints::count(const ValueDecl *Container, const std::optional<ElementCount> &Elements,
                        const std::optional<ValueSet> &Before) {
  if (!Elements)
    return;
  ValueSet Now{0, INT64_MAX};
  switch (Elements->What) {
  case ElementCount::Kind::Exactly:
    Now = ValueSet::single(Elements->Number);
    break;
  case ElementCount::Kind::AtLeast:
    Now.Low = Elements->Number;
    break;
  case ElementCount::Kind::OneMore:
    Now = Before.value_or(Now);
    if (!Now.shift(1))
      Now = {1, INT64_MAX};
    break;
  }
  set(Vocabulary->ofSizeOf(Container), std::move(Now));
}

void Constraints::executeCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (exchangeIn(Call)) {
    if (const ValueDecl *Variable = variableOf(Call->getArg(0))) {
      std::optional<ValueSet> Old = valueOf(Call->getArg(0));
      assign(Variable, Call->getArg(1));
      set(Vocabulary->ofResult(Call), std::move(Old));
    }
    return;
  }
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (Operator && Method && Operator->getNumArgs() > 0)
    Object = Operator->getArg(0);
  if (const auto Tied = Object ? tiedBy(Object) : llvm::ArrayRef<const Expr *>(); !Tied.empty())
    return assignTied(Tied, Call->getArg(Call->getNumArgs() - 1));
  const std::optional<ValueSet> SizeBefore = Object ? sizeOf(variableOf(Object)) : std::nullopt;
  if (Object && Method && !variableOf(Object) && !leavesObjectAlone(Method))
    forgetReached(Object);
  if (const ValueDecl *Variable = Object ? variableOf(Object) : nullptr;
      Variable && Method && !leavesObjectAlone(Method)) {
    if (Operator &&
        (Operator->getOperator() == OO_PlusPlus || Operator->getOperator() == OO_MinusMinus))
      step(Variable, Operator->getOperator() == OO_PlusPlus ? 1 : -1);
    else if (Operator && Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2)
      assignObject(Object, Variable, Operator->getArg(1));
    else {
      const std::optional<TermId> Held = Vocabulary->ofPresence(Object);
      const CallEffect Effect = memberEffect(Method);
      if (Held && Effect == CallEffect::Emplace) {
        forget(Variable);
        set(*Held, ValueSet::single(1));
      } else if (Held && Call->getNumArgs() == 0 &&
                 (Effect == CallEffect::Reset || Effect == CallEffect::Clear)) {
        forget(Variable);
        set(*Held, ValueSet::single(0));
      } else {
        forgetOpaquely(Variable);
      }
    }
  }
  if (const ValueDecl *Variable = Object ? variableOf(Object) : nullptr;
      Variable && !isa<FieldDecl>(Variable))
    count(Variable, elementsAfter(Call, Vocabulary->context()), SizeBefore);
  // 'std::get_if<T>(&v)' keeps no address.
  if (const std::optional<AlternativeQuestion> Asked = alternativeAsked(Call);
      Asked && Asked->Number && AddressTaken &&
      Call->getArg(0)->IgnoreParenImpCasts() == AddressTaken)
    Shared.remove(variableOf(Asked->Variant));
  const CallEffect Effect = functionEffect(Callee);
  if (Effect == CallEffect::Refer && Call->getNumArgs() > 0)
    if (const ValueDecl *Referent = rootVariableOf(Call->getArg(0)))
      Shared.insert(Referent);
  for (const ValueDecl *Reached : Shared)
    forgetOpaquely(Reached);
  std::vector<const Expr *> Arguments(Call->arg_begin(), Call->arg_end());
  if (Operator && Method && !Method->isStatic() && !Arguments.empty())
    Arguments.erase(Arguments.begin());
  if (!onlyLooks(Effect))
    forgetArguments(Callee, Arguments);
}

/// 'std::tie(a, b) = std::pair(x, y)'
void Constraints::assignTied(llvm::ArrayRef<const Expr *> Targets, const Expr *Value) {
  const llvm::ArrayRef<const Expr *> Given = wrappedElements(Value);
  for (size_t Index = 0; Index < Targets.size(); ++Index) {
    const ValueDecl *Variable = variableOf(Targets[Index]);
    const bool IsPlain = Variable && isa<VarDecl>(Variable) &&
                         Variable->getType()->isScalarType() && Given.size() == Targets.size();
    if (IsPlain)
      assign(Variable, Given[Index]);
    else if (Variable)
      forgetOpaquely(Variable);
    else
      forgetReached(Targets[Index]);
  }
}

/// What is bound to a reference to non-const may be written.
void Constraints::forgetArguments(const FunctionDecl *Callee,
                                  llvm::ArrayRef<const Expr *> Arguments) {
  if (!Callee)
    return;
  for (const auto &[Argument, Parameter] : llvm::zip(Arguments, Callee->parameters())) {
    const QualType Type = Parameter->getType();
    const bool IsCopied = functionEffect(Callee) == CallEffect::Wrap && Argument->isLValue();
    if (Type->isReferenceType() && !Type->getPointeeType().isConstQualified() && !IsCopied)
      if (const ValueDecl *Variable = rootVariableOf(Argument))
        forgetOpaquely(Variable);
  }
}

/// A smart pointer is null after it was moved from.
bool Constraints::movesPointer(const CXXConstructExpr *Construct) {
  if (!Construct->getConstructor()->isMoveConstructor() ||
      !(traitsOf(Construct->getConstructor()->getParent()) & MovedIsEmpty))
    return false;
  const Expr *From = Construct->getArg(0)->IgnoreParenImpCasts();
  if (const Expr *Source = movedFrom(From))
    From = Source;
  const ValueDecl *Variable = variableOf(From);
  const std::optional<TermId> Held = Vocabulary->ofPresence(From);
  if (!Variable || !Held)
    return false;
  forget(Variable);
  set(*Held, ValueSet::single(0));
  return true;
}

void Constraints::execute(const Stmt *S) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        declare(Variable);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp()) {
    executeBinary(Binary);
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    const ValueDecl *Variable = variableOf(Unary->getSubExpr());
    if (!Variable && Unary->isIncrementDecrementOp())
      forgetReached(Unary->getSubExpr());
    else if (Variable && Unary->isIncrementDecrementOp())
      step(Variable, Unary->isIncrementOp() ? 1 : -1);
    else if (Variable && Unary->getOpcode() == UO_AddrOf)
      AddressTaken = Shared.insert(Variable) ? Unary : nullptr;
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        Shared.insert(Capture.getCapturedVar());
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    executeCall(Call);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(S)) {
    const std::vector<const Expr *> Arguments(Construct->arg_begin(), Construct->arg_end());
    if (!wrappedElements(Construct).empty()) {
      for (const Expr *Argument : Arguments)
        if (const ValueDecl *Variable = Argument->isXValue() ? rootVariableOf(Argument) : nullptr)
          forgetOpaquely(Variable);
    } else if (!movesPointer(Construct) && !onlyInitialises(Construct->getConstructor()))
      forgetArguments(Construct->getConstructor(), Arguments);
  }
  for (const ValueDecl *Written : writtenAtEnd(S))
    writeAtEnd(Written);
  if (isa<CXXConstructExpr, InitListExpr>(S))
    for (const ValueDecl *Bound : boundBy(cast<Expr>(S)))
      Shared.insert(Bound);
}

llvm::hash_code Constraints::hash() const {
  llvm::hash_code Hash = llvm::hash_value(ValuesOf.size());
  for (const auto &[Term, Values] : ValuesOf)
    Hash = llvm::hash_combine(
        Hash, Term, Values.Low, Values.High,
        llvm::hash_combine_range(Values.Excluded.begin(), Values.Excluded.end()));
  for (const auto &[Variable, Meant] : Meaning)
    Hash = llvm::hash_combine(Hash, Variable, Meant);
  for (const auto &[Written, Block] : OpaqueWrites)
    Hash = llvm::hash_combine(Hash, Written, Block);
  for (const auto &[Written, Block] : WrittenParts)
    Hash = llvm::hash_combine(Hash, Written, Block, true);
  for (const auto *Guessed : Guesses)
    Hash = llvm::hash_combine(Hash, Guessed, true);
  for (const auto &[Iterator, Times] : Moved)
    Hash = llvm::hash_combine(Hash, Iterator, Times);
  for (const KeyTaken &Key : KeysTaken)
    Hash = llvm::hash_combine(Hash, Key.Loop, Key.Term, Key.Value, Key.Earlier);
  return Hash;
}

} // namespace valuetask

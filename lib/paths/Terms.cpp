//===--- Terms.cpp - what conditions are about ----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Terms.h"
#include "ast/Expressions.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "models/Protocol.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// A comparison as written: by the built-in operator, or by an overloaded one.
struct Comparison {
  const Expr *Left;
  BinaryOperatorKind Operator;
  const Expr *Right;
};

std::optional<Comparison> comparisonIn(const Expr *E) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->isComparisonOp() && Binary->getOpcode() != BO_Cmp)
    return Comparison{Binary->getLHS(), Binary->getOpcode(), Binary->getRHS()};
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
  if (Call && Call->getNumArgs() == 2 && Call->isComparisonOp() &&
      Call->getOperator() != OO_Spaceship)
    return Comparison{Call->getArg(0), BinaryOperator::getOverloadedOpcode(Call->getOperator()),
                      Call->getArg(1)};
  return std::nullopt;
}

} // namespace

std::optional<std::pair<const Expr *, const Expr *>> sidesOf(const Expr *E) {
  const std::optional<Comparison> Compared = comparisonIn(E);
  return Compared ? std::optional(std::pair(Compared->Left, Compared->Right)) : std::nullopt;
}

std::optional<TruthComparison> comparedWithTruth(const Expr *Condition, const ASTContext &Context) {
  const auto *Binary = dyn_cast<BinaryOperator>(Condition);
  if (!Binary || !Binary->isEqualityOp())
    return std::nullopt;
  for (const auto &[Of, With] : {std::pair(Binary->getLHS(), Binary->getRHS()),
                                 std::pair(Binary->getRHS(), Binary->getLHS())}) {
    const Expr *Inner = stripCasts(Of, Context);
    const std::optional<int64_t> Constant = constantOf(With, Context);
    if (Inner->getType()->isBooleanType() && Constant && (*Constant == 0 || *Constant == 1) &&
        !constantOf(Of, Context))
      return TruthComparison{Of, (*Constant == 1) == (Binary->getOpcode() == BO_EQ)};
  }
  return std::nullopt;
}

/// The least and greatest enumerator, where all values between them are enumerators too: of a set
/// of flags, others are meant as well.
static std::optional<std::pair<int64_t, int64_t>> enumerators(QualType Type) {
  const auto *Enum = Type->getAs<EnumType>();
  const EnumDecl *Definition = Enum ? Enum->getDecl()->getDefinition() : nullptr;
  if (!Definition || Definition->enumerators().empty())
    return std::nullopt;
  int64_t Low = INT64_MAX, High = INT64_MIN, Count = 0;
  for (const EnumConstantDecl *Constant : Definition->enumerators()) {
    if (!Constant->getInitVal().isRepresentableByInt64())
      return std::nullopt;
    Low = std::min(Low, Constant->getInitVal().getExtValue());
    High = std::max(High, Constant->getInitVal().getExtValue());
    ++Count;
  }
  return High - Low == Count - 1 ? std::optional(std::pair(Low, High)) : std::nullopt;
}

void Terms::Entry::boundTo(QualType Type, const ASTContext &Context) {
  if (Type->isBooleanType() || Type->isUnsignedIntegerOrEnumerationType() || Type->isPointerType())
    Low = 0;
  if (Type->isBooleanType())
    High = 1;
  else if (Type->isUnsignedIntegerType()) {
    Wraps = true;
    // (The end of the number range stands for what is beyond it.)
    if (const unsigned Width = Context.getIntWidth(Type); Width < 64)
      High = (int64_t(1) << Width) - 1;
  }
  if (const auto Range = enumerators(Type))
    std::tie(Low, High) = *Range;
}

Terms::Terms(const FunctionDecl *Function, const ControlFlow &Flow)
    : Context(Function->getASTContext()) {
  for (const CFGBlock *Block : Flow.cfg())
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        forEachWrite(S->getStmt(), [&](const ValueDecl *Target) { ++WritesOf[Target]; });
  // A first look over all conditions, to know which terms are mentioned more than once.
  std::vector<const ValueDecl *> Written;
  for (const CFGBlock *Block : Flow.cfg()) {
    if (const auto *Condition = dyn_cast_or_null<Expr>(Block->getTerminatorCondition())) {
      const bool Often = Flow.isInCycle(Block) || isa<SwitchStmt>(Block->getTerminatorStmt());
      mention(Condition, Often ? 2 : 1, Block);
      // Whether it runs at all says whether the range is empty.
      if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Block->getTerminatorStmt()))
        if (const std::optional<TermId> Size = ofSize(Loop->getRangeInit())) {
          ++Table[*Size].Mentions;
          MentionedIn.emplace_back(*Size, Block);
        }
    }
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
        mentionMeanings(S->getStmt());
        forEachWrite(S->getStmt(), [&](const ValueDecl *Target) { Written.push_back(Target); });
      }
  }
  for (Entry &Item : Table)
    Item.Mentions += llvm::count_if(Written, [&](const ValueDecl *Variable) {
      return llvm::is_contained(Item.Reads, Variable);
    });
}

void Terms::focus(const llvm::BitVector &Blocks) {
  ReadInFocus.clear();
  for (Entry &Item : Table)
    Item.Uses = 0;
  for (const auto &[Term, Block] : MentionedIn)
    if (!Block || Blocks[Block->getBlockID()]) {
      Table[Term].Uses = Table[Term].Mentions;
      ReadInFocus.insert(Table[Term].Reads.begin(), Table[Term].Reads.end());
    }
}

void Terms::mention(const Expr *Condition, unsigned Times, const CFGBlock *In) {
  Condition = stripCasts(Condition, Context);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot)
    return mention(Not->getSubExpr(), Times, In);
  if (const std::optional<TruthComparison> Said = comparedWithTruth(Condition, Context))
    return mention(Said->Of, Times, In);
  if (const auto *Both = dyn_cast<BinaryOperator>(Condition); Both && Both->isLogicalOp()) {
    mention(Both->getLHS(), Times, In);
    return mention(Both->getRHS(), Times, In);
  }
  if (std::optional<Atom> Said = atomOf(Condition)) {
    Table[Said->Term].Mentions += Times;
    MentionedIn.emplace_back(Said->Term, In);
  }
}

/// A boolean that is set from a condition stands for it, wherever it is asked for.
void Terms::mentionMeanings(const Stmt *S) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && Variable->getInit() && Variable->getType()->isBooleanType())
        mention(Variable->getInit(), 1, nullptr);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S);
             Binary && Binary->isAssignmentOp() && Binary->getType()->isBooleanType()) {
    mention(Binary->getRHS(), 1, nullptr);
  } else if (const CallExpr *Call = exchangeIn(S)) {
    mention(Call->getArg(0), 1, nullptr); // its value from before is the call's result
  }
}

TermId Terms::add(const llvm::FoldingSetNodeID &Id, const Entry &New) {
  llvm::BumpPtrAllocator Allocator;
  const llvm::FoldingSetNodeIDRef Words = Id.Intern(Allocator);
  auto [It, Inserted] =
      Ids.try_emplace({Words.getData(), Words.getData() + Words.getSize()}, Table.size());
  if (Inserted)
    Table.push_back(New);
  return It->second;
}

TermId Terms::ofVariable(const ValueDecl *Variable) {
  llvm::FoldingSetNodeID Id;
  Id.AddString("variable");
  Id.AddPointer(Variable);
  Entry New;
  New.Reads.push_back(Variable);
  New.Slopes.emplace_back(Variable, 1);
  New.boundTo(Variable->getType().getNonReferenceType(), Context);
  return add(Id, New);
}

TermId Terms::ofResult(const Expr *Call) {
  llvm::FoldingSetNodeID Id;
  Id.AddString("result");
  Id.AddPointer(Call);
  Entry New;
  New.boundTo(Call->getType(), Context);
  New.Mentions = 1; // the call sets what a condition then reads
  return add(Id, New);
}

std::optional<TermId> Terms::ofPure(const Expr *E, StringRef Kind, QualType Type) {
  Entry New;
  if (!isPure(E, New.Reads))
    return std::nullopt;
  llvm::FoldingSetNodeID Id;
  Id.AddString(Kind);
  E->Profile(Id, Context, /*Canonical=*/true);
  New.boundTo(Type, Context);
  return add(Id, New);
}

TermId Terms::ofFact(StringRef Kind, const ValueDecl *Variable, QualType Type) {
  llvm::FoldingSetNodeID Id;
  Id.AddString(Kind);
  Id.AddPointer(Variable);
  Entry New;
  New.Reads.push_back(Variable);
  New.boundTo(Type, Context);
  return add(Id, New);
}

TermId Terms::ofPresenceOf(const ValueDecl *Variable) {
  return ofFact("presence of a variable", Variable, Context.BoolTy);
}

TermId Terms::ofSizeOf(const ValueDecl *Variable) {
  return ofFact("size of a variable", Variable, Context.UnsignedLongTy);
}

std::optional<TermId> Terms::ofPresence(const Expr *Object) {
  if (const auto *Name = dyn_cast<DeclRefExpr>(stripCasts(Object, Context));
      Name && isa<VarDecl, BindingDecl>(Name->getDecl()))
    return ofPresenceOf(Name->getDecl());
  return ofPure(stripCasts(Object, Context), "presence", Context.BoolTy);
}

TermId Terms::ofDifference(TermId Left, TermId Right) {
  llvm::FoldingSetNodeID Id;
  Id.AddString("difference");
  Id.AddInteger(Left);
  Id.AddInteger(Right);
  Entry New;
  auto Take = [&New](const Entry &Side, int Sign) {
    New.Reads.append(Side.Reads);
    for (const auto &[Variable, Slope] : Side.Slopes)
      New.Slopes.emplace_back(Variable, Sign * Slope);
  };
  Take(Table[Left], 1);
  Take(Table[Right], -1);
  return add(Id, New);
}

std::optional<Linear> Terms::linearOf(const Expr *E) {
  E = stripCasts(E, Context);
  if (const auto *Name = dyn_cast<DeclRefExpr>(E);
      Name && isa<VarDecl, BindingDecl>(Name->getDecl()) && !isAtomic(Name->getType()) &&
      !Name->getType().isVolatileQualified())
    return Linear{ofVariable(Name->getDecl())};
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && (Binary->getOpcode() == BO_Add || Binary->getOpcode() == BO_Sub)) {
    const bool Adds = Binary->getOpcode() == BO_Add;
    const Expr *Varying = Binary->getLHS();
    std::optional<int64_t> By = constantOf(Binary->getRHS(), Context);
    if (!By && Adds) {
      Varying = Binary->getRHS();
      By = constantOf(Binary->getLHS(), Context);
    }
    if (By && *By > -INT32_MAX && *By < INT32_MAX)
      if (std::optional<Linear> Inner = linearOf(Varying))
        return Linear{Inner->Base, Inner->Offset + (Adds ? *By : -*By), Inner->BeforeStep};
  }
  // The condition is looked at when the step has been taken, so that 'n--' is one more than n is by
  // then.
  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->isIncrementDecrementOp()) {
    std::optional<Linear> Inner = linearOf(Unary->getSubExpr());
    if (Inner && Unary->isPostfix()) {
      Inner->Offset += Unary->isIncrementOp() ? -1 : 1;
      Inner->BeforeStep = true;
    }
    return Inner;
  }
  if (exchangeIn(E))
    return Linear{ofResult(E)};
  if (const Expr *Object = presenceTested(E)) {
    std::optional<TermId> Presence = ofPresence(Object);
    return Presence ? std::optional(Linear{*Presence}) : std::nullopt;
  }
  if (const std::optional<KeyQuestion> Asked = keyAsked(E); Asked && !Asked->ByIterator) {
    std::optional<TermId> Key = ofKey(*Asked);
    return Key ? std::optional(Linear{*Key}) : std::nullopt;
  }
  if (const std::optional<AlternativeQuestion> Asked = alternativeAsked(E);
      Asked && !Asked->Number) {
    std::optional<TermId> Which = ofAlternative(*Asked);
    return Which ? std::optional(Linear{*Which}) : std::nullopt;
  }
  if (const std::optional<SizeQuestion> Asked = sizeAsked(E); Asked && !Asked->ForEmpty) {
    std::optional<TermId> Size = ofSize(Asked->Container);
    return Size ? std::optional(Linear{*Size}) : std::nullopt;
  }
  if (std::optional<TermId> Pure = ofPure(E, "value", E->getType()))
    return Linear{*Pure};
  return std::nullopt;
}

/// How often a container has a key.
std::optional<TermId> Terms::ofKey(const KeyQuestion &Asked) {
  const Expr *Container = Asked.Container->IgnoreParenImpCasts();
  const Expr *Key = stripCasts(Asked.Key, Context);
  Entry New;
  if (!isPure(Container, New.Reads) || !isPure(Key, New.Reads))
    return std::nullopt;
  llvm::FoldingSetNodeID Id;
  Id.AddString("key");
  Container->Profile(Id, Context, /*Canonical=*/true);
  Key->Profile(Id, Context, /*Canonical=*/true);
  New.Low = 0;
  if (Asked.IsUnique)
    New.High = 1;
  return add(Id, New);
}

/// Which alternative a variant holds.
std::optional<TermId> Terms::ofAlternative(const AlternativeQuestion &Asked) {
  const std::optional<TermId> Which =
      ofPure(Asked.Variant->IgnoreParenImpCasts(), "alternative", Context.UnsignedLongTy);
  if (Which)
    Table[*Which].High = Asked.Alternatives - 1;
  return Which;
}

/// The one value that a variable of this function ever has; else the expression itself.
const Expr *Terms::steadyValue(const Expr *E) const {
  const Expr *Inner = E->IgnoreImplicit()->IgnoreParenImpCasts();
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Inner); Copy && Copy->getNumArgs() == 1)
    Inner = Copy->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(Inner);
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  const bool IsSteady = Variable && Variable->hasLocalStorage() && Variable->getInit() &&
                        !isa<ParmVarDecl>(Variable) &&
                        (Variable->getType().isConstQualified() || WritesOf.lookup(Variable) == 1);
  return IsSteady ? Variable->getInit()->IgnoreImplicit()->IgnoreParenImpCasts() : E;
}

bool Terms::isSame(const Expr *A, const Expr *B) const {
  llvm::FoldingSetNodeID First, Second;
  A->IgnoreParenImpCasts()->Profile(First, Context, /*Canonical=*/true);
  B->IgnoreParenImpCasts()->Profile(Second, Context, /*Canonical=*/true);
  return First == Second;
}

/// 'm.find(k) == m.end()', 'c.begin() == c.end()'
std::optional<Atom> Terms::lookup(const Expr *Found, BinaryOperatorKind Operator, const Expr *End) {
  const Expr *Container = containerOfEnd(End);
  if (!Container || (Operator != BO_EQ && Operator != BO_NE))
    return std::nullopt;
  std::optional<TermId> Term;
  if (const std::optional<KeyQuestion> Asked = keyAsked(steadyValue(Found));
      Asked && Asked->ByIterator && isSame(Asked->Container, Container))
    Term = ofKey(*Asked);
  else if (const Expr *Begins = containerOfBegin(Found); Begins && isSame(Begins, Container))
    Term = ofSize(Container);
  return Term ? std::optional(Atom{*Term, Operator, 0}) : std::nullopt;
}

std::optional<TermId> Terms::ofSize(const Expr *Container) {
  if (const auto *Name = dyn_cast<DeclRefExpr>(Container->IgnoreParenImpCasts());
      Name && isa<VarDecl>(Name->getDecl()))
    return ofSizeOf(Name->getDecl());
  return ofPure(Container->IgnoreParenImpCasts(), "size", Context.UnsignedLongTy);
}

std::optional<Atom> Terms::comparison(const Expr *Left, BinaryOperatorKind Operator,
                                      const Expr *Right) {
  if (isNullLike(Left) && !isNullLike(Right))
    return comparison(Right, Operator, Left);
  if (const std::optional<Atom> Said = lookup(Left, Operator, Right))
    return Said;
  if (const std::optional<Atom> Said = lookup(Right, Operator, Left))
    return Said;
  // 'std::get_if<T>(&v) != nullptr'
  if (isNullLike(Right) && (Operator == BO_EQ || Operator == BO_NE))
    if (const std::optional<AlternativeQuestion> Asked = alternativeAsked(steadyValue(Left));
        Asked && Asked->Number)
      if (const std::optional<TermId> Which = ofAlternative(*Asked))
        return Atom{*Which, Operator == BO_EQ ? BO_NE : BO_EQ, *Asked->Number};
  const bool OfClass = stripCasts(Left, Context)->getType()->isRecordType();
  if (OfClass && isNullLike(Right)) {
    std::optional<TermId> Presence = ofPresence(Left);
    return Presence ? std::optional(Atom{*Presence, Operator, 0}) : std::nullopt;
  }
  const std::optional<int64_t> LeftValue = constantOf(Left, Context),
                               RightValue = constantOf(Right, Context);
  if (LeftValue && !RightValue)
    return comparison(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  if (isa<StringLiteral>(stripCasts(Right, Context)))
    return textComparison(Left, Operator, Right);
  if (isa<StringLiteral>(stripCasts(Left, Context)))
    return textComparison(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  const std::optional<Linear> L = linearOf(Left);
  if (!L)
    return std::nullopt;
  if (RightValue && !OfClass)
    return Atom{L->Base, Operator, *RightValue - L->Offset, L->BeforeStep};
  const std::optional<Linear> R = linearOf(Right);
  if (!R || R->Base == L->Base)
    return std::nullopt;
  // One spelling for a pair of terms, whichever stands on the left.
  const bool BeforeStep = L->BeforeStep || R->BeforeStep;
  if (L->Base < R->Base)
    return Atom{ofDifference(L->Base, R->Base), Operator, R->Offset - L->Offset, BeforeStep};
  return Atom{ofDifference(R->Base, L->Base), BinaryOperator::reverseComparisonOp(Operator),
              L->Offset - R->Offset, BeforeStep};
}

/// A text is one of the literals that it is compared with, or none of them.
std::optional<Atom> Terms::textComparison(const Expr *Text, BinaryOperatorKind Operator,
                                          const Expr *Literal) {
  if (Operator != BO_EQ && Operator != BO_NE)
    return std::nullopt;
  const StringRef Bytes = cast<StringLiteral>(stripCasts(Literal, Context))->getBytes();
  if (Bytes.empty()) // the same as 'empty()'
    if (const std::optional<TermId> Size = ofSize(Text))
      return Atom{*Size, Operator, 0};
  std::optional<TermId> Term = ofPure(stripCasts(Text, Context), "text", Context.IntTy);
  if (!Term)
    return std::nullopt;
  const auto [Number, New] = Literals.try_emplace(Bytes.str(), Literals.size());
  return Atom{*Term, Operator, Number->second};
}

std::optional<Atom> Terms::atomOf(const Expr *Condition) {
  Condition = stripCasts(Condition, Context);
  if (std::optional<Comparison> C = comparisonIn(Condition))
    return comparison(C->Left, C->Operator, C->Right);
  if (const std::optional<SizeQuestion> Asked = sizeAsked(Condition); Asked && Asked->ForEmpty) {
    std::optional<TermId> Size = ofSize(Asked->Container);
    return Size ? std::optional(Atom{*Size, BO_EQ, 0}) : std::nullopt;
  }
  // 'std::holds_alternative<T>(v)', 'if (auto *p = std::get_if<T>(&v))'
  if (const std::optional<AlternativeQuestion> Asked = alternativeAsked(
          Condition->getType()->isPointerType() ? steadyValue(Condition) : Condition);
      Asked && Asked->Number) {
    const std::optional<TermId> Which = ofAlternative(*Asked);
    return Which ? std::optional(Atom{*Which, BO_EQ, *Asked->Number}) : std::nullopt;
  }
  std::optional<Linear> Value = linearOf(Condition);
  if (const std::optional<SelfQuestion> Asked = Value ? std::nullopt : selfQuestion(Condition)) {
    // By a function that only asks.
    const auto Question = ("asked " + llvm::Twine(static_cast<int>(Asked->About))).str();
    const std::optional<TermId> Term =
        ofPure(Asked->Object->IgnoreParenImpCasts(), Question, Context.BoolTy);
    return Term ? std::optional(Atom{*Term, BO_NE, 0}) : std::nullopt;
  }
  return Value ? std::optional(Atom{Value->Base, BO_NE, -Value->Offset, Value->BeforeStep})
               : std::nullopt;
}

std::optional<int> Terms::slope(TermId Term, const ValueDecl *Variable) const {
  std::optional<int> Slope;
  for (const auto &[Part, Sign] : Table[Term].Slopes)
    if (Part == Variable)
      Slope = Slope.value_or(0) + Sign;
  // It may be read in another way as well: 'v[i] == i'.
  const auto Reads = llvm::count(Table[Term].Reads, Variable);
  const auto Parts = llvm::count_if(
      Table[Term].Slopes, [Variable](const auto &Part) { return Part.first == Variable; });
  return Reads == Parts ? Slope : std::nullopt;
}

bool Terms::reads(TermId Term, const ValueDecl *Variable) const {
  return llvm::is_contained(Table[Term].Reads, Variable);
}

std::pair<int64_t, int64_t> Terms::bounds(TermId Term) const {
  return {Table[Term].Low, Table[Term].High};
}

} // namespace valuetask

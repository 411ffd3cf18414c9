//===--- Constraints.cpp - what is known about conditions on a path -------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constraints.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

bool ValueSet::contains(int64_t Value) const {
  return Low <= Value && Value <= High && !llvm::is_contained(Excluded, Value);
}

void ValueSet::exclude(int64_t Value) {
  if (!contains(Value))
    return;
  if (Low == High) {
    Low = 1; // the canonical empty set
    High = 0;
    Excluded.clear();
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
  auto Moved = [By](int64_t Value) -> std::optional<int64_t> {
    int64_t Result;
    if (llvm::AddOverflow(Value, By, Result))
      return std::nullopt;
    return Result;
  };
  const std::optional<int64_t> NewLow = Moved(Low), NewHigh = Moved(High);
  if (!NewLow || !NewHigh)
    return false;
  Low = *NewLow;
  High = *NewHigh;
  for (int64_t &Value : Excluded)
    Value += By; // between Low and High, so that it can't overflow either
  return true;
}

namespace {

/// The value of a constant expression that fits; enumerators, literals, null pointers, named constants.
std::optional<int64_t> constantOf(const Expr *E, const ASTContext &Context) {
  if (E->isValueDependent())
    return std::nullopt;
  if (E->isNullPointerConstant(const_cast<ASTContext &>(Context), Expr::NPC_NeverValueDependent))
    return 0;
  Expr::EvalResult Result;
  if (!E->getType()->isIntegralOrEnumerationType() || !E->EvaluateAsInt(Result, Context))
    return std::nullopt;
  const llvm::APSInt &Value = Result.Val.getInt();
  if (!Value.isRepresentableByInt64())
    return std::nullopt;
  return Value.getExtValue();
}

const ValueDecl *variableOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return isa<VarDecl, BindingDecl>(Name->getDecl()) ? Name->getDecl() : nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return dyn_cast<FieldDecl>(Member->getMemberDecl());
  return nullptr;
}

/// Classes whose const members read what others write.
bool isSharedState(QualType Type) {
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->isInStdNamespace() &&
         Record->getName().starts_with("atomic");
}

/// Does the expression only read, and what? Appends the declarations.
bool isPure(const Expr *E, llvm::SmallVectorImpl<const ValueDecl *> &Reads) {
  auto All = [&Reads](auto &&Children) {
    return llvm::all_of(Children, [&Reads](const Stmt *Child) {
      return isa_and_nonnull<Expr>(Child) && isPure(cast<Expr>(Child), Reads);
    });
  };
  if (E->getType().isVolatileQualified() || isSharedState(E->getType()))
    return false;
  if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    if (isa<VarDecl, BindingDecl>(Name->getDecl()))
      Reads.push_back(Name->getDecl());
    return true;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      Reads.push_back(Field);
    return isPure(Member->getBase(), Reads);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return !Unary->isIncrementDecrementOp() && All(E->children());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() && All(E->children());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (Method)
      return (Method->isConst() || Method->isStatic()) && All(E->children());
    // A free comparison operator; any other free function may answer differently each time.
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    return Operator && (Operator->isComparisonOp() || Operator->getOperator() == OO_Exclaim) &&
           All(E->children());
  }
  return isa<CastExpr, ParenExpr, IntegerLiteral, CharacterLiteral, CXXBoolLiteralExpr,
             CXXNullPtrLiteralExpr, FloatingLiteral, StringLiteral, CXXThisExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr, ExprWithCleanups, ConstantExpr, ArraySubscriptExpr, CXXConstructExpr,
             CXXDefaultArgExpr, SubstNonTypeTemplateParmExpr, UnaryExprOrTypeTraitExpr,
             CXXRewrittenBinaryOperator>(E) &&
         All(E->children());
}

const Expr *strip(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Inner))
      Inner = Rewritten->getSemanticForm()->IgnoreParenImpCasts();
    if (const auto *Substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(Inner))
      Inner = Substituted->getReplacement();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

/// The object whose presence a call tests: 'opt' in 'opt.has_value()', in 'if (opt)' and in 'if (!ptr)'.
const Expr *presenceTested(const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Method->isConst() || Call->getNumArgs() != 0)
    return nullptr;
  const bool Tests = isa<CXXConversionDecl>(Method)
                         ? Method->getReturnType()->isBooleanType()
                         : Method->getIdentifier() && Method->getName() == "has_value";
  return Tests ? Call->getImplicitObjectArgument() : nullptr;
}

bool isNullLike(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (isa<CXXNullPtrLiteralExpr>(E) || isa<GNUNullExpr>(E))
    return true;
  const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->getName() == "nullopt_t";
}

/// A comparison as written: by the built-in operator, or by an overloaded one.
struct Comparison {
  const Expr *Left;
  BinaryOperatorKind Operator;
  const Expr *Right;
};

std::optional<Comparison> comparisonIn(const Expr *E) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->isComparisonOp())
    return Comparison{Binary->getLHS(), Binary->getOpcode(), Binary->getRHS()};
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
  if (Call && Call->getNumArgs() == 2 && Call->isComparisonOp() &&
      Call->getOperator() != OO_Spaceship)
    return Comparison{Call->getArg(0), BinaryOperator::getOverloadedOpcode(Call->getOperator()),
                      Call->getArg(1)};
  return std::nullopt;
}

/// Calls \p Visit for every condition that a path may learn about from \p Condition.
template <class Function> void forEachAtom(const Expr *Condition, Function Visit) {
  Condition = strip(Condition);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot)
    return forEachAtom(Not->getSubExpr(), Visit);
  if (const auto *Both = dyn_cast<BinaryOperator>(Condition); Both && Both->isLogicalOp()) {
    forEachAtom(Both->getLHS(), Visit);
    return forEachAtom(Both->getRHS(), Visit);
  }
  Visit(Condition);
}

} // namespace

Terms::Terms(const FunctionDecl *Function, const ControlFlow &Flow)
    : Context(Function->getASTContext()) {
  // A first look over all conditions, to know which terms are mentioned more than once.
  auto Mention = [this](const Expr *Condition, unsigned Times) {
    forEachAtom(Condition, [&](const Expr *Atom) {
      std::vector<std::optional<TermId>> Mentioned;
      if (const Expr *Object = presenceTested(Atom))
        Mentioned.push_back(ofPresence(Object));
      else if (std::optional<Comparison> C = comparisonIn(Atom)) {
        Mentioned.push_back(of(C->Left));
        Mentioned.push_back(of(C->Right));
        Mentioned.push_back(ofPresence(C->Left));
        Mentioned.push_back(ofComparison(C->Left, C->Right, true));
        Mentioned.push_back(ofComparison(C->Right, C->Left, true));
        Mentioned.push_back(ofComparison(C->Left, C->Right, false));
      } else
        Mentioned.push_back(of(Atom));
      for (std::optional<TermId> Term : Mentioned)
        if (Term)
          Uses[*Term] += Times;
    });
  };
  llvm::SmallVector<const ValueDecl *, 8> Written;
  for (const CFGBlock *Block : Flow.cfg()) {
    if (const auto *Condition = dyn_cast_or_null<Expr>(Block->getTerminatorCondition()))
      Mention(Condition, Flow.isInCycle(Block) || isa<SwitchStmt>(Block->getTerminatorStmt()) ? 2 : 1);
    for (const CFGElement &Element : *Block) {
      std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Binary = dyn_cast<BinaryOperator>(S->getStmt());
          Binary && Binary->isAssignmentOp()) {
        if (const ValueDecl *Variable = variableOf(Binary->getLHS()))
          Written.push_back(Variable);
        if (Binary->getType()->isBooleanType())
          Mention(Binary->getRHS(), 1);
      } else if (const auto *Declaration = dyn_cast<DeclStmt>(S->getStmt())) {
        for (const Decl *D : Declaration->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit()) {
            if (Variable->getType()->isBooleanType())
              Mention(Variable->getInit(), 1);
            if (Variable->getType()->isScalarType() &&
                (Variable->getType()->isBooleanType() || constantOf(Variable->getInit(), Context)))
              Written.push_back(Variable);
          }
      }
    }
  }
  for (const ValueDecl *Variable : Written)
    for (TermId Term = 0; Term < Reads.size(); ++Term)
      if (llvm::is_contained(Reads[Term], Variable))
        ++Uses[Term];
}

std::optional<TermId> Terms::intern(const llvm::FoldingSetNodeID &Id,
                                    llvm::ArrayRef<const Expr *> Parts) {
  llvm::SmallVector<const ValueDecl *, 2> ReadHere;
  for (const Expr *Part : Parts)
    if (!isPure(Part, ReadHere))
      return std::nullopt;
  return add(Id, std::move(ReadHere));
}

TermId Terms::add(const llvm::FoldingSetNodeID &Id,
                  llvm::SmallVector<const ValueDecl *, 2> ReadHere) {
  llvm::BumpPtrAllocator Allocator;
  const llvm::FoldingSetNodeIDRef Words = Id.Intern(Allocator);
  auto [It, New] = Ids.try_emplace(Key(Words.getData(), Words.getData() + Words.getSize()),
                                   Reads.size());
  if (New) {
    Reads.push_back(std::move(ReadHere));
    Uses.push_back(0);
  }
  return It->second;
}

TermId Terms::ofVariable(const ValueDecl *Variable) {
  llvm::FoldingSetNodeID Id;
  Id.AddPointer(Variable);
  return add(Id, {Variable});
}

std::optional<TermId> Terms::of(const Expr *E) {
  E = strip(E);
  if (const auto *Name = dyn_cast<DeclRefExpr>(E);
      Name && isa<VarDecl, BindingDecl>(Name->getDecl()) && !isSharedState(Name->getType()) &&
      !Name->getType().isVolatileQualified())
    return ofVariable(Name->getDecl());
  llvm::FoldingSetNodeID Id;
  E->Profile(Id, Context, /*Canonical=*/true);
  return intern(Id, {E});
}

std::optional<TermId> Terms::ofPresence(const Expr *Object) {
  Object = strip(Object);
  llvm::FoldingSetNodeID Id;
  Id.AddString("presence");
  Object->Profile(Id, Context, /*Canonical=*/true);
  return intern(Id, {Object});
}

std::optional<TermId> Terms::ofComparison(const Expr *Left, const Expr *Right, bool Less) {
  Left = strip(Left);
  Right = strip(Right);
  llvm::FoldingSetNodeID Id;
  Id.AddString(Less ? "<" : "==");
  Left->Profile(Id, Context, /*Canonical=*/true);
  Right->Profile(Id, Context, /*Canonical=*/true);
  return intern(Id, {Left, Right});
}

ValueSet Constraints::known(TermId Term, QualType Type) const {
  if (auto It = Known.find(Term); It != Known.end())
    return It->second;
  ValueSet All;
  if (Type->isBooleanType())
    return {0, 1, {}};
  if (Type->isUnsignedIntegerOrEnumerationType() || Type->isPointerType())
    All.Low = 0;
  return All;
}

bool Constraints::assumeRange(TermId Term, BinaryOperatorKind Operator, int64_t Value, QualType Type) {
  ValueSet Set = known(Term, Type);
  auto Limit = [&Set](int64_t Low, int64_t High) {
    Set.Low = std::max(Set.Low, Low);
    Set.High = std::min(Set.High, High);
    llvm::erase_if(Set.Excluded, [&](int64_t V) { return V < Set.Low || V > Set.High; });
    const llvm::SmallVector<int64_t, 2> Again = std::exchange(Set.Excluded, {});
    for (int64_t V : Again)
      Set.exclude(V); // a bound may now lie on an excluded value
  };
  switch (Operator) {
  case BO_EQ:
    if (!Set.contains(Value))
      return false;
    Set = ValueSet::single(Value);
    break;
  case BO_NE:
    Set.exclude(Value);
    break;
  case BO_LT:
    if (Value == INT64_MIN)
      return false;
    Limit(INT64_MIN, Value - 1);
    break;
  case BO_LE:
    Limit(INT64_MIN, Value);
    break;
  case BO_GT:
    if (Value == INT64_MAX)
      return false;
    Limit(Value + 1, INT64_MAX);
    break;
  case BO_GE:
    Limit(Value, INT64_MAX);
    break;
  default:
    return true;
  }
  if (Set.empty())
    return false;
  if (Vocabulary->matters(Term))
    Known[Term] = Set;
  return true;
}

bool Constraints::assumeComparison(const Expr *Left, BinaryOperatorKind Operator, const Expr *Right) {
  const ASTContext &Context = Vocabulary->context();
  std::optional<int64_t> LeftValue = constantOf(Left, Context), RightValue = constantOf(Right, Context);
  if (LeftValue && !RightValue)
    return assumeComparison(Right, BinaryOperator::reverseComparisonOp(Operator), Left);
  if (isNullLike(Left) && !isNullLike(Right))
    return assumeComparison(Right, Operator, Left);
  const bool OfClass = strip(Left)->getType()->isRecordType();
  if (OfClass && isNullLike(Right) && (Operator == BO_EQ || Operator == BO_NE)) {
    std::optional<TermId> Term = Vocabulary->ofPresence(Left);
    return !Term || assumeRange(*Term, Operator, 0, Context.BoolTy);
  }
  if (RightValue && !OfClass) {
    std::optional<TermId> Term = Vocabulary->of(Left);
    return !Term || assumeRange(*Term, Operator, *RightValue, strip(Left)->getType());
  }
  // Two unknowns: the answer itself is what is remembered, under one spelling for each relation.
  bool Value = true;
  if (Operator == BO_GT || Operator == BO_LE)
    std::swap(Left, Right);
  if (Operator == BO_GE || Operator == BO_LE || Operator == BO_NE)
    Value = false;
  std::optional<TermId> Term =
      Vocabulary->ofComparison(Left, Right, Operator != BO_EQ && Operator != BO_NE);
  return !Term || assumeRange(*Term, BO_EQ, Value, Context.BoolTy);
}

bool Constraints::assume(const Expr *Condition, bool Value) {
  Condition = strip(Condition);
  if (std::optional<int64_t> Constant = constantOf(Condition, Vocabulary->context()))
    return (*Constant != 0) == Value;
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot)
    return assume(Not->getSubExpr(), !Value);
  if (const auto *Both = dyn_cast<BinaryOperator>(Condition); Both && Both->isLogicalOp()) {
    // 'a && b' is true, or 'a || b' is false: both sides are known.
    if ((Both->getOpcode() == BO_LAnd) == Value)
      return assume(Both->getLHS(), Value) && assume(Both->getRHS(), Value);
    std::optional<bool> Already = evaluate(Condition);
    if (Already)
      return *Already == Value;
    if (std::optional<bool> Left = evaluate(Both->getLHS()); Left && *Left != Value)
      return assume(Both->getRHS(), Value);
    if (std::optional<bool> Right = evaluate(Both->getRHS()); Right && *Right != Value)
      return assume(Both->getLHS(), Value);
    return true;
  }
  if (const Expr *Object = presenceTested(Condition)) {
    std::optional<TermId> Term = Vocabulary->ofPresence(Object);
    return !Term || assumeRange(*Term, BO_EQ, Value, Vocabulary->context().BoolTy);
  }
  if (const auto *Not = dyn_cast<CXXOperatorCallExpr>(Condition);
      Not && Not->getOperator() == OO_Exclaim && Not->getNumArgs() == 1)
    return assume(Not->getArg(0), !Value);
  if (std::optional<Comparison> C = comparisonIn(Condition))
    return assumeComparison(C->Left,
                            Value ? C->Operator : BinaryOperator::negateComparisonOp(C->Operator),
                            C->Right);
  if (const ValueDecl *Variable = variableOf(Condition))
    if (auto It = Meaning.find(Variable); It != Meaning.end()) {
      const Expr *Meant = It->second;
      Meaning.erase(It); // it is spent, and can't be asked for again from within
      if (!assume(Meant, Value))
        return false;
    }
  std::optional<TermId> Term = Vocabulary->of(Condition);
  return !Term || assumeRange(*Term, Value ? BO_NE : BO_EQ, 0, Condition->getType());
}

std::optional<bool> Constraints::evaluate(const Expr *Condition) const {
  // What can't be false is true, and the other way round.
  const bool CanBeTrue = Constraints(*this).assumeAtomically(Condition, true);
  const bool CanBeFalse = Constraints(*this).assumeAtomically(Condition, false);
  if (CanBeTrue == CanBeFalse)
    return std::nullopt;
  return CanBeTrue;
}

/// assume() for evaluate(), which assume() itself calls: decides '&&' and '||' from their sides alone.
bool Constraints::assumeAtomically(const Expr *Condition, bool Value) {
  Condition = strip(Condition);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot)
    return assumeAtomically(Not->getSubExpr(), !Value);
  const auto *Both = dyn_cast<BinaryOperator>(Condition);
  if (!Both || !Both->isLogicalOp())
    return assume(Condition, Value);
  if ((Both->getOpcode() == BO_LAnd) == Value)
    return assumeAtomically(Both->getLHS(), Value) && assumeAtomically(Both->getRHS(), Value);
  return Constraints(*this).assumeAtomically(Both->getLHS(), Value) ||
         Constraints(*this).assumeAtomically(Both->getRHS(), Value);
}

bool Constraints::assumeLabel(const Expr *Condition, int64_t Label, bool Taken) {
  std::optional<TermId> Term = Vocabulary->of(Condition);
  return !Term || assumeRange(*Term, Taken ? BO_EQ : BO_NE, Label, strip(Condition)->getType());
}

void Constraints::forget(const ValueDecl *Written) {
  auto Mentions = [Written](llvm::ArrayRef<const ValueDecl *> Reads) {
    return llvm::is_contained(Reads, Written);
  };
  std::erase_if(Known, [&](const auto &Entry) { return Mentions(Vocabulary->readBy(Entry.first)); });
  std::erase_if(Meaning, [&](const auto &Entry) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    isPure(Entry.second, Reads);
    return Entry.first == Written || Mentions(Reads);
  });
}

void Constraints::assign(const ValueDecl *Variable, const Expr *Value) {
  // The new value may be computed from the old one.
  std::optional<bool> Truth;
  llvm::SmallVector<const ValueDecl *, 4> Reads;
  const bool Pure = isPure(Value, Reads);
  const bool IsBool = Variable->getType().getNonReferenceType()->isBooleanType();
  std::optional<int64_t> Constant = constantOf(Value, Vocabulary->context());
  if (IsBool && !Constant && Pure)
    Truth = evaluate(Value);
  std::optional<ValueSet> Copied;
  if (Pure && !Constant && !IsBool)
    if (std::optional<TermId> Source = Vocabulary->of(Value))
      if (auto It = Known.find(*Source); It != Known.end())
        Copied = It->second;
  forget(Variable);
  if (Truth)
    Constant = *Truth;
  if (!Constant && !Copied) {
    if (IsBool && Pure && !llvm::is_contained(Reads, Variable))
      Meaning[Variable] = Value;
    return;
  }
  const TermId Term = Vocabulary->ofVariable(Variable);
  if (Vocabulary->matters(Term))
    Known[Term] = Constant ? ValueSet::single(*Constant) : *Copied;
}

void Constraints::step(const ValueDecl *Variable, const Expr *Target, int64_t By) {
  std::optional<TermId> Term = Vocabulary->of(Target);
  std::optional<ValueSet> Moved;
  if (Term)
    if (auto It = Known.find(*Term); It != Known.end() && It->second.Low != INT64_MIN &&
                                     It->second.High != INT64_MAX) {
      Moved = It->second;
      if (!Moved->shift(By))
        Moved.reset();
    }
  forget(Variable);
  if (Moved)
    Known[*Term] = *Moved;
}

void Constraints::execute(const Stmt *S) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D)) {
        const bool Modelled = Variable->getInit() && Variable->getType()->isScalarType();
        if (Modelled)
          assign(Variable, Variable->getInit());
        else
          forget(Variable);
      }
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp()) {
    const ValueDecl *Variable = variableOf(Binary->getLHS());
    if (!Variable)
      return;
    std::optional<int64_t> Constant = constantOf(Binary->getRHS(), Vocabulary->context());
    if (Binary->getOpcode() == BO_Assign && !isa<FieldDecl>(Variable))
      assign(Variable, Binary->getRHS());
    else if (Binary->getOpcode() == BO_Assign && Constant) {
      forget(Variable);
      setTo(Binary->getLHS(), *Constant);
    } else if (Binary->getOpcode() == BO_AddAssign && Constant)
      step(Variable, Binary->getLHS(), *Constant);
    else if (Binary->getOpcode() == BO_SubAssign && Constant && *Constant != INT64_MIN)
      step(Variable, Binary->getLHS(), -*Constant);
    else
      forget(Variable);
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    const ValueDecl *Variable = variableOf(Unary->getSubExpr());
    if (Variable && Unary->isIncrementDecrementOp())
      step(Variable, Unary->getSubExpr(), Unary->isIncrementOp() ? 1 : -1);
    else if (Variable && Unary->getOpcode() == UO_AddrOf)
      forget(Variable);
    return;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        forget(Capture.getCapturedVar());
    return;
  }
  forgetWhatACallWrites(S);
}

/// The object of a non-const member call, and arguments bound to a mutable reference.
void Constraints::forgetWhatACallWrites(const Stmt *S) {
  auto Written = [this](const Expr *E) {
    if (const ValueDecl *Variable = variableOf(E))
      forget(Variable);
  };
  const auto *Call = dyn_cast<CallExpr>(S);
  const auto *Construct = dyn_cast<CXXConstructExpr>(S);
  if (!Call && !Construct)
    return;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : Construct->getConstructor();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  unsigned FirstArgument = 0;
  if (Call && Method && !Method->isConst() && !Method->isStatic()) {
    if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call))
      Written(MemberCall->getImplicitObjectArgument());
    else if (isa<CXXOperatorCallExpr>(Call))
      Written(Call->getArg(0));
  }
  if (Call && Method && isa<CXXOperatorCallExpr>(Call) && !Method->isStatic())
    FirstArgument = 1;
  const unsigned Count = Call ? Call->getNumArgs() : Construct->getNumArgs();
  for (unsigned I = FirstArgument; I < Count; ++I) {
    const unsigned Parameter = I - FirstArgument;
    if (!Callee || Parameter >= Callee->getNumParams())
      continue;
    const QualType Type = Callee->getParamDecl(Parameter)->getType();
    if (Type->isReferenceType() && !Type->getPointeeType().isConstQualified())
      Written(Call ? Call->getArg(I) : Construct->getArg(I));
  }
}

void Constraints::setTo(const Expr *Target, int64_t Value) {
  if (std::optional<TermId> Term = Vocabulary->of(Target))
    assumeRange(*Term, BO_EQ, Value, strip(Target)->getType());
}

llvm::hash_code Constraints::hash() const {
  llvm::hash_code Hash = llvm::hash_value(Known.size());
  for (const auto &[Term, Set] : Known)
    Hash = llvm::hash_combine(
        Hash, Term, Set.Low, Set.High,
        llvm::hash_combine_range(Set.Excluded.begin(), Set.Excluded.end()));
  for (const auto &[Variable, Meant] : Meaning)
    Hash = llvm::hash_combine(Hash, Variable, Meant);
  return Hash;
}

} // namespace valuetask

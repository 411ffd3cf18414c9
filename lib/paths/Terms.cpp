//===--- Terms.cpp - what conditions are about ----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Terms.h"
#include "ast/StdCalls.h"
#include "models/Inspections.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace valuetask {

const Expr *constantReturned(const FunctionDecl *Function) {
  // A function that returns itself has no value to be found.
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    const FunctionDecl *Definition = nullptr;
    if (!Function || !Function->hasBody(Definition) || Definition->hasAttr<WeakAttr>())
      return nullptr;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Definition); Method && Method->isVirtual())
      return nullptr;
    const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
    if (!Body || Body->size() != 1)
      return nullptr;
    const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
    const Expr *Value = Return ? Return->getRetValue() : nullptr;
    if (!Value || Value->isInstantiationDependent())
      return nullptr;
    if (Value->isEvaluatable(Definition->getASTContext()))
      return Value;
    Function = calleeOf(Value);
  }
  return nullptr;
}

const FunctionDecl *calleeOf(const Expr *Call) {
  const auto *Expression = dyn_cast_or_null<CallExpr>(Call ? Call->IgnoreImplicit() : nullptr);
  return Expression ? Expression->getDirectCallee() : nullptr;
}

std::optional<int64_t> constantOf(const Expr *E, const ASTContext &Context) {
  if (E->isValueDependent())
    return std::nullopt;
  if (const FunctionDecl *Callee = calleeOf(E)) {
    if (const Expr *Returned = constantReturned(Callee))
      return constantOf(Returned, Context);
    // What GoogleTest hides from compilers' warnings about code that can't be reached.
    if (Callee->getIdentifier() && Callee->getName().starts_with("Always"))
      return llvm::StringSwitch<std::optional<int64_t>>(Callee->getQualifiedNameAsString())
          .Case("testing::internal::AlwaysTrue", 1)
          .Case("testing::internal::AlwaysFalse", 0)
          .Default(std::nullopt);
  }
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

llvm::SmallVector<const ValueDecl *, 4> mentionedIn(const Stmt *S) {
  llvm::SmallVector<const ValueDecl *, 4> Mentioned;
  llvm::SmallVector<const Stmt *, 8> Worklist = {S};
  while (!Worklist.empty()) {
    const Stmt *Here = Worklist.pop_back_val();
    if (!Here)
      continue;
    if (const auto *Name = dyn_cast<DeclRefExpr>(Here)) {
      if (isa<VarDecl, BindingDecl>(Name->getDecl()))
        Mentioned.push_back(Name->getDecl());
    } else if (const auto *Member = dyn_cast<MemberExpr>(Here)) {
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Mentioned.push_back(Field);
    }
    Worklist.append(Here->child_begin(), Here->child_end());
  }
  return Mentioned;
}

const ValueDecl *variableOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    return isa<VarDecl, BindingDecl>(Name->getDecl()) ? Name->getDecl() : nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return dyn_cast<FieldDecl>(Member->getMemberDecl());
  return nullptr;
}

const ValueDecl *rootVariableOf(const Expr *E) {
  while (E) {
    if (const ValueDecl *Variable = variableOf(E))
      return Variable;
    E = E->IgnoreParenImpCasts();
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      E = Member->getImplicitObjectArgument();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
      E = Operator->getNumArgs() > 0 ? Operator->getArg(0) : nullptr;
    else
      return nullptr;
  }
  return nullptr;
}

bool isNullLike(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->getName() == "nullopt_t";
}

bool leavesObjectAlone(const CXXMethodDecl *Method) {
  if (Method->isConst() || Method->isStatic())
    return true;
  return llvm::any_of(
      Method->getParent()->lookup(Method->getDeclName()), [Method](const NamedDecl *Twin) {
        const auto *Other = dyn_cast<CXXMethodDecl>(Twin->getUnderlyingDecl());
        return Other && Other->isConst() && Other->getNumParams() == Method->getNumParams();
      });
}

const Expr *stripCasts(const Expr *E, const ASTContext &Context) {
  while (true) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Inner))
      Inner = Rewritten->getSemanticForm()->IgnoreParenImpCasts();
    if (const auto *Substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(Inner))
      Inner = Substituted->getReplacement();
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Inner)) {
      const QualType From = Cast->getSubExpr()->getType(), To = Cast->getType();
      if (From->isIntegralOrEnumerationType() && To->isIntegralOrEnumerationType() &&
          (!To->isBooleanType() || From->isBooleanType()) &&
          Context.getTypeSize(To) >= Context.getTypeSize(From))
        Inner = Cast->getSubExpr();
    }
    if (Inner == E)
      return E;
    E = Inner;
  }
}

namespace {

/// Classes whose const members read what others write.
bool isSharedState(QualType Type) {
  const CXXRecordDecl *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->isInStdNamespace() &&
         Record->getName().starts_with("atomic");
}

/// A call of a member without arguments: the method, or null.
const CXXMethodDecl *plainMember(const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  return Call && Call->getNumArgs() == 0 ? Call->getMethodDecl() : nullptr;
}

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

bool callsAny(const Stmt *S) {
  return isa<CallExpr>(S) ||
         llvm::any_of(S->children(), [](const Stmt *Child) { return Child && callsAny(Child); });
}

/// Is its answer made of its arguments alone, as its declaration or its whole body shows?
bool isPureFunction(const FunctionDecl *Function) {
  const bool Writes = llvm::any_of(Function->parameters(), [](const ParmVarDecl *Parameter) {
    const QualType Type = Parameter->getType();
    return (Type->isReferenceType() || Type->isPointerType()) &&
           !Type->getPointeeType().isConstQualified();
  });
  if (Writes)
    return false;
  if (Function->isConstexpr() || Function->hasAttr<PureAttr>() || Function->hasAttr<ConstAttr>())
    return true;
  const FunctionDecl *Definition = nullptr;
  const auto *Body =
      Function->hasBody(Definition) ? dyn_cast<CompoundStmt>(Definition->getBody()) : nullptr;
  const auto *Return =
      Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  llvm::SmallVector<const ValueDecl *, 4> Reads;
  // A call within may be one of the function itself.
  return Return && Return->getRetValue() && !callsAny(Return) &&
         isPure(Return->getRetValue(), Reads) &&
         llvm::all_of(Reads, [](const ValueDecl *Read) { return isa<ParmVarDecl>(Read); });
}

bool isPureCall(const CallExpr *Call) {
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()))
    return leavesObjectAlone(Method);
  if (const FunctionDecl *Function = Call->getDirectCallee(); Function && isPureFunction(Function))
    return true;
  // Of free functions, comparison operators and those that are known to look only. Any other may
  // answer differently each time.
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  return (Operator && (Operator->isComparisonOp() || Operator->getOperator() == OO_Exclaim)) ||
         callsStd(Call, {"holds_alternative", "get_if", "get", "size", "ssize", "empty", "begin",
                         "end", "cbegin", "cend", "data", "as_const", "move", "forward"});
}

} // namespace

bool isPure(const Expr *E, llvm::SmallVectorImpl<const ValueDecl *> &Reads) {
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
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  const auto *Call = dyn_cast<CallExpr>(E);
  const bool Reading =
      Unary    ? !Unary->isIncrementDecrementOp()
      : Binary ? !Binary->isAssignmentOp()
      : Call
          ? isPureCall(Call)
          : isa<CastExpr, ParenExpr, IntegerLiteral, CharacterLiteral, CXXBoolLiteralExpr,
                CXXNullPtrLiteralExpr, FloatingLiteral, StringLiteral, CXXThisExpr,
                MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups, ConstantExpr,
                ArraySubscriptExpr, CXXConstructExpr, CXXDefaultArgExpr,
                SubstNonTypeTemplateParmExpr, UnaryExprOrTypeTraitExpr, CXXRewrittenBinaryOperator>(
                E);
  return Reading && llvm::all_of(E->children(), [&Reads](const Stmt *Child) {
           return isa_and_nonnull<Expr>(Child) && isPure(cast<Expr>(Child), Reads);
         });
}

/// The least and greatest enumerator, where all values between them are enumerators too: of a set
/// of flags, others are meant as well.
static std::optional<std::pair<int64_t, int64_t>> enumerators(QualType Type) {
  const auto *Enum = Type->getAs<EnumType>();
  const EnumDecl *Definition = Enum ? Enum->getDecl()->getDefinition() : nullptr;
  if (!Definition || Definition->enumerators().empty())
    return std::nullopt;
  int64_t Low = INT64_MAX, High = INT64_MIN, Count = 0;
  for (const EnumConstantDecl *Each : Definition->enumerators()) {
    if (!Each->getInitVal().isRepresentableByInt64())
      return std::nullopt;
    Low = std::min(Low, Each->getInitVal().getExtValue());
    High = std::max(High, Each->getInitVal().getExtValue());
    ++Count;
  }
  return High - Low == Count - 1 ? std::optional(std::pair(Low, High)) : std::nullopt;
}

void Terms::Entry::boundTo(QualType Type) {
  if (Type->isBooleanType() || Type->isUnsignedIntegerOrEnumerationType() || Type->isPointerType())
    Low = 0;
  if (Type->isBooleanType())
    High = 1;
  if (const auto Range = enumerators(Type))
    std::tie(Low, High) = *Range;
}

Terms::Terms(const FunctionDecl *Function, const ControlFlow &Flow)
    : Context(Function->getASTContext()) {
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
  for (Entry &Each : Table)
    Each.Mentions += llvm::count_if(Written, [&](const ValueDecl *Variable) {
      return llvm::is_contained(Each.Reads, Variable);
    });
}

void Terms::focus(const llvm::BitVector &Blocks) {
  ReadInFocus.clear();
  for (Entry &Each : Table)
    Each.Uses = 0;
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
  } else if (const auto *Call = dyn_cast<CallExpr>(S); Call && callsStd(Call, {"exchange"})) {
    mention(Call->getArg(0), 1, nullptr); // its value from before is the call's result
  }
}

static bool leavesItsObjectAlone(const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  return Method && leavesObjectAlone(Method);
}

void forEachWrite(const Stmt *S, llvm::function_ref<void(const ValueDecl *)> Visit) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit())
        Visit(Variable);
    return;
  }
  const Expr *Target = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp())
    Target = Binary->getLHS();
  else if (const auto *Unary = dyn_cast<UnaryOperator>(S); Unary && Unary->isIncrementDecrementOp())
    Target = Unary->getSubExpr();
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
           Operator && Operator->getNumArgs() > 0 && !Operator->isComparisonOp())
    Target = leavesItsObjectAlone(Operator) ? nullptr : Operator->getArg(0);
  else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(S))
    Target = leavesItsObjectAlone(Member) ? nullptr : Member->getImplicitObjectArgument();
  else if (const auto *Call = dyn_cast<CallExpr>(S); Call && callsStd(Call, {"exchange"}))
    Target = Call->getArg(0);
  if (const ValueDecl *Variable = Target ? rootVariableOf(Target) : nullptr)
    Visit(Variable);
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
  New.boundTo(Variable->getType().getNonReferenceType());
  return add(Id, New);
}

TermId Terms::ofResult(const Expr *Call) {
  llvm::FoldingSetNodeID Id;
  Id.AddString("result");
  Id.AddPointer(Call);
  Entry New;
  New.boundTo(Call->getType());
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
  New.boundTo(Type);
  return add(Id, New);
}

TermId Terms::ofPresenceOf(const ValueDecl *Variable) {
  llvm::FoldingSetNodeID Id;
  Id.AddString("presence of a variable");
  Id.AddPointer(Variable);
  Entry New;
  New.Reads.push_back(Variable);
  New.boundTo(Context.BoolTy);
  return add(Id, New);
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
      Name && isa<VarDecl, BindingDecl>(Name->getDecl()) && !isSharedState(Name->getType()) &&
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
        return Linear{Inner->Base, Inner->Offset + (Adds ? *By : -*By)};
  }
  // The condition is looked at when the step has been taken, so that 'n--' is one more than n is by
  // then.
  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->isIncrementDecrementOp()) {
    std::optional<Linear> Inner = linearOf(Unary->getSubExpr());
    if (Inner && Unary->isPostfix())
      Inner->Offset += Unary->isIncrementOp() ? -1 : 1;
    return Inner;
  }
  if (callsStd(E, {"exchange"}))
    return Linear{ofResult(E)};
  if (const Expr *Object = presenceTested(E)) {
    std::optional<TermId> Presence = ofPresence(Object);
    return Presence ? std::optional(Linear{*Presence}) : std::nullopt;
  }
  if (const CXXMethodDecl *Method = plainMember(E); isNamed(Method, {"size", "length"}))
    E = cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument();
  else if (std::optional<TermId> Pure = ofPure(E, "value", E->getType()))
    return Linear{*Pure};
  else
    return std::nullopt;
  std::optional<TermId> Size = ofSize(E);
  return Size ? std::optional(Linear{*Size}) : std::nullopt;
}

std::optional<TermId> Terms::ofSize(const Expr *Container) {
  return ofPure(Container->IgnoreParenImpCasts(), "size", Context.UnsignedLongTy);
}

std::optional<Atom> Terms::comparison(const Expr *Left, BinaryOperatorKind Operator,
                                      const Expr *Right) {
  if (isNullLike(Left) && !isNullLike(Right))
    return comparison(Right, Operator, Left);
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
    return Atom{L->Base, Operator, *RightValue - L->Offset};
  const std::optional<Linear> R = linearOf(Right);
  if (!R || R->Base == L->Base)
    return std::nullopt;
  // One spelling for a pair of terms, whichever stands on the left.
  if (L->Base < R->Base)
    return Atom{ofDifference(L->Base, R->Base), Operator, R->Offset - L->Offset};
  return Atom{ofDifference(R->Base, L->Base), BinaryOperator::reverseComparisonOp(Operator),
              L->Offset - R->Offset};
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
  if (const CXXMethodDecl *Method = plainMember(Condition);
      isNamed(Method, {"empty"}) && Method->isConst()) {
    const Expr *Object = cast<CXXMemberCallExpr>(Condition)->getImplicitObjectArgument();
    std::optional<TermId> Size = ofSize(Object);
    return Size ? std::optional(Atom{*Size, BO_EQ, 0}) : std::nullopt;
  }
  std::optional<Linear> Value = linearOf(Condition);
  return Value ? std::optional(Atom{Value->Base, BO_NE, -Value->Offset}) : std::nullopt;
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

//===--- Fixes.cpp - changes of the source that mend a misuse -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixes.h"
#include "ControlFlow.h"
#include "Terms.h"
#include "Words.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// All mentions of one variable in a function, lambdas within included.
class Mentions : public RecursiveASTVisitor<Mentions> {
public:
  explicit Mentions(const ValueDecl *Variable) : Variable(Variable) {}
  bool VisitDeclRefExpr(DeclRefExpr *Name) {
    if (Name->getDecl() == Variable && !llvm::is_contained(Found, Name))
      Found.push_back(Name);
    return true;
  }
  const ValueDecl *Variable;
  std::vector<const DeclRefExpr *> Found;
};

std::vector<const DeclRefExpr *> mentionsOf(const ValueDecl *Variable,
                                            const FunctionDecl *Function) {
  Mentions Visitor(Variable);
  Visitor.TraverseStmt(const_cast<Stmt *>(writtenBody(Function)));
  return Visitor.Found;
}

/// May the source be changed there? Not in a macro, nor in a template, whose instantiations may
/// differ in what is right for them.
bool isPlain(SourceRange Range, const FunctionDecl *Function) {
  return Range.isValid() && !Range.getBegin().isMacroID() && !Range.getEnd().isMacroID() &&
         !Function->isTemplateInstantiation();
}

Replacement insertBefore(SourceLocation Location, std::string Text) {
  return {CharSourceRange::getCharRange(Location, Location), std::move(Text)};
}

/// The place behind the last token of an expression.
Replacement insertAfter(const Expr *E, std::string Text, const ASTContext &Context) {
  const SourceLocation End = Lexer::getLocForEndOfToken(
      E->getEndLoc(), 0, Context.getSourceManager(), Context.getLangOpts());
  return insertBefore(End, std::move(Text));
}

const Stmt *parentOf(const Stmt *S, ASTContext &Context) {
  const auto Parents = Context.getParents(*S);
  return Parents.empty() ? nullptr : Parents[0].get<Stmt>();
}

/// The use around a name: beyond parentheses and implicit nodes.
const Stmt *useOf(const Expr *Name, ASTContext &Context) {
  const Stmt *Use = parentOf(Name, Context);
  while (
      isa_and_nonnull<ParenExpr, ImplicitCastExpr, ExprWithCleanups, MaterializeTemporaryExpr>(Use))
    Use = parentOf(Use, Context);
  return Use;
}

/// The local variable of the misuse, when it is one: written 'auto x = call();', alone.
const VarDecl *deducedFromCall(const FoundMisuse &Found, const DeclStmt *&Declaration,
                               ASTContext &Context) {
  const auto *Variable = dyn_cast<VarDecl>(Found.Object.Declaration);
  if (!Variable || !Found.Object.Where.isVariable() || isa<ParmVarDecl>(Variable) ||
      !Variable->getInit() || Variable->getType()->isReferenceType() ||
      !isPlain(Variable->getSourceRange(), Found.Function))
    return nullptr;
  const TypeSourceInfo *Written = Variable->getTypeSourceInfo();
  const auto Deduced =
      Written ? Written->getTypeLoc().getUnqualifiedLoc().getAs<AutoTypeLoc>() : AutoTypeLoc();
  if (!Deduced || !isAwaitable(Variable->getInit()))
    return nullptr;
  const auto Parents = Context.getParents(*Variable);
  Declaration = Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
  return Declaration && Declaration->isSingleDecl() ? Variable : nullptr;
}

/// The type of the result, for the types that have it as their first argument.
QualType resultType(QualType Type) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Spec || Spec->getTemplateArgs().size() == 0 ||
      Spec->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return {};
  return Spec->getTemplateArgs()[0].getAsType();
}

bool isCopyable(QualType Type) {
  if (Type.isNull() || Type->isVoidType() || Type->isReferenceType())
    return !Type.isNull();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return Type->isScalarType();
  if (Record->needsImplicitCopyConstructor())
    return !Record->defaultedCopyConstructorIsDeleted();
  return llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *Each) {
    return Each->isCopyConstructor() && !Each->isDeleted();
  });
}

} // namespace

bool isAwaitable(const Expr *Value) {
  Value = Value->IgnoreUnlessSpelledInSource();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Value);
  return isa<CallExpr>(Value) && (!Operator || Operator->getOperator() == OO_Call ||
                                  Operator->getOperator() == OO_Subscript);
}

Fix awaitValue(const Expr *Value) {
  const SourceRange Range = Value->getSourceRange();
  if (!isAwaitable(Value) || Range.getBegin().isMacroID())
    return {};
  return {insertBefore(Range.getBegin(), "co_await ")};
}

Fix awaitInitialiser(const FoundMisuse &Found, UnitAnalysis &Unit) {
  const DeclStmt *Declaration = nullptr;
  const VarDecl *Variable = deducedFromCall(Found, Declaration, Unit.context());
  const QualType Result = resultType(Found.Object.Type);
  if (!Variable || !isCoroutine(Found.Function) || Result.isNull() || Result->isVoidType() ||
      !mentionsOf(Variable, Found.Function).empty())
    return {};
  return {insertBefore(Variable->getInit()->getBeginLoc(), "co_await ")};
}

Fix awaitInsteadOfResult(const Event &Taken, UnitAnalysis &Unit) {
  const auto *Name =
      dyn_cast_or_null<DeclRefExpr>(Taken.Operand ? Taken.Operand->IgnoreParenImpCasts() : nullptr);
  // The operand of a call of a member is 'x.result', and its object the name.
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Taken.Operand))
    Name = dyn_cast<DeclRefExpr>(Member->getBase()->IgnoreParenImpCasts());
  if (!Name)
    return {};
  const Stmt *Call = useOf(Name, Unit.context());
  while (Call && !isa<CXXMemberCallExpr>(Call))
    Call = parentOf(Call, Unit.context());
  if (!Call || Call->getBeginLoc().isMacroID() || Call->getEndLoc().isMacroID() ||
      Call->getBeginLoc() != Name->getBeginLoc())
    return {};
  const Stmt *Around = useOf(cast<Expr>(Call), Unit.context());
  const bool Postfix = isa_and_nonnull<MemberExpr, CallExpr, ArraySubscriptExpr>(Around) &&
                       Around->getBeginLoc() == Call->getBeginLoc();
  const std::string Text = "co_await " + Name->getDecl()->getNameAsString();
  return {
      {CharSourceRange::getTokenRange(Call->getSourceRange()), Postfix ? "(" + Text + ")" : Text}};
}

Fix reuseResult(const FoundMisuse &Found, UnitAnalysis &Unit) {
  ASTContext &Context = Unit.context();
  const Misuse &What = Found.What;
  if (!Found.Object.Where.isVariable() || What.EarlierIteration || !What.Between.empty() ||
      !What.BeforeFirst.empty() || What.First->How != ConsumptionKind::Await ||
      What.Last.How != ConsumptionKind::Await || !What.First->Operand || !What.Last.Operand)
    return {};
  const auto AwaitOf = [&](const Event &E) {
    const Stmt *Use = E.Operand;
    while (Use && !isa<CoawaitExpr>(Use))
      Use = parentOf(Use, Context);
    return dyn_cast_or_null<CoawaitExpr>(Use);
  };
  const CoawaitExpr *First = AwaitOf(*What.First), *Second = AwaitOf(What.Last);
  if (!First || !Second || !isPlain(Second->getSourceRange(), Found.Function))
    return {};
  // 'T result = co_await x;', and nothing in between that changes it.
  const Stmt *Around = First;
  const VarDecl *Result = nullptr;
  for (auto Parents = Context.getParents(*First); !Parents.empty();
       Parents = Context.getParents(*Around)) {
    if ((Result = Parents[0].get<VarDecl>()))
      break;
    Around = Parents[0].get<Stmt>();
    if (!isa_and_nonnull<ExprWithCleanups, ImplicitCastExpr>(Around))
      return {};
  }
  if (!Result || Result->isImplicit() || Result->getType()->isReferenceType() ||
      !(Result->getType()->isScalarType() || Result->getType().isConstQualified()) ||
      !Context.hasSameUnqualifiedType(Result->getType(), Second->getType().getNonReferenceType()))
    return {};
  const auto DeclarationOf = [&](const Stmt *S) {
    while (S && !isa_and_nonnull<CompoundStmt>(parentOf(S, Context))) {
      const auto Parents = Context.getParents(*S);
      if (Parents.empty())
        return static_cast<const Stmt *>(nullptr);
      if (const auto *Variable = Parents[0].get<VarDecl>()) {
        const auto Above = Context.getParents(*Variable);
        S = Above.empty() ? nullptr : Above[0].get<Stmt>();
        if (S && isa_and_nonnull<CompoundStmt>(parentOf(S, Context)))
          return S;
        continue;
      }
      S = Parents[0].get<Stmt>();
    }
    return S;
  };
  const Stmt *FirstStatement = DeclarationOf(First), *SecondStatement = DeclarationOf(Second);
  if (!FirstStatement || !SecondStatement || FirstStatement == SecondStatement ||
      parentOf(FirstStatement, Context) != parentOf(SecondStatement, Context))
    return {};
  for (const DeclRefExpr *Name : mentionsOf(Result, Found.Function)) {
    const Stmt *Use = parentOf(Name, Context);
    if (!isa_and_nonnull<ImplicitCastExpr>(Use) ||
        cast<ImplicitCastExpr>(Use)->getCastKind() != CK_LValueToRValue)
      return {};
  }
  return {{CharSourceRange::getTokenRange(Second->getSourceRange()), Result->getNameAsString()}};
}

Fix shareAtCreation(const FoundMisuse &Found, UnitAnalysis &Unit) {
  ASTContext &Context = Unit.context();
  const DeclStmt *Declaration = nullptr;
  const VarDecl *Variable = deducedFromCall(Found, Declaration, Context);
  if (!Variable || !hasAsTask(Found.Object.Type) || !isCopyable(resultType(Found.Object.Type)))
    return {};
  for (const DeclRefExpr *Name : mentionsOf(Variable, Found.Function)) {
    const Stmt *Use = useOf(Name, Context);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Use);
    const auto *Method = Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
    const bool Fits =
        isa_and_nonnull<CoawaitExpr>(Use) ||
        (Method && Method->getIdentifier() &&
         llvm::is_contained({"is_completed", "is_completed_successfully", "operator co_await",
                             "await_ready", "await_suspend", "await_resume"},
                            Method->getName()));
    if (!Fits || Name->refersToEnclosingVariableOrCapture())
      return {};
  }
  const Expr *Init = Variable->getInit()->IgnoreUnlessSpelledInSource();
  if (Init->getEndLoc().isMacroID())
    return {};
  return {insertAfter(Init, ".as_task()", Context)};
}

} // namespace valuetask

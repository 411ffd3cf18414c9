//===--- Fixes.cpp - changes of the source that fix a misuse --------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "ast/ControlFlow.h"
#include "ast/Coroutines.h"
#include "ast/Expressions.h"
#include "compat/Versions.h"
#include "models/Inspections.h"
#include "models/Protocol.h"
#include "models/RuntimeTypes.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"
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

/// The use around a name: beyond parentheses and implicit nodes.
const Stmt *useOf(const Expr *Name, const Ancestors &Parents) {
  const Stmt *Use = Parents.getParent(Name);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr, ExprWithCleanups, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr>(Use))
    Use = Parents.getParent(Use);
  return Use;
}

/// Is it one of the runtime's, each of which can be awaited in a coroutine that returns another?
bool isOfOwn(QualType Type) { return isTask(Type) || isValueTask(Type); }

/// 'co_await x', in parentheses where what follows binds to the result, and would bind closer than
/// 'co_await'.
std::string awaiting(StringRef Awaited, const Stmt *Instead, const ASTContext &Context) {
  const std::optional<Token> Next =
      Lexer::findNextToken(Instead->getEndLoc(), Context.getSourceManager(), Context.getLangOpts());
  const bool Postfix = Next && Next->isOneOf(tok::period, tok::arrow, tok::l_square, tok::l_paren,
                                             tok::plusplus, tok::minusminus);
  const std::string Text = ("co_await " + Awaited).str();
  return Postfix ? "(" + Text + ")" : Text;
}

/// The local variable of the misuse, when it is one: written 'auto x = call();', alone.
const VarDecl *deducedFromCall(const FoundMisuse &Found, const Ancestors &Parents) {
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
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parents.getParent(Variable->getInit()));
  return Declaration && Declaration->isSingleDecl() ? Variable : nullptr;
}

} // namespace

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
  return llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *Constructor) {
    return Constructor->isCopyConstructor() && !Constructor->isDeleted();
  });
}

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

Fix awaitInitialiser(const FoundMisuse &Found, const UnitView &Unit) {
  const VarDecl *Variable = deducedFromCall(Found, Unit.parents());
  const QualType Result = resultType(Found.Object.Type);
  if (!Variable || !isCoroutine(Found.Function) || Result.isNull() || Result->isVoidType() ||
      !mentionsOf(Variable, Found.Function).empty())
    return {};
  return {insertBefore(Variable->getInit()->getBeginLoc(), "co_await ")};
}

Fix awaitInsteadOfResult(const Event &Taken, const UnitView &Unit) {
  const auto *Name =
      dyn_cast_or_null<DeclRefExpr>(Taken.Operand ? Taken.Operand->IgnoreParenImpCasts() : nullptr);
  // The operand of a call of a member is 'x.result', and its object the name.
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Taken.Operand))
    Name = dyn_cast<DeclRefExpr>(Member->getBase()->IgnoreParenImpCasts());
  if (!Name)
    return {};
  const Stmt *Call = useOf(Name, Unit.parents());
  while (Call && !isa<CXXMemberCallExpr>(Call))
    Call = Unit.parents().getParent(Call);
  if (!Call || Call->getBeginLoc().isMacroID() || Call->getEndLoc().isMacroID() ||
      Call->getBeginLoc() != Name->getBeginLoc())
    return {};
  return {{CharSourceRange::getTokenRange(Call->getSourceRange()),
           awaiting(Name->getDecl()->getNameAsString(), Call, Unit.context())}};
}

Fix awaitInsteadOfBlocking(const BlockingCall &Blocking, const FunctionDecl *Function,
                           const UnitView &Unit) {
  const ASTContext &Context = Unit.context();
  const Awaitables &Types = Unit.types();
  const QualType Type = Blocking.Operation->getType().getNonReferenceType();
  const DialectType *Facts = Types.factsOf(Type);
  const bool IsOfOneKind = Facts ? Facts == Types.factsOf(Function->getReturnType())
                                 : isOfOwn(Type) && isOfOwn(Function->getReturnType());
  // Of a function template, the type of its result is that of this instantiation.
  const QualType Result = resultType(Type);
  const bool HasResult = !Result.isNull() && Context.hasSameUnqualifiedType(
                                                 Result.getNonReferenceType(),
                                                 Blocking.Call->getType().getNonReferenceType());
  if (!IsOfOneKind || !HasResult || Blocking.IsInHandler ||
      !isPlain(Blocking.Call->getSourceRange(), Function))
    return {};
  // As written: 'std::move(x)' stays. An lvalue that can't be awaited would have to be moved, which
  // 'sync_wait' may not have done.
  const Expr *Operation = Blocking.Operation->IgnoreImplicit();
  const bool IsLvalue = Operation->isLValue();
  if (Facts && (IsLvalue ? Facts->AwaitLvalue : Facts->AwaitRvalue) == AwaitKind::No)
    return {};
  const bool IsPrimary = isAwaitable(Operation) || isa<DeclRefExpr>(Operation);
  const StringRef Text =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Operation->getSourceRange()),
                           Context.getSourceManager(), Context.getLangOpts());
  unsigned Arguments = llvm::count_if(Blocking.Call->arguments(), [](const Expr *Argument) {
    return !isa<CXXDefaultArgExpr>(Argument);
  });
  Arguments -= isa<CXXOperatorCallExpr>(Blocking.Call) && Arguments > 0;
  const bool IsMember = isa<CXXMemberCallExpr>(Blocking.Call);
  // What else it is given says how to wait.
  if (!IsPrimary || Text.empty() || Text.contains('\n') || (!IsMember && Arguments != 1) ||
      isa<CXXOperatorCallExpr>(Operation))
    return {};
  return {{CharSourceRange::getTokenRange(Blocking.Call->getSourceRange()),
           awaiting(Text, Blocking.Call, Context)}};
}

Fix reuseResult(const FoundMisuse &Found, const UnitView &Unit) {
  const ASTContext &Context = Unit.context();
  const Ancestors &Parents = Unit.parents();
  const Misuse &What = Found.What;
  if (!Found.Object.Where.isVariable() || What.EarlierIteration || !What.Between.empty() ||
      !What.BeforeFirst.empty() || What.First->How != ConsumptionKind::Await ||
      What.Last.How != ConsumptionKind::Await || !What.First->Operand || !What.Last.Operand)
    return {};
  const auto AwaitOf = [&](const Event &E) {
    const Stmt *Use = E.Operand;
    while (Use && !isa<CoawaitExpr>(Use))
      Use = Parents.getParent(Use);
    return dyn_cast_or_null<CoawaitExpr>(Use);
  };
  const CoawaitExpr *First = AwaitOf(*What.First), *Second = AwaitOf(What.Last);
  if (!First || !Second || !isPlain(Second->getSourceRange(), Found.Function))
    return {};
  // 'T result = co_await x;', and nothing in between that changes it.
  const Stmt *Around = First;
  while (isa_and_nonnull<ExprWithCleanups, ImplicitCastExpr>(Parents.getParent(Around)))
    Around = Parents.getParent(Around);
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Parents.getParent(Around));
  const VarDecl *Result = nullptr;
  if (!Declaration)
    return {};
  for (const Decl *D : Declaration->decls())
    if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit() == Around)
      Result = Variable;
  if (!Result || Result->isImplicit() || Result->getType()->isReferenceType() ||
      !(Result->getType()->isScalarType() || Result->getType().isConstQualified()) ||
      !Context.hasSameUnqualifiedType(Result->getType(), Second->getType().getNonReferenceType()))
    return {};
  const auto StatementOf = [&](const Stmt *S) {
    while (S && !isa_and_nonnull<CompoundStmt>(Parents.getParent(S)))
      S = Parents.getParent(S);
    return S;
  };
  const Stmt *FirstStatement = StatementOf(First), *SecondStatement = StatementOf(Second);
  if (!FirstStatement || !SecondStatement || FirstStatement == SecondStatement ||
      Parents.getParent(FirstStatement) != Parents.getParent(SecondStatement))
    return {};
  for (const DeclRefExpr *Name : mentionsOf(Result, Found.Function)) {
    const Stmt *Use = Parents.getParent(Name);
    if (Result->getType().isConstQualified())
      break; // nothing can change it
    if (!isa_and_nonnull<ImplicitCastExpr>(Use) ||
        cast<ImplicitCastExpr>(Use)->getCastKind() != CK_LValueToRValue)
      return {};
  }
  return {{CharSourceRange::getTokenRange(Second->getSourceRange()), Result->getNameAsString()}};
}

Fix shareAtCreation(const FoundMisuse &Found, const UnitView &Unit) {
  const ASTContext &Context = Unit.context();
  const VarDecl *Variable = deducedFromCall(Found, Unit.parents());
  if (!Variable || !hasAsTask(Found.Object.Type) || !isCopyable(resultType(Found.Object.Type)))
    return {};
  for (const DeclRefExpr *Name : mentionsOf(Variable, Found.Function)) {
    const Stmt *Use = useOf(Name, Unit.parents());
    const auto *Member = dyn_cast_or_null<MemberExpr>(Use);
    const auto *Method = Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
    const bool Fits = isa_and_nonnull<CoawaitExpr>(Use) || (Method && isSharedToo(Method));
    if (!Fits || Name->refersToEnclosingVariableOrCapture())
      return {};
  }
  const Expr *Init = Variable->getInit()->IgnoreUnlessSpelledInSource();
  if (Init->getEndLoc().isMacroID())
    return {};
  return {insertAfter(Init, ".as_task()", Context)};
}

namespace {

/// All that is written to a field, and whether anything is done with it that a task can't take.
class FieldUses : public RecursiveASTVisitor<FieldUses> {
public:
  FieldUses(const FieldDecl *Field, const UnitView &Unit)
      : Field(Field), Context(Unit.context()), Parents(Unit.parents()) {}

  bool TraverseDecl(Decl *D) {
    // No header can use what the main file declares.
    if (D && D->getLocation().isValid() &&
        !Context.getSourceManager().isInMainFile(
            Context.getSourceManager().getExpansionLoc(D->getLocation())))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitMemberExpr(MemberExpr *Member) {
    if (Member->getMemberDecl() != Field || !Seen.insert(Member).second)
      return true;
    const Stmt *Use = useOf(Member, Parents);
    const auto *Method = isa_and_nonnull<MemberExpr>(Use)
                             ? dyn_cast<CXXMethodDecl>(cast<MemberExpr>(Use)->getMemberDecl())
                             : nullptr;
    const auto *Assignment = dyn_cast_or_null<CXXOperatorCallExpr>(Use);
    if (Assignment && Assignment->getOperator() == OO_Equal &&
        Assignment->getArg(0)->IgnoreParenImpCasts() == Member)
      note(Assignment->getArg(1));
    else if (!isa_and_nonnull<CoawaitExpr>(Use) && !(Method && isSharedToo(Method)))
      Fits = false;
    return true;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (Init->getMember() == Field && Init->isWritten())
      note(Init->getInit());
    return RecursiveASTVisitor::TraverseConstructorInitializer(Init);
  }

  bool VisitInitListExpr(InitListExpr *List) {
    const InitListExpr *Semantic = List->isSemanticForm() ? List : List->getSemanticForm();
    const CXXRecordDecl *Record = Semantic ? Semantic->getType()->getAsCXXRecordDecl() : nullptr;
    if (Record &&
        Record->getCanonicalDecl() == cast<CXXRecordDecl>(Field->getParent())->getCanonicalDecl() &&
        Seen.insert(Semantic).second && Field->getFieldIndex() < Semantic->getNumInits())
      note(Semantic->getInit(Field->getFieldIndex()));
    return true;
  }

  void note(const Expr *Written) {
    if (isa<ImplicitValueInitExpr, CXXDefaultInitExpr>(Written))
      return;
    const Expr *Value = Written->IgnoreUnlessSpelledInSource();
    if (const auto *List = dyn_cast<InitListExpr>(Value); List && List->getNumInits() == 1)
      Value = List->getInit(0)->IgnoreUnlessSpelledInSource();
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
        Construct && Construct->getConstructor()->isCopyOrMoveConstructor())
      Value = Construct->getArg(0)->IgnoreUnlessSpelledInSource();
    if (!isAwaitable(Value) || !isPlainHere(Value->getSourceRange()))
      Fits = false;
    else if (!llvm::is_contained(Values, Value))
      Values.push_back(Value);
  }

  bool isPlainHere(SourceRange Range) const {
    const SourceManager &Sources = Context.getSourceManager();
    return !Range.getBegin().isMacroID() && !Range.getEnd().isMacroID() &&
           Sources.isInMainFile(Range.getBegin());
  }

  const FieldDecl *Field;
  ASTContext &Context;
  const Ancestors &Parents;
  bool Fits = true;
  std::vector<const Expr *> Values;
  llvm::DenseSet<const Stmt *> Seen;
};

/// Are all uses of a function calls that are awaited at once?
class FunctionUses : public RecursiveASTVisitor<FunctionUses> {
public:
  FunctionUses(const FunctionDecl *Function, const UnitView &Unit)
      : Function(Function->getCanonicalDecl()), Context(Unit.context()), Parents(Unit.parents()) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *Name) {
    if (Name->getDecl()->getCanonicalDecl() == Function)
      Fits &= isAwaitedCall(Name);
    return Fits;
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    if (Member->getMemberDecl()->getCanonicalDecl() == Function)
      Fits &= isAwaitedCall(Member);
    return Fits;
  }
  bool VisitOverloadExpr(OverloadExpr *Names) {
    // Which one is meant isn't known before the template is instantiated.
    Fits &= llvm::none_of(Names->decls(), [this](const NamedDecl *Declaration) {
      return Declaration->getUnderlyingDecl()->getCanonicalDecl() == Function;
    });
    return Fits;
  }

  bool Fits = true;

private:
  bool isAwaitedCall(const Expr *Callee) const {
    const auto *Call = dyn_cast_or_null<CallExpr>(useOf(Callee, Parents));
    return Call && Call->getCallee()->IgnoreParenImpCasts() == Callee &&
           isa_and_nonnull<CoawaitExpr>(useOf(Call, Parents));
  }

  const FunctionDecl *Function;
  ASTContext &Context;
  const Ancestors &Parents;
};

} // namespace

std::optional<CharSourceRange> templateName(TypeLoc Written, SourceLocation Begin) {
  Written = compat::unelaborated<TypeLoc>(Written.getUnqualifiedLoc());
  const auto Template = Written.getAs<TemplateSpecializationTypeLoc>();
  if (!Template || Template.getTypePtr()->isTypeAlias())
    return std::nullopt;
  return CharSourceRange::getTokenRange(Begin, Template.getTemplateNameLoc());
}

/// The same, if it is value_task's.
static std::optional<CharSourceRange> valueTaskName(TypeLoc Written, SourceLocation Begin,
                                                    const Awaitables &Types) {
  if (Types.shortName(Written.getType()) != "value_task")
    return std::nullopt;
  return templateName(Written, Begin);
}

Fix returnTask(const FunctionDecl *Function, const UnitView &Unit) {
  ASTContext &Context = Unit.context();
  const SourceManager &Sources = Context.getSourceManager();
  if (Function->isExternallyVisible() || Function->isDependentContext() ||
      Function->getTemplateInstantiationPattern() ||
      !isa_and_nonnull<CoroutineBodyStmt>(Function->getBody()) ||
      !hasAsTask(Function->getReturnType()) || !isCopyable(resultType(Function->getReturnType())))
    return {};
  Fix Result;
  for (const FunctionDecl *Redeclaration : Function->redecls()) {
    const FunctionTypeLoc Whole = Redeclaration->getFunctionTypeLoc();
    const TypeLoc Written = Whole ? Whole.getReturnLoc() : TypeLoc();
    const std::optional<CharSourceRange> Name =
        Written ? valueTaskName(Written, Written.getBeginLoc(), Unit.types()) : std::nullopt;
    if (!Name || !isPlain(Name->getAsRange(), Redeclaration) ||
        !Sources.isInMainFile(Name->getBegin()))
      return {};
    Result.push_back({*Name, "valuetask::task"});
  }
  FunctionUses Uses(Function, Unit);
  Uses.TraverseDecl(Context.getTranslationUnitDecl());
  return Uses.Fits ? Result : Fix();
}

Fix shareField(const FieldDecl *Field, const UnitView &Unit) {
  const ASTContext &Context = Unit.context();
  const auto *Record = cast<CXXRecordDecl>(Field->getParent());
  FieldUses Uses(Field, Unit);
  if (!Uses.isPlainHere(Field->getSourceRange()) || Record->isDependentContext() ||
      Record->getTemplateInstantiationPattern() || !hasAsTask(Field->getType()) ||
      !isCopyable(resultType(Field->getType())))
    return {};
  const std::optional<CharSourceRange> Name = valueTaskName(
      Field->getTypeSourceInfo()->getTypeLoc(), Field->getTypeSpecStartLoc(), Unit.types());
  if (!Name)
    return {};
  Uses.TraverseDecl(Context.getTranslationUnitDecl());
  if (Field->hasInClassInitializer())
    Uses.note(Field->getInClassInitializer());
  if (!Uses.Fits)
    return {};
  // With its namespace, since nothing says that the short name is known there.
  Fix Result = {{*Name, "valuetask::task"}};
  for (const Expr *Value : Uses.Values)
    Result.push_back(insertAfter(Value, ".as_task()", Context));
  return Result;
}

} // namespace valuetask

//===--- Inspections.cpp - calls that only look ---------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Inspections.h"
#include "ast/Expressions.h"
#include "models/Accessors.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

bool isAtomic(QualType Type) { return (traitsOf(Type) & Atomic) != 0; }

bool changesByItself(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  return Type.isVolatileQualified() || Type->isAtomicType() || (traitsOf(Type) & ChangesAlone) != 0;
}

const CXXMethodDecl *plainInspection(const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Call && Call->getNumArgs() == 0 ? Call->getMethodDecl() : nullptr;
  return Method && Method->isConst() ? Method : nullptr;
}

const Expr *presenceTested(const Expr *E) {
  const CXXMethodDecl *Method = plainInspection(E);
  const bool Tests = Method && (isa<CXXConversionDecl>(Method)
                                    ? Method->getReturnType()->isBooleanType()
                                    : memberEffect(Method) == CallEffect::Presence ||
                                          (memberEffect(Method) == CallEffect::Pointee &&
                                           Method->getReturnType()->isPointerType()));
  return Tests ? cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument() : nullptr;
}

Presence presenceGiven(QualType Type, const Expr *Value) {
  using Kind = Presence::Kind;
  const unsigned Traits = traitsOf(Type);
  const Expr *Given = Value->IgnoreUnlessSpelledInSource(), *Converted = givenValue(Value);
  if (!(Traits & Holder))
    return {};
  if (const auto *Cast = dyn_cast<CastExpr>(Converted);
      Cast && Cast->getCastKind() == CK_UserDefinedConversion)
    return {};
  if (isNullLike(Given))
    return {Kind::Absent};
  if (const CallEffect Makes = functionEffect(Given);
      Makes == CallEffect::MakeHolder || Makes == CallEffect::WrapInHolder)
    return {Kind::Present};
  const auto ClassOf = [](QualType Of) {
    const CXXRecordDecl *Record = Of.getNonReferenceType()->getAsCXXRecordDecl();
    return Record && (traitsOf(Record) & Holder) ? Record->getName() : StringRef();
  };
  const bool IsSame = ClassOf(Given->getType()) == ClassOf(Type);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Given); Made && IsSame) {
    if (Made->getNumArgs() == 0)
      return {Kind::Absent};
    const QualType From = Made->getArg(0)->getType();
    if (traitsOf(From) & InPlaceTag)
      return {Kind::Present};
    if (From->isPointerType())
      return {Kind::AsPointer, Made->getArg(0)};
  }
  if ((Traits & FromContent) && !IsSame)
    return {Kind::Present};
  const auto *Copy = dyn_cast<CXXConstructExpr>(Converted);
  if (!Copy)
    return {};
  return Copy->getConstructor()->isCopyConstructor() ? Presence{Kind::AsCopied, Copy->getArg(0)}
                                                     : Presence{Kind::AsMoved, Copy};
}

std::optional<SizeQuestion> sizeAsked(const Expr *E) {
  if (const CXXMethodDecl *Method = plainInspection(E)) {
    const CallEffect Asks = memberEffect(Method);
    if (Asks != CallEffect::Size && Asks != CallEffect::Empty)
      return std::nullopt;
    return SizeQuestion{cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument(),
                        Asks == CallEffect::Empty};
  }
  const CallEffect Asks = functionEffect(E);
  if (Asks != CallEffect::Size && Asks != CallEffect::Empty)
    return std::nullopt;
  const auto *Call = cast<CallExpr>(E);
  if (Call->getNumArgs() != 1 || !Call->getArg(0)->getType()->isRecordType())
    return std::nullopt;
  return SizeQuestion{Call->getArg(0), Asks == CallEffect::Empty};
}

const Expr *durationCounted(const Expr *E) {
  const CXXMethodDecl *Method = plainInspection(E);
  return Method && (traitsOf(Method->getParent()) & Duration) && Method->getIdentifier() &&
                 Method->getName() == "count"
             ? cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument()
             : nullptr;
}

std::optional<int64_t> constantDuration(const Expr *E, const ASTContext &Context) {
  E = E->IgnoreImplicit();
  Expr::EvalResult Result;
  if (!(traitsOf(E->getType()) & Duration) || E->isValueDependent() || E->isGLValue() ||
      !E->EvaluateAsRValue(Result, Context) || !Result.Val.isStruct() ||
      Result.Val.getStructNumFields() != 1 || !Result.Val.getStructField(0).isInt())
    return std::nullopt;
  const llvm::APSInt &Units = Result.Val.getStructField(0).getInt();
  return Units.isRepresentableByInt64() ? std::optional(Units.getExtValue()) : std::nullopt;
}

const StringLiteral *literalIn(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    E = Cast->getSubExpr()->IgnoreUnlessSpelledInSource();
  const auto *Made = dyn_cast<CXXConstructExpr>(E);
  const unsigned Written =
      Made ? llvm::count_if(Made->arguments(),
                            [](const Expr *Argument) { return !isa<CXXDefaultArgExpr>(Argument); })
           : 0;
  if (Written == 1 && (traitsOf(Made->getType()) & (Counted | Owner)) == Counted)
    E = Made->getArg(0)->IgnoreUnlessSpelledInSource();
  return dyn_cast<StringLiteral>(E);
}

std::optional<int64_t> constantOf(const Expr *E, const ASTContext &Context) {
  if (E->isValueDependent())
    return std::nullopt;
  if (const FunctionDecl *Callee = calleeOf(E)) {
    if (const Expr *Returned = constantReturned(Callee))
      return constantOf(Returned, Context);
    if (const CallEffect Effect = functionEffect(Callee);
        Effect == CallEffect::True || Effect == CallEffect::False)
      return Effect == CallEffect::True;
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

bool isNullLike(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  return (traitsOf(E->getType()) & NullTag) != 0;
}

bool takesNull(const FunctionDecl *Function, unsigned Parameter) {
  if (Function->getNumParams() <= Parameter || Function->getPrimaryTemplate())
    return false;
  const QualType Type = Function->getParamDecl(Parameter)->getType().getNonReferenceType();
  return Type->isNullPtrType() || (traitsOf(Type) & NullTag) != 0;
}

namespace {

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
         onlyLooks(functionEffect(Call));
}

} // namespace

bool isPure(const Expr *E, llvm::SmallVectorImpl<const ValueDecl *> &Reads) {
  if (E->getType().isVolatileQualified() || isAtomic(E->getType()))
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
  // An initialiser in a class may read the object that is made.
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
    return Default->getExpr()->isEvaluatable(Default->getField()->getASTContext());
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
                ArraySubscriptExpr, CXXConstructExpr, InitListExpr, CXXDefaultArgExpr,
                SubstNonTypeTemplateParmExpr, UnaryExprOrTypeTraitExpr, CXXRewrittenBinaryOperator>(
                E);
  return Reading && llvm::all_of(E->children(), [&Reads](const Stmt *Child) {
           return isa_and_nonnull<Expr>(Child) && isPure(cast<Expr>(Child), Reads);
         });
}

const Expr *baseOf(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return Cast->getSubExpr();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return Full->getSubExpr();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(Member->getMemberDecl()) ? Member->getBase() : nullptr;
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return Subscript->getBase();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getSubExpr();
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    return Member->getImplicitObjectArgument();
  const auto *Call = dyn_cast<CallExpr>(E);
  const bool Leads = Call && Call->getNumArgs() > 0 &&
                     (isa<CXXOperatorCallExpr>(Call) || leadsIn(functionEffect(Call)));
  return Leads ? Call->getArg(0) : nullptr;
}

const ValueDecl *rootVariableOf(const Expr *E) {
  for (; E; E = baseOf(E)) {
    E = E->IgnoreParenImpCasts();
    if (const ValueDecl *Variable = variableOf(E))
      return Variable;
    const bool IsCall = isa<CallExpr>(E) && !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(E);
    if (IsCall || isa<ExplicitCastExpr>(E))
      return nullptr;
  }
  return nullptr;
}

static bool leavesItsObjectAlone(const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  return Method && leavesObjectAlone(Method);
}

void forEachWrite(const Stmt *S, llvm::function_ref<void(const ValueDecl *)> Visit) {
  if (const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(S);
      Assignment && Assignment->getOperator() == OO_Equal)
    for (const Expr *Target : tiedBy(Assignment->getArg(0)))
      if (const ValueDecl *Variable = rootVariableOf(Target))
        Visit(Variable);
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
  else if (const CallExpr *Call = exchangeIn(S))
    Target = Call->getArg(0);
  else if (const auto *Call = dyn_cast<CallExpr>(S);
           Call && functionEffect(Call) == CallEffect::Swap && Call->getNumArgs() == 2) {
    if (const ValueDecl *Variable = rootVariableOf(Call->getArg(1)))
      Visit(Variable);
    Target = Call->getArg(0);
  }
  if (const ValueDecl *Variable = Target ? rootVariableOf(Target) : nullptr)
    Visit(Variable);
}

static bool isReferenceToNonConst(QualType Type) {
  return Type->isLValueReferenceType() && !Type->getPointeeType().isConstQualified() &&
         !Type->getPointeeType()->isFunctionType();
}

static bool writes(const Stmt *S, const ValueDecl *Written, unsigned Depth) {
  bool Found = false;
  forEachWrite(S, [&](const ValueDecl *Variable) { Found |= Variable == Written; });
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Found || (Callee && mayWrite(Callee, Written, Depth)))
    return true;
  if (Callee)
    for (const auto &[Argument, Parameter] : llvm::zip(Call->arguments(), Callee->parameters()))
      if (isReferenceToNonConst(Parameter->getType()) && variableOf(Argument) == Written)
        return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return Child && writes(Child, Written, Depth); });
}

bool mayWrite(const FunctionDecl *Function, const ValueDecl *Written, unsigned Depth) {
  const FunctionDecl *Definition = nullptr;
  return Depth > 0 && Function->hasBody(Definition) && !Definition->isInStdNamespace() &&
         writes(Definition->getBody(), Written, Depth - 1);
}

/// What a member or a base gets is read, or made likewise.
static bool onlyReads(const Expr *Init) {
  Init = Init->IgnoreUnlessSpelledInSource();
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Init))
    return (Made->getConstructor()->isTrivial() || onlyInitialises(Made->getConstructor())) &&
           llvm::all_of(Made->arguments(), onlyReads);
  llvm::SmallVector<const ValueDecl *, 4> Reads;
  return isa<ImplicitValueInitExpr>(Init) || isPure(Init, Reads);
}

bool onlyInitialises(const CXXConstructorDecl *Constructor) {
  const FunctionDecl *Definition = nullptr;
  const auto *Body =
      Constructor->hasBody(Definition) ? dyn_cast<CompoundStmt>(Definition->getBody()) : nullptr;
  return Body && Body->body_empty() &&
         llvm::all_of(cast<CXXConstructorDecl>(Definition)->inits(),
                      [](const CXXCtorInitializer *Part) { return onlyReads(Part->getInit()); });
}

/// 'std::pair<bool &, int>'
static bool keepsReferences(const DeclContext *Context) {
  const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(Context);
  const auto IsReference = [](const TemplateArgument &Argument) {
    return Argument.getKind() == TemplateArgument::Type && Argument.getAsType()->isReferenceType();
  };
  return Class && llvm::any_of(Class->getTemplateArgs().asArray(), [&](const auto &Argument) {
           return Argument.getKind() == TemplateArgument::Pack
                      ? llvm::any_of(Argument.pack_elements(), IsReference)
                      : IsReference(Argument);
         });
}

bool isOnlyMadeUseOf(const Expr *Argument, const FunctionDecl *Callee, unsigned Index) {
  const FunctionDecl *Pattern = Callee->getTemplateInstantiationPattern();
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const Decl *Named = Method ? static_cast<const Decl *>(Method->getParent()) : Callee;
  if (!Argument->getType()->isScalarType() || !Pattern || !Named->isInStdNamespace() ||
      Pattern->getNumParams() == 0 || keepsReferences(Callee->getDeclContext()) ||
      llvm::is_contained({CallEffect::Invoke, CallEffect::Apply}, functionEffect(Callee)))
    return false;
  // (The last one may be a pack.)
  QualType Type = Pattern->getParamDecl(std::min(Index, Pattern->getNumParams() - 1))->getType();
  if (const auto *Pack = Type->getAs<PackExpansionType>())
    Type = Pack->getPattern();
  const auto *Reference = Type->getAs<RValueReferenceType>();
  return Reference && Reference->getPointeeType()->isTemplateTypeParmType() &&
         !Reference->getPointeeType().isConstQualified();
}

llvm::SmallVector<const ValueDecl *, 2> boundBy(const Expr *Made) {
  llvm::SmallVector<const ValueDecl *, 2> Bound;
  const auto Bind = [&](const Expr *Given, QualType Type) {
    if (!isReferenceToNonConst(Type))
      return;
    const auto *Choice = dyn_cast<AbstractConditionalOperator>(Given->IgnoreParenImpCasts());
    const Expr *First = Choice ? Choice->getTrueExpr() : Given;
    const Expr *Other = Choice ? Choice->getFalseExpr() : nullptr;
    for (const Expr *Way : {First, Other})
      if (const ValueDecl *Variable = Way ? rootVariableOf(Way) : nullptr)
        Bound.push_back(Variable);
  };
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Made)) {
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    for (const auto &[Index, Argument, Parameter] :
         llvm::enumerate(Construct->arguments(), Constructor->parameters()))
      if (!isOnlyMadeUseOf(Argument, Constructor, static_cast<unsigned>(Index)))
        Bind(Argument, Parameter->getType());
  } else if (const auto *List = dyn_cast<InitListExpr>(Made)) {
    const auto *Class = List->getType()->getAsCXXRecordDecl();
    if (Class && Class->getNumBases() == 0 && !Class->isUnion())
      for (const auto &[Field, Given] : llvm::zip(Class->fields(), List->inits()))
        Bind(Given, Field->getType());
  } else if (const auto *Call = dyn_cast<CallExpr>(Made);
             Call && !isCastLike(functionEffect(Call))) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const unsigned Objects =
        isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee);
    if (Callee && Call->getType()->isRecordType())
      for (const auto &[Argument, Parameter] :
           llvm::zip(llvm::drop_begin(Call->arguments(), Objects), Callee->parameters()))
        Bind(Argument, Parameter->getType());
  }
  return Bound;
}

/// The captured variables that a lambda may write.
static llvm::SmallVector<const ValueDecl *, 2> writtenBy(const CXXRecordDecl *Closure) {
  llvm::SmallVector<const ValueDecl *, 2> Written;
  llvm::copy_if(capturedByReference(Closure), std::back_inserter(Written),
                [&](const ValueDecl *Captured) {
                  return mayWrite(Closure->getLambdaCallOperator(), Captured);
                });
  return Written;
}

llvm::SmallVector<const ValueDecl *, 2> keptBy(const Expr *Made) {
  llvm::SmallVector<const ValueDecl *, 2> Kept;
  llvm::SmallVector<const Stmt *, 8> Worklist = {Made};
  while (!Worklist.empty()) {
    const auto *Part = dyn_cast_or_null<Expr>(Worklist.pop_back_val());
    if (!Part)
      continue;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(Part)) {
      llvm::append_range(Kept, writtenBy(Lambda->getLambdaClass()));
      continue;
    }
    llvm::append_range(Kept, boundBy(Part));
    if (const auto *Unary = dyn_cast<UnaryOperator>(Part); Unary && Unary->getOpcode() == UO_AddrOf)
      if (const ValueDecl *Variable = rootVariableOf(Unary->getSubExpr()))
        Kept.push_back(Variable);
    Worklist.append(Part->child_begin(), Part->child_end());
  }
  return Kept;
}

static bool hasDestructor(QualType Type) {
  const auto *Class = Type->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() && !Class->hasTrivialDestructor();
}

static bool hasTemplateArgument(const CXXRecordDecl *Class,
                                llvm::function_ref<bool(const CXXRecordDecl *)> Is) {
  const auto *Instance = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  return Instance &&
         llvm::any_of(Instance->getTemplateArgs().asArray(), [&](const TemplateArgument &Of) {
           const auto *Given = Of.getKind() == TemplateArgument::Type
                                   ? Of.getAsType()->getAsCXXRecordDecl()
                                   : nullptr;
           return Given && Is(Given);
         });
}

/// Does the class keep a function that it is given: a deleter, what a scope guard calls?
static bool keepsFunctions(QualType Type) {
  const auto *Class = Type->getAsCXXRecordDecl();
  return (traitsOf(Class) & Holder) ||
         hasTemplateArgument(Class, [](const CXXRecordDecl *Of) { return Of->isLambda(); });
}

/// Does it keep objects whose destructors somebody wrote?
static bool keepsGuards(const CXXRecordDecl *Class) {
  return hasTemplateArgument(Class, [](const CXXRecordDecl *Of) {
    return Of->hasDefinition() && !Of->hasTrivialDestructor() && !Of->isInStdNamespace();
  });
}

llvm::SmallVector<const ValueDecl *, 2> writtenAtEnd(const Stmt *S) {
  llvm::SmallVector<const ValueDecl *, 2> Written;
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      const Expr *Init = Variable ? Variable->getInit() : nullptr;
      if (!Init || !hasDestructor(Variable->getType()))
        continue;
      llvm::append_range(Written, keptBy(Init));
      if (keepsFunctions(Variable->getType()))
        for (const ValueDecl *Given : mentionedIn(Init))
          if (const auto *Lambda = Given->getType().getNonReferenceType()->getAsCXXRecordDecl();
              Lambda && Lambda->isLambda())
            llvm::append_range(Written, writtenBy(Lambda));
    }
  } else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(S)) {
    if (isa<CXXConstructExpr, InitListExpr>(givenValue(Temporary)) &&
        !Temporary->getType()->getAsCXXRecordDecl()->isInStdNamespace())
      Written = keptBy(Temporary);
  } else if (isa<CXXNewExpr>(S)) {
    Written = keptBy(cast<Expr>(S));
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    const CallEffect Fills = Method ? memberEffect(Method) : CallEffect::None;
    const CXXRecordDecl *Keeper = nullptr;
    if (functionEffect(Call) == CallEffect::MakeHolder)
      Keeper = Call->getType()->getAsCXXRecordDecl();
    else if (Fills == CallEffect::Emplace || Fills == CallEffect::Fill ||
             Fills == CallEffect::FillAlways)
      Keeper = Method->getParent();
    if (!(traitsOf(Keeper) & Owner) || !keepsGuards(Keeper))
      return Written;
    for (const auto &[Argument, Parameter] :
         llvm::zip(Call->arguments(), Call->getDirectCallee()->parameters())) {
      const ValueDecl *Variable = rootVariableOf(Argument);
      if (Variable && isReferenceToNonConst(Parameter->getType()))
        Written.push_back(Variable);
      llvm::append_range(Written, keptBy(Argument));
    }
  }
  return Written;
}

/// The one expression that a lambda's body returns.
static const Expr *returnedBy(const CXXMethodDecl *Lambda) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Lambda->getBody());
  const auto *Return =
      Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

bool isRepeatable(const Stmt *S, llvm::SmallVectorImpl<const ValueDecl *> &Reads) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    const bool CallsObject = Method && Method->getOverloadedOperator() == OO_Call;
    if (CallsObject && Method->getParent()->isLambda()) {
      const Expr *Returned = returnedBy(Method);
      if (!Returned || !isPure(Returned, Reads) || !isRepeatable(Returned, Reads))
        return false;
    } else if (CallsObject || (Method && Method->isStatic())) {
      return false; // a clock, a factory, a function that somebody set
    }
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(S);
        Member && changesByItself(Member->getImplicitObjectArgument()->getType()))
      return false;
  }
  return llvm::all_of(S->children(),
                      [&Reads](const Stmt *Child) { return !Child || isRepeatable(Child, Reads); });
}

bool isInspection(const CallExpr *Call) {
  const auto *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (Method && Method->getOverloadedOperator() == OO_Call) {
    llvm::SmallVector<const ValueDecl *, 4> Reads;
    return Method->getParent()->isLambda() && isPure(Call, Reads) && isRepeatable(Call, Reads);
  }
  if (!Callee || !Callee->isInStdNamespace())
    return false;
  if (Method)
    return leavesObjectAlone(Method);
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  return Operator ? Operator->isComparisonOp() : onlyLooks(functionEffect(Callee));
}

} // namespace valuetask

//===--- Awaitables.cpp - which types, and what consumes them -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/Awaitables.h"
#include "compat/Versions.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// The declaration that all instantiations of a class share: the templated class of the primary
/// template, the member class as written in its template, or the class itself.
const CXXRecordDecl *patternOf(const CXXRecordDecl *Record) {
  if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record)) {
    const ClassTemplateDecl *Template = Spec->getSpecializedTemplate();
    while (const ClassTemplateDecl *From = Template->getInstantiatedFromMemberTemplate())
      Template = From;
    return Template->getTemplatedDecl()->getCanonicalDecl();
  }
  if (const CXXRecordDecl *From = Record->getInstantiatedFromMemberClass())
    return patternOf(From);
  return Record->getCanonicalDecl();
}

const CXXRecordDecl *recordOf(QualType Type) {
  if (Type.isNull())
    return nullptr;
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl())
    return Record;
  // In a template as written, 'value_task<T>' is no class yet, but it says which template it will
  // be of.
  if (const auto *Written = Type->getAs<TemplateSpecializationType>())
    if (const auto *Template =
            dyn_cast_or_null<ClassTemplateDecl>(Written->getTemplateName().getAsTemplateDecl()))
      return Template->getTemplatedDecl();
  return nullptr;
}

bool declares(const CXXRecordDecl *Record, ASTContext &Context, StringRef Member) {
  return !Record->lookup(&Context.Idents.get(Member)).empty();
}

/// Owners of the standard library. Views, iterators, functions and handles, which mention a type
/// without keeping an object of it, are not among them.
bool isStandardOwner(const TemplateDecl *Template) {
  return (traitsOf(Template->getTemplatedDecl()) & Owner) != 0;
}

} // namespace

bool hasAnnotation(const Decl *D, StringRef Text) {
  auto Carries = [Text](const Decl *Candidate) {
    return llvm::any_of(Candidate->redecls(), [Text](const Decl *Redecl) {
      return llvm::any_of(Redecl->specific_attrs<AnnotateAttr>(), [Text](const AnnotateAttr *Attr) {
        return Attr->getAnnotation() == Text;
      });
    });
  };
  if (Carries(D))
    return true;
  if (const auto *Record = dyn_cast<CXXRecordDecl>(D))
    return patternOf(Record) != D && Carries(patternOf(Record));
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
      return Carries(Pattern);
  return false;
}

bool mayHaveAnnotations(const ASTContext &Unit) {
  auto IsKnown = [&](StringRef Word) { return Unit.Idents.find(Word) != Unit.Idents.end(); };
  return Unit.getSourceManager().loaded_sloc_entry_size() > 0 || IsKnown("annotate") ||
         IsKnown("__annotate__");
}

namespace {

/// The classes that a qualified name stands for.
class NamedClasses {
public:
  NamedClasses(ASTContext &Context, StringRef QualifiedName) {
    QualifiedName.consume_front("::");
    std::vector<const DeclContext *> Scopes = {Context.getTranslationUnitDecl()};
    while (!Scopes.empty()) {
      auto [Head, Tail] = QualifiedName.split("::");
      std::vector<const DeclContext *> Inner;
      // Lookup in a namespace sees its inline namespaces too, as it does for the user who wrote the
      // name.
      for (const DeclContext *Scope : Scopes)
        for (const NamedDecl *Found :
             Scope->getRedeclContext()->lookup(DeclarationName(&Context.Idents.get(Head)))) {
          Found = Found->getUnderlyingDecl();
          if (Tail.empty())
            add(Found);
          else if (const DeclContext *Nested = scopeOf(Found))
            Inner.push_back(Nested);
        }
      if (Tail.empty())
        return;
      Scopes = std::move(Inner);
      QualifiedName = Tail;
    }
  }

  /// Their patterns; one may be there more than once.
  ArrayRef<const CXXRecordDecl *> patterns() const { return Patterns; }

private:
  static const DeclContext *scopeOf(const NamedDecl *Found) {
    if (const auto *Alias = dyn_cast<NamespaceAliasDecl>(Found))
      return Alias->getNamespace();
    if (const auto *Template = dyn_cast<TemplateDecl>(Found))
      Found = Template->getTemplatedDecl();
    return dyn_cast_or_null<DeclContext>(Found);
  }

  void add(const NamedDecl *Found) {
    if (const auto *Template = dyn_cast<TemplateDecl>(Found))
      Found = Template->getTemplatedDecl();
    if (const auto *Record = dyn_cast_or_null<CXXRecordDecl>(Found))
      Patterns.push_back(patternOf(Record));
    else if (const auto *Alias = dyn_cast_or_null<TypedefNameDecl>(Found))
      addClassOf(Alias->getUnderlyingType(), 0);
  }

  /// Follows an alias to the class it stands for, also where it leads through the member of another
  /// template
  /// ('template <class T> using task = typename _task<T>::type').
  void addClassOf(QualType Type, unsigned Depth) {
    constexpr unsigned LongestChain = 32;
    if (Depth > LongestChain)
      return;
    if (const auto *Written = Type->getAs<TemplateSpecializationType>()) {
      const TemplateDecl *Template = Written->getTemplateName().getAsTemplateDecl();
      if (const auto *Alias = dyn_cast_or_null<TypeAliasTemplateDecl>(Template))
        return addClassOf(Alias->getTemplatedDecl()->getUnderlyingType(), Depth + 1);
    }
    if (const auto *Dependent = Type->getAs<DependentNameType>()) {
      const clang::Type *Outer = compat::typeOf(Dependent->getQualifier());
      const CXXRecordDecl *Record = Outer ? recordOf(QualType(Outer, 0)) : nullptr;
      if (Record && Record->hasDefinition())
        for (const NamedDecl *Member :
             Record->getDefinition()->lookup(DeclarationName(Dependent->getIdentifier()))) {
          if (const auto *Nested = dyn_cast<CXXRecordDecl>(Member))
            Patterns.push_back(patternOf(Nested));
          else if (const auto *Alias = dyn_cast<TypedefNameDecl>(Member))
            addClassOf(Alias->getUnderlyingType(), Depth + 1);
        }
      return;
    }
    if (const CXXRecordDecl *Record = recordOf(Type))
      Patterns.push_back(patternOf(Record));
  }

  llvm::SmallVector<const CXXRecordDecl *, 1> Patterns;
};

/// Is it declared by that qualified name, in which inline namespaces are left out?
bool isNamed(const NamedDecl *Found, StringRef Qualified, bool IsPrefix) {
  auto [Scope, Own] = Qualified.rsplit("::");
  const IdentifierInfo *Name = Found->getIdentifier();
  if (!Name || !(IsPrefix ? Name->getName().starts_with(Own) : Name->getName() == Own))
    return false;
  const DeclContext *Context = Found->getDeclContext()->getNonTransparentContext();
  while (Context->isInlineNamespace())
    Context = Context->getParent()->getNonTransparentContext();
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Context); Class && Scope.contains("::"))
    return isNamed(Class, Scope, /*IsPrefix=*/false);
  if (Scope.contains("::"))
    return isa<NamespaceDecl>(Context) && isNamed(cast<NamedDecl>(Context), Scope, false);
  const auto *Outer = dyn_cast<NamedDecl>(Context);
  return Outer && Outer->getIdentifier() && Outer->getName() == Scope &&
         Context->getParent()->getNonTransparentContext()->isTranslationUnit();
}

/// Does the unit declare one of the dialect's types?
bool declaresTypeOf(const Dialect &D, ASTContext &Context) {
  return llvm::any_of(D.Types, [&](const DialectType &Type) {
    return llvm::any_of(Type.Names, [&](const TypeName &Name) {
      return !NamedClasses(Context, Name.Name).patterns().empty();
    });
  });
}

/// The file in which a class is defined, or declared.
StringRef fileOf(const CXXRecordDecl *Class, const SourceManager &Sources) {
  if (const CXXRecordDecl *Definition = Class->getDefinition())
    Class = Definition;
  const OptionalFileEntryRef File = Sources.getFileEntryRefForID(
      Sources.getFileID(Sources.getExpansionLoc(Class->getLocation())));
  return File ? File->getName() : StringRef();
}

/// Does the unit find the definition of one of the dialect's types there?
bool definesTypeIn(StringRef Place, const Dialect &D, ASTContext &Context) {
  return llvm::any_of(D.Types, [&](const DialectType &Type) {
    return llvm::any_of(Type.Names, [&](const TypeName &Name) {
      const NamedClasses Found(Context, Name.Name);
      return llvm::any_of(Found.patterns(), [&](const CXXRecordDecl *Class) {
        return fileOf(Class, Context.getSourceManager()).starts_with(Place);
      });
    });
  });
}

/// The last part of a qualified name.
StringRef lastPart(StringRef Name) { return Name.substr(Name.rfind(':') + 1); }

/// Is it the argument that a dialect's type has: '*', 'true', '2', 'int'?
bool isArgument(const TemplateArgument &Argument, StringRef Wanted, const ASTContext &Context) {
  if (Wanted == "*")
    return true;
  const PrintingPolicy Policy = Context.getPrintingPolicy();
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Argument.print(Policy, Out, /*IncludeType=*/false);
  return Text == Wanted;
}

bool haveArguments(ArrayRef<TemplateArgument> Arguments, ArrayRef<std::string> Wanted,
                   const ASTContext &Context) {
  return Wanted.size() <= Arguments.size() &&
         llvm::all_of(llvm::zip_first(Wanted, Arguments), [&](const auto &Pair) {
           return isArgument(std::get<1>(Pair), std::get<0>(Pair), Context);
         });
}

} // namespace

std::vector<const CXXRecordDecl *> classesNamed(ASTContext &Context, StringRef QualifiedName) {
  const NamedClasses Found(Context, QualifiedName);
  std::vector<const CXXRecordDecl *> Classes;
  for (const CXXRecordDecl *Pattern : Found.patterns())
    if (!llvm::is_contained(Classes, Pattern))
      Classes.push_back(Pattern);
  return Classes;
}

const CXXRecordDecl *classOf(QualType Type) { return recordOf(Type); }

Awaitables::Awaitables(ASTContext &Context, ArrayRef<std::string> NamedTypes, DialectList Used)
    : Used(std::move(Used)),
      CoAwaitOperator(Context.DeclarationNames.getCXXOperatorName(OO_Coawait)) {
  for (const std::string &Name : NamedTypes) {
    const NamedClasses Found(Context, Name);
    for (const CXXRecordDecl *Pattern : Found.patterns())
      addNamed(Pattern, lastPart(Name));
    if (!Found.patterns().empty())
      NamesFound.push_back(Name);
  }
  for (const auto &D : this->Used)
    addDialect(*D, Context);
  MayExist = !NamesFound.empty() || !DialectsFound.empty() || mayHaveAnnotations(Context);
}

void Awaitables::addDialect(const Dialect &Used, ASTContext &Context) {
  // The headers are asked for only where there is such a name.
  if (!declaresTypeOf(Used, Context))
    return;
  const SourceManager &Sources = Context.getSourceManager();
  // Something else may have the name of its types. Which files are behind a precompiled header or a
  // module isn't known.
  bool IsRead = Sources.loaded_sloc_entry_size() > 0;
  for (const auto &File : llvm::make_range(Sources.fileinfo_begin(), Sources.fileinfo_end()))
    if (const std::optional<StringRef> Around = Used.libraryAround(File.first.getName())) {
      IsRead = true;
      // A header of that name that only leads to the library's is one of its user's.
      if (Used.IsBuiltIn && !Around->empty() && !llvm::is_contained(LibraryPlaces, *Around) &&
          definesTypeIn(*Around, Used, Context))
        LibraryPlaces.push_back(Around->str());
    }
  if (!IsRead)
    return;
  // One of functions alone, as the runtime's, has no types whose number could be of interest.
  if (!llvm::all_of(Used.Types, [](const DialectType &Type) { return Type.Exempt; }))
    DialectsFound.push_back(Used.Id);
  for (const DialectType &Type : Used.Types)
    addDialectType(Context, Type);
  for (const DialectFunction &Function : Used.Functions) {
    Functions.push_back(&Function);
    if (!Function.Blocks.empty())
      BlockingFunctions.push_back(&Function);
  }
  for (const DialectType &Type : Used.Types)
    ReadyMade.insert(ReadyMade.end(), Type.ReadyMade.begin(), Type.ReadyMade.end());
}

bool Awaitables::isInLibrary(SourceLocation Location, const SourceManager &Sources) const {
  if (LibraryPlaces.empty() || Location.isInvalid())
    return false;
  const FileID File = Sources.getFileID(Sources.getExpansionLoc(Location));
  const auto [It, IsNew] = LibraryCache.try_emplace(File, false);
  if (IsNew && File != Sources.getMainFileID())
    if (const OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File))
      It->second = llvm::any_of(
          LibraryPlaces, [&](StringRef Place) { return Entry->getName().starts_with(Place); });
  return It->second;
}

void Awaitables::addNamed(const CXXRecordDecl *Pattern, StringRef Name) {
  const auto [It, New] = NamedPatterns.try_emplace(Pattern, Name.str());
  // Two names for one class: neither is the better one.
  if (!New && It->second != Name)
    It->second = Pattern->getNameAsString();
}

void Awaitables::addDialectType(ASTContext &Context, const DialectType &Type) {
  for (const TypeName &Name : Type.Names)
    for (const CXXRecordDecl *Pattern : NamedClasses(Context, Name.Name).patterns())
      DialectPatterns[Pattern].push_back({&Type, &Name});
}

const Awaitables::DialectEntry *Awaitables::entryOf(const CXXRecordDecl *Record) const {
  const auto It = DialectPatterns.find(patternOf(Record));
  if (It == DialectPatterns.end())
    return nullptr;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  for (const DialectEntry &Entry : It->second)
    if (!Spec || haveArguments(Spec->getTemplateArgs().asArray(), Entry.Name->Arguments,
                               Record->getASTContext()))
      return &Entry;
  return nullptr;
}

Awaitables::ClassKind Awaitables::ownKind(const CXXRecordDecl *Record) const {
  ClassKind Own{hasAnnotation(Record, SingleAwaitAnnotation),
                NamedPatterns.contains(patternOf(Record))};
  // Who annotates a type, or names it in an option, knows it better.
  if (!Own.isSingleConsumption())
    Own.Dialect = entryOf(Record);
  return Own;
}

/// Classes that derive publicly from one of a kind are of that kind.
Awaitables::ClassKind Awaitables::kindOf(const CXXRecordDecl *Record) const {
  // A template as written may derive from itself: 'template <int N> struct S : S<N - 1>'.
  const auto [It, IsNew] = KindCache.try_emplace(Record);
  if (!IsNew)
    return It->second;
  ClassKind Kind = ownKind(Record);
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition) // what nothing has completed derives from what its template says
    Definition = patternOf(Record)->getDefinition();
  if (Definition && !Kind.Dialect)
    for (const CXXBaseSpecifier &Base : Definition->bases()) {
      const CXXRecordDecl *Class = recordOf(Base.getType());
      if (!Class || Base.getAccessSpecifier() != AS_public)
        continue;
      const ClassKind OfBase = kindOf(Class);
      if (OfBase.Dialect && !Kind.isSingleConsumption() && OfBase.isSingleConsumption())
        Kind.Dialect = OfBase.Dialect;
      Kind.IsAnnotated |= OfBase.IsAnnotated;
      Kind.IsNamed |= OfBase.IsNamed;
    }
  return KindCache[Record] = Kind;
}

Awaitables::ClassKind Awaitables::kindOf(QualType Type) const {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record ? kindOf(Record) : ClassKind();
}

bool Awaitables::isDeclaredSingleConsumption(const CXXRecordDecl *Record) const {
  return ownKind(Record).isSingleConsumption();
}

bool Awaitables::hasOtherParts(QualType Type) const {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && hasOtherParts(Record);
}

bool Awaitables::hasOtherParts(const CXXRecordDecl *Record) const {
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition || !kindOf(Record).isSingleConsumption() || isDeclaredSingleConsumption(Record))
    return false;
  return !Definition->field_empty() ||
         llvm::any_of(Definition->bases(), [this](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *Class = recordOf(Base.getType());
           return Class &&
                  (kindOf(Class).isSingleConsumption() ? hasOtherParts(Class) : !Class->isEmpty());
         });
}

const DialectType *Awaitables::factsOf(QualType Type) const {
  const ClassKind Kind = kindOf(Type);
  const bool IsDescribed =
      Kind.Dialect && !Kind.Dialect->Type->Exempt && !Kind.IsAnnotated && !Kind.IsNamed;
  return IsDescribed ? Kind.Dialect->Type : nullptr;
}

bool Awaitables::isSingleConsumption(QualType Type) const {
  return kindOf(Type).isSingleConsumption();
}

bool Awaitables::isAnnotated(QualType Type) const { return kindOf(Type).IsAnnotated; }

/// Some don't say 'const' where they only answer.
static bool asksItself(const CXXMethodDecl *Method) {
  if (!Method->getReturnType()->isBooleanType() || Method->getNumParams() != 0)
    return false;
  const ProtocolRole Role = protocolRole(Method);
  return isa<CXXConversionDecl>(Method) || Role == ProtocolRole::HoldsResult ||
         Role == ProtocolRole::HoldsNothing || Role == ProtocolRole::IsCompleted ||
         Role == ProtocolRole::IsSuccessful;
}

namespace {

MemberEffect meaningOf(MemberUse Use) {
  switch (Use) {
  case MemberUse::Consume:
  case MemberUse::PassOn:
  case MemberUse::Handle:
  case MemberUse::Share:
    return MemberEffect::Consumes;
  case MemberUse::Read:
    return MemberEffect::Reads;
  case MemberUse::Look:
    return MemberEffect::Inspects;
  case MemberUse::Fill:
    return MemberEffect::Reinitialises;
  case MemberUse::Release:
  case MemberUse::Swap:
    return MemberEffect::Unknown;
  }
  llvm_unreachable("a use of a member without a meaning");
}

/// How many arguments a call writes, without the object.
unsigned argumentsOf(const CallExpr *Call) {
  const unsigned Written = llvm::count_if(
      Call->arguments(), [](const Expr *Argument) { return !isa<CXXDefaultArgExpr>(Argument); });
  return isa<CXXOperatorCallExpr>(Call) && Written > 0 ? Written - 1 : Written;
}

} // namespace

MemberEffect Awaitables::effectOf(const CallExpr *Call, const CXXMethodDecl *Method,
                                  QualType Object) const {
  if (hasAnnotation(Method, ConsumesAnnotation))
    return MemberEffect::Consumes;
  if (Method->isStatic() || isa<CXXConstructorDecl>(Method))
    return MemberEffect::Inspects;
  if (Method->getOverloadedOperator() == OO_Equal)
    return MemberEffect::Reinitialises;
  if (const DialectType *Facts = factsOf(Object); Facts && Method->getRefQualifier() != RQ_RValue)
    if (const std::optional<MemberUse> Use =
            Facts->useOf(Method->getDeclName().getAsString(), argumentsOf(Call)))
      return meaningOf(*Use);
  if (Method->getRefQualifier() == RQ_RValue || Method->getOverloadedOperator() == OO_Coawait)
    return MemberEffect::Consumes;
  // Two calls that are one consumption together, by who does by hand what 'co_await' does.
  if (protocolRole(Method) == ProtocolRole::AwaiterMember)
    return MemberEffect::Unknown;
  if (Method->isConst() || asksItself(Method))
    return MemberEffect::Inspects;
  if (memberEffect(Method) == CallEffect::Emplace)
    return MemberEffect::Reinitialises;
  return MemberEffect::Unknown;
}

bool Awaitables::needsResult(const CallExpr *Call, const CXXMethodDecl *Method, QualType Object,
                             bool InCoroutine) const {
  const DialectType *Facts = factsOf(Object);
  return Facts ? Facts->needsResult(Method->getDeclName().getAsString(), argumentsOf(Call),
                                    InCoroutine)
               : isAnnotated(Object) && protocolRole(Method) == ProtocolRole::Result;
}

const ResultFact *Awaitables::blockingResult(const CallExpr *Call, const CXXMethodDecl *Method,
                                             QualType Object) const {
  const DialectType *Facts = factsOf(Object);
  return Facts ? Facts->blockingResult(Method->getDeclName().getAsString(), argumentsOf(Call),
                                       Method->getRefQualifier() == RQ_RValue)
               : nullptr;
}

Awaitables::BlockingFunction Awaitables::blockingFunction(const CallExpr *Call) const {
  BlockingFunction Found;
  if (BlockingFunctions.empty() || isa<CXXMemberCallExpr>(Call))
    return Found;
  const NamedDecl *Called = Call->getDirectCallee();
  llvm::SmallVector<const Expr *, 2> Arguments(Call->arguments());
  llvm::erase_if(Arguments, [](const Expr *Argument) { return isa<CXXDefaultArgExpr>(Argument); });
  // 'sync_wait' of some libraries is a function object.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Call && !Arguments.empty()) {
    const auto *Object = dyn_cast<DeclRefExpr>(Arguments.front()->IgnoreParenImpCasts());
    Called = Object ? Object->getDecl() : nullptr;
    Arguments.erase(Arguments.begin());
  }
  if (!Called || Called->getDeclContext()->isFunctionOrMethod())
    return Found;
  for (const DialectFunction *Facts : BlockingFunctions) {
    const CalleeName &Name = Facts->Name;
    if ((Name.Arity && *Name.Arity != Arguments.size()) ||
        !isNamed(Called, Name.Name, Name.IsPrefix))
      continue;
    Found.Name = Called;
    for (const auto &[Index, Argument] : llvm::enumerate(Arguments))
      if (llvm::any_of(Facts->Blocks, [I = Index](ParameterPosition P) { return P.covers(I); }))
        Found.WaitsFor.push_back(Argument);
    return Found;
  }
  return Found;
}

bool Awaitables::isReadyMade(const CallExpr *Call) const {
  const FunctionDecl *Callee = ReadyMade.empty() ? nullptr : Call->getDirectCallee();
  return Callee && llvm::any_of(ReadyMade, [Callee](StringRef Name) {
           return isNamed(Callee, Name, /*IsPrefix=*/false);
         });
}

bool Awaitables::isDescribed(QualType Type) const {
  const ClassKind Kind = kindOf(Type);
  return Kind.isSingleConsumption() || Kind.Dialect;
}

bool Awaitables::isShared(QualType Type) const {
  const DialectType *Facts = factsOf(Type);
  return Facts && Facts->Copy == CopyKind::Share;
}

bool Awaitables::isReadByAwait(const Expr *Operand) const {
  const DialectType *Facts = factsOf(Operand->getType());
  return Facts && Operand->isLValue() && Facts->AwaitLvalue == AwaitKind::Reads;
}

const DialectFunction *Awaitables::factsOf(const FunctionDecl *Function) const {
  for (const DialectFunction *Facts : Functions) {
    const CalleeName &Name = Facts->Name;
    const bool MayBe = !Name.Arity || (Function->getMinRequiredArguments() <= *Name.Arity &&
                                       *Name.Arity <= Function->getNumParams());
    if (MayBe && isNamed(Function, Name.Name, Name.IsPrefix))
      return Facts;
  }
  return nullptr;
}

ArgumentUse Awaitables::useOf(const ParmVarDecl *Param) const {
  const auto *Function = dyn_cast_or_null<FunctionDecl>(Param->getParentFunctionOrMethod());
  const DialectFunction *Facts = Function ? factsOf(Function) : nullptr;
  if (!Facts)
    return ArgumentUse::Unknown;
  const unsigned Index = Param->getFunctionScopeIndex();
  const auto IsAmong = [Index](ArrayRef<ParameterPosition> Positions) {
    return llvm::any_of(Positions, [Index](ParameterPosition P) { return P.covers(Index); });
  };
  return IsAmong(Facts->Takes) || IsAmong(Facts->PassesOn) ? ArgumentUse::Consumes
         : IsAmong(Facts->Reads)                           ? ArgumentUse::Reads
         : IsAmong(Facts->Keeps)                           ? ArgumentUse::Keeps
                                                           : ArgumentUse::Unknown;
}

bool Awaitables::isMove(const CallExpr *Call) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const DialectFunction *Facts = Callee ? factsOf(Callee) : nullptr;
  return Facts && Facts->IsMove && Call->getNumArgs() == 1;
}

bool Awaitables::isConsumingParameter(const ParmVarDecl *Param) const {
  if (hasAnnotation(Param, ConsumesAnnotation) || useOf(Param) == ArgumentUse::Consumes)
    return true;
  // Attributes of a parameter pack stay on the pattern's parameter.
  const auto *Function = dyn_cast_or_null<FunctionDecl>(Param->getParentFunctionOrMethod());
  const FunctionDecl *Pattern = Function ? Function->getTemplateInstantiationPattern() : nullptr;
  if (!Pattern || Pattern->getNumParams() == 0)
    return false;
  const unsigned Index = std::min(Param->getFunctionScopeIndex(), Pattern->getNumParams() - 1);
  return hasAnnotation(Pattern->getParamDecl(Index), ConsumesAnnotation);
}

bool Awaitables::owns(QualType Type) const {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (holdsSingleConsumption(Type))
    return true;
  return !Record->getASTContext().getSourceManager().isInSystemHeader(Record->getLocation());
}

bool Awaitables::holdsSingleConsumption(QualType Type) const {
  if (Type.isNull())
    return false;
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return holdsSingleConsumption(Array->getElementType());
  if (isSingleConsumption(Type))
    return true;
  if (const auto *Spec =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Type->getAsCXXRecordDecl())) {
    auto [It, New] = HoldsCache.try_emplace(Spec->getCanonicalDecl(), false);
    if (!New)
      return It->second;
    const bool Holds = holdsThroughTemplate(Spec);
    return HoldsCache[Spec->getCanonicalDecl()] = Holds;
  }
  if (const auto *Written = Type->getAs<TemplateSpecializationType>())
    if (const TemplateDecl *Template = Written->getTemplateName().getAsTemplateDecl())
      return holdsThroughArguments(Template, Written->template_arguments());
  return false;
}

bool Awaitables::holdsThroughArguments(const TemplateDecl *Template,
                                       ArrayRef<TemplateArgument> Arguments) const {
  if (!isStandardOwner(Template))
    return false;
  return llvm::any_of(Arguments, [this](const TemplateArgument &Argument) {
    if (Argument.getKind() == TemplateArgument::Pack)
      return llvm::any_of(Argument.pack_elements(), [this](const TemplateArgument &Element) {
        return Element.getKind() == TemplateArgument::Type &&
               holdsSingleConsumption(Element.getAsType());
      });
    return Argument.getKind() == TemplateArgument::Type &&
           holdsSingleConsumption(Argument.getAsType());
  });
}

/// A specialisation holds what its template arguments bring into it: an owner of the standard
/// library by its name, another library's owner by what it declares (an owner has something to
/// destroy and says what it owns), any other by the fields whose type depends on a parameter.
bool Awaitables::holdsThroughTemplate(const ClassTemplateSpecializationDecl *Spec) const {
  if (holdsThroughArguments(Spec->getSpecializedTemplate(), Spec->getTemplateArgs().asArray()))
    return true;
  const CXXRecordDecl *Definition = Spec->getDefinition();
  if (!Definition || Definition->isInStdNamespace() || isCoroutineMachinery(Definition))
    return false;
  ASTContext &Context = Spec->getASTContext();
  if (!Definition->hasTrivialDestructor())
    for (const llvm::StringRef Owned : ownedTypeNames())
      for (const NamedDecl *Member : Definition->lookup(&Context.Idents.get(Owned)))
        if (const auto *Alias = dyn_cast<TypedefNameDecl>(Member))
          if (holdsSingleConsumption(Alias->getUnderlyingType()))
            return true;
  const CXXRecordDecl *Pattern = Spec->getTemplateInstantiationPattern();
  if (!Pattern)
    return false;
  // A field whose type already names the single-consumption type in the template itself is that
  // template's own finding, not its user's.
  for (const auto &[Instantiated, Written] : llvm::zip(Definition->fields(), Pattern->fields()))
    if (Written->getType()->isDependentType() && !holdsSingleConsumption(Written->getType()) &&
        holdsSingleConsumption(Instantiated->getType()))
      return true;
  return llvm::any_of(Definition->bases(), [this](const CXXBaseSpecifier &Base) {
    return holdsSingleConsumption(Base.getType());
  });
}

QualType Awaitables::elementType(QualType Type) const {
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return isSingleConsumption(Array->getElementType()) ? Array->getElementType() : QualType();
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Type->getAsCXXRecordDecl());
  if (!Spec || !isStandardOwner(Spec->getSpecializedTemplate()) || !Spec->getDefinition() ||
      !declares(Spec->getDefinition(), Spec->getASTContext(), "begin"))
    return {};
  const TemplateArgument &First = Spec->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type && isSingleConsumption(First.getAsType())
             ? First.getAsType()
             : QualType();
}

bool Awaitables::leadsToSingleConsumption(QualType Type) const {
  if (Type.isNull())
    return false;
  Type = Type.getNonReferenceType();
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return leadsToSingleConsumption(Array->getElementType());
  if (Type->isPointerType())
    return leadsToSingleConsumption(Type->getPointeeType());
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (isSingleConsumption(Type))
    return true;
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition)
    return false;
  const auto [It, New] = LeadsCache.try_emplace(Definition, false);
  if (!New)
    return It->second;
  // A class of a system header is seen by its arguments: iterators, owners, wrappers of references.
  const SourceManager &Sources = Definition->getASTContext().getSourceManager();
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Definition);
  const bool System = Sources.isInSystemHeader(Definition->getLocation());
  bool Leads = false;
  if (Spec && System) {
    std::vector<TemplateArgument> Arguments = Spec->getTemplateArgs().asArray().vec();
    for (size_t I = 0; I < Arguments.size() && !Leads; ++I) {
      const TemplateArgument Argument = Arguments[I];
      if (Argument.getKind() == TemplateArgument::Pack)
        Arguments.insert(Arguments.end(), Argument.pack_begin(), Argument.pack_end());
      else
        Leads = Argument.getKind() == TemplateArgument::Type &&
                leadsToSingleConsumption(Argument.getAsType());
    }
  } else if (!System) {
    Leads = llvm::any_of(Definition->fields(),
                         [this](const FieldDecl *Field) {
                           return leadsToSingleConsumption(Field->getType());
                         }) ||
            llvm::any_of(Definition->bases(), [this](const CXXBaseSpecifier &Base) {
              return leadsToSingleConsumption(Base.getType());
            });
  }
  return LeadsCache[Definition] = Leads;
}

bool Awaitables::isCoroutineMachinery(const CXXRecordDecl *Record) const {
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition)
    return false;
  ASTContext &Context = Definition->getASTContext();
  for (const llvm::StringRef Member : coroutineMemberNames())
    if (declares(Definition, Context, Member))
      return true;
  if (!Definition->lookup(CoAwaitOperator).empty())
    return true;
  for (const CXXBaseSpecifier &Base : Definition->bases())
    if (const CXXRecordDecl *BaseRecord = recordOf(Base.getType()))
      if (isCoroutineMachinery(BaseRecord))
        return true;
  // A free operator co_await in the class's namespace makes it an awaitable too.
  const DeclContext *Scope = Definition->getEnclosingNamespaceContext();
  for (const NamedDecl *Found : Scope->getRedeclContext()->lookup(CoAwaitOperator)) {
    const auto *Operator =
        dyn_cast_or_null<FunctionDecl>(Found->getUnderlyingDecl()->getAsFunction());
    if (!Operator || Operator->getNumParams() != 1)
      continue;
    const CXXRecordDecl *Operand =
        recordOf(Operator->getParamDecl(0)->getType().getNonReferenceType());
    if (Operand && patternOf(Operand) == patternOf(Definition))
      return true;
  }
  return false;
}

std::string Awaitables::shortName(QualType Type) const {
  const CXXRecordDecl *Record = recordOf(Type.getNonReferenceType());
  if (!Record)
    return Type.getAsString();
  if (auto It = NamedPatterns.find(patternOf(Record)); It != NamedPatterns.end())
    return It->second;
  if (const DialectEntry *Entry = entryOf(Record))
    return lastPart(Entry->Name->Name).str();
  return Record->getNameAsString();
}

} // namespace valuetask

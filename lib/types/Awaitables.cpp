//===--- Awaitables.cpp - which types, and what consumes them -------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/Awaitables.h"
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

Awaitables::Awaitables(ASTContext &Context, ArrayRef<std::string> NamedTypes)
    : CoAwaitOperator(Context.DeclarationNames.getCXXOperatorName(OO_Coawait)) {
  for (const std::string &Name : NamedTypes)
    if (addNamedType(Context, Name))
      NamesFound.push_back(Name);
}

bool Awaitables::addNamedType(ASTContext &Context, StringRef QualifiedName) {
  QualifiedName.consume_front("::");
  std::vector<const DeclContext *> Scopes = {Context.getTranslationUnitDecl()};
  bool Any = false;
  while (true) {
    auto [Head, Tail] = QualifiedName.split("::");
    std::vector<const DeclContext *> Inner;
    // Lookup in a namespace sees its inline namespaces too, as it does for the user who wrote the
    // name.
    for (const DeclContext *Scope : Scopes)
      for (const NamedDecl *Found :
           Scope->getRedeclContext()->lookup(DeclarationName(&Context.Idents.get(Head)))) {
        Found = Found->getUnderlyingDecl();
        if (Tail.empty()) {
          Any |= addNamed(Found, Head);
          continue;
        }
        if (const auto *Template = dyn_cast<TemplateDecl>(Found))
          Found = Template->getTemplatedDecl();
        if (const auto *Nested = dyn_cast_or_null<DeclContext>(Found))
          Inner.push_back(Nested);
      }
    if (Tail.empty())
      return Any;
    Scopes = std::move(Inner);
    QualifiedName = Tail;
  }
}

bool Awaitables::addNamed(const NamedDecl *Found, StringRef Name) {
  if (const auto *Template = dyn_cast<TemplateDecl>(Found))
    Found = Template->getTemplatedDecl();
  if (const auto *Record = dyn_cast_or_null<CXXRecordDecl>(Found))
    return addPattern(Record, Name);
  if (const auto *Alias = dyn_cast_or_null<TypedefNameDecl>(Found))
    return addPatternOf(Alias->getUnderlyingType(), Name, 0);
  return false;
}

bool Awaitables::addPattern(const CXXRecordDecl *Record, StringRef Name) {
  const auto [It, New] = NamedPatterns.try_emplace(patternOf(Record), Name.str());
  // Two names for one class: neither is the better one.
  if (!New && It->second != Name)
    It->second = Record->getNameAsString();
  return true;
}

/// Follows an alias to the class it stands for, also where it leads through the member of another
/// template
/// ('template <class T> using task = typename _task<T>::type').
bool Awaitables::addPatternOf(QualType Type, StringRef Name, unsigned Depth) {
  constexpr unsigned LongestChain = 32;
  if (Depth > LongestChain)
    return false;
  if (const auto *Written = Type->getAs<TemplateSpecializationType>()) {
    const TemplateDecl *Template = Written->getTemplateName().getAsTemplateDecl();
    if (const auto *Alias = dyn_cast_or_null<TypeAliasTemplateDecl>(Template))
      return addPatternOf(Alias->getTemplatedDecl()->getUnderlyingType(), Name, Depth + 1);
  }
  if (const auto *Dependent = Type->getAs<DependentNameType>()) {
    const clang::Type *Outer = Dependent->getQualifier()->getAsType();
    const CXXRecordDecl *Record = Outer ? recordOf(QualType(Outer, 0)) : nullptr;
    bool Any = false;
    if (Record && Record->hasDefinition())
      for (const NamedDecl *Member :
           Record->getDefinition()->lookup(DeclarationName(Dependent->getIdentifier()))) {
        if (const auto *Nested = dyn_cast<CXXRecordDecl>(Member))
          Any |= addPattern(Nested, Name);
        else if (const auto *Alias = dyn_cast<TypedefNameDecl>(Member))
          Any |= addPatternOf(Alias->getUnderlyingType(), Name, Depth + 1);
      }
    return Any;
  }
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && addPattern(Record, Name);
}

/// Does \p Itself hold of the class, or of one that it derives from publicly? Each is asked once.
static bool ofClassOrBase(const CXXRecordDecl *Record,
                          llvm::DenseMap<const CXXRecordDecl *, bool> &Known,
                          llvm::function_ref<bool(const CXXRecordDecl *)> Itself) {
  // A template as written may derive from itself: 'template <int N> struct S : S<N - 1>'.
  const auto [It, IsNew] = Known.try_emplace(Record, false);
  if (!IsNew)
    return It->second;
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition) // what nothing has completed derives from what its template says
    Definition = patternOf(Record)->getDefinition();
  const bool Holds =
      Itself(Record) ||
      (Definition && llvm::any_of(Definition->bases(), [&](const CXXBaseSpecifier &Base) {
         const CXXRecordDecl *Class = recordOf(Base.getType());
         return Class && Base.getAccessSpecifier() == AS_public &&
                ofClassOrBase(Class, Known, Itself);
       }));
  return Known[Record] = Holds;
}

bool Awaitables::isDeclaredSingleConsumption(const CXXRecordDecl *Record) const {
  return NamedPatterns.contains(patternOf(Record)) || hasAnnotation(Record, SingleAwaitAnnotation);
}

bool Awaitables::isSingleConsumption(const CXXRecordDecl *Record) const {
  return ofClassOrBase(Record, SingleCache, [this](const CXXRecordDecl *Class) {
    return isDeclaredSingleConsumption(Class);
  });
}

bool Awaitables::isSingleConsumption(QualType Type) const {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && isSingleConsumption(Record);
}

bool Awaitables::carriesAnnotation(const CXXRecordDecl *Record) const {
  return ofClassOrBase(Record, AnnotatedCache, [](const CXXRecordDecl *Class) {
    return hasAnnotation(Class, SingleAwaitAnnotation);
  });
}

bool Awaitables::isAnnotated(QualType Type) const {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && carriesAnnotation(Record);
}

/// Some don't say 'const' where they only answer.
static bool asksItself(const CXXMethodDecl *Method) {
  if (!Method->getReturnType()->isBooleanType() || Method->getNumParams() != 0)
    return false;
  const ProtocolRole Role = protocolRole(Method);
  return isa<CXXConversionDecl>(Method) || Role == ProtocolRole::HoldsResult ||
         Role == ProtocolRole::HoldsNothing || Role == ProtocolRole::IsCompleted ||
         Role == ProtocolRole::IsSuccessful;
}

MemberEffect Awaitables::effectOf(const CXXMethodDecl *Method) const {
  if (hasAnnotation(Method, ConsumesAnnotation))
    return MemberEffect::Consumes;
  if (Method->isStatic() || isa<CXXConstructorDecl>(Method))
    return MemberEffect::Inspects;
  if (Method->getOverloadedOperator() == OO_Equal)
    return MemberEffect::Reinitialises;
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

bool Awaitables::isConsumingParameter(const ParmVarDecl *Param) const {
  if (hasAnnotation(Param, ConsumesAnnotation))
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
  return Record->getNameAsString();
}

} // namespace valuetask

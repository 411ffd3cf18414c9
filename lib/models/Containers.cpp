//===--- Containers.cpp - what containers and variants are asked ----------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Containers.h"
#include "ast/Expressions.h"
#include "models/Accessors.h"
#include "models/Inspections.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// The object of a member call, operators included, and the method; nulls for anything else.
std::pair<const Expr *, const CXXMethodDecl *> memberCalled(const Expr *E) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    return {Member->getImplicitObjectArgument(), Member->getMethodDecl()};
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E); Operator && Operator->getNumArgs())
    return {Operator->getArg(0), dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee())};
  return {nullptr, nullptr};
}

unsigned traitsOfObject(const Expr *Object) {
  QualType Type = Object->IgnoreParenImpCasts()->getType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  return traitsOf(Type);
}

const Expr *containerOf(const Expr *E, CallEffect Wanted, StringRef Not) {
  E = E->IgnoreImplicit()->IgnoreParenImpCasts();
  // 'begin() != cend()' converts one of them.
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E); Made && Made->getNumArgs() == 1)
    E = Made->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Member->getMethodDecl();
    const bool Is = Method && Member->getNumArgs() == 0 && memberEffect(Method) == Wanted &&
                    Method->getName() != Not;
    return Is ? Member->getImplicitObjectArgument() : nullptr;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && Call->getNumArgs() == 1 && functionEffect(Call) == Wanted &&
                 Call->getDirectCallee()->getName() != Not
             ? Call->getArg(0)
             : nullptr;
}

/// Do two arguments say from where to where elements are copied?
bool areRange(const Expr *First, const Expr *Second, const ASTContext &Context) {
  return Context.hasSameUnqualifiedType(First->getType().getNonReferenceType(),
                                        Second->getType().getNonReferenceType());
}

bool isText(unsigned Traits) { return (Traits & Counted) && !(Traits & Owner); }

/// Of what is written as a text: a literal, which ends at its first 0 for who isn't told its
/// length; or what is never empty.
std::optional<ElementCount> elementsInText(const Expr *Given) {
  Given = Given->IgnoreUnlessSpelledInSource();
  if (const auto *Literal = dyn_cast<UserDefinedLiteral>(Given);
      Literal && Literal->getLiteralOperatorKind() == UserDefinedLiteral::LOK_String &&
      Literal->getDirectCallee() && Literal->getDirectCallee()->isInStdNamespace() &&
      Literal->getNumArgs() > 0)
    if (const auto *Text = dyn_cast<StringLiteral>(Literal->getArg(0)->IgnoreParenImpCasts()))
      return ElementCount{ElementCount::Kind::Exactly, Text->getLength()};
  if (const auto *Text = dyn_cast<StringLiteral>(Given)) {
    for (unsigned Index = 0; Index < Text->getLength(); ++Index)
      if (Text->getCodeUnit(Index) == 0)
        return ElementCount{ElementCount::Kind::Exactly, Index};
    return ElementCount{ElementCount::Kind::Exactly, Text->getLength()};
  }
  const FunctionDecl *Callee = calleeOf(Given);
  if (Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
      (Callee->getName() == "to_string" || Callee->getName() == "to_wstring"))
    return ElementCount{ElementCount::Kind::AtLeast, 1};
  return std::nullopt;
}

/// What 'text += more' leaves, where it adds something.
std::optional<ElementCount> elementsAppended(const Expr *More) {
  if (More->IgnoreParenImpCasts()->getType()->isAnyCharacterType())
    return ElementCount{ElementCount::Kind::AtLeast, 1};
  const std::optional<ElementCount> Added = elementsInText(More);
  return Added && Added->Number > 0 ? std::optional(ElementCount{ElementCount::Kind::AtLeast, 1})
                                    : std::nullopt;
}

/// Of a list in braces.
std::optional<ElementCount> elementsInBraces(unsigned Traits, const Expr *List) {
  List = List->IgnoreUnlessSpelledInSource();
  if (const auto *Braces = dyn_cast<CXXStdInitializerListExpr>(List))
    List = Braces->getSubExpr()->IgnoreUnlessSpelledInSource();
  const auto *Written = dyn_cast<InitListExpr>(List);
  if (!Written)
    return std::nullopt;
  const int64_t Number = Written->getNumInits();
  // Of two equal keys there is one.
  return (Traits & UniqueKeys) && Number > 1 ? ElementCount{ElementCount::Kind::AtLeast, 1}
                                             : ElementCount{ElementCount::Kind::Exactly, Number};
}

ElementCount atLeastOne() { return {ElementCount::Kind::AtLeast, 1}; }

std::optional<ElementCount> countArgument(const Expr *Argument, const ASTContext &Context) {
  const std::optional<int64_t> Number = constantOf(Argument, Context);
  return Number && *Number >= 0 ? std::optional(ElementCount{ElementCount::Kind::Exactly, *Number})
                                : std::nullopt;
}

std::optional<ElementCount> elementsInserted(const CXXMemberCallExpr *Call,
                                             const CXXMethodDecl *Method, unsigned Traits,
                                             const ASTContext &Context) {
  const unsigned Arguments = Call->getNumArgs();
  const StringRef Name = Method->getName();
  if (Name.starts_with("push") || Name.starts_with("emplace_back") ||
      Name.starts_with("emplace_front"))
    return ElementCount{ElementCount::Kind::OneMore};
  if (Name == "try_emplace" || Name == "insert_or_assign" || Name.starts_with("emplace"))
    return atLeastOne();
  if (Name == "resize" && Arguments > 0)
    return countArgument(Call->getArg(0), Context);
  if (Name == "assign" && Arguments == 2 && Call->getArg(0)->getType()->isIntegerType())
    return countArgument(Call->getArg(0), Context);
  if (Name == "assign" && Arguments == 1)
    return elementsInBraces(Traits, Call->getArg(0));
  if (Name != "insert" || Arguments == 0)
    return std::nullopt;
  const Expr *Last = Call->getArg(Arguments - 1);
  if (Arguments == 1 && (traitsOf(Last->getType()) & BracedList)) {
    const std::optional<ElementCount> Listed = elementsInBraces(0, Last);
    return Listed && Listed->Number > 0 ? std::optional(atLeastOne()) : std::nullopt;
  }
  // A node may be empty, and so may a range.
  const CXXRecordDecl *Record = Last->getType().getNonReferenceType()->getAsCXXRecordDecl();
  const bool IsNode = Record && Record->getDeclName().isIdentifier() &&
                      Record->getName().contains_insensitive("node_handle");
  const bool IsRange = Arguments > 1 && areRange(Call->getArg(Arguments - 2), Last, Context);
  const bool IsList = (traitsOf(Last->getType()) & BracedList) != 0;
  return IsNode || IsRange || IsList || Arguments > 2 ? std::nullopt : std::optional(atLeastOne());
}

} // namespace

std::optional<KeyQuestion> keyAsked(const Expr *E) {
  E = E->IgnoreImplicit()->IgnoreParenImpCasts();
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || Call->getNumArgs() != 1 || memberEffect(Method) != CallEffect::Lookup)
    return std::nullopt;
  const Expr *Container = Call->getImplicitObjectArgument();
  const unsigned Traits = traitsOfObject(Container);
  if (!(Traits & Keyed))
    return std::nullopt;
  return KeyQuestion{Container, Call->getArg(0), Call->getType()->isRecordType(),
                     (Traits & UniqueKeys) != 0};
}

const Expr *containerOfBegin(const Expr *E) { return containerOf(E, CallEffect::Begin, "data"); }
const Expr *containerOfEnd(const Expr *E) { return containerOf(E, CallEffect::End, ""); }

std::optional<AlternativeQuestion> alternativeAsked(const Expr *E) {
  const auto Count = [](QualType Type) -> int64_t {
    const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Type.getNonReferenceType()->getAsCXXRecordDecl());
    if (!Spec || !(traitsOf(Spec) & Alternatives) || Spec->getTemplateArgs().size() != 1)
      return 0;
    return Spec->getTemplateArgs()[0].pack_size();
  };
  if (const CXXMethodDecl *Method = plainInspection(E)) {
    const Expr *Object = cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument();
    const int64_t Number =
        Method->getIdentifier() && Method->getName() == "index" ? Count(Object->getType()) : 0;
    return Number ? std::optional(AlternativeQuestion{Object, std::nullopt, Number}) : std::nullopt;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || !Callee->isInStdNamespace() || Call->getNumArgs() != 1)
    return std::nullopt;
  const Expr *Variant = Call->getArg(0)->IgnoreParenImpCasts();
  if (Callee->getName() == "get_if") {
    const auto *Address = dyn_cast<UnaryOperator>(Variant);
    if (Address && Address->getOpcode() == UO_AddrOf)
      Variant = Address->getSubExpr();
    else if (functionEffect(Variant) == CallEffect::Refer)
      Variant = cast<CallExpr>(Variant)->getArg(0);
    else
      return std::nullopt;
  } else if (Callee->getName() != "holds_alternative") {
    return std::nullopt;
  }
  const int64_t Number = Count(Variant->getType());
  const std::optional<int64_t> Which =
      Number ? elementNumber(Callee, Variant->getType()) : std::nullopt;
  return Which ? std::optional(AlternativeQuestion{Variant, Which, Number}) : std::nullopt;
}

std::optional<int64_t> alternativeGiven(QualType Variant, const Expr *Value) {
  const auto *Spec =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Variant->getAsCXXRecordDecl());
  if (!Spec || !(traitsOf(Spec) & Alternatives) || Spec->getTemplateArgs().size() != 1)
    return std::nullopt;
  const Expr *Given = givenValue(Value);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Given);
      Made && Made->getConstructor()->getParent() == Spec) {
    if (Made->getNumArgs() == 0)
      return 0;
    Given = Made->getArg(0)->IgnoreParenImpCasts();
    const auto *Tag =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(Given->getType()->getAsCXXRecordDecl());
    if (Tag && (traitsOf(Tag) & InPlaceTag) && Tag->getTemplateArgs().size() == 1)
      return elementNumber(Tag->getTemplateArgs()[0], Variant);
  }
  // Of the same type, and of no other: then nothing is converted.
  std::optional<int64_t> Found;
  int64_t Number = 0;
  for (const TemplateArgument &Held : Spec->getTemplateArgs()[0].pack_elements()) {
    if (Held.getKind() == TemplateArgument::Type &&
        Spec->getASTContext().hasSameUnqualifiedType(Held.getAsType(), Given->getType())) {
      if (Found)
        return std::nullopt;
      Found = Number;
    }
    ++Number;
  }
  return Found;
}

bool countsElements(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->isInStdNamespace() || !Callee->getIdentifier())
    return false;
  const StringRef Name = Callee->getName();
  return Name == "count" || Name == "count_if" || Name == "ssize" ||
         (Name == "distance" && Call->getNumArgs() == 2 && containerOfBegin(Call->getArg(0)));
}

const Expr *textSearched(const Expr *E) {
  const auto [Object, Method] = memberCalled(E);
  if (!Object || !Method || !Method->getIdentifier() || !Method->getParent()->isInStdNamespace() ||
      !isText(traitsOfObject(Object)) || !E->getType()->isUnsignedIntegerType())
    return nullptr;
  const StringRef Name = Method->getName();
  return Name == "rfind" || Name.starts_with("find") ? Object : nullptr;
}

std::optional<ElementCount> elementsAfter(const CallExpr *Call, const ASTContext &Context) {
  const auto [Object, Method] = memberCalled(Call);
  if (!Object || !Method || !Method->getParent()->isInStdNamespace())
    return std::nullopt;
  const unsigned Traits = traitsOfObject(Object);
  if (!(Traits & Counted))
    return std::nullopt;
  if (isText(Traits) && Call->getNumArgs() > 0) {
    const Expr *Given = Call->getArg(Call->getNumArgs() - 1);
    const bool IsAppend = Method->getIdentifier() && Method->getName() == "append";
    if (Method->getOverloadedOperator() == OO_PlusEqual || (IsAppend && Call->getNumArgs() == 1))
      return elementsAppended(Given);
    const bool IsAssign = Method->getIdentifier() && Method->getName() == "assign";
    if (IsAssign && Call->getNumArgs() == 1)
      return elementsInText(Given);
    if (IsAssign)
      return std::nullopt;
  }
  if (isa<CXXOperatorCallExpr>(Call)) {
    if (Method->getOverloadedOperator() == OO_Subscript && (Traits & Keyed))
      return atLeastOne(); // 'm[k]' makes it
    return Method->getOverloadedOperator() == OO_Equal && Call->getNumArgs() == 2
               ? elementsGiven(Object->getType(), Call->getArg(1), Context)
               : std::nullopt;
  }
  switch (memberEffect(Method)) {
  case CallEffect::Clear:
    return ElementCount{ElementCount::Kind::Exactly, 0};
  case CallEffect::Fill:
  case CallEffect::Emplace:
  case CallEffect::FillAlways:
    return elementsInserted(cast<CXXMemberCallExpr>(Call), Method, Traits, Context);
  default:
    return std::nullopt;
  }
}

std::optional<ElementCount> elementsGiven(QualType Container, const Expr *Value,
                                          const ASTContext &Context) {
  const unsigned Traits = traitsOf(Container);
  if (!(Traits & Counted))
    return std::nullopt;
  const Expr *Given = givenValue(Value);
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Given))
    Given = givenValue(Cast->getSubExpr());
  if (isText(Traits))
    if (const std::optional<ElementCount> Text = elementsInText(Given))
      return Text;
  if (const auto *List = elementsInBraces(Traits, Given) ? Given : nullptr)
    return elementsInBraces(Traits, List);
  const auto *Made = dyn_cast<CXXConstructExpr>(Given);
  if (!Made)
    return std::nullopt;
  if (Made->getConstructor()->isCopyOrMoveConstructor() && Made->getNumArgs() == 1)
    return elementsGiven(Container, Made->getArg(0), Context);
  if (traitsOf(Made->getType()) != Traits)
    return std::nullopt;
  if (Made->getNumArgs() == 0)
    return ElementCount{ElementCount::Kind::Exactly, 0};
  const Expr *First = Made->getArg(0);
  if (isText(Traits) && Made->getNumArgs() <= 2)
    if (const std::optional<ElementCount> Text = elementsInText(First);
        Text && (Made->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(Made->getArg(1))))
      return Text;
  if (traitsOf(First->getType()) & BracedList)
    return elementsInBraces(Traits, First);
  // 'std::vector<int> v(3)', 'v(3, 1)'
  const auto IsDefault = [](const Expr *Argument) { return isa<CXXDefaultArgExpr>(Argument); };
  const unsigned Written = Made->getNumArgs() - llvm::count_if(Made->arguments(), IsDefault);
  const bool IsCount = !(Traits & Keyed) && First->getType()->isIntegerType() && Written <= 2 &&
                       Made->getConstructor()->getParamDecl(0)->getType()->isIntegerType();
  if (Written == 0)
    return ElementCount{ElementCount::Kind::Exactly, 0};
  return IsCount ? countArgument(First, Context) : std::nullopt;
}

bool isElementOf(const Expr *Target, const ValueDecl *Root) {
  if (!(traitsOf(Root->getType()) & Counted))
    return false;
  // The last step before the variable is the one into the container.
  const Expr *Outer = nullptr;
  for (const Expr *E = Target; E; E = baseOf(E)) {
    E = E->IgnoreParenImpCasts();
    if (variableOf(E) == Root)
      break;
    Outer = E;
  }
  const auto [Object, Method] = Outer ? memberCalled(Outer) : std::pair(nullptr, nullptr);
  return Method && Method->getParent()->isInStdNamespace();
}

UniqueKey uniqueKeyIn(QualType Range) {
  const unsigned Traits = traitsOf(Range);
  if (!(Traits & UniqueKeys))
    return UniqueKey::None;
  return Traits & Mapped ? UniqueKey::First : UniqueKey::Element;
}

} // namespace valuetask

//===--- Claims.cpp - calls that change something and say what it was -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Claims.h"
#include "models/Accessors.h"
#include "models/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace valuetask {

namespace {

/// A call of a member, by '.' or as an operator.
struct CalledMember {
  const Expr *Object = nullptr;
  const CXXMethodDecl *Method = nullptr;
  llvm::ArrayRef<const Expr *> Arguments{};
};

CalledMember calledMember(const Expr *E) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    return {Member->getImplicitObjectArgument(),
            Member->getMethodDecl(),
            {Member->getArgs(), Member->getNumArgs()}};
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  const auto *Method =
      Operator ? dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee()) : nullptr;
  if (!Method || Operator->getNumArgs() == 0)
    return {};
  return {Operator->getArg(0), Method, {Operator->getArgs() + 1, Operator->getNumArgs() - 1}};
}

QualType typeOfObject(const Expr *Object) {
  const QualType Type = Object->IgnoreParenImpCasts()->getType();
  return Type->isPointerType() ? Type->getPointeeType() : Type.getNonReferenceType();
}

using AccessKind = AtomicAccess::Kind;

std::optional<AtomicAccess> accessByOperator(AtomicAccess Access, const CalledMember &Use) {
  const auto Compute = [&](BinaryOperatorKind Operator, bool GivesOld) {
    Access.What = AccessKind::Compute;
    Access.Operator = Operator;
    Access.GivesOld = GivesOld;
    return Access;
  };
  switch (Use.Method->getOverloadedOperator()) {
  case OO_Equal:
    Access.What = AccessKind::Write;
    return Access;
  case OO_PlusPlus:
  case OO_MinusMinus: // of the form after the name, the argument is a 0 that nobody wrote
    Access.Operand = nullptr;
    Access.Constant = 1;
    return Compute(Use.Method->getOverloadedOperator() == OO_PlusPlus ? BO_Add : BO_Sub,
                   /*GivesOld=*/!Use.Arguments.empty());
  case OO_PlusEqual:
    return Compute(BO_Add, false);
  case OO_MinusEqual:
    return Compute(BO_Sub, false);
  case OO_AmpEqual:
    return Compute(BO_And, false);
  case OO_PipeEqual:
    return Compute(BO_Or, false);
  case OO_CaretEqual:
    return Compute(BO_Xor, false);
  default:
    return std::nullopt;
  }
}

std::optional<AtomicAccess> accessByName(AtomicAccess Access, const CalledMember &Use) {
  const StringRef Name = Use.Method->getName();
  if (Name == "load" || Name == "test") {
    Access.What = AccessKind::Read;
    return Access;
  }
  if (Name == "store" || Name == "clear") { // a flag's 'clear' is given an order at most
    Access.What = AccessKind::Write;
    Access.Operand = Name == "clear" ? nullptr : Access.Operand;
    return Access;
  }
  if (Name == "exchange" || Name == "test_and_set") {
    Access.What = AccessKind::Exchange;
    Access.Operand = Name == "exchange" ? Access.Operand : nullptr;
    Access.Constant = 1;
    return Access;
  }
  if (Name.starts_with("compare_exchange_") && Use.Arguments.size() >= 2) {
    Access.What = AccessKind::CompareExchange;
    Access.Expected = Use.Arguments[0];
    Access.Operand = Use.Arguments[1];
    Access.MayFail = Name.ends_with("weak");
    return Access;
  }
  const auto Operator = llvm::StringSwitch<std::optional<BinaryOperatorKind>>(Name)
                            .Case("fetch_add", BO_Add)
                            .Case("fetch_sub", BO_Sub)
                            .Case("fetch_and", BO_And)
                            .Case("fetch_or", BO_Or)
                            .Case("fetch_xor", BO_Xor)
                            .Default(std::nullopt);
  if (!Operator)
    return std::nullopt;
  Access.What = AccessKind::Compute;
  Access.Operator = *Operator;
  return Access;
}

/// The key of what is inserted into a map: the first of a pair.
const Expr *keyOfEntry(const Expr *Entry) {
  const llvm::ArrayRef<const Expr *> Parts = wrappedElements(Entry);
  return Parts.size() == 2 ? Parts.front() : nullptr;
}

bool isIterator(const Expr *Argument) {
  const auto *Record = Argument->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getDeclName().isIdentifier() &&
         Record->getName().contains_insensitive("iterator");
}

} // namespace

QualType atomicValue(QualType Type) {
  const auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !(traitsOf(Record) & Atomic) || Record->getName() == "atomic_ref")
    return {};
  if (Record->getName() == "atomic_flag")
    return Record->getASTContext().BoolTy;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Spec && Spec->getTemplateArgs().size() > 0 &&
                 Spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type
             ? Spec->getTemplateArgs()[0].getAsType()
             : QualType();
}

std::optional<AtomicAccess> atomicAccess(const Expr *E) {
  const CalledMember Use = calledMember(E);
  const QualType Value = Use.Method ? atomicValue(typeOfObject(Use.Object)) : QualType();
  if (Value.isNull())
    return std::nullopt;
  AtomicAccess Access{AccessKind::Read, Use.Object, Value};
  Access.Operand = Use.Arguments.empty() ? nullptr : Use.Arguments.front();
  if (isa<CXXConversionDecl>(Use.Method))
    return Access;
  return Use.Method->isOverloadedOperator() ? accessByOperator(Access, Use)
         : Use.Method->getIdentifier()      ? accessByName(Access, Use)
                                            : std::nullopt;
}

std::optional<KeyChange> keyChanged(const Expr *E) {
  const CalledMember Use = calledMember(E);
  const unsigned Traits = Use.Method ? traitsOf(typeOfObject(Use.Object)) : 0;
  if (!(Traits & UniqueKeys) || Use.Arguments.empty())
    return std::nullopt;
  const Expr *First = Use.Arguments.front();
  if (Use.Method->getOverloadedOperator() == OO_Subscript)
    return KeyChange{Use.Object, First, true, false};
  if (!Use.Method->getIdentifier() || isIterator(First))
    return std::nullopt;
  const StringRef Name = Use.Method->getName();
  const bool SaysWhether = E->getType()->isRecordType() && (traitsOf(E->getType()) & Pair);
  if (Name == "erase")
    return KeyChange{Use.Object, First, false, E->getType()->isIntegerType()};
  if (Name == "try_emplace" || Name == "insert_or_assign" ||
      (Name == "emplace" && (!(Traits & Mapped) || Use.Arguments.size() == 2)))
    return KeyChange{Use.Object, First, true, SaysWhether};
  if (Name != "insert" || Use.Arguments.size() != 1 || !SaysWhether)
    return std::nullopt;
  const Expr *Key = Traits & Mapped ? keyOfEntry(First) : First;
  return Key ? std::optional(KeyChange{Use.Object, Key, true, true}) : std::nullopt;
}

bool keepsFlags(QualType Type) {
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Spec || !Spec->isInStdNamespace() || Spec->getTemplateArgs().size() == 0)
    return false;
  const TemplateArgument &First = Spec->getTemplateArgs()[0];
  return Spec->getName() == "bitset" ||
         (Spec->getName() == "vector" && First.getKind() == TemplateArgument::Type &&
          First.getAsType()->isBooleanType());
}

std::optional<FlagQuestion> flagAsked(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource();
  const CalledMember Use = calledMember(E);
  if (!Use.Method || Use.Arguments.size() != 1 || !keepsFlags(typeOfObject(Use.Object)))
    return std::nullopt;
  const bool Asks = Use.Method->getOverloadedOperator() == OO_Subscript ||
                    (Use.Method->getIdentifier() &&
                     (Use.Method->getName() == "test" || Use.Method->getName() == "at"));
  return Asks ? std::optional(FlagQuestion{Use.Object, Use.Arguments.front()}) : std::nullopt;
}

std::optional<FlagChange> flagChanged(const CallExpr *Call) {
  const CalledMember Use = calledMember(Call);
  if (!Use.Method)
    return std::nullopt;
  // 'bits[1] = true'
  if (Use.Method->getOverloadedOperator() == OO_Equal && Use.Arguments.size() == 1)
    if (const std::optional<FlagQuestion> Flag = flagAsked(Use.Object))
      return FlagChange{Flag->Container, Flag->Index, Use.Arguments.front()};
  if (!Use.Method->getIdentifier() || !keepsFlags(typeOfObject(Use.Object)) ||
      (Use.Method->getName() != "set" && Use.Method->getName() != "reset"))
    return std::nullopt;
  const Expr *Index = Use.Arguments.empty() ? nullptr : Use.Arguments.front();
  FlagChange Change{Use.Object, Index, nullptr, Use.Method->getName() == "set"};
  if (Use.Arguments.size() == 2 && !isa<CXXDefaultArgExpr>(Use.Arguments[1]))
    Change.Given = Use.Arguments[1];
  return Change;
}

} // namespace valuetask

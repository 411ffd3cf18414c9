//===--- StoredInField.cpp - a value is kept where it outlives its use ----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/Fixes.h"
#include "rules/AllRules.h"
#include "rules/Messages.h"

using namespace clang;

namespace valuetask {

namespace {

/// The single-consumption type inside \p Type.
QualType heldIn(QualType Type, const Awaitables &Types) {
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return heldIn(Array->getElementType(), Types);
  if (!Types.isSingleConsumption(Type))
    if (const auto *Spec =
            dyn_cast_or_null<ClassTemplateSpecializationDecl>(Type->getAsCXXRecordDecl())) {
      std::vector<TemplateArgument> Arguments = Spec->getTemplateArgs().asArray().vec();
      for (size_t I = 0; I < Arguments.size(); ++I) {
        const TemplateArgument Argument = Arguments[I];
        if (Argument.getKind() == TemplateArgument::Pack)
          Arguments.insert(Arguments.end(), Argument.pack_begin(), Argument.pack_end());
        else if (Argument.getKind() == TemplateArgument::Type &&
                 Types.holdsSingleConsumption(Argument.getAsType()))
          return heldIn(Argument.getAsType(), Types);
      }
    }
  return Type;
}

/// What a dialect says of the type that is inside; of another library's holder by its fields.
const DialectType *factsOfHeld(QualType Type, const Awaitables &Types) {
  const QualType Held = heldIn(Type, Types);
  if (Types.isSingleConsumption(Held))
    return Types.factsOf(Held);
  const CXXRecordDecl *Holder = Held->getAsCXXRecordDecl();
  if (Holder && Holder->hasDefinition())
    for (const FieldDecl *Field : Holder->getDefinition()->fields())
      if (Types.holdsSingleConsumption(Field->getType()))
        return factsOfHeld(Field->getType(), Types);
  return nullptr;
}

/// Does a value of the type keep an object that must not be kept? In many libraries it may.
bool keepsWrongly(QualType Type, const Awaitables &Types) {
  if (!Types.holdsSingleConsumption(Type))
    return false;
  const DialectType *Facts = factsOfHeld(Type, Types);
  return !Facts || Facts->Field == FieldKind::Never;
}

/// \param What  the kind of thing that stores it
Finding makeFinding(llvm::StringRef What, llvm::StringRef Name, SourceLocation Location,
                    QualType Type, const UnitView &Unit, Fix Change = {}) {
  Finding Result{RuleId::StoredInField, Location,
                 headline((What + " '" + Name + "' stores ").str() +
                              withArticle(Unit.types().shortName(heldIn(Type, Unit.types()))),
                          "it must be consumed immediately, and only once")};
  Result.Help = Change.empty() ? "store its result, or a type that can be awaited again"
                               : "store a 'task' and create it with '.as_task()'";
  Result.Fix = std::move(Change);
  return Result;
}

bool isField(const FieldDecl *Field, const Awaitables &Types) {
  const auto *Record = cast<CXXRecordDecl>(Field->getParent());
  if (!keepsWrongly(Field->getType(), Types) || Types.isCoroutineMachinery(Record))
    return false;
  // In an instantiation of a generic holder, the field is as its user asked for: the user's
  // declaration is the mistake, and not the template.
  const CXXRecordDecl *Pattern = Record->getTemplateInstantiationPattern();
  if (!Pattern)
    return true;
  for (const FieldDecl *Written : Pattern->fields())
    if (Written->getFieldIndex() == Field->getFieldIndex())
      return Types.holdsSingleConsumption(Written->getType());
  return true;
}

llvm::StringRef kindOf(const VarDecl *Variable) {
  if (Variable->getTSCSpec() != TSCS_unspecified)
    return "thread_local variable";
  if (Variable->isStaticDataMember())
    return "static member";
  return Variable->isStaticLocal() ? "static variable" : "global variable";
}

/// The type of a captured variable as a template has it. That of 'x = std::move(y)' isn't deduced
/// yet, but it will be y's.
QualType writtenType(const ValueDecl *Captured) {
  const auto *Variable = dyn_cast<VarDecl>(Captured);
  const Expr *Init = Variable && Variable->isInitCapture() ? Variable->getInit() : nullptr;
  if (!Init)
    return Captured->getType().getNonReferenceType();
  Init = Init->IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CallExpr>(Init); Call && Call->getNumArgs() == 1)
    Init = Call->getArg(0)->IgnoreParenImpCasts();
  return Init->getType().getNonReferenceType();
}

/// In an instantiation, a capture whose type comes from a template argument is as the template's
/// user asked for, and not the mistake of who wrote the lambda.
bool isAuthorsChoice(const LambdaCapture &Capture, const LambdaUse &Use, const Awaitables &Types) {
  if (!Use.Written)
    return true;
  for (const LambdaCapture &Written : Use.Written->captures())
    if (Written.capturesVariable() && Written.getLocation() == Capture.getLocation())
      return Types.holdsSingleConsumption(writtenType(Written.getCapturedVar()));
  return false;
}

/// A lambda inside an awaitable's or a promise's own member is that type's machinery.
bool isMachinery(const LambdaExpr *Lambda, const Awaitables &Types) {
  const DeclContext *Scope = Lambda->getLambdaClass()->getDeclContext();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Scope->getNonClosureAncestor());
  return Method && Types.isCoroutineMachinery(Method->getParent());
}

void findCaptures(const LambdaUse &Use, const UnitView &Unit, std::vector<Finding> &Findings) {
  if (Use.CalledInPlace || isMachinery(Use.Lambda, Unit.types()))
    return;
  for (const LambdaCapture &Capture : Use.Lambda->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByCopy)
      continue;
    const ValueDecl *Variable = Capture.getCapturedVar();
    const QualType Type = Variable->getType().getNonReferenceType();
    if (keepsWrongly(Type, Unit.types()) && isAuthorsChoice(Capture, Use, Unit.types()))
      Findings.push_back(
          makeFinding("lambda capture", Variable->getName(), Capture.getLocation(), Type, Unit));
  }
}

} // namespace

std::vector<Finding> findStoredInField(const UnitView &Unit) {
  std::vector<Finding> Findings;
  for (const FieldDecl *Field : Unit.code().Fields)
    if (isField(Field, Unit.types()))
      Findings.push_back(makeFinding("field", Field->getName(), Field->getLocation(),
                                     Field->getType(), Unit, shareField(Field, Unit)));
  for (const VarDecl *Variable : Unit.code().StaticVariables)
    if (Variable->getCanonicalDecl() == Variable && keepsWrongly(Variable->getType(), Unit.types()))
      Findings.push_back(makeFinding(kindOf(Variable), Variable->getName(), Variable->getLocation(),
                                     Variable->getType(), Unit));
  for (const LambdaUse &Use : Unit.code().Lambdas)
    findCaptures(Use, Unit, Findings);
  return Findings;
}

} // namespace valuetask

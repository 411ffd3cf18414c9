//===--- ArgumentReader.cpp - what happens to an argument -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ArgumentReader.h"
#include "models/Library.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

namespace {

/// The parameter of the definition, whose body the summary speaks of.
const ValueDecl *inDefinition(const FunctionDecl *Callee, const ParmVarDecl *Parameter) {
  const FunctionDecl *Definition = nullptr;
  if (!Callee->hasBody(Definition))
    return Parameter;
  return Definition->getParamDecl(Parameter->getFunctionScopeIndex());
}

/// A callee that takes an rvalue reference and answers yes or no may have declined to take it.
bool mayDecline(const CallExpr *Call) {
  // A reference is an answer to no question: 'o = std::move(x)', 'v.emplace_back(1,
  // std::move(x))'.
  const CallEffect Effect = functionEffect(Call);
  if (Effect == CallEffect::WrapInHolder || Effect == CallEffect::Wrap || Call->isGLValue())
    return false;
  // What was moved into a node is gone, whether the node is needed or not. ('try_emplace' knows.)
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
      Method && Method->getParent()->isInStdNamespace() &&
      (memberEffect(Method) == CallEffect::Emplace ||
       memberEffect(Method) == CallEffect::FillAlways))
    return false;
  const QualType Type = Call->getType();
  return Type->isBooleanType() || Type->isEnumeralType() || (traitsOf(Type) & Answer);
}

bool isReferring(QualType Type) { return Type->isLValueReferenceType() || Type->isPointerType(); }

bool isCopy(const Expr *Call) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(Call);
  return Construct && Construct->getConstructor()->isCopyConstructor();
}

/// May a function that isn't seen keep the reference that it is given for one of its parameters? In
/// what it returns, in its object, or in what else it may change.
bool mayKeepReference(const CallExpr *Call, const FunctionDecl *Callee,
                      const ParmVarDecl *Parameter, const Awaitables &Types) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const QualType Result = Call->getType();
  if ((Method && !Method->isStatic()) || Call->isGLValue() ||
      !(Result->isVoidType() || Result->isArithmeticType() || Result->isEnumeralType()))
    return true;
  return llvm::any_of(Callee->parameters(), [&](const ParmVarDecl *Other) {
    const QualType Type = Other->getType(), Pointee = Type->getPointeeType();
    const bool Changes = Pointee.isNull() ? Type->isRecordType() : !Pointee.isConstQualified();
    return Other != Parameter && Changes && !Types.isSingleConsumption(Type.getNonReferenceType());
  });
}

bool isAssignmentToIgnore(const Expr *Call) {
  const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(Call);
  return Assignment && assignsToIgnore(Assignment);
}

/// May the function ask what it is given whether there is something?
bool mayAsk(const Summary &Called, const ValueDecl *Parameter) {
  return llvm::any_of(Called.Asked,
                      [Parameter](const Place &Asked) { return Asked.Root == Parameter; });
}

} // namespace

/// What the use is given to.
struct ArgumentReader::Argument {
  const CallExpr *Call; ///< null for a construction
  const FunctionDecl *Callee;
  FormalParameter Parameter;
  const Stmt *At;

  /// The function whose summary says what a call does to its argument.
  const FunctionDecl *summarised() const { return Call ? Callee : nullptr; }
  const ValueDecl *parameterInDefinition() const {
    return inDefinition(Callee, Parameter.Declaration);
  }
};

bool ArgumentReader::stepOut(Use &U, const Expr *Call, const FormalParameter &To, const Stmt *At) {
  if (Types.isSingleConsumption(U.type()))
    Sink.noteObject(U, U.type());
  const auto *Callee =
      To.Declaration ? dyn_cast<FunctionDecl>(To.Declaration->getDeclContext()) : nullptr;
  const Argument Passed{dyn_cast<CallExpr>(Call), Callee, To, At};
  if (To.Declaration && Types.isConsumingParameter(To.Declaration)) {
    Sink.consumeEach(U, At, Callee);
    return false;
  }
  if (To.Declaration && U.expression()->isLValue())
    switch (Types.useOf(To.Declaration)) {
    case ArgumentUse::Reads:
      Sink.read(U, At, U.Name->getExprLoc());
      return false;
    case ArgumentUse::Keeps:
      Sink.escape(U, At);
      return false;
    case ArgumentUse::Consumes:
    case ArgumentUse::Unknown:
      break;
    }
  if (To.Type.isNull()) { // '...', or a parameter that can't be named
    Sink.escape(U, At);
    return false;
  }
  if (To.Type->isRValueReferenceType())
    return toRValueReference(U, Passed);
  if (isAssignmentToIgnore(Call))
    return false;
  if (isReferring(To.Type)) {
    if (To.Type->getPointeeType().isConstQualified() && !isCopy(Call))
      return toConst(U, Passed);
    return toMutable(U, Passed);
  }
  Sink.escape(U, At);
  return false;
}

bool ArgumentReader::toRValueReference(Use &U, const Argument &To) {
  const bool Address = isAddress(U.Where);
  if (To.Call && mayDecline(To.Call)) {
    Sink.escape(U, To.At);
    return false;
  }
  if (To.summarised())
    if (const Summary *Called = Callees.of(To.Callee)) {
      // Of what its body doesn't take, nothing is taken, whatever the signature announces.
      const bool Takes = llvm::any_of(Called->Effects, [&](const Effect &E) {
        return E.Where.Root == To.parameterInDefinition() && E.What != Effect::Kind::Escapes;
      });
      if (!Takes && !Address) // who writes std::move means that it is taken, all the same
        Sink.put(U, To.At, EventKind::Lend, U.Name->getExprLoc());
      if (!Takes || Address)
        return apply(*Called, U, To);
    }
  if (Address || U.type()->isPointerType())
    Sink.escape(U, To.At);
  else
    Sink.consume(U, To.At, U.Name->getExprLoc(), ConsumptionKind::GivenAway);
  return false;
}

/// The callee only looks.
bool ArgumentReader::toConst(Use &U, const Argument &To) {
  const Summary *Called = To.summarised() ? Callees.of(To.Callee) : nullptr;
  if (Called && Called->Returned && Called->Returned->Root == To.parameterInDefinition())
    return apply(*Called, U, To);
  if (To.Parameter.Type->isLValueReferenceType() &&
      (isAddress(U.Where) || U.type()->isPointerType())) {
    Sink.escape(U, To.At); // it only looks at the pointer, but may keep a copy of that
    return false;
  }
  // A type may let itself be run to its end by a look.
  Sink.putOn(withoutAddress(U.Where), U, To.At, EventKind::Lend, U.Name->getExprLoc());
  return false;
}

bool ArgumentReader::toMutable(Use &U, const Argument &To) {
  if (To.summarised())
    if (const Summary *Called = Callees.of(To.Callee)) {
      if (mayAsk(*Called, To.parameterInDefinition()))
        Sink.putOn(withoutAddress(U.Where), U, To.At, EventKind::Test, U.Name->getExprLoc());
      return apply(*Called, U, To);
    }
  if (To.Call && To.Callee && To.Parameter.Type->isLValueReferenceType() && !isAddress(U.Where) &&
      Types.isSingleConsumption(U.type()) &&
      !mayKeepReference(To.Call, To.Callee, To.Parameter.Declaration, Types))
    Sink.put(U, To.At, EventKind::Show, U.Name->getExprLoc());
  else
    Sink.escape(U, To.At);
  return false;
}

bool ArgumentReader::apply(const Summary &CalleeSummary, Use &U, const Argument &To) {
  return Effects.apply(CalleeSummary, U, To.Call, To.parameterInDefinition(), To.Callee, To.At);
}

} // namespace valuetask

//===--- PlaceEvents.cpp - what a function does to places -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/PlaceEvents.h"
#include "compat/Versions.h"
#include "events/BodyIndex.h"
#include "events/UseReader.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

using Kind = PlaceStep::Kind;

PlaceEvents readPlaceEvents(const BodyIndex &Body, Summaries &Callees) {
  EventSink Sink(Body.types());
  NameBinder Names(Body, Sink);
  UseReader(Body, Callees, Sink, Names).readAll();
  PlaceEvents Found = std::move(Sink).take();
  std::move(Names).moveTo(Found);
  return Found;
}

/// Is it, or has it as a base, what is consumed as one thing?
static bool isConsumedAsOne(const CXXRecordDecl *Record, const BodyIndex &Body) {
  return Body.types().isSingleConsumption(compat::recordType(Body.context(), Record)) ||
         !Record->forallBases([&](const CXXRecordDecl *Base) {
           return !Body.types().isSingleConsumption(compat::recordType(Body.context(), Base));
         });
}

const CXXRecordDecl *partOf(const PlaceEvent &E, const Place &Where, const BodyIndex &Body) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Body.function());
  const QualType This =
      Method ? compat::recordType(Body.context(), Method->getParent()) : QualType();
  const QualType Type = E.As ? typeAt(Where, This) : QualType();
  const CXXRecordDecl *Whole = Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
  const bool IsPart = Whole && Whole->hasDefinition() && E.As->hasDefinition() &&
                      Whole->isDerivedFrom(E.As) && !isConsumedAsOne(E.As, Body);
  return IsPart ? E.As : nullptr;
}

bool hasMember(const CXXRecordDecl *Base, const ValueDecl *Member) {
  const auto *Of = dyn_cast<CXXRecordDecl>(Member->getDeclContext());
  return !Of || Of->getCanonicalDecl() == Base->getCanonicalDecl() ||
         (Base->hasDefinition() && Base->isDerivedFrom(Of));
}

bool isAddress(const Place &Where) {
  return !Where.Steps.empty() && Where.Steps.back().What == Kind::Address;
}

Place withoutAddress(Place Where) {
  while (isAddress(Where))
    Where.Steps.pop_back();
  return Where;
}

bool isIndefinite(const Place &Where) {
  return llvm::any_of(Where.Steps, [](const PlaceStep &Step) {
    return Step.What == Kind::AnyElement || Step.What == Kind::Address;
  });
}

std::optional<Place> withFirstElement(const Place &Where) {
  const auto IsVariable = [](const PlaceStep &Step) {
    return Step.isElement() && Step.What != Kind::Element;
  };
  if (llvm::count_if(Where.Steps, IsVariable) != 1)
    return std::nullopt;
  Place First = Where;
  *llvm::find_if(First.Steps, IsVariable) = {Kind::Element, nullptr, 0};
  return First;
}

} // namespace valuetask

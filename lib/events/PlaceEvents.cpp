//===--- PlaceEvents.cpp - what a function does to places -----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/PlaceEvents.h"
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

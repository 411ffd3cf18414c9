//===--- NameTable.cpp - what the names in a body refer to ----------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/NameTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace valuetask {

Place NameTable::placeOf(const ValueDecl *Name) const {
  auto It = Aliases.find(Name);
  return It == Aliases.end() ? Place{Name, {}} : It->second;
}

void ViewTable::bind(const ValueDecl *View, ViewBinding Binding) {
  Bindings[View].push_back(std::move(Binding));
}

ArrayRef<ViewBinding> ViewTable::bindingsOf(const ValueDecl *View) const {
  auto It = View ? Bindings.find(View) : Bindings.end();
  return It == Bindings.end() ? ArrayRef<ViewBinding>() : ArrayRef<ViewBinding>(It->second);
}

bool ViewTable::isContentOfView(const Place &Where) const {
  return !Where.Steps.empty() && Where.Steps.front().What == PlaceStep::Kind::Content &&
         !bindingsOf(Where.Root).empty();
}

std::vector<Place> ViewTable::referents(const Place &Where) const {
  std::vector<Place> Found;
  for (const ViewBinding &Binding : bindingsOf(Where.Root)) {
    Place Referent = Binding.To.then(Where.Steps);
    if (!llvm::is_contained(Found, Referent))
      Found.push_back(std::move(Referent));
  }
  return Found;
}

bool ViewTable::isKnownAfter(const ValueDecl *View, const Anchor &Write) const {
  return llvm::any_of(bindingsOf(View),
                      [&](const ViewBinding &Binding) { return Binding.Write == Write; });
}

} // namespace valuetask

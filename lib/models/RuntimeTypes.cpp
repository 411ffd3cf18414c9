//===--- RuntimeTypes.cpp - the runtime's own classes ---------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/RuntimeTypes.h"
#include "llvm/Support/Path.h"
#include <vector>

using namespace clang;

namespace valuetask {

/// The folder in which the class template 'task' is.
static llvm::StringRef runtimeFolder(ASTContext &Context) {
  std::vector<const DeclContext *> Scopes = {Context.getTranslationUnitDecl()};
  for (const llvm::StringRef Name : {"valuetask", "task"}) {
    std::vector<const DeclContext *> Inner;
    for (const DeclContext *Scope : Scopes)
      for (const NamedDecl *Found : Scope->lookup(DeclarationName(&Context.Idents.get(Name)))) {
        if (isOfRuntime(Found, "task"))
          return llvm::sys::path::parent_path(
              Context.getSourceManager().getFilename(Found->getLocation()));
        if (const auto *Space = dyn_cast<NamespaceDecl>(Found))
          Inner.push_back(Space);
      }
    Scopes = std::move(Inner);
  }
  return {};
}

RuntimeHeaders::RuntimeHeaders(ASTContext &Context)
    : Sources(Context.getSourceManager()), Folder(runtimeFolder(Context)) {}

bool RuntimeHeaders::contain(SourceLocation Location) const {
  llvm::StringRef File = Sources.getFilename(Sources.getFileLoc(Location));
  return !Folder.empty() && File.consume_front(Folder) && !File.empty() &&
         llvm::sys::path::is_separator(File.front());
}

} // namespace valuetask

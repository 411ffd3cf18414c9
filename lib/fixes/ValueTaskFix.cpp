//===--- ValueTaskFix.cpp - from a task to a value_task -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fixes/ValueTaskFix.h"
#include "ast/Coroutines.h"
#include "compat/Versions.h"
#include "profile/ReturnedTasks.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace valuetask {

namespace {

constexpr llvm::StringLiteral Header = "valuetask/value_task.h";
constexpr llvm::StringLiteral ValueTask = "valuetask::value_task";

/// Makes the changes one by one; one that can't be made spoils all.
class Changes {
public:
  explicit Changes(const UnitView &Unit) : Unit(Unit), Sources(Unit.context().getSourceManager()) {}

  void replace(CharSourceRange Range, llvm::StringRef Text) {
    const SourceLocation Begin = Range.getBegin();
    if (Begin.isInvalid() || Begin.isMacroID() || Range.getEnd().isMacroID() ||
        Sources.isInSystemHeader(Begin) || !Sources.getFileEntryForID(Sources.getFileID(Begin))) {
      IsPossible = false;
      return;
    }
    Files.insert(Sources.getFileID(Begin));
    Result.push_back({Range, Text.str()});
  }

  void spoil() { IsPossible = false; }

  /// '{1, 2}' has no type of its own, and may be several things to a constructor.
  bool isBraced(const Expr *E) const {
    return E->getBeginLoc().isMacroID() || *Sources.getCharacterData(E->getBeginLoc()) == '{';
  }

  /// All of them, with the header where a changed file doesn't include it, and no other fix has
  /// added it: of two insertions at one place, both are made.
  /// \param IsCertain  the fix doesn't depend on other units, which may be against it
  Fix take(bool IsCertain) {
    if (!IsPossible)
      return {};
    for (const FileID File : Files)
      if (!Unit.isIncludeAdded(File))
        include(File);
    if (!IsPossible)
      return {};
    if (IsCertain)
      Unit.includesAreAdded(Files.getArrayRef());
    return std::move(Result);
  }

private:
  void include(FileID File) {
    const llvm::StringRef Code = Sources.getBufferData(File);
    const tooling::HeaderIncludes Includes(Sources.getFileEntryForID(File)->tryGetRealPathName(),
                                           Code, tooling::IncludeStyle());
    const auto Inserted =
        Includes.insert(Header, /*IsAngled=*/true, tooling::IncludeDirective::Include);
    if (!Inserted)
      return; // it is there
    if (Inserted->getLength() != 0)
      return spoil();
    const SourceLocation Place = Sources.getLocForStartOfFile(File).getLocWithOffset(
        static_cast<int>(Inserted->getOffset()));
    // Of an insertion and a replacement at one place, it isn't sure which comes first.
    const auto There = llvm::find_if(
        Result, [&](const Replacement &Change) { return Change.Range.getBegin() == Place; });
    if (There != Result.end()) {
      There->Text = Inserted->getReplacementText().str() + There->Text;
      return;
    }
    Result.push_back(
        {CharSourceRange::getCharRange(Place, Place), Inserted->getReplacementText().str()});
  }

  const UnitView &Unit;
  const SourceManager &Sources;
  llvm::SmallSetVector<FileID, 4> Files;
  Fix Result;
  bool IsPossible = true;
};

/// 'task<T>::from_result(x)' becomes 'value_task<T>(x)', and 'task<>::from_result()'
/// 'value_task<>::completed()'.
void changeFromResult(const CallExpr *Call, Changes &All) {
  const auto *Name = dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Name || !Name->hasQualifier() || Name->hasExplicitTemplateArgs())
    return All.spoil();
  const auto Given = llvm::count_if(
      Call->arguments(), [](const Expr *Operand) { return !isa<CXXDefaultArgExpr>(Operand); });
  const TypeLoc Class = compat::typeLocOf(Name->getQualifierLoc());
  const std::optional<CharSourceRange> Written =
      Class ? templateName(Class, Name->getQualifierLoc().getBeginLoc()) : std::nullopt;
  if (!Written || Given > 1 || (Given == 1 && All.isBraced(Call->getArg(0))))
    return All.spoil();
  All.replace(*Written, ValueTask);
  if (Given == 0)
    All.replace(CharSourceRange::getTokenRange(Name->getLocation(), Name->getLocation()),
                "completed");
  else
    All.replace(
        CharSourceRange::getTokenRange(Name->getQualifierLoc().getEndLoc(), Name->getLocation()),
        "");
}

} // namespace

Fix returnValueTask(const FunctionDecl *Function, const UnitView &Unit, bool IsCertain) {
  Changes All(Unit);
  for (const FunctionDecl *Redeclaration : Function->redecls()) {
    const FunctionTypeLoc Whole = Redeclaration->getFunctionTypeLoc();
    const TypeLoc Written = Whole ? Whole.getReturnLoc() : TypeLoc();
    const std::optional<CharSourceRange> Name =
        Written ? templateName(Written, Written.getBeginLoc()) : std::nullopt;
    if (!Name)
      return {};
    All.replace(*Name, ValueTask);
  }
  if (isCoroutine(Function))
    return All.take(IsCertain);
  const ReturnedTasks Returned(Function);
  // A task is passed on by a copy of its result.
  if (!Returned.IsAll ||
      (!Returned.PassedOn.empty() && !isCopyable(resultType(Function->getReturnType()))))
    return {};
  for (const CallExpr *Call : Returned.Made)
    changeFromResult(Call, All);
  return All.take(IsCertain);
}

} // namespace valuetask

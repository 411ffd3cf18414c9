//===--- Measurements.cpp - what a profile says of a unit's functions -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/Measurements.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace clang;

namespace valuetask {

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

const FunctionDecl *written(const FunctionDecl *Function) {
  const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
  return (Pattern ? Pattern : Function)->getCanonicalDecl();
}

namespace {

/// The folders and the name, the name first; without '.', and without '..' at the beginning.
llvm::SmallVector<std::string> partsFromTheEnd(llvm::StringRef Path) {
  llvm::SmallString<256> Clean(Path);
  path::remove_dots(Clean, /*remove_dot_dot=*/true);
  llvm::SmallVector<std::string> Parts;
  for (auto It = path::rbegin(Clean), End = path::rend(Clean); It != End && *It != ".."; ++It)
    if (!path::is_separator(It->front()))
      Parts.push_back(It->str());
  return Parts;
}

} // namespace

std::optional<size_t> matchingFile(llvm::StringRef Path, ArrayRef<std::string> ProfileFiles) {
  const llvm::SmallVector<std::string> Parts = partsFromTheEnd(Path);
  std::optional<size_t> Best;
  size_t Longest = 0;
  for (const auto &[Index, File] : llvm::enumerate(ProfileFiles)) {
    if (path::filename(File) != path::filename(Path))
      continue;
    const llvm::SmallVector<std::string> Others = partsFromTheEnd(File);
    const size_t Common =
        std::mismatch(Parts.begin(), Parts.end(), Others.begin(), Others.end()).first -
        Parts.begin();
    const bool IsAbsolute = path::is_absolute(File);
    if (IsAbsolute && Common == Parts.size() && Common == Others.size())
      return Index;
    if (IsAbsolute && fs::exists(File)) {
      if (fs::equivalent(File, Path))
        return Index;
      continue; // it is there, and another one
    }
    if (Common < (IsAbsolute ? 2 : Others.size()) || Common < Longest)
      continue;
    Best = Common == Longest ? std::nullopt : std::optional(Index);
    Longest = Common;
  }
  return Best;
}

namespace {

std::string ownName(const FunctionDecl *Function) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
    return Constructor->getParent()->getNameAsString();
  const std::string Name = Function->getNameAsString();
  return llvm::StringRef(Name).starts_with("operator ") ? "operator" : Name;
}

/// The qualified name, without inline namespaces, as clang has it, or with them, as GCC; empty for
/// what is in a lambda, or is one.
std::string qualifiedName(const FunctionDecl *Function, bool WithInline) {
  std::vector<std::string> Parts = {ownName(Function)};
  for (const DeclContext *Scope = Function->getDeclContext(); !Scope->isTranslationUnit();
       Scope = Scope->getParent()) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(Scope)) {
      if (Space->isAnonymousNamespace())
        Parts.push_back("(anonymous)");
      else if (WithInline || !Space->isInline())
        Parts.push_back(Space->getNameAsString());
    } else if (const auto *Record = dyn_cast<CXXRecordDecl>(Scope)) {
      if (Record->isLambda())
        return {};
      if (!Record->getNameAsString().empty())
        Parts.push_back(Record->getNameAsString());
    } else if (const auto *Around = dyn_cast<FunctionDecl>(Scope)) {
      Parts.push_back(ownName(Around));
    }
  }
  return withoutRuntimeScope(llvm::join(llvm::reverse(Parts), "::"));
}

std::string parametersOf(const FunctionDecl *Function) {
  const PrintingPolicy Policy(Function->getASTContext().getLangOpts());
  std::string Result;
  for (const ParmVarDecl *Parameter : Function->parameters()) {
    if (!Result.empty())
      Result += ",";
    Result += comparableType(Parameter->getType().getAsString(Policy));
  }
  if (Function->isVariadic())
    Result += Result.empty() ? "..." : ",...";
  return Result;
}

const FunctionDecl *definitionOf(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  return Function->isDefined(Definition) ? Definition : Function;
}

} // namespace

class Measurements::Matcher {
public:
  Matcher(Measurements &Into, const Profile &Recorded, ASTContext &Context)
      : Into(Into), Recorded(Recorded), Sources(Context.getSourceManager()) {
    llvm::StringMap<size_t> Numbers;
    for (const auto &[Index, Entry] : llvm::enumerate(Recorded.functions())) {
      const auto [It, IsNew] = Numbers.try_emplace(Entry.File, Files.size());
      if (IsNew) {
        Files.push_back(Entry.File);
        Entries.emplace_back();
      }
      Entries[It->second][Entry.Name.Qualified].push_back(Index);
    }
  }

  void add(const FunctionDecl *Function) {
    const FunctionDecl *Definition = definitionOf(written(Function));
    if (!Functions.insert(written(Function)).second)
      return;
    const PresumedLoc Place =
        Sources.getPresumedLoc(Sources.getExpansionLoc(Definition->getLocation()));
    if (!Place.isValid())
      return;
    const std::optional<size_t> File = fileOf(Place.getFilename());
    if (!File)
      return;
    Measured &Result = Into.Results[written(Function)];
    Result.FileIsCovered = true;
    // What isn't found may be there by a name that isn't known here: what is in a lambda or a
    // function, and a specialisation, which GCC names as its template.
    Result.IsAmbiguous = Definition->getParentFunctionOrMethod() ||
                         Definition->getTemplateSpecializationKind() == TSK_ExplicitSpecialization;
    const std::string Plain = qualifiedName(Definition, /*WithInline=*/false);
    const std::string Full = qualifiedName(Definition, /*WithInline=*/true);
    if (Plain.empty())
      return;
    ByName[*File][Plain].push_back(Definition);
    if (Full != Plain)
      ByName[*File][Full].push_back(Definition);
  }

  void finish() {
    for (const auto &[File, Names] : ByName)
      for (const auto &[Name, Candidates] : Names)
        if (const auto It = Entries[File].find(Name); It != Entries[File].end())
          assign(It->second, Candidates);
    for (const size_t File : Seen)
      for (const auto &[Name, Indices] : Entries[File])
        for (const size_t Index : Indices) {
          if (Name.empty())
            continue;
          if (const FunctionDecl *Owner = Assigned.lookup(Index)) {
            Into.Matched.push_back(matched(Index, Owner));
            continue;
          }
          Into.Unmatched.push_back(describe(Recorded.functions()[Index]));
          doubt(File, Name);
        }
  }

private:
  std::string absolute(llvm::StringRef File) const {
    llvm::SmallString<256> Path(File);
    Sources.getFileManager().makeAbsolutePath(Path);
    path::remove_dots(Path, /*remove_dot_dot=*/true);
    return Path.str().str();
  }

  std::optional<size_t> fileOf(llvm::StringRef Name) {
    const auto [It, IsNew] = FileOf.try_emplace(Name);
    if (IsNew) {
      It->second = matchingFile(absolute(Name), Files);
      if (It->second)
        Seen.insert(*It->second);
    }
    return It->second;
  }

  bool contains(const FunctionDecl *Definition, unsigned Line) const {
    const PresumedLoc Begin =
        Sources.getPresumedLoc(Sources.getExpansionLoc(Definition->getBeginLoc()));
    const PresumedLoc End =
        Sources.getPresumedLoc(Sources.getExpansionLoc(Definition->getEndLoc()));
    return Begin.isValid() && End.isValid() && Begin.getLine() <= Line && Line <= End.getLine();
  }

  /// The one that has the line in it; null where none or several have.
  const FunctionDecl *byLine(ArrayRef<const FunctionDecl *> Candidates, unsigned Line) const {
    const FunctionDecl *Found = nullptr;
    for (const FunctionDecl *Function : Candidates)
      if (contains(Function, Line)) {
        if (Found)
          return nullptr;
        Found = Function;
      }
    return Found;
  }

  /// Gives the entries of one name to the functions of that name.
  void assign(ArrayRef<size_t> Indices, ArrayRef<const FunctionDecl *> Candidates) {
    llvm::MapVector<llvm::StringRef, std::vector<size_t>> Overloads;
    for (const size_t Index : Indices)
      Overloads[Recorded.functions()[Index].Name.Parameters].push_back(Index);
    for (const auto &[Parameters, Group] : Overloads) {
      llvm::SmallVector<const FunctionDecl *> Same, Others;
      for (const FunctionDecl *Function : Candidates)
        (parametersOf(Function) == Parameters ? Same : Others).push_back(Function);
      const FunctionDecl *Owner = nullptr;
      if (Same.size() == 1)
        Owner = Same.front();
      else if (!Same.empty())
        Owner = byLine(Same, Recorded.functions()[Group.front()].Line);
      else if (Candidates.size() == 1 && Overloads.size() == 1)
        Owner = Candidates.front(); // its parameters have changed, or are spelt in another way
      else
        Owner = byLine(Others, Recorded.functions()[Group.front()].Line);
      if (Owner)
        give(Group, Owner);
      else
        for (const FunctionDecl *Function : Same.empty() ? Others : Same)
          Into.Results[written(Function)].IsAmbiguous = true;
    }
  }

  void give(ArrayRef<size_t> Group, const FunctionDecl *Owner) {
    Measured &Result = Into.Results[written(Owner)];
    for (const size_t Index : Group) {
      if (!Assigned.try_emplace(Index, written(Owner)).second)
        continue;
      const Profile::Function &Entry = Recorded.functions()[Index];
      std::optional<Counts> &Sum = Entry.MakesValueTasks ? Result.ValueTasks : Result.Tasks;
      if (!Sum)
        Sum.emplace();
      *Sum += Entry.Counted;
    }
  }

  /// An entry that is nobody's may be of a function that has another scope now, or whose scope is
  /// spelt in another way.
  void doubt(size_t File, llvm::StringRef Name) {
    auto Last = [](llvm::StringRef Whole) { return Whole.substr(Whole.rfind(':') + 1); };
    for (const auto &[Spelling, Candidates] : ByName[File])
      if (Last(Spelling) == Last(Name))
        for (const FunctionDecl *Function : Candidates)
          if (Measured &Result = Into.Results[written(Function)];
              !Result.ValueTasks && !Result.Tasks)
            Result.IsAmbiguous = true;
  }

  MatchedEntry matched(size_t Index, const FunctionDecl *Owner) const {
    const SourceLocation At = Sources.getFileLoc(Owner->getLocation());
    return {describe(Recorded.functions()[Index]), absolute(Sources.getFilename(At)),
            Sources.getFileOffset(At)};
  }

  Measurements &Into;
  const Profile &Recorded;
  const SourceManager &Sources;
  std::vector<std::string> Files; ///< of the profile
  /// Of each file: the indices of its functions, by qualified name.
  std::vector<std::map<std::string, std::vector<size_t>>> Entries;
  llvm::StringMap<std::optional<size_t>> FileOf; ///< the files of the unit
  std::map<size_t, std::map<std::string, llvm::SmallVector<const FunctionDecl *>>> ByName;
  llvm::DenseSet<const FunctionDecl *> Functions;
  llvm::DenseMap<size_t, const FunctionDecl *> Assigned; ///< to whom; by written()
  std::set<size_t> Seen;
};

Measurements::Measurements(const Profile &Recorded, const UserCode &Code, ASTContext &Context) {
  Matcher All(*this, Recorded, Context);
  for (const FunctionDecl *Function : Code.Functions)
    All.add(Function);
  for (const FunctionDecl *Function : Code.Declarations)
    if (Function->isThisDeclarationADefinition())
      All.add(Function);
  All.finish();
}

Measured Measurements::of(const FunctionDecl *Function) const {
  return Results.lookup(written(Function));
}

} // namespace valuetask

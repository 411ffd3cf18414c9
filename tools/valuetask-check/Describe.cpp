//===--- Describe.cpp - a first dialect for a class -----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Describe.h"
#include "analysis/Unit.h"
#include "input/Commands.h"
#include "input/Configuration.h"
#include "input/Inputs.h"
#include "merge/RunEnd.h"
#include "output/StandardStreams.h"
#include "text/Spelling.h"
#include "types/Awaitables.h"
#include "types/DialectDraft.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace clang;

namespace valuetask {

namespace {

/// What the units that were parsed show of the wanted class.
struct Search {
  std::string Wanted; ///< without leading '::'
  std::string Draft;
  std::string Problem;          ///< why there is none, where the class was found
  std::set<std::string> Others; ///< qualified names of the classes that were seen
};

StringRef ownName(StringRef Name) { return Name.substr(Name.rfind(':') + 1); }

/// All classes that have a name and can be named elsewhere.
class ClassNames : public RecursiveASTVisitor<ClassNames> {
public:
  explicit ClassNames(Search &Found) : Found(Found) {}

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (Record->getIdentifier() && !Record->isImplicit() && !Record->getParentFunctionOrMethod() &&
        !isa<ClassTemplateSpecializationDecl>(Record)) {
      Found.Others.insert(Record->getQualifiedNameAsString());
      if (Record->getName() == Found.Wanted)
        OfWantedName.insert(Record->getCanonicalDecl());
    }
    return true;
  }
  bool TraverseStmt(Stmt *) { return true; } // no class that could be named is in one

  Search &Found;
  std::set<const CXXRecordDecl *> OfWantedName;
};

class Describer : public ASTConsumer {
public:
  Describer(CompilerInstance &Compiler, Search &Found) : Compiler(Compiler), Found(Found) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    std::vector<const CXXRecordDecl *> Classes = classesNamed(Context, Found.Wanted);
    std::string Name = (Found.Wanted.find("::") == std::string::npos ? "::" : "") + Found.Wanted;
    ClassNames Names(Found);
    Names.TraverseDecl(Context.getTranslationUnitDecl());
    // Who gives the own name alone means the one class of that name.
    if (Classes.empty() && !StringRef(Found.Wanted).contains("::")) {
      Classes.assign(Names.OfWantedName.begin(), Names.OfWantedName.end());
      if (Classes.size() == 1)
        Name = Classes.front()->getQualifiedNameAsString();
    }
    if (Classes.empty())
      return;
    if (Classes.size() > 1) {
      std::set<std::string> Qualified;
      for (const CXXRecordDecl *Class : Classes)
        Qualified.insert("'" + Class->getQualifiedNameAsString() + "'");
      Found.Problem = "'" + Found.Wanted +
                      "' is the name of several classes: " + llvm::join(Qualified, ", ") +
                      "; write one of them";
      return;
    }
    const CXXRecordDecl *Class = Classes.front()->getDefinition();
    if (!Class) {
      Found.Problem = "'" + Found.Wanted +
                      "' is only declared; name a file that includes the header that defines it";
      return;
    }
    Found.Draft = draftDialect(*Class, Name, headerOf(*Class));
    Found.Problem = Found.Draft.empty()
                        ? "'" + Found.Wanted +
                              "' has nothing that would consume it: no 'co_await', and no member "
                              "that gives its result"
                        : "";
  }

private:
  /// As the file is included, or else its own name.
  std::string headerOf(const CXXRecordDecl &Class) const {
    const SourceManager &Sources = Compiler.getSourceManager();
    const OptionalFileEntryRef File = Sources.getFileEntryRefForID(
        Sources.getFileID(Sources.getExpansionLoc(Class.getLocation())));
    if (!File)
      return "unknown.h";
    const std::string Main = Compiler.getFrontendOpts().Inputs.front().getFile().str();
    std::string Suggested =
        Compiler.getPreprocessor().getHeaderSearchInfo().suggestPathToFileForDiagnostics(
            *File, Main, /*IsAngled=*/nullptr);
    const StringRef Path = File->getName();
    return !Suggested.empty() && Path.ends_with(Suggested) && Suggested.front() != '/'
               ? Suggested
               : llvm::sys::path::filename(Path).str();
  }

  CompilerInstance &Compiler;
  Search &Found;
};

class DescribeAction : public ASTFrontendAction {
public:
  explicit DescribeAction(Search &Found) : Found(Found) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef) override {
    return std::make_unique<Describer>(Compiler, Found);
  }

  Search &Found;
};

class DescribeActions : public tooling::FrontendActionFactory {
public:
  explicit DescribeActions(Search &Found) : Found(Found) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<DescribeAction>(Found);
  }

private:
  Search &Found;
};

/// Does one of the files that the unit reads have the word?
bool mentions(StringRef Word, const FilesSeen &Seen) {
  return llvm::any_of(Seen.Read, [Word](const auto &File) {
    const auto Text = llvm::MemoryBuffer::getFile(File.getKey());
    return Text && (*Text)->getBuffer().contains(Word);
  });
}

/// What was meant by a name that no class has.
std::string nearest(const Search &Found) {
  const std::vector<StringRef> Names(Found.Others.begin(), Found.Others.end());
  std::string Question = didYouMean(Found.Wanted, Names);
  if (Question.empty() && !StringRef(Found.Wanted).contains("::")) {
    std::vector<StringRef> Own(Names.size());
    llvm::transform(Names, Own.begin(), ownName);
    Question = didYouMean(Found.Wanted, Own);
  }
  return Question;
}

} // namespace

int runDescribe(const Settings &Asked, const std::string &ResourceDir,
                std::unique_ptr<tooling::CompilationDatabase> Fixed) {
  Search Found;
  StringRef Wanted = Asked.Paths.front();
  Wanted.consume_front("::");
  Found.Wanted = Wanted.str();
  llvm::Expected<Inputs> Input =
      collectInputs({Asked.Paths.begin() + 1, Asked.Paths.end()}, Asked.BuildDir, std::move(Fixed));
  if (!Input)
    return wrongUsage(Input.takeError());
  const auto Database = adjustCommands(std::move(Input->Database), ResourceDir);
  const FileSystem Disk =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  // Where none has the name, the classes of a few files are enough to find the one that was meant.
  constexpr unsigned FilesForNames = 3;
  std::vector<std::string> WithName, Without, Failed;
  for (const std::string &File : Input->Files) {
    llvm::Expected<std::unique_ptr<tidy::ClangTidyOptionsProvider>> Provider =
        makeOptionsProvider(Asked.Rules);
    if (!Provider)
      return wrongUsage(Provider.takeError());
    tidy::ClangTidyContext Context(std::move(*Provider));
    const std::optional<UnitScan> Scan = scanUnit(Context, *Database, File, Disk);
    (!Scan || Scan->HasModules || mentions(ownName(Wanted), Scan->Seen) ? WithName : Without)
        .push_back(File);
  }
  Without.resize(std::min<size_t>(Without.size(), WithName.empty() ? FilesForNames : 0));
  WithName.insert(WithName.end(), Without.begin(), Without.end());
  for (const std::string &File : WithName) {
    tooling::ClangTool Tool(*Database, {File});
    DiagnosticConsumer Silent; // it only counts
    Tool.setDiagnosticConsumer(&Silent);
    Tool.setPrintErrorMessage(false);
    Tool.appendArgumentsAdjuster(tooling::getStripPluginsAdjuster());
    DescribeActions Actions(Found);
    if (Tool.run(&Actions) != 0)
      Failed.push_back(File);
    if (!Found.Draft.empty())
      break;
  }
  if (!Found.Draft.empty()) {
    llvm::outs() << Found.Draft;
    return NothingFound;
  }
  if (!Found.Problem.empty())
    return wrongUsage(Found.Problem);
  const std::string Question = nearest(Found);
  const int Code = wrongUsage(
      "no file has a class '" + llvm::Twine(Wanted) + "'" +
      (Question.empty() ? "" : "; " + Question) +
      (Failed.empty() ? ""
                      : "; '" + Failed.front() + "' doesn't compile, so that it may be there"));
  return Failed.empty() ? Code : static_cast<int>(NotAnalysed);
}

} // namespace valuetask

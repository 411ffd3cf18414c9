//===--- Suppressions.cpp - comments that hide findings -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suppressions.h"
#include "Finding.h"
#include "RulePages.h"
#include "clang-tidy/GlobList.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <limits>

using namespace clang;
using namespace clang::tidy;

namespace valuetask {

ClangTidyError unusedSuppression(const Suppression &Unused) {
  ClangTidyError E(UnusedSuppression, tooling::Diagnostic::Warning, "", /*IsWarningAsError=*/false);
  E.Message.FilePath = Unused.File;
  E.Message.FileOffset = Unused.Offset;
  const GlobList Names(Unused.Rules);
  const bool IsThere =
      llvm::any_of(allRules(), [&](const RuleInfo &Rule) { return Names.contains(Rule.Name); });
  const StringRef Nearest = IsThere ? "" : nearestRule(Unused.Rules);
  E.Message.Message = "this NOLINT comment names '" + Unused.Rules + "', but ";
  if (IsThere)
    E.Message.Message += "there is no such finding to suppress here";
  else
    E.Message.Message += "there is no such rule" +
                         (Nearest.empty() ? "" : "; did you mean '" + Nearest.str() + "'?");
  return E;
}

void SuppressionWatch::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                        const clang::Diagnostic &Info) {
  note(Level, Info); // before the diagnostic is taken away
  ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
}

void SuppressionWatch::note(DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) {
  SmallVector<tooling::Diagnostic, 1> Errors;
  const std::string Rule = Context.getCheckName(Info.getID());
  if (!StringRef(Rule).starts_with(RulePrefix) || !Info.hasSourceManager() ||
      !Context.shouldSuppressDiagnostic(Level, Info, Errors))
    return;
  const SourceManager &Sources = Info.getSourceManager();
  // Of a finding in a macro, a comment at each expansion counts as well.
  for (SourceLocation At = Info.getLocation();;
       At = Sources.getImmediateExpansionRange(At).getBegin()) {
    const auto [File, Offset] = Sources.getDecomposedSpellingLoc(At);
    if (const FileEntry *Entry = Sources.getFileEntryForID(File))
      HiddenFindings.push_back({Rule, Entry, Offset});
    if (!At.isMacroID())
      return;
  }
}

class SuppressionWatch::Preprocessor : public PPCallbacks {
public:
  Preprocessor(SuppressionWatch &Watch, const SourceManager &Sources)
      : Watch(Watch), Sources(Sources) {}

  void LexedFileChanged(FileID File, LexedFileChangeReason Reason, SrcMgr::CharacteristicKind Kind,
                        FileID /*Previous*/, SourceLocation /*At*/) override {
    if (Reason == LexedFileChangeReason::EnterFile && Kind == SrcMgr::C_User)
      Watch.Entered.push_back(File);
  }

  void SourceRangeSkipped(SourceRange Skipped, SourceLocation /*Endif*/) override {
    const auto [File, Begin] = Sources.getDecomposedLoc(Skipped.getBegin());
    Watch.SkippedIn[File].emplace_back(Begin, Sources.getFileOffset(Skipped.getEnd()));
  }

private:
  SuppressionWatch &Watch;
  const SourceManager &Sources;
};

std::unique_ptr<PPCallbacks>
SuppressionWatch::makePreprocessorCallbacks(const SourceManager &Sources) {
  return std::make_unique<Preprocessor>(*this, Sources);
}

/// The NOLINT comments of one file, by clang-tidy's own grammar: one of four words, and a list of
/// globs in parentheses right after it.
class SuppressionWatch::Comments {
public:
  /// What one comment is about.
  struct Directive {
    unsigned Offset; ///< of the list
    StringRef List;
    Range Scope; ///< the offsets of the findings that it hides
  };

  Comments(const SourceManager &Sources, FileID File)
      : Sources(Sources), File(File), Text(Sources.getBufferData(File)) {}

  std::vector<Directive> read() {
    if (!Text.contains("NOLINT"))
      return {};
    Lexer Raw(File, Sources.getBufferOrFake(File), Sources, LangOptions());
    Raw.SetCommentRetentionState(true);
    Token Next;
    while (!Raw.LexFromRawLexer(Next))
      if (Next.is(tok::comment))
        readComment(Sources.getFileOffset(Next.getLocation()), Next.getLength());
    return std::move(Found);
  }

private:
  void readComment(unsigned Begin, unsigned Length) {
    const StringRef Comment = Text.substr(Begin, Length);
    for (size_t At = Comment.find("NOLINT"); At != StringRef::npos;
         At = Comment.find("NOLINT", At + 1)) {
      StringRef Rest = Comment.substr(At + StringRef("NOLINT").size());
      const unsigned Offset = Begin + At;
      const bool IsEnd = Rest.consume_front("END");
      const bool IsBegin = Rest.consume_front("BEGIN");
      const bool IsNext = Rest.consume_front("NEXTLINE");
      const StringRef List =
          Rest.consume_front("(") ? Rest.take_until([](char C) { return C == ')'; }) : "";
      if (IsEnd) {
        // It ends the last block that was begun with the same list.
        for (Directive &Each : llvm::reverse(Found))
          if (Each.List == List && Each.Scope.second == std::numeric_limits<unsigned>::max()) {
            Each.Scope.second = Offset;
            break;
          }
        continue;
      }
      Range Scope{Offset, std::numeric_limits<unsigned>::max()};
      if (!IsBegin)
        Scope = lineAt(IsNext ? Text.find('\n', Offset) + 1 : Offset);
      if (!List.empty())
        Found.push_back({static_cast<unsigned>(List.data() - Text.data()), List, Scope});
    }
  }

  Range lineAt(size_t Offset) const {
    const size_t Before = Text.rfind('\n', Offset ? Offset - 1 : 0);
    return {Before == StringRef::npos || Before >= Offset ? 0 : Before + 1,
            std::min(Text.find('\n', Offset), Text.size())};
  }

  const SourceManager &Sources;
  FileID File;
  StringRef Text;
  std::vector<Directive> Found;
};

std::vector<Suppression> SuppressionWatch::takeSuppressions(const SourceManager &Sources) {
  std::vector<Suppression> Result;
  for (const FileID File : Entered) {
    const OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    if (!Entry)
      continue;
    SmallString<256> Path(Entry->getName());
    Sources.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    for (const Comments::Directive &Each : Comments(Sources, File).read()) {
      if (llvm::any_of(SkippedIn[File], [&](const Range &Skipped) {
            return Skipped.first <= Each.Offset && Each.Offset < Skipped.second;
          }))
        continue;
      SmallVector<StringRef> Items;
      Each.List.split(Items, ',');
      for (StringRef Item : Items) {
        const unsigned Offset =
            Each.Offset + static_cast<unsigned>(Item.ltrim().data() - Each.List.data());
        Item = Item.trim();
        // Others' rules are the concern of others; and of what isn't looked for, nothing is known.
        const GlobList Names(Item);
        if (!Item.starts_with(RulePrefix) || llvm::any_of(allRules(), [&](const RuleInfo &Rule) {
              return Names.contains(Rule.Name) && !Context.isCheckEnabled(Rule.Name);
            }))
          continue;
        const bool Used = llvm::any_of(HiddenFindings, [&](const Hidden &Finding) {
          return Finding.File == &Entry->getFileEntry() && Names.contains(Finding.Rule) &&
                 Each.Scope.first <= Finding.Offset && Finding.Offset <= Each.Scope.second;
        });
        Result.push_back({Path.str().str(), Offset, Item.str(), Used});
      }
    }
  }
  return Result;
}

} // namespace valuetask

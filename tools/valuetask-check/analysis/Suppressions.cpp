//===--- Suppressions.cpp - comments that hide findings -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Suppressions.h"
#include "clang-tidy/GlobList.h"
#include "findings/MisplacedAnnotation.h"
#include "findings/Rules.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SaveAndRestore.h"
#include <limits>
#include <utility>

using namespace clang;
using namespace clang::tidy;

namespace valuetask {

FoundDiagnostic unusedSuppression(const Suppression &Unused) {
  FoundDiagnostic E{.DiagnosticName = UnusedSuppression.str()};
  E.Message.FilePath = Unused.File;
  E.Message.FileOffset = Unused.Offset;
  const GlobList Names(Unused.Rules);
  const bool IsThere =
      llvm::any_of(allRules(), [&](const RuleInfo &Rule) { return Names.contains(Rule.Name); });
  E.Message.Message = "this NOLINT comment names '" + Unused.Rules + "', but ";
  const std::string Question = IsThere ? "" : didYouMeanRule(Unused.Rules);
  E.Message.Message += IsThere
                           ? "there is no such finding to suppress here"
                           : "there is no such rule" + (Question.empty() ? "" : "; " + Question);
  return E;
}

void SuppressionWatch::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                        const clang::Diagnostic &Info) {
  // While clang-tidy handles a finding, it reports the mistakes in the comments of that file. The
  // finding's notes, which come next, would become the mistake's.
  if (IsHandling) {
    const std::string Check = Context.getCheckName(Info.getID());
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    StringRef Message = Text;
    Message.consume_back(" [" + Check + "]"); // which is added again
    HeldBack.push_back(
        {Check, Info.getLocation(), Message.str(), static_cast<DiagnosticIDs::Level>(Level)});
    return;
  }
  const llvm::SaveAndRestore Handling(IsHandling, Level != DiagnosticsEngine::Note);
  // What it is about is gone once it is hidden; whether it is, the count of those tells.
  std::vector<Hidden> Places;
  const std::string Rule = Context.getCheckName(Info.getID());
  if (StringRef(Rule).starts_with(RulePrefix) && Info.hasSourceManager()) {
    const SourceManager &Sources = Info.getSourceManager();
    // Of a finding in a macro, a comment at each expansion counts as well.
    for (SourceLocation At = Info.getLocation(); At.isValid();
         At = At.isMacroID() ? Sources.getImmediateExpansionRange(At).getBegin()
                             : SourceLocation()) {
      const auto [File, Offset] = Sources.getDecomposedSpellingLoc(At);
      if (const FileEntry *Entry = Sources.getFileEntryForID(File))
        Places.push_back({Rule, Entry, Offset});
    }
  }
  const unsigned Before = Context.getStats().ErrorsIgnoredNOLINT;
  handOn(Level, Info);
  if (Context.getStats().ErrorsIgnoredNOLINT > Before)
    llvm::append_range(HiddenFindings, Places);
}

void SuppressionWatch::EndSourceFile() {
  for (const Held &Mistake : std::exchange(HeldBack, {}))
    Context.diag(Mistake.Check, Mistake.At, Mistake.Message, Mistake.Level);
  ClangTidyDiagnosticConsumer::EndSourceFile();
}

void SuppressionWatch::handOn(DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) {
  ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
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
  // A file may have several commands, one after the other.
  Entered.clear();
  SkippedIn.clear();
  HiddenFindings.clear();
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

  Comments(const SourceManager &Sources, FileID File, const LangOptions &Language)
      : Sources(Sources), File(File), Language(Language), Text(Sources.getBufferData(File)) {}

  std::vector<Directive> read() {
    if (!Text.contains("NOLINT"))
      return {};
    findComments();
    // As clang-tidy does, wherever the word stands; but only comments are reported.
    for (size_t At = Text.find("NOLINT"); At != StringRef::npos; At = Text.find("NOLINT", At + 1))
      readWord(static_cast<unsigned>(At));
    return std::move(Found);
  }

private:
  struct Block {
    unsigned Begin;
    std::string Rules;
    StringRef List;
  };

  void findComments() {
    Lexer Raw(File, Sources.getBufferOrFake(File), Sources, Language);
    Raw.SetCommentRetentionState(true);
    Token Next;
    do {
      Raw.LexFromRawLexer(Next);
      const unsigned Begin = Sources.getFileOffset(Next.getLocation());
      if (Next.is(tok::comment))
        CommentsOfFile.emplace_back(Begin, Begin + Next.getLength());
    } while (Next.isNot(tok::eof));
  }

  void add(unsigned Offset, StringRef List, Range Scope) {
    const bool IsInComment = llvm::any_of(CommentsOfFile, [&](const Range &Lines) {
      return Lines.first <= Offset && Offset < Lines.second;
    });
    if (IsInComment && !List.empty())
      Found.push_back({static_cast<unsigned>(List.data() - Text.data()), List, Scope});
  }

  void readWord(unsigned Offset) {
    StringRef Rest = Text.substr(Offset + StringRef("NOLINT").size());
    const bool IsEnd = Rest.consume_front("END");
    const bool IsBegin = !IsEnd && Rest.consume_front("BEGIN");
    const bool IsNext = !IsEnd && !IsBegin && Rest.consume_front("NEXTLINE");
    // A list that doesn't end on its line is none.
    const size_t End = Rest.find_first_of(")\n");
    const bool HasList = Rest.starts_with("(") && End != StringRef::npos && Rest[End] == ')';
    const StringRef List = HasList ? Rest.slice(1, End) : StringRef();
    SmallVector<StringRef> Items;
    List.split(Items, ',');
    std::string Rules = HasList ? "(" : "";
    for (const StringRef Item : Items)
      Rules += Item.trim().str() + ",";
    if (IsBegin) {
      Open.push_back({Offset, std::move(Rules), List});
    } else if (IsEnd) {
      if (Open.empty() || Open.back().Rules != Rules)
        return; // clang-tidy says that it ends nothing
      add(Open.back().Begin, Open.back().List, {Open.back().Begin, Offset});
      Open.pop_back();
    } else {
      add(Offset, List, lineAt(IsNext ? Text.find('\n', Offset) + 1 : Offset));
    }
  }

  Range lineAt(size_t Offset) const {
    const size_t Before = Text.rfind('\n', Offset);
    return {Before == StringRef::npos ? 0 : Before + 1,
            std::min(Text.find('\n', Offset), Text.size())};
  }

  const SourceManager &Sources;
  FileID File;
  const LangOptions &Language;
  StringRef Text;
  std::vector<Range> CommentsOfFile;
  std::vector<Block> Open;
  std::vector<Directive> Found;
};

std::vector<Suppression> SuppressionWatch::takeSuppressions(const SourceManager &Sources,
                                                            const LangOptions &Language) {
  std::vector<Suppression> Result;
  for (const FileID File : Entered) {
    const OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    if (!Entry)
      continue;
    SmallString<256> Path(Entry->getName());
    Sources.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    for (const Comments::Directive &Hiding : Comments(Sources, File, Language).read()) {
      if (llvm::any_of(SkippedIn[File], [&](const Range &Skipped) {
            return Skipped.first <= Hiding.Offset && Hiding.Offset < Skipped.second;
          }))
        continue;
      SmallVector<StringRef> Items;
      Hiding.List.split(Items, ',');
      for (StringRef Item : Items) {
        const unsigned Offset =
            Hiding.Offset + static_cast<unsigned>(Item.ltrim().data() - Hiding.List.data());
        Item = Item.trim();
        // Others' rules are the concern of others; and of what isn't looked for, nothing is known.
        const GlobList Names(Item);
        if (!Item.starts_with(RulePrefix) || Item == UnusedSuppression ||
            Item == MisplacedAnnotation || llvm::any_of(allRules(), [&](const RuleInfo &Rule) {
              return Names.contains(Rule.Name) && !Context.isCheckEnabled(Rule.Name);
            }))
          continue;
        const bool Used = llvm::any_of(HiddenFindings, [&](const Hidden &Finding) {
          return Finding.File == &Entry->getFileEntry() && Names.contains(Finding.Rule) &&
                 Hiding.Scope.first <= Finding.Offset && Finding.Offset <= Hiding.Scope.second;
        });
        Result.push_back({Path.str().str(), Offset, Item.str(), Used});
      }
    }
  }
  return Result;
}

} // namespace valuetask

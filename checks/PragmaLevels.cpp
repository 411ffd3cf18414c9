//===--- PragmaLevels.cpp - '#pragma clang diagnostic' for the rules ------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PragmaLevels.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <optional>
#include <string>

using namespace clang;
using llvm::StringRef;

namespace valuetask {

namespace {

/// The words of a pragma as it is written at a place, without '#pragma'; a string is one of them.
std::vector<std::string> wordsAt(SourceLocation Place, const SourceManager &Sources) {
  const auto [File, Offset] = Sources.getDecomposedSpellingLoc(Place);
  bool IsInvalid = false;
  StringRef Text = Sources.getBufferData(File, &IsInvalid);
  if (IsInvalid)
    return {};
  Text = Text.substr(Offset);
  std::string Unescaped;
  if (Text.consume_front("_Pragma")) {
    const size_t Begin = Text.find('"');
    for (size_t At = Begin == StringRef::npos ? Text.size() : Begin + 1;
         At < Text.size() && Text[At] != '"' && Text[At] != '\n'; ++At) {
      At += Text[At] == '\\';
      Unescaped += At < Text.size() ? Text[At] : ' ';
    }
    Text = Unescaped;
  } else {
    Text = Text.take_until([](char C) { return C == '\n' || C == '\r'; });
    Text.consume_front("#");
    Text = Text.ltrim();
    Text.consume_front("pragma");
  }
  llvm::SmallVector<StringRef> Words;
  llvm::SplitString(Text, Words);
  return {Words.begin(), Words.end()};
}

/// Is it a rule's group, or one that has all rules?
bool covers(StringRef Group, StringRef Rule) {
  return Group == Rule || Group == "valuetask" || Group == "everything";
}

} // namespace

/// Notes the places alone: what is there is of interest only where there is a finding.
class PragmaLevels::Watch : public PPCallbacks {
public:
  explicit Watch(std::shared_ptr<PragmaLevels> Levels) : Levels(std::move(Levels)) {}

  void PragmaDirective(SourceLocation Place, PragmaIntroducerKind) override {
    Levels->Pragmas.push_back(Place);
  }

private:
  std::shared_ptr<PragmaLevels> Levels;
};

std::unique_ptr<PPCallbacks> PragmaLevels::watch(std::shared_ptr<PragmaLevels> Levels) {
  return std::make_unique<Watch>(std::move(Levels));
}

PragmaLevels::Level PragmaLevels::at(SourceLocation Place, StringRef Rule,
                                     const SourceManager &Sources) const {
  Place = Sources.getExpansionLoc(Place);
  Level Now = Level::AsConfigured;
  std::vector<Level> Pushed;
  for (const SourceLocation Pragma : Pragmas) {
    if (!Sources.isBeforeInTranslationUnit(Sources.getExpansionLoc(Pragma), Place))
      break;
    const std::vector<std::string> Words = wordsAt(Pragma, Sources);
    if (Words.size() < 3 || (Words[0] != "clang" && Words[0] != "GCC") || Words[1] != "diagnostic")
      continue;
    if (Words[2] == "push") {
      Pushed.push_back(Now);
    } else if (Words[2] == "pop") {
      if (!Pushed.empty()) {
        Now = Pushed.back();
        Pushed.pop_back();
      }
    } else if (const auto Said = llvm::StringSwitch<std::optional<Level>>(Words[2])
                                     .Case("ignored", Level::Ignored)
                                     .Case("warning", Level::Warning)
                                     .Case("error", Level::Error)
                                     .Case("fatal", Level::Error)
                                     .Default(std::nullopt);
               Said && Words.size() > 3) {
      StringRef Group = StringRef(Words[3]).trim('"');
      if (Group.consume_front("-W") && covers(Group, Rule))
        Now = *Said;
    }
  }
  return Now;
}

} // namespace valuetask

//===--- FunctionNames.cpp - functions' names in GCC's and clang's words --===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/FunctionNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace valuetask {

namespace {

constexpr StringRef Anonymous = "(anonymous)";

bool isWordCharacter(char C) { return llvm::isAlnum(C) || C == '_'; }

/// Goes through a text and knows how deep in brackets it is. The '<' of an operator's name is none.
class Scanner {
public:
  explicit Scanner(StringRef Text) : Text(Text) {}

  /// Calls \p Visit with each position that is outside of all brackets, or opens or closes the
  /// outermost.
  template <class Function> void forEachOutermost(Function Visit) {
    unsigned Depth = 0;
    for (size_t At = 0; At < Text.size(); ++At) {
      const char C = Text[At];
      if (Depth == 0 && isOperatorName(At)) {
        // To the last character before the parameters: 'operator()' has parentheses of its own.
        At = Text.find('(', C == '(' ? At + 2 : At + 1) - 1;
        if (At >= Text.size())
          return;
        continue;
      }
      const bool Closes = StringRef(")>]}").contains(C);
      if (Closes && Depth > 0)
        --Depth;
      if (Depth == 0)
        Visit(At, C);
      Depth += StringRef("(<[{").contains(C);
    }
  }

private:
  /// Is it the first character of the '()', '[]', '<<' and so on behind 'operator'?
  bool isOperatorName(size_t At) const {
    return !isWordCharacter(Text[At]) && Text[At] != ' ' &&
           Text.take_front(At).ends_with("operator") && (At == 8 || !isWordCharacter(Text[At - 9]));
  }

  StringRef Text;
};

/// Splits where \p Separator stands outside of all brackets.
llvm::SmallVector<StringRef> splitOutermost(StringRef Text, StringRef Separator) {
  llvm::SmallVector<StringRef> Parts;
  size_t Begin = 0;
  Scanner(Text).forEachOutermost([&](size_t At, char) {
    if (At >= Begin && Text.substr(At).starts_with(Separator)) {
      Parts.push_back(Text.slice(Begin, At));
      Begin = At + Separator.size();
    }
  });
  Parts.push_back(Text.drop_front(Begin));
  return Parts;
}

/// Where the last group of parentheses outside of all others begins and ends: a function's
/// parameters.
std::pair<size_t, size_t> parameterList(StringRef Text) {
  size_t Open = StringRef::npos, Begin = StringRef::npos, End = StringRef::npos;
  Scanner(Text).forEachOutermost([&](size_t At, char C) {
    if (C == '(') {
      Open = At;
    } else if (C == ')' && Open != StringRef::npos) {
      Begin = Open;
      End = At;
    }
  });
  return {Begin, End};
}

/// What template parameters stand for, behind the parameters: ' [T = int]'.
StringRef withoutArguments(StringRef Text) {
  size_t End = Text.size();
  bool SawParameters = false;
  Scanner(Text).forEachOutermost([&](size_t At, char C) {
    SawParameters |= C == ')';
    if (C == '[' && SawParameters && At > 0 && Text[At - 1] == ' ' && End == Text.size())
      End = At;
  });
  return Text.take_front(End).rtrim();
}

bool namesLambda(StringRef Text) {
  return Text.contains("<lambda(") || Text.contains("(anonymous class)") ||
         Text.contains("(lambda at ") || Text.contains("'lambda");
}

/// 'box<int>' as 'box', 'f(int)' as 'f'.
std::string withoutBrackets(StringRef Part) {
  if (Part == "{anonymous}" || Part == "(anonymous namespace)")
    return Anonymous.str();
  size_t End = Part.size();
  Scanner(Part).forEachOutermost([&](size_t At, char C) {
    if ((C == '<' || C == '(') && At > 0 && End == Part.size())
      End = At;
  });
  return Part.take_front(End).rtrim().str();
}

/// The words of a builtin integer type, in one order and without those that say nothing.
std::string comparableWords(llvm::SmallVector<std::string> Words) {
  static constexpr llvm::StringLiteral Builtin[] = {"long",   "short", "int",   "unsigned",
                                                    "signed", "char",  "double"};
  auto Is = [](StringRef Word) { return llvm::is_contained(Builtin, Word); };
  if (Words.size() > 1 && llvm::all_of(Words, Is)) {
    llvm::sort(Words);
    if (llvm::any_of(Words, [](StringRef Word) { return Word == "long" || Word == "short"; }))
      llvm::erase(Words, "int");
  }
  return llvm::join(Words, " ");
}

} // namespace

std::string withoutRuntimeScope(std::string Text) {
  // As the runtime does it, wherever the words stand.
  for (const StringRef Hidden : {"valuetask::profiled_mode::", "valuetask::"})
    for (size_t At = 0; (At = Text.find(Hidden, At)) != std::string::npos;)
      Text.erase(At, Hidden.size());
  return Text;
}

std::string comparableType(StringRef Written) {
  Written = Written.trim();
  // GCC drops what a parameter's own const says.
  if (!Written.contains('*') && !Written.contains('&'))
    Written.consume_front("const ");
  std::string Result;
  llvm::SmallVector<std::string> Words;
  auto EndWords = [&] {
    if (Words.empty())
      return;
    // 'const' is written before what it is about, or behind.
    const bool IsConst = llvm::is_contained(Words, "const");
    llvm::erase(Words, "const");
    const std::string Type = comparableWords(std::exchange(Words, {}));
    Result += Type == "basic_string" ? "string" : Type;
    if (IsConst)
      Result += "`";
  };
  for (size_t At = 0; At < Written.size();) {
    if (isWordCharacter(Written[At])) {
      const StringRef Word = Written.substr(At).take_while(isWordCharacter);
      At += Word.size();
      if (Written.substr(At).starts_with("::")) {
        At += 2; // a scope
        continue;
      }
      // The number of 'auto:1' is the compiler's own.
      if (Word == "auto" && Written.substr(At).starts_with(":"))
        At += 1 + Written.substr(At + 1).take_while(llvm::isDigit).size();
      Words.push_back(Word.str());
      continue;
    }
    const char C = Written[At++];
    if (C == ' ')
      continue;
    if (Written.substr(At - 1).starts_with("::")) {
      ++At;
      continue;
    }
    EndWords();
    if (C == '<' && StringRef(Result).ends_with("string")) {
      // Of the standard's string, whose other arguments one compiler writes and the other doesn't.
      const StringRef Arguments = Written.substr(At);
      if (Arguments.starts_with("char")) {
        unsigned Depth = 1;
        while (At < Written.size() && Depth > 0) {
          Depth += Written[At] == '<';
          Depth -= Written[At] == '>';
          ++At;
        }
        continue;
      }
    }
    Result += C;
  }
  EndWords();
  return Result;
}

FunctionName parseFunctionName(StringRef Pretty) {
  const StringRef Text = withoutArguments(Pretty.trim());
  const auto [Begin, End] = parameterList(Text);
  if (Begin == StringRef::npos)
    return {};
  // The name is what is left of the parameters, up to the return type or a keyword.
  StringRef Front = Text.take_front(Begin).rtrim();
  size_t NameBegin = 0, Conversion = StringRef::npos;
  Scanner(Front).forEachOutermost([&](size_t At, char C) {
    // 'operator value_task<int>' has a space of its own.
    if (C == ' ' && !Front.take_front(At).ends_with("operator"))
      NameBegin = At + 1;
    else if (C == ' ')
      Conversion = At + 1;
  });
  if (Conversion != StringRef::npos && NameBegin > Conversion)
    NameBegin = 0; // 'operator const value_task<int> &': no function that counts anything
  const StringRef Name = Front.drop_front(NameBegin).ltrim("*&");
  FunctionName Result;
  // A lambda's own parameters are within its name, with GCC.
  if (namesLambda(Front) || namesLambda(Text.drop_front(End)))
    return Result;
  llvm::SmallVector<std::string> Parts;
  for (const StringRef Part : splitOutermost(Name, "::"))
    if (Part.starts_with("operator") && !(Part.size() > 8 && isWordCharacter(Part[8])))
      Parts.push_back(Part.substr(0, Part.starts_with("operator ") ? 8 : Part.size()).str());
    else if (!Part.empty())
      Parts.push_back(withoutBrackets(Part));
  Result.Qualified = withoutRuntimeScope(llvm::join(Parts, "::"));
  const StringRef Inside = Text.slice(Begin + 1, End).trim();
  if (!Inside.empty() && Inside != "void")
    for (const StringRef Parameter : splitOutermost(Inside, ",")) {
      if (!Result.Parameters.empty())
        Result.Parameters += ",";
      Result.Parameters += comparableType(Parameter);
    }
  return Result;
}

} // namespace valuetask

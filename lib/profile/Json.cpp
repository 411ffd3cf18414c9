//===--- Json.cpp - reading files of others -----------------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "profile/Json.h"

namespace valuetask {

namespace json = llvm::json;

namespace {

bool isTooDeep(llvm::StringRef Text) {
  constexpr int Most = 100;
  int Depth = 0;
  bool InString = false;
  for (size_t At = 0; At < Text.size(); ++At) {
    const char C = Text[At];
    if (InString)
      At += C == '\\';
    else if (C == '[' || C == '{')
      ++Depth;
    else if (C == ']' || C == '}')
      --Depth;
    InString ^= C == '"';
    if (Depth > Most)
      return true;
  }
  return false;
}

} // namespace

llvm::Expected<json::Value> parseJson(llvm::StringRef Text) {
  Text.consume_front("\xef\xbb\xbf");
  if (isTooDeep(Text))
    return llvm::createStringError("it is nested too deep");
  return json::parse(Text);
}

} // namespace valuetask

//===--- spelling_test.cpp - names that were meant ------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "findings/Rules.h"
#include "text/Spelling.h"
#include "gtest/gtest.h"

namespace valuetask {
namespace {

TEST(Spelling, CountsWhatOneDoesWhenTyping) {
  EXPECT_EQ(typingMistakes("merge", "merge"), 0U);
  EXPECT_EQ(typingMistakes("merg", "merge"), 1U);
  EXPECT_EQ(typingMistakes("meerge", "merge"), 1U);
  EXPECT_EQ(typingMistakes("nerge", "merge"), 1U);
  EXPECT_EQ(typingMistakes("emrge", "merge"), 1U) << "an exchange";
  EXPECT_EQ(typingMistakes("eMrge", "Merge"), 1U);
  EXPECT_EQ(typingMistakes("MERGE", "merge"), 0U);
  EXPECT_EQ(typingMistakes("", "merge"), 5U);
}

TEST(Spelling, NamesWhatIsNear) {
  const llvm::StringRef Names[] = {"--cache-dir", "--cache-size", "--no-cache", "--format"};
  EXPECT_EQ(didYouMean("--fromat", Names), "did you mean '--format'?");
  EXPECT_EQ(didYouMean("--FORMAT", Names), "did you mean '--format'?");
  EXPECT_EQ(didYouMean("--for", Names), "did you mean '--format'?");
  EXPECT_EQ(didYouMean("--cache", Names), "did you mean '--cache-dir' or '--cache-size'?");
  EXPECT_EQ(didYouMean("--nonsense", Names), "");
  EXPECT_EQ(didYouMean("--f", Names), "") << "one letter begins too much";
  EXPECT_EQ(didYouMean("x", {}), "");
}

TEST(Spelling, NamesTheKindAndThePrefix) {
  const SpelledNames As{.Kind = "the option ", .Prefix = "tool."};
  EXPECT_EQ(didYouMean("Siez", {"Size"}, As), "did you mean the option 'tool.Size'?");
  EXPECT_EQ(didYouMean("tool.Siez", {"Size"}, As), "did you mean the option 'tool.Size'?");
}

TEST(Spelling, KnowsTheRules) {
  EXPECT_EQ(didYouMeanRule("valuetask-doubel-await"), "did you mean 'valuetask-double-await'?");
  EXPECT_EQ(didYouMeanRule("doubel-await"), "did you mean 'valuetask-double-await'?");
  EXPECT_EQ(didYouMeanRule("unc"), "did you mean 'valuetask-unconsumed'?");
  EXPECT_EQ(didYouMeanRule("nonsense"), "");
  EXPECT_EQ(didYouMeanRule("valuetask-nonsense"), "");
  EXPECT_EQ(didYouMeanRule("bugprone-use-after-move"), "");
  EXPECT_EQ(didYouMeanRule("valuetask-"), "");
}

} // namespace
} // namespace valuetask

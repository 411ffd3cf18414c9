//===--- constraints_test.cpp - sets of values ----------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Constraints.h"
#include "gtest/gtest.h"

using valuetask::ValueSet;

namespace {

TEST(ValueSet, HoldsEverythingAtFirst) {
  const ValueSet All;
  EXPECT_FALSE(All.empty());
  EXPECT_TRUE(All.contains(INT64_MIN));
  EXPECT_TRUE(All.contains(INT64_MAX));
}

TEST(ValueSet, LimitsMeet) {
  ValueSet Values;
  Values.limit(3, INT64_MAX);
  Values.limit(INT64_MIN, 5);
  EXPECT_FALSE(Values.contains(2));
  EXPECT_TRUE(Values.contains(3));
  EXPECT_TRUE(Values.contains(5));
  EXPECT_FALSE(Values.contains(6));
  Values.limit(6, INT64_MAX);
  EXPECT_TRUE(Values.empty());
}

TEST(ValueSet, ExcludedValuesAreGone) {
  ValueSet Values{0, 3};
  Values.exclude(1);
  EXPECT_FALSE(Values.contains(1));
  EXPECT_TRUE(Values.contains(0));
  Values.exclude(0); // what was excluded beside it goes too
  EXPECT_EQ(Values.Low, 2);
  Values.exclude(3);
  EXPECT_EQ(Values.High, 2);
  Values.exclude(2);
  EXPECT_TRUE(Values.empty());
}

TEST(ValueSet, ALimitOnAnExcludedValueMovesOn) {
  ValueSet Values;
  Values.exclude(5);
  Values.limit(5, 7);
  EXPECT_EQ(Values.Low, 6);
}

TEST(ValueSet, ExcludingWhatIsNotThereChangesNothing) {
  ValueSet Values{1, 2};
  Values.exclude(9);
  EXPECT_EQ(Values.Low, 1);
  EXPECT_EQ(Values.High, 2);
  EXPECT_TRUE(Values.Excluded.empty());
}

TEST(ValueSet, ShiftsAllOfIt) {
  ValueSet Values{0, 10, {4}};
  ASSERT_TRUE(Values.shift(2));
  EXPECT_FALSE(Values.contains(1));
  EXPECT_TRUE(Values.contains(2));
  EXPECT_TRUE(Values.contains(4));
  EXPECT_FALSE(Values.contains(6));
  EXPECT_TRUE(Values.contains(12));
}

TEST(ValueSet, AnOpenEndStaysOpen) {
  ValueSet Values;
  Values.limit(0, INT64_MAX);
  ASSERT_TRUE(Values.shift(-1));
  EXPECT_EQ(Values.Low, -1);
  EXPECT_EQ(Values.High, INT64_MAX);
}

TEST(ValueSet, ShiftingOverTheEndIsSaid) {
  ValueSet Values = ValueSet::single(INT64_MAX - 1);
  EXPECT_FALSE(Values.shift(2));
  ValueSet Least = ValueSet::single(INT64_MIN + 1);
  EXPECT_FALSE(Least.shift(-2));
}

} // namespace

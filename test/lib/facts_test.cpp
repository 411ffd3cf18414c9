//===--- facts_test.cpp - what units tell each other ----------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Facts.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace valuetask;

namespace {

WayPoint entry(std::vector<unsigned> Next, bool Returns = false) {
  return {{}, false, std::move(Next), Returns};
}
WayPoint suspends() { return {{}, true, {}, false}; }
WayPoint awaits(std::string Callee, std::vector<unsigned> Next = {}, bool Returns = true) {
  return {std::move(Callee), false, std::move(Next), Returns};
}

Facts suspensions(std::vector<SuspensionFact> All) { return {std::move(All), {}}; }

Program programOf(std::vector<SuspensionFact> All, bool Closed = false) {
  Program Whole(Closed);
  Whole.add(suspensions(std::move(All)));
  return Whole;
}

TEST(Program, KnowsNothingOfUnknownFunctions) {
  Program Whole;
  EXPECT_FALSE(Whole.isAlwaysAsync("f"));
  EXPECT_EQ(Whole.effectOn("f", 0), EffectKind::Escapes);
  EXPECT_EQ(Whole.definitionOf("f", 0), nullptr);
}

TEST(Program, FollowsAChain) {
  Program Whole = programOf({{"c", {entry({1}), awaits("b")}, {}},
                             {"b", {entry({1}), awaits("a")}, {}},
                             {"a", {entry({1}), suspends()}, {}}});
  for (const char *Each : {"a", "b", "c"})
    EXPECT_TRUE(Whole.isAlwaysAsync(Each)) << Each;
  // Facts that come later count.
  Whole.add(suspensions({{"a", {}, {}}}));
  for (const char *Each : {"a", "b", "c"})
    EXPECT_FALSE(Whole.isAlwaysAsync(Each)) << Each;
}

TEST(Program, RecursionHidesNothing) {
  Program Whole = programOf({{"f", {entry({1, 2}), awaits("f"), suspends()}, {}},
                             {"even", {entry({1}), awaits("odd")}, {}},
                             {"odd", {entry({1, 2}), awaits("even"), suspends()}, {}},
                             {"ends", {entry({1}, true), awaits("ends")}, {}}});
  EXPECT_TRUE(Whole.isAlwaysAsync("f"));
  EXPECT_TRUE(Whole.isAlwaysAsync("even"));
  EXPECT_FALSE(Whole.isAlwaysAsync("ends"));
}

TEST(Program, OneThatNeverReturnsDoesNotSuspend) {
  Program Whole =
      programOf({{"throws", {entry({})}, {}}, {"f", {entry({1}), awaits("throws")}, {}}});
  EXPECT_FALSE(Whole.isAlwaysAsync("throws"));
  EXPECT_FALSE(Whole.isAlwaysAsync("f"));
}

TEST(Program, TwoDefinitionsHaveToAgree) {
  const SuspensionFact Slow{"f", {entry({1}), suspends()}, {}};
  const SuspensionFact AlsoSlow{"f", {entry({1, 2}), suspends(), suspends()}, {}};
  const SuspensionFact Fast{"f", {}, {}};
  EXPECT_TRUE(programOf({Slow, AlsoSlow}).isAlwaysAsync("f"));
  EXPECT_FALSE(programOf({Slow, Fast}).isAlwaysAsync("f"));
  Program Whole;
  Whole.add({{}, {{"f", 0, {{{}, EffectKind::Consumes}}, "", 0, "f", "a.cpp", 1}}});
  EXPECT_EQ(Whole.effectOn("f", 0), EffectKind::Consumes);
  Whole.add({{}, {{"f", 0, {{{}, EffectKind::Looks}}, "", 0, "f", "b.cpp", 1}}});
  EXPECT_EQ(Whole.effectOn("f", 0), EffectKind::Escapes);
}

TEST(Program, VirtualCallsReachOverridersOfAClosedWorldOnly) {
  const std::vector<SuspensionFact> All = {
      {"A::f", {entry({1}), suspends()}, {"base"}},
      {"B::f", {entry({1}), suspends()}, {"base"}},
      {"user", {entry({1}), awaits(virtualCallOf("base", true))}, {}},
      {"unsure", {entry({1}), awaits(virtualCallOf("base", false))}, {}}};
  EXPECT_FALSE(programOf(All).isAlwaysAsync("user"));
  EXPECT_TRUE(programOf(All, /*Closed=*/true).isAlwaysAsync("user"));
  // The function itself may be meant, and nobody knows it.
  EXPECT_FALSE(programOf(All, /*Closed=*/true).isAlwaysAsync("unsure"));
  // What overrides a function of one file is in that file.
  const std::string Local = localNameOf("base", "a.cpp");
  EXPECT_TRUE(programOf({{"A::f", {entry({1}), suspends()}, {Local}},
                         {"user", {entry({1}), awaits(virtualCallOf(Local, true))}, {}}})
                  .isAlwaysAsync("user"));
  std::vector<SuspensionFact> More = All;
  More.push_back({"C::f", {}, {"base"}});
  EXPECT_FALSE(programOf(More, /*Closed=*/true).isAlwaysAsync("user"));
}

TEST(Program, EffectsDependOnEffects) {
  Program Whole;
  auto Tell = [&](std::string Function, std::vector<EffectCase> Cases) {
    Whole.add({{}, {{std::move(Function), 0, std::move(Cases), "", 0, "f", "f.cpp", 0}}});
  };
  Tell("through", {{{{"last", 0, EffectKind::Consumes}}, EffectKind::Consumes},
                   {{{"last", 0, EffectKind::Looks}}, EffectKind::Looks}});
  EXPECT_EQ(Whole.effectOn("through", 0), EffectKind::Escapes);
  Tell("last", {{{}, EffectKind::Looks}});
  EXPECT_EQ(Whole.effectOn("through", 0), EffectKind::Looks);
  Whole.add({{}, {{"hands on", 1, {}, "through", 0, "f", "f.cpp", 0}}});
  EXPECT_EQ(Whole.effectOn("hands on", 1), EffectKind::Looks);
  Whole.add({{}, {{"to nobody", 0, {}, "unknown", 0, "f", "f.cpp", 0}}});
  EXPECT_EQ(Whole.effectOn("to nobody", 0), EffectKind::Escapes);
  // Through each other: nothing is claimed, whoever is asked first.
  Tell("ping", {{{{"pong", 0, EffectKind::Escapes}}, EffectKind::Consumes}});
  Tell("pong", {{{{"ping", 0, EffectKind::Escapes}}, EffectKind::Consumes}});
  EXPECT_EQ(Whole.effectOn("pong", 0), EffectKind::Escapes);
  EXPECT_EQ(Whole.effectOn("ping", 0), EffectKind::Escapes);
}

TEST(Program, SettlesConditions) {
  Program Whole = programOf({{"slow", {entry({1}), suspends()}, {}}});
  Whole.add({{}, {{"eat", 0, {{{}, EffectKind::Consumes}}, "", 0, "eat", "f.cpp", 0}}});
  EXPECT_TRUE(Whole.settle({{"slow"}, {}, {}, {}}).Holds);
  EXPECT_FALSE(Whole.settle({{"slow", "other"}, {}, {}, {}}).Holds);
  const Assumptions Eats{{{"eat", 0, EffectKind::Consumes}}},
      Looks{{{"eat", 0, EffectKind::Looks}}};
  const Condition Either{{}, {}, {}, {Looks, Eats}};
  ASSERT_TRUE(Whole.settle(Either).Holds);
  EXPECT_EQ(*Whole.settle(Either).Because, Eats);
  EXPECT_FALSE(Whole.settle({{}, {}, {}, {Looks}}).Holds);
  EXPECT_EQ(Whole.suspensionsOn({entry({1, 2}), awaits("slow", {3}), awaits("other"), suspends()}),
            (std::vector<unsigned>{1}));
}

TEST(Program, KnowsWhoUsesAFunctionOnlyWhereAllUnitsWereAsked) {
  const Condition OnlyAwaited{{}, {}, {}, {}, "f"};
  Facts Asked = suspensions({{"g", {}, {}}});
  Asked.UsesKnown = true;
  Program Whole;
  Whole.add(Asked);
  EXPECT_TRUE(Whole.settle(OnlyAwaited).Holds);
  Facts Others = Asked;
  Others.UsedOtherwise = {"f"};
  Program Used = Whole;
  Used.add(Others);
  EXPECT_FALSE(Used.settle(OnlyAwaited).Holds);
  Whole.add(suspensions({{"h", {}, {}}})); // of a unit that wasn't asked
  EXPECT_FALSE(Whole.settle(OnlyAwaited).Holds);
  EXPECT_FALSE(Whole.facts().UsesKnown);
}

TEST(FactsText, IsReadBackAndNothingElseIs) {
  Facts All = suspensions({{"a: 'b' #\"c\"", {entry({1}), suspends()}, {"d"}}, {"f", {}, {}}});
  All.Parameters.push_back({"f",
                            2,
                            {{{{"g", 1, EffectKind::TakesOut}}, EffectKind::Renews}},
                            "h",
                            3,

                            "f",
                            "a b.cpp",
                            7});
  const std::string Text = toText(All);
  llvm::Expected<Facts> Read = factsFromText(Text);
  ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(Read->Suspensions, All.Suspensions);
  EXPECT_EQ(Read->Parameters, All.Parameters);
  for (size_t Size = 0; Size < Text.size(); ++Size) {
    llvm::Expected<Facts> Cut = factsFromText(llvm::StringRef(Text).take_front(Size));
    ASSERT_FALSE(static_cast<bool>(Cut)) << "cut off at " << Size;
    llvm::consumeError(Cut.takeError());
    std::string Flipped = Text;
    Flipped[Size] ^= 1;
    llvm::Expected<Facts> Damaged = factsFromText(Flipped);
    ASSERT_FALSE(static_cast<bool>(Damaged)) << "flipped at " << Size;
    llvm::consumeError(Damaged.takeError());
  }
  EXPECT_EQ(llvm::toString(factsFromText("valuetask-facts 2 00\n---\n").takeError()),
            "was written by another version of valuetask-check; write it again with this one");
}

/// Says which functions always suspend by trying every path, for every set of functions that might:
/// slow, and obviously what the words say.
class Reference {
public:
  explicit Reference(const std::map<std::string, SuspensionFact> &All) {
    for (const auto &[Name, Fact] : All)
      Suspending.insert(Name);
    // The largest set in which each is one because of the others.
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (const auto &[Name, Fact] : All)
        if (Suspending.count(Name) && !alwaysSuspends(Fact)) {
          Suspending.erase(Name);
          Changed = true;
        }
    }
  }

  bool isAlwaysAsync(const std::string &Name) const { return Suspending.count(Name) > 0; }

private:
  bool alwaysSuspends(const SuspensionFact &Fact) const {
    if (Fact.Ways.empty())
      return false;
    bool AnyReturns = false, AnySuspends = false;
    std::set<unsigned> OnPath;
    tryPaths(Fact, 0, OnPath, AnyReturns, AnySuspends);
    return AnySuspends && !AnyReturns;
  }

  void tryPaths(const SuspensionFact &Fact, unsigned Point, std::set<unsigned> &OnPath,
                bool &AnyReturns, bool &AnySuspends) const {
    const WayPoint &At = Fact.Ways[Point];
    if (Point != 0 && (At.Always || Suspending.count(At.Callee))) {
      AnySuspends = true;
      return;
    }
    AnyReturns |= At.Returns;
    if (!OnPath.insert(Point).second)
      return;
    for (const unsigned Next : At.Next)
      tryPaths(Fact, Next, OnPath, AnyReturns, AnySuspends);
    OnPath.erase(Point);
  }

  std::set<std::string> Suspending;
};

TEST(Program, AgreesWithTheReferenceOnRandomCallGraphs) {
  std::mt19937 Random(20240607);
  auto Below = [&](unsigned Limit) { return static_cast<unsigned>(Random() % Limit); };
  unsigned Suspending = 0, Others = 0;
  for (unsigned Graph = 0; Graph < 10000; ++Graph) {
    std::map<std::string, SuspensionFact> All;
    const unsigned Count = 1 + Below(8);
    auto Name = [](unsigned Number) { return "f" + std::to_string(Number); };
    for (unsigned Function = 0; Function < Count; ++Function) {
      SuspensionFact Fact{Name(Function), {}, {}};
      const unsigned Points = Below(5);
      for (unsigned Point = 0; Below(12) != 0 && Point <= Points; ++Point) {
        WayPoint At;
        for (unsigned Next = 1; Next <= Points; ++Next)
          if (Below(3) == 0)
            At.Next.push_back(Next);
        At.Returns = Below(Point == 0 ? 12 : 3) == 0;
        if (Point != 0 && Below(3) == 0)
          At = suspends();
        else if (Point != 0)
          At.Callee = Name(Below(Count + 1)); // the last one nobody knows
        Fact.Ways.push_back(std::move(At));
      }
      if (Fact.Ways.size() != Points + 1)
        Fact.Ways.clear();
      All[Fact.Function] = Fact;
    }
    // In whatever order and grouping the units are told.
    std::vector<SuspensionFact> Shuffled;
    for (const auto &[Function, Fact] : All)
      Shuffled.push_back(Fact);
    std::shuffle(Shuffled.begin(), Shuffled.end(), Random);
    Program Whole, Grouped;
    for (const SuspensionFact &Each : Shuffled)
      Whole.add(suspensions({Each}));
    std::shuffle(Shuffled.begin(), Shuffled.end(), Random);
    Program First, Second;
    for (const SuspensionFact &Each : Shuffled)
      (Below(2) ? First : Second).add(suspensions({Each}));
    Grouped.add(Second.facts());
    Grouped.add(First.facts());
    const Reference Expected(All);
    for (const auto &[Function, Fact] : All) {
      ASSERT_EQ(Whole.isAlwaysAsync(Function), Expected.isAlwaysAsync(Function))
          << "graph " << Graph << ", " << Function << "\n"
          << toText(Whole.facts());
      ASSERT_EQ(Grouped.isAlwaysAsync(Function), Expected.isAlwaysAsync(Function))
          << "graph " << Graph;
      ++(Expected.isAlwaysAsync(Function) ? Suspending : Others);
    }
    ASSERT_EQ(toText(Whole.facts()), toText(Grouped.facts()));
  }
  // The graphs are of both kinds, or they would say little.
  EXPECT_GT(Suspending, 3000U);
  EXPECT_GT(Others, 3000U);
}

} // namespace

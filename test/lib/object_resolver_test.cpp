//===--- object_resolver_test.cpp - objects of hand-made place events -----===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/ObjectResolver.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <memory>
#include <string>

using namespace clang;
using valuetask::Event;
using valuetask::EventKind;
using valuetask::Place;
using valuetask::PlaceStep;
using valuetask::Relation;

namespace {

/// The function 'void f(PARAMETERS) {}' of a unit in which 'T' is a single-consumption type.
class ParsedNames {
public:
  explicit ParsedNames(const std::string &Parameters)
      : Unit(tooling::buildASTFromCodeWithArgs(
            "struct T {}; struct Two { T a, b; };\nvoid f(" + Parameters + ") {}", {"-std=c++20"})),
        Types(Unit->getASTContext(), {"T"}) {
    for (const Decl *D : Unit->getASTContext().getTranslationUnitDecl()->decls())
      if (const auto *Definition = dyn_cast<FunctionDecl>(D))
        Function = Definition;
  }

  const ParmVarDecl *parameter(unsigned Index) const { return Function->getParamDecl(Index); }

  Place field(unsigned Parameter, unsigned Index) const {
    const CXXRecordDecl *Record =
        parameter(Parameter)->getType().getNonReferenceType()->getAsCXXRecordDecl();
    const FieldDecl *Field = *std::next(Record->field_begin(), Index);
    return {parameter(Parameter), {{PlaceStep::Kind::Field, Field}}};
  }

  /// Resolves one event on a place, where the places of objects are also given.
  valuetask::ObjectEvents resolve(const Place &Where, EventKind Kind,
                                  std::initializer_list<Place> Objects, bool Pins = false) const {
    valuetask::PlaceEvents Found;
    for (const Place &Object : Objects)
      Found.Affected.push_back({Object, QualType()});
    Found.Events.push_back(
        {{Function->getBody()}, Where, {Kind, valuetask::NoObject, SourceLocation()}, Pins});
    return valuetask::resolveObjects(valuetask::BodyIndex(Function, Types), Found);
  }

  /// The kind of the event of the object at that place; nothing where it has none.
  std::optional<EventKind> eventOn(const valuetask::ObjectEvents &Resolved,
                                   const Place &Where) const {
    for (const Event &E : Resolved.Events.at({Function->getBody()}))
      if (Resolved.Objects[E.Object].Where == Where)
        return E.Kind;
    return std::nullopt;
  }

private:
  std::unique_ptr<ASTUnit> Unit;
  valuetask::Awaitables Types;
  const FunctionDecl *Function = nullptr;
};

TEST(ObjectResolver, AnEventIsOneOfTheObjectThere) {
  const ParsedNames Code("T x, T y");
  const Place X{Code.parameter(0), {}}, Y{Code.parameter(1), {}};
  const valuetask::ObjectEvents Resolved = Code.resolve(X, EventKind::Consume, {X, Y});
  EXPECT_EQ(Code.eventOn(Resolved, X), EventKind::Consume);
  EXPECT_EQ(Code.eventOn(Resolved, Y), std::nullopt);
}

TEST(ObjectResolver, AWholeIsGivenAwayWithItsParts) {
  const ParsedNames Code("Two two, Two other");
  const Place Whole{Code.parameter(0), {}};
  const valuetask::ObjectEvents Resolved =
      Code.resolve(Whole, EventKind::Consume, {Code.field(0, 0), Code.field(1, 0)});
  EXPECT_EQ(Code.eventOn(Resolved, Code.field(0, 0)), EventKind::ConsumeWhole);
  EXPECT_EQ(Code.eventOn(Resolved, Code.field(1, 0)), std::nullopt);
}

TEST(ObjectResolver, APartLeavesTheOthersAlone) {
  const ParsedNames Code("Two two");
  const valuetask::ObjectEvents Resolved =
      Code.resolve(Code.field(0, 0), EventKind::Consume, {Code.field(0, 0), Code.field(0, 1)});
  EXPECT_EQ(Code.eventOn(Resolved, Code.field(0, 0)), EventKind::Consume);
  EXPECT_EQ(Code.eventOn(Resolved, Code.field(0, 1)), std::nullopt);
}

TEST(ObjectResolver, OneOfSeveralElementsIsNotConsumedForCertain) {
  const ParsedNames Code("T *p, int i");
  const auto Element = [&](PlaceStep Step) { return Place{Code.parameter(0), {Step}}; };
  const Place First = Element({PlaceStep::Kind::Element, nullptr, 0});
  const Place Any = Element({PlaceStep::Kind::AnyElement});
  EXPECT_EQ(Code.eventOn(Code.resolve(Any, EventKind::Consume, {First}), First), std::nullopt);
  EXPECT_EQ(Code.eventOn(Code.resolve(Any, EventKind::Reinitialise, {First}), First),
            EventKind::Escape);
}

TEST(ObjectResolver, AKeptAddressPinsInsteadOfAnEvent) {
  const ParsedNames Code("T x");
  const Place X{Code.parameter(0), {}};
  const auto Pinned = Code.resolve(X, EventKind::Escape, {X}, /*Pins=*/true);
  ASSERT_EQ(Pinned.Objects.size(), 1U);
  EXPECT_TRUE(Pinned.Objects[0].Pinned);
  EXPECT_EQ(Code.eventOn(Pinned, X), std::nullopt);
  EXPECT_FALSE(Code.resolve(X, EventKind::Escape, {X}).Objects[0].Pinned);
}

TEST(Places, RelationOfElements) {
  const ParsedNames Code("T *p, int i");
  const auto Element = [&](PlaceStep Step) { return Place{Code.parameter(0), {Step}}; };
  const Place First = Element({PlaceStep::Kind::Element, nullptr, 0});
  const Place Second = Element({PlaceStep::Kind::Element, nullptr, 1});
  const Place At = Element({PlaceStep::Kind::ElementAt, Code.parameter(1)});
  EXPECT_EQ(valuetask::relate(First, First), Relation::Within);
  EXPECT_EQ(valuetask::relate(First, Second), Relation::Apart);
  EXPECT_EQ(valuetask::relate(At, First), Relation::Maybe);
  EXPECT_EQ(valuetask::relate(At, At), Relation::Within);
}

TEST(Places, AreSpelledAsInTheSource) {
  const ParsedNames Code("Two two, T *p");
  const Place Pointee = Place{Code.parameter(1), {}}.then({PlaceStep::Kind::Content});
  EXPECT_EQ(Code.field(0, 1).spelled(), "two.b");
  EXPECT_EQ(Pointee.spelled(), "*p");
  EXPECT_EQ(Pointee.then({PlaceStep::Kind::Address}).spelled(), "&*p");
}

} // namespace

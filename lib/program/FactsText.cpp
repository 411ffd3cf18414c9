//===--- FactsText.cpp - facts as they are stored -------------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/FactsText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace valuetask;

namespace llvm::yaml {

void ScalarEnumerationTraits<EffectKind>::enumeration(IO &Io, EffectKind &What) {
  Io.enumCase(What, "looks", EffectKind::Looks);
  Io.enumCase(What, "consumes", EffectKind::Consumes);
  Io.enumCase(What, "may-consume", EffectKind::MayConsume);
  Io.enumCase(What, "reinitialises", EffectKind::Reinitialises);
  Io.enumCase(What, "renews", EffectKind::Renews);
  Io.enumCase(What, "clears", EffectKind::Clears);
  Io.enumCase(What, "takes-out", EffectKind::TakesOut);
  Io.enumCase(What, "escapes", EffectKind::Escapes);
}

void MappingTraits<WayPoint>::mapping(IO &Io, WayPoint &At) {
  Io.mapOptional("Call", At.Callee, std::string());
  Io.mapOptional("Always", At.Always, false);
  Io.mapOptional("Next", At.Next);
  Io.mapOptional("Returns", At.Returns, false);
}

void MappingTraits<SuspensionFact>::mapping(IO &Io, SuspensionFact &Fact) {
  Io.mapRequired("Function", Fact.Function);
  Io.mapOptional("Ways", Fact.Ways);
  Io.mapOptional("Overrides", Fact.Overrides);
}

void MappingTraits<EffectAssumption>::mapping(IO &Io, EffectAssumption &Assumed) {
  Io.mapRequired("Function", Assumed.Function);
  Io.mapRequired("Parameter", Assumed.Parameter);
  Io.mapRequired("Does", Assumed.What);
}

void MappingTraits<Assumptions>::mapping(IO &Io, Assumptions &Together) {
  Io.mapRequired("All", Together.All);
}

void MappingTraits<EffectCase>::mapping(IO &Io, EffectCase &Case) {
  Io.mapOptional("If", Case.If);
  Io.mapRequired("Does", Case.What);
}

void MappingTraits<ParameterFact>::mapping(IO &Io, ParameterFact &Fact) {
  Io.mapRequired("Function", Fact.Function);
  Io.mapRequired("Parameter", Fact.Parameter);
  Io.mapOptional("Cases", Fact.Cases);
  Io.mapOptional("SameAs", Fact.SameAs, std::string());
  Io.mapOptional("SameParameter", Fact.SameParameter, 0U);
  Io.mapOptional("Name", Fact.Name);
  Io.mapRequired("File", Fact.File);
  Io.mapRequired("Offset", Fact.Offset);
}

void MappingTraits<Facts>::mapping(IO &Io, Facts &All) {
  Io.mapOptional("Suspensions", All.Suspensions);
  Io.mapOptional("Parameters", All.Parameters);
  Io.mapOptional("UsedOtherwise", All.UsedOtherwise);
  Io.mapOptional("UsesKnown", All.UsesKnown, false);
}

void MappingTraits<Condition>::mapping(IO &Io, Condition &If) {
  Io.mapOptional("AlwaysAsync", If.AlwaysAsync);
  Io.mapOptional("Ways", If.Ways);
  Io.mapOptional("PointOfNote", If.PointOfNote);
  Io.mapOptional("AnyOf", If.AnyOf);
  Io.mapOptional("OnlyAwaited", If.OnlyAwaited, std::string());
}

} // namespace llvm::yaml

namespace valuetask {

namespace {

/// Another format gets another number, and isn't read by who doesn't know it.
constexpr llvm::StringLiteral Heading = "valuetask-facts 1 ";
constexpr llvm::StringLiteral AnyHeading = "valuetask-facts ";

std::string checksum(llvm::StringRef Body) {
  return llvm::utohexstr(llvm::xxh3_64bits(Body), /*LowerCase=*/true, /*Width=*/16);
}

} // namespace

std::string toText(const Facts &Of) {
  std::string Body;
  llvm::raw_string_ostream Out(Body);
  llvm::yaml::Output Yaml(Out, /*Ctxt=*/nullptr, /*WrapColumn=*/0);
  Yaml << const_cast<Facts &>(Of); // the one mapping reads and writes
  return (Heading + checksum(Body) + "\n" + Body).str();
}

llvm::Expected<Facts> factsFromText(llvm::StringRef Text) {
  auto [First, Body] = Text.split('\n');
  if (!First.consume_front(Heading))
    return llvm::createStringError(
        First.starts_with(AnyHeading)
            ? "was written by another version of valuetask-check; write it again with this one"
            : "holds no facts; --facts-output of valuetask-check writes such a file");
  Facts All;
  llvm::yaml::Input In(Body, /*Ctxt=*/nullptr, [](const llvm::SMDiagnostic &, void *) {});
  if (First != checksum(Body) || (In >> All, In.error()))
    return llvm::createStringError(
        "is damaged: it isn't what valuetask-check wrote; write it again");
  return All;
}

} // namespace valuetask

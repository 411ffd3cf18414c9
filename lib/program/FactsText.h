//===--- FactsText.h - facts as they are stored -----------------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The YAML of facts, and of the findings that depend on them, for what has some among other
/// things.
///
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_LIB_PROGRAM_FACTSTEXT_H
#define VALUETASK_LIB_PROGRAM_FACTSTEXT_H

#include "program/Facts.h"
#include "llvm/Support/YAMLTraits.h"

LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::WayPoint)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::SuspensionFact)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::EffectAssumption)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::EffectCase)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::ParameterFact)
LLVM_YAML_IS_SEQUENCE_VECTOR(valuetask::Assumptions)

namespace llvm::yaml {

template <> struct ScalarEnumerationTraits<valuetask::EffectKind> {
  static void enumeration(IO &Io, valuetask::EffectKind &What);
};
template <> struct MappingTraits<valuetask::WayPoint> {
  static void mapping(IO &Io, valuetask::WayPoint &At);
};
template <> struct MappingTraits<valuetask::SuspensionFact> {
  static void mapping(IO &Io, valuetask::SuspensionFact &Fact);
};
template <> struct MappingTraits<valuetask::EffectAssumption> {
  static void mapping(IO &Io, valuetask::EffectAssumption &Assumed);
};
template <> struct MappingTraits<valuetask::Assumptions> {
  static void mapping(IO &Io, valuetask::Assumptions &Together);
};
template <> struct MappingTraits<valuetask::EffectCase> {
  static void mapping(IO &Io, valuetask::EffectCase &Case);
};
template <> struct MappingTraits<valuetask::ParameterFact> {
  static void mapping(IO &Io, valuetask::ParameterFact &Fact);
};
template <> struct MappingTraits<valuetask::Facts> {
  static void mapping(IO &Io, valuetask::Facts &All);
};
template <> struct MappingTraits<valuetask::Condition> {
  static void mapping(IO &Io, valuetask::Condition &If);
};

} // namespace llvm::yaml

#endif // VALUETASK_LIB_PROGRAM_FACTSTEXT_H

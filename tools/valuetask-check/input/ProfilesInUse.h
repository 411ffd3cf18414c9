//===--- ProfilesInUse.h - what was measured of a program -------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECK_INPUT_PROFILESINUSE_H
#define VALUETASK_CHECK_INPUT_PROFILESINUSE_H

#include "profile/Profile.h"
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace valuetask {

/// What was measured of a program, by all profiles that hold for some files of it.
struct ProfilesInUse {
  std::vector<std::string> Names;          ///< of the profiles; each once
  std::shared_ptr<const Profile> Measured; ///< the sum of them; null where there are none
  /// MinSyncRatio and MinCalls: one pair, or several where configuration files differ.
  std::set<std::pair<double, uint64_t>> Limits;
};

} // namespace valuetask

#endif // VALUETASK_CHECK_INPUT_PROFILESINUSE_H

//===--- ProfileStore.h - the profiles that were read -----------*- C++ -*-===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef VALUETASK_CHECKS_PROFILESTORE_H
#define VALUETASK_CHECKS_PROFILESTORE_H

#include "profile/Profile.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace valuetask {

/// What the options say about profiles.
struct ProfileOptions {
  std::vector<std::string> Files; ///< absolute
  /// 'old=new' each.
  std::vector<std::pair<std::string, std::string>> PrefixMap;
  uint64_t MinCalls = 1000;
  double MinSyncRatio = 0.5;
};

/// The profiles that were read, so that each is read once.
class ProfileStore {
public:
  /// Null where no profile is named.
  llvm::Expected<std::shared_ptr<const Profile>> get(const ProfileOptions &Wanted);

  /// As if it had been read from a file of this name.
  void add(llvm::StringRef File, Profile Read);

private:
  std::map<std::string, std::shared_ptr<const Profile>>
      Profiles; ///< by their names and prefix maps
};

} // namespace valuetask

#endif // VALUETASK_CHECKS_PROFILESTORE_H

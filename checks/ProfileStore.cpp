//===--- ProfileStore.cpp - the profiles that were read -------------------===//
//
// Part of ValueTask, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProfileStore.h"
#include "llvm/ADT/StringExtras.h"

namespace valuetask {

llvm::Expected<std::shared_ptr<const Profile>> ProfileStore::get(const ProfileOptions &Wanted) {
  if (Wanted.Files.empty())
    return nullptr;
  std::string Key = llvm::join(Wanted.Files, "\n");
  for (const auto &[Old, New] : Wanted.PrefixMap)
    Key.append("\n").append(Old).append("=").append(New);
  std::shared_ptr<const Profile> &Entry = Profiles[Key];
  if (!Entry) {
    llvm::Expected<Profile> Read = Profile::read(Wanted.Files);
    if (!Read)
      return Read.takeError();
    Read->mapPrefixes(Wanted.PrefixMap);
    Entry = std::make_shared<const Profile>(std::move(*Read));
  }
  return Entry;
}

void ProfileStore::add(llvm::StringRef File, Profile Read) {
  Profiles[File.str()] = std::make_shared<const Profile>(std::move(Read));
}

} // namespace valuetask

/// \file
/// The cache in front of the API, which the scenarios with task and with value_task share.
#ifndef SCENARIOS_USER_CACHE_H
#define SCENARIOS_USER_CACHE_H

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace scenarios {

/// Knows the users that came last: each has one place, which the next one of that place takes over.
/// So it never grows.
class user_cache {
public:
  /// Null if the user is not known. Good until the next put().
  const std::string *find(int user) const {
    const entry &found = entries_[place(user)];
    return found.user == user ? &found.data : nullptr;
  }

  void put(int user, std::string data) { entries_[place(user)] = {user, std::move(data)}; }

private:
  struct entry {
    int user = -1;
    std::string data;
  };
  static constexpr std::size_t places = 64;
  static std::size_t place(int user) { return static_cast<std::size_t>(user) % places; }

  std::vector<entry> entries_ = std::vector<entry>(places);
};

} // namespace scenarios

#endif

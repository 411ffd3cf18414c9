/// \file
/// The first scenario: an API with a cache in front of it, which answers 80% of all requests.
#ifndef SCENARIOS_CACHED_H
#define SCENARIOS_CACHED_H

#include "http_connection.h"
#include "scenario.h"
#include "user_cache.h"
#include <string>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

namespace scenarios {

/// What both have: the cache, and the request for what it doesn't know, which always waits.
class cached_users {
public:
  explicit cached_users(http_connection &server) : server_(server) {}

  const std::string *find(int user) const { return cache_.find(user); }

  valuetask::task<std::string> load(int user) {
    const std::string data = co_await server_.get(user);
    cache_.put(user, data);
    co_return data;
  }

private:
  http_connection &server_;
  user_cache cache_;
};

/// Where all is a task: a hit needs a task, too, that holds the answer.
class task_api {
public:
  explicit task_api(http_connection &server) : users_(server) {}

  valuetask::task<std::string> answer(int user) {
    if (const std::string *known = users_.find(user))
      return valuetask::task<std::string>::from_result(*known);
    return users_.load(user);
  }

private:
  cached_users users_;
};

/// The same with value_task: a hit is a value in a struct. What always waits stays a task.
class value_task_api {
public:
  explicit value_task_api(http_connection &server) : users_(server) {}

  valuetask::value_task<std::string> answer(int user) {
    if (const std::string *known = users_.find(user))
      return *known;
    return users_.load(user);
  }

private:
  cached_users users_;
};

/// Both of them, to be measured.
scenario cached();

} // namespace scenarios

#endif

#include "driver.h"

#if BAD
valuetask::value_task<std::string> client::get(const std::string &key) { return "value of " + key; }
#else
valuetask::value_task<std::string> client::cached(const std::string &key) {
  return "value of " + key;
}
valuetask::task<std::string> client::get(const std::string &key) { co_return co_await cached(key); }
#endif

void run() { REQUIRE(client().get("a").result() == "value of a"); }

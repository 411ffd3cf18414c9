// What the dialects say of results isn't used.
// KNOWN: an accessor that is called before the result is there, in the libraries whose dialect says so.
// RUN: %both %s -- -isystem %S/Inputs | %count 0
#include <boost/cobalt/task.hpp>
#include <folly/futures/Future.h>

boost::cobalt::promise<int> load(int key);
folly::Future<int> request(int key);

int unguarded() {
  auto promise = load(1);
  auto future = request(1);
  return promise.get() + std::move(future).value();
}

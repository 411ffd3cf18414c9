/// \file
/// The header that a library publishes. A value_task: whoever calls must consume it once, at once.
#ifndef VALUETASK_BENCHMARK_EVIDENCE_PUBLIC_API_MISUSE_CLIENT_H
#define VALUETASK_BENCHMARK_EVIDENCE_PUBLIC_API_MISUSE_CLIENT_H

#include <memory>
#include <string>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

namespace misuse {

class client {
public:
  virtual ~client() = default;
  virtual valuetask::value_task<std::string> get(int key);
  valuetask::value_task<std::unique_ptr<std::string>> open(int key);
};

inline valuetask::value_task<std::string> client::get(int key) { co_return std::to_string(key); }
inline valuetask::value_task<std::unique_ptr<std::string>> client::open(int key) {
  co_return std::make_unique<std::string>(std::to_string(key));
}

} // namespace misuse

#endif

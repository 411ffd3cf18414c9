/// \file
/// The header that a library publishes. A task, which may be kept, copied and awaited again.
#ifndef VALUETASK_BENCHMARK_EVIDENCE_PUBLIC_API_CURE_CLIENT_H
#define VALUETASK_BENCHMARK_EVIDENCE_PUBLIC_API_CURE_CLIENT_H

#include <memory>
#include <string>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

namespace cure {

class client {
public:
  virtual ~client() = default;
  virtual valuetask::task<std::string> get(int key);
  valuetask::task<std::unique_ptr<std::string>> open(int key);
};

inline valuetask::task<std::string> client::get(int key) { co_return std::to_string(key); }
inline valuetask::task<std::unique_ptr<std::string>> client::open(int key) {
  co_return std::make_unique<std::string>(std::to_string(key));
}

} // namespace cure

#endif

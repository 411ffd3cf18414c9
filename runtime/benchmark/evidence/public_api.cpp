/// \file
/// valuetask-public-api: a function of a public header that returns a value_task, against one that
/// returns a task. What it costs to change it later, scripts/evidence finds out with
/// public_api/sites.cpp; these are the costs of a call.
#include "evidence.h"
#include "public_api/cure/client.h"
#include "public_api/misuse/client.h"

namespace {

using namespace evidence;

template <class Client> task<> call_each(benchmark::State &state, Client &api) {
  const heap_counter allocations(state);
  std::size_t length = 0;
  int key = 0;
  for (auto _ : state) {
    const std::string answer = co_await api.get(key++);
    length += answer.size();
  }
  benchmark::DoNotOptimize(length);
}

template <class Client> void call(benchmark::State &state, const char *label) {
  state.SetLabel(label);
  Client api;
  call_each(state, api).result();
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-public-api/misuse", call<misuse::client>,
                               "`value_task` published")
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-public-api/cure", call<cure::client>, "`task` published")
      ->Iterations(million);
  return true;
}();

} // namespace

/// \file
/// valuetask-unprofiled: a value_task that is rarely ready at once, against a task: the other end
/// of the same question as valuetask-prefer-value-task.
#include "cache.h"

namespace {

using namespace evidence;

[[gnu::noinline]] task<long> load(cache &from, unsigned key) {
  co_await from.network.wait();
  co_return answer_to(key);
}

namespace misuse {

[[gnu::noinline]] value_task<long> get(cache &from, unsigned key) {
  if (from.has(key))
    return answer_to(key);
  return load(from, key);
}

[[gnu::noinline]] value_task<long> get_coroutine(cache &from, unsigned key) {
  if (!from.has(key))
    co_await from.network.wait();
  co_return answer_to(key);
}

} // namespace misuse

namespace cure {

[[gnu::noinline]] task<long> get(cache &from, unsigned key) {
  if (from.has(key))
    return task<long>::from_result(answer_to(key));
  return load(from, key);
}

[[gnu::noinline]] task<long> get_coroutine(cache &from, unsigned key) {
  if (!from.has(key))
    co_await from.network.wait();
  co_return answer_to(key);
}

} // namespace cure

void shares(benchmark::internal::Benchmark *swept) {
  swept->ArgName("hits")->Arg(0)->Arg(5)->Arg(20)->Arg(50)->Iterations(million / 5);
}

[[maybe_unused]] const bool is_registered = [] {
  benchmark::RegisterBenchmark("valuetask-unprofiled/misuse/function", sweep<misuse::get>,
                               "`value_task`")
      ->Apply(shares);
  benchmark::RegisterBenchmark("valuetask-unprofiled/cure/function", sweep<cure::get>, "`task`")
      ->Apply(shares);
  benchmark::RegisterBenchmark("valuetask-unprofiled/misuse/coroutine",
                               sweep<misuse::get_coroutine>, "`value_task` coroutine")
      ->Apply(shares);
  benchmark::RegisterBenchmark("valuetask-unprofiled/cure/coroutine", sweep<cure::get_coroutine>,
                               "`task` coroutine")
      ->Apply(shares);
  return true;
}();

} // namespace

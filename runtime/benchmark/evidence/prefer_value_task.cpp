/// \file
/// valuetask-prefer-value-task: a task that mostly is ready at once, against a value_task. In the
/// two ways to write such a function: as a coroutine, and as a plain function that returns the
/// answer, or a task where it is not there.
#include "cache.h"

namespace {

using namespace evidence;

[[gnu::noinline]] task<long> load(cache &from, unsigned key) {
  co_await from.network.wait();
  co_return answer_to(key);
}

namespace misuse {

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

} // namespace misuse

namespace cure {

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

} // namespace cure

void shares(benchmark::internal::Benchmark *swept) {
  swept->ArgName("hits")->DenseRange(0, 100, 5)->Iterations(million / 5);
}

[[maybe_unused]] const bool is_registered = [] {
  // The figure that this project starts from.
  benchmark::RegisterBenchmark("valuetask-prefer-value-task/misuse/million", sweep<misuse::get>,
                               "`task`")
      ->ArgName("hits")
      ->Arg(80)
      ->Iterations(million);
  benchmark::RegisterBenchmark("valuetask-prefer-value-task/cure/million", sweep<cure::get>,
                               "`value_task`")
      ->ArgName("hits")
      ->Arg(80)
      ->Iterations(million);

  benchmark::RegisterBenchmark("valuetask-prefer-value-task/misuse/function", sweep<misuse::get>,
                               "`task`")
      ->Apply(shares);
  benchmark::RegisterBenchmark("valuetask-prefer-value-task/cure/function", sweep<cure::get>,
                               "`value_task`")
      ->Apply(shares);
  benchmark::RegisterBenchmark("valuetask-prefer-value-task/misuse/coroutine",
                               sweep<misuse::get_coroutine>, "`task` coroutine")
      ->Apply(shares);
  benchmark::RegisterBenchmark("valuetask-prefer-value-task/cure/coroutine",
                               sweep<cure::get_coroutine>, "`value_task` coroutine")
      ->Apply(shares);
  return true;
}();

} // namespace

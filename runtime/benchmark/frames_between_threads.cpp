/// \file
/// Frames that one thread makes and another one frees: does the memory grow?
///   benchmark_frames_between_threads [SECONDS]
/// Prints, ten times, how many frames have gone over and the resident memory. Exit code 1 if the
/// memory has grown by more than 1 MiB since the first tenth.
#include <array>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <unistd.h>
#include <utility>
#include <valuetask/value_task.h>

namespace {

using valuetask::value_task;

/// Goes on where the consumer says so.
struct handed_over {
  std::atomic<void *> &place;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) const noexcept {
    place.store(waiting.address(), std::memory_order_release);
  }
  void await_resume() const noexcept {}
};

value_task<long> request(std::atomic<void *> &place, long key) {
  co_await handed_over{place};
  co_return key;
}

long resident_kibibytes() {
  long pages = 0, resident = 0;
  if (std::FILE *const file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2)
      resident = 0;
    std::fclose(file);
  }
  return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

} // namespace

int main(int argc, char **argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 60;
  struct slot {
    std::atomic<void *> waiting{nullptr};
    value_task<long> made;
  };
  static std::array<slot, 1024> ring;
  static std::atomic<long> produced{0}, consumed{0};
  static std::atomic<bool> is_over{false};

  std::thread producer([] {
    for (long i = 0; !is_over.load(std::memory_order_relaxed); ++i) {
      while (i - consumed.load(std::memory_order_acquire) >= static_cast<long>(ring.size()) &&
             !is_over.load(std::memory_order_relaxed))
        std::this_thread::yield();
      slot &one = ring[static_cast<std::size_t>(i) % ring.size()];
      one.made = request(one.waiting, i);
      produced.store(i + 1, std::memory_order_release);
    }
  });

  using clock = std::chrono::steady_clock;
  const auto start = clock::now();
  long sum = 0, first = 0, last = 0;
  int tenths = 0;
  for (long i = 0; tenths != 10; ++i) {
    while (produced.load(std::memory_order_acquire) <= i)
      std::this_thread::yield();
    slot &one = ring[static_cast<std::size_t>(i) % ring.size()];
    std::coroutine_handle<>::from_address(one.waiting.load(std::memory_order_acquire)).resume();
    sum += one.made.result();
    consumed.store(i + 1, std::memory_order_release);
    if (i % 4096 == 0 &&
        std::chrono::duration<double>(clock::now() - start).count() > seconds / 10 * (tenths + 1)) {
      last = resident_kibibytes();
      if (++tenths == 1)
        first = last;
      std::printf("%12ld frames  %7ld KiB\n", i + 1, last);
      std::fflush(stdout);
    }
  }
  is_over = true;
  producer.join();
  // What is still on its way.
  for (long i = consumed.load(); i != produced.load(); ++i) {
    slot &one = ring[static_cast<std::size_t>(i) % ring.size()];
    std::coroutine_handle<>::from_address(one.waiting.load()).resume();
    sum += one.made.result();
  }
  return sum < 0 || last - first > 1024 ? 1 : 0;
}

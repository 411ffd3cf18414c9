#include <valuetask/profile.h>

#if !VALUETASK_PROFILED

namespace valuetask::inline VALUETASK_MODE {

std::error_code write_profile(const std::string &) {
  return std::make_error_code(std::errc::not_supported);
}

void reset_profile() noexcept {}

} // namespace valuetask::inline VALUETASK_MODE

#else

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <pthread.h>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <valuetask/detail/profile_mark.h>
#include <vector>

namespace valuetask::inline VALUETASK_MODE {

// Several copies of this library may be linked into one process: one in the program, and one in
// each of its shared libraries. Where their exported functions are visible to each other, all calls
// go to one of the copies, and the others stay idle: so what a copy does of its own accord, at its
// start and its end, it does by calling these two, which are never inlined. `copy` is the address
// of a variable that each copy has for itself.
namespace detail {
[[gnu::visibility("default"), gnu::noinline]] void open_profile() noexcept;
[[gnu::visibility("default"), gnu::noinline]] void close_profile(const char *copy) noexcept;
} // namespace detail

constinit std::atomic<unsigned> detail::module_generation{1};

namespace {

using detail::profile_counters;
using detail::profile_site;

// -- what is counted -----------------------------------------------------------------------------
//
// Nothing here is ever freed, as threads may run, and count, after everything static is gone; and
// nothing waits: what several threads look into only grows, one pointer at a time. So fork() in one
// thread finds it whole, whatever the other threads are doing, and there is no lock that the child
// could find taken, or that could be taken in another order than the locks of an allocator.

/// A list that only grows. `Node` has a pointer `next`.
template <class Node> class growing_list {
public:
  Node *latest() const noexcept { return latest_.load(std::memory_order_acquire); }

  void push(Node &fresh) noexcept {
    for (Node *before = latest(); !push_onto(before, fresh);) {
    }
  }
  /// Pushes if nothing came after `before`; otherwise that becomes the latest.
  bool push_onto(Node *&before, Node &fresh) noexcept {
    fresh.next = before;
    return latest_.compare_exchange_strong(before, &fresh, std::memory_order_acq_rel,
                                           std::memory_order_acquire);
  }

private:
  std::atomic<Node *> latest_{nullptr};
};

/// A site with strings of its own: the module that the others lie in may be closed before the
/// profile is written.
struct named_site {
  explicit named_site(const profile_site &site)
      : function(site.function), file(site.file), type(site.type), line(site.line),
        is_coroutine(site.is_coroutine) {}

  bool is(const profile_site &site) const noexcept {
    return line == site.line && is_coroutine == site.is_coroutine && function == site.function &&
           type == site.type && file == site.file;
  }

  std::string function;
  std::string file;
  std::string type;
  std::uint_least32_t line;
  bool is_coroutine;
  named_site *next = nullptr;
};

struct totals {
  std::uint64_t calls = 0;
  std::uint64_t synchronous = 0;
  std::uint64_t allocations = 0;
  std::uint64_t bytes = 0;

  totals &operator+=(const totals &other) noexcept {
    calls += other.calls;
    synchronous += other.synchronous;
    allocations += other.allocations;
    bytes += other.bytes;
    return *this;
  }
};

/// What one table has of one site.
class alignas(64) table_entry {
public:
  explicit table_entry(const named_site &site) : site(&site) {}

  totals since_reset() const noexcept {
    return {difference(counters.calls, at_reset_->calls),
            difference(counters.synchronous, at_reset_->synchronous),
            difference(counters.allocations, at_reset_->allocations),
            difference(counters.bytes, at_reset_->bytes)};
  }

  /// The counters belong to the thread that counts: whatever another one stored there, could be
  /// overwritten with what came before it.
  void reset() noexcept {
    note(counters.calls, at_reset_->calls);
    note(counters.synchronous, at_reset_->synchronous);
    note(counters.allocations, at_reset_->allocations);
    note(counters.bytes, at_reset_->bytes);
  }

  profile_counters counters; // first, and with what is seldom needed elsewhere: in one line
  const named_site *const site;
  table_entry *next = nullptr;

private:
  using counter = std::atomic<std::uint64_t>;

  // Acquired, so that what is read of a counter is not older than what was noted of it. Less than
  // that it can be only where two threads overwrote each other's counts.
  static std::uint64_t difference(const counter &now, const counter &before) noexcept {
    const std::uint64_t subtracted = before.load(std::memory_order_acquire);
    return std::max(now.load(std::memory_order_relaxed), subtracted) - subtracted;
  }
  static void note(const counter &now, counter &before) noexcept {
    before.store(now.load(std::memory_order_relaxed), std::memory_order_release);
  }

  std::unique_ptr<profile_counters> at_reset_ = std::make_unique<profile_counters>();
};

/// The sites of all threads, found by what they are called.
class site_names {
public:
  /// May throw std::bad_alloc.
  const named_site &find(const profile_site &site) {
    growing_list<named_site> &chain = chains_[hash(site) % chains_.size()];
    named_site *latest = chain.latest();
    const named_site *searched = nullptr; // from here on
    std::unique_ptr<named_site> fresh;
    for (;;) {
      for (const named_site *known = latest; known != searched; known = known->next) {
        if (known->is(site))
          return *known;
      }
      searched = latest;
      if (fresh == nullptr)
        fresh = std::make_unique<named_site>(site);
      if (chain.push_onto(latest, *fresh))
        return *fresh.release();
    }
  }

private:
  static std::size_t hash(const profile_site &site) noexcept {
    const std::hash<std::string_view> hash;
    return hash(site.function) ^ (hash(site.type) << 1) ^ site.line;
  }

  std::array<growing_list<named_site>, 256> chains_;
};

constinit site_names names;

/// What one thread counts in at a time: whoever else looks into it, only reads.
class thread_table {
public:
  /// By the thread that has the table. Null if it does not know the site.
  profile_counters *find(const profile_site &site) noexcept {
    const unsigned generation = detail::module_generation.load(std::memory_order_relaxed);
    if (generation_.load(std::memory_order_relaxed) != generation) [[unlikely]]
      forget_all(generation);
    for (const known_site *known = chain_of(site).load(std::memory_order_relaxed); known != nullptr;
         known = known->next) {
      if (known->site == site)
        return known->counters;
    }
    return nullptr;
  }

  /// By the thread that has the table. May throw std::bad_alloc.
  profile_counters &add(const profile_site &site, bool is_own) {
    profile_counters &counters = find_by_name(site, is_own);
    std::atomic<known_site *> &chain = chain_of(site);
    chain.store(new known_site{site, &counters, chain.load(std::memory_order_relaxed)},
                std::memory_order_release);
    return counters;
  }

  /// By any thread, at any time. May throw std::bad_alloc.
  profile_counters &find_by_name(const profile_site &site, bool is_own) {
    if (is_own)
      return unreported_;
    const named_site &named = names.find(site);
    for (table_entry *entry = entries_.latest(); entry != nullptr; entry = entry->next) {
      if (entry->site == &named)
        return entry->counters;
    }
    auto &fresh = *new table_entry(named);
    entries_.push(fresh);
    return fresh.counters;
  }

  template <class Visit> void for_each(Visit visit) {
    for (table_entry *entry = entries_.latest(); entry != nullptr; entry = entry->next)
      visit(*entry);
  }

  /// Whether it is worth while to look for one that no thread has.
  static bool is_any_free() noexcept { return free_.load(std::memory_order_relaxed) != 0; }

  /// False if a thread has it.
  bool claim() noexcept {
    if (is_claimed_.load(std::memory_order_relaxed) ||
        is_claimed_.exchange(true, std::memory_order_acquire))
      return false;
    free_.fetch_sub(1, std::memory_order_relaxed);
    return true;
  }
  void release() noexcept {
    if (is_claimed_.exchange(false, std::memory_order_release))
      free_.fetch_add(1, std::memory_order_relaxed);
  }

  thread_table *next = nullptr;

private:
  /// Saves the comparison of strings where the headers' own table has no room for all sites.
  struct known_site {
    profile_site site;
    profile_counters *counters;
    known_site *next;
  };

  std::atomic<known_site *> &chain_of(const profile_site &site) noexcept {
    const auto hash = (reinterpret_cast<std::uintptr_t>(site.function) >> 3) * 31 +
                      (reinterpret_cast<std::uintptr_t>(site.type) >> 3) + site.line;
    return known_[hash % known_.size()];
  }

  [[gnu::noinline]] void forget_all(unsigned generation) noexcept {
    for (std::atomic<known_site *> &chain : known_) {
      for (known_site *known = chain.exchange(nullptr, std::memory_order_relaxed);
           known != nullptr;)
        delete std::exchange(known, known->next);
    }
    generation_.store(generation, std::memory_order_release);
  }

  growing_list<table_entry> entries_;
  // Of the thread alone, and nevertheless atomic: in a child that was forked in between, another
  // thread goes on with it.
  std::array<std::atomic<known_site *>, 256> known_{};
  std::atomic<unsigned> generation_{0};
  profile_counters unreported_;
  std::atomic<bool> is_claimed_{true};
  static constinit std::atomic<std::size_t> free_;
};

constinit std::atomic<std::size_t> thread_table::free_ = 0;

// -- threads and processes -----------------------------------------------------------------------

constinit growing_list<thread_table> tables;
/// Of all threads whose own table is given back. Two of them at once may lose a count.
constinit thread_table late;
constinit profile_counters lost;

template <class Visit> void for_each_entry(Visit visit) {
  late.for_each(visit);
  for (thread_table *table = tables.latest(); table != nullptr; table = table->next)
    table->for_each(visit);
}

constinit std::atomic<bool> is_open = false;
constinit std::atomic<bool> has_key = false;
pthread_key_t key;

/// No destructor: it is there as long as the thread.
struct this_thread {
  thread_table *table = nullptr;
  bool is_ending = false;
};
constinit thread_local this_thread here;

/// The destructor of the key: runs after the destructors of all thread_local objects of the thread,
/// which may count. Those of other keys may count, too, and come in any order; but where a key was
/// set again, the system goes around a second time: that is when the table is given back. What is
/// counted even later, by what the headers remember of the table, may get lost if a new thread has
/// it by then and counts at the same time.
void end_thread(void *table) noexcept {
  if (!std::exchange(here.is_ending, true) && pthread_setspecific(key, table) == 0)
    return;
  here.table = nullptr;
  static_cast<thread_table *>(table)->release();
}

/// In a child that fork() made: the only thread there is the one that called it.
void start_child() noexcept;

/// A table of a thread that has ended, which keeps what is counted in it, or a fresh one: there are
/// no more of them than there were threads at once.
thread_table &claim_table() {
  for (thread_table *table = thread_table::is_any_free() ? tables.latest() : nullptr;
       table != nullptr; table = table->next) {
    if (table->claim())
      return *table;
  }
  auto &fresh = *new thread_table;
  tables.push(fresh);
  return fresh;
}

/// May throw std::bad_alloc.
profile_counters &add(const profile_site &site, bool is_own) {
  if (here.table == nullptr && here.is_ending)
    return late.find_by_name(site, is_own);
  if (here.table == nullptr) {
    detail::open_profile(); // a static object may count before the library was initialised
    here.table = &claim_table();
    // Without a key, or room for its value, the table is never given back, and nothing else is
    // wrong. For the main thread the destructor does not run, unless it calls pthread_exit().
    if (has_key.load(std::memory_order_acquire))
      static_cast<void>(pthread_setspecific(key, here.table));
    if (profile_counters *const known = here.table->find(site))
      return *known;
  }
  return here.table->add(site, is_own);
}

// -- the file ------------------------------------------------------------------------------------

/// What the T of a pretty function name is.
std::string type_in(std::string_view pretty) {
  const std::size_t begin = pretty.find("Task = ");
  if (begin == pretty.npos)
    return std::string(pretty);
  pretty.remove_prefix(begin + std::strlen("Task = "));
  return std::string(pretty.substr(0, pretty.rfind(']')));
}

/// Without the names of the modes, which no user ever writes.
std::string as_written(std::string text) {
  for (const std::string_view hidden : {"valuetask::profiled_mode::", "valuetask::"}) {
    for (std::size_t at = 0; (at = text.find(hidden, at)) != text.npos;)
      text.erase(at, hidden.size());
  }
  return text;
}

void append_string(std::string &json, std::string_view text) {
  json += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      (json += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      json += escaped;
    } else {
      json += c;
    }
  }
  json += '"';
}

void append_number(std::string &json, const char *name, std::uint64_t value) {
  ((json += ", \"") += name) += "\": ";
  json += std::to_string(value);
}

struct function_key {
  std::string file;
  std::string function;
  std::string type;

  friend auto operator<=>(const function_key &, const function_key &) = default;
};
struct function_entry {
  std::uint_least32_t line = 0;
  totals sum;
};

/// Whether the name is of what GCC makes of a coroutine's body: 'void f(f(int)::_Z1fi.Frame*)'.
bool names_body(std::string_view function) noexcept { return function.ends_with(".Frame*)"); }

/// A function may make its tasks at several places, and the same text may lie at several addresses:
/// one entry a function, at the first of its lines. What a coroutine makes besides, it does not
/// return.
std::map<function_key, function_entry> collect() {
  std::map<function_key, function_entry> functions;
  std::set<std::pair<std::string, std::string>> coroutines;
  const auto add = [&](const named_site &site, const totals &sum) {
    auto &entry = functions[{site.file, as_written(site.function), as_written(type_in(site.type))}];
    entry.line = entry.line == 0 ? site.line : std::min(entry.line, site.line);
    entry.sum += sum;
  };
  std::vector<std::pair<const named_site &, totals>> others;
  for_each_entry([&](const table_entry &entry) {
    const named_site &site = *entry.site;
    const totals sum = entry.since_reset();
    if (sum.calls == 0)
      return;
    if (site.is_coroutine) {
      coroutines.emplace(site.file, site.function);
      add(site, sum);
    } else if (!names_body(site.function)) {
      others.emplace_back(site, sum);
    }
  });
  for (const auto &[site, sum] : others) {
    if (!coroutines.contains({site.file, site.function}))
      add(site, sum);
  }
  return functions;
}

std::string to_json(const std::map<function_key, function_entry> &functions) {
  std::string json = "{\n  \"format\": \"valuetask-profile\",\n  \"version\": 1,\n"
                     "  \"functions\": [";
  const char *separator = "\n    ";
  for (const auto &[key, entry] : functions) {
    json += std::exchange(separator, ",\n    ");
    json += "{\"file\": ";
    append_string(json, key.file);
    append_number(json, "line", entry.line);
    json += ", \"function\": ";
    append_string(json, key.function);
    json += ", \"type\": ";
    append_string(json, key.type);
    append_number(json, "calls", entry.sum.calls);
    append_number(json, "synchronous", entry.sum.synchronous);
    append_number(json, "allocations", entry.sum.allocations);
    append_number(json, "bytes", entry.sum.bytes);
    json += '}';
  }
  return json += "\n  ]\n}\n";
}

std::error_code last_error() noexcept { return {errno, std::generic_category()}; }

std::error_code write_atomically(const std::string &path, const std::string &text) {
  // Each call has a name of its own, as two threads may write at once.
  static constinit std::atomic<unsigned> calls = 0;
  const std::string beside =
      path + ".tmp." + std::to_string(::getpid()) + '.' + std::to_string(++calls);
  std::FILE *const file = std::fopen(beside.c_str(), "wb");
  if (file == nullptr)
    return last_error();
  std::error_code error;
  if (std::fwrite(text.data(), 1, text.size(), file) != text.size() || std::fflush(file) != 0 ||
      ::fsync(::fileno(file)) != 0)
    error = last_error();
  if (std::fclose(file) != 0 && !error)
    error = last_error();
  if (!error && std::rename(beside.c_str(), path.c_str()) != 0)
    error = last_error();
  if (error)
    static_cast<void>(std::remove(beside.c_str()));
  return error;
}

std::string expand(std::string path) {
  for (std::size_t at = 0; (at = path.find("%p", at)) != path.npos;)
    path.replace(at, 2, std::to_string(::getpid()));
  return path;
}

// -- start and end -------------------------------------------------------------------------------

constinit std::atomic<bool> is_forked = false;

void start_child() noexcept {
  is_forked.store(true, std::memory_order_relaxed);
  for (thread_table *table = tables.latest(); table != nullptr; table = table->next) {
    if (table != here.table)
      table->release();
  }
  reset_profile(); // what came before, the parent reports
}

/// The latest module at whose end the profile was written; the first one is the library's own.
constinit std::atomic<const char *> written_by = nullptr;
constinit std::atomic<std::uint64_t> written_calls = 0;

std::uint64_t count_calls() noexcept {
  std::uint64_t calls = 0;
  for_each_entry([&](const table_entry &entry) { calls += entry.since_reset().calls; });
  return calls;
}

void write_at_exit(const char *module) noexcept {
  written_by.store(module, std::memory_order_relaxed);
  written_calls.store(count_calls(), std::memory_order_relaxed);
  const char *const wanted = std::getenv("VALUETASK_PROFILE");
  if (wanted == nullptr || *wanted == '\0')
    return;
  try {
    std::string path = expand(wanted);
    if (path == wanted && is_forked.load(std::memory_order_relaxed))
      (path += '.') += std::to_string(::getpid());
    if (const std::error_code error = write_profile(path))
      std::fprintf(stderr, "valuetask: cannot write the profile to '%s': %s\n", path.c_str(),
                   error.message().c_str());
  } catch (const std::exception &error) {
    std::fprintf(stderr, "valuetask: cannot write the profile to '%s': %s\n", wanted, error.what());
  }
}

constinit char this_copy = 0;

// Not only when something counts: a program which makes no task at all leaves a profile that says
// so.
[[gnu::constructor]] void open_at_start() noexcept { detail::open_profile(); }

// No atexit() handler and no static object: those run in the opposite order of their registration,
// so that whatever registered before this library would count too late. A destructor function runs
// after all of them. The smallest priority that a program may use makes it come after the others,
// and after the list of atexit() handlers and static objects that a shared library has for itself.
// The streams of <cstdio> still work: exit() flushes them at its very end. Shared libraries that
// the program was started with come later: see note_closed_module(). Where the library itself is in
// a module that is closed by dlclose(), this is the end, too.
[[gnu::destructor(101)]] void close_at_end() noexcept { detail::close_profile(&this_copy); }

} // namespace

void detail::open_profile() noexcept {
  if (is_open.load(std::memory_order_relaxed) || is_open.exchange(true, std::memory_order_relaxed))
    return;
  // Another thread that counts its first call just now has a table without the key.
  has_key.store(pthread_key_create(&key, &end_thread) == 0, std::memory_order_release);
  static_cast<void>(pthread_atfork(nullptr, nullptr, &start_child));
}

void detail::close_profile(const char *copy) noexcept {
  if (copy != &this_copy)
    return;
  write_at_exit(&this_module);
  // Threads may outlive the module, and their end must not call into it.
  if (has_key.exchange(false, std::memory_order_relaxed))
    static_cast<void>(pthread_key_delete(key));
}

void detail::note_closed_module(const char *module) noexcept {
  module_generation.fetch_add(1, std::memory_order_relaxed);
  const char *const latest = written_by.load(std::memory_order_relaxed);
  if (latest != nullptr && latest != module &&
      count_calls() != written_calls.load(std::memory_order_relaxed))
    write_at_exit(module);
}

profile_counters *detail::find_profile_counters(const profile_site &site) noexcept {
  return here.table != nullptr ? here.table->find(site) : nullptr;
}

profile_counters &detail::add_profile_counters(const profile_site &site, bool is_own) noexcept {
  try {
    return add(site, is_own);
  } catch (const std::bad_alloc &) {
    // Better a call that is not counted than a program that ends.
    return lost;
  }
}

[[gnu::visibility("default")]] std::error_code write_profile(const std::string &path) {
  return write_atomically(expand(path), to_json(collect()));
}

[[gnu::visibility("default")]] void reset_profile() noexcept {
  for_each_entry([](table_entry &entry) { entry.reset(); });
}

} // namespace valuetask::inline VALUETASK_MODE

#endif

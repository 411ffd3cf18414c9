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
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <valuetask/detail/profile_mark.h>
#include <vector>

namespace valuetask::inline VALUETASK_MODE {
namespace {

using detail::profile_counters;
using detail::profile_site;

struct site_hash {
  std::size_t operator()(const profile_site &site) const noexcept {
    return std::hash<const void *>()(site.function) ^ (std::hash<const void *>()(site.type) << 1) ^
           site.line;
  }
};

/// The table of one thread. That thread alone adds to it, under the lock, and looks into it
/// without: whoever else looks into it takes the lock.
using thread_table = std::unordered_map<profile_site, std::unique_ptr<profile_counters>, site_hash>;

struct totals {
  std::uint64_t calls = 0;
  std::uint64_t synchronous = 0;
  std::uint64_t allocations = 0;
  std::uint64_t bytes = 0;

  totals() = default;
  explicit totals(const profile_counters &counters) noexcept
      : calls(counters.calls.load(std::memory_order_relaxed)),
        synchronous(counters.synchronous.load(std::memory_order_relaxed)),
        allocations(counters.allocations.load(std::memory_order_relaxed)),
        bytes(counters.bytes.load(std::memory_order_relaxed)) {}

  totals &operator+=(const totals &other) noexcept {
    calls += other.calls;
    synchronous += other.synchronous;
    allocations += other.allocations;
    bytes += other.bytes;
    return *this;
  }
};

/// All threads' tables, and what those left that have ended.
class registry {
public:
  static registry &instance() noexcept {
    // Never destroyed: threads may end, and coroutines run, after everything static is gone.
    alignas(registry) static std::byte place[sizeof(registry)];
    static registry &only = *::new (static_cast<void *>(place)) registry;
    return only;
  }

  profile_counters &add(thread_table &mine, const profile_site &site) {
    const std::lock_guard lock(mutex_);
    return *mine.emplace(site, std::make_unique<profile_counters>()).first->second;
  }

  void enter(thread_table &mine) {
    const std::lock_guard lock(mutex_);
    running_.push_back(&mine);
  }

  /// The thread ends. Its counters stay, for coroutines that thread_local objects still run.
  void leave(std::unique_ptr<thread_table> mine) {
    const std::lock_guard lock(mutex_);
    std::erase(running_, mine.get());
    for (auto &[site, counters] : *mine)
      ended_[site] += totals(*counters);
  }

  /// A count of a thread whose table is gone.
  profile_counters &late() noexcept { return late_; }

  template <class Visit> void for_each(Visit visit) {
    const std::lock_guard lock(mutex_);
    for (const auto &[site, sum] : ended_)
      visit(site, sum);
    for (const thread_table *table : running_) {
      for (const auto &[site, counters] : *table) {
        visit(site, totals(*counters));
      }
    }
  }

  void reset() noexcept {
    const std::lock_guard lock(mutex_);
    ended_.clear();
    for (const thread_table *table : running_) {
      for (const auto &[site, counters] : *table) {
        for (auto *counter :
             {&counters->calls, &counters->synchronous, &counters->allocations, &counters->bytes})
          counter->store(0, std::memory_order_relaxed);
      }
    }
  }

private:
  registry() { std::atexit(&write_at_exit); }
  static void write_at_exit() noexcept;

  std::mutex mutex_;
  std::vector<thread_table *> running_;
  std::unordered_map<profile_site, totals, site_hash> ended_;
  profile_counters late_;
};

/// Takes this thread's table out of the registry when the thread ends.
struct thread_entry {
  std::unique_ptr<thread_table> table = std::make_unique<thread_table>();

  thread_entry() { registry::instance().enter(*table); }
  ~thread_entry();
};

constinit thread_local bool is_over = false;

thread_entry::~thread_entry() {
  is_over = true;
  registry::instance().leave(std::move(table));
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
  const auto add = [&](const profile_site &site, const totals &sum) {
    auto &entry = functions[{site.file, as_written(site.function), as_written(type_in(site.type))}];
    entry.line = entry.line == 0 ? site.line : std::min(entry.line, site.line);
    entry.sum += sum;
  };
  std::vector<std::pair<profile_site, totals>> others;
  registry::instance().for_each([&](const profile_site &site, const totals &sum) {
    if (sum.calls == 0 || site.file == nullptr)
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
  const std::string beside = path + ".tmp." + std::to_string(::getpid());
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

void registry::write_at_exit() noexcept {
  const char *const path = std::getenv("VALUETASK_PROFILE");
  if (path == nullptr || *path == '\0')
    return;
  try {
    if (const std::error_code error = write_profile(path))
      std::fprintf(stderr, "valuetask: cannot write the profile to '%s': %s\n", path,
                   error.message().c_str());
  } catch (const std::exception &error) {
    std::fprintf(stderr, "valuetask: cannot write the profile to '%s': %s\n", path, error.what());
  }
}

// So that a program which makes no task at all leaves a profile that says so.
[[maybe_unused]] const registry &at_start = registry::instance();

} // namespace

profile_counters &detail::find_profile_counters(const profile_site &site) noexcept {
  if (is_over)
    return registry::instance().late();
  try {
    static thread_local const thread_entry mine;
    if (const auto found = mine.table->find(site); found != mine.table->end())
      return *found->second;
    return registry::instance().add(*mine.table, site);
  } catch (const std::bad_alloc &) {
    // Better a call that is not counted than a program that ends.
    return registry::instance().late();
  }
}

std::error_code write_profile(const std::string &path) {
  return write_atomically(expand(path), to_json(collect()));
}

void reset_profile() noexcept { registry::instance().reset(); }

} // namespace valuetask::inline VALUETASK_MODE

#endif

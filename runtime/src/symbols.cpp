#include <valuetask/detail/config.h>

#if VALUETASK_CHECKED

#include "function_name.h"
#include "symbols.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <elf.h>
#include <exception>
#include <fcntl.h>
#include <link.h>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <pthread.h>
#include <set>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <unordered_set>
#include <valuetask/detail/live_frame.h>
#include <vector>

namespace valuetask::inline VALUETASK_MODE::detail {
namespace {

/// What the compilers make of a coroutine's body: clang a function that resumes it, GCC one that
/// does both, and each a function that destroys it.
enum class coroutine_part : unsigned char { none, resumes, acts, destroys };

/// A function or a variable of a module.
struct symbol {
  std::uintptr_t begin;
  std::size_t size;
  bool is_variable;
  code whose; ///< of a function
  coroutine_part part;
  std::size_t name; ///< where it stands in the file
};

/// A file's contents, read-only.
class mapped_file {
public:
  explicit mapped_file(const char *path) {
    const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
      return;
    struct stat about{};
    if (::fstat(descriptor, &about) == 0 && about.st_size > 0) {
      const auto size = static_cast<std::size_t>(about.st_size);
      void *const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
      if (memory != MAP_FAILED)
        contents_ = {static_cast<const char *>(memory), size};
    }
    ::close(descriptor);
  }
  mapped_file(const mapped_file &) = delete;
  mapped_file &operator=(const mapped_file &) = delete;
  ~mapped_file() {
    if (!contents_.empty())
      ::munmap(const_cast<char *>(contents_.data()), contents_.size());
  }

  /// `count` objects at this place of the file; null where it ends before, or they lie askew.
  template <class T> const T *at(std::size_t offset, std::size_t count = 1) const noexcept {
    if (offset % alignof(T) != 0 || offset > contents_.size() ||
        count > (contents_.size() - offset) / sizeof(T))
      return nullptr;
    return reinterpret_cast<const T *>(contents_.data() + offset);
  }

  /// The text that begins there.
  std::string_view text_at(std::size_t offset) const noexcept {
    if (offset >= contents_.size())
      return {};
    const std::string_view rest = contents_.substr(offset);
    return rest.substr(0, rest.find('\0'));
  }

private:
  std::string_view contents_;
};

/// By the suffixes that clang and GCC give to these functions.
coroutine_part part_of_coroutine(std::string_view name) noexcept {
  if (name.find(".resume") != name.npos)
    return coroutine_part::resumes;
  if (name.find(".actor") != name.npos)
    return coroutine_part::acts;
  for (const std::string_view suffix : {".destroy", ".cleanup"})
    if (name.find(suffix) != name.npos)
      return coroutine_part::destroys;
  return coroutine_part::none;
}

/// Whether it is a constructor, or a function of the standard library's or of this one, of what the
/// mangled name says (Itanium C++ ABI, 5.1).
bool names_helper(std::string_view name) noexcept {
  if (!name.starts_with("_Z"))
    return false;
  for (const std::string_view constructor : {"C1E", "C2E", "C1I", "C2I"})
    if (name.find(constructor) != name.npos)
      return true;
  name.remove_prefix(2);
  while (!name.empty() && name.front() == 'Z') // within another function
    name.remove_prefix(1);
  if (name.starts_with('N'))
    name.remove_prefix(1);
  while (!name.empty() && std::string_view("rVKRO").find(name.front()) != name.npos)
    name.remove_prefix(1);
  for (const std::string_view scope :
       {"St", "Sa", "Ss", "Sb", "Si", "So", "Sd", "9__gnu_cxx", "9valuetask"})
    if (name.starts_with(scope))
      return true;
  return false;
}

std::string_view without_suffixes(std::string_view name) noexcept {
  return name.substr(0, name.find('.', 1));
}

/// The name that was mangled; the same, if it was not. May throw std::bad_alloc.
std::string demangle(std::string_view symbol) {
  const std::string mangled(symbol);
  int status = 0;
  const std::unique_ptr<char, void (*)(void *)> name(
      abi::__cxa_demangle(mangled.c_str(), nullptr, nullptr, &status), &std::free);
  return name == nullptr ? mangled : name.get();
}

/// What was mangled, without what the compiler added to the copy of a function: " [clone .actor]".
std::string readable_name(std::string_view symbol) {
  std::string name = demangle(symbol);
  if (name == symbol) // an older library knows no such copies
    name = demangle(without_suffixes(symbol));
  return name.substr(0, name.find(" [clone "));
}

/// The symbols of one file, in the order of their addresses in it.
class symbol_table {
public:
  explicit symbol_table(const mapped_file &file) {
    const auto *const header = file.at<ElfW(Ehdr)>(0);
    if (header == nullptr ||
        std::string_view(reinterpret_cast<const char *>(header->e_ident), SELFMAG) != ELFMAG)
      return;
    const auto *const sections = file.at<ElfW(Shdr)>(header->e_shoff, header->e_shnum);
    if (sections == nullptr)
      return;
    for (int i = 0; i != header->e_shnum; ++i)
      if (sections[i].sh_type == SHT_SYMTAB && sections[i].sh_link < header->e_shnum)
        read(file, sections[i], sections[sections[i].sh_link]);
    std::sort(symbols_.begin(), symbols_.end(),
              [](const symbol &a, const symbol &b) { return a.begin < b.begin; });
  }

  /// Whether the file was stripped of it.
  bool is_empty() const noexcept { return symbols_.empty(); }

  /// Whether a class of that name has an awaiter's functions.
  bool has_awaiter(std::string_view class_name) const noexcept {
    return awaiters_.find(class_name) != awaiters_.end();
  }

  /// The address is one of the file.
  std::optional<symbol> find(std::uintptr_t address) const noexcept {
    const auto behind =
        std::upper_bound(symbols_.begin(), symbols_.end(), address,
                         [](std::uintptr_t at, const symbol &one) { return at < one.begin; });
    if (behind == symbols_.begin())
      return std::nullopt;
    const symbol &last = *(behind - 1);
    if (address - last.begin >= last.size)
      return std::nullopt;
    return last;
  }

private:
  void read(const mapped_file &file, const ElfW(Shdr) & table, const ElfW(Shdr) & names) {
    const std::size_t count = table.sh_size / sizeof(ElfW(Sym));
    const auto *const entries = file.at<ElfW(Sym)>(table.sh_offset, count);
    if (entries == nullptr)
      return;
    const auto name_of = [&](const ElfW(Sym) & entry) {
      return file.text_at(names.sh_offset + entry.st_name);
    };
    std::unordered_set<std::string_view> coroutines;
    for (std::size_t i = 0; i != count; ++i)
      if (const std::string_view name = name_of(entries[i]);
          part_of_coroutine(name) != coroutine_part::none)
        coroutines.insert(without_suffixes(name));
    symbols_.reserve(count);
    for (std::size_t i = 0; i != count; ++i) {
      const unsigned type = ELF64_ST_TYPE(entries[i].st_info); // the same for 32 bits
      if ((type != STT_FUNC && type != STT_OBJECT) || entries[i].st_size == 0 ||
          entries[i].st_shndx == SHN_UNDEF)
        continue;
      const std::string_view name = name_of(entries[i]);
      note_awaiter(name);
      symbols_.push_back({entries[i].st_value, entries[i].st_size, type == STT_OBJECT,
                          coroutines.contains(without_suffixes(name)) ? code::coroutine
                          : names_helper(name)                        ? code::helper
                                                                      : code::plain,
                          part_of_coroutine(name), names.sh_offset + entries[i].st_name});
    }
  }

  void note_awaiter(std::string_view mangled) {
    constexpr std::array<std::string_view, 4> functions{"11await_ready", "12await_resume",
                                                        "13await_suspend", "awEv"};
    if (std::none_of(functions.begin(), functions.end(), [&](std::string_view function) {
          return mangled.find(function) != mangled.npos;
        }))
      return;
    const std::string name = demangle(mangled);
    const function_name function = parse_function(name);
    if (function.is_awaiters())
      awaiters_.emplace(last_component(function.scope));
  }

  std::vector<symbol> symbols_;
  std::set<std::string, std::less<>> awaiters_;
};

/// Where a loaded module begins, and its file.
struct module {
  std::uintptr_t base = 0;
  std::string path;
  unsigned long long closed = 0; ///< how many were closed before: the same place may have another
};

/// Held while the loader is asked, and around a fork(): the child finds neither this one held by a
/// thread that it does not have, nor the loader's own.
constinit std::mutex asking_loader;
[[maybe_unused]] const int loader_at_fork = ::pthread_atfork(
    [] { asking_loader.lock(); }, [] { asking_loader.unlock(); }, [] { asking_loader.unlock(); });

/// The module that has the address. May throw std::bad_alloc. Precondition: locked.
std::optional<module> find_module(std::uintptr_t address) {
  struct search {
    std::uintptr_t address;
    std::uintptr_t base = 0;
    const char *name = nullptr;
    unsigned long long closed = 0;
  } wanted{address};
  const int found = ::dl_iterate_phdr(
      [](dl_phdr_info *info, std::size_t, void *argument) {
        auto &wanted = *static_cast<search *>(argument);
        for (int i = 0; i != info->dlpi_phnum; ++i) {
          const auto &segment = info->dlpi_phdr[i];
          if (segment.p_type != PT_LOAD ||
              wanted.address - info->dlpi_addr - segment.p_vaddr >= segment.p_memsz)
            continue;
          wanted.base = info->dlpi_addr;
          wanted.name = info->dlpi_name;
          wanted.closed = info->dlpi_subs;
          return 1;
        }
        return 0;
      },
      &wanted);
  if (found == 0)
    return std::nullopt;
  const bool is_program = wanted.name == nullptr || *wanted.name == '\0';
  return module{wanted.base, is_program ? "/proc/self/exe" : wanted.name, wanted.closed};
}

/// How many modules were closed so far: where one was, there may be another now.
unsigned long long count_closed() noexcept {
  const std::lock_guard lock(asking_loader);
  unsigned long long closed = 0;
  ::dl_iterate_phdr(
      [](dl_phdr_info *info, std::size_t, void *argument) {
        *static_cast<unsigned long long *>(argument) = info->dlpi_subs;
        return 1;
      },
      &closed);
  return closed;
}

class loaded_tables {
public:
  static loaded_tables &instance() noexcept {
    // Never destroyed: reports come from static destructors, too.
    alignas(loaded_tables) static std::byte place[sizeof(loaded_tables)];
    static loaded_tables &only = *::new (static_cast<void *>(place)) loaded_tables;
    return only;
  }

  /// May throw std::bad_alloc.
  std::optional<symbol> find_symbol(std::uintptr_t address) {
    const std::lock_guard lock(asking_loader);
    const auto found = find_module(address);
    if (!found)
      return std::nullopt;
    auto symbol = table_of(*found).find(address - found->base);
    if (symbol)
      symbol->begin += found->base;
    return symbol;
  }

  /// May throw std::bad_alloc.
  code find_code(std::uintptr_t address) {
    const std::lock_guard lock(asking_loader);
    const auto found = find_module(address);
    if (!found)
      return code::unknown;
    const symbol_table &table = table_of(*found);
    if (const auto symbol = table.find(address - found->base))
      return symbol->whose;
    // Between functions lies what the linker made; and the system's libraries come stripped.
    if (is_of_system(found->path))
      return code::system;
    return table.is_empty() ? code::unknown : code::plain;
  }

  /// "'f(int)' (program+0x1234)", or without the name; null where nothing is. May throw
  /// std::bad_alloc.
  const char *describe(std::uintptr_t address) {
    const std::lock_guard lock(asking_loader);
    const auto found = find_module(address);
    if (!found)
      return nullptr;
    const std::uintptr_t offset = address - found->base;
    std::string text;
    if (const auto symbol = table_of(*found).find(offset)) {
      const mapped_file file(found->path.c_str());
      text.push_back('\''); // GCC 12 warns of an assignment that it would inline
      write_readable(readable_name(file.text_at(symbol->name)),
                     [&](std::string_view part) { text += part; });
      text += "' ";
    }
    std::array<char, 24> digits{};
    std::snprintf(digits.data(), digits.size(), "+0x%llx)",
                  static_cast<unsigned long long>(offset));
    text.append("(").append(file_name_of(found->path)).append(digits.data());
    return descriptions_.insert(std::move(text)).first->c_str();
  }

  bool has_awaiter(std::string_view class_name) {
    const std::lock_guard lock(asking_loader);
    return std::any_of(tables_.begin(), tables_.end(),
                       [&](const auto &one) { return one.second.has_awaiter(class_name); });
  }

private:
  static bool is_of_system(std::string_view path) noexcept {
    const std::string_view file = path.substr(path.rfind('/') + 1);
    for (const std::string_view known :
         {"libc.so", "libc-", "libstdc++.so", "libc++.so", "libc++abi.so", "libgcc_s.so",
          "libpthread", "ld-linux", "linux-vdso", "libunwind.so"})
      if (file.starts_with(known))
        return true;
    return false;
  }

  /// Without its folders. The program itself is known by a link to it.
  static std::string file_name_of(const std::string &path) {
    std::array<char, 4096> target{};
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    const std::string_view whole =
        length > 0 ? std::string_view(target.data(), static_cast<std::size_t>(length)) : path;
    return std::string(whole.substr(whole.rfind('/') + 1));
  }

  /// Precondition: locked.
  const symbol_table &table_of(const module &one) {
    if (closed_ != one.closed) {
      tables_.clear();
      closed_ = one.closed;
    }
    const auto known = tables_.find(one.base);
    if (known != tables_.end())
      return known->second;
    return tables_.emplace(one.base, symbol_table(mapped_file(one.path.c_str()))).first->second;
  }

  std::map<std::uintptr_t, symbol_table> tables_;
  std::set<std::string> descriptions_; ///< kept when a module is closed: reports refer to them
  unsigned long long closed_ = 0;
};

std::optional<symbol> find_symbol(const void *address) noexcept {
  try {
    return loaded_tables::instance().find_symbol(reinterpret_cast<std::uintptr_t>(address));
  } catch (const std::exception &) {
    return std::nullopt;
  }
}

coroutine_part part_at(const void *function) noexcept {
  const auto found = find_symbol(function);
  return found && found->begin == reinterpret_cast<std::uintptr_t>(function) ? found->part
                                                                             : coroutine_part::none;
}

} // namespace

code find_caller(const void *return_address) noexcept {
  // The same few calls are looked at again and again.
  struct entry {
    const void *return_address;
    unsigned long long closed;
    code whose;
  };
  static thread_local constinit std::array<entry, 512> seen{};
  const unsigned long long closed = count_closed();
  entry &known = seen[reinterpret_cast<std::uintptr_t>(return_address) % seen.size()];
  if (known.return_address == return_address && known.closed == closed)
    return known.whose;
  try {
    // The call may be the last instruction of its function.
    known = {
        return_address, closed,
        loaded_tables::instance().find_code(reinterpret_cast<std::uintptr_t>(return_address) - 1)};
    return known.whose;
  } catch (const std::exception &) {
    return code::unknown;
  }
}

const char *describe_caller(const void *return_address) noexcept {
  if (return_address == nullptr)
    return nullptr;
  try {
    // The call may be the last instruction of its function.
    return loaded_tables::instance().describe(reinterpret_cast<std::uintptr_t>(return_address) - 1);
  } catch (const std::exception &) {
    return nullptr;
  }
}

bool may_be_awaiter(std::string_view class_name) noexcept {
  return loaded_tables::instance().has_awaiter(class_name);
}

bool is_variable(const void *object, std::size_t size) noexcept {
  const auto found = find_symbol(object);
  return found && found->is_variable && found->size == size &&
         found->begin == reinterpret_cast<std::uintptr_t>(object);
}

namespace {

/// Where the code of the loaded modules lies.
class code_segments {
public:
  code_segments() noexcept {
    const std::lock_guard lock(asking_loader);
    ::dl_iterate_phdr(
        [](dl_phdr_info *info, std::size_t, void *argument) {
          auto &self = *static_cast<code_segments *>(argument);
          for (int i = 0; i != info->dlpi_phnum; ++i) {
            const auto &segment = info->dlpi_phdr[i];
            if (segment.p_type == PT_LOAD && (segment.p_flags & PF_X) != 0 &&
                self.count_ != self.segments_.size())
              self.segments_[self.count_++] = {info->dlpi_addr + segment.p_vaddr, segment.p_memsz};
          }
          return 0;
        },
        this);
  }

  bool contain(const void *address) const noexcept {
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    for (std::size_t i = 0; i != count_; ++i)
      if (at - segments_[i].begin < segments_[i].size)
        return true;
    return count_ == segments_.size(); // or there may be more of them
  }

private:
  struct segment {
    std::uintptr_t begin;
    std::size_t size;
  };
  std::array<segment, 256> segments_{};
  std::size_t count_ = 0;
};

bool is_frame_of_ours(std::uintptr_t begin) noexcept {
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const auto *const frame = reinterpret_cast<const void *>(begin);
  return live_frame::around(frame).begin == frame;
}

/// GCC lays no frame on the stack, but may spill both pointers there.
bool may_begin_frame(coroutine_part first, bool is_on_stack) noexcept {
  return first == coroutine_part::resumes || (first == coroutine_part::acts && !is_on_stack);
}

} // namespace

bool may_lie_in_coroutine_frame(const void *object, const void *lowest) noexcept {
  // By the kernel, which says where nothing can be read.
  constexpr std::size_t words = 512;
  constexpr std::size_t farthest = std::size_t{1} << 17;
  constexpr std::uintptr_t page = words * sizeof(void *);
  const auto end = reinterpret_cast<std::uintptr_t>(object);
  const auto first =
      std::max(reinterpret_cast<std::uintptr_t>(lowest), end - std::min(end, farthest));
  const code_segments segments;
  std::array<const void *, words + 1> block{}; // the last is the first of the block behind
  for (std::uintptr_t begin = end / page * page; begin + page > first; begin -= page) {
    block[words] = block[0];
    const iovec here{static_cast<void *>(block.data()), page};
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    const iovec there{reinterpret_cast<void *>(begin), page};
    if (::process_vm_readv(::getpid(), &here, 1, &there, 1, 0) != static_cast<ssize_t>(page))
      return false;
    for (std::size_t i = 0; i != words; ++i) {
      const std::uintptr_t at = begin + i * sizeof(void *);
      // At the end of its body nothing resumes it any more.
      if (at >= first && at < end && segments.contain(block[i + 1]) &&
          part_at(block[i + 1]) == coroutine_part::destroys &&
          (block[i] == nullptr || may_begin_frame(part_at(block[i]), lowest != nullptr)) &&
          !is_frame_of_ours(at))
        return true;
    }
  }
  return false;
}

} // namespace valuetask::inline VALUETASK_MODE::detail

#endif

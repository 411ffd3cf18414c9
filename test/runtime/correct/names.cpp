// Functions whose names look like something else: like constructors, above all.
#include "correct.h"

#include <compare>
#include <string>

using correct::task;
using correct::value_task;

namespace fetch {
value_task<int> fetch(int key) { return key; }
value_task<int> fetch(int key, int more) { co_return key + more; }
} // namespace fetch

namespace net::cache::cache {
value_task<int> cache(int key) {
  value_task<int> x = key;
  value_task<int> y = std::move(x);
  return y;
}
} // namespace net::cache::cache

namespace parse {
template <class T> value_task<T> parse(T given) {
  value_task<T> x = given;
  return x;
}
template <class... F> auto parse(int from, F... steps) -> value_task<int> {
  value_task<int> x = (from + ... + steps(from));
  co_return co_await x;
}
} // namespace parse

namespace api {
inline namespace v1 {
value_task<int> v1(int number) { return number; }
value_task<int> newest(int number) {
  value_task<int> x = v1(number);
  return x;
}
} // namespace v1
struct channel {
  struct message {
    value_task<int> channel(int number) const { return number + base; }
    template <char C> static value_task<int> message_of() {
      value_task<int> x = C;
      return x;
    }
    int base = 0;
  };
};
// Named like the class, in a namespace named like it.
namespace channels::channel {
value_task<int> channel(int number) { return number; }
} // namespace channels::channel
} // namespace api

namespace pool {
template <class T> struct pool {
  static value_task<T> get(T given) { return given; }
  struct lease {
    value_task<T> pool(T given) {
      value_task<T> x = given;
      return x;
    }
  };
};
template <> struct pool<int (*)(int)> {
  static value_task<int> get(int (*given)(int)) { return given(1); }
};
} // namespace pool

namespace {

using namespace correct;

/// Takes what it is given over in another function, and consumes it there.
int use(value_task<int> x) {
  value_task<int> y = std::move(x);
  return sync_wait(y);
}

PROGRAM(function_named_like_its_namespace) {
  value_task<int> x = fetch::fetch(1), y = fetch::fetch(1, 2);
  check(x.result() + use(std::move(y)) == 4);
  task<int> sum = []() -> task<int> {
    value_task<int> x = fetch::fetch(1);
    co_return co_await x + co_await fetch::fetch(2);
  }();
  check(sum.result() == 3);
}

PROGRAM(function_named_like_deeper_namespaces) {
  value_task<int> x = net::cache::cache::cache(1), y = api::newest(2);
  value_task<int> z = api::channels::channel::channel(3);
  check(use(std::move(x)) + y.result() + z.result() == 6);
}

PROGRAM(template_named_like_its_namespace) {
  value_task<int> x = parse::parse<int>(1);
  value_task<std::string> y = parse::parse<std::string>("two");
  value_task<int> z = parse::parse(1, [](int n) { return n + 1; }, [](int n) { return n + 2; });
  check(x.result() == 1 && y.result() == "two" && use(std::move(z)) == 6);
}

PROGRAM(members_named_like_classes) {
  value_task<int> x = api::channel::message{10}.channel(1);
  value_task<int> y = api::channel::message::message_of<'('>();
  value_task<int> z = api::channel::message::message_of<'<'>();
  check(x.result() == 11 && use(std::move(y)) == '(' && use(std::move(z)) == '<');
  value_task<int> a = pool::pool<int>::get(1), b = pool::pool<int>::lease().pool(2);
  value_task<int> c = pool::pool<int (*)(int)>::get([](int n) { return n + 2; });
  check(a.result() + b.result() + c.result() == 6);
}

task<int> keep(value_task<int> x, gate &closed) {
  co_await closed;
  co_return co_await x;
}

/// Its constructors and its destructor use value_tasks, and keep none.
struct worker {
  explicit worker(int number) {
    value_task<int> x = number, y = work(number);
    result = use(std::move(x)) + sync_wait(y);
  }
  explicit worker(const std::string &text) : worker(static_cast<int>(text.size())) {
    value_task<int> x = load(100);
    value_task<int> moved = std::move(x);
    result += moved.result();
  }
  explicit worker(gate &closed) {
    value_task<int> x = 7;
    late_result = keep(std::move(x), closed);
  }
  explicit worker(value_task<int> given) : result(use(std::move(given))) {}
  ~worker() {
    value_task<int> x = 1;
    ended += use(std::move(x));
  }
  int result = 0;
  task<int> late_result;
  static inline int ended = 0;
};
struct inherits : worker {
  using worker::worker;
};

PROGRAM(constructors_that_use_them) {
  {
    gate closed;
    const worker one(1), two(std::string("22")), late(closed), given(load(5));
    const inherits four(4), more(work(6));
    closed.open();
    check(one.result == 2 && two.result == 104 && late.late_result.result() == 7);
    check(given.result == 5 && four.result == 8 && more.result == 6);
  }
  check(worker::ended == 6);
}

struct key {
  int number;
  operator value_task<int>() const { return number; }
  template <class T> explicit operator task<T>() const {
    value_task<T> x = number;
    return x.as_task();
  }
  explicit operator int() const {
    value_task<int> x = *this;
    return use(std::move(x));
  }
};

PROGRAM(conversion_operators) {
  value_task<int> x = key{1};
  check(use(std::move(x)) + use(key{2}) == 3);
  check(static_cast<int>(key{4}) == 4 && static_cast<task<int>>(key{5}).result() == 5);
}

struct table {
  value_task<int> operator[](int n) const { return n; }
  value_task<int> operator()(int n) const {
    value_task<int> x = n;
    return x;
  }
  value_task<int> operator->*(int n) const { return n; }
  value_task<int> operator<<(int n) const { return n; }
  value_task<int> operator<(int n) const { return n; }
  value_task<int> operator>(int n) const { return n; }
  value_task<int> operator-() const { return -1; }
  value_task<int> operator,(int n) const { return n; }
  std::strong_ordering operator<=>(const table &other) const {
    value_task<int> x = base, y = other.base;
    return use(std::move(x)) <=> use(std::move(y));
  }
  int base = 0;
};
value_task<int> operator""_later(unsigned long long n) {
  value_task<int> x = static_cast<int>(n);
  return x;
}

PROGRAM(operators) {
  const table all{1};
  check(use(all[1]) + use(all(2)) + use(all->*3) + use(all << 4) == 10);
  check(use(all < 5) + use(all > 6) + use(-all) + use((all, 7)) == 17);
  check(use(8_later) == 8);
  check(std::is_lt(table{1} <=> table{2}));
}

PROGRAM(lambdas_that_return_them) {
  const auto plain = [](int n) {
    value_task<int> x = n;
    return x;
  };
  const auto generic = [](auto n) -> value_task<decltype(n)> { return n; };
  const auto nested = [&](int n) {
    return [&, n] {
      value_task<int> x = plain(n);
      value_task<int> y = std::move(x);
      return y;
    }();
  };
  value_task<int> x = plain(1), y = generic(2), z = nested(3);
  check(use(std::move(x)) + y.result() + z.result() == 6);
  const auto recursive = [](auto &&self, int n) -> value_task<int> {
    if (n == 0)
      return n;
    value_task<int> rest = self(self, n - 1);
    return rest.result() + 1;
  };
  check(recursive(recursive, 5).result() == 5);
}

PROGRAM(lambdas_that_are_coroutines) {
  gate closed;
  const auto waits = [](gate &closed, auto number) -> task<int> {
    value_task<int> x = number, y = work(number);
    co_await closed;
    value_task<int> z = std::move(x);
    co_return co_await z + co_await y;
  };
  task<int> one = waits(closed, 1), two = waits(closed, 2);
  closed.open();
  check(one.result() + two.result() == 6);
}

auto trailing(int n) -> value_task<int> {
  auto x = load(n);
  return x;
}
auto deduced(int n) {
  value_task<int> x = n;
  return x;
}
decltype(auto) deduced_exactly(int n) { return trailing(n); }
value_task<int> (*chosen(bool first))(int) { return first ? &trailing : &deduced; }
template <class T>
  requires(sizeof(T) > 1)
[[nodiscard]] auto constrained(T n) noexcept -> value_task<T> {
  value_task<T> x = n;
  return x;
}
template <auto V> value_task<int> constant() { return static_cast<int>(V); }
const value_task<int> &&as_const(const value_task<int> &&x) { return std::move(x); }

PROGRAM(return_types_of_all_kinds) {
  value_task<int> a = trailing(1), b = deduced(2), c = deduced_exactly(3), d = chosen(false)(4);
  check(use(std::move(a)) + b.result() + c.result() + use(std::move(d)) == 10);
  enum class number : unsigned char { three = 3 };
  value_task<int> e = constrained(5), f = constant<number::three>(), g = constant<'>'>();
  check(e.result() == 5 && f.result() == 3 && g.result() == '>');
  value_task<int> h = load(6);
  check(as_const(std::move(h)).is_completed() && h.result() == 6);
}

PROGRAM(members_of_local_classes) {
  struct local {
    static value_task<int> get(int n) {
      value_task<int> x = n;
      return x;
    }
    struct deeper {
      value_task<int> local(int n) const { return n; }
    };
    int result;
    explicit local(int n) : result(use(get(n))) {}
  };
  value_task<int> x = local::get(1), y = local::deeper().local(2);
  check(use(std::move(x)) + y.result() + local(3).result == 6);
}

struct token {
  friend value_task<int> redeem(token t) { return t.number; }
  static task<int> token_later(int n, gate &closed) {
    value_task<int> x = n;
    co_await closed;
    co_return co_await x;
  }
  int number;
};

PROGRAM(friends_and_static_members) {
  value_task<int> x = redeem(token{3});
  gate closed;
  task<int> later = token::token_later(4, closed);
  closed.open();
  check(use(std::move(x)) + later.result() == 7);
}

} // namespace

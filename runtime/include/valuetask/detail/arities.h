/// \file
/// Overloads for one to eight awaitables, whose callers tell where they call from.
///
/// A defaulted argument behind a pack is never filled in, so that a variadic function can't ask
/// where it is called from. Fixed numbers of arguments can:
///
///     VALUETASK_DETAIL_ARITIES(when_all, when_all_task, start_all)
///
/// writes eight overloads of when_all. The second of them is
///
///     template <detail::awaitable A1, detail::awaitable A2>
///     detail::when_all_task<A1, A2>
///     when_all(VALUETASK_CONSUMES A1 &&a1, VALUETASK_CONSUMES A2 &&a2,
///              detail::location here = detail::location::current()) {
///       return detail::start_all<A1, A2>(here, static_cast<A1 &&>(a1), static_cast<A2 &&>(a2));
///     }
///
/// No include guard: whoever includes this uses it and includes no_arities.h behind that, so that
/// no macro is left to the program.

/// How many arguments the longest of the overloads has.
#define VALUETASK_DETAIL_MOST_ARGUMENTS 8

#define VALUETASK_DETAIL_DECLARE(i) detail::awaitable A##i
#define VALUETASK_DETAIL_TYPE(i) A##i
#define VALUETASK_DETAIL_PARAMETER(i) VALUETASK_CONSUMES A##i &&a##i
#define VALUETASK_DETAIL_ARGUMENT(i) static_cast<A##i &&>(a##i)

// item(1), item(2), ...
#define VALUETASK_DETAIL_LIST_1(item) item(1)
#define VALUETASK_DETAIL_LIST_2(item) VALUETASK_DETAIL_LIST_1(item), item(2)
#define VALUETASK_DETAIL_LIST_3(item) VALUETASK_DETAIL_LIST_2(item), item(3)
#define VALUETASK_DETAIL_LIST_4(item) VALUETASK_DETAIL_LIST_3(item), item(4)
#define VALUETASK_DETAIL_LIST_5(item) VALUETASK_DETAIL_LIST_4(item), item(5)
#define VALUETASK_DETAIL_LIST_6(item) VALUETASK_DETAIL_LIST_5(item), item(6)
#define VALUETASK_DETAIL_LIST_7(item) VALUETASK_DETAIL_LIST_6(item), item(7)
#define VALUETASK_DETAIL_LIST_8(item) VALUETASK_DETAIL_LIST_7(item), item(8)

#define VALUETASK_DETAIL_ARITY(name, result, start, list)                                          \
  template <list(VALUETASK_DETAIL_DECLARE)>                                                        \
  VALUETASK_CORO_WRAPPER detail::result<list(VALUETASK_DETAIL_TYPE)> name(                         \
      list(VALUETASK_DETAIL_PARAMETER), detail::location here = detail::location::current()) {     \
    return detail::start<list(VALUETASK_DETAIL_TYPE)>(here, list(VALUETASK_DETAIL_ARGUMENT));      \
  }

#define VALUETASK_DETAIL_ARITIES(name, result, start)                                              \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_1)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_2)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_3)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_4)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_5)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_6)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_7)                             \
  VALUETASK_DETAIL_ARITY(name, result, start, VALUETASK_DETAIL_LIST_8)

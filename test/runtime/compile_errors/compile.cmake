# Compiles SOURCE, no further than its meaning. Its first line says '// expect: ' and a part of what the compiler must
# say, in one error and no more; or '// expect no error: ' and why.
file(STRINGS ${SOURCE} first LIMIT_COUNT 1)
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
execute_process(
  COMMAND ${COMPILER} ${flags} -std=c++20 -I${INCLUDE} -fsyntax-only ${SOURCE}
  RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)

string(REPLACE ";" "," said "${said}") # or one would be two elements of the list
string(REGEX MATCHALL "error: [^\n]*" errors "${said}")
list(LENGTH errors number)
if(first MATCHES "^// expect no error: ")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "does not compile:\n${said}")
  endif()
elseif(NOT first MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "the first line of ${SOURCE} does not say what to expect: ${first}")
else()
  set(expected "${CMAKE_MATCH_1}")
  string(FIND "${said}" "${expected}" found)
  if(result EQUAL 0)
    message(FATAL_ERROR "compiles, though it must not")
  elseif(NOT number EQUAL 1)
    message(FATAL_ERROR "${number} errors instead of one:\n${said}")
  elseif(found EQUAL -1)
    message(FATAL_ERROR "the error does not say '${expected}':\n${said}")
  endif()
endif()

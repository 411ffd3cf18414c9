# Compiles the callee in release mode and the caller in CALLER mode, and links them.
set(flags -std=c++20 -I${INCLUDE})
if(SANITIZE)
  list(APPEND flags -fsanitize=${SANITIZE})
endif()
file(MAKE_DIRECTORY ${WORK})

function(compile source mode)
  string(COMPARE EQUAL ${mode} checked checked)
  execute_process(
    COMMAND ${COMPILER} ${flags} -DVALUETASK_CHECKED=${checked}
      -c ${CMAKE_CURRENT_LIST_DIR}/${source}.cpp -o ${WORK}/${source}.o
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()
compile(callee release)
compile(caller ${CALLER})

execute_process(
  COMMAND ${COMPILER} ${flags} ${WORK}/callee.o ${WORK}/caller.o ${LIBRARY} -pthread
    -o ${WORK}/program
  RESULT_VARIABLE result ERROR_VARIABLE errors)

if(CALLER STREQUAL release)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "two units of the same mode do not link:\n${errors}")
  endif()
elseif(result EQUAL 0)
  message(FATAL_ERROR "a checked caller links with a release callee")
elseif(NOT errors MATCHES "returns_one" OR NOT errors MATCHES "takes_one")
  message(FATAL_ERROR "the link failed for another reason:\n${errors}")
endif()

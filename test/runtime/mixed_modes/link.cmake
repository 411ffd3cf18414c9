# Compiles the callee in CALLEE mode and the caller in CALLER mode, and links them.
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
list(APPEND flags -std=c++20 -I${INCLUDE})
if(SANITIZE)
  list(APPEND flags -fsanitize=${SANITIZE})
endif()
file(MAKE_DIRECTORY ${WORK})

function(compile source mode)
  string(COMPARE EQUAL ${mode} checked checked)
  string(COMPARE EQUAL ${mode} profiled profiled)
  execute_process(
    COMMAND ${COMPILER} ${flags} -DVALUETASK_CHECKED=${checked} -DVALUETASK_PROFILED=${profiled}
      -c ${CMAKE_CURRENT_LIST_DIR}/${source}.cpp -o ${WORK}/${source}.o
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()
compile(callee ${CALLEE})
compile(caller ${CALLER})

execute_process(
  COMMAND ${COMPILER} ${flags} ${WORK}/callee.o ${WORK}/caller.o ${LIBRARY} -pthread
    -o ${WORK}/program
  RESULT_VARIABLE result ERROR_VARIABLE errors)

if(CALLER STREQUAL CALLEE)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "two units of the same mode do not link:\n${errors}")
  endif()
elseif(result EQUAL 0)
  message(FATAL_ERROR "a ${CALLER} caller links with a ${CALLEE} callee")
elseif(NOT errors MATCHES "returns_one" OR NOT errors MATCHES "takes_one")
  message(FATAL_ERROR "the link failed for another reason:\n${errors}")
endif()

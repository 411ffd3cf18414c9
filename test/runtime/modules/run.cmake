# Two libraries and a program that use one another's values, and a plugin that is closed again, with symbols as hidden as
# they can be, and visible: no module's own copy of anything may change what happens.
# Variables: COMPILER, FLAGS, INCLUDE, LIBRARY, MODE, WORK.
set(source ${CMAKE_CURRENT_LIST_DIR})
file(MAKE_DIRECTORY ${WORK})
string(COMPARE EQUAL ${MODE} checked checked)
string(COMPARE EQUAL ${MODE} profiled profiled)
separate_arguments(FLAGS UNIX_COMMAND "${FLAGS}")
set(common ${FLAGS} -std=c++20 -g1 -I${INCLUDE} -DVALUETASK_CHECKED=${checked} -DVALUETASK_PROFILED=${profiled} -pthread)
set(hidden_flags -fvisibility=hidden -fvisibility-inlines-hidden)
execute_process(COMMAND ${COMPILER} --version OUTPUT_VARIABLE version)
if(NOT version MATCHES clang)
  # GCC makes some symbols the same in all modules all the same.
  list(APPEND hidden_flags -fno-gnu-unique)
endif()
set(visible_flags)
set(hidden_levels 0 2)
set(visible_levels 2)

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed with ${result}: ${ARGN}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Optimised, functions are inlined into their callers' modules; unoptimised, they are not.
foreach(kind IN ITEMS hidden visible)
  foreach(level IN LISTS ${kind}_levels)
    set(flags ${common} ${${kind}_flags} -O${level})
    foreach(library IN ITEMS first second plugin)
      run(${COMPILER} ${flags} -fPIC -shared ${source}/${library}.cpp ${LIBRARY} -o ${library}.so)
    endforeach()
    run(${COMPILER} ${flags} ${source}/program.cpp ${WORK}/first.so ${WORK}/second.so ${LIBRARY} -ldl
      -Wl,-rpath,${WORK} -o program)
    run(${CMAKE_COMMAND} -E env VALUETASK_PROFILE=${WORK}/profile.json ${WORK}/program ${WORK}/plugin.so)
    if(NOT output MATCHES "right")
      message(FATAL_ERROR "${kind}, -O${level}: ${output}")
    endif()
  endforeach()
endforeach()

# Builds the program with a compiler's plain command line, and what pkg-config adds to it, in each mode.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/program.cmake)
if(NOT COMPILER)
  return()
elseif(NOT PKG_CONFIG)
  message(STATUS "skipped: pkg-config was not found")
  return()
endif()
# The only folder that it looks into: an installed one could hide what is missing in ours.
set(ENV{PKG_CONFIG_LIBDIR} ${PREFIX}/${LIBDIR}/pkgconfig)
unset(ENV{PKG_CONFIG_PATH})
separate_arguments(flags UNIX_COMMAND "${FLAGS}")

function(build program packages)
  execute_process(COMMAND ${PKG_CONFIG} --cflags --libs ${packages}
    OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(found UNIX_COMMAND "${found}")
  execute_process(
    COMMAND ${COMPILER} -std=c++20 ${flags} ${ARGN} ${CMAKE_CURRENT_LIST_DIR}/app/main.cpp ${found}
      -o ${WORK}/${program}
    RESULT_VARIABLE result ERROR_VARIABLE errors)
  return(PROPAGATE result errors)
endfunction()

function(build_and_run package mode)
  build(${package}_${mode} "${package} = ${VERSION}" ${ARGN})
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${package} does not build:\n${errors}")
  endif()
  expect_mode(${mode} ${WORK}/${package}_${mode})
endfunction()

build_and_run(valuetask checked)
build_and_run(valuetask release -DNDEBUG)
build_and_run(valuetask-release release)
build_and_run(valuetask-checked checked -DNDEBUG)
build_and_run(valuetask-profiled profiled)

build(two_modes "valuetask-checked;valuetask-profiled")
if(NOT errors MATCHES "two modes: choose one")
  message(FATAL_ERROR "two modes at once are not refused:\n${errors}")
endif()

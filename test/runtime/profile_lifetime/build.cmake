# What these tests share: programs in profiled mode, and what is in their profiles.
cmake_minimum_required(VERSION 3.25)
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
list(APPEND flags -std=c++20 -I${INCLUDE} -DVALUETASK_CHECKED=0 -DVALUETASK_PROFILED=1 -pthread)
if(SANITIZE)
  list(APPEND flags -fsanitize=${SANITIZE} -fno-sanitize-recover=all)
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

# Compiles and links `output` out of sources of this folder, and flags.
function(build output)
  set(arguments)
  foreach(argument IN LISTS ARGN)
    if(argument MATCHES "^[a-z_]+\\.cpp$")
      string(PREPEND argument ${CMAKE_CURRENT_LIST_DIR}/)
    endif()
    list(APPEND arguments ${argument})
  endforeach()
  execute_process(COMMAND ${COMPILER} ${flags} ${arguments} -o ${output}
    WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The same as a shared library.
function(build_shared output)
  build(${output} -fPIC -shared ${ARGN})
endfunction()

# The library as those compile it who hide all that they don't export: its objects, in ${objects}.
set(hidden -fvisibility=hidden -fvisibility-inlines-hidden)
if(NOT COMPILER MATCHES "clang")
  list(APPEND hidden -fno-gnu-unique) # a module with a unique symbol is never unloaded
endif()
function(build_hidden_library)
  separate_arguments(sources UNIX_COMMAND "${SOURCES}")
  set(objects)
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    build(${name}.o -O1 -fPIC ${hidden} -c ${source})
    list(APPEND objects ${name}.o)
  endforeach()
  return(PROPAGATE objects)
endfunction()

# Runs a program, which is to end well and say nothing. Leaves ${profiles}: the files that it left at ${at}, in the order
# of their names, and ${run}, which says what was run.
function(run_for_profiles at program)
  file(GLOB before ${WORK}/*.json*)
  file(REMOVE ${WORK}/profile.json ${before})
  execute_process(COMMAND ${CMAKE_COMMAND} -E env VALUETASK_PROFILE=${at} ./${program} ${ARGN}
    WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  list(JOIN ARGN " " run)
  set(run "${program} ${run}")
  if(NOT result EQUAL 0 OR NOT said STREQUAL "")
    message(FATAL_ERROR "${run}: ended with ${result}, and said:\n${said}")
  endif()
  file(GLOB profiles ${WORK}/profile*.json*)
  list(SORT profiles)
  return(PROPAGATE profiles run)
endfunction()

# The same of a program that leaves one: ${profile} is what it counted.
function(run program)
  run_for_profiles(profile.json ${program} ${ARGN})
  if(NOT profiles STREQUAL "${WORK}/profile.json")
    message(FATAL_ERROR "${run}: should have left one profile, and left these: ${profiles}")
  endif()
  file(READ ${profiles} profile)
  return(PROPAGATE profile run)
endfunction()

# expect(NAME CALLS [NAME CALLS...]): the functions in ${profile}, and no others.
function(expect)
  set(rest "${profile}")
  set(arguments ${ARGN})
  while(arguments)
    list(POP_FRONT arguments name calls)
    set(entry "{[^\n]*\"function\": \"[^\"]*[ :]${name}\\([^\n]*\"calls\": ${calls},[^\n]*}")
    if(NOT rest MATCHES "${entry}")
      message(FATAL_ERROR "${run}: '${name}' should have ${calls} calls in\n${profile}")
    endif()
    string(REPLACE "${CMAKE_MATCH_0}" "" rest "${rest}")
  endwhile()
  if(rest MATCHES "\"function\"")
    message(FATAL_ERROR "${run}: there is more than expected:\n${rest}")
  endif()
endfunction()

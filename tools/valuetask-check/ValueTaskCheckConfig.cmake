# Makes the analysis of every file of a target a step of the build:
#
#   find_package(ValueTaskCheck REQUIRED)
#   valuetask_check(<target> [ARGS <option>...] [DEPENDS <target>...])
#
# adds a target valuetask-<target>, which analyses what has changed since, prints the findings, and fails where there
# are any; and the target valuetask, which does so for all targets that were given. Both are built only when asked for.
#   ARGS     options for 'valuetask-check merge': --baseline=FILE, --format=sarif --output=FILE
#   DEPENDS  targets that generate headers, where <target> doesn't name them with add_dependencies()
# Call it when <target> has all its sources. A source that is a generator expression is named, and left out.
# Needs CMAKE_EXPORT_COMPILE_COMMANDS, and a generator that makes that file: Ninja or Makefiles.
#
#   valuetask_compile(<target> [MERGE] [ARGS <argument>...])
#
# lets the compiler, which must be clang, report the findings in the C++ files of a target as warnings while it compiles
# them, by the plugin that fits its version; -DVALUETASK_CLANG_PLUGIN=PATH says where that is.
#   ARGS   arguments for the plugin: Werror=valuetask-double-await stands for -fplugin-arg-valuetask-Werror=...
#   MERGE  keep findings and facts beside the objects, and add the target valuetask-<target>, which prints the findings
#          of the whole program when all is compiled, and parses nothing
find_program(VALUETASK_CHECK valuetask-check HINTS ${CMAKE_CURRENT_LIST_DIR}/../../../bin
  DOC "The checker of misused coroutine types")
if(NOT VALUETASK_CHECK)
  set(ValueTaskCheck_FOUND FALSE)
  set(ValueTaskCheck_NOT_FOUND_MESSAGE "valuetask-check was not found; -DVALUETASK_CHECK=PATH says where it is")
  return()
endif()
include_guard(GLOBAL)
cmake_policy(SET CMP0116 NEW) # paths in dep files, whatever the project says

# What both functions do with their arguments first: 'given', which are parsed, and 'target', which may be an alias.
macro(valuetask_read_target caller)
  if(given_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${caller}: unknown argument '${given_UNPARSED_ARGUMENTS}'")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "${caller}: there is no target '${target}'")
  endif()
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(aliased)
    set(target ${aliased})
  endif()
endmacro()

function(valuetask_check target)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "" "ARGS;DEPENDS")
  valuetask_read_target(valuetask_check)
  foreach(dependency IN LISTS given_DEPENDS)
    if(NOT TARGET "${dependency}")
      message(FATAL_ERROR "valuetask_check: there is no target '${dependency}' to depend on")
    endif()
  endforeach()
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "valuetask_check: set CMAKE_EXPORT_COMPILE_COMMANDS to ON before the first target")
  endif()
  get_target_property(is_joined ${target} UNITY_BUILD)
  if(is_joined)
    message(FATAL_ERROR "valuetask_check: '${target}' has UNITY_BUILD, so that its sources have no commands of their own; "
      "set it to OFF where you check")
  endif()
  get_target_property(sources ${target} SOURCES)
  get_target_property(source_dir ${target} SOURCE_DIR)
  get_target_property(binary_dir ${target} BINARY_DIR)
  get_target_property(dependencies ${target} MANUALLY_ADDED_DEPENDENCIES)
  set(folder ${CMAKE_BINARY_DIR}/valuetask)
  set(files)
  set(headers)
  set(results)
  set(number 0)
  foreach(source IN LISTS sources)
    if(source MATCHES "[$]<")
      if(NOT source MATCHES "^[$]<TARGET_OBJECTS:")
        message(WARNING "valuetask_check: '${target}' has the source '${source}', which isn't known yet, nor checked")
      endif()
      continue()
    endif()
    # A relative path is that of a source, or else of what the build generates.
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${source_dir} NORMALIZE OUTPUT_VARIABLE file)
    if(NOT EXISTS ${file} AND NOT IS_ABSOLUTE ${source})
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${binary_dir} NORMALIZE OUTPUT_VARIABLE file)
    endif()
    get_source_file_property(only_header ${source} TARGET_DIRECTORY ${target} HEADER_FILE_ONLY)
    get_source_file_property(language ${source} TARGET_DIRECTORY ${target} LANGUAGE)
    if(NOT only_header AND (language STREQUAL "CXX" OR file MATCHES "\\.(cpp|cc|cxx|c\\+\\+|C|cppm)$"))
      list(APPEND files ${file})
    else()
      list(APPEND headers ${file}) # a generated one has to be there first
    endif()
  endforeach()
  foreach(file IN LISTS files)
    cmake_path(GET file FILENAME name)
    math(EXPR number "${number} + 1") # two sources may have the same name
    set(result ${folder}/${target}/${number}-${name}.json)
    # When CMake has run, the flags may be others: the cache knows.
    add_custom_command(OUTPUT ${result}
      COMMAND ${VALUETASK_CHECK} -p ${CMAKE_BINARY_DIR}
        --cache-dir=${folder}/cache --unit-output=${result} --depfile=${result}.d ${file}
      DEPENDS ${file} ${headers} ${CMAKE_BINARY_DIR}/compile_commands.json ${VALUETASK_CHECK}
      DEPFILE ${result}.d
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} # so that paths are relative to what they are relative to by hand
      COMMENT "Analysing ${name}"
      VERBATIM)
    list(APPEND results ${result})
  endforeach()
  if(NOT results)
    message(FATAL_ERROR "valuetask_check: '${target}' has no C++ sources")
  endif()
  file(MAKE_DIRECTORY ${folder}/${target})
  # The names of a large target don't fit into a command line.
  list(TRANSFORM results REPLACE "[\"\\\\]" "\\\\\\0" OUTPUT_VARIABLE names)
  list(JOIN names "\"\n\"" names)
  file(GENERATE OUTPUT ${folder}/${target}.results CONTENT "\"${names}\"\n")
  set(baselines ${given_ARGS})
  list(FILTER baselines INCLUDE REGEX "^--baseline=")
  list(TRANSFORM baselines REPLACE "^--baseline=" "")
  set(stamp ${folder}/${target}.stamp)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${VALUETASK_CHECK} merge --quiet @${folder}/${target}.results ${given_ARGS}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${results} ${baselines}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Findings in ${target}"
    COMMAND_EXPAND_LISTS # what is empty in this configuration is no argument
    VERBATIM)
  add_custom_target(valuetask-${target} DEPENDS ${stamp})
  if(NOT TARGET valuetask)
    add_custom_target(valuetask)
  endif()
  add_dependencies(valuetask valuetask-${target})
  foreach(dependency IN LISTS dependencies given_DEPENDS)
    if(TARGET "${dependency}")
      add_dependencies(valuetask-${target} ${dependency})
    endif()
  endforeach()
endfunction()

function(valuetask_compile target)
  cmake_parse_arguments(PARSE_ARGV 1 given "MERGE" "" "ARGS")
  valuetask_read_target(valuetask_compile)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "valuetask_compile: the plugin is for clang, but the compiler is ${CMAKE_CXX_COMPILER_ID}; "
      "valuetask_check(${target}) works with any compiler")
  endif()
  string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
  find_file(VALUETASK_CLANG_PLUGIN libvaluetask-clang-${major}.so
    HINTS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../.. PATHS /usr/lib/llvm-${major}/lib /usr/local/lib
    DOC "The compiler plugin of ValueTask")
  if(NOT VALUETASK_CLANG_PLUGIN)
    message(FATAL_ERROR "valuetask_compile: libvaluetask-clang-${major}.so, the plugin for clang ${major}, was not found; "
      "-DVALUETASK_CLANG_PLUGIN=PATH says where it is")
  endif()
  set(flags ${given_ARGS})
  if(given_MERGE)
    list(APPEND flags unit project-root=${CMAKE_SOURCE_DIR})
  endif()
  list(TRANSFORM flags PREPEND -fplugin-arg-valuetask-)
  foreach(flag IN ITEMS -fplugin=${VALUETASK_CLANG_PLUGIN} ${flags})
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${flag}>)
  endforeach()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources EXCLUDE REGEX "[$]<")
  set_property(SOURCE ${sources} TARGET_DIRECTORY ${target} APPEND PROPERTY OBJECT_DEPENDS ${VALUETASK_CLANG_PLUGIN})
  if(given_MERGE)
    set(names ${CMAKE_BINARY_DIR}/valuetask/${target}.units)
    # Of other languages there are objects, too, and no reports.
    set(objects "$<FILTER:$<TARGET_OBJECTS:${target}>,INCLUDE,[.](cpp|cc|cxx|c[+][+]|C|cppm)[.]o$>")
    file(GENERATE OUTPUT ${names} CONTENT "\"$<JOIN:${objects},.valuetask.json\"\n\">.valuetask.json\"\n")
    add_custom_target(valuetask-${target}
      COMMAND ${VALUETASK_CHECK} merge --quiet --project-root=${CMAKE_SOURCE_DIR} @${names}
      DEPENDS ${target} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Findings in ${target}" VERBATIM)
    if(NOT TARGET valuetask)
      add_custom_target(valuetask)
    endif()
    add_dependencies(valuetask valuetask-${target})
  endif()
endfunction()

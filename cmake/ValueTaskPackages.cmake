# What CPack makes: Debian's packages, one for each way to use ValueTask, and an archive with a checker that needs no LLVM
# on the machine. scripts/package calls it; the preset 'package' says where Debian keeps things.
set(CPACK_PACKAGE_NAME valuetask)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_PACKAGE_VENDOR "The ValueTask developers")
set(CPACK_PACKAGE_CONTACT "The ValueTask developers <valuetask@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL ${VALUETASK_HOME_URL})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# DEBIAN PACKAGE COMPONENT...: the components that make up a package.
function(valuetask_package id name)
  cmake_parse_arguments(PARSE_ARGV 2 given "" "SECTION;SUMMARY;DESCRIPTION;DEPENDS" "COMPONENTS")
  string(TOUPPER ${id} ID)
  set(CPACK_DEBIAN_${ID}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${ID}_PACKAGE_SECTION ${given_SECTION} PARENT_SCOPE)
  set(CPACK_DEBIAN_${ID}_PACKAGE_DEPENDS "${given_DEPENDS}" PARENT_SCOPE)
  set(CPACK_DEBIAN_${ID}_DESCRIPTION "${given_SUMMARY}\n${given_DESCRIPTION}" PARENT_SCOPE)
  foreach(component IN LISTS given_COMPONENTS)
    string(TOUPPER ${component} COMPONENT)
    set(CPACK_COMPONENT_${COMPONENT}_GROUP ${id} PARENT_SCOPE)
  endforeach()
  # Debian wants to find both in each package.
  list(GET given_COMPONENTS 0 component)
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/copyright ${CMAKE_CURRENT_BINARY_DIR}/packaging/changelog.gz
    DESTINATION share/doc/${name} COMPONENT ${component})
endfunction()

configure_file(packaging/changelog.in packaging/changelog @ONLY)
execute_process(COMMAND gzip -9n --keep --force packaging/changelog WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
  COMMAND_ERROR_IS_FATAL ANY)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
valuetask_package(check valuetask-check COMPONENTS checker checker-data SECTION devel
  DEPENDS "libclang-common-${VALUETASK_LLVM_MAJOR}-dev"
  SUMMARY "finds misuses of C++ coroutine types that may be consumed only once"
  DESCRIPTION "valuetask-check reports results that are awaited twice, never awaited, or
kept in a field: for the types of ValueTask's own runtime, and for those of
other coroutine libraries. It reads compile_commands.json, and writes text,
SARIF, JSON, JUnit and GitHub's annotations.")
valuetask_package(tidy valuetask-tidy-${VALUETASK_LLVM_MAJOR} COMPONENTS tidy SECTION devel
  DEPENDS "clang-tidy-${VALUETASK_LLVM_MAJOR}"
  SUMMARY "clang-tidy checks for C++ coroutine types that may be consumed only once"
  DESCRIPTION "A plugin for clang-tidy ${VALUETASK_LLVM_MAJOR} with the rules of valuetask-check. Load it with
clang-tidy-${VALUETASK_LLVM_MAJOR} -load /usr/lib/llvm-${VALUETASK_LLVM_MAJOR}/lib/libvaluetask-tidy-${VALUETASK_LLVM_MAJOR}.so,
or run valuetask-tidy in place of clang-tidy. For the compiler itself there
is libvaluetask-clang-${VALUETASK_LLVM_MAJOR}.so in the same folder (clang++-${VALUETASK_LLVM_MAJOR} -fplugin=...).")
valuetask_package(runtime libvaluetask-dev COMPONENTS runtime SECTION libdevel DEPENDS ""
  SUMMARY "coroutine types task and value_task for C++20"
  DESCRIPTION "valuetask::task and valuetask::value_task are what Task and ValueTask are in
C#. A build without NDEBUG reports a second await, a result that is never
consumed and the like where they happen.")
set(CPACK_COMPONENTS_ALL checker checker-data tidy runtime)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)

set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_BINARY_DIR}/packaging/archive.cmake)
string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" system)
file(CONFIGURE OUTPUT packaging/archive.cmake @ONLY CONTENT [[
if(CPACK_GENERATOR STREQUAL "TGZ")
  set(CPACK_PACKAGE_FILE_NAME valuetask-check-@system@) # so that "the latest" has a lasting address
  set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
  set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
  set(CPACK_COMPONENTS_ALL static checker-data)
  set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
endif()
]])
include(CPack)

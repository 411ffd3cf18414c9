# Finds the LLVM to build with. The analysis uses clang's C++ API, which changes from one major version to the next
# (lib/compat has what differs), and a plugin works only in the clang-tidy that it was built for: so the major version is
# chosen, and checked exactly, and a wrong one stops the configuration with what to do about it.
set(VALUETASK_LLVM "" CACHE STRING "The major version of LLVM to build with; empty: the newest that is installed")
set(VALUETASK_LLVM_SUPPORTED 22 21 20 19)
if(VALUETASK_LLVM AND NOT VALUETASK_LLVM IN_LIST VALUETASK_LLVM_SUPPORTED)
  message(FATAL_ERROR "VALUETASK_LLVM is '${VALUETASK_LLVM}', but ValueTask is written for LLVM 19 to 22.")
endif()

# What to install, or to say, where a version isn't there.
function(valuetask_set_hint major)
  set(VALUETASK_LLVM_HINT
    "On Debian: apt-get install llvm-${major}-dev libclang-${major}-dev libclang-cpp${major}-dev clang-${major} \
clang-tidy-${major} llvm-${major}-tools; elsewhere set LLVM_DIR to the lib/cmake/llvm folder of an LLVM ${major} with clang. \
To build the runtime alone, which needs no LLVM: -DVALUETASK_BUILD_CHECKER=OFF." PARENT_SCOPE)
endfunction()

# LLVM_DIR, when the caller gave it, is taken as it is: silently picking another LLVM than the one that
# was asked for would be worse than stopping. LLVM's package says that it is compatible with its own minor version only,
# and since 18 a major version begins with minor version 1. Two of these packages can't be loaded: so one of which the
# package for clang is missing is passed over before.
set(valuetask_asked ${VALUETASK_LLVM})
if(NOT VALUETASK_LLVM)
  foreach(major IN LISTS VALUETASK_LLVM_SUPPORTED)
    set(prefix /usr/lib/llvm-${major})
    if(NOT EXISTS ${prefix}/lib/cmake/llvm OR EXISTS ${prefix}/include/clang-tidy/ClangTidy.h)
      list(APPEND valuetask_asked ${major})
    endif()
  endforeach()
  list(APPEND valuetask_asked ${VALUETASK_LLVM_SUPPORTED})
endif()
if(VALUETASK_LLVM)
  set(valuetask_why "which VALUETASK_LLVM says")
elseif(LLVM_DIR)
  set(valuetask_why "which LLVM_DIR says")
else()
  set(valuetask_why "the newest that is installed; -DVALUETASK_LLVM=19 takes another")
endif()
foreach(major IN LISTS valuetask_asked)
  if(NOT LLVM_DIR)
    find_package(LLVM ${major}.1 CONFIG QUIET PATHS /usr/lib/llvm-${major}/lib/cmake/llvm)
  endif()
endforeach()
if(NOT LLVM_FOUND)
  find_package(LLVM CONFIG QUIET)
endif()
if(VALUETASK_LLVM)
  valuetask_set_hint(${VALUETASK_LLVM})
elseif(LLVM_FOUND AND LLVM_VERSION_MAJOR IN_LIST VALUETASK_LLVM_SUPPORTED)
  valuetask_set_hint(${LLVM_VERSION_MAJOR})
else()
  valuetask_set_hint(19)
endif()
if(NOT LLVM_FOUND)
  if(VALUETASK_LLVM)
    message(FATAL_ERROR "LLVM ${VALUETASK_LLVM} was not found. ${VALUETASK_LLVM_HINT}")
  endif()
  message(FATAL_ERROR "No LLVM from 19 to 22 was found. ${VALUETASK_LLVM_HINT}")
endif()
if(NOT LLVM_VERSION_MAJOR IN_LIST VALUETASK_LLVM_SUPPORTED)
  message(FATAL_ERROR "LLVM ${LLVM_PACKAGE_VERSION} was found in ${LLVM_DIR}, but ValueTask is written for LLVM 19 to 22. "
    "${VALUETASK_LLVM_HINT}")
endif()
if(VALUETASK_LLVM AND NOT LLVM_VERSION_MAJOR EQUAL VALUETASK_LLVM)
  message(FATAL_ERROR "LLVM ${LLVM_PACKAGE_VERSION} was found in ${LLVM_DIR}, but VALUETASK_LLVM is ${VALUETASK_LLVM}. "
    "A build folder is for one LLVM: take another one, or configure this one anew with 'cmake --fresh'. "
    "${VALUETASK_LLVM_HINT}")
endif()
set(VALUETASK_LLVM_MAJOR ${LLVM_VERSION_MAJOR})

message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}, ${valuetask_why}")

# Clang's own CMake package asks for every file that any of its Debian packages could install. These are
# the ones that are used, each looked for by name, so that a missing package is one clear sentence.
find_path(VALUETASK_CLANG_INCLUDE_DIR clang-tidy/ClangTidy.h HINTS ${LLVM_INCLUDE_DIRS} NO_DEFAULT_PATH)
find_library(VALUETASK_CLANG_TIDY_LIBRARY clangTidy HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
find_library(VALUETASK_CLANG_SCAN_LIBRARY clangDependencyScanning HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
find_library(VALUETASK_CLANG_CPP_LIBRARY clang-cpp HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
foreach(part VALUETASK_CLANG_INCLUDE_DIR VALUETASK_CLANG_TIDY_LIBRARY VALUETASK_CLANG_SCAN_LIBRARY
    VALUETASK_CLANG_CPP_LIBRARY)
  if(NOT ${part})
    message(FATAL_ERROR "LLVM ${LLVM_PACKAGE_VERSION} is in ${LLVM_DIR}, but clang's development files "
      "(${part}) are not all there. ${VALUETASK_LLVM_HINT}")
  endif()
endforeach()

foreach(tool llvm-tblgen clang-tidy FileCheck not split-file clang++ clang-apply-replacements)
  string(MAKE_C_IDENTIFIER "${tool}" id)
  find_program(VALUETASK_TOOL_${id} ${tool} HINTS ${LLVM_TOOLS_BINARY_DIR} NO_DEFAULT_PATH)
endforeach()

# What every target that includes clang's headers needs.
add_library(valuetask_llvm INTERFACE)
# As folders of the system, whose warnings are not ours to mend, and behind all others: libc++abi's headers lie in
# the same one, and are not for libstdc++.
foreach(folder IN LISTS LLVM_INCLUDE_DIRS VALUETASK_CLANG_INCLUDE_DIR)
  target_compile_options(valuetask_llvm INTERFACE "SHELL:-idirafter ${folder}")
endforeach()
separate_arguments(valuetask_llvm_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(valuetask_llvm INTERFACE ${valuetask_llvm_definitions})
target_compile_features(valuetask_llvm INTERFACE cxx_std_20)
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(valuetask_llvm INTERFACE -fno-rtti)
endif()

# Clang's headers take most of the time of every source that includes them.
function(valuetask_precompile target)
  if(VALUETASK_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    # As text only: else whoever caches compilations can't tell that it is the same.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
  endif()
endfunction()

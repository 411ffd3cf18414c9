# Finds the one LLVM that this project supports. The analysis uses clang's C++ API, which changes from
# one major version to the next, and a plugin works only in the clang-tidy it was built for: so the major
# version is checked exactly, and a wrong one stops the configuration with what to do about it.
set(VALUETASK_LLVM_MAJOR 19)

string(CONCAT VALUETASK_LLVM_HINT
  "On Debian: apt-get install llvm-${VALUETASK_LLVM_MAJOR}-dev libclang-${VALUETASK_LLVM_MAJOR}-dev "
  "libclang-cpp${VALUETASK_LLVM_MAJOR}-dev clang-${VALUETASK_LLVM_MAJOR} "
  "clang-tidy-${VALUETASK_LLVM_MAJOR} llvm-${VALUETASK_LLVM_MAJOR}-tools; elsewhere set LLVM_DIR to "
  "the lib/cmake/llvm folder of an LLVM ${VALUETASK_LLVM_MAJOR} with clang. To build the runtime alone, "
  "which needs no LLVM: -DVALUETASK_BUILD_CHECKER=OFF.")

# LLVM_DIR, when the caller gave it, is taken as it is: silently picking another LLVM than the one that
# was asked for would be worse than stopping. LLVM's package says that it is compatible with its own minor version only,
# and since 18 a major version begins with minor version 1.
if(NOT LLVM_DIR)
  find_package(LLVM ${VALUETASK_LLVM_MAJOR}.1 CONFIG QUIET
    PATHS /usr/lib/llvm-${VALUETASK_LLVM_MAJOR}/lib/cmake/llvm)
endif()
if(NOT LLVM_FOUND)
  find_package(LLVM CONFIG QUIET)
endif()
if(NOT LLVM_FOUND)
  message(FATAL_ERROR "LLVM ${VALUETASK_LLVM_MAJOR} was not found. ${VALUETASK_LLVM_HINT}")
endif()
if(NOT LLVM_VERSION_MAJOR EQUAL VALUETASK_LLVM_MAJOR)
  message(FATAL_ERROR
    "LLVM ${LLVM_PACKAGE_VERSION} was found in ${LLVM_DIR}, but ValueTask is written for LLVM "
    "${VALUETASK_LLVM_MAJOR}. ${VALUETASK_LLVM_HINT}")
endif()

message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}")

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

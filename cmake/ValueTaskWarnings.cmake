# The warnings of every target of the project.
add_library(valuetask_warnings INTERFACE)
target_compile_options(valuetask_warnings INTERFACE -Wall -Wextra
  # GCC follows clang's inline functions into a branch that clang's assertions rule out.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-nonnull>
  $<$<BOOL:${VALUETASK_WERROR}>:-Werror>)

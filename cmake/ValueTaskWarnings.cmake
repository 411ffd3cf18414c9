# The warnings of every target of the project.
add_library(valuetask_warnings INTERFACE)
target_compile_options(valuetask_warnings INTERFACE -Wall -Wextra
  $<$<BOOL:${VALUETASK_WERROR}>:-Werror>)

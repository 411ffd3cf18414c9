# What the consumers share.
if(NOT COMPILER)
  message(STATUS "skipped: the compiler was not found")
  return()
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

# Runs the program, which must name its mode.
function(expect_mode mode program)
  execute_process(COMMAND ${program} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output STREQUAL "42 in ${mode} mode\n")
    message(FATAL_ERROR "${program} should be in ${mode} mode, and says: ${output}")
  endif()
endfunction()

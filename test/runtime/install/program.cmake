# What the consumers share.
if(NOT COMPILER)
  message(STATUS "skipped: the compiler was not found")
  return()
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

# Runs the program, which must name its mode; and whose profile is of its own functions alone, wherever the headers lie.
function(expect_mode mode program)
  set(profile ${WORK}/profile.json)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env VALUETASK_PROFILE=${profile} ${program}
    OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  if(NOT output STREQUAL "42 in ${mode} mode\n")
    message(FATAL_ERROR "${program} should be in ${mode} mode, and says: ${output}")
  endif()
  if(mode STREQUAL "profiled")
    file(READ ${profile} text)
    if(NOT text MATCHES "answer\\(" OR text MATCHES "join\\(")
      message(FATAL_ERROR "the profile should have 'answer', and nothing of the library's own:\n${text}")
    endif()
  endif()
endfunction()

# Runs Doxygen over the public headers, without writing pages: a warning fails, and so does a name that is not there.
if(NOT DOXYGEN)
  message(STATUS "skipped: doxygen was not found")
  return()
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
file(READ ${SOURCE}/Doxyfile configuration)
file(WRITE ${WORK}/Doxyfile
  "${configuration}\nOUTPUT_DIRECTORY=${WORK}\nGENERATE_HTML=NO\nGENERATE_XML=YES\n")
execute_process(COMMAND ${DOXYGEN} ${WORK}/Doxyfile WORKING_DIRECTORY ${SOURCE}
  COMMAND_ERROR_IS_FATAL ANY)

# What Doxygen can't parse, it may leave out in silence.
file(READ ${WORK}/xml/index.xml index)
foreach(name IN ITEMS valuetask::task valuetask::value_task valuetask::source valuetask::violation
    from_result from_exception as_task "operator co_await" sync_wait when_all when_any detach use_value_task
    post_result valuetask::outcome as_outcome when_all_outcomes
    set_violation_handler write_profile VALUETASK_SINGLE_AWAIT)
  if(NOT index MATCHES "<name>${name}</name>")
    message(FATAL_ERROR "'${name}' is missing in the reference, or has another name there")
  endif()
endforeach()

# The filter of the Doxyfile leaves out what is between these two lines; without the second, the rest of the file.
file(GLOB headers ${SOURCE}/include/valuetask/*.h)
foreach(header IN LISTS headers)
  file(STRINGS ${header} opened REGEX "^namespace detail {$")
  file(STRINGS ${header} closed REGEX "^} // namespace detail$")
  list(LENGTH opened opened)
  list(LENGTH closed closed)
  if(NOT opened EQUAL closed)
    message(FATAL_ERROR "${header}: close 'namespace detail' with '} // namespace detail'")
  endif()
endforeach()

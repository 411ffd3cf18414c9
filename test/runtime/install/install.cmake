# Installs BUILD to FIRST and moves that to MOVED. What is installed must not name where it comes from.
file(REMOVE_RECURSE ${FIRST} ${MOVED})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${FIRST}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${FIRST} ${MOVED})

file(GLOB_RECURSE texts ${MOVED}/*.cmake ${MOVED}/*.pc ${MOVED}/*.h)
if(NOT texts)
  message(FATAL_ERROR "nothing was installed")
endif()
foreach(file IN LISTS texts)
  file(READ ${file} text)
  foreach(place IN ITEMS ${SOURCE} ${BUILD} ${FIRST})
    string(FIND "${text}" ${place} found)
    if(NOT found EQUAL -1)
      message(FATAL_ERROR "${file} names ${place}")
    endif()
  endforeach()
endforeach()

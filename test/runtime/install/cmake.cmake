# Configures the program with OPTIONS, and builds and runs it in each mode; or is refused with REFUSAL.
include(${CMAKE_CURRENT_LIST_DIR}/program.cmake)
if(NOT COMPILER)
  return()
endif()

execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/app -B ${WORK} -G Ninja
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_BUILD_TYPE=Release
    -DCMAKE_PREFIX_PATH=${PREFIX} -DWANTED=${VERSION} ${OPTIONS}
  RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
if(REFUSAL)
  if(result EQUAL 0 OR NOT errors MATCHES "${REFUSAL}")
    message(FATAL_ERROR "should be refused with '${REFUSAL}', and is not:\n${errors}")
  endif()
  return()
elseif(NOT result EQUAL 0)
  message(FATAL_ERROR "${errors}")
endif()

execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK} COMMAND_ERROR_IS_FATAL ANY)
expect_mode(release ${WORK}/app_runtime)
foreach(mode IN ITEMS release checked profiled)
  expect_mode(${mode} ${WORK}/app_${mode})
endforeach()

# Headers, the library, the CMake package and the pkg-config files. None of them names the prefix, so that the whole
# may be moved; except where the folder of the libraries is an absolute one.
set(valuetask_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ValueTask)
set(valuetask_pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

list(TRANSFORM valuetask_modes PREPEND valuetask_ OUTPUT_VARIABLE valuetask_mode_targets)
install(TARGETS valuetask ${valuetask_mode_targets} EXPORT ValueTaskTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime)
install(DIRECTORY include/valuetask DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT runtime
  FILES_MATCHING PATTERN "*.h")

install(EXPORT ValueTaskTargets NAMESPACE ValueTask:: DESTINATION ${valuetask_package_dir} COMPONENT runtime)
configure_package_config_file(cmake/ValueTaskConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/ValueTaskConfig.cmake
  INSTALL_DESTINATION ${valuetask_package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ValueTaskConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/ValueTaskConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/ValueTaskConfigVersion.cmake
  DESTINATION ${valuetask_package_dir} COMPONENT runtime)

# valuetask.pc leaves the mode to NDEBUG, as ValueTask::runtime does; valuetask-MODE.pc lays it down.
if(IS_ABSOLUTE ${valuetask_pkgconfig_dir})
  set(valuetask_pc_prefix ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH valuetask_pc_up /${valuetask_pkgconfig_dir} /)
  string(REGEX REPLACE "/$" "" valuetask_pc_up ${valuetask_pc_up})
  set(valuetask_pc_prefix "\${pcfiledir}/${valuetask_pc_up}")
endif()
foreach(dir IN ITEMS INCLUDEDIR LIBDIR)
  set(valuetask_pc_${dir} "\${prefix}")
  cmake_path(APPEND valuetask_pc_${dir} ${CMAKE_INSTALL_${dir}})
endforeach()
configure_file(cmake/valuetask.pc.in valuetask.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/valuetask.pc DESTINATION ${valuetask_pkgconfig_dir} COMPONENT runtime)

foreach(mode IN LISTS valuetask_modes)
  # Without the zeros, of which the last one would win, two modes at once do not compile.
  set(valuetask_pc_definitions ${valuetask_${mode}_definitions})
  if(NOT mode STREQUAL release)
    list(FILTER valuetask_pc_definitions INCLUDE REGEX "=1$")
  endif()
  list(TRANSFORM valuetask_pc_definitions PREPEND -D)
  list(JOIN valuetask_pc_definitions " " valuetask_pc_definitions)
  configure_file(cmake/valuetask-mode.pc.in valuetask-${mode}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/valuetask-${mode}.pc
    DESTINATION ${valuetask_pkgconfig_dir} COMPONENT runtime)
endforeach()

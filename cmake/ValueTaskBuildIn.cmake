# Builds files into a program: makes a list of their names and texts, to be included as rows of a table. The names are
# those parts of the paths that get_filename_component() calls so.
function(valuetask_build_in output name_part)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
  set(content "")
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} ${name_part})
    file(READ ${file} text)
    string(APPEND content "{\"${name}\", R\"PAGE(${text})PAGE\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${output} CONTENT "@content@" @ONLY)
endfunction()

# One profile of a program and a shared library, however they share the library or have copies of it.
include(${CMAKE_CURRENT_LIST_DIR}/build.cmake)
set(link_get libget.so "-Wl,-rpath,$ORIGIN")

function(expect_one_profile)
  run(copies)
  expect(in_program 3 load 4 get 4 at_end_of_library 1)
  run(copies on_request.json)
  expect(in_program 3 load 4 get 4 at_end_of_library 1)
  file(READ ${WORK}/on_request.json profile)
  expect(in_program 3 load 3 get 3)
endfunction()

build_hidden_library()

# A copy in each.
foreach(visibility IN ITEMS "" "${hidden}")
  foreach(library IN ITEMS "${LIBRARY}" "${objects}")
    build_shared(libget.so -O1 ${visibility} get.cpp ${library})
    build(copies -O1 ${visibility} copies.cpp ${link_get} ${library})
    expect_one_profile()
  endforeach()
endforeach()

# The program's copy alone.
build_shared(libget.so -O1 get.cpp)
build(copies -O1 copies.cpp ${link_get} ${LIBRARY})
expect_one_profile()

# A shared one.
build_shared(libruntime.so -Wl,--whole-archive ${LIBRARY} -Wl,--no-whole-archive)
build_shared(libget.so -O1 ${hidden} get.cpp libruntime.so)
build(copies -O1 ${hidden} copies.cpp ${link_get} libruntime.so)
expect_one_profile()

# What runs at the end is counted, by whatever it is run.
include(${CMAKE_CURRENT_LIST_DIR}/build.cmake)

function(expect_all thread_locals known_before)
  expect(known_before ${known_before} in_construction 1 in_early_static 1 in_late_static 1
    in_static_of_function 1 in_thread_local ${thread_locals} in_early_handler 1 in_late_handler 1
    in_destructor_function 1)
endfunction()

function(expect_it_all program)
  run(${program} returns)
  expect_all(2 9)
  run(${program} unknown_before)
  expect_all(2 8)
  # The main thread's objects stay alive then.
  run(${program} other_thread)
  expect_all(2 9)
  # After pthread_exit() of the main thread, glibc does not destroy its thread_local objects; the sanitizers take
  # that for a leak, or wait for ever, and libc++ with LLVM's unwinder does not survive it.
  if(NOT SANITIZE AND NOT FLAGS MATCHES "libc\\+\\+")
    run(${program} last_thread)
    expect_all("[23]" "(9|10)")
  endif()
  run(${program} while_others_count)
  expect_all(2 "[0-9]+")
endfunction()

foreach(optimised IN ITEMS -O0 -O2)
  build(end${optimised} ${optimised} end.cpp ${LIBRARY})
  expect_it_all(end${optimised})
  build_shared(libruntime.so -Wl,--whole-archive ${LIBRARY} -Wl,--no-whole-archive)
  build(end_shared${optimised} ${optimised} end.cpp libruntime.so "-Wl,-rpath,$ORIGIN")
  expect_it_all(end_shared${optimised})
endforeach()

# Without position-independent code, the library's variables are copied into the program.
build(end_no_pie -O2 -fno-pie -no-pie end.cpp libruntime.so "-Wl,-rpath,$ORIGIN")
expect_it_all(end_no_pie)
if(NOT SANITIZE)
  build(end_static -O2 -static end.cpp ${LIBRARY})
  expect_it_all(end_static)
endif()

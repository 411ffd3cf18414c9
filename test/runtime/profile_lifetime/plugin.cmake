# Plugins that are closed before the profile is written.
include(${CMAKE_CURRENT_LIST_DIR}/build.cmake)

function(build_plugins)
  foreach(name IN ITEMS first other)
    build_shared(${name}.so -O1 -g -DNAME=${name} plugin.cpp ${ARGN})
  endforeach()
endfunction()

# Three times ten calls, and what the destructors call whenever a plugin is unloaded: or at the end, if it never is.
function(run_with_plugins unloads)
  foreach(scope IN ITEMS local global)
    foreach(thread IN ITEMS main worker)
      run(host ${scope} ${thread} ${unloads} shared)
      if(unloads STREQUAL "unloads")
        expect(in_host 7 first_value 33 first_at_close 3 other_value 33 other_at_close 3)
      else()
        expect(in_host 7 first_value "3[1-3]" first_at_close "[1-3]"
          other_value "3[1-3]" other_at_close "[1-3]")
      endif()
    endforeach()
    # With coroutines' frames, which the pool of a thread keeps: a plugin with a pool of its own stays loaded while its
    # threads run.
    run(host ${scope} threads stays shared)
    expect(in_host 7 first_coroutine 30 first_value "3[1-3]" first_at_close "[1-3]"
      other_coroutine 30 other_value "3[1-3]" other_at_close "[1-3]")
  endforeach()
endfunction()

# All with the host's copy of the library.
set(whole_library -Wl,--whole-archive ${LIBRARY} -Wl,--no-whole-archive)
build(host -O1 -g -DHOST_COUNTS=1 host.cpp -rdynamic ${whole_library} -ldl)
build_plugins(${hidden})
run_with_plugins(unloads)
build_plugins()
if(COMPILER MATCHES "clang")
  run_with_plugins(unloads)
else()
  run_with_plugins(stays)
endif()

# The plugins have copies as well, which stay idle.
build_hidden_library()
build_plugins(${hidden} ${objects})
run_with_plugins(unloads)

# The plugins count for themselves, each in a copy that ends with it: a thread that it was used in goes on, and so do
# children. What such a copy has counted in stays behind, as at exit other threads might still count.
set(ENV{ASAN_OPTIONS} detect_leaks=0)
file(WRITE ${WORK}/use_alone "{ global: use; local: *; };")
build_plugins(${hidden} ${objects} -Wl,--version-script=use_alone)
foreach(thread IN ITEMS main worker)
  run(host local ${thread} unloads own)
  expect(in_host 7)
endforeach()
build(host -O1 -g -DHOST_COUNTS=0 host.cpp -ldl)
foreach(exported IN ITEMS "" -Wl,--version-script=use_alone)
  build_plugins(${hidden} ${objects} ${exported})
  foreach(thread IN ITEMS main worker)
    run(host local ${thread} unloads own)
    expect(other_value 11 other_at_close 1)
  endforeach()
endforeach()

# One place for what every target of ours is compiled with.
add_library(fusewright_warnings INTERFACE)
target_compile_options(fusewright_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wformat=2
  # Designated initialisers name what differs from the defaults; members left out are meant.
  -Wno-missing-field-initializers
  # GCC 12 sees dangling and uninitialised values where optional and variant are inlined; and -Wrestrict where strings are added (PR 105651), and overflowing copies there once headers are precompiled; all are its known false alarms.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized -Wno-error=array-bounds -Wno-error=stringop-overflow -Wno-restrict>
  # Clang builds what the sanitizers watch; GCC says which warnings are errors.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-error>)
if(FUSEWRIGHT_SANITIZE)
  target_compile_options(fusewright_warnings INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(fusewright_warnings INTERFACE -fsanitize=address,undefined)
endif()
if(FUSEWRIGHT_FUZZ AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(fusewright_warnings INTERFACE -fsanitize=fuzzer-no-link)
endif()

# SPDX-License-Identifier: Apache-2.0
# How our own tests, examples and bindings are compiled. Never exported: a user's build keeps the user's warnings.
add_library(myhao_own INTERFACE)
target_compile_options(myhao_own INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion $<$<BOOL:${MYHAO_STRICT}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 takes the payload of an empty std::optional for a value that is read, and fears overlaps inside std::string's own
  # operator+ (its bug 105329). Clang and the sanitizers see the real ones.
  target_compile_options(myhao_own INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12 calls its own deprecated std::get_temporary_buffer in std::stable_sort.
  target_compile_options(myhao_own INTERFACE -Wno-deprecated-declarations)
endif()

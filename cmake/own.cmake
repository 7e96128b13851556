# SPDX-License-Identifier: Apache-2.0
# How our own tests, examples and bindings are compiled. Never exported: a user's build keeps the user's warnings.
add_library(myhao_own INTERFACE)
target_compile_options(myhao_own INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion $<$<BOOL:${MYHAO_STRICT}>:-Werror>)

# SPDX-License-Identifier: AGPL-3.0-or-later
# Linked PRIVATE by our own targets only, never by third-party code.
add_library(vaughn_settings INTERFACE)
target_compile_options(vaughn_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough -Wextra-semi
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${VAUGHN_WERROR}>:-Werror>)
if(VAUGHN_SANITIZE)
  target_compile_options(vaughn_settings INTERFACE -fsanitize=${VAUGHN_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer
    # With sanitizers g++ 12 takes std::regex's own state for uninitialised; the dev build warns.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-null-dereference>)
  target_link_options(vaughn_settings INTERFACE -fsanitize=${VAUGHN_SANITIZE})
endif()

# SPDX-License-Identifier: AGPL-3.0-or-later
# vaughn_module(<name> DEPENDS <modules...> USES <libraries...>)
#
# One static library per folder of src/. DEPENDS is the only statement of which modules this one
# may include; tools/check_deps.py reads it from here. USES names third-party libraries, which stay
# private to the module.
function(vaughn_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*.cc")
  list(REMOVE_ITEM sources main.cc)
  file(GLOB headers CONFIGURE_DEPENDS "*.h")

  add_library(vaughn_${name} STATIC ${sources})
  target_sources(vaughn_${name} PUBLIC
    FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${headers})
  list(TRANSFORM ARG_DEPENDS PREPEND vaughn_)
  target_link_libraries(vaughn_${name} PUBLIC ${ARG_DEPENDS} PRIVATE vaughn_settings ${ARG_USES})
endfunction()

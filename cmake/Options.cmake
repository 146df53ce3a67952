# SPDX-License-Identifier: GPL-2.0-or-later
# What can be chosen, and the strict compile settings that every target of ours links (syncline_options).

set(SYNCLINE_QT "auto" CACHE STRING "Qt major version: 6, 5 or auto (6 where present; with QGIS, the one that QGIS links)")
set(QGIS_PREFIX_PATH "" CACHE PATH "Prefix of the QGIS to build the plugin for; /usr for Debian's")
option(SYNCLINE_QGIS "Build the QGIS plugin itself (needs QGIS development files)" OFF)
option(SYNCLINE_TESTS "Build the tests and the server double" ON)
option(SYNCLINE_CORE_ONLY "Build core and its tests, neither command line nor plugin (the sanitizer presets)" OFF)
option(SYNCLINE_BENCHMARKS "Build what benchmarks/run measures" OFF)
set(SYNCLINE_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=: address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTOUIC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_AUTOUIC_SEARCH_PATHS ${CMAKE_SOURCE_DIR}/ui)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The second word: ccache compares the precompiled header itself, not the macros and times that went into it.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# Linking some hundred test programs against static libraries is most of a rebuild; LLD does it in a quarter of the time.
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM)
  add_link_options(-fuse-ld=lld)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/Precompile.cmake)

add_library(syncline_options INTERFACE)
target_include_directories(syncline_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(syncline_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Woverloaded-virtual -Wold-style-cast -Wswitch -Wnon-virtual-dtor -Wformat=2
  -fno-omit-frame-pointer
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow> # GCC 12 sees ghosts when it inlines the destructor of a variant of Qt 5 containers
  $<$<CXX_COMPILER_ID:Clang>:-Wno-gnu-zero-variadic-macro-arguments>) # Qt's logging macros
target_compile_definitions(syncline_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_JAVA_STYLE_ITERATORS QT_NO_KEYWORDS
  SYNCLINE_VERSION="${PROJECT_VERSION}")

if(SYNCLINE_SANITIZE)
  add_compile_options(-fsanitize=${SYNCLINE_SANITIZE} -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC's flow analysis takes the code that sanitizers add for reads of unset values.
    add_compile_options(-Wno-maybe-uninitialized)
    if(SYNCLINE_SANITIZE MATCHES "thread")
      add_compile_options(-Wno-tsan) # it does not know fences; ours stands between us and another process
    endif()
  endif()
  add_link_options(-fsanitize=${SYNCLINE_SANITIZE})
endif()

# syncline_library( syncline_base SOURCES... LINK targets... ): one static library per folder, strict by default.
# SEPARATE: its sources are never joined into one for a faster build, because they use the same names for different things.
function(syncline_library name)
  cmake_parse_arguments(ARG "SEPARATE" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  if(ARG_SEPARATE)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_link_libraries(${name} PUBLIC syncline_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  list(LENGTH ARG_SOURCES _count)
  if(_count GREATER 8)
    syncline_precompile(${name} <QtCore/QtCore> <tl/expected.hpp> <functional> <memory> <optional>)
  endif()
endfunction()

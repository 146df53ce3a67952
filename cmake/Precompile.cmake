# SPDX-License-Identifier: GPL-2.0-or-later
# Qt's headers are read once a library, and once for all tests of a folder that link the same, instead of once a source: two thirds of a build.
# The sanitizer presets do without, so that a source that includes too little is still found.

option(SYNCLINE_PCH "Precompile the headers of Qt" ON)

# syncline_precompile( target <header>... ): for a target with several sources.
function(syncline_precompile name)
  if(SYNCLINE_PCH)
    target_precompile_headers(${name} PRIVATE ${ARGN})
  endif()
endfunction()

# syncline_precompile_test( target libraries... ): shares what another test with the same libraries has precompiled.
function(syncline_precompile_test name)
  if(NOT SYNCLINE_PCH)
    return()
  endif()
  list(SORT ARGN)
  string(MD5 _key "${CMAKE_CURRENT_SOURCE_DIR};${ARGN}") # Qt 6 tells each test its folder by a macro
  string(SUBSTRING ${_key} 0 8 _key)
  set(_shared headers_of_tests_${_key})
  if(NOT TARGET ${_shared}) # a program, because programs and libraries are compiled with different options
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/headers/main.cpp CONTENT "int main() { return 0; }\n")
    add_executable(${_shared} EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/headers/main.cpp)
    target_link_libraries(${_shared} PRIVATE ${ARGN} ${QT}::Test)
    set_target_properties(${_shared} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/headers)
    target_precompile_headers(${_shared} PRIVATE <QtTest/QtTest> <tl/expected.hpp> <functional> <memory> <optional>)
  endif()
  target_precompile_headers(${name} REUSE_FROM ${_shared})
endfunction()

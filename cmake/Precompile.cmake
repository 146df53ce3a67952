# SPDX-License-Identifier: GPL-2.0-or-later
# Qt's headers are read once a library and once for all tests of a kind, instead of once a source: two thirds of a build. The tsan and
# fuzz presets do without, so that a source that includes too little is still found. Libraries whose sources are joined (CMAKE_UNITY_BUILD,
# as tools/test, tools/demo and the asan preset do) read them a few times only, so there is nothing to gain.

option(SYNCLINE_PCH "Precompile the headers of Qt" ON)

# syncline_precompile( target <header>... ): for a target with several sources.
function(syncline_precompile name)
  get_target_property(_is_joined ${name} UNITY_BUILD)
  if(SYNCLINE_PCH AND NOT _is_joined)
    target_precompile_headers(${name} PRIVATE ${ARGN})
  endif()
endfunction()

# Qt 6 tells each test its folders by macros, so that no two folders could share a precompiled header. Called once, before the tests.
function(syncline_share_test_headers)
  get_target_property(_definitions ${QT}::Test INTERFACE_COMPILE_DEFINITIONS)
  list(FILTER _definitions EXCLUDE REGEX "QT_TESTCASE_(BUILD|SOURCE)DIR")
  set_target_properties(${QT}::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${_definitions}")
endfunction()

# syncline_precompile_test( target libraries... ): shares what the first test of its kind, with or without widgets, has precompiled.
function(syncline_precompile_test name)
  if(NOT SYNCLINE_PCH)
    return()
  endif()
  set(_library syncline_net)
  if("syncline_dialogs" IN_LIST ARGN)
    set(_library syncline_dialogs)
  endif()
  set(_shared headers_of_tests_${_library})
  if(NOT TARGET ${_shared}) # a program, because programs and libraries are compiled with different options
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/headers/main.cpp CONTENT "int main() { return 0; }\n")
    add_executable(${_shared} EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/headers/main.cpp)
    target_link_libraries(${_shared} PRIVATE ${_library} ${QT}::Test)
    set_target_properties(${_shared} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/headers)
    target_precompile_headers(${_shared} PRIVATE <QtTest/QtTest> <tl/expected.hpp> <functional> <memory> <optional>)
  endif()
  target_link_libraries(${name} PRIVATE ${QT}::Network) # for the macros of its headers
  target_precompile_headers(${name} REUSE_FROM ${_shared})
endfunction()

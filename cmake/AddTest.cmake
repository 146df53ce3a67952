# SPDX-License-Identifier: GPL-2.0-or-later
# syncline_test( test_relpath LINK syncline_base [LABELS ...] [SOURCES more.cpp ...] [TIMEOUT seconds] ): test_relpath.cpp is
# one QtTest class. Tests run offscreen, without a keyring, and check each diff by pages against SQL. LABELS choose them (ctest -L / -LE).

function(syncline_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "LINK;LABELS;SOURCES;ENVIRONMENT" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(SYNCLINE_SANITIZE)
    math(EXPR ARG_TIMEOUT "3 * ${ARG_TIMEOUT}")
  endif()
  add_executable(${name} ${name}.cpp ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} ${QT}::Test)
  syncline_precompile_test(${name} ${ARG_LINK})
  target_compile_definitions(${name} PRIVATE
    SYNCLINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SYNCLINE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" SYNCLINE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;SYNCLINE_CREDENTIALS=none;SYNCLINE_CHECK_PAGES=1;${ARG_ENVIRONMENT}")
endfunction()

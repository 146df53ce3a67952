# SPDX-License-Identifier: GPL-2.0-or-later
# cmake -DCLANG_FORMAT=… -DROOT=… -P formatting.cmake: fails when a source is not as .clang-format wants it.
file(GLOB_RECURSE sources ${ROOT}/core/*.cpp ${ROOT}/core/*.h ${ROOT}/cli/*.cpp ${ROOT}/cli/*.h ${ROOT}/plugin/*.cpp ${ROOT}/plugin/*.h
  ${ROOT}/tests/*.cpp ${ROOT}/tests/*.h)
list(FILTER sources EXCLUDE REGEX "/tests/data/")
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror --ferror-limit=3 ${sources} RESULT_VARIABLE status ERROR_VARIABLE output)
if(status)
  message(FATAL_ERROR "${output}\nrun: clang-format -i on these files")
endif()

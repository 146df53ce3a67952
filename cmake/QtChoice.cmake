# SPDX-License-Identifier: GPL-2.0-or-later
# Which Qt: the one asked for; with QGIS, the one that QGIS itself links (never "whatever is installed").
# Sets QT_MAJOR (5 or 6) and QT (Qt5 or Qt6); the rest of the build says ${QT}::Core.

if(SYNCLINE_QGIS)
  include(FindQgisTargets)
  set(_wanted ${QGIS_QT_MAJOR})
  if(NOT SYNCLINE_QT STREQUAL "auto" AND NOT SYNCLINE_QT STREQUAL "${_wanted}")
    message(FATAL_ERROR "QGIS in ${QGIS_PREFIX_PATH} links Qt ${_wanted}, but SYNCLINE_QT=${SYNCLINE_QT} was asked for.")
  endif()
elseif(SYNCLINE_QT STREQUAL "auto")
  find_package(QT NAMES Qt6 Qt5 REQUIRED COMPONENTS Core)
  set(_wanted ${QT_VERSION_MAJOR})
else()
  set(_wanted ${SYNCLINE_QT})
endif()

set(QT_MAJOR ${_wanted})
set(QT Qt${QT_MAJOR})
if(QT_MAJOR EQUAL 6)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Widgets LinguistTools)
else()
  find_package(Qt5 5.15 REQUIRED COMPONENTS Core Gui Network Widgets LinguistTools)
endif()
find_package(${QT}Keychain REQUIRED)
find_package(tl-expected REQUIRED)
find_package(SQLite3 REQUIRED)
message(STATUS "Syncline ${PROJECT_VERSION}: Qt ${${QT}_VERSION}, QGIS ${QGIS_VERSION_TEXT}")

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

// The only file that may ask for Qt's version. Everything else is written for what Qt 5.15 and Qt 6 share.

#include <QJsonValue>
#include <QtGlobal>

#include <cmath>
#include <optional>

namespace syncline
{
#if QT_VERSION >= QT_VERSION_CHECK( 6, 0, 0 )
  using HashValue = size_t;
#else
  using HashValue = uint;
#endif

  //! Whether packed answers of servers are unpacked within bounds. Qt 5 unpacks all of one at once, however much that is.
#if QT_VERSION >= QT_VERSION_CHECK( 6, 2, 0 )
  constexpr bool QT_UNPACKS_SAFELY = true;
#else
  constexpr bool QT_UNPACKS_SAFELY = false;
#endif

  //! A JSON number as a 64-bit integer; nothing if it is no number, no whole number, or (Qt 5) beyond 2^53, where doubles lie.
  inline std::optional<qint64> toInteger( const QJsonValue &value )
  {
    if ( !value.isDouble() )
      return std::nullopt;
#if QT_VERSION >= QT_VERSION_CHECK( 6, 0, 0 )
    constexpr qint64 NOT_THERE = -0x7ffffffffffffffe;
    const qint64 number = value.toInteger( NOT_THERE );
    return number == NOT_THERE ? std::nullopt : std::optional<qint64>( number );
#else
    constexpr double EXACT_BELOW = 9007199254740992.0; // 2^53
    const double number = value.toDouble();
    if ( std::fabs( number ) >= EXACT_BELOW || std::floor( number ) != number )
      return std::nullopt;
    return static_cast<qint64>( number );
#endif
  }
} // namespace syncline

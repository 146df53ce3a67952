// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace syncline
{
  /**
   * The number of a project version on the server; v0 is the empty project before its first push.
   * Orders numerically (v10 after v9). Wire form: "v12".
   */
  class Version
  {
    public:
      constexpr Version() = default;
      constexpr explicit Version( int number )
        : mNumber( number )
      {
      }

      //! Reads "v12"; anything else (no v, negative, more than nine digits) is ErrorKind::MalformedReply.
      [[nodiscard]] static Result<Version> fromString( const QString &text );

      constexpr int number() const { return mNumber; }
      constexpr Version next() const { return Version( mNumber + 1 ); }
      QString toString() const;

      friend constexpr bool operator==( Version a, Version b ) { return a.mNumber == b.mNumber; }
      friend constexpr bool operator!=( Version a, Version b ) { return !( a == b ); }
      friend constexpr bool operator<( Version a, Version b ) { return a.mNumber < b.mNumber; }
      friend constexpr bool operator>( Version a, Version b ) { return b < a; }
      friend constexpr bool operator<=( Version a, Version b ) { return !( b < a ); }
      friend constexpr bool operator>=( Version a, Version b ) { return !( a < b ); }

    private:
      int mNumber = 0;
  };

  /**
   * A server's software version such as 2025.10.1, compared number by number ("2025.10" is newer than "2025.8",
   * which comparing text gets wrong). Missing parts count as 0; a suffix after the numbers is ignored.
   */
  class ServerVersion
  {
    public:
      constexpr ServerVersion( int major = 0, int minor = 0, int patch = 0 )
        : mParts{ major, minor, patch }
      {
      }
      //! Reads what /config says; text without a leading number gives 0.0.0, the oldest there is.
      static ServerVersion fromString( const QString &text );
      QString toString() const;

      friend bool operator<( const ServerVersion &a, const ServerVersion &b );
      friend bool operator>=( const ServerVersion &a, const ServerVersion &b ) { return !( a < b ); }
      friend bool operator==( const ServerVersion &a, const ServerVersion &b )
      {
        return !( a < b ) && !( b < a );
      }

    private:
      int mParts[3];
  };
} // namespace syncline

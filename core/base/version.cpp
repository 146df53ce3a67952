// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/version.h"

#include <QRegularExpression>

#include <algorithm>

namespace syncline
{
  Result<Version> Version::fromString( const QString &text )
  {
    static const QRegularExpression sForm( QStringLiteral( "\\Av([0-9]{1,9})\\z" ) );
    const QRegularExpressionMatch match = sForm.match( text );
    if ( !match.hasMatch() )
      return fail( ErrorKind::MalformedReply,
                   QStringLiteral( "\"%1\" is no project version" ).arg( text.left( 40 ) ) );
    return Version( match.captured( 1 ).toInt() );
  }

  QString Version::toString() const { return QLatin1Char( 'v' ) + QString::number( mNumber ); }

  ServerVersion ServerVersion::fromString( const QString &text )
  {
    static const QRegularExpression sForm(
      QStringLiteral( "\\A\\s*v?([0-9]{1,8})(?:\\.([0-9]{1,8}))?(?:\\.([0-9]{1,8}))?" ) );
    const QRegularExpressionMatch match = sForm.match( text );
    return { match.captured( 1 ).toInt(), match.captured( 2 ).toInt(), match.captured( 3 ).toInt() };
  }

  QString ServerVersion::toString() const
  {
    return QStringLiteral( "%1.%2.%3" ).arg( mParts[0] ).arg( mParts[1] ).arg( mParts[2] );
  }

  bool operator<( const ServerVersion &a, const ServerVersion &b )
  {
    return std::lexicographical_compare( a.mParts, a.mParts + 3, b.mParts, b.mParts + 3 );
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/asciijson.h"

#include <QJsonDocument>

namespace syncline
{
  QByteArray toAsciiJson( const QJsonObject &object )
  {
    constexpr ushort LAST_ASCII = 0x7f;
    const QString text = QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Indented ) );
    QByteArray ascii;
    ascii.reserve( text.size() );
    for ( const QChar unit : text ) // outside of strings, JSON is ASCII anyway
    {
      if ( unit.unicode() <= LAST_ASCII )
        ascii.append( char( unit.unicode() ) );
      else
        ascii.append( "\\u" + QByteArray::number( unit.unicode(), 16 ).rightJustified( 4, '0' ) );
    }
    return ascii;
  }

  Result<QJsonObject> jsonObjectFrom( const QByteArray &bytes, const QString &what )
  {
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson( bytes, &parseError );
    if ( parseError.error != QJsonParseError::NoError )
      return fail( ErrorKind::DamagedMetadata,
                   QStringLiteral( "%1: %2" ).arg( what, parseError.errorString() ) );
    if ( !document.isObject() )
      return fail( ErrorKind::DamagedMetadata, QStringLiteral( "%1: no JSON object" ).arg( what ) );
    return document.object();
  }
} // namespace syncline

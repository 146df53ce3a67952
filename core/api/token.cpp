// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/token.h"

#include "core/api/jsonreader.h"

#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int MAX_TOKEN_BYTES = 4096;

    [[nodiscard]] Result<QByteArray> unreadable()
    {
      return fail( ErrorKind::InvalidInput, QStringLiteral( "the token cannot be read" ) );
    }

    //! The JSON in a token.
    [[nodiscard]] Result<QByteArray> payloadOf( const QByteArray &token )
    {
      const bool isCompressed = token.startsWith( '.' );
      const QList<QByteArray> parts = token.mid( isCompressed ? 1 : 0 ).split( '.' );
      if ( parts.size() != 3 )
        return unreadable();
      const auto decoded = QByteArray::fromBase64Encoding(
        parts.at( 0 ), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                         QByteArray::AbortOnBase64DecodingErrors );
      if ( !decoded )
        return unreadable();
      if ( !isCompressed )
        return *decoded;
      constexpr quint32 EXPECTED_BYTES = 1024; // only a first guess: the buffer grows
      QByteArray packed( 4, '\0' );            // Qt wants the length before the zlib bytes
      qToBigEndian( EXPECTED_BYTES, packed.data() );
      const QByteArray plain = qUncompress( packed + *decoded );
      if ( plain.isEmpty() )
        return unreadable();
      return plain;
    }
  } // namespace

  Result<QByteArray> tokenFromText( const QString &text )
  {
    QString bare = text.trimmed();
    if ( bare.startsWith( QLatin1String( "Bearer " ), Qt::CaseInsensitive ) )
      bare = bare.mid( 7 ).trimmed();
    const auto fits = []( QChar c ) { return c.unicode() > 0x20 && c.unicode() < 0x7f; };
    if ( bare.isEmpty() || bare.size() > MAX_TOKEN_BYTES || !std::all_of( bare.cbegin(), bare.cend(), fits ) )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "this is no token" ) );
    return bare.toLatin1();
  }

  Result<AuthSession> authFromToken( const QString &text )
  {
    SYNCLINE_TRY( token, tokenFromText( text ) );
    SYNCLINE_TRY( payload, payloadOf( token ) );
    const QJsonObject object = QJsonDocument::fromJson( payload ).object();
    JsonReader fields( object, "token" );
    AuthSession auth;
    auth.userId.value = fields.integerOr( "user_id", 0 );
    auth.userName = fields.text( "username" );
    auth.email = fields.textOr( "email" );
    auth.expires = fields.time( "expire" );
    auth.token = token;
    if ( const Result<void> checked = fields.check(); !checked )
      return fail( ErrorKind::InvalidInput, checked.error().detail );
    return auth;
  }
} // namespace syncline

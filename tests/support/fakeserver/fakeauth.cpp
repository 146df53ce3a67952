// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeauth.h"

#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakeshapes.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QtEndian>
#include <QUuid>

namespace syncline::fake
{
  namespace
  {
    constexpr int MAX_LOGIN_LENGTH = 80;
    constexpr auto BASE64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

    QByteArray hashed( const QByteArray &salt, const QString &password )
    {
      return QCryptographicHash::hash( salt + password.toUtf8(), QCryptographicHash::Sha256 ).toHex();
    }

    QByteArray signatureOf( const State &state, const QByteArray &text )
    {
      return QMessageAuthenticationCode::hash( text, state.secret(), QCryptographicHash::Sha1 )
        .toBase64( BASE64 );
    }

    QString expiryText( const QDateTime &expiry )
    {
      return timeWithOffset( expiry ).replace( QLatin1Char( 'T' ), QLatin1Char( ' ' ) );
    }

    //! A zlib stream. qCompress() puts four bytes with the length before it, which nobody else knows.
    QByteArray deflated( const QByteArray &bytes ) { return qCompress( bytes ).mid( 4 ); }

    QByteArray inflated( const QByteArray &stream )
    {
      QByteArray length( 4, 0 );
      qToBigEndian<quint32>( static_cast<quint32>( stream.size() * 8 ), length.data() ); // a hint only
      return qUncompress( length + stream );
    }

    QJsonObject sessionOf( const QByteArray &token, const QDateTime &expiry )
    {
      return { { "token"_l1, QString::fromLatin1( token ) }, { "expire"_l1, timeWithOffset( expiry ) } };
    }
  } // namespace

  void setPassword( User &user, const QString &password )
  {
    user.salt = QUuid::createUuid().toByteArray( QUuid::Id128 );
    user.passwordHash = hashed( user.salt, password );
  }

  bool isPassword( const User &user, const QString &password )
  {
    return hashed( user.salt, password ) == user.passwordHash;
  }

  QByteArray makeToken( const State &state, const User &user, const QDateTime &expiry )
  {
    const QJsonObject payload{ { "user_id"_l1, user.id },
                               { "username"_l1, user.name },
                               { "email"_l1, user.email },
                               { "expire"_l1, expiryText( expiry ) } };
    QByteArray stamp( 4, 0 );
    qToBigEndian<quint32>( static_cast<quint32>( expiry.toSecsSinceEpoch() ), stamp.data() );
    const QByteArray text =
      '.' + deflated( jsonBytes( payload ) ).toBase64( BASE64 ) + '.' + stamp.toBase64( BASE64 );
    return text + '.' + signatureOf( state, text );
  }

  const User *userOfToken( const State &state, const QByteArray &token, const QDateTime &now )
  {
    const int lastDot = static_cast<int>( token.lastIndexOf( '.' ) );
    if ( lastDot <= 0 || !token.startsWith( '.' ) )
      return nullptr;
    const QByteArray text = token.left( lastDot );
    if ( token.mid( lastDot + 1 ) != signatureOf( state, text ) )
      return nullptr;
    const QByteArray body = text.mid( 1, text.indexOf( '.', 1 ) - 1 );
    const QJsonObject payload =
      QJsonDocument::fromJson( inflated( QByteArray::fromBase64( body, BASE64 ) ) ).object();
    const User *user = state.userById( payload["user_id"_l1].toInt() );
    if ( !user || !user->isActive || user->name != payload["username"_l1].toString() ||
         user->email != payload["email"_l1].toString() )
      return nullptr;
    QString expire = payload["expire"_l1].toString();
    expire.replace( QLatin1Char( ' ' ), QLatin1Char( 'T' ) );
    const QDateTime expiry = QDateTime::fromString( expire, Qt::ISODateWithMs );
    return expiry.isValid() && expiry > now ? user : nullptr;
  }

  FakeResponse login( Context &context )
  {
    BodyReader body( context );
    const QString name = body.needText( "login"_l1 ).trimmed();
    const QString password = body.needText( "password"_l1 );
    if ( body.refusal() )
      return *body.refusal();
    if ( name.isEmpty() || password.isEmpty() )
      return problem(
        400,
        QStringLiteral( "This field is required.(%1)" ).arg( name.isEmpty() ? "login"_l1 : "password"_l1 ) );
    if ( name.size() > MAX_LOGIN_LENGTH )
      return problem( 400, QStringLiteral( "Login cannot be longer than 80 characters." ) );
    const User *known = name.contains( QLatin1Char( '@' ) ) ? context.state.userByEmail( name )
                                                            : context.state.userNamed( name );
    if ( !known || !known->isActive || !isPassword( *known, password ) )
      return problem( 401, QStringLiteral( "Invalid username or password" ) );

    User &user = context.state.changeUser( known->id );
    user.lastSignedIn = context.now;
    const QDateTime expiry = context.now.addSecs( context.state.settings.tokenLifeSeconds );
    QJsonObject said = userInfo( user );
    said.remove( "can_edit_profile"_l1 );
    said.remove( "last_signed_in"_l1 );
    said["registration_date"_l1] = timeInMicros( user.registered );
    said["tier"_l1] = "free"_l1;
    said["storage"_l1] = QJsonValue();
    said["storage_limit"_l1] = QJsonValue();
    said["disk_usage"_l1] = QJsonValue();
    said["has_project"_l1] = false;
    said["session"_l1] = sessionOf( makeToken( context.state, user, expiry ), expiry );
    return json( said );
  }

  FakeResponse profile( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    QJsonObject said = userInfo( *context.user );
    QJsonArray mine;
    const Role role = workspaceRole( context.state, context.user );
    if ( role != Role::None )
      mine.append( QJsonObject{ { "id"_l1, WORKSPACE_ID },
                                { "name"_l1, context.state.settings.workspace },
                                { "role"_l1, nameOf( role ) } } );
    said["preferred_workspace"_l1] = mine.isEmpty() ? QJsonValue() : QJsonValue( WORKSPACE_ID );
    said["workspaces"_l1] = mine;
    said["invitations"_l1] = invitationsTo( context );
    return json( said );
  }

  FakeResponse legacyUser( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const qint64 quota = context.state.settings.quotaBytes;
    const QString role = nameOf( workspaceRole( context.state, context.user ) );
    return json(
      QJsonObject{ { "username"_l1, context.user->name },
                   { "email"_l1, context.user->email },
                   { "disk_usage"_l1, 0 },
                   { "storage"_l1, quota },
                   { "storage_limit"_l1, quota },
                   { "organisations"_l1, QJsonObject{ { context.state.settings.workspace, role } } } } );
  }

  FakeResponse workspaces( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const bool isMember = workspaceRole( context.state, context.user ) != Role::None;
    return json( isMember ? QJsonArray{ workspaceItem( context ) } : QJsonArray() );
  }

  FakeResponse workspace( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    if ( context.segment( "workspace_id" ).toInt() != WORKSPACE_ID )
      return problem( 404, QStringLiteral( "Workspace not found" ) );
    if ( workspaceRole( context.state, context.user ) == Role::None )
      return problem( 403, QStringLiteral( "You do not have permissions to workspace" ) );
    return json( workspaceItem( context ) );
  }
} // namespace syncline::fake

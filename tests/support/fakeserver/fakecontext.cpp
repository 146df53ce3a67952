// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakecontext.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <climits>

namespace syncline::fake
{
  namespace
  {
    const QString MISSING_TOKEN = QStringLiteral( "Authentication information is missing or invalid." );
    const QString NO_PROJECT_PERMISSION = QStringLiteral( "You do not have permissions for this project" );

    QString typeName( QJsonValue::Type type )
    {
      switch ( type )
      {
        case QJsonValue::Bool:
          return QStringLiteral( "boolean" );
        case QJsonValue::Double:
          return QStringLiteral( "integer" );
        case QJsonValue::String:
          return QStringLiteral( "string" );
        case QJsonValue::Array:
          return QStringLiteral( "array" );
        case QJsonValue::Object:
          return QStringLiteral( "object" );
        case QJsonValue::Null:
        case QJsonValue::Undefined:
          break;
      }
      return QStringLiteral( "null" );
    }
  } // namespace

  std::optional<QString> Context::parameter( QLatin1String name ) const
  {
    for ( const auto &item : query )
      if ( item.first == name )
        return item.second;
    return std::nullopt;
  }

  FakeResponse unauthorized() { return json( MISSING_TOKEN, 401 ); }

  FakeResponse unauthorizedProblem() { return problemJson( MISSING_TOKEN, 401 ); }

  FakeResponse unauthorizedText() { return text( 401, MISSING_TOKEN.toLatin1() ); }

  void QueryReader::refuse( const QString &detail )
  {
    if ( !mRefusal )
      mRefusal = problem( 400, detail );
  }

  QString QueryReader::needText( QLatin1String name )
  {
    const std::optional<QString> given = mContext.parameter( name );
    if ( !given )
      refuse( QStringLiteral( "Missing query parameter '%1'" ).arg( name ) );
    return given.value_or( QString() );
  }

  std::optional<int> QueryReader::integer( QLatin1String name )
  {
    const std::optional<QString> given = mContext.parameter( name );
    if ( !given )
      return std::nullopt;
    bool isNumber = false;
    const int number = given->toInt( &isNumber );
    if ( isNumber )
      return number;
    refuse( QStringLiteral( "Wrong type, expected 'integer' for query parameter '%1'" ).arg( name ) );
    return std::nullopt;
  }

  int QueryReader::needInteger( QLatin1String name, int least, int most )
  {
    if ( !mContext.parameter( name ) )
      refuse( QStringLiteral( "Missing query parameter '%1'" ).arg( name ) );
    const int number = integer( name ).value_or( 1 );
    if ( number < least )
      refuse( QStringLiteral( "%1 is less than the minimum of %2" ).arg( number ).arg( least ) );
    if ( number > most )
      refuse( QStringLiteral( "%1 is greater than the maximum of %2" ).arg( number ).arg( most ) );
    return number;
  }

  bool QueryReader::boolean( QLatin1String name, bool otherwise )
  {
    const std::optional<QString> given = mContext.parameter( name );
    if ( !given )
      return otherwise;
    if ( given->compare( "true"_l1, Qt::CaseInsensitive ) == 0 )
      return true;
    if ( given->compare( "false"_l1, Qt::CaseInsensitive ) == 0 )
      return false;
    refuse( QStringLiteral( "Wrong type, expected 'boolean' for query parameter '%1'" ).arg( name ) );
    return otherwise;
  }

  QString QueryReader::choice( QLatin1String name, const QStringList &allowed )
  {
    const QString given = mContext.parameter( name ).value_or( QString() );
    if ( mContext.parameter( name ) && !allowed.contains( given ) )
      refuse( QStringLiteral( "'%1' is not one of ['%2']" ).arg( given, allowed.join( "', '"_l1 ) ) );
    return given;
  }

  std::optional<QString> QueryReader::version( QLatin1String name )
  {
    static const QRegularExpression form( QStringLiteral( "\\A(v[0-9]+)?\\z" ) );
    const std::optional<QString> given = mContext.parameter( name );
    if ( given && !form.match( *given ).hasMatch() )
      refuse( QStringLiteral( "'%1' does not match '^$|^v\\\\d+$'" ).arg( *given ) );
    return given;
  }

  BodyReader::BodyReader( const Context &context )
  {
    const QByteArray contentType = context.request.header( "Content-Type" );
    const bool isJson = contentType.startsWith( "application/json" ) || contentType.contains( "+json" );
    if ( context.request.body.isEmpty() && contentType.isEmpty() )
    {
      refuse( QStringLiteral( "None is not of type 'object'" ) );
      return;
    }
    if ( !isJson )
    {
      mRefusal = problem( 415, QStringLiteral( "Invalid Content-type (%1), expected JSON data" )
                                 .arg( QString::fromUtf8( contentType ) ) );
      return;
    }
    // Bare values are JSON too, but not to QJsonDocument; either way they are no object.
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson( context.request.body, &error );
    if ( document.isNull() )
      refuse( QStringLiteral( "Request body is not valid JSON" ) );
    else if ( !document.isObject() )
      refuse( QStringLiteral( "%1 is not of type 'object'" )
                .arg( QString::fromUtf8( document.toJson().trimmed() ) ) );
    mObject = document.object();
  }

  void BodyReader::refuse( const QString &detail )
  {
    if ( !mRefusal )
      mRefusal = problem( 400, detail );
  }

  void BodyReader::need( QLatin1String name, QJsonValue::Type type )
  {
    if ( !mObject.contains( name ) )
      refuse( QStringLiteral( "'%1' is a required property" ).arg( name ) );
    else if ( mObject[name].type() != type )
      refuse( QStringLiteral( "%1 is not of type '%2' - '%3'" )
                .arg( QString::fromUtf8( jsonBytes( mObject[name] ) ), typeName( type ), name ) );
  }

  QString BodyReader::needText( QLatin1String name )
  {
    need( name, QJsonValue::String );
    return mObject[name].toString();
  }

  QString BodyReader::text( QLatin1String name )
  {
    if ( mObject.contains( name ) && !mObject[name].isNull() )
      need( name, QJsonValue::String );
    return mObject[name].toString();
  }

  bool BodyReader::boolean( QLatin1String name, bool otherwise )
  {
    if ( mObject.contains( name ) )
      need( name, QJsonValue::Bool );
    return mObject[name].toBool( otherwise );
  }

  int BodyReader::needInteger( QLatin1String name )
  {
    need( name, QJsonValue::Double );
    const double number = mObject[name].toDouble();
    if ( number < INT_MIN || number > INT_MAX || number != static_cast<int>( number ) )
      refuse( QStringLiteral( "%1 is not of type 'integer' - '%2'" ).arg( number ).arg( name ) );
    return mObject[name].toInt();
  }

  Role workspaceRole( const State &state, const User *user )
  {
    if ( !user )
      return Role::None;
    if ( user->isSuperuser )
      return Role::Owner;
    return user->inWorkspace.value_or( state.settings.defaultRole );
  }

  Role projectRole( const State &state, const User *user, const Project &project )
  {
    Role role = project.isPublic ? Role::Reader : Role::None;
    if ( !user )
      return role;
    const Role inWorkspace = workspaceRole( state, user );
    if ( inWorkspace >= Role::Admin )
      return Role::Owner;
    if ( inWorkspace >= Role::Reader )
      role = std::max( role, inWorkspace );
    return std::max( role, project.roles.value( user->id, Role::None ) );
  }

  bool isLocked( const Context &context, const Project &project )
  {
    return project.lockedUntil.isValid() && project.lockedUntil > context.now;
  }

  bool isThere( const Project &project ) { return !project.removedAt.isValid(); }

  bool isWorkspace( const State &state, const QString &name )
  {
    return state.settings.workspace.compare( name, Qt::CaseInsensitive ) == 0;
  }

  static Found checked( const Context &context, const Project *project, Role needed )
  {
    if ( !project || !isThere( *project ) )
      return { nullptr, problem( 404 ) };
    if ( projectRole( context.state, context.user, *project ) < needed )
      return { nullptr, problem( 403, NO_PROJECT_PERMISSION ) };
    return { project, std::nullopt };
  }

  Found findByName( const Context &context, Role needed )
  {
    const bool isOurs = isWorkspace( context.state, context.segment( "namespace" ) );
    return checked(
      context, isOurs ? context.state.projectNamed( context.segment( "project_name" ) ) : nullptr, needed );
  }

  Found findById( const Context &context, Role needed )
  {
    return checked( context, context.state.projectById( context.segment( "id" ) ), needed );
  }

  bool isCanonicalUuid( const QString &text )
  {
    static const QRegularExpression form(
      QStringLiteral( "\\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z" ) );
    return form.match( text ).hasMatch();
  }

  QString canonicalUuid( const QString &text )
  {
    QString id = text.toLower();
    id.remove( QLatin1Char( '-' ) );
    for ( const int dash : { 8, 13, 18, 23 } )
      if ( dash < id.size() )
        id.insert( dash, QLatin1Char( '-' ) );
    return isCanonicalUuid( id ) ? id : QString();
  }
} // namespace syncline::fake

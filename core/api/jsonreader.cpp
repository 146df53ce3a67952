// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/jsonreader.h"

#include "core/api/servererror.h"
#include "core/base/qtcompat.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace syncline
{
  namespace
  {
    QJsonValue valueOf( const QJsonObject &object, const char *key )
    {
      return object.value( QLatin1String( key ) );
    }

    [[nodiscard]] Result<QJsonDocument> documentIn( const HttpResponse &answer )
    {
      QJsonParseError problem;
      const QJsonDocument document = QJsonDocument::fromJson( answer.body, &problem );
      if ( problem.error == QJsonParseError::NoError )
        return document;
      return fail( ErrorKind::MalformedReply, looksLikeHtml( answer )
                                                ? QStringLiteral( "a web page came where data was asked for" )
                                                : problem.errorString() );
    }
  } // namespace

  bool JsonReader::isAbsent( const char *key ) const
  {
    const QJsonValue value = valueOf( mObject, key );
    return value.isUndefined() || value.isNull();
  }

  void JsonReader::complain( const char *key, const QString &why )
  {
    if ( mComplaint.isEmpty() )
      mComplaint =
        QStringLiteral( "%1.%2: %3" ).arg( QString::fromLatin1( mWhat ), QString::fromLatin1( key ), why );
  }

  Result<void> JsonReader::check() const
  {
    if ( mComplaint.isEmpty() )
      return {};
    return fail( ErrorKind::MalformedReply, mComplaint );
  }

  QString JsonReader::text( const char *key )
  {
    const QJsonValue value = valueOf( mObject, key );
    const QString found = value.toString();
    if ( !value.isString() || found.size() > MAX_WIRE_TEXT || found.contains( QChar( 0 ) ) )
    {
      complain( key, QStringLiteral( "no usable text" ) );
      return {};
    }
    return found;
  }

  QString JsonReader::textOr( const char *key, const QString &otherwise )
  {
    return isAbsent( key ) ? otherwise : text( key );
  }

  qint64 JsonReader::integer( const char *key, qint64 least, qint64 most )
  {
    const std::optional<qint64> number = toInteger( valueOf( mObject, key ) );
    if ( number && *number >= least && *number <= most )
      return *number;
    complain( key, QStringLiteral( "no number from %1 to %2" ).arg( least ).arg( most ) );
    return least;
  }

  qint64 JsonReader::integerOr( const char *key, qint64 otherwise, qint64 least, qint64 most )
  {
    return isAbsent( key ) ? otherwise : integer( key, least, most );
  }

  bool JsonReader::flag( const char *key )
  {
    const QJsonValue value = valueOf( mObject, key );
    if ( !value.isBool() )
      complain( key, QStringLiteral( "neither true nor false" ) );
    return value.toBool();
  }

  bool JsonReader::flagOr( const char *key, bool otherwise )
  {
    return isAbsent( key ) ? otherwise : flag( key );
  }

  QDateTime JsonReader::time( const char *key )
  {
    const QDateTime found = timeFromWire( text( key ) );
    if ( !found.isValid() )
      complain( key, QStringLiteral( "no time" ) );
    return found;
  }

  QDateTime JsonReader::timeOr( const char *key ) { return isAbsent( key ) ? QDateTime() : time( key ); }

  QJsonObject JsonReader::object( const char *key )
  {
    const QJsonValue value = valueOf( mObject, key );
    if ( !value.isObject() )
      complain( key, QStringLiteral( "no object" ) );
    return value.toObject();
  }

  QJsonObject JsonReader::objectOr( const char *key )
  {
    return isAbsent( key ) ? QJsonObject() : object( key );
  }

  QJsonArray JsonReader::array( const char *key )
  {
    const QJsonValue value = valueOf( mObject, key );
    if ( !value.isArray() )
      complain( key, QStringLiteral( "no list" ) );
    return value.toArray();
  }

  QJsonArray JsonReader::arrayOr( const char *key ) { return isAbsent( key ) ? QJsonArray() : array( key ); }

  QDateTime timeFromWire( const QString &text )
  {
    static const QRegularExpression sForm( QStringLiteral(
      "\\A(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?(?:Z|([+-]\\d\\d):?(\\d\\d))?\\z" ) );
    const QRegularExpressionMatch match = sForm.match( text );
    if ( !match.hasMatch() )
      return {};
    const QString milliseconds = match.captured( 3 ).leftJustified( 3, QLatin1Char( '0' ), true );
    const QString zone = match.captured( 4 ).isEmpty()
                           ? QStringLiteral( "Z" )
                           : match.captured( 4 ) + QLatin1Char( ':' ) + match.captured( 5 );
    const QString canonical = match.captured( 1 ) + QLatin1Char( 'T' ) + match.captured( 2 ) +
                              QLatin1Char( '.' ) + milliseconds + zone;
    return QDateTime::fromString( canonical, Qt::ISODateWithMs ).toUTC();
  }

  Result<QJsonObject> objectIn( const HttpResponse &answer )
  {
    SYNCLINE_TRY( document, documentIn( answer ) );
    if ( !document.isObject() )
      return fail( ErrorKind::MalformedReply, QStringLiteral( "no object in the answer" ) );
    return document.object();
  }

  Result<QJsonArray> arrayIn( const HttpResponse &answer )
  {
    SYNCLINE_TRY( document, documentIn( answer ) );
    if ( !document.isArray() )
      return fail( ErrorKind::MalformedReply, QStringLiteral( "no list in the answer" ) );
    return document.array();
  }
} // namespace syncline

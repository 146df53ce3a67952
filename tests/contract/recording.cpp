// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/contract/recording.h"

#include "core/base/ids.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUuid>

#include <algorithm>

namespace syncline
{
  namespace
  {
    const char *UUID = "f9ef87ac-1dae-48ab-85cb-062a4784fb83";

    QString randomTag() { return QUuid::createUuid().toString( QUuid::WithoutBraces ).left( 6 ); }

    const QRegularExpression &uuids()
    {
      static const QRegularExpression sForm(
        QStringLiteral( "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}" ) );
      return sForm;
    }

    QString keyOf( const QString &at ) { return at.section( QLatin1Char( '/' ), -1 ); }

    //! Lists of files, names and people have no order.
    void sort( QJsonArray &list, const QString &key )
    {
      const auto sorted = [&list]( const std::function<QString( const QJsonValue & )> &by )
      {
        QList<QJsonValue> values;
        for ( const QJsonValue &value : std::as_const( list ) )
          values.append( value );
        std::stable_sort( values.begin(), values.end(),
                          [&by]( const QJsonValue &a, const QJsonValue &b ) { return by( a ) < by( b ); } );
        list = QJsonArray();
        for ( const QJsonValue &value : std::as_const( values ) )
          list.append( value );
      };
      if ( key.endsWith( QLatin1String( "names" ) ) )
        sorted( []( const QJsonValue &value ) { return value.toString(); } );
      else if ( !list.isEmpty() && list.first().toObject().contains( QLatin1String( "path" ) ) )
        sorted( []( const QJsonValue &value )
                { return value.toObject().value( QLatin1String( "path" ) ).toString(); } );
      else if ( !list.isEmpty() && list.first().toObject().contains( QLatin1String( "username" ) ) )
        sorted( []( const QJsonValue &value )
                { return value.toObject().value( QLatin1String( "username" ) ).toString(); } );
    }
  } // namespace

  QJsonValue jsonIn( const QByteArray &body )
  {
    const QJsonDocument wrapped = QJsonDocument::fromJson( '[' + body + ']' );
    return wrapped.isArray() && wrapped.array().size() == 1 ? wrapped.array().at( 0 )
                                                            : QJsonValue( QJsonValue::Undefined );
  }

  Recording Recording::fromFile( const QString &path )
  {
    Recording made;
    QFile file( path );
    if ( file.open( QIODevice::ReadOnly ) )
      made.mDocument = QJsonDocument::fromJson( file.readAll() ).object();
    const QString run = randomTag();
    made.mValues.insert( QStringLiteral( "run" ), run );
    static const QRegularExpression sChunk( QStringLiteral( "\\A(?:chunk.*|c\\d+)\\z" ) );
    const QJsonArray fresh = made.mDocument.value( QLatin1String( "fresh" ) ).toArray();
    for ( const QJsonValue &one : fresh )
    {
      const QString name = one.toString();
      if ( sChunk.match( name ).hasMatch() )
        made.mValues.insert( name, newChunkId().toString() );
      else if ( name == QLatin1String( "name" ) )
        made.mValues.insert( name, QStringLiteral( "user" ) + randomTag() );
      else
        made.mValues.insert( name, QStringLiteral( "%1-%2-%3" ).arg( made.scenario(), name, run ) );
    }
    return made;
  }

  QString Recording::scenario() const { return mDocument.value( QLatin1String( "scenario" ) ).toString(); }
  QString Recording::defaultRole() const
  {
    return mDocument.value( QLatin1String( "server" ) )
      .toObject()
      .value( QLatin1String( "default_role" ) )
      .toString();
  }
  int Recording::tokenSeconds() const
  {
    return mDocument.value( QLatin1String( "server" ) )
      .toObject()
      .value( QLatin1String( "token_seconds" ) )
      .toInt();
  }
  int Recording::stepCount() const
  {
    return int( mDocument.value( QLatin1String( "steps" ) ).toArray().size() );
  }

  QString Recording::filled( const QString &text ) const
  {
    static const QRegularExpression sName( QStringLiteral( "\\$\\{([A-Za-z0-9_]+)\\}" ) );
    QString made = text;
    for ( int at = 0;; )
    {
      const QRegularExpressionMatch match = sName.match( made, at );
      if ( !match.hasMatch() )
        return made;
      const QString value = mValues.value( match.captured( 1 ), match.captured( 0 ) );
      made.replace( match.capturedStart(), match.capturedLength(), value );
      at = int( match.capturedStart() + value.size() );
    }
  }

  QJsonValue Recording::filled( const QJsonValue &value ) const
  {
    if ( value.isString() )
      return filled( value.toString() );
    if ( value.isArray() )
    {
      QJsonArray list;
      const QJsonArray values = value.toArray();
      for ( const QJsonValue &one : values )
        list.append( filled( one ) );
      return list;
    }
    if ( !value.isObject() )
      return value;
    QJsonObject made;
    const QJsonObject object = value.toObject();
    for ( auto it = object.begin(); it != object.end(); ++it )
      made.insert( filled( it.key() ), filled( it.value() ) );
    return made;
  }

  RecordedStep Recording::step( int index ) const
  {
    const QJsonObject object = mDocument.value( QLatin1String( "steps" ) ).toArray().at( index ).toObject();
    const QJsonObject asked = object.value( QLatin1String( "request" ) ).toObject();
    const QJsonObject came = object.value( QLatin1String( "response" ) ).toObject();
    RecordedStep step;
    step.what = object.value( QLatin1String( "what" ) ).toString();
    step.user = asked.value( QLatin1String( "as" ) ).toString();
    step.afterSeconds = asked.value( QLatin1String( "after_seconds" ) ).toInt();
    const QByteArray verb = asked.value( QLatin1String( "method" ) ).toString().toLatin1();
    for ( const HttpVerb one : { HttpVerb::Get, HttpVerb::Post, HttpVerb::Put, HttpVerb::Patch,
                                 HttpVerb::Delete, HttpVerb::Head } )
    {
      if ( toWire( one ) == verb )
        step.request.verb = one;
    }
    // with its query, as recorded: nothing of ours encodes it anew
    const QString path = filled( asked.value( QLatin1String( "path" ) ).toString() );
    step.request.path = QUrl::toPercentEncoding( path, "/?&=:+," ).mid( 1 ).replace( "%25", "%" );
    const QJsonObject headers = asked.value( QLatin1String( "headers" ) ).toObject();
    for ( auto it = headers.begin(); it != headers.end(); ++it )
      step.request.setHeader( it.key().toLatin1(), filled( it.value().toString() ).toUtf8() );
    if ( const QJsonValue json = asked.value( QLatin1String( "json" ) ); !json.isUndefined() )
    {
      const QByteArray list =
        QJsonDocument( QJsonArray( { filled( json ) } ) ).toJson( QJsonDocument::Compact );
      step.request.body = list.mid( 1, list.size() - 2 ); // any value, also one that is no document
      step.request.setHeader( "Content-Type", headers.value( QLatin1String( "Content-Type" ) )
                                                .toString( QStringLiteral( "application/json" ) )
                                                .toLatin1() );
    }
    else
      step.request.body =
        QByteArray::fromBase64( asked.value( QLatin1String( "base64" ) ).toString().toLatin1() );
    step.status = came.value( QLatin1String( "status" ) ).toInt();
    step.contentType = came.value( QLatin1String( "headers" ) )
                         .toObject()
                         .value( QLatin1String( "content-type" ) )
                         .toString()
                         .toLatin1();
    step.json = came.value( QLatin1String( "json" ) );
    step.bodySha1 =
      came.value( QLatin1String( "body" ) ).toObject().value( QLatin1String( "sha1" ) ).toString().toLatin1();
    step.isShapeOnly = object.value( QLatin1String( "compare" ) ).toString() == QLatin1String( "shape" );
    step.saves = object.value( QLatin1String( "save" ) ).toObject();
    return step;
  }

  QStringList Recording::keep( const RecordedStep &step, const QJsonValue &answer )
  {
    QStringList missing;
    for ( auto it = step.saves.begin(); it != step.saves.end(); ++it )
    {
      QJsonValue value = answer;
      const QStringList parts = it.value().toString().split( QLatin1Char( '/' ), Qt::SkipEmptyParts );
      for ( const QString &part : parts )
        value = value.isArray() ? value.toArray().at( part.toInt() ) : value.toObject().value( part );
      if ( value.isString() )
        mValues.insert( it.key(), value.toString() );
      else if ( value.isDouble() )
        mValues.insert( it.key(), QString::number( qint64( value.toDouble() ) ) );
      else
        missing.append( QStringLiteral( "%1 is missing" ).arg( it.value().toString() ) );
    }
    return missing;
  }

  QStringList Recording::differences( const RecordedStep &step, const HttpResponse &got ) const
  {
    QStringList found;
    if ( got.status != step.status )
      return { QStringLiteral( "status %1 expected, got %2 %3" )
                 .arg( step.status )
                 .arg( got.status )
                 .arg( QString::fromUtf8( got.body.left( 160 ) ) ) };
    const auto plain = []( const QByteArray &type ) { return type.split( ';' ).first().trimmed(); };
    const bool isFile = !step.bodySha1.isEmpty(); // the type of a file is guessed from its bytes
    if ( !isFile && plain( got.header( "Content-Type" ) ) != plain( step.contentType ) )
      found.append( QStringLiteral( "content type %1 expected, got %2" )
                      .arg( QString::fromLatin1( step.contentType ),
                            QString::fromLatin1( got.header( "Content-Type" ) ) ) );
    if ( isFile && QCryptographicHash::hash( got.body, QCryptographicHash::Sha1 ).toHex() != step.bodySha1 )
      found.append( QStringLiteral( "other bytes" ) );
    if ( step.json.isUndefined() )
      return found;
    const QJsonValue json = jsonIn( got.body );
    if ( json.isUndefined() )
      return { QStringLiteral( "JSON expected" ) };
    mIsShapeOnly = step.isShapeOnly;
    compare( step.json, json, QString(), found );
    return found;
  }

  void Recording::compare( const QJsonValue &want, const QJsonValue &got, const QString &at,
                           QStringList &found ) const
  {
    if ( want.isString() )
      return compareTexts( want.toString(), got, at, found );
    if ( want.type() != got.type() )
    {
      found.append( QStringLiteral( "%1: another type" ).arg( at ) );
      return;
    }
    if ( want.isObject() )
      return compareObjects( want.toObject(), got.toObject(), at, found );
    if ( want.isArray() )
      return compareLists( want.toArray(), got.toArray(), at, found );
    if ( !mIsShapeOnly && want != got )
      found.append( QStringLiteral( "%1: %2 expected, got %3" )
                      .arg( at, want.toVariant().toString(), got.toVariant().toString() ) );
  }

  void Recording::compareObjects( const QJsonObject &want, const QJsonObject &got, const QString &at,
                                  QStringList &found ) const
  {
    QSet<QString> wanted;
    bool hasIds = false;
    for ( auto it = want.begin(); it != want.end(); ++it )
    {
      const QString key = filled( it.key() );
      wanted.insert( key );
      hasIds = hasIds || uuids().match( key ).hasMatch();
      if ( got.contains( key ) )
        compare( it.value(), got.value( key ), at + QLatin1Char( '/' ) + key, found );
      else if ( !uuids().match( it.key() ).hasMatch() )
        found.append( QStringLiteral( "%1/%2: missing" ).arg( at, key ) );
    }
    const QStringList keys = got.keys();
    for ( const QString &key : keys )
    {
      if ( !wanted.contains( key ) && !hasIds )
        found.append( QStringLiteral( "%1/%2: not in the recording" ).arg( at, key ) );
    }
  }

  void Recording::compareLists( QJsonArray want, QJsonArray got, const QString &at, QStringList &found ) const
  {
    if ( !mIsShapeOnly && want.size() != got.size() )
    {
      found.append(
        QStringLiteral( "%1: %2 items expected, got %3" ).arg( at ).arg( want.size() ).arg( got.size() ) );
      return;
    }
    want = filled( QJsonValue( want ) ).toArray();
    sort( want, keyOf( at ) );
    sort( got, keyOf( at ) );
    for ( int i = 0; i < qMin( want.size(), got.size() ); ++i )
      compare( want.at( i ), got.at( i ), QStringLiteral( "%1/%2" ).arg( at ).arg( i ), found );
  }

  void Recording::compareTexts( const QString &recorded, const QJsonValue &got, const QString &at,
                                QStringList &found ) const
  {
    const QString want = filled( recorded );
    const QString key = keyOf( at );
    if ( want == QLatin1String( "<int>" ) )
    {
      if ( !got.isDouble() )
        found.append( QStringLiteral( "%1: number expected" ).arg( at ) );
      return;
    }
    if ( !got.isString() )
    {
      found.append( QStringLiteral( "%1: text expected" ).arg( at ) );
      return;
    }
    if ( want.startsWith( QLatin1String( "<time" ) ) )
    {
      static const QRegularExpression sTime(
        QStringLiteral( "\\A\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d" ) );
      if ( !sTime.match( got.toString() ).hasMatch() )
        found.append( QStringLiteral( "%1: time expected, got %2" ).arg( at, got.toString() ) );
      return;
    }
    const bool isFree = key == QLatin1String( "detail" ) || key == QLatin1String( "title" ) ||
                        key == QLatin1String( "token" ) || mIsShapeOnly ||
                        recorded.contains( QLatin1String( "${" ) );
    const auto known = []( QString text ) { return text.replace( uuids(), QStringLiteral( "<uuid>" ) ); };
    if ( !isFree && known( got.toString() ) != known( want ) )
      found.append( QStringLiteral( "%1: \"%2\" expected, got \"%3\"" )
                      .arg( at, want.left( 80 ), got.toString().left( 80 ) ) );
  }

  HttpResponse Recording::recordedAnswer( const RecordedStep &step ) const
  {
    const auto withValues = []( const auto &self, const QJsonValue &value, const QString &key ) -> QJsonValue
    {
      if ( value.isArray() )
      {
        QJsonArray list;
        const QJsonArray values = value.toArray();
        for ( const QJsonValue &one : values )
          list.append( self( self, one, key ) );
        return list;
      }
      if ( value.isObject() )
      {
        QJsonObject made;
        const QJsonObject object = value.toObject();
        for ( auto it = object.begin(); it != object.end(); ++it )
          made.insert( it.key(), self( self, it.value(), it.key() ) );
        return made;
      }
      if ( value == QJsonValue( QStringLiteral( "<int>" ) ) )
        return 7;
      if ( !value.isString() )
        return value;
      QString text = value.toString();
      if ( text.startsWith( QLatin1String( "<time" ) ) )
        return QStringLiteral( "2026-05-20T10:11:12Z" );
      if ( key == QLatin1String( "token" ) && text.startsWith( QLatin1Char( '<' ) ) )
        return QStringLiteral( "a.token" );
      return text.replace( QStringLiteral( "<uuid>" ), QString::fromLatin1( UUID ) );
    };
    HttpResponse answer;
    answer.status = step.status;
    answer.headers.append( HttpHeader( "Content-Type", step.contentType ) );
    if ( !step.json.isUndefined() )
    {
      const QJsonValue json = withValues( withValues, filled( step.json ), QString() );
      const QByteArray list = QJsonDocument( QJsonArray( { json } ) ).toJson( QJsonDocument::Compact );
      answer.body = list.mid( 1, list.size() - 2 );
    }
    return answer;
  }
} // namespace syncline

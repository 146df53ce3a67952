// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/enginestate.h"

#include "core/project/asciijson.h"

#include <QJsonArray>

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int FORMAT = 1;

    QStringList textsIn( const QJsonValue &value )
    {
      QStringList texts;
      const QJsonArray array = value.toArray();
      for ( const QJsonValue &text : array )
        texts.append( text.toString() );
      return texts;
    }
  } // namespace

  Result<EngineState> EngineState::load( FileOps &disk, const QString &path )
  {
    const Result<QByteArray> bytes = readSmallFile( disk, path );
    if ( !bytes && bytes.error().kind == ErrorKind::NotFound )
      return EngineState();
    if ( !bytes )
      return tl::unexpected<Error>( bytes.error() );
    return fromJson( *bytes );
  }

  Result<EngineState> EngineState::fromJson( const QByteArray &bytes )
  {
    SYNCLINE_TRY( object, jsonObjectFrom( bytes, QStringLiteral( ".mergin/.engine/state.json" ) ) );
    if ( toInteger( object.value( QLatin1String( "format" ) ) ) != FORMAT )
      return fail( ErrorKind::DamagedMetadata,
                   QStringLiteral( ".mergin/.engine/state.json: unknown format" ) );
    EngineState state;
    state.project =
      ProjectId::fromString( object.value( QLatin1String( "project" ) ).toString() ).value_or( ProjectId() );
    SYNCLINE_TRY( version, Version::fromString( object.value( QLatin1String( "version" ) ).toString() ) );
    state.version = version;
    if ( const QJsonValue filter = object.value( QLatin1String( "filter" ) ); filter.isObject() )
    {
      SYNCLINE_TRY( scope, FileFilter::fromJson( filter.toObject() ) );
      state.filter = scope;
    }
    const QJsonArray files = object.value( QLatin1String( "files" ) ).toArray();
    for ( const QJsonValue &value : files )
    {
      SYNCLINE_TRY( entry, baseEntryFromJson( value.toObject() ) );
      state.serverFiles.insert( entry.path, entry );
    }
    state.heldBack = textsIn( object.value( QLatin1String( "held_back" ) ) );
    state.otherVolumes = textsIn( object.value( QLatin1String( "other_volumes" ) ) );
    state.rootVolume = object.value( QLatin1String( "root_volume" ) ).toString();
    const QJsonObject twins = object.value( QLatin1String( "twins" ) ).toObject();
    for ( auto twin = twins.begin(); twin != twins.end(); ++twin )
    {
      SYNCLINE_TRY( path, RelPath::fromString( twin.key() ) );
      SYNCLINE_TRY( checksum, Sha1::fromString( twin.value().toString() ) );
      state.twins.insert( path, checksum );
    }
    return state;
  }

  QByteArray EngineState::toJson() const
  {
    QJsonArray files;
    for ( const BaseEntry &entry : serverFiles )
      files.append( syncline::toJson( entry ) );
    QJsonObject twinObject;
    for ( auto twin = twins.begin(); twin != twins.end(); ++twin )
      twinObject.insert( twin.key().toString(), twin.value().toString() );
    return toAsciiJson(
      { { QStringLiteral( "format" ), FORMAT },
        { QStringLiteral( "project" ), project.toString() },
        { QStringLiteral( "version" ), version.toString() },
        { QStringLiteral( "filter" ),
          filter.isEverything() ? QJsonValue( QJsonValue::Null ) : QJsonValue( filter.toJson() ) },
        { QStringLiteral( "files" ), files },
        { QStringLiteral( "held_back" ), QJsonArray::fromStringList( heldBack ) },
        { QStringLiteral( "other_volumes" ), QJsonArray::fromStringList( otherVolumes ) },
        { QStringLiteral( "root_volume" ), rootVolume },
        { QStringLiteral( "twins" ), twinObject } } );
  }
} // namespace syncline

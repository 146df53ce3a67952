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

    BaseFiles listedInScope( const EngineState &state )
    {
      BaseFiles files;
      for ( const BaseEntry &entry : state.serverFiles )
      {
        if ( state.filter.contains( entry.path ) )
          files.insert( entry.path, entry );
      }
      return files;
    }

    [[nodiscard]] Result<void> readBase( const QJsonObject &object, EngineState &state )
    {
      if ( object.isEmpty() )
        return {}; // not known
      SYNCLINE_TRY( version, Version::fromString( object.value( QLatin1String( "version" ) ).toString() ) );
      const QJsonArray others = object.value( QLatin1String( "files" ) ).toArray();
      for ( const QJsonValue &value : others )
      {
        SYNCLINE_TRY( entry, baseEntryFromJson( value.toObject() ) );
        state.baseDiffers.insert( entry.path, entry );
      }
      const QStringList absent = textsIn( object.value( QLatin1String( "without" ) ) );
      for ( const QString &text : absent )
      {
        SYNCLINE_TRY( path, RelPath::fromString( text ) );
        state.baseDiffers.insert( path, std::nullopt );
      }
      state.baseVersion = version;
      return {};
    }

    QJsonObject writtenBase( const EngineState &state )
    {
      if ( !state.baseVersion )
        return {};
      QJsonArray others;
      QJsonArray absent;
      for ( auto one = state.baseDiffers.begin(); one != state.baseDiffers.end(); ++one )
      {
        if ( *one )
          others.append( toJson( **one ) );
        else
          absent.append( one.key().toString() );
      }
      return { { QStringLiteral( "version" ), state.baseVersion->toString() },
               { QStringLiteral( "files" ), others },
               { QStringLiteral( "without" ), absent } };
    }
  } // namespace

  void EngineState::noteBase( const Metadata &metadata )
  {
    baseVersion = metadata.identity.version;
    baseDiffers.clear();
    const BaseFiles listed = listedInScope( *this );
    for ( const BaseEntry &entry : metadata.files )
    {
      if ( listed.value( entry.path ) != entry )
        baseDiffers.insert( entry.path, entry );
    }
    for ( const BaseEntry &entry : listed )
    {
      if ( !metadata.files.contains( entry.path ) )
        baseDiffers.insert( entry.path, std::nullopt );
    }
  }

  BaseFiles EngineState::base() const
  {
    BaseFiles files = listedInScope( *this );
    for ( auto one = baseDiffers.begin(); one != baseDiffers.end(); ++one )
    {
      if ( *one )
        files.insert( one.key(), **one );
      else
        files.remove( one.key() );
    }
    return files;
  }

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
    SYNCLINE_CHECK( readBase( object.value( QLatin1String( "base" ) ).toObject(), state ) );
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
        { QStringLiteral( "twins" ), twinObject },
        { QStringLiteral( "base" ), writtenBase( *this ) } } );
  }
} // namespace syncline

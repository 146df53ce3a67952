// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/commit.h"

#include "core/project/asciijson.h"

#include <QJsonArray>

namespace syncline
{
  namespace
  {
    constexpr int FORMAT = 1;
    constexpr int LAST_KIND = int( CommitStep::Kind::Defer );
    constexpr int LAST_EVENT = int( FileEvent::Merged );

    tl::unexpected<Error> damaged()
    {
      return fail( ErrorKind::DamagedMetadata,
                   QStringLiteral( ".mergin/.engine/journal cannot be understood" ) );
    }

    void insertText( QJsonObject &object, const char *key, const QString &text )
    {
      if ( !text.isEmpty() )
        object.insert( QLatin1String( key ), text );
    }

    QString textIn( const QJsonObject &object, const char *key )
    {
      return object.value( QLatin1String( key ) ).toString();
    }

    QJsonArray rowsToJson( const QList<TableRows> &rows )
    {
      QJsonArray list;
      for ( const TableRows &table : rows )
        list.append( QJsonArray{ table.table, table.inserted, table.updated, table.deleted } );
      return list;
    }

    QList<TableRows> rowsFrom( const QJsonArray &list )
    {
      QList<TableRows> rows;
      for ( const QJsonValue &value : list )
      {
        const QJsonArray table = value.toArray();
        rows.append( { table.at( 0 ).toString(), toInteger( table.at( 1 ) ).value_or( 0 ),
                       toInteger( table.at( 2 ) ).value_or( 0 ), toInteger( table.at( 3 ) ).value_or( 0 ) } );
      }
      return rows;
    }

    QJsonObject keysToJson( const NewKeys &keys )
    {
      QJsonObject tables;
      for ( auto table = keys.begin(); table != keys.end(); ++table )
      {
        QJsonArray pairs; // as text: a number in JSON has 53 bits, a key 64
        for ( auto row = table->begin(); row != table->end(); ++row )
          pairs.append( QStringLiteral( "%1 %2" ).arg( row.key() ).arg( row.value() ) );
        tables.insert( table.key(), pairs );
      }
      return tables;
    }

    NewKeys keysFrom( const QJsonObject &tables )
    {
      NewKeys keys;
      for ( auto table = tables.begin(); table != tables.end(); ++table )
      {
        const QJsonArray pairs = table.value().toArray();
        for ( const QJsonValue &pair : pairs )
        {
          const QStringList numbers = pair.toString().split( QLatin1Char( ' ' ) );
          if ( numbers.size() == 2 )
            keys[table.key()].insert( numbers.first().toLongLong(), numbers.last().toLongLong() );
        }
      }
      return keys;
    }

    QJsonObject stepToJson( const CommitStep &step )
    {
      QJsonObject object{ { QStringLiteral( "kind" ), int( step.kind ) },
                          { QStringLiteral( "path" ), step.path.toString() },
                          { QStringLiteral( "event" ), int( step.event ) },
                          { QStringLiteral( "reported" ), step.isReported },
                          { QStringLiteral( "drops_base" ), step.dropsBase },
                          { QStringLiteral( "base_late" ), step.isBaseLate },
                          { QStringLiteral( "size" ), step.sizeBytes } };
      insertText( object, "staged", step.staged );
      insertText( object, "staged_base", step.stagedBase );
      insertText( object, "snapshot", step.snapshot );
      insertText( object, "changes", step.changes );
      insertText( object, "copy", step.copy );
      insertText( object, "other_path", step.otherPath );
      insertText( object, "before", step.before.toString() );
      if ( !step.rows.isEmpty() )
        object.insert( QStringLiteral( "rows" ), rowsToJson( step.rows ) );
      if ( step.editConflicts > 0 )
        object.insert( QStringLiteral( "edit_conflicts" ), step.editConflicts );
      if ( !step.newKeys.isEmpty() )
        object.insert( QStringLiteral( "new_keys" ), keysToJson( step.newKeys ) );
      if ( step.entryBefore )
        object.insert( QStringLiteral( "entry_before" ), toJson( *step.entryBefore ) );
      if ( step.entryAfter )
        object.insert( QStringLiteral( "entry_after" ), toJson( *step.entryAfter ) );
      if ( step.problem )
        object.insert( QStringLiteral( "problem" ),
                       QJsonArray{ int( step.problem->kind ), step.problem->detail } );
      return object;
    }

    //! An optional entry of the metadata.
    [[nodiscard]] Result<std::optional<BaseEntry>> entryIn( const QJsonObject &object, const char *key )
    {
      const QJsonValue value = object.value( QLatin1String( key ) );
      if ( !value.isObject() )
        return std::optional<BaseEntry>();
      SYNCLINE_TRY( entry, baseEntryFromJson( value.toObject() ) );
      return std::optional<BaseEntry>( entry );
    }

    [[nodiscard]] Result<Sha1> sha1In( const QJsonObject &object, const char *key )
    {
      const QString text = textIn( object, key );
      return text.isEmpty() ? Result<Sha1>( Sha1() ) : Sha1::fromString( text );
    }

    [[nodiscard]] Result<CommitStep> stepFrom( const QJsonObject &object )
    {
      CommitStep step;
      const int kind = object.value( QLatin1String( "kind" ) ).toInt( -1 );
      const int event = object.value( QLatin1String( "event" ) ).toInt( -1 );
      if ( kind < 0 || kind > LAST_KIND || event < 0 || event > LAST_EVENT )
        return damaged();
      step.kind = CommitStep::Kind( kind );
      step.event = FileEvent( event );
      SYNCLINE_TRY( path, RelPath::fromString( textIn( object, "path" ) ) );
      step.path = path;
      step.isReported = object.value( QLatin1String( "reported" ) ).toBool();
      step.dropsBase = object.value( QLatin1String( "drops_base" ) ).toBool();
      step.isBaseLate = object.value( QLatin1String( "base_late" ) ).toBool();
      step.sizeBytes = toInteger( object.value( QLatin1String( "size" ) ) ).value_or( 0 );
      step.staged = textIn( object, "staged" );
      step.stagedBase = textIn( object, "staged_base" );
      step.snapshot = textIn( object, "snapshot" );
      step.changes = textIn( object, "changes" );
      step.copy = textIn( object, "copy" );
      step.rows = rowsFrom( object.value( QLatin1String( "rows" ) ).toArray() );
      step.editConflicts = object.value( QLatin1String( "edit_conflicts" ) ).toInt();
      step.newKeys = keysFrom( object.value( QLatin1String( "new_keys" ) ).toObject() );
      step.otherPath = textIn( object, "other_path" );
      SYNCLINE_TRY( before, sha1In( object, "before" ) );
      step.before = before;
      SYNCLINE_TRY( entryBefore, entryIn( object, "entry_before" ) );
      step.entryBefore = entryBefore;
      SYNCLINE_TRY( entryAfter, entryIn( object, "entry_after" ) );
      step.entryAfter = entryAfter;
      if ( const QJsonArray problem = object.value( QLatin1String( "problem" ) ).toArray();
           problem.size() == 2 )
      {
        const int problemKind = problem.at( 0 ).toInt();
        if ( problemKind < 0 || problemKind >= ERROR_KIND_COUNT )
          return damaged();
        step.problem = Error{ ErrorKind( problemKind ), problem.at( 1 ).toString(), {}, {} };
      }
      return step;
    }
  } // namespace

  QJsonObject CommitIntent::toJson() const
  {
    QJsonArray list;
    for ( const CommitStep &step : steps )
      list.append( stepToJson( step ) );
    return { { QStringLiteral( "format" ), FORMAT },
             { QStringLiteral( "run" ), run },
             { QStringLiteral( "steps" ), list },
             { QStringLiteral( "metadata_before" ), metadataBefore.toString() },
             { QStringLiteral( "metadata_after" ), metadataAfter.toString() },
             { QStringLiteral( "version_before" ), versionBefore.toString() },
             { QStringLiteral( "writes_metadata" ), writesMetadata },
             { QStringLiteral( "target" ), QString::fromLatin1( target.toJson() ) },
             { QStringLiteral( "state" ), QString::fromLatin1( state.toJson() ) } };
  }

  Result<CommitIntent> CommitIntent::fromJson( const QJsonObject &object )
  {
    if ( toInteger( object.value( QLatin1String( "format" ) ) ) != FORMAT )
      return damaged();
    CommitIntent intent;
    intent.run = textIn( object, "run" );
    if ( !RelPath::fromString( intent.run ) || intent.run.contains( QLatin1Char( '/' ) ) )
      return damaged();
    const QJsonArray list = object.value( QLatin1String( "steps" ) ).toArray();
    for ( const QJsonValue &value : list )
    {
      SYNCLINE_TRY( step, stepFrom( value.toObject() ) );
      intent.steps.append( step );
    }
    SYNCLINE_TRY( metadataBefore, sha1In( object, "metadata_before" ) );
    intent.metadataBefore = metadataBefore;
    SYNCLINE_TRY( metadataAfter, sha1In( object, "metadata_after" ) );
    intent.metadataAfter = metadataAfter;
    SYNCLINE_TRY( versionBefore, Version::fromString( textIn( object, "version_before" ) ) );
    intent.versionBefore = versionBefore;
    intent.writesMetadata = object.value( QLatin1String( "writes_metadata" ) ).toBool();
    SYNCLINE_TRY( target, Metadata::fromJson( textIn( object, "target" ).toLatin1() ) );
    intent.target = target;
    SYNCLINE_TRY( state, EngineState::fromJson( textIn( object, "state" ).toLatin1() ) );
    intent.state = state;
    return intent;
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/states/judge.h"

#include "tests/scenarios/states/look.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace syncline::states
{
  namespace
  {
    constexpr int VALUE_LENGTH = 60; // so many characters of a file's text are recorded

    const QString SERVER_FILES = QStringLiteral( "server_files" );
    const QString FILES = QStringLiteral( "files" );
    const QString VERSION = QStringLiteral( "version" );

    //! As in the source, in its order.
    QString nameOf( FileEvent event )
    {
      static const QStringList sNames =
        QStringLiteral(
          "Downloaded Uploaded RemovedHere RemovedOnServer ConflictCopyKept KeptHere RestoredHere Adopted NotUploaded "
          "NotInstalled OutOfScope Merged" )
          .split( QLatin1Char( ' ' ) );
      return sNames.value( int( event ), QString::number( int( event ) ) );
    }

    QString nameOf( Dialect dialect )
    {
      switch ( dialect )
      {
        case Dialect::V2Push:
          return QStringLiteral( "v2" );
        case Dialect::V1Push:
          return QStringLiteral( "v1" );
        case Dialect::DeltaPull:
          return QStringLiteral( "delta" );
      }
      Q_UNREACHABLE();
    }

    QJsonObject changedBy( QJsonObject files, const QJsonObject &changes )
    {
      if ( !changes[QStringLiteral( "official" )].toBool( true ) )
        files = QJsonObject();
      for ( auto change = changes.begin(); change != changes.end(); ++change )
      {
        if ( change.key() == QLatin1String( "official" ) )
          continue;
        if ( change->isNull() )
          files.remove( change.key() );
        else
          files.insert( change.key(), *change );
      }
      return inOneOrder( files );
    }

    //! Recorded and seen objects need not have the same fields: a text says as much as its sum.
    bool isSame( const QJsonObject &wanted, const QJsonObject &seen )
    {
      if ( wanted.contains( QStringLiteral( "any" ) ) )
        return true;
      if ( wanted.contains( QStringLiteral( "sha1" ) ) && seen.contains( QStringLiteral( "sha1" ) ) )
        return wanted[QStringLiteral( "sha1" )] == seen[QStringLiteral( "sha1" )];
      for ( auto field = wanted.begin(); field != wanted.end(); ++field )
      {
        if ( seen[field.key()] != *field )
          return false;
      }
      return true;
    }

    QString shown( const QJsonObject &what )
    {
      return QString::fromUtf8( QJsonDocument( what ).toJson( QJsonDocument::Compact ) );
    }

    QStringList differences( const QString &where, const QJsonObject &wanted, const QJsonObject &seen )
    {
      QStringList found;
      const bool takesFolders = wanted.isEmpty();
      for ( auto file = wanted.begin(); file != wanted.end(); ++file )
      {
        if ( file->toObject().contains( QStringLiteral( "folder" ) ) )
          continue; // an emptied folder may go or stay
        if ( !seen.contains( file.key() ) )
          found.append( QStringLiteral( "%1: %2 is missing" ).arg( where, file.key() ) );
        else if ( !isSame( file->toObject(), seen[file.key()].toObject() ) )
          found.append(
            QStringLiteral( "%1: %2 is %3, not %4" )
              .arg( where, file.key(), shown( seen[file.key()].toObject() ), shown( file->toObject() ) ) );
      }
      for ( auto file = seen.begin(); file != seen.end(); ++file )
      {
        if ( !wanted.contains( file.key() ) &&
             ( takesFolders || !file->toObject().contains( QStringLiteral( "folder" ) ) ) )
          found.append( QStringLiteral( "%1: %2 should not be there (%3)" )
                          .arg( where, file.key(), shown( file->toObject() ) ) );
      }
      return found;
    }

    bool holdsRow( const QString &table, const QJsonArray &rows, const QJsonObject &values )
    {
      const int bracket = int( table.indexOf( QLatin1Char( '(' ) ) );
      const QStringList columns = table.mid( bracket + 1 ).chopped( 1 ).split( QLatin1Char( ',' ) );
      return std::any_of( rows.begin(), rows.end(),
                          [&]( const QJsonValue &row )
                          {
                            for ( auto value = values.begin(); value != values.end(); ++value )
                            {
                              const int column = int( columns.indexOf( value.key() ) );
                              const QJsonValue there = column < 0 ? QJsonValue() : row[column];
                              const bool isEqual = there.isDouble() && value->isDouble()
                                                     ? there.toDouble() == value->toDouble()
                                                     : there == *value;
                              if ( column < 0 || !isEqual )
                                return false;
                            }
                            return true;
                          } );
    }

    bool isIn( const QJsonObject &edit, const QJsonObject &file )
    {
      const QString kind = edit[QStringLiteral( "kind" )].toString();
      const QString json = file.contains( QStringLiteral( "json" ) )
                             ? shown( file[QStringLiteral( "json" )].toObject() )
                             : QString();
      const QJsonValue value = edit[QStringLiteral( "value" )];
      if ( kind == QLatin1String( "file" ) )
        return file.contains( QStringLiteral( "text" ) ) &&
               file[QStringLiteral( "text" )].toString().left( VALUE_LENGTH ) == value.toString();
      if ( kind == QLatin1String( "cell" ) && !json.isEmpty() )
      {
        const QJsonObject cells = value.toObject();
        return std::all_of( cells.begin(), cells.end(),
                            [&json]( const QJsonValue &cell )
                            { return json.contains( cell.toVariant().toString() ); } );
      }
      const QJsonObject tables = file[QStringLiteral( "tables" )].toObject();
      for ( auto table = tables.begin(); table != tables.end(); ++table )
      {
        const QString name = table.key().left( table.key().indexOf( QLatin1Char( '(' ) ) );
        const QStringList columns =
          table.key().mid( name.size() + 1 ).chopped( 1 ).split( QLatin1Char( ',' ) );
        if ( name != edit[QStringLiteral( "table" )].toString() )
          continue;
        if ( kind == QLatin1String( "table" ) ||
             ( kind == QLatin1String( "column" ) && columns.contains( value.toString() ) ) ||
             ( kind != QLatin1String( "column" ) &&
               holdsRow( table.key(), table->toArray(), value.toObject() ) ) )
          return true;
      }
      return false;
    }
  } // namespace

  Duty::Duty( const QJsonObject &state, const QJsonObject &entry, Dialect dialect )
    : mState( state )
    , mOfficial( state[QStringLiteral( "official" )].toObject() )
    , mEntry( entry )
    , mDialect( dialect )
  {
  }

  QJsonObject Duty::files() const
  {
    return changedBy( mOfficial[FILES].toObject(), mEntry[FILES].toObject() );
  }

  QJsonObject Duty::server() const
  {
    const QString own = QStringLiteral( "server" );
    const QJsonValue recorded = mOfficial[SERVER_FILES];
    if ( mEntry[own].toString() == QLatin1String( "as files" ) ||
         ( !recorded.isObject() && !mEntry[own].isObject() ) )
    {
      QJsonObject same = files();
      for ( const QString &path : same.keys() )
      {
        if ( same[path].toObject().contains( QStringLiteral( "folder" ) ) )
          same.remove( path );
      }
      return same;
    }
    return changedBy( recorded.isObject() ? recorded.toObject() : mOfficial[FILES].toObject(),
                      mEntry[own].toObject() );
  }

  QStringList Duty::version() const
  {
    if ( mEntry.contains( VERSION ) )
      return { mEntry[VERSION][0].toString(), mEntry[VERSION][1].toString() };
    const QJsonObject recorded = mOfficial[VERSION].toObject();
    return { recorded[QStringLiteral( "metadata" )][1].toString(),
             recorded[QStringLiteral( "server" )][1].toString() };
  }

  QMap<QString, QString> Duty::told() const
  {
    QMap<QString, QString> events;
    const QJsonObject all = mEntry[QStringLiteral( "told" )].toObject();
    for ( auto one = all.begin(); one != all.end(); ++one )
      events.insert( one.key(), one->toString() );
    return events;
  }

  Duty Duty::again() const
  {
    const QJsonObject entry = mEntry[QStringLiteral( "again" )].toObject();
    return Duty( mState, entry, mDialect );
  }

  QString Duty::failing() const
  {
    const QJsonValue fails = mEntry[QStringLiteral( "fails" )];
    return fails.isObject() ? fails[nameOf( mDialect )].toString() : fails.toString();
  }

  QStringList judge( World &world, const Outcome &outcome, const Duty &duty )
  {
    QStringList problems;
    const QString error = outcome.error ? syncline::nameOf( outcome.error->kind ) : QString();
    if ( error != duty.error() )
      problems.append( QStringLiteral( "error: %1, not %2" )
                         .arg( outcome.error ? toLogLine( *outcome.error ) : QStringLiteral( "none" ),
                               duty.error().isEmpty() ? QStringLiteral( "none" ) : duty.error() ) );
    problems += differences( QStringLiteral( "here" ), duty.files(), world.local() );
    problems += differences( QStringLiteral( "server" ), duty.server(), world.server() );
    const QStringList version{ world.metadataVersion(), world.serverVersion() };
    if ( version != duty.version() )
      problems.append(
        QStringLiteral( "version: %1, not %2" )
          .arg( version.join( QLatin1Char( '/' ) ), duty.version().join( QLatin1Char( '/' ) ) ) );
    const QMap<QString, QString> told = duty.told();
    QStringList waiting;
    QStringList events;
    for ( const FileOutcome &file : outcome.report.files )
    {
      events.append( file.path + QLatin1Char( ' ' ) + nameOf( file.event ) );
      if ( file.event == FileEvent::NotInstalled )
        waiting.append( file.path );
    }
    for ( auto one = told.begin(); one != told.end(); ++one )
    {
      if ( !events.contains( one.key() + QLatin1Char( ' ' ) + one.value() ) )
        problems.append( QStringLiteral( "not told: %1 %2" ).arg( one.key(), one.value() ) );
    }
    if ( !duty.judgesBases() )
      return problems;
    const QMap<QString, QString> wrong = world.wrongBases( waiting );
    for ( auto base = wrong.begin(); base != wrong.end(); ++base )
      problems.append( QStringLiteral( "base file of %1: %2" ).arg( base.key(), base.value() ) );
    return problems;
  }

  QStringList missing( World &world, const QJsonObject &state, const QJsonObject &entry )
  {
    const QList<QJsonObject> places{ world.local(), world.server(), world.parked(), world.trash() };
    QStringList lost;
    const QJsonArray replaced = entry[QStringLiteral( "replaced" )].toArray();
    QJsonArray edits = state[QStringLiteral( "must_survive" )].toArray();
    for ( const QJsonValue &more : entry[QStringLiteral( "survive" )].toArray() )
      edits.append( more );
    for ( const QJsonValue &one : edits )
    {
      const QJsonObject edit = one.toObject();
      const bool isThere = std::any_of( places.begin(), places.end(),
                                        [&edit]( const QJsonObject &files )
                                        {
                                          return std::any_of( files.begin(), files.end(),
                                                              [&edit]( const QJsonValue &file )
                                                              { return isIn( edit, file.toObject() ); } );
                                        } );
      if ( !isThere && !replaced.contains( edit[QStringLiteral( "value" )] ) )
        lost.append( QStringLiteral( "LOST: %1" ).arg( shown( edit ) ) );
    }
    return lost;
  }

  QString describe( const Outcome &outcome )
  {
    QStringList words;
    for ( const FileOutcome &file : outcome.report.files )
    {
      QString said = QStringLiteral( "`%1` %2" ).arg( file.path, nameOf( file.event ) );
      if ( !file.otherPath.isEmpty() && !file.otherPath.startsWith( QLatin1String( ".mergin/" ) ) )
        said += QStringLiteral( " (`%1`)" ).arg( file.otherPath );
      if ( file.problem )
        said += QStringLiteral( " [%1]" ).arg( syncline::nameOf( file.problem->kind ) );
      words.append( said );
    }
    words.sort();
    if ( outcome.error )
      words.append( QStringLiteral( "**%1**" ).arg( syncline::nameOf( outcome.error->kind ) ) );
    return words.isEmpty() ? QStringLiteral( "nothing" ) : words.join( QStringLiteral( "; " ) );
  }
} // namespace syncline::states

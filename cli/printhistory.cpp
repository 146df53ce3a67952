// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/printhistory.h"

#include "cli/console.h"

#include <QJsonArray>
#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    QString timeText( const QDateTime &time ) { return time.toUTC().toString( Qt::ISODate ); }

    QString wordOf( FileChangeKind kind )
    {
      switch ( kind )
      {
        case FileChangeKind::Added:
          return QStringLiteral( "added" );
        case FileChangeKind::Updated:
          return QStringLiteral( "updated" );
        case FileChangeKind::Removed:
          return QStringLiteral( "removed" );
      }
      Q_UNREACHABLE();
    }

    QString authorOf( const VersionSummary &version )
    {
      return version.author.isEmpty() ? QStringLiteral( "(unknown)" ) : version.author;
    }

    QJsonObject toJson( const FileChange &change )
    {
      QJsonObject object{ { QStringLiteral( "version" ), change.version.toString() },
                          { QStringLiteral( "change" ), wordOf( change.kind ) },
                          { QStringLiteral( "size" ), change.sizeBytes },
                          { QStringLiteral( "checksum" ), change.checksum.toString() } };
      if ( change.diff )
        object.insert( QStringLiteral( "diff" ),
                       QJsonObject{ { QStringLiteral( "path" ), change.diff->path },
                                    { QStringLiteral( "size" ), change.diff->sizeBytes },
                                    { QStringLiteral( "checksum" ), change.diff->checksum.toString() } } );
      return object;
    }

    QJsonObject toJson( const VersionSummary &version )
    {
      return { { QStringLiteral( "version" ), version.version.toString() },
               { QStringLiteral( "author" ), version.author },
               { QStringLiteral( "created" ), timeText( version.created ) },
               { QStringLiteral( "project_size" ), version.projectSizeBytes },
               { QStringLiteral( "added" ), version.added },
               { QStringLiteral( "updated" ), version.updated + version.updatedByDiff },
               { QStringLiteral( "removed" ), version.removed } };
    }

    QJsonArray toJson( const QList<TableCounts> &tables )
    {
      QJsonArray array;
      for ( const TableCounts &table : tables )
        array.append( QJsonObject{ { QStringLiteral( "table" ), table.table },
                                   { QStringLiteral( "inserted" ), table.inserted },
                                   { QStringLiteral( "updated" ), table.updated },
                                   { QStringLiteral( "deleted" ), table.removed } } );
      return array;
    }

    void printRows( Console &console, const ChangesetSummary &rows )
    {
      if ( !rows.problem.isEmpty() )
        console.line( QStringLiteral( "    its rows cannot be told: %1" ).arg( rows.problem.simplified() ) );
      for ( const TableCounts &table : rows.tables )
        console.line( QStringLiteral( "    %1: inserted: %2, modified: %3, deleted: %4" )
                        .arg( table.table )
                        .arg( table.inserted )
                        .arg( table.updated )
                        .arg( table.removed ) );
    }

    //! The files of one kind, below a heading.
    void printKind( Console &console, const VersionDetail &detail, FileChangeKind kind )
    {
      bool isFirst = true;
      for ( const ChangedFile &file : detail.files )
      {
        if ( file.change.kind != kind )
          continue;
        if ( isFirst )
        {
          console.line();
          console.line( kind == FileChangeKind::Added     ? QStringLiteral( ">>> Added:" )
                        : kind == FileChangeKind::Removed ? QStringLiteral( ">>> Removed:" )
                                                          : QStringLiteral( ">>> Modified:" ) );
        }
        isFirst = false;
        const char *mark = kind == FileChangeKind::Added ? "+" : kind == FileChangeKind::Removed ? "-" : "M";
        console.line( QString::fromLatin1( mark ) + QLatin1Char( ' ' ) + file.path );
        printRows( console, detail.changesets.value( file.path ) );
      }
    }
  } // namespace

  void printVersions( Console &console, const QList<VersionSummary> &versions )
  {
    QJsonArray all;
    for ( const VersionSummary &version : versions )
    {
      console.line( QStringLiteral( " %1\t%2\t%3\t+%4 M%5 -%6" )
                      .arg( version.version.toString(), timeText( version.created ), authorOf( version ) )
                      .arg( version.added )
                      .arg( version.updated + version.updatedByDiff )
                      .arg( version.removed ) );
      all.append( toJson( version ) );
    }
    console.document( QJsonDocument( all ) );
  }

  void printVersion( Console &console, const VersionDetail &detail )
  {
    console.line( QStringLiteral( "Project: %1" ).arg( detail.project.toString() ) );
    console.line( QStringLiteral( "Version: %1 by %2" )
                    .arg( detail.summary.version.toString(), authorOf( detail.summary ) ) );
    console.line( QStringLiteral( "Time:    %1" ).arg( timeText( detail.summary.created ) ) );
    printKind( console, detail, FileChangeKind::Removed );
    printKind( console, detail, FileChangeKind::Added );
    printKind( console, detail, FileChangeKind::Updated );
    QJsonArray files;
    for ( const ChangedFile &file : detail.files )
    {
      QJsonObject object = toJson( file.change );
      object.insert( QStringLiteral( "path" ), file.path );
      if ( const auto rows = detail.changesets.constFind( file.path ); rows != detail.changesets.constEnd() )
        object.insert( QStringLiteral( "rows" ), toJson( rows->tables ) );
      files.append( object );
    }
    QJsonObject document = toJson( detail.summary );
    document.insert( QStringLiteral( "project" ), detail.project.toString() );
    document.insert( QStringLiteral( "user_agent" ), detail.userAgent );
    document.insert( QStringLiteral( "files" ), files );
    console.document( QJsonDocument( document ) );
  }

  void printFileHistory( Console &console, const FileHistory &history )
  {
    constexpr int VERSION_COLUMN = 5;
    constexpr int KIND_COLUMN = 10;
    console.line( QStringLiteral( "File history: %1" ).arg( history.path ) );
    console.line( QStringLiteral( "-----" ) );
    QJsonArray all;
    for ( const FileChange &change : history.changes )
    {
      const QString diff =
        change.diff ? QStringLiteral( "diff (%1 bytes)" ).arg( change.diff->sizeBytes ) : QString();
      console.line( QStringLiteral( " %1 %2 %3" )
                      .arg( change.version.toString().leftJustified( VERSION_COLUMN ),
                            wordOf( change.kind ).leftJustified( KIND_COLUMN ), diff ) );
      all.append( toJson( change ) );
    }
    if ( history.changes.isEmpty() )
      console.note(
        QStringLiteral( "The server keeps the history of GeoPackages and other databases only." ) );
    console.document( QJsonDocument(
      QJsonObject{ { QStringLiteral( "path" ), history.path }, { QStringLiteral( "history" ), all } } ) );
  }

  void printChangeset( Console &console, const QJsonArray &rows )
  {
    if ( !console.isJson() )
      console.line( QString::fromUtf8( QJsonDocument( rows ).toJson( QJsonDocument::Indented ).trimmed() ) );
    console.document( QJsonDocument( rows ) );
  }
} // namespace syncline::cli

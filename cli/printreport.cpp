// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/printreport.h"

#include "cli/console.h"
#include "cli/describe.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace syncline::cli
{
  namespace
  {
    //! The event's name in --json; never renamed.
    QString idOf( FileEvent event )
    {
      switch ( event )
      {
        case FileEvent::Downloaded:
          return QStringLiteral( "downloaded" );
        case FileEvent::Uploaded:
          return QStringLiteral( "uploaded" );
        case FileEvent::RemovedHere:
          return QStringLiteral( "removed-here" );
        case FileEvent::RemovedOnServer:
          return QStringLiteral( "removed-on-server" );
        case FileEvent::ConflictCopyKept:
          return QStringLiteral( "conflict-copy" );
        case FileEvent::KeptHere:
          return QStringLiteral( "kept-here" );
        case FileEvent::RestoredHere:
          return QStringLiteral( "restored-here" );
        case FileEvent::Adopted:
          return QStringLiteral( "adopted" );
        case FileEvent::NotUploaded:
          return QStringLiteral( "not-uploaded" );
        case FileEvent::NotInstalled:
          return QStringLiteral( "not-installed" );
        case FileEvent::OutOfScope:
          return QStringLiteral( "out-of-scope" );
        case FileEvent::Merged:
          return QStringLiteral( "merged" );
      }
      Q_UNREACHABLE();
    }

    //! A line for people; %1 the file, %2 the other file.
    QString sentenceOf( FileEvent event )
    {
      switch ( event )
      {
        case FileEvent::Downloaded:
          return QStringLiteral( "downloaded %1" );
        case FileEvent::Uploaded:
          return QStringLiteral( "uploaded %1" );
        case FileEvent::RemovedHere:
          return QStringLiteral( "removed %1 here, as on the server (kept as %2)" );
        case FileEvent::RemovedOnServer:
          return QStringLiteral( "removed %1 on the server, as here" );
        case FileEvent::ConflictCopyKept:
          return QStringLiteral( "both sides changed %1: the server's is in place, yours is %2" );
        case FileEvent::KeptHere:
          return QStringLiteral( "kept %1: removed on the server, but changed here" );
        case FileEvent::RestoredHere:
          return QStringLiteral( "restored %1: removed here, but changed on the server" );
        case FileEvent::Adopted:
          return QStringLiteral( "%1 is the same on both sides already" );
        case FileEvent::NotUploaded:
          return QStringLiteral( "not uploaded: %1" );
        case FileEvent::NotInstalled:
          return QStringLiteral( "not put in place: %1" );
        case FileEvent::OutOfScope:
          return QStringLiteral( "not synced, outside the files chosen for this folder: %1" );
        case FileEvent::Merged:
          return QStringLiteral( "merged the server's rows into %1" );
      }
      Q_UNREACHABLE();
    }

    bool isLeftOut( FileEvent event )
    {
      return event == FileEvent::NotUploaded || event == FileEvent::NotInstalled;
    }

    //! "trees: 2 added, 1 changed", one line a table.
    void printRows( Console &console, const QList<TableRows> &rows )
    {
      for ( const TableRows &table : rows )
      {
        QStringList counts;
        if ( table.inserted > 0 )
          counts << QStringLiteral( "%1 added" ).arg( table.inserted );
        if ( table.updated > 0 )
          counts << QStringLiteral( "%1 changed" ).arg( table.updated );
        if ( table.deleted > 0 )
          counts << QStringLiteral( "%1 removed" ).arg( table.deleted );
        console.line(
          QStringLiteral( "    %1: %2" ).arg( table.table, counts.join( QStringLiteral( ", " ) ) ) );
      }
    }

    QJsonArray toJson( const QList<TableRows> &rows )
    {
      QJsonArray tables;
      for ( const TableRows &table : rows )
        tables.append( QJsonObject{ { QStringLiteral( "table" ), table.table },
                                    { QStringLiteral( "inserted" ), table.inserted },
                                    { QStringLiteral( "updated" ), table.updated },
                                    { QStringLiteral( "deleted" ), table.deleted } } );
      return tables;
    }

    void printOutcome( Console &console, const FileOutcome &file )
    {
      QString text = sentenceOf( file.event );
      if ( file.otherPath.isEmpty() )
        text.replace( QStringLiteral( " (kept as %2)" ), QString() );
      text.replace( QStringLiteral( "%2" ), file.otherPath ).replace( QStringLiteral( "%1" ), file.path );
      const bool isCaseTwin = file.event == FileEvent::NotInstalled && !file.otherPath.isEmpty();
      if ( isCaseTwin )
        text += QStringLiteral(
                  ". It and %1 are one file on this computer: rename one of them where both are there." )
                  .arg( file.otherPath );
      else if ( file.problem )
      {
        const Description why = describe( *file.problem, {} );
        text += QStringLiteral( ". %1 %2" ).arg( why.sentence, why.nextStep );
      }
      if ( file.editConflicts > 0 )
        text += QStringLiteral(
                  "; both edited the same cells in %1 row(s): your values are in place, %2 lists both" )
                  .arg( file.editConflicts )
                  .arg( file.otherPath );
      if ( isLeftOut( file.event ) || file.event == FileEvent::OutOfScope )
        console.complain( text );
      else
        console.line( QStringLiteral( "  " ) + text );
      printRows( console, file.rows );
    }

    QJsonObject toJson( const FileOutcome &file )
    {
      QJsonObject object{ { QStringLiteral( "path" ), file.path },
                          { QStringLiteral( "event" ), idOf( file.event ) },
                          { QStringLiteral( "size" ), file.sizeBytes } };
      if ( !file.otherPath.isEmpty() )
        object.insert( QStringLiteral( "otherPath" ), file.otherPath );
      if ( !file.rows.isEmpty() )
        object.insert( QStringLiteral( "rows" ), toJson( file.rows ) );
      if ( file.editConflicts > 0 )
        object.insert( QStringLiteral( "editConflicts" ), file.editConflicts );
      if ( file.problem )
      {
        const Description why = describe( *file.problem, {} );
        object.insert( QStringLiteral( "problem" ),
                       QJsonObject{ { QStringLiteral( "kind" ), nameOf( file.problem->kind ) },
                                    { QStringLiteral( "message" ), why.sentence },
                                    { QStringLiteral( "next" ), why.nextStep } } );
      }
      return object;
    }

    QJsonObject toJson( const SyncReport &report )
    {
      QJsonArray files;
      for ( const FileOutcome &file : report.files )
        files.append( toJson( file ) );
      return { { QStringLiteral( "project" ), report.project.toString() },
               { QStringLiteral( "before" ), report.before.toString() },
               { QStringLiteral( "after" ), report.after.toString() },
               { QStringLiteral( "isClean" ), report.isClean() },
               { QStringLiteral( "finishedInterruptedSync" ), report.hadUnfinishedBusiness },
               { QStringLiteral( "serverWentBackTo" ),
                 report.serverWentBackTo ? QJsonValue( report.serverWentBackTo->toString() ) : QJsonValue() },
               { QStringLiteral( "files" ), files } };
    }

    int leftOut( const SyncReport &report )
    {
      return int( std::count_if( report.files.begin(), report.files.end(),
                                 []( const FileOutcome &file ) { return isLeftOut( file.event ); } ) );
    }

    //! The last line; \a done when nothing was left out.
    ExitCode finish( Console &console, const SyncReport &report, const QString &done )
    {
      const int missing = leftOut( report );
      console.line( missing == 0 ? done
                                 : QStringLiteral( "Done in part: %1 of %2 files were left out." )
                                     .arg( missing )
                                     .arg( report.files.size() ) );
      console.document( QJsonDocument( toJson( report ) ) );
      return missing == 0 ? ExitCode::Ok : ExitCode::Partial;
    }

    void printChanges( Console &console, const QString &title, const QStringList &paths, QChar mark )
    {
      if ( paths.isEmpty() )
        return;
      console.line();
      console.line( QStringLiteral( ">>> %1:" ).arg( title ) );
      for ( const QString &path : paths )
        console.line( QString( mark ) + QLatin1Char( ' ' ) + path );
    }

    void printChanges( Console &console, const ProjectStatus::Changes &changes )
    {
      printChanges( console, QStringLiteral( "Removed" ), changes.removed, QLatin1Char( '-' ) );
      printChanges( console, QStringLiteral( "Added" ), changes.added, QLatin1Char( '+' ) );
      printChanges( console, QStringLiteral( "Modified" ), changes.updated, QLatin1Char( 'M' ) );
    }

    //! Rows by file and table.
    void printDetails( Console &console, const QMap<QString, QList<TableRows>> &rows )
    {
      for ( auto file = rows.begin(); file != rows.end(); ++file )
      {
        console.line( QStringLiteral( "Details %1" ).arg( file.key() ) );
        for ( const TableRows &table : *file )
          console.line( QStringLiteral( "layer name - %1: inserted: %2, modified: %3, deleted: %4" )
                          .arg( table.table )
                          .arg( table.inserted )
                          .arg( table.updated )
                          .arg( table.deleted ) );
        console.line();
      }
    }

    QJsonObject toJson( const QMap<QString, QList<TableRows>> &rows )
    {
      QJsonObject files;
      for ( auto file = rows.begin(); file != rows.end(); ++file )
        files.insert( file.key(), toJson( *file ) );
      return files;
    }

    QJsonObject toJson( const ProjectStatus::Changes &changes )
    {
      return { { QStringLiteral( "added" ), QJsonArray::fromStringList( changes.added ) },
               { QStringLiteral( "updated" ), QJsonArray::fromStringList( changes.updated ) },
               { QStringLiteral( "removed" ), QJsonArray::fromStringList( changes.removed ) } };
    }
  } // namespace

  ExitCode printSync( Console &console, const SyncReport &report, const QString &headline )
  {
    if ( !headline.isEmpty() )
      console.line( headline );
    if ( report.hadUnfinishedBusiness )
      console.note( QStringLiteral( "An earlier sync was interrupted; it was finished first." ) );
    if ( report.serverWentBackTo )
      console.note(
        QStringLiteral(
          "The server went back, as after a restored backup: it is at %1, and what this folder knows of %2 is not "
          "there. Files that differ were kept in both forms: compare them." )
          .arg( report.serverWentBackTo->toString(), report.before.toString() ) );
    int count = 0;
    for ( const FileOutcome &file : report.files )
    {
      printOutcome( console, file );
      count += file.event != FileEvent::Adopted && file.event != FileEvent::OutOfScope;
    }
    return finish( console, report,
                   QStringLiteral( "%1; %2 is at %3." )
                     .arg( count == 0 ? QStringLiteral( "Nothing to do" ) : QStringLiteral( "Done" ),
                           report.project.toString(), report.after.toString() ) );
  }

  ExitCode printDownload( Console &console, const SyncReport &report )
  {
    for ( const FileOutcome &file : report.files )
    {
      if ( file.event != FileEvent::Downloaded )
        printOutcome( console, file );
    }
    return finish( console, report,
                   QStringLiteral( "Done; %1 %2, %3 files." )
                     .arg( report.project.toString(), report.after.toString() )
                     .arg( report.of( FileEvent::Downloaded ).size() ) );
  }

  ExitCode printReset( Console &console, const SyncReport &report )
  {
    int count = 0;
    for ( const FileOutcome &file : report.files )
    {
      const bool isBack = file.event == FileEvent::RestoredHere;
      count += !isLeftOut( file.event );
      if ( isLeftOut( file.event ) )
        printOutcome( console, file );
      else if ( file.event == FileEvent::RemovedHere )
        console.line( QStringLiteral( "  removed %1, which was new" ).arg( file.path ) );
      else
        console.line( ( isBack ? QStringLiteral( "  brought back %1" )
                               : QStringLiteral( "  took back the changes of %1" ) )
                        .arg( file.path ) );
    }
    return finish( console, report,
                   count == 0
                     ? QStringLiteral( "Nothing to take back; %1 is at %2." )
                         .arg( report.project.toString(), report.after.toString() )
                     : QStringLiteral( "Done; %1 is at %2 again. What was here lies in .mergin/.engine/trash "
                                       "for 30 days." )
                         .arg( report.project.toString(), report.after.toString() ) );
  }

  void printStatus( Console &console, const ProjectStatus &status )
  {
    console.line( QStringLiteral( "### Server changes:" ) );
    printChanges( console, status.onServer );
    console.line( QStringLiteral( "### Local changes:" ) );
    printChanges( console, status.here );
    console.line( QStringLiteral( "### Local changes summary ###" ) );
    printDetails( console, status.rowsHere ); // of the server in --json alone: scripts know this text
    for ( const FileOutcome &file : status.notes )
      printOutcome( console, file );
    QJsonArray notes;
    for ( const FileOutcome &file : status.notes )
      notes.append( toJson( file ) );
    console.document( QJsonDocument( QJsonObject{
      { QStringLiteral( "project" ), status.project.toString() },
      { QStringLiteral( "id" ), status.projectId.toString() },
      { QStringLiteral( "version" ), status.local.toString() },
      { QStringLiteral( "serverVersion" ), status.server.toString() },
      { QStringLiteral( "role" ), toWire( status.role ) },
      { QStringLiteral( "here" ), toJson( status.here ) },
      { QStringLiteral( "rowsHere" ), toJson( status.rowsHere ) },
      { QStringLiteral( "onServer" ), toJson( status.onServer ) },
      { QStringLiteral( "rowsOnServer" ), toJson( status.rowsOnServer ) },
      { QStringLiteral( "uncountedOnServer" ), QJsonArray::fromStringList( status.uncountedOnServer ) },
      { QStringLiteral( "notes" ), notes } } ) );
  }
} // namespace syncline::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/syncsummary.h"

#include "plugin/dialogs/changecount.h"

#include <QCoreApplication>
#include <QStringList>

namespace syncline
{
  namespace
  {
    struct Words //!< under the name of the one who says them
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::ProjectPresenter )
    };
  } // namespace

  QString summaryOf( const SyncReport &report )
  {
    const int up = changesIn( report, { FileEvent::Uploaded, FileEvent::RemovedOnServer } );
    const int down = changesIn( report, { FileEvent::Downloaded, FileEvent::Merged, FileEvent::RemovedHere,
                                          FileEvent::ConflictCopyKept, FileEvent::RestoredHere } );
    const int conflicts = int( report.of( FileEvent::ConflictCopyKept ).size() ) + report.editConflicts();
    const int left =
      int( report.of( FileEvent::NotUploaded ).size() + report.of( FileEvent::NotInstalled ).size() );
    if ( report.serverWentBackTo )
      return Words::
        tr( "The server went back to %1, as after a restored backup. Files that differ were kept in both forms: "
            "compare them." )
          .arg( report.serverWentBackTo->toString() );
    if ( conflicts > 0 )
      return Words::tr( "Synced; %n conflict(s) wait for your choice.", nullptr, conflicts );
    if ( left > 0 )
      return Words::tr( "Synced, except %n file(s).", nullptr, left );
    if ( up == 0 && down == 0 )
      return Words::tr( "Everything is synced." );
    return Words::tr( "Synced: %n change(s) up, %1 down.", nullptr, up ).arg( down );
  }

  QString featureLines( const SyncReport &report )
  {
    QStringList lines;
    for ( const FileOutcome &outcome : report.files )
    {
      const bool isUp = outcome.event == FileEvent::Uploaded;
      for ( const TableRows &layer : outcome.rows )
      {
        const QString words = wordsOf( featuresIn( { layer } ) );
        lines << ( isUp ? Words::tr( "%1, %2: %3 on the server" ) : Words::tr( "%1, %2: %3 here" ) )
                   .arg( outcome.path, layer.table, words );
      }
    }
    return lines.join( QLatin1Char( '\n' ) );
  }

  Note noteAbout( const QString &subject, const QString &title, Severity severity, const QString &text )
  {
    Note note;
    note.subject = subject;
    note.title = title;
    note.severity = severity;
    note.text = text;
    note.stays = severity == Severity::Warning || severity == Severity::Stopped;
    return note;
  }
} // namespace syncline

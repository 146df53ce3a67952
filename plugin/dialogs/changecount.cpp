// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/changecount.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace syncline
{
  namespace
  {
    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::FeatureCount )
    };

    //! One at least: a file that differs is a change, even where its rows do not tell which.
    int countOf( const QList<TableRows> &rows )
    {
      constexpr qint64 MOST = 1000000000;
      return int( qBound( qint64( 1 ), featuresIn( rows ).total(), MOST ) );
    }
  } // namespace

  FeatureCount featuresIn( const QList<TableRows> &rows )
  {
    FeatureCount count;
    for ( const TableRows &table : rows )
    {
      count.added += table.inserted;
      count.changed += table.updated;
      count.removed += table.deleted;
    }
    return count;
  }

  QString glyphsOf( const FeatureCount &count )
  {
    const QLocale locale;
    QStringList parts;
    if ( count.added > 0 )
      parts << QLatin1Char( '+' ) + locale.toString( count.added );
    if ( count.changed > 0 )
      parts << QLatin1Char( '~' ) + locale.toString( count.changed );
    if ( count.removed > 0 )
      parts << QChar( 0x2212 ) + locale.toString( count.removed ); // a minus, as wide as the plus
    return parts.join( QLatin1Char( ' ' ) );
  }

  QString wordsOf( const FeatureCount &count )
  {
    const QLocale locale;
    return Words::tr( "%1 added, %2 changed, %3 removed" )
      .arg( locale.toString( count.added ), locale.toString( count.changed ),
            locale.toString( count.removed ) );
  }

  int changesHere( const ProjectStatus &status )
  {
    int count = int( status.here.added.size() + status.here.removed.size() );
    for ( const QString &path : status.here.updated )
      count += countOf( status.rowsHere.value( path ) );
    return count;
  }

  int changesOnServer( const ProjectStatus &status )
  {
    int count = int( status.onServer.added.size() + status.onServer.removed.size() );
    for ( const QString &path : status.onServer.updated )
      count += countOf( status.rowsOnServer.value( path ) );
    return count;
  }

  int changesIn( const SyncReport &report, std::initializer_list<FileEvent> events )
  {
    int count = 0;
    for ( const FileEvent event : events )
      for ( const FileOutcome &outcome : report.of( event ) )
        count += countOf( outcome.rows );
    return count;
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopletemplates.h"

#include "core/people/membercsv.h"
#include "plugin/dialogs/peoplefile.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QUrl>

namespace syncline
{
  using namespace people;
  using Kind = PeopleDirectory::Kind;

  namespace
  {
    constexpr QLatin1String ENDING( ".csv" );

    QDir folderOf( Kind kind )
    {
      const QString base = QStandardPaths::writableLocation( QStandardPaths::GenericDataLocation );
      return QDir(
        QStringLiteral( "%1/syncline/people-templates/%2" )
          .arg( base, kind == Kind::Members ? QStringLiteral( "workspace" ) : QStringLiteral( "project" ) ) );
    }

    QString pathOf( Kind kind, const QString &name )
    {
      return folderOf( kind ).filePath( QString::fromLatin1( QUrl::toPercentEncoding( name ) ) + ENDING );
    }
  } // namespace

  QStringList peopleTemplates( Kind kind )
  {
    QStringList names;
    const QStringList files =
      folderOf( kind ).entryList( { QStringLiteral( "*.csv" ) }, QDir::Files, QDir::Name );
    for ( const QString &file : files )
      names.append( QUrl::fromPercentEncoding( file.chopped( ENDING.size() ).toLatin1() ) );
    return names;
  }

  Result<QList<PersonEntry>> loadPeopleTemplate( Kind kind, const QString &name )
  {
    SYNCLINE_TRY( bytes, readPeopleFile( pathOf( kind, name ) ) );
    SYNCLINE_TRY( csv, readMemberCsv( bytes ) );
    return csv.entries;
  }

  Result<void> savePeopleTemplate( Kind kind, const QString &name, const QList<PersonEntry> &entries )
  {
    QList<PersonEntry> kept = entries;
    for ( PersonEntry &entry : kept )
      entry.project.clear(); // it is for any project
    if ( !folderOf( kind ).mkpath( QStringLiteral( "." ) ) )
      return fail( ErrorKind::LocalIo, folderOf( kind ).path() );
    return writePeopleFile( pathOf( kind, name ), memberCsv( kept ).toUtf8() );
  }

  void removePeopleTemplate( Kind kind, const QString &name ) { QFile::remove( pathOf( kind, name ) ); }
} // namespace syncline

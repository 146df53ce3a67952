// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/printlists.h"

#include "cli/console.h"

#include <QJsonArray>
#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    constexpr int NAME_COLUMN = 40;

    //! "  mergin / trees                          <tab>   0.1 MB"
    QString columns( const QString &name, qint64 sizeBytes )
    {
      const QString megabytes = QString::number( double( sizeBytes ) / ( 1024.0 * 1024.0 ), 'f', 1 );
      return QStringLiteral( "  %1\t%2 MB" )
        .arg( name.leftJustified( NAME_COLUMN ), megabytes.rightJustified( 6 ) );
    }

    QString timeText( const QDateTime &time ) { return time.toUTC().toString( Qt::ISODateWithMs ); }
  } // namespace

  void printProjects( Console &console, const QList<ProjectSummary> &projects )
  {
    console.line( projects.size() == 1 ? QStringLiteral( "1 project" )
                                       : QStringLiteral( "%1 projects" ).arg( projects.size() ) );
    QJsonArray all;
    for ( const ProjectSummary &project : projects )
    {
      console.line( columns( project.name.workspace() + QStringLiteral( " / " ) + project.name.project(),
                             project.sizeBytes ) +
                    QLatin1Char( '\t' ) + project.version.toString() );
      all.append( QJsonObject{
        { QStringLiteral( "id" ), project.id.toString() },
        { QStringLiteral( "namespace" ), project.name.workspace() },
        { QStringLiteral( "name" ), project.name.project() },
        { QStringLiteral( "version" ), project.version.toString() },
        { QStringLiteral( "disk_usage" ), project.sizeBytes },
        { QStringLiteral( "created" ), timeText( project.created ) },
        { QStringLiteral( "updated" ), timeText( project.updated ) },
        { QStringLiteral( "creator" ), project.creator },
        { QStringLiteral( "public" ), project.isPublic },
        { QStringLiteral( "role" ), toWire( project.role ) },
      } );
    }
    console.document( QJsonDocument( QJsonObject{ { QStringLiteral( "count" ), int( projects.size() ) },
                                                  { QStringLiteral( "projects" ), all } } ) );
  }

  void printFiles( Console &console, const ProjectInfo &project )
  {
    console.line( project.files.size() == 1 ? QStringLiteral( "1 file" )
                                            : QStringLiteral( "%1 files" ).arg( project.files.size() ) );
    QJsonArray all;
    for ( const ServerFile &file : project.files )
    {
      console.line( columns( file.path.toString(), file.sizeBytes ) );
      all.append( QJsonObject{ { QStringLiteral( "path" ), file.path.toString() },
                               { QStringLiteral( "size" ), file.sizeBytes },
                               { QStringLiteral( "checksum" ), file.checksum.toString() },
                               { QStringLiteral( "mtime" ), timeText( file.changed ) } } );
    }
    for ( const QString &name : project.unsafePaths )
      console.note(
        QStringLiteral( "Left out: \"%1\" is a name that no folder here could hold safely." ).arg( name ) );
    console.document( QJsonDocument( all ) );
  }

  void printWorkspaces( Console &console, const QList<Workspace> &workspaces )
  {
    QJsonArray all;
    for ( const Workspace &workspace : workspaces )
    {
      console.line( columns( workspace.name, qMax<qint64>( 0, workspace.usedBytes ) ) + QLatin1Char( '\t' ) +
                    toWire( workspace.role ) );
      all.append( QJsonObject{ { QStringLiteral( "id" ), workspace.id.value },
                               { QStringLiteral( "name" ), workspace.name },
                               { QStringLiteral( "role" ), toWire( workspace.role ) },
                               { QStringLiteral( "storage" ), workspace.storageLimitBytes },
                               { QStringLiteral( "disk_usage" ), workspace.usedBytes },
                               { QStringLiteral( "project_count" ), workspace.projectCount } } );
    }
    console.document( QJsonDocument( all ) );
  }
} // namespace syncline::cli

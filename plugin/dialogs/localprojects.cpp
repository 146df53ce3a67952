// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/localprojects.h"

#include <QSettings>

namespace syncline
{
  namespace
  {
    constexpr QLatin1String LIST_KEY( "syncline/projects/known" );
    constexpr QLatin1String PARENT_KEY( "syncline/ui/projects/folder" );
    constexpr QLatin1String FOLDER( "folder" );
    constexpr QLatin1String NAME( "name" );
    constexpr QLatin1String SERVER( "server" );
    constexpr QLatin1String USER( "user" );
    constexpr int MAX_KNOWN = 500;

    void write( const QList<LocalProject> &projects )
    {
      QVariantList list;
      for ( const LocalProject &project : projects )
        list << QVariantMap{ { FOLDER, project.folder },
                             { NAME, project.name.toString() },
                             { SERVER, project.server },
                             { USER, project.user } };
      QSettings().setValue( LIST_KEY, list );
    }
  } // namespace

  QList<LocalProject> LocalProjects::all()
  {
    QList<LocalProject> projects;
    for ( const QVariant &entry : QSettings().value( LIST_KEY ).toList() )
    {
      const QVariantMap map = entry.toMap();
      const Result<ProjectName> name = ProjectName::fromString( map.value( NAME ).toString() );
      if ( name && !map.value( FOLDER ).toString().isEmpty() )
        projects << LocalProject{ map.value( FOLDER ).toString(), *name, map.value( SERVER ).toString(),
                                  map.value( USER ).toString() };
    }
    return projects;
  }

  void LocalProjects::remember( const LocalProject &project )
  {
    QList<LocalProject> projects = all();
    for ( int i = int( projects.size() ) - 1; i >= 0; --i )
      if ( projects.at( i ).folder == project.folder )
        projects.removeAt( i );
    projects.prepend( project );
    write( projects.mid( 0, MAX_KNOWN ) );
  }

  void LocalProjects::forget( const QString &folder )
  {
    QList<LocalProject> rest;
    for ( const LocalProject &project : all() )
      if ( project.folder != folder )
        rest << project;
    write( rest );
  }

  QString LocalProjects::folderOf( const ProjectName &name, const QString &server )
  {
    for ( const LocalProject &project : all() )
      if ( project.name == name && project.server == server )
        return project.folder;
    return QString();
  }

  QString LocalProjects::lastParentFolder() { return QSettings().value( PARENT_KEY ).toString(); }
  void LocalProjects::setLastParentFolder( const QString &folder )
  {
    QSettings().setValue( PARENT_KEY, folder );
  }
} // namespace syncline

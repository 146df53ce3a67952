// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeshapes.h"

#include <QRegularExpression>

#include <algorithm>
#include <climits>

namespace syncline::fake
{
  namespace
  {
    QString upToSeconds( const QDateTime &time )
    {
      return time.toUTC().toString( QStringLiteral( "yyyy-MM-ddTHH:mm:ss" ) );
    }

    QString fractionOf( const QDateTime &time )
    {
      const int ms = time.time().msec();
      return ms == 0 ? QString() : QStringLiteral( ".%1000" ).arg( ms, 3, 10, QLatin1Char( '0' ) );
    }

    bool isConflictPath( const QString &path )
    {
      static const QRegularExpression form( QStringLiteral( "(\\.gpkg|\\.qgs|\\.qgz| \\().*conflict" ) );
      return form.match( path ).hasMatch();
    }

    bool isQgisProject( const QString &path )
    {
      return path.endsWith( ".qgs"_l1, Qt::CaseInsensitive ) ||
             path.endsWith( ".qgz"_l1, Qt::CaseInsensitive );
    }

    QJsonArray uploadsOf( const Context &context, const Project &project )
    {
      QJsonArray ids;
      for ( const Upload &upload : context.state.uploads() )
        if ( upload.projectId == project.id )
          ids.append( upload.id );
      return ids;
    }

    QJsonValue orNull( const QDateTime &time )
    {
      return time.isValid() ? QJsonValue( timeWithoutZone( time ) ) : QJsonValue();
    }
  } // namespace

  QString timeInSeconds( const QDateTime &time ) { return upToSeconds( time ) + QLatin1Char( 'Z' ); }

  QString timeInMicros( const QDateTime &time )
  {
    return upToSeconds( time ) + fractionOf( time ) + QLatin1Char( 'Z' );
  }

  QString timeWithOffset( const QDateTime &time )
  {
    return upToSeconds( time ) + fractionOf( time ) + QStringLiteral( "+00:00" );
  }

  QString timeWithoutZone( const QDateTime &time ) { return upToSeconds( time ) + fractionOf( time ); }

  QString versionName( int number ) { return QLatin1Char( 'v' ) + QString::number( number ); }

  int versionNumber( const QString &name )
  {
    const qint64 number = name.mid( 1 ).toLongLong();
    return static_cast<int>( std::min<qint64>( number, INT_MAX ) );
  }

  Files filesAt( const Project &project, int version )
  {
    Files files;
    for ( const ProjectVersion &made : project.versions )
    {
      if ( made.number > version )
        break;
      for ( const FileChange &change : made.changes )
      {
        if ( change.kind == ChangeKind::Delete )
          files.remove( change.path );
        else
          files.insert( change.path, { &change, &made } );
      }
    }
    return files;
  }

  qint64 diskUsage( const Files &files )
  {
    qint64 bytes = 0;
    for ( const FileState &file : files )
      bytes += file.change->size;
    return bytes;
  }

  qint64 workspaceUsage( const State &state )
  {
    qint64 bytes = 0;
    for ( const Project &project : state.projects() )
      if ( isThere( project ) )
        bytes += project.versions.last().projectSize;
    return bytes;
  }

  QJsonObject accessOf( const Context &context, const Project &project )
  {
    QJsonObject access{ { "public"_l1, project.isPublic } };
    struct Level
    {
        QLatin1String name;
        Role least;
    };
    for ( const Level &level : { Level{ "owners"_l1, Role::Owner }, Level{ "writers"_l1, Role::Writer },
                                 Level{ "editors"_l1, Role::Editor }, Level{ "readers"_l1, Role::Reader } } )
    {
      QJsonArray ids;
      QJsonArray names;
      for ( auto role = project.roles.constBegin(); role != project.roles.constEnd(); ++role )
      {
        const User *user = context.state.userById( role.key() );
        if ( role.value() < level.least || !user )
          continue;
        ids.append( user->id );
        names.append( user->name );
      }
      access[level.name] = ids;
      access[level.name + "names"_l1] = names;
    }
    return access;
  }

  QJsonObject permissionsOf( Role role )
  {
    return { { "upload"_l1, role >= Role::Editor },
             { "update"_l1, role >= Role::Owner },
             { "delete"_l1, role >= Role::Owner } };
  }

  QStringList pathsOf( const Files &files ) { return files.keys(); }

  QJsonArray tagsOf( const Files &files )
  {
    int projects = 0;
    for ( auto file = files.constBegin(); file != files.constEnd(); ++file )
      projects += isQgisProject( file.key() ) ? 1 : 0;
    return projects == 1 ? QJsonArray{ "valid_qgis"_l1, "input_use"_l1 } : QJsonArray();
  }

  QJsonObject projectInList( const Context &context, const Project &project )
  {
    const Files files = filesAt( project, project.latest() );
    bool hasConflict = false;
    for ( auto file = files.constBegin(); file != files.constEnd(); ++file )
      hasConflict = hasConflict || isConflictPath( file.key() );
    return { { "id"_l1, project.id },
             { "name"_l1, project.name },
             { "namespace"_l1, context.state.settings.workspace },
             { "version"_l1, versionName( project.latest() ) },
             { "created"_l1, timeInSeconds( project.created ) },
             { "updated"_l1, timeInMicros( project.updated ) },
             { "creator"_l1, project.creator },
             { "disk_usage"_l1, diskUsage( files ) },
             { "tags"_l1, tagsOf( files ) },
             { "has_conflict"_l1, hasConflict },
             { "permissions"_l1, permissionsOf( projectRole( context.state, context.user, project ) ) },
             { "access"_l1, accessOf( context, project ) } };
  }

  QJsonArray filesV1( const Files &files )
  {
    QJsonArray items;
    for ( const FileState &file : files )
    {
      QJsonObject item{ { "path"_l1, file.change->path },
                        { "size"_l1, file.change->size },
                        { "checksum"_l1, file.change->checksum },
                        { "mtime"_l1, timeInSeconds( file.version->created ) } };
      if ( const std::optional<Diff> &diff = file.change->diff )
        item["diff"_l1] = QJsonObject{ { "path"_l1, diff->path },
                                       { "size"_l1, diff->size },
                                       { "checksum"_l1, diff->checksum } };
      items.append( item );
    }
    return items;
  }

  QJsonObject projectDetail( const Context &context, const Project &project )
  {
    const Files files = filesAt( project, project.latest() );
    const Role role = projectRole( context.state, context.user, project );
    return { { "id"_l1, project.id },
             { "name"_l1, project.name },
             { "namespace"_l1, context.state.settings.workspace },
             { "workspace_id"_l1, WORKSPACE_ID },
             { "version"_l1, versionName( project.latest() ) },
             { "created"_l1, timeInSeconds( project.created ) },
             { "updated"_l1, timeInSeconds( project.updated ) },
             { "creator"_l1, project.creator },
             { "public"_l1, project.isPublic },
             { "role"_l1, role == Role::None ? QJsonValue() : QJsonValue( nameOf( role ) ) },
             { "disk_usage"_l1, diskUsage( files ) },
             { "tags"_l1, tagsOf( files ) },
             { "uploads"_l1, uploadsOf( context, project ) },
             { "removed_at"_l1, orNull( project.removedAt ) },
             { "locked_until"_l1, orNull( project.lockedUntil ) },
             { "permissions"_l1, permissionsOf( role ) },
             { "access"_l1, accessOf( context, project ) },
             { "files"_l1, filesV1( files ) } };
  }

  QJsonObject projectV2( const Context &context, const Project &project )
  {
    const Role role = projectRole( context.state, context.user, project );
    return { { "id"_l1, project.id },
             { "name"_l1, project.name },
             { "version"_l1, versionName( project.latest() ) },
             { "public"_l1, project.isPublic },
             { "size"_l1, diskUsage( filesAt( project, project.latest() ) ) },
             { "created_at"_l1, timeInSeconds( project.created ) },
             { "updated_at"_l1, timeInSeconds( project.updated ) },
             { "workspace"_l1,
               QJsonObject{ { "id"_l1, WORKSPACE_ID }, { "name"_l1, context.state.settings.workspace } } },
             { "role"_l1, role == Role::None ? QJsonValue() : QJsonValue( nameOf( role ) ) } };
  }

  QJsonArray filesV2( const Files &files )
  {
    QJsonArray items;
    for ( const FileState &file : files )
      items.append( QJsonObject{ { "path"_l1, file.change->path },
                                 { "size"_l1, file.change->size },
                                 { "checksum"_l1, file.change->checksum },
                                 { "mtime"_l1, timeInSeconds( file.version->created ) } } );
    return items;
  }

  QJsonObject workspaceItem( const Context &context )
  {
    int projects = 0;
    for ( const Project &project : context.state.projects() )
      projects += isThere( project ) ? 1 : 0;
    return { { "id"_l1, WORKSPACE_ID },
             { "name"_l1, context.state.settings.workspace },
             { "storage"_l1, context.state.settings.quotaBytes },
             { "disk_usage"_l1, workspaceUsage( context.state ) },
             { "project_count"_l1, projects },
             { "role"_l1, nameOf( workspaceRole( context.state, context.user ) ) } };
  }

  QJsonObject userInfo( const User &user )
  {
    return { { "id"_l1, user.id },
             { "username"_l1, user.name },
             { "email"_l1, user.email },
             { "name"_l1, QString() },
             { "first_name"_l1, QJsonValue() },
             { "last_name"_l1, QJsonValue() },
             { "verified_email"_l1, false },
             { "receive_notifications"_l1, user.wantsNotifications },
             { "registration_date"_l1, timeInSeconds( user.registered ) },
             { "last_signed_in"_l1, user.lastSignedIn.isValid()
                                      ? QJsonValue( timeWithoutZone( user.lastSignedIn ) )
                                      : QJsonValue() },
             { "can_edit_profile"_l1, true } };
  }
} // namespace syncline::fake

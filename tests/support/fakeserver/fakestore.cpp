// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakestore.h"

#include "tests/support/fakeserver/fakecontent.h"

#include "core/base/require.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace syncline::fake
{
  namespace
  {
    QJsonValue stored( const QDateTime &time )
    {
      return time.isValid() ? QJsonValue( time.toUTC().toString( Qt::ISODateWithMs ) ) : QJsonValue();
    }

    QDateTime timeOf( const QJsonValue &value )
    {
      return value.isString() ? QDateTime::fromString( value.toString(), Qt::ISODateWithMs ) : QDateTime();
    }

    qint64 bytesOf( const QJsonValue &value )
    {
      return static_cast<qint64>( value.toDouble() ); // exact below 2^53
    }

    QJsonObject stored( const User &user )
    {
      return { { "id"_l1, user.id },
               { "name"_l1, user.name },
               { "email"_l1, user.email },
               { "password"_l1, QString::fromLatin1( user.passwordHash ) },
               { "salt"_l1, QString::fromLatin1( user.salt ) },
               { "superuser"_l1, user.isSuperuser },
               { "workspace_role"_l1,
                 user.inWorkspace ? QJsonValue( nameOf( *user.inWorkspace ) ) : QJsonValue() },
               { "active"_l1, user.isActive },
               { "notifications"_l1, user.wantsNotifications },
               { "registered"_l1, stored( user.registered ) },
               { "signed_in"_l1, stored( user.lastSignedIn ) } };
    }

    User userOf( const QJsonObject &from )
    {
      User user;
      user.id = from["id"_l1].toInt();
      user.name = from["name"_l1].toString();
      user.email = from["email"_l1].toString();
      user.passwordHash = from["password"_l1].toString().toLatin1();
      user.salt = from["salt"_l1].toString().toLatin1();
      user.isSuperuser = from["superuser"_l1].toBool();
      if ( from["workspace_role"_l1].isString() )
        user.inWorkspace = roleNamed( from["workspace_role"_l1].toString() ).value_or( Role::None );
      user.isActive = from["active"_l1].toBool();
      user.wantsNotifications = from["notifications"_l1].toBool();
      user.registered = timeOf( from["registered"_l1] );
      user.lastSignedIn = timeOf( from["signed_in"_l1] );
      return user;
    }

    QJsonObject stored( const FileChange &change )
    {
      QJsonObject to{ { "kind"_l1, static_cast<int>( change.kind ) },
                      { "path"_l1, change.path },
                      { "size"_l1, change.size },
                      { "checksum"_l1, change.checksum },
                      { "blob"_l1, QString::fromLatin1( change.blob ) } };
      if ( change.diff )
        to["diff"_l1] = QJsonObject{ { "path"_l1, change.diff->path },
                                     { "size"_l1, change.diff->size },
                                     { "checksum"_l1, change.diff->checksum },
                                     { "blob"_l1, QString::fromLatin1( change.diff->blob ) } };
      return to;
    }

    FileChange changeOf( const QJsonObject &from )
    {
      FileChange change;
      change.kind = static_cast<ChangeKind>( from["kind"_l1].toInt() );
      change.path = from["path"_l1].toString();
      change.size = bytesOf( from["size"_l1] );
      change.checksum = from["checksum"_l1].toString();
      change.blob = from["blob"_l1].toString().toLatin1();
      if ( from.contains( "diff"_l1 ) )
      {
        const QJsonObject diff = from["diff"_l1].toObject();
        change.diff = Diff{ diff["path"_l1].toString(), bytesOf( diff["size"_l1] ),
                            diff["checksum"_l1].toString(), diff["blob"_l1].toString().toLatin1() };
      }
      return change;
    }

    QJsonObject stored( const ProjectVersion &version )
    {
      QJsonArray changes;
      for ( const FileChange &change : version.changes )
        changes.append( stored( change ) );
      return { { "number"_l1, version.number },
               { "author"_l1, version.author },
               { "created"_l1, stored( version.created ) },
               { "client"_l1, version.userAgent },
               { "project_size"_l1, version.projectSize },
               { "changes"_l1, changes } };
    }

    ProjectVersion versionOf( const QJsonObject &from )
    {
      ProjectVersion version;
      version.number = from["number"_l1].toInt();
      version.author = from["author"_l1].toString();
      version.created = timeOf( from["created"_l1] );
      version.userAgent = from["client"_l1].toString();
      version.projectSize = bytesOf( from["project_size"_l1] );
      for ( const QJsonValue &change : from["changes"_l1].toArray() )
        version.changes.append( changeOf( change.toObject() ) );
      return version;
    }

    Project projectOf( const QJsonObject &from )
    {
      Project project;
      project.id = from["id"_l1].toString();
      project.name = from["name"_l1].toString();
      project.serial = from["serial"_l1].toInt();
      project.creator = from["creator"_l1].toInt();
      project.created = timeOf( from["created"_l1] );
      project.updated = timeOf( from["updated"_l1] );
      project.isPublic = from["public"_l1].toBool();
      project.removedAt = timeOf( from["removed_at"_l1] );
      project.lockedUntil = timeOf( from["locked_until"_l1] );
      const QJsonObject roles = from["roles"_l1].toObject();
      for ( auto role = roles.begin(); role != roles.end(); ++role )
        project.roles.insert( role.key().toInt(), static_cast<Role>( role.value().toInt() ) );
      for ( const QJsonValue &version : from["versions"_l1].toArray() )
        project.versions.append( versionOf( version.toObject() ) );
      return project;
    }

    QJsonObject stored( const Upload &upload )
    {
      return { { "id"_l1, upload.id },
               { "project"_l1, upload.projectId },
               { "base"_l1, upload.baseVersion },
               { "user"_l1, upload.user },
               { "client"_l1, upload.userAgent },
               { "ping"_l1, stored( upload.lastPing ) },
               { "changes"_l1, upload.changes } };
    }

    Upload uploadOf( const QJsonObject &from )
    {
      Upload upload;
      upload.id = from["id"_l1].toString();
      upload.projectId = from["project"_l1].toString();
      upload.baseVersion = from["base"_l1].toInt();
      upload.user = from["user"_l1].toInt();
      upload.userAgent = from["client"_l1].toString();
      upload.lastPing = timeOf( from["ping"_l1] );
      upload.changes = from["changes"_l1].toObject();
      return upload;
    }
  } // namespace

  void writeStored( const QString &folder, const QString &path, const QJsonObject &object )
  {
    SYNCLINE_REQUIRE( QDir().mkpath( QFileInfo( path ).path() ) );
    writeWhole( folder + QStringLiteral( "/tmp" ), path,
                QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
  }

  QJsonObject readStored( const QString &path )
  {
    QFile file( path );
    if ( !file.exists() )
      return {};
    SYNCLINE_REQUIRE( file.open( QIODevice::ReadOnly ) );
    const QJsonDocument document = QJsonDocument::fromJson( file.readAll() );
    SYNCLINE_REQUIRE( document.isObject() );
    return document.object();
  }

  void removeStored( const QString &path ) { QFile::remove( path ); }

  QJsonObject usersToStored( const QByteArray &secret, const QMap<int, User> &users )
  {
    QJsonArray people;
    for ( const User &user : users )
      people.append( stored( user ) );
    return { { "secret"_l1, QString::fromLatin1( secret ) }, { "users"_l1, people } };
  }

  void usersFromStored( const QJsonObject &from, QByteArray &secret, QMap<int, User> &users )
  {
    secret = from["secret"_l1].toString().toLatin1();
    for ( const QJsonValue &person : from["users"_l1].toArray() )
    {
      const User user = userOf( person.toObject() );
      users.insert( user.id, user );
    }
  }

  QJsonArray invitationsToStored( const QList<Invitation> &invitations )
  {
    QJsonArray array;
    for ( const Invitation &one : invitations )
      array.append( QJsonObject{ { "id"_l1, one.id },
                                 { "uuid"_l1, one.uuid },
                                 { "email"_l1, one.email },
                                 { "role"_l1, nameOf( one.role ) },
                                 { "expires"_l1, stored( one.expires ) } } );
    return array;
  }

  QList<Invitation> invitationsFromStored( const QJsonArray &from )
  {
    QList<Invitation> invitations;
    for ( const QJsonValue &value : from )
    {
      const QJsonObject one = value.toObject();
      invitations.append( { one["id"_l1].toInt(), one["uuid"_l1].toString(), one["email"_l1].toString(),
                            roleNamed( one["role"_l1].toString() ).value_or( Role::Guest ),
                            timeOf( one["expires"_l1] ) } );
    }
    return invitations;
  }

  QJsonObject toStored( const Project &project )
  {
    QJsonObject roles;
    for ( auto role = project.roles.constBegin(); role != project.roles.constEnd(); ++role )
      roles[QString::number( role.key() )] = static_cast<int>( role.value() );
    QJsonArray versions;
    for ( const ProjectVersion &version : project.versions )
      versions.append( stored( version ) );
    return { { "id"_l1, project.id },
             { "name"_l1, project.name },
             { "serial"_l1, project.serial },
             { "creator"_l1, project.creator },
             { "created"_l1, stored( project.created ) },
             { "updated"_l1, stored( project.updated ) },
             { "public"_l1, project.isPublic },
             { "removed_at"_l1, stored( project.removedAt ) },
             { "locked_until"_l1, stored( project.lockedUntil ) },
             { "roles"_l1, roles },
             { "versions"_l1, versions } };
  }

  QList<Project> readProjects( const QString &folder )
  {
    QList<Project> projects;
    const QDir directory( folder );
    for ( const QString &name : directory.entryList( { QStringLiteral( "*.json" ) }, QDir::Files ) )
      projects.append( projectOf( readStored( directory.filePath( name ) ) ) );
    return projects;
  }

  QJsonObject uploadsToStored( const QMap<QString, Upload> &uploads, const QMap<QString, QDateTime> &pool )
  {
    QJsonArray open;
    for ( const Upload &upload : uploads )
      open.append( stored( upload ) );
    QJsonObject chunks;
    for ( auto chunk = pool.constBegin(); chunk != pool.constEnd(); ++chunk )
      chunks[chunk.key()] = stored( chunk.value() );
    return { { "uploads"_l1, open }, { "chunks"_l1, chunks } };
  }

  void uploadsFromStored( const QJsonObject &from, QMap<QString, Upload> &uploads,
                          QMap<QString, QDateTime> &pool )
  {
    for ( const QJsonValue &open : from["uploads"_l1].toArray() )
    {
      const Upload upload = uploadOf( open.toObject() );
      uploads.insert( upload.id, upload );
    }
    const QJsonObject chunks = from["chunks"_l1].toObject();
    for ( auto chunk = chunks.begin(); chunk != chunks.end(); ++chunk )
      pool.insert( chunk.key(), timeOf( chunk.value() ) );
  }

  QStringList chunkIdsOf( const QJsonObject &changes )
  {
    QStringList ids;
    for ( const QLatin1String list : { "added"_l1, "updated"_l1 } )
      for ( const QJsonValue &item : changes[list].toArray() )
        for ( const QJsonValue &chunk : item.toObject()["chunks"_l1].toArray() )
          ids.append( chunk.toString() );
    return ids;
  }

  QSet<QByteArray> blobsOf( const Project &project )
  {
    QSet<QByteArray> blobs;
    for ( const ProjectVersion &version : project.versions )
    {
      for ( const FileChange &change : version.changes )
      {
        blobs.insert( change.blob );
        if ( change.diff )
          blobs.insert( change.diff->blob );
      }
    }
    return blobs;
  }
} // namespace syncline::fake

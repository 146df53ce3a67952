// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakestate.h"

#include "tests/support/fakeserver/fakestore.h"

#include "core/base/require.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace syncline::fake
{
  QString newUuid() { return QUuid::createUuid().toString( QUuid::WithoutBraces ); }

  State::State( const Settings &initial )
    : settings( initial )
    , content( initial.dataDir )
  {
    load();
  }

  User &State::addUser( const QString &name, const QString &email )
  {
    const int id = mUsers.isEmpty() ? 1 : mUsers.lastKey() + 1;
    User user;
    user.id = id;
    user.name = name;
    user.email = email;
    mUsersChanged = true;
    return *mUsers.insert( id, user );
  }

  User &State::changeUser( int id )
  {
    SYNCLINE_REQUIRE( mUsers.contains( id ) );
    mUsersChanged = true;
    return mUsers[id];
  }

  const User *State::userById( int id ) const
  {
    const auto found = mUsers.constFind( id );
    return found == mUsers.constEnd() ? nullptr : &*found;
  }

  const User *State::userNamed( const QString &name ) const
  {
    for ( const User &user : mUsers )
      if ( user.name.compare( name, Qt::CaseInsensitive ) == 0 )
        return &user;
    return nullptr;
  }

  const User *State::userByEmail( const QString &email ) const
  {
    for ( const User &user : mUsers )
      if ( user.email.compare( email, Qt::CaseInsensitive ) == 0 )
        return &user;
    return nullptr;
  }

  Invitation &State::addInvitation( const QString &email, Role role, const QDateTime &now )
  {
    const int id = mInvitations.isEmpty() ? 1 : mInvitations.last().id + 1;
    mInvitations.append( { id, newUuid(), email, role, now.addDays( INVITATION_DAYS ) } );
    mUsersChanged = true;
    return mInvitations.last();
  }

  void State::endInvitation( int id )
  {
    const auto isIt = [id]( const Invitation &invitation ) { return invitation.id == id; };
    mInvitations.erase( std::remove_if( mInvitations.begin(), mInvitations.end(), isIt ),
                        mInvitations.end() );
    mUsersChanged = true;
  }

  const Project *State::projectById( const QString &id ) const
  {
    const auto found = mProjects.constFind( id );
    return found == mProjects.constEnd() ? nullptr : &*found;
  }

  const Project *State::projectNamed( const QString &name ) const
  {
    for ( const Project &project : mProjects )
      if ( project.name == name )
        return &project;
    return nullptr;
  }

  Project &State::addProject( const QString &name, int creator, const QDateTime &now )
  {
    Project project;
    project.id = newUuid();
    project.name = name;
    for ( const Project &other : std::as_const( mProjects ) )
      project.serial = std::max( project.serial, other.serial + 1 );
    project.creator = creator;
    project.created = now;
    project.updated = now;
    ProjectVersion nothing;
    nothing.created = now;
    nothing.author = mUsers.value( creator ).name;
    project.versions.append( nothing );
    mProjectsChanged.insert( project.id );
    return *mProjects.insert( project.id, project );
  }

  Project &State::changeProject( const QString &id )
  {
    SYNCLINE_REQUIRE( mProjects.contains( id ) );
    mProjectsChanged.insert( id );
    return mProjects[id];
  }

  void State::eraseProject( const QString &id )
  {
    const QList<Upload> uploads = mUploads.values();
    for ( const Upload &upload : uploads )
      if ( upload.projectId == id )
        endUpload( upload.id );
    mProjectsChanged.insert( id ); // first: id may be a reference into the project that goes
    mProjects.remove( id );
  }

  Upload &State::addUpload( const QString &projectId, int user, const QDateTime &now )
  {
    Upload upload;
    upload.id = newUuid();
    upload.projectId = projectId;
    upload.user = user;
    upload.lastPing = now;
    mUploadsChanged = true;
    return *mUploads.insert( upload.id, upload );
  }

  Upload &State::changeUpload( const QString &id )
  {
    SYNCLINE_REQUIRE( mUploads.contains( id ) );
    mUploadsChanged = true;
    return mUploads[id];
  }

  void State::endUpload( const QString &id )
  {
    const Upload upload = mUploads.take( id );
    for ( const QString &chunk : chunkIdsOf( upload.changes ) )
      mChunksToDrop.insert( chunkKey( id, chunk ) );
    mUploadsChanged = true;
  }

  void State::addPooledChunk( const QString &id, const QDateTime &validUntil )
  {
    mPool.insert( id, validUntil );
    mUploadsChanged = true;
  }

  void State::endPooledChunk( const QString &id )
  {
    mPool.remove( id );
    mChunksToDrop.insert( id.toLatin1() );
    mUploadsChanged = true;
  }

  QByteArray State::chunkKey( const QString &uploadId, const QString &chunkId )
  {
    return uploadId.toLatin1() + '/' + chunkId.toUtf8();
  }

  void State::saveProjects()
  {
    for ( const QString &id : std::as_const( mProjectsChanged ) )
    {
      const QString path = settings.dataDir + QStringLiteral( "/projects/%1.json" ).arg( id );
      if ( const Project *project = projectById( id ) )
        writeStored( settings.dataDir, path, toStored( *project ) );
      else
        removeStored( path );
    }
  }

  void State::save()
  {
    if ( !settings.dataDir.isEmpty() )
    {
      if ( mUsersChanged )
      {
        QJsonObject server = usersToStored( mSecret, mUsers );
        server["invitations"_l1] = invitationsToStored( mInvitations );
        writeStored( settings.dataDir, settings.dataDir + QStringLiteral( "/server.json" ), server );
      }
      saveProjects();
      if ( mUploadsChanged )
        writeStored( settings.dataDir, settings.dataDir + QStringLiteral( "/uploads.json" ),
                     uploadsToStored( mUploads, mPool ) );
    }
    mUsersChanged = mUploadsChanged = false;
    mProjectsChanged.clear();
    for ( const QByteArray &key : std::as_const( mChunksToDrop ) )
      content.dropChunk( key );
    mChunksToDrop.clear();
  }

  void State::load()
  {
    const QString folder = settings.dataDir;
    if ( !folder.isEmpty() )
    {
      const QJsonObject server = readStored( folder + QStringLiteral( "/server.json" ) );
      usersFromStored( server, mSecret, mUsers );
      mInvitations = invitationsFromStored( server["invitations"_l1].toArray() );
      for ( const Project &project : readProjects( folder + QStringLiteral( "/projects" ) ) )
        mProjects.insert( project.id, project );
      uploadsFromStored( readStored( folder + QStringLiteral( "/uploads.json" ) ), mUploads, mPool );
    }
    if ( mSecret.isEmpty() )
    {
      mSecret = newUuid().toLatin1();
      mUsersChanged = true;
    }
    const QList<Upload> uploads = mUploads.values();
    for ( const Upload &upload : uploads )
    {
      const Project *project = projectById( upload.projectId );
      if ( !project || project->latest() != upload.baseVersion )
        endUpload( upload.id );
    }
    QSet<QByteArray> files;
    for ( const Project &project : std::as_const( mProjects ) )
      files.unite( blobsOf( project ) );
    content.dropAllExcept( files );
    QSet<QByteArray> chunks;
    for ( const Upload &upload : std::as_const( mUploads ) )
      for ( const QString &chunk : chunkIdsOf( upload.changes ) )
        chunks.insert( chunkKey( upload.id, chunk ) );
    for ( auto pooled = mPool.constBegin(); pooled != mPool.constEnd(); ++pooled )
      chunks.insert( pooled.key().toLatin1() );
    content.dropChunksExcept( chunks );
    save();
  }
} // namespace syncline::fake

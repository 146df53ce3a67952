// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeserver.h"

#include "tests/support/fakeserver/fakeauth.h"
#include "tests/support/fakeserver/fakegeodiff.h"
#include "tests/support/fakeserver/fakeroutes.h"
#include "tests/support/fakeserver/fakerules.h"
#include "tests/support/fakeserver/fakeshapes.h"
#include "tests/support/fakeserver/fakestate.h"

#include "core/base/require.h"

#include <QMutexLocker>

namespace syncline
{
  using namespace fake;

  namespace
  {
    //! As a push of the whole file makes it: an update of a database is kept as a changeset where there is one.
    FileChange changeTo( ContentStore &content, const FileState &before, const QString &path,
                         const ContentStore::Stored &stored )
    {
      const QString checksum = QString::fromLatin1( stored.key );
      if ( !before.change )
        return { ChangeKind::Create, path, stored.size, checksum, stored.key, std::nullopt };
      const auto made =
        isVersioned( path ) ? makeChangeset( content, before.change->blob, stored.key ) : std::nullopt;
      const Patched patched =
        made ? applyChangeset( content, before.change->blob, made->key ) : Patched{ {}, {} };
      if ( !made || !patched.error.isEmpty() ||
           !holdSameContent( content, patched.stored.key, stored.key ) ) // rows without a key, views
        return { ChangeKind::Update, path, stored.size, checksum, stored.key, std::nullopt };
      const QString name = QStringLiteral( "%1-diff-%2" ).arg( path, newUuid() );
      return { ChangeKind::UpdateDiff,
               path,
               stored.size,
               checksum,
               stored.key,
               Diff{ name, made->size, QString::fromLatin1( made->key ), made->key } };
    }
  } // namespace

  FakeServer::FakeServer( const Settings &settings )
    : mState( std::make_unique<State>( settings ) )
  {
  }

  FakeServer::~FakeServer() = default;

  QDateTime FakeServer::now() const { return QDateTime::currentDateTimeUtc().addSecs( mAhead.count() ); }

  FakeResponse FakeServer::process( const FakeRequest &request, bool &isFaulty )
  {
    QList<FakeFault> later;
    std::optional<FakeResponse> instead;
    FakeRequest seen = request;
    for ( ArmedFault &armed : mFaults ) // every one counts, also after one has struck
    {
      if ( !armed.strikes( request ) )
        continue;
      isFaulty = true;
      if ( armed.fault().kind == FakeFault::Kind::NoRange )
        seen = withoutRange( seen );
      if ( armed.fault().isBeforeProcessing() )
        instead = answerInstead( armed.fault() );
      else
        later.append( armed.fault() );
    }
    FakeResponse response = instead ? *instead : answer( *mState, seen, now() );
    mState->save();
    for ( const FakeFault &fault : std::as_const( later ) )
      spoil( fault, response );
    return response;
  }

  FakeResponse FakeServer::handle( const FakeRequest &request )
  {
    const QMutexLocker locker( &mMutex );
    FakeLogEntry entry{ request.verb, request.target, 0, request.body.size(), 0, false };
    FakeResponse response = process( request, entry.isFaulty );
    response.delay += mState->settings.latency;
    entry.status = response.status;
    entry.answerBytes = response.contentLength();
    mLog.append( entry );
    return response;
  }

  void FakeServer::addUser( const QString &name, const QString &password, const QString &email,
                            bool isSuperuser )
  {
    const QMutexLocker locker( &mMutex );
    const User *known = mState->userNamed( name );
    const QString address = email.isEmpty() ? name + QStringLiteral( "@example.com" ) : email;
    User &user = known ? mState->changeUser( known->id ) : mState->addUser( name, address );
    if ( !known )
      user.registered = now();
    user.email = address;
    user.isSuperuser = isSuperuser;
    setPassword( user, password );
    mState->save();
  }

  void FakeServer::setWorkspaceRole( const QString &user, const QString &role )
  {
    const QMutexLocker locker( &mMutex );
    const User *known = mState->userNamed( user );
    SYNCLINE_REQUIRE( known );
    mState->changeUser( known->id ).inWorkspace = roleNamed( role ).value_or( Role::None );
    mState->save();
  }

  QByteArray FakeServer::tokenFor( const QString &user )
  {
    const QMutexLocker locker( &mMutex );
    const User *known = mState->userNamed( user );
    SYNCLINE_REQUIRE( known );
    return makeToken( *mState, *known, now().addSecs( mState->settings.tokenLifeSeconds ) );
  }

  void FakeServer::setProjectRole( const QString &projectId, const QString &user, const QString &role )
  {
    const QMutexLocker locker( &mMutex );
    const User *known = mState->userNamed( user );
    SYNCLINE_REQUIRE( known );
    Project &project = mState->changeProject( projectId );
    if ( role.isEmpty() )
      project.roles.remove( known->id );
    else
      project.roles.insert( known->id, projectRoleNamed( role ).value() );
    mState->save();
  }

  QString FakeServer::createProject( const QString &name, const QString &creator, bool isPublic )
  {
    const QMutexLocker locker( &mMutex );
    const User *known = mState->userNamed( creator );
    SYNCLINE_REQUIRE( known );
    Project &project = mState->addProject( name, known->id, now() );
    project.isPublic = isPublic;
    mState->save();
    return project.id;
  }

  QString FakeServer::projectId( const QString &name )
  {
    const QMutexLocker locker( &mMutex );
    const Project *project = mState->projectNamed( name );
    return project ? project->id : QString();
  }

  int FakeServer::commit( const QString &projectId, const QString &author,
                          const QMap<QString, QByteArray> &files, const QStringList &removed )
  {
    const QMutexLocker locker( &mMutex );
    Project &project = mState->changeProject( projectId );
    const Files before = filesAt( project, project.latest() );
    ProjectVersion version;
    version.number = project.latest() + 1;
    version.author = author;
    version.created = now();
    for ( auto file = files.constBegin(); file != files.constEnd(); ++file )
    {
      const ContentStore::Stored stored = mState->content.put( file.value() );
      version.changes.append( changeTo( mState->content, before.value( file.key() ), file.key(), stored ) );
    }
    for ( const QString &path : removed )
    {
      const FileState was = before.value( path );
      version.changes.append( { ChangeKind::Delete, path, was.change ? was.change->size : 0,
                                was.change ? was.change->checksum : QString(), QByteArray(), std::nullopt } );
    }
    project.versions.append( version );
    project.versions.last().projectSize = diskUsage( filesAt( project, version.number ) );
    project.updated = version.created;
    mState->save();
    return version.number;
  }

  void FakeServer::claim( const QString &projectId, const QString &path, const QString &checksum,
                          qint64 size )
  {
    const QMutexLocker locker( &mMutex );
    Project &project = mState->changeProject( projectId );
    const FileState file = filesAt( project, project.latest() ).value( path );
    SYNCLINE_REQUIRE( file.change );
    for ( FileChange &change : project.versions[file.version->number].changes )
    {
      if ( change.path != path )
        continue;
      change.checksum = checksum;
      change.size = size;
    }
    mState->save();
  }

  int FakeServer::latestVersion( const QString &projectId )
  {
    const QMutexLocker locker( &mMutex );
    const Project *project = mState->projectById( projectId );
    return project ? project->latest() : -1;
  }

  QMap<QString, QByteArray> FakeServer::files( const QString &projectId )
  {
    return files( projectId, latestVersion( projectId ) );
  }

  QMap<QString, QByteArray> FakeServer::files( const QString &projectId, int version )
  {
    const QMutexLocker locker( &mMutex );
    QMap<QString, QByteArray> contents;
    const Project *project = mState->projectById( projectId );
    const Files there = project ? filesAt( *project, version ) : Files();
    for ( const FileState &file : there )
      contents.insert( file.change->path, mState->content.read( file.change->blob ) );
    return contents;
  }

  QStringList FakeServer::openUploads( const QString &projectId )
  {
    const QMutexLocker locker( &mMutex );
    QStringList ids;
    for ( const Upload &upload : mState->uploads() )
      if ( upload.projectId == projectId )
        ids.append( upload.id );
    return ids;
  }

  void FakeServer::goBack( const QString &projectId, int version )
  {
    const QMutexLocker locker( &mMutex );
    Project &project = mState->changeProject( projectId );
    while ( project.latest() > version )
      project.versions.removeLast();
    project.updated = project.versions.last().created;
    const QMap<QString, Upload> uploads = mState->uploads();
    for ( const Upload &upload : uploads )
      if ( upload.projectId == projectId )
        mState->endUpload( upload.id );
    mState->save();
  }

  void FakeServer::lockProject( const QString &projectId, const QDateTime &until )
  {
    const QMutexLocker locker( &mMutex );
    mState->changeProject( projectId ).lockedUntil = until;
    mState->save();
  }

  void FakeServer::moveClock( std::chrono::seconds by )
  {
    const QMutexLocker locker( &mMutex );
    mAhead += by;
  }

  void FakeServer::change( const std::function<void( Settings &settings )> &how )
  {
    const QMutexLocker locker( &mMutex );
    how( mState->settings );
  }

  void FakeServer::inject( const FakeFault &fault )
  {
    const QMutexLocker locker( &mMutex );
    mFaults.append( ArmedFault( fault ) );
  }

  void FakeServer::clearFaults()
  {
    const QMutexLocker locker( &mMutex );
    mFaults.clear();
  }

  QList<FakeLogEntry> FakeServer::log()
  {
    const QMutexLocker locker( &mMutex );
    return mLog;
  }

  void FakeServer::clearLog()
  {
    const QMutexLocker locker( &mMutex );
    mLog.clear();
  }

  int FakeServer::requestCount() { return static_cast<int>( log().size() ); }

  int FakeServer::requestCount( const QByteArray &verb, const QString &pathPattern )
  {
    int count = 0;
    for ( const FakeLogEntry &entry : log() )
      count +=
        entry.verb == verb && matchesPattern( pathPattern, { entry.verb, entry.target, {}, {} } ) ? 1 : 0;
    return count;
  }
} // namespace syncline

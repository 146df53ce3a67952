// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/states/world.h"

#include "core/sync/foldercare.h"
#include "tests/scenarios/states/look.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>

#include <sys/stat.h>
#include <unistd.h>

namespace syncline::states
{
  namespace
  {
    constexpr uid_t NOBODY = 65534;
    constexpr mode_t ANYBODY_MAY_PASS = 0777;

    fake::Settings settingsFor( const QJsonObject &state, Dialect dialect )
    {
      fake::Settings settings;
      settings.hasV2Push = dialect != Dialect::V1Push;
      settings.hasV2Pull = dialect == Dialect::DeltaPull;
      if ( state[QStringLiteral( "with_roles" )].toBool() )
        settings.defaultRole = fake::Role::None;
      const QByteArray all = QJsonDocument( state ).toJson();
      if ( all.contains( "\"role\": \"editor\"" ) ) // no other edition lets editors send anything
        settings.edition = fake::Edition::Enterprise;
      return settings;
    }

    QString version( const Version &version )
    {
      return version.number() < 0 ? QStringLiteral( "unreadable" )
                                  : QStringLiteral( "v%1" ).arg( version.number() );
    }
  } // namespace

  /**
   * Takes the rights of root away while it lives, so that the modes of files count; sets the modes that the state asks for. Does
   * nothing for a state that does not ask.
   */
  class World::AsNobody
  {
    public:
      explicit AsNobody( World &world )
        : mIsNeeded( world.mState[QStringLiteral( "unprivileged" )].toBool() )
      {
        if ( !mIsNeeded )
          return;
        const QString folder = world.mMine->folder();
        const bool isRoot = geteuid() == 0;
        if ( isRoot )
        {
          give( folder );
          QDirIterator all( folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                            QDirIterator::Subdirectories );
          while ( all.hasNext() )
            give( all.next() );
          chmod( QFileInfo( folder ).path().toUtf8().constData(), ANYBODY_MAY_PASS );
        }
        const QJsonArray modes = world.mState[QStringLiteral( "modes" )].toArray();
        for ( const QJsonValue &mode : modes )
          chmod( world.mine( mode[QStringLiteral( "path" )].toString() ).toUtf8().constData(),
                 mode[QStringLiteral( "mode" )].toString().toUInt( nullptr, 8 ) );
        if ( isRoot && ( setegid( NOBODY ) != 0 || seteuid( NOBODY ) != 0 ) )
          qFatal( "cannot become nobody" );
        mWasRoot = isRoot;
      }
      ~AsNobody()
      {
        if ( mWasRoot && ( seteuid( 0 ) != 0 || setegid( 0 ) != 0 ) )
          qFatal( "cannot become root again" );
      }
      AsNobody( const AsNobody & ) = delete;
      AsNobody &operator=( const AsNobody & ) = delete;

    private:
      static void give( const QString &path )
      {
        if ( lchown( path.toUtf8().constData(), NOBODY, NOBODY ) != 0 )
          qFatal( "cannot give %s away", qPrintable( path ) );
      }

      bool mIsNeeded = false;
      bool mWasRoot = false;
  };

  World::World( const QJsonObject &state, Dialect dialect )
    : mState( state )
    , mTheirs( mDir.filePath( QStringLiteral( "theirs" ) ) )
    , mServer( settingsFor( state, dialect ) )
    , mMyName( QStringLiteral( "alice" ) )
    , mTheirName( QStringLiteral( "bob" ) )
  {
    if ( state[QStringLiteral( "with_roles" )].toBool() )
      std::swap( mMyName, mTheirName );
    mServer.addUser( mMyName, QStringLiteral( "secret" ) );
    mServer.addUser( mTheirName, QStringLiteral( "secret" ) );
    mProject = mServer.createProject( QStringLiteral( "survey" ), mTheirName );
    if ( state.contains( QStringLiteral( "role" ) ) )
      mServer.setProjectRole( mProject, mMyName, state[QStringLiteral( "role" )].toString() );
    mMine = std::make_unique<Editor>( mServer, mMyName, QStringLiteral( "mergin/survey" ) );
    QDir().mkpath( mTheirs );
  }

  World::~World()
  {
    QDirIterator folders( mMine->folder(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                          QDirIterator::Subdirectories ); // so that they can be removed
    chmod( mMine->folder().toUtf8().constData(), ANYBODY_MAY_PASS );
    while ( folders.hasNext() )
    {
      const QString folder = folders.next();
      if ( folders.fileInfo().isDir() && !folders.fileInfo().isSymLink() )
        chmod( folder.toUtf8().constData(), ANYBODY_MAY_PASS );
    }
  }

  void World::makeBase()
  {
    const QJsonObject base = mState[QStringLiteral( "base" )].toObject();
    const bool isMadeHere = mState[QStringLiteral( "folder_from_push" )].toBool();
    for ( auto file = base.begin(); file != base.end(); ++file )
      put( isMadeHere ? mMine->folder() : mTheirs, file.key(), file->toObject() );
    Result<void> made;
    if ( isMadeHere )
    {
      made = mMine->link();
      if ( made )
        syncMine( SyncDirection::Both );
      pull();
    }
    else
    {
      push();
      const QJsonObject filter = mState[QStringLiteral( "download_filter" )].toObject();
      QStringList include;
      QStringList exclude;
      for ( const QJsonValue &one : filter[QStringLiteral( "include" )].toArray() )
        include.append( one.toString() );
      for ( const QJsonValue &one : filter[QStringLiteral( "exclude" )].toArray() )
        exclude.append( one.toString() );
      const Result<SyncReport> downloaded = mMine->download( include, exclude );
      if ( !downloaded )
        made = tl::unexpected<Error>( downloaded.error() );
    }
    if ( !made )
      qFatal( "the base cannot be made: %s", whyNot( made.error() ).constData() );
  }

  void World::setUp()
  {
    makeBase();
    const QJsonArray before = mState[QStringLiteral( "before" )].toArray();
    for ( const QJsonValue &one : before )
      step( one.toObject(),
            one[QStringLiteral( "who" )].toString() == QLatin1String( "bob" ) ? mTheirName : mMyName );
    const QJsonArray server = mState[QStringLiteral( "server" )].toArray();
    steps( QStringLiteral( "server" ), mTheirName );
    const QString last =
      server.isEmpty() ? QStringLiteral( "push" ) : server.last()[QStringLiteral( "op" )].toString();
    if ( last != QLatin1String( "push" ) && last != QLatin1String( "role" ) )
      push();
    steps( QStringLiteral( "local" ), mMyName );
  }

  void World::steps( const QString &list, const QString &who )
  {
    const QJsonArray all = mState[list].toArray();
    for ( const QJsonValue &one : all )
      step( one.toObject(), who );
  }

  void World::fire()
  {
    if ( mHasFired )
      return;
    mHasFired = true;
    const QJsonArray late =
      mState[QStringLiteral( "during" )].toObject()[QStringLiteral( "local" )].toArray();
    for ( const QJsonValue &one : late )
      step( one.toObject(), mMyName );
  }

  Outcome World::act( bool isAgain, const SyncOptions &options )
  {
    const QString at = mState[QStringLiteral( "during" )].toObject()[QStringLiteral( "at" )].toString();
    if ( at == QLatin1String( "upload" ) )
      mMine->onRequest = [this]( const QByteArray &path )
      {
        if ( path.contains( "push/chunk" ) || path.endsWith( "/chunks" ) )
          fire();
      };
    else if ( !at.isEmpty() && mIsEarly )
      mMine->onRequest = [this]( const QByteArray &path )
      {
        if ( path.contains( "/raw/" ) || path.contains( "/diff" ) )
          fire();
      };
    else if ( !at.isEmpty() )
      mMine->onProgress = [this]( const Progress &progress )
      {
        if ( progress.phase == Phase::Installing )
          fire();
      };
    const QString again = QStringLiteral( "action_again" );
    const QJsonArray actions =
      mState[isAgain && mState.contains( again ) ? again : QStringLiteral( "action" )].toArray();
    Outcome outcome;
    const QString was = QDir::currentPath();
    if ( mState[QStringLiteral( "started_inside" )].toBool() )
      QDir::setCurrent( mMine->folder() );
    {
      const AsNobody asNobody( *this );
      for ( const QJsonValue &action : actions )
      {
        SyncOptions how = options;
        if ( action == QLatin1String( "push" ) )
          how.direction = SyncDirection::UploadOnly;
        if ( action == QLatin1String( "status" ) )
        {
          const Result<ProjectStatus> status = mMine->status();
          if ( !status )
            outcome.error = status.error();
          continue;
        }
        const bool isSync = action != QLatin1String( "resolve" ) && action != QLatin1String( "reset" );
        const Result<SyncReport> done = isSync ? mMine->sync( how )
                                        : action == QLatin1String( "reset" )
                                          ? resetFolder( mMine->context(), mMine->folder() )
                                          : finishPull( mMine->context(), mMine->folder() );
        outcome.report = isSync ? mMine->lastReport() : done.value_or( SyncReport() );
        if ( !done )
          outcome.error = done.error();
      }
    }
    QDir::setCurrent( was );
    mMine->onRequest = {};
    mMine->onProgress = {};
    return outcome;
  }

  QStringList World::afterwards()
  {
    mAnswers.clear();
    steps( QStringLiteral( "after" ), mMyName );
    return mAnswers;
  }

  void World::closeOthers() { mHolders.clear(); }

  QJsonObject World::local() const { return lookAt( mMine->folder() ); }
  QJsonObject World::server() { return lookAt( mServer.files( mProject ) ); }
  QJsonObject World::trash() const { return lookAt( mine( QStringLiteral( ".mergin/.engine/trash" ) ) ); }
  QJsonObject World::parked() const { return lookAt( mine( QStringLiteral( ".mergin/unfinished_pull" ) ) ); }
  QString World::metadataVersion() const { return version( mMine->version() ); }
  QString World::serverVersion() { return QStringLiteral( "v%1" ).arg( mServer.latestVersion( mProject ) ); }

  QMap<QString, QString> World::wrongBases( const QStringList &except )
  {
    QMap<QString, QString> wrong;
    const QJsonObject metadata =
      QJsonDocument::fromJson( bytesOf( mine( QStringLiteral( ".mergin/mergin.json" ) ) ) ).object();
    const QJsonObject onServer =
      lookAt( mServer.files( mProject, metadata[QStringLiteral( "version" )].toString().mid( 1 ).toInt() ) );
    const auto isVersioned = []( const QString &path )
    {
      return path.endsWith( QLatin1String( ".gpkg" ), Qt::CaseInsensitive ) ||
             path.endsWith( QLatin1String( ".sqlite" ), Qt::CaseInsensitive );
    };
    QStringList listed;
    for ( const QJsonValue &file : metadata[QStringLiteral( "files" )].toArray() )
    {
      const QString path = file[QStringLiteral( "path" )].toString();
      listed.append( path );
      if ( !isVersioned( path ) || except.contains( path ) )
        continue;
      const QString base = mine( QStringLiteral( ".mergin/" ) + path );
      if ( !QFile::exists( base ) )
        wrong.insert( path, QStringLiteral( "missing" ) );
      else if ( tablesOf( base ) != onServer[path][QStringLiteral( "tables" )].toObject() )
        wrong.insert( path,
                      QStringLiteral( "differs from the server's file at the version in the metadata" ) );
    }
    QDirIterator files( mine( QStringLiteral( ".mergin" ) ), QDir::Files, QDirIterator::Subdirectories );
    while ( files.hasNext() )
    {
      const QString path = files.next().mid( mine( QStringLiteral( ".mergin/" ) ).size() );
      if ( isVersioned( path ) && !listed.contains( path ) && !except.contains( path ) &&
           !path.startsWith( QLatin1String( "unfinished_pull/" ) ) &&
           !path.startsWith( QLatin1String( ".engine/" ) ) )
        wrong.insert( path, QStringLiteral( "left over" ) );
    }
    return wrong;
  }
} // namespace syncline::states

// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/scenario.h"

#include "core/project/ignorerules.h"
#include "core/project/projectdir.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTimer>

#include <sqlite3.h>

namespace syncline
{
  namespace
  {
    //! A database for as long as a test needs it.
    class TestDatabase
    {
      public:
        explicit TestDatabase( const QString &path ) { sqlite3_open( path.toUtf8().constData(), &mDb ); }
        ~TestDatabase() { sqlite3_close( mDb ); }
        TestDatabase( const TestDatabase & ) = delete;
        TestDatabase &operator=( const TestDatabase & ) = delete;
        void run( const QString &sql )
        {
          if ( sqlite3_exec( mDb, sql.toUtf8().constData(), nullptr, nullptr, nullptr ) != SQLITE_OK )
            qFatal( "%s: %s", qPrintable( sql ), sqlite3_errmsg( mDb ) );
        }
        QStringList texts( const QString &sql )
        {
          QStringList found;
          sqlite3_stmt *statement = nullptr;
          if ( sqlite3_prepare_v2( mDb, sql.toUtf8().constData(), -1, &statement, nullptr ) != SQLITE_OK )
            return { QStringLiteral( "<no database>" ) };
          while ( sqlite3_step( statement ) == SQLITE_ROW )
            found.append(
              QString::fromUtf8( reinterpret_cast<const char *>( sqlite3_column_text( statement, 0 ) ) ) );
          sqlite3_finalize( statement );
          return found;
        }

      private:
        sqlite3 *mDb = nullptr;
    };

    QByteArray bytesOf( const QString &path )
    {
      QFile file( path );
      return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray( "<missing>" );
    }

    bool isDatabase( const QString &path ) { return path.endsWith( QLatin1String( ".gpkg" ) ); }

    QString quoted( QString text )
    {
      return QLatin1Char( '\'' ) + text.replace( QLatin1Char( '\'' ), QLatin1String( "''" ) ) +
             QLatin1Char( '\'' );
    }

    void putRows( TestDatabase &db, const QStringList &rows )
    {
      db.run( QStringLiteral( "CREATE TABLE IF NOT EXISTS notes(fid INTEGER PRIMARY KEY, note TEXT)" ) );
      db.run( QStringLiteral( "BEGIN" ) );
      db.run( QStringLiteral( "DELETE FROM notes" ) );
      for ( const QString &row : rows )
        db.run( QStringLiteral( "INSERT INTO notes(note) VALUES(%1)" ).arg( quoted( row ) ) );
      db.run( QStringLiteral( "COMMIT" ) );
    }
  } // namespace

  void EagerClock::after( std::chrono::milliseconds delay, QObject *context, std::function<void()> action )
  {
    QTimer::singleShot( 0, context,
                        [this, delay, action]
                        {
                          mNow = mNow.addMSecs( delay.count() );
                          action();
                        } );
  }

  QStringList rowsIn( const QString &path )
  {
    if ( !QFile::exists( path ) )
      return { QStringLiteral( "<missing>" ) };
    TestDatabase db( path );
    return db.texts( QStringLiteral( "SELECT note FROM notes ORDER BY note" ) );
  }

  QStringList textsIn( const QString &path, const QString &sql )
  {
    if ( !QFile::exists( path ) )
      return { QStringLiteral( "<missing>" ) };
    TestDatabase db( path );
    return db.texts( sql );
  }

  QByteArray databaseBy( const QStringList &sql )
  {
    const QTemporaryDir dir;
    const QString path = dir.filePath( QStringLiteral( "made.gpkg" ) );
    {
      TestDatabase db( path );
      for ( const QString &statement : sql )
        db.run( statement );
    }
    return bytesOf( path );
  }

  QByteArray databaseOf( const QStringList &rows )
  {
    const QTemporaryDir dir;
    const QString path = dir.filePath( QStringLiteral( "made.gpkg" ) );
    {
      TestDatabase db( path );
      putRows( db, rows );
    }
    return bytesOf( path );
  }

  FileContents serverFiles( FakeServer &server, const QString &projectId )
  {
    FileContents shown;
    const FileContents raw = server.files( projectId );
    const QTemporaryDir dir;
    for ( auto file = raw.begin(); file != raw.end(); ++file )
    {
      shown.insert( file.key(), file.value() );
      if ( !isDatabase( file.key() ) )
        continue;
      const QString path = dir.filePath( QStringLiteral( "server.gpkg" ) );
      QFile copy( path );
      if ( copy.open( QIODevice::WriteOnly | QIODevice::Truncate ) )
        copy.write( file.value() );
      copy.close();
      shown.insert( file.key(), rowsIn( path ).join( QLatin1Char( '\n' ) ).toUtf8() );
    }
    return shown;
  }

  QByteArray whyNot( const Error &error ) { return toLogLine( error ).toUtf8(); }

  //! Nothing goes over the wire of a dead program.
  class Editor::Wire : public Transport
  {
    public:
      explicit Wire( Editor &editor )
        : mEditor( editor )
      {
      }
      Call<HttpResponse> send( const HttpRequest &request ) override
      {
        if ( mEditor.disk.isDead() )
          return Call<HttpResponse>::resolved( fail( ErrorKind::Offline, QStringLiteral( "dead" ) ) );
        if ( mEditor.onRequest )
          mEditor.onRequest( request.path );
        return mEditor.mWire->send( request );
      }

    private:
      Editor &mEditor;
  };

  Editor::Editor( FakeServer &server, const QString &name, const QString &project )
    : mServer( server )
    , mName( name )
    , mFolder( mDir.filePath( QStringLiteral( "project" ) ) )
    , mProject( *ProjectName::fromString( project ) )
    , mWire( std::make_unique<FakeTransport>( server ) )
  {
    SessionData session;
    session.server = QUrl( QStringLiteral( "http://fake" ) );
    mSession = std::make_unique<Session>( session );
    signIn();
    mGuard = std::make_unique<Wire>( *this );
    mApi = std::make_unique<ApiClient>( *mGuard, *mSession, clock );
  }

  Editor::~Editor() = default;

  void Editor::signIn()
  {
    AuthSession auth;
    auth.userName = mName;
    auth.token = mServer.tokenFor( mName );
    auth.expires = QDateTime::currentDateTimeUtc().addYears( 1 );
    mSession->begin( auth );
  }

  void Editor::letTokenEnd()
  {
    AuthSession auth = mSession->data().auth.value();
    auth.expires = clock.now();
    mSession->begin( auth );
  }

  SyncContext Editor::context() { return { *mApi, cancel.token(), onProgress, &disk, &clock }; }

  Result<SyncReport> Editor::download( const QStringList &include, const QStringList &exclude )
  {
    DownloadRequest request;
    request.project = mProject;
    request.folder = mFolder;
    request.include = include;
    request.exclude = exclude;
    return downloadProject( context(), request );
  }

  Result<SyncReport> Editor::downloadAt( Version version )
  {
    DownloadRequest request;
    request.project = mProject;
    request.folder = mFolder;
    request.version = version;
    return downloadProject( context(), request );
  }

  Result<SyncReport> Editor::sync( const SyncOptions &options )
  {
    SyncSession session( context(), mFolder, options );
    const Result<SyncReport> report = session.run();
    mLastReport = session.report();
    return report;
  }

  Result<ProjectStatus> Editor::status( AskServer ask ) { return projectStatus( context(), mFolder, ask ); }
  Result<void> Editor::link() { return linkFolder( context(), mFolder, mProject ); }

  QString Editor::at( const QString &path ) const { return mFolder + QLatin1Char( '/' ) + path; }

  void Editor::write( const QString &path, const QByteArray &bytes )
  {
    QDir().mkpath( QFileInfo( at( path ) ).path() );
    QFile file( at( path ) );
    if ( !file.open( QIODevice::WriteOnly | QIODevice::Truncate ) || file.write( bytes ) != bytes.size() )
      qFatal( "cannot write %s", qPrintable( path ) );
  }

  void Editor::remove( const QString &path )
  {
    const QFileInfo info( at( path ) );
    if ( !( info.isDir() ? QDir( at( path ) ).removeRecursively() : QFile::remove( at( path ) ) ) )
      qFatal( "cannot remove %s", qPrintable( path ) );
  }

  void Editor::writeRows( const QString &path, const QStringList &rows )
  {
    QDir().mkpath( QFileInfo( at( path ) ).path() );
    TestDatabase db( at( path ) );
    putRows( db, rows );
  }

  void Editor::run( const QString &path, const QStringList &sql )
  {
    TestDatabase db( at( path ) );
    for ( const QString &statement : sql )
      db.run( statement );
  }

  QByteArray Editor::read( const QString &path ) const { return bytesOf( at( path ) ); }
  bool Editor::has( const QString &path ) const { return QFileInfo::exists( at( path ) ); }
  QStringList Editor::rows( const QString &path ) const { return rowsIn( at( path ) ); }

  FileContents Editor::everything( const QString &below ) const
  {
    FileContents contents;
    const QString root = below.isEmpty() ? mFolder : at( below );
    QDirIterator files( root, QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot,
                        QDirIterator::Subdirectories );
    while ( files.hasNext() )
    {
      const QString path = files.next();
      contents.insert( path.mid( mFolder.size() + 1 ), bytesOf( path ) );
    }
    return contents;
  }

  FileContents Editor::files() const
  {
    FileContents shown;
    const FileContents all = everything();
    for ( auto file = all.begin(); file != all.end(); ++file )
    {
      if ( file.key().startsWith( QLatin1String( ".mergin/" ) ) ||
           isIgnoredName( QFileInfo( file.key() ).fileName() ) )
        continue;
      shown.insert( file.key(), isDatabase( file.key() )
                                  ? rows( file.key() ).join( QLatin1Char( '\n' ) ).toUtf8()
                                  : file.value() );
    }
    return shown;
  }

  Version Editor::version() const
  {
    const Result<ProjectDir> dir = ProjectDir::open( mFolder );
    return dir ? dir->identity().version : Version( -1 );
  }
} // namespace syncline

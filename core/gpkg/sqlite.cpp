// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlite.h"

#include "core/base/logging.h"
#include "core/gpkg/sqlite_p.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <utility>

namespace syncline
{
  namespace
  {
    constexpr int PROGRESS_STEPS = 20000;  // virtual machine steps between two looks at the cancel token
    constexpr int FIRST_BUSY_PAUSE_MS = 2; // doubles up to the next
    constexpr int LONGEST_BUSY_PAUSE_MS = 50;

    QString walPath( const QString &path ) { return path + QStringLiteral( "-wal" ); }
  } // namespace

  ErrorKind kindOfSqlite( int code )
  {
    if ( code == SQLITE_CONSTRAINT_COMMITHOOK ) // see Database::refuseCommits()
      return ErrorKind::LocalIo;
    switch ( code & 0xff )
    {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
      case SQLITE_PROTOCOL:
        return ErrorKind::FileInUse;
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
      case SQLITE_FORMAT:
        return ErrorKind::DamagedDatabase;
      case SQLITE_FULL:
        return ErrorKind::DiskFull;
      case SQLITE_READONLY:
      case SQLITE_PERM:
      case SQLITE_AUTH:
        return ErrorKind::ReadOnly;
      case SQLITE_INTERRUPT:
        return ErrorKind::Canceled;
      case SQLITE_CONSTRAINT:
      case SQLITE_MISMATCH: // no number where the key is one
        return ErrorKind::ChangesetConflict;
      case SQLITE_TOOBIG:
        return ErrorKind::InvalidInput;
      default:
        return ErrorKind::LocalIo;
    }
  }

  tl::unexpected<Error> sqliteFailure( sqlite3 *handle, int code, const QString &doing )
  {
    const char *words = handle ? sqlite3_errmsg( handle ) : sqlite3_errstr( code );
    return fail(
      kindOfSqlite( code ),
      QStringLiteral( "%1: %2 (SQLite %3)" ).arg( doing, QString::fromUtf8( words ) ).arg( code ) );
  }

  QByteArray quoted( const QByteArray &identifier )
  {
    QByteArray text = identifier;
    return '"' + text.replace( '"', "\"\"" ) + '"';
  }

  //! How long a connection waits for locks, and who may end that.
  struct Database::Waiting
  {
      CancelToken cancel;
      int limitMs = BUSY_WAIT_MS;
      QDeadlineTimer deadline = QDeadlineTimer::Forever;
      QElapsedTimer since;

      static int onBusy( void *self, int times )
      {
        auto *waiting = static_cast<Waiting *>( self );
        if ( times == 0 )
          waiting->since.start();
        if ( waiting->cancel.isCanceled() || waiting->since.elapsed() >= waiting->limitMs )
          return 0;
        sqlite3_sleep( qMin( FIRST_BUSY_PAUSE_MS << qMin( times, 6 ), LONGEST_BUSY_PAUSE_MS ) );
        return 1;
      }
      static int onProgress( void *self )
      {
        const auto *waiting = static_cast<Waiting *>( self );
        return waiting->cancel.isCanceled() || waiting->deadline.hasExpired() ? 1 : 0;
      }
  };

  void Database::Closer::operator()( sqlite3 *handle ) const
  {
    const int code = sqlite3_close( handle );
    if ( code != SQLITE_OK )
      qCWarning( lcGpkg ) << "closing a database with open statements";
  }

  Database::Database( Database && ) noexcept = default;

  Database &Database::operator=( Database &&other ) noexcept
  {
    if ( this != &other )
    {
      close();
      mPath = std::move( other.mPath );
      mHandle = std::move( other.mHandle );
      mWaiting = std::move( other.mWaiting );
      mFiles = std::move( other.mFiles );
    }
    return *this;
  }

  Database::~Database() { close(); }

  void Database::tidyWalOf( const File &file )
  {
    // Opening a database that is in WAL mode makes an empty -wal. Nothing can be checkpointed from an empty one, so SQLite may
    // tidy up, under its own locks, exactly what we brought.
    const QFileInfo wal( walPath( file.path ) );
    const bool oursToRemove = !file.walWasThere && wal.exists() && wal.size() == 0;
    sqlite3_db_config( mHandle.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, oursToRemove ? 0 : 1, nullptr );
  }

  void Database::close()
  {
    if ( !mHandle )
      return;
    while ( mFiles.size() > 1 )
    {
      tidyWalOf( mFiles.back() );
      const auto detached = execute( "DETACH " + quoted( mFiles.back().schema ) );
      if ( !detached )
        qCWarning( lcGpkg ).noquote() << toLogLine( detached.error() );
      mFiles.pop_back();
    }
    if ( !mFiles.empty() )
      tidyWalOf( mFiles.front() );
    mHandle.reset();
  }

  Result<Database> Database::open( const QString &path, Access access, const CancelToken &cancel )
  {
    const QFileInfo file( path );
    if ( access == Access::Create ? file.exists() : !file.isFile() )
      return fail( access == Access::Create ? ErrorKind::AlreadyExists : ErrorKind::NotFound, path );

    Database database;
    database.mPath = path;
    database.mFiles.push_back( { path, "main", QFileInfo::exists( walPath( path ) ) } );
    database.mWaiting = std::make_unique<Waiting>();
    database.mWaiting->cancel = cancel;

    // Read-write even for readers: only then can the journal of a crashed writer be rolled back, without which the content is
    // undefined. SQLite falls back to read-only where the file is.
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if ( access == Access::Create )
      flags |= SQLITE_OPEN_CREATE;
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2( path.toUtf8().constData(), &handle, flags, nullptr );
    database.mHandle.reset( handle );
    if ( code != SQLITE_OK )
      return sqliteFailure( handle, code, QStringLiteral( "opening %1" ).arg( path ) );

    sqlite3_extended_result_codes( handle, 1 );
    sqlite3_db_config( handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr );
    sqlite3_wal_autocheckpoint( handle, 0 );
    sqlite3_busy_handler( handle, &Waiting::onBusy, database.mWaiting.get() );
    sqlite3_progress_handler( handle, PROGRESS_STEPS, &Waiting::onProgress, database.mWaiting.get() );
    if ( ( access == Access::ReadWrite || access == Access::Alone ) &&
         sqlite3_db_readonly( handle, "main" ) == 1 )
      return fail( ErrorKind::ReadOnly, path );
    if ( access == Access::Alone )
      SYNCLINE_CHECK( database.execute( "PRAGMA locking_mode = EXCLUSIVE" ) );
    if ( access == Access::ReadOnly )
      SYNCLINE_CHECK( database.execute( "PRAGMA query_only = 1" ) );
    const int seen = sqlite3_exec( handle, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr );
    if ( seen != SQLITE_OK ) // no database at all, an encrypted one, or a damaged one
      return sqliteFailure( handle, seen, QStringLiteral( "reading %1" ).arg( path ) );
    return database;
  }

  Result<void> Database::execute( const QByteArray &sql )
  {
    const int code = sqlite3_exec( mHandle.get(), sql.constData(), nullptr, nullptr, nullptr );
    if ( code != SQLITE_OK )
      return sqliteFailure( mHandle.get(), code, QString::fromUtf8( sql.left( 200 ) ) );
    return {};
  }

  Result<Statement> Database::prepare( const QByteArray &sql ) const
  {
    sqlite3_stmt *raw = nullptr;
    const int code = sqlite3_prepare_v2( mHandle.get(), sql.constData(), int( sql.size() ), &raw, nullptr );
    if ( code != SQLITE_OK )
      return sqliteFailure( mHandle.get(), code, QString::fromUtf8( sql.left( 200 ) ) );
    Statement statement;
    statement.mStatement.reset( raw );
    return statement;
  }

  Result<qint64> Database::integerOf( const QByteArray &sql ) const
  {
    SYNCLINE_TRY( statement, prepare( sql ) );
    SYNCLINE_TRY( hasRow, statement.next() );
    return hasRow ? statement.integerAt( 0 ) : 0;
  }

  Result<QByteArray> Database::textOf( const QByteArray &sql ) const
  {
    SYNCLINE_TRY( statement, prepare( sql ) );
    SYNCLINE_TRY( hasRow, statement.next() );
    return hasRow ? statement.textAt( 0 ) : QByteArray();
  }

  Result<void> Database::attach( const QString &path, const QByteArray &schema )
  {
    if ( !QFileInfo( path ).isFile() )
      return fail( ErrorKind::NotFound, path );
    const bool walWasThere = QFileInfo::exists( walPath( path ) );
    SYNCLINE_TRY( statement, prepare( "ATTACH ? AS " + quoted( schema ) ) );
    const QByteArray name = path.toUtf8();
    statement.bind( 0, Value::ofText( { name.constData(), size_t( name.size() ) } ) );
    SYNCLINE_CHECK( statement.next() );
    mFiles.push_back( { path, schema, walWasThere } );
    return {};
  }

  qint64 Database::changedRows() const { return sqlite3_changes64( mHandle.get() ); }
  bool Database::isInTransaction() const { return sqlite3_get_autocommit( mHandle.get() ) == 0; }
  QString Database::lastMessage() const { return QString::fromUtf8( sqlite3_errmsg( mHandle.get() ) ); }

  void Database::refuseCommits( bool refuse )
  {
    // After some I/O errors SQLite rolls a transaction back by itself, and where the error came up while a virtual table was being
    // opened it tells nobody. Everything after that would go in statement by statement.
    const auto refusing = []( void * ) { return 1; };
    sqlite3_commit_hook( mHandle.get(), refuse ? static_cast<int ( * )( void * )>( refusing ) : nullptr,
                         nullptr );
  }

  void Database::setBusyWait( int milliseconds ) { mWaiting->limitMs = milliseconds; }
  void Database::setDeadline( const QDeadlineTimer &deadline ) { mWaiting->deadline = deadline; }

  void Database::enforceForeignKeys( bool enforce )
  {
    sqlite3_db_config( mHandle.get(), SQLITE_DBCONFIG_ENABLE_FKEY, enforce ? 1 : 0, nullptr );
  }

  Result<Transaction> Transaction::begin( Database &database, Kind kind )
  {
    switch ( kind )
    {
      case Kind::Read:
        SYNCLINE_CHECK( database.execute( "BEGIN" ) );
        break;
      case Kind::Write:
        SYNCLINE_CHECK( database.execute( "BEGIN IMMEDIATE" ) );
        break;
      case Kind::Exclusive:
        SYNCLINE_CHECK( database.execute( "BEGIN EXCLUSIVE" ) );
        break;
    }
    Transaction transaction( database );
    if ( kind != Kind::Read )
      database.refuseCommits( true );
    if ( kind == Kind::Read ) // BEGIN alone locks nothing; the first read does
    {
      SYNCLINE_TRY( schemas,
                    database.prepare( "SELECT name FROM pragma_database_list WHERE name <> 'temp'" ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, schemas.next() );
        if ( !more )
          break;
        SYNCLINE_CHECK(
          database.integerOf( "SELECT count(*) FROM " + quoted( schemas.textAt( 0 ) ) + ".sqlite_master" ) );
      }
    }
    return transaction;
  }

  Transaction::Transaction( Transaction &&other ) noexcept
    : mDatabase( std::exchange( other.mDatabase, nullptr ) )
  {
  }

  Transaction::~Transaction()
  {
    if ( mDatabase )
      mDatabase->refuseCommits( false );
    if ( mDatabase && mDatabase->isInTransaction() )
    {
      const auto rolledBack = mDatabase->execute( "ROLLBACK" );
      if ( !rolledBack )
        qCWarning( lcGpkg ).noquote() << toLogLine( rolledBack.error() );
    }
  }

  Result<void> Transaction::commit()
  {
    Database *database = std::exchange( mDatabase, nullptr );
    database->refuseCommits( false );
    const Result<void> committed = database->execute( "COMMIT" );
    if ( committed )
      return {};
    if ( database->isInTransaction() )
      SYNCLINE_CHECK( database->execute( "ROLLBACK" ) );
    database->discardLostFrames();
    return passOn( committed.error(), __func__ );
  }

  void Database::discardLostFrames()
  {
    // A commit can fail after its last frame has reached the -wal, while syncing. This connection has forgotten those frames, but
    // the next one to recover the -wal would believe them. A commit that changes nothing takes their place.
    const auto mode = textOf( "PRAGMA journal_mode" );
    const auto version = integerOf( "PRAGMA user_version" );
    if ( !mode || *mode != "wal" || !version )
      return;
    const auto neutral = execute( "PRAGMA user_version = " + QByteArray::number( *version ) );
    if ( !neutral )
      qCWarning( lcGpkg ).noquote() << toLogLine( neutral.error() );
  }
} // namespace syncline

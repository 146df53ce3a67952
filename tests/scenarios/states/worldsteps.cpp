// SPDX-License-Identifier: GPL-2.0-or-later
// What people, the other client and other programs do in a state; README.md of tests/data/sync-states names the steps.
#include "tests/scenarios/states/look.h"
#include "tests/scenarios/states/world.h"
#include "tests/support/fakecaller.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>

#include <sys/stat.h>
#include <utime.h>

namespace syncline::states
{
  namespace
  {
    constexpr time_t LONG_AGO = 1000000000;

    QStringList texts( const QJsonValue &array )
    {
      QStringList list;
      const QJsonArray all = array.toArray();
      for ( const QJsonValue &one : all )
        list.append( one.toString() );
      return list;
    }

    void writeFile( const QString &path, const QByteArray &bytes )
    {
      QDir().mkpath( QFileInfo( path ).path() );
      QFile file( path );
      if ( !file.open( QIODevice::WriteOnly | QIODevice::Truncate ) || file.write( bytes ) != bytes.size() )
        qFatal( "cannot write %s", qPrintable( path ) );
    }

    void copyTree( const QString &from, const QString &to )
    {
      QDirIterator files( from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories );
      while ( files.hasNext() )
      {
        const QString path = files.next();
        writeFile( to + path.mid( from.size() ), bytesOf( path ) );
      }
    }

    void require( bool isSo, const QString &what )
    {
      if ( !isSo )
        qFatal( "cannot %s", qPrintable( what ) );
    }
  } // namespace

  void World::put( const QString &folder, const QString &path, const QJsonObject &what )
  {
    const QString to = folder + QLatin1Char( '/' ) + path;
    const QString copy = what[QStringLiteral( "copy" )].toString();
    const bool isEmptyDatabase = what.contains( QStringLiteral( "db" ) );
    if ( isEmptyDatabase )
    {
      QDir().mkpath( QFileInfo( to ).path() );
      QFile::remove( to );
      runSql( to, texts( what[QStringLiteral( "db" )] ) );
    }
    else if ( copy.isEmpty() )
      writeFile( to, what[QStringLiteral( "text" )].toString().toUtf8() );
    else
    {
      writeFile( to, bytesOf( QStringLiteral( SYNCLINE_TEST_DATA "/geodiff/" ) + copy ) );
      if ( what.contains( QStringLiteral( "sql" ) ) )
        runSql( to, texts( what[QStringLiteral( "sql" )] ) );
    }
  }

  void World::step( const QJsonObject &step, const QString &who )
  {
    const QString folder = who == mMyName ? mMine->folder() : mTheirs;
    const bool isKnown = stepOnFiles( step, folder ) || stepOfOtherProgram( step, folder ) ||
                         stepOnMergin( step, folder ) || stepWithClient( step, who );
    require( isKnown, step[QStringLiteral( "op" )].toString() );
  }

  bool World::stepOnFiles( const QJsonObject &step, const QString &folder )
  {
    const QString op = step[QStringLiteral( "op" )].toString();
    const QString path = step[QStringLiteral( "path" )].toString();
    const QString at = folder + QLatin1Char( '/' ) + path;
    if ( op == QLatin1String( "write" ) || op == QLatin1String( "put" ) )
      put( folder, path, step );
    else if ( op == QLatin1String( "delete" ) )
      require( QFile::remove( at ), op );
    else if ( op == QLatin1String( "rmtree" ) )
      require( QDir( at ).removeRecursively(), op );
    else if ( op == QLatin1String( "mkdir" ) )
      require( QDir().mkpath( at ), op );
    else if ( op == QLatin1String( "sql" ) )
      runSql( at, texts( step[QStringLiteral( "sql" )] ) );
    else if ( op == QLatin1String( "move" ) )
    {
      const QString to = folder + QLatin1Char( '/' ) + step[QStringLiteral( "to" )].toString();
      QDir().mkpath( QFileInfo( to ).path() );
      require( QFile::rename( at, to ), op );
    }
    else if ( op == QLatin1String( "touch" ) )
    {
      const utimbuf times{ LONG_AGO, LONG_AGO };
      require( utime( at.toUtf8().constData(), &times ) == 0, op );
    }
    else if ( op == QLatin1String( "link" ) )
      require( QFile::link( step[QStringLiteral( "to" )].toString(), at ), op );
    else
      return false;
    return true;
  }

  bool World::stepOfOtherProgram( const QJsonObject &step, const QString &folder )
  {
    const QString op = step[QStringLiteral( "op" )].toString();
    const QString at = folder + QLatin1Char( '/' ) + step[QStringLiteral( "path" )].toString();
    if ( op == QLatin1String( "hold" ) || op == QLatin1String( "crash" ) )
    {
      auto holder = std::make_unique<Holder>();
      require( holder->ask( QStringLiteral( "open " ) + at ).startsWith( QLatin1String( "ok" ) ), op );
      holder->ask( QStringLiteral( "wait 5000" ) );
      QStringList all = texts( step[QStringLiteral( "sql" )] );
      if ( all.filter( QStringLiteral( "begin" ) ).isEmpty() )
        all.append( QStringLiteral( "select * from sqlite_master" ) );
      for ( const QString &sql : std::as_const( all ) )
      {
        const QString answer = holder->sql( sql );
        require( answer.startsWith( QLatin1String( "ok" ) ), sql + QLatin1String( ": " ) + answer );
      }
      if ( op == QLatin1String( "crash" ) )
      {
        holder->kill();
        QFile::remove( at + QStringLiteral( "-shm" ) );
      }
      else
        mHolders.push_back( std::move( holder ) );
    }
    else if ( op == QLatin1String( "held_sql" ) )
    {
      Holder &holder = *mHolders.at( size_t( step[QStringLiteral( "which" )].toInt() ) );
      for ( const QString &sql : texts( step[QStringLiteral( "sql" )] ) )
        mAnswers.append( holder.sql( sql ) );
    }
    else if ( op == QLatin1String( "release" ) )
      mHolders.clear();
    else if ( op == QLatin1String( "kill" ) )
    {
      for ( const std::unique_ptr<Holder> &holder : mHolders )
        holder->kill();
      mHolders.clear();
    }
    else
      return false;
    return true;
  }

  bool World::stepOnMergin( const QJsonObject &step, const QString &folder )
  {
    const QString op = step[QStringLiteral( "op" )].toString();
    const QString path = step[QStringLiteral( "path" )].toString();
    const QString mergin = folder + QStringLiteral( "/.mergin" );
    const QString metadata = mergin + QStringLiteral( "/mergin.json" );
    const QString base = mergin + QLatin1Char( '/' ) + path;
    const QString saved = mDir.filePath( QStringLiteral( "saved" ) );
    if ( op == QLatin1String( "base_delete" ) )
      require( QFile::remove( base ), op );
    else if ( op == QLatin1String( "base_sql" ) )
      runSql( base, texts( step[QStringLiteral( "sql" )] ) );
    else if ( op == QLatin1String( "base_put" ) )
      put( mergin, path, step );
    else if ( op == QLatin1String( "meta_cut" ) )
    {
      const QByteArray bytes = bytesOf( metadata );
      writeFile( metadata, bytes.left( bytes.size() / 2 ) );
    }
    else if ( op == QLatin1String( "meta_drop" ) )
    {
      QJsonObject object = QJsonDocument::fromJson( bytesOf( metadata ) ).object();
      QJsonArray rest;
      for ( const QJsonValue &file : object[QStringLiteral( "files" )].toArray() )
      {
        if ( file[QStringLiteral( "path" )].toString() != path )
          rest.append( file );
      }
      object[QStringLiteral( "files" )] = rest;
      writeFile( metadata, QJsonDocument( object ).toJson() );
    }
    else if ( op == QLatin1String( "save_meta" ) )
      copyTree( mergin, saved );
    else if ( op == QLatin1String( "restore_meta" ) )
    {
      for ( const QString &file : texts( step[QStringLiteral( "files" )] ) )
        writeFile( mergin + QLatin1Char( '/' ) + file, bytesOf( saved + QLatin1Char( '/' ) + file ) );
    }
    else
      return false;
    return true;
  }

  bool World::stepWithClient( const QJsonObject &step, const QString &who )
  {
    const QString op = step[QStringLiteral( "op" )].toString();
    const QString path = step[QStringLiteral( "path" )].toString();
    const QByteArray newest = mServer.files( mProject ).value( path );
    if ( op == QLatin1String( "push" ) || op == QLatin1String( "pull" ) || op == QLatin1String( "sync" ) )
    {
      if ( who == mMyName )
        syncMine( op == QLatin1String( "push" )   ? SyncDirection::UploadOnly
                  : op == QLatin1String( "pull" ) ? SyncDirection::DownloadOnly
                                                  : SyncDirection::Both );
      else
        op == QLatin1String( "pull" ) ? pull() : push();
    }
    else if ( op == QLatin1String( "pull_file" ) )
      writeFile( mine( path ), newest );
    else if ( op == QLatin1String( "unfinished_server" ) )
      writeFile( mine( QStringLiteral( ".mergin/unfinished_pull/" ) + path ), newest );
    else if ( op == QLatin1String( "meta_server" ) )
      writeFile(
        mine( QStringLiteral( ".mergin/mergin.json" ) ),
        FakeCaller( mServer, mTheirName ).get( QByteArrayLiteral( "/v1/project/mergin/survey" ) ).content() );
    else if ( op == QLatin1String( "install" ) )
    {
      const QString copy = mDir.filePath( QStringLiteral( "install.gpkg" ) );
      writeFile( copy, newest );
      const QStringList to = texts( step[QStringLiteral( "to" )] );
      if ( to.isEmpty() || to.contains( QStringLiteral( "live" ) ) )
        copyDatabase( copy, mine( path ) );
      if ( to.contains( QStringLiteral( "base" ) ) )
        copyDatabase( copy, mine( QStringLiteral( ".mergin/" ) + path ) );
    }
    else if ( op == QLatin1String( "role" ) )
    {
      const QString role = step[QStringLiteral( "role" )].toString();
      mServer.setProjectRole( mProject, mMyName, role == QLatin1String( "none" ) ? QString() : role );
    }
    else
      return false;
    return true;
  }

  void World::syncMine( SyncDirection direction )
  {
    SyncOptions options;
    options.direction = direction;
    const Result<SyncReport> done = mMine->sync( options );
    require( done.has_value(), QStringLiteral( "sync: " ) +
                                 ( done ? QString() : QString::fromUtf8( whyNot( done.error() ) ) ) );
  }

  FileContents World::theirFiles() const
  {
    FileContents files;
    QDirIterator all( mTheirs, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories );
    while ( all.hasNext() )
    {
      const QString path = all.next();
      files.insert( path.mid( mTheirs.size() + 1 ), bytesOf( path ) );
    }
    return files;
  }

  //! What the other person's folder holds becomes a version, past any client.
  void World::push()
  {
    const FileContents now = theirFiles();
    FileContents changed;
    QStringList removed;
    for ( auto file = now.begin(); file != now.end(); ++file )
    {
      if ( !mTheirSynced.contains( file.key() ) || mTheirSynced.value( file.key() ) != file.value() )
        changed.insert( file.key(), file.value() );
    }
    for ( auto file = mTheirSynced.begin(); file != mTheirSynced.end(); ++file )
    {
      if ( !now.contains( file.key() ) )
        removed.append( file.key() );
    }
    if ( !changed.isEmpty() || !removed.isEmpty() )
      mServer.commit( mProject, mTheirName, changed, removed );
    mTheirSynced = now;
  }

  //! The other person has nothing of his own in a state that pulls: his folder becomes what the server has.
  void World::pull()
  {
    QDir( mTheirs ).removeRecursively();
    QDir().mkpath( mTheirs );
    mTheirSynced = mServer.files( mProject );
    for ( auto file = mTheirSynced.begin(); file != mTheirSynced.end(); ++file )
      writeFile( mTheirs + QLatin1Char( '/' ) + file.key(), file.value() );
  }
} // namespace syncline::states

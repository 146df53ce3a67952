// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakecontent.h"

#include "core/base/require.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cstdio>

namespace syncline::fake
{
  namespace
  {
    constexpr qint64 BLOCK_BYTES = 1024 * 1024;

    void makeFolder( const QString &path ) { SYNCLINE_REQUIRE( QDir().mkpath( path ) ); }

    //! Gives a finished temporary file its name. What is there under that name has the same content, or is replaced.
    void settle( QTemporaryFile &finished, const QString &path )
    {
      SYNCLINE_REQUIRE( finished.flush() );
      finished.setAutoRemove( false );
      finished.close();
      // Not QFile::rename(), which does not replace: a reader must find the old bytes or the new ones, never nothing.
      SYNCLINE_REQUIRE( std::rename( QFile::encodeName( finished.fileName() ).constData(),
                                     QFile::encodeName( path ).constData() ) == 0 );
    }

    QByteArray sha1Hex( const QByteArray &bytes )
    {
      return QCryptographicHash::hash( bytes, QCryptographicHash::Sha1 ).toHex();
    }
  } // namespace

  void writeWhole( const QString &scratch, const QString &path, const QByteArray &bytes )
  {
    QTemporaryFile beside( scratch + QStringLiteral( "/XXXXXX" ) );
    SYNCLINE_REQUIRE( beside.open() );
    SYNCLINE_REQUIRE( beside.write( bytes ) == bytes.size() );
    settle( beside, path );
  }

  ContentStore::ContentStore( const QString &folder )
    : mFolder( folder )
  {
    if ( mFolder.isEmpty() )
      return;
    QDir( mFolder + QStringLiteral( "/tmp" ) ).removeRecursively();
    makeFolder( mFolder + QStringLiteral( "/tmp" ) );
    makeFolder( mFolder + QStringLiteral( "/files" ) );
    makeFolder( mFolder + QStringLiteral( "/chunks" ) );
  }

  QString ContentStore::filePath( const QByteArray &key ) const
  {
    return mFolder.isEmpty() ? QString() : mFolder + QStringLiteral( "/files/" ) + QString::fromLatin1( key );
  }

  QString ContentStore::chunkPath( const QByteArray &chunkKey ) const
  {
    // A chunk may have any name that its client chose: the hash of it is a safe file name.
    return mFolder + QStringLiteral( "/chunks/" ) + QString::fromLatin1( sha1Hex( chunkKey ) );
  }

  ContentStore::Stored ContentStore::put( const QByteArray &bytes )
  {
    const QByteArray key = sha1Hex( bytes );
    if ( mFolder.isEmpty() )
      mFiles.insert( key, bytes );
    else if ( sizeOf( key ) != bytes.size() )
      writeWhole( mFolder + QStringLiteral( "/tmp" ), filePath( key ), bytes );
    return { key, bytes.size() };
  }

  std::optional<ContentStore::Stored> ContentStore::putChunks( const QList<QByteArray> &chunkKeys )
  {
    for ( const QByteArray &chunkKey : chunkKeys )
      if ( !hasChunk( chunkKey ) )
        return std::nullopt;
    if ( mFolder.isEmpty() )
    {
      QByteArray whole;
      for ( const QByteArray &chunkKey : chunkKeys )
        whole += mChunks.value( chunkKey );
      return put( whole );
    }
    QTemporaryFile whole( mFolder + QStringLiteral( "/tmp/XXXXXX" ) );
    SYNCLINE_REQUIRE( whole.open() );
    QCryptographicHash hash( QCryptographicHash::Sha1 );
    Stored stored;
    for ( const QByteArray &chunkKey : chunkKeys )
    {
      QFile chunk( chunkPath( chunkKey ) );
      SYNCLINE_REQUIRE( chunk.open( QIODevice::ReadOnly ) );
      while ( !chunk.atEnd() )
      {
        const QByteArray block = chunk.read( BLOCK_BYTES );
        hash.addData( block );
        SYNCLINE_REQUIRE( whole.write( block ) == block.size() );
        stored.size += block.size();
      }
    }
    stored.key = hash.result().toHex();
    if ( sizeOf( stored.key ) != stored.size )
      settle( whole, filePath( stored.key ) );
    return stored;
  }

  QByteArray ContentStore::read( const QByteArray &key ) const
  {
    return readPart( key, 0, std::max<qint64>( sizeOf( key ), 0 ) );
  }

  QByteArray ContentStore::readPart( const QByteArray &key, qint64 offset, qint64 length ) const
  {
    FakeResponse carrier;
    serve( key, offset, length, carrier );
    return carrier.content();
  }

  qint64 ContentStore::sizeOf( const QByteArray &key ) const
  {
    if ( mFolder.isEmpty() )
      return mFiles.contains( key ) ? mFiles.value( key ).size() : -1;
    const QFileInfo info( filePath( key ) );
    return info.exists() ? info.size() : -1;
  }

  void ContentStore::serve( const QByteArray &key, qint64 offset, qint64 length,
                            FakeResponse &response ) const
  {
    if ( mFolder.isEmpty() )
      response.body = mFiles.value( key ).mid( static_cast<int>( offset ), static_cast<int>( length ) );
    else
      response.file = FakeResponse::FilePart{ filePath( key ), offset, length };
  }

  void ContentStore::putChunk( const QByteArray &chunkKey, const QByteArray &bytes )
  {
    if ( mFolder.isEmpty() )
      mChunks.insert( chunkKey, bytes );
    else
      writeWhole( mFolder + QStringLiteral( "/tmp" ), chunkPath( chunkKey ), bytes );
  }

  bool ContentStore::hasChunk( const QByteArray &chunkKey ) const
  {
    return mFolder.isEmpty() ? mChunks.contains( chunkKey ) : QFileInfo::exists( chunkPath( chunkKey ) );
  }

  void ContentStore::dropChunk( const QByteArray &chunkKey )
  {
    if ( mFolder.isEmpty() )
      mChunks.remove( chunkKey );
    else
      QFile::remove( chunkPath( chunkKey ) );
  }

  void ContentStore::dropAllExcept( const QSet<QByteArray> &keys )
  {
    if ( mFolder.isEmpty() )
      return;
    const QDir folder( mFolder + QStringLiteral( "/files" ) );
    for ( const QString &name : folder.entryList( QDir::Files ) )
      if ( !keys.contains( name.toLatin1() ) )
        QFile::remove( folder.filePath( name ) );
  }

  void ContentStore::dropChunksExcept( const QSet<QByteArray> &chunkKeys )
  {
    if ( mFolder.isEmpty() )
      return;
    QSet<QString> kept;
    for ( const QByteArray &chunkKey : chunkKeys )
      kept.insert( chunkPath( chunkKey ) );
    const QDir folder( mFolder + QStringLiteral( "/chunks" ) );
    for ( const QString &name : folder.entryList( QDir::Files ) )
      if ( !kept.contains( folder.filePath( name ) ) )
        QFile::remove( folder.filePath( name ) );
  }
} // namespace syncline::fake

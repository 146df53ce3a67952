// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/downloader.h"

#include "core/base/logging.h"
#include "core/project/asciijson.h"

#include <QJsonArray>

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int MAX_PART_TRIES = 4;   // a part that breaks off goes on this often
    constexpr int MAX_FILE_TRIES = 2;   // a file that does not fit its checksum
    constexpr int FIRST_PAUSE_MS = 500; // before a part goes on; doubles each time
    constexpr int FLUSH_BYTES = 1024 * 1024;
    constexpr qint64 TO_THE_END = -1;

    //! The answer ended too early, or was no answer: the same question may get a whole one.
    bool isCutOff( const Error &error )
    {
      const NetworkDetail *network = std::get_if<NetworkDetail>( &error.payload );
      return error.kind == ErrorKind::MalformedReply && network &&
             network->cause == NetworkDetail::Cause::CutOff;
    }

    //! Trouble with one file; the others can be had nevertheless.
    bool isOfOneDownload( const Error &error )
    {
      return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::ServerRejected ||
             ( error.kind == ErrorKind::MalformedReply && !isCutOff( error ) );
    }
  } // namespace

  struct Downloader::File
  {
      DownloadItem item;
      QSet<int> done; //!< parts
      int parts = 0;
      int tries = 0;
      bool isWhole = false; //!< asked for in one request without range
      bool isOver = false;
  };

  struct Downloader::Part
  {
      std::shared_ptr<File> file;
      int index = 0;
      qint64 first = 0;
      qint64 size = 0; //!< -1: whatever comes
      qint64 got = 0;  //!< written
      QByteArray buffer;
      int tries = 0;
  };

  Downloader::Downloader( Tools tools, ProjectName project, Version version, QString folder )
    : mTools( tools )
    , mProject( std::move( project ) )
    , mVersion( version )
    , mFolder( std::move( folder ) )
    , mTransfers( tools.clock )
  {
  }

  QString Downloader::pathOf( const DownloadItem &item ) const
  {
    const QString name = mFolder + QLatin1Char( '/' ) + item.checksum.toString();
    return item.mayDiffer ? name + QStringLiteral( ".old" ) : name; // never taken for something verified
  }
  QString Downloader::partPath( const File &file ) const
  {
    return pathOf( file.item ) + QStringLiteral( ".part" );
  }
  QString Downloader::mapPath( const File &file ) const
  {
    return pathOf( file.item ) + QStringLiteral( ".map" );
  }

  Result<qint64> Downloader::bytesMissing( const QList<DownloadItem> &items ) const
  {
    qint64 missing = 0;
    for ( const DownloadItem &item : items )
    {
      SYNCLINE_TRY( whole, mTools.disk.stat( pathOf( item ) ) );
      if ( !whole.isFile() )
        missing += item.sizeBytes;
    }
    return missing;
  }

  Result<QHash<RelPath, Error>> Downloader::fetch( const QList<DownloadItem> &items,
                                                   const CancelToken &cancel )
  {
    mBytes = 0;
    mFailed.clear();
    qint64 total = 0;
    for ( const DownloadItem &item : items )
      total += item.sizeBytes;
    mTools.meter.begin( Phase::Downloading, total );
    SYNCLINE_CHECK( mTools.disk.makeFolder( mFolder ) );
    SYNCLINE_CHECK( prepare( items ) );
    const auto next = [this]
    {
      if ( mWaiting.isEmpty() )
        return false;
      start( mWaiting.takeFirst() );
      return true;
    };
    const Result<void> finished = mTransfers.run( next, cancel );
    mFiles.clear();
    mWaiting.clear();
    mInFlight.clear();
    if ( !finished )
      return passOn( finished.error(), __func__ );
    mTools.meter.finish();
    return mFailed;
  }

  Result<void> Downloader::prepare( const QList<DownloadItem> &items )
  {
    QSet<QString> taken;
    for ( const DownloadItem &item : items )
    {
      if ( taken.contains( item.checksum.toString() ) ) // the same content under several names comes once
      {
        mBytes += item.sizeBytes;
        continue;
      }
      taken.insert( item.checksum.toString() );
      SYNCLINE_TRY( whole, mTools.disk.stat( pathOf( item ) ) );
      if ( whole.isFile() )
      {
        mBytes += item.sizeBytes;
        continue;
      }
      auto file = std::make_shared<File>();
      file->item = item;
      file->isWhole = item.mayDiffer || item.sizeBytes <= PART_BYTES;
      mFiles.append( file );
      SYNCLINE_CHECK( prepareParts( *file ) );
    }
    return {};
  }

  //! Puts the parts of a file on the waiting list that did not arrive in an earlier run.
  Result<void> Downloader::prepareParts( File &file )
  {
    const auto shared = *std::find_if( mFiles.begin(), mFiles.end(),
                                       [&file]( const auto &one ) { return one.get() == &file; } );
    file.parts = file.isWhole ? 1 : int( ( file.item.sizeBytes + PART_BYTES - 1 ) / PART_BYTES );
    file.done.clear();
    if ( file.isWhole )
      SYNCLINE_CHECK( removeIfThere( mTools.disk, partPath( file ) ) );
    else
    {
      const Result<QByteArray> bytes = readSmallFile( mTools.disk, mapPath( file ) );
      const Result<QJsonObject> map =
        bytes ? jsonObjectFrom( *bytes, mapPath( file ) ) : tl::unexpected<Error>( bytes.error() );
      const QJsonArray known = map ? map->value( QLatin1String( "parts" ) ).toArray() : QJsonArray();
      for ( const QJsonValue &part : known )
        file.done.insert( part.toInt() );
    }
    for ( int index = 0; index < file.parts; ++index )
    {
      auto part = std::make_shared<Part>();
      part->file = shared;
      part->index = index;
      part->first = index * PART_BYTES;
      part->size = file.item.mayDiffer ? TO_THE_END
                   : file.isWhole      ? file.item.sizeBytes
                                       : std::min( PART_BYTES, file.item.sizeBytes - part->first );
      if ( file.done.contains( index ) )
        mBytes += part->size;
      else
        mWaiting.append( part );
    }
    return {};
  }

  void Downloader::start( const std::shared_ptr<Part> &part )
  {
    if ( part->file->isOver )
      return;
    const File &file = *part->file;
    ++part->tries;
    if ( part->size == 0 ) // an empty file needs no question
    {
      settle( part, Result<qint64>( 0 ) );
      return;
    }
    endpoints::RawRange range;
    range.project = mProject;
    range.file = file.item.path;
    range.version = mVersion;
    range.firstByte = part->first + part->got;
    const bool needsRange = !file.isWhole || range.firstByte > 0;
    range.lastByte = needsRange && part->size != TO_THE_END ? part->first + part->size - 1 : TO_THE_END;
    const auto sink = [this, part]( const QByteArray &bytes ) { return takeBytes( *part, bytes ); };
    const int number = mTransfers.follow<qint64>( mTools.api.call( endpoints::rawFile( range, sink ) ),
                                                  [this, part]( const Result<qint64> &answer )
                                                  {
                                                    mInFlight.erase( part.get() );
                                                    settle( part, answer );
                                                  } );
    if ( mTransfers.isInFlight( number ) )
      mInFlight.emplace( part.get(), number );
  }

  Result<void> Downloader::takeBytes( Part &part, const QByteArray &bytes )
  {
    const qint64 most = part.size != TO_THE_END ? part.size : mostBytesOf( part.file->item.sizeBytes );
    if ( part.got + part.buffer.size() + bytes.size() > most )
      return syncline::fail(
        ErrorKind::MalformedReply,
        QStringLiteral( "more bytes of %1 than asked for" ).arg( part.file->item.path.toString() ) );
    part.buffer.append( bytes );
    mBytes += bytes.size();
    mTools.meter.set( mBytes, part.file->item.path.toString() );
    return part.buffer.size() < FLUSH_BYTES ? Result<void>() : flush( part );
  }

  Result<void> Downloader::flush( Part &part )
  {
    if ( part.buffer.isEmpty() && part.size != 0 )
      return {};
    SYNCLINE_CHECK( mTools.disk.writeAt( partPath( *part.file ), part.first + part.got, part.buffer ) );
    part.got += part.buffer.size();
    part.buffer.clear();
    return {};
  }

  void Downloader::settle( const std::shared_ptr<Part> &part, const Result<qint64> &answer )
  {
    if ( mTransfers.isOver() || part->file->isOver )
      return;
    const Result<void> written = flush( *part );
    if ( !written )
    {
      mTransfers.fail( written.error() );
      return;
    }
    if ( !answer )
    {
      settleTrouble( part, answer.error() );
      return;
    }
    if ( part->size != TO_THE_END && part->got != part->size )
    {
      settleTrouble( part, { ErrorKind::MalformedReply,
                             QStringLiteral( "%1 broke off" ).arg( part->file->item.path.toString() ),
                             {},
                             NetworkDetail{ NetworkDetail::Cause::CutOff, {} } } );
      return;
    }
    const Result<void> settled = settlePart( *part );
    if ( !settled )
      mTransfers.fail( settled.error() );
  }

  void Downloader::settleTrouble( const std::shared_ptr<Part> &part, const Error &error )
  {
    File &file = *part->file;
    if ( ( isWorthRetrying( error.kind ) || isCutOff( error ) ) && part->tries < MAX_PART_TRIES )
    {
      if ( part->size == TO_THE_END ) // without a length there is no going on
        part->got = 0;
      mTransfers.later( std::chrono::milliseconds( FIRST_PAUSE_MS << ( part->tries - 1 ) ),
                        [this, part] { mWaiting.prepend( part ); } );
      return;
    }
    if ( error.kind == ErrorKind::MalformedReply && !isCutOff( error ) && !file.isWhole )
      askForWhole( file );
    else if ( isOfOneDownload( error ) )
      giveUp( file, error );
    else
      mTransfers.fail( error );
  }

  //! The server, or something before it, does not know ranges.
  void Downloader::askForWhole( File &file )
  {
    qCInfo( lcSync ) << "asking for the whole of" << file.item.path.toString();
    for ( auto part = mWaiting.begin(); part != mWaiting.end(); )
      part = ( *part )->file.get() == &file ? mWaiting.erase( part ) : part + 1;
    file.isOver = true; // answers to its parts are dropped from here on
    const std::map<Part *, int> inFlight = mInFlight;
    for ( const auto &[other, number] : inFlight )
    {
      if ( other->file.get() == &file )
        mTransfers.cancel( number );
    }
    (void)removeIfThere( mTools.disk, mapPath( file ) );
    (void)removeIfThere( mTools.disk, partPath( file ) );
    auto fresh = std::make_shared<File>();
    fresh->item = file.item;
    fresh->isWhole = true;
    fresh->tries = file.tries;
    mFiles.append( fresh );
    if ( const Result<void> prepared = prepareParts( *fresh ); !prepared )
      mTransfers.fail( prepared.error() );
  }

  void Downloader::giveUp( File &file, const Error &error )
  {
    file.isOver = true;
    mFailed.insert( file.item.path, error );
    (void)removeIfThere( mTools.disk, mapPath( file ) );
    (void)removeIfThere( mTools.disk, partPath( file ) );
  }

  Result<void> Downloader::settlePart( const Part &part )
  {
    File &file = *part.file;
    file.done.insert( part.index );
    if ( file.done.size() == file.parts )
      return finishFile( file );
    QList<int> done = file.done.values();
    std::sort( done.begin(), done.end() );
    QJsonArray parts;
    for ( const int index : done )
      parts.append( index );
    return writeWhole( mTools.disk, mapPath( file ),
                       toAsciiJson( { { QStringLiteral( "parts" ), parts } } ) );
  }

  Result<void> Downloader::finishFile( File &file )
  {
    SYNCLINE_CHECK( mTools.disk.sync( partPath( file ) ) );
    SYNCLINE_TRY( sha1, mTools.disk.hash( partPath( file ), {} ) );
    SYNCLINE_CHECK( removeIfThere( mTools.disk, mapPath( file ) ) );
    if ( file.item.mayDiffer || sha1 == file.item.checksum )
    {
      file.isOver = true;
      return mTools.disk.rename( partPath( file ), pathOf( file.item ) );
    }
    SYNCLINE_CHECK( mTools.disk.remove( partPath( file ) ) );
    if ( ++file.tries < MAX_FILE_TRIES )
      return prepareParts( file );
    giveUp( file, { ErrorKind::MalformedReply,
                    QStringLiteral( "%1 does not fit the checksum that the server gives" )
                      .arg( file.item.path.toString() ),
                    {},
                    {} } );
    return {};
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/entryspool.h"

namespace syncline
{
  namespace
  {
    constexpr size_t SPOOL_BYTES = 1024 * 1024;

    Error spoolError( const QTemporaryFile &file )
    {
      const bool full = file.error() == QFileDevice::ResourceError;
      return { full ? ErrorKind::DiskFull : ErrorKind::LocalIo,
               QStringLiteral( "temporary file: %1" ).arg( file.errorString() ),
               {},
               {} };
    }
  } // namespace

  Result<void> EntrySpool::add( Operation operation, const std::vector<Value> &oldValues,
                                const std::vector<Value> &newValues )
  {
    appendEncoded( mBlock, operation, oldValues, newValues );
    if ( mBlock.size() < SPOOL_BYTES )
      return {};
    if ( !mFile )
    {
      mFile = std::make_unique<QTemporaryFile>();
      if ( !mFile->open() )
        return tl::unexpected<Error>( spoolError( *mFile ) );
    }
    if ( mFile->write( mBlock.data(), qint64( mBlock.size() ) ) != qint64( mBlock.size() ) )
      return tl::unexpected<Error>( spoolError( *mFile ) );
    mBlock.clear();
    return {};
  }

  Result<void> EntrySpool::moveTo( ChangesetWriter &writer, const TableHeader &table )
  {
    if ( mFile )
    {
      mFile->seek( 0 );
      std::string block( SPOOL_BYTES, '\0' );
      for ( ;; )
      {
        const qint64 count = mFile->read( block.data(), qint64( block.size() ) );
        if ( count < 0 )
          return tl::unexpected<Error>( spoolError( *mFile ) );
        if ( count == 0 )
          break;
        SYNCLINE_CHECK( writer.write( table, std::string_view( block.data(), size_t( count ) ) ) );
      }
      mFile.reset();
    }
    if ( !mBlock.empty() )
      SYNCLINE_CHECK( writer.write( table, mBlock ) );
    mBlock.clear();
    return {};
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/contentguard.h"

#include "core/gpkg/samecontent.h"

namespace syncline
{
  namespace
  {
    constexpr int FILE_HEADER_BYTES = 100; // the change counter, the size and the journal mode are in it
    constexpr int TRIES = 50;              // a commit may fall between two looks, hardly fifty times

    [[nodiscard]] Result<QByteArray> fileHeaderOf( const Database &database )
    {
      QByteArray header( FILE_HEADER_BYTES, Qt::Uninitialized );
      SYNCLINE_CHECK( database.readAt( 0, header.data(), FILE_HEADER_BYTES ) );
      return header;
    }
  } // namespace

  ContentGuard::ContentGuard( Database &&reader, State &&state )
    : mReader( std::move( reader ) )
    , mState( std::move( state ) )
  {
  }

  Result<ContentGuard::State> ContentGuard::stateOf( const Database &database )
  {
    State state;
    SYNCLINE_TRY( wal, walState( database, "main" ) );
    state.wal = wal;
    if ( !wal.isWal )
    {
      SYNCLINE_TRY( header, fileHeaderOf( database ) );
      state.fileHeader = header;
    }
    return state;
  }

  Result<std::optional<ContentGuard>> ContentGuard::over( const QString &live, const QString &expected,
                                                          const CancelToken &cancel )
  {
    SYNCLINE_TRY( reader, Database::open( live, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( other, Database::open( expected, Database::Access::ReadOnly, cancel ) );
    SYNCLINE_TRY( readingOther, Transaction::begin( other, Transaction::Kind::Read ) );
    for ( int i = 0; i < TRIES; ++i )
    {
      if ( cancel.isCanceled() )
        return fail( ErrorKind::Canceled );
      SYNCLINE_TRY( before, stateOf( reader ) );
      SYNCLINE_TRY( reading, Transaction::begin( reader, Transaction::Kind::Read ) );
      SYNCLINE_TRY( state, stateOf( reader ) );
      if ( !state.wal.isSameContent( before.wal ) || state.fileHeader != before.fileHeader )
        continue; // the transaction may see either
      SYNCLINE_TRY( isEqual, haveSameBytes( reader, other, cancel ) );
      if ( !isEqual )
      {
        SYNCLINE_TRY( isSame, haveSameContent( reader, other ) );
        if ( !isSame )
          return std::optional<ContentGuard>();
      }
      SYNCLINE_CHECK( reading.commit() );
      return std::optional<ContentGuard>( ContentGuard( std::move( reader ), std::move( state ) ) );
    }
    return fail( ErrorKind::FileInUse, QStringLiteral( "%1 keeps changing" ).arg( live ) );
  }

  Result<bool> ContentGuard::isUnchanged( const Database &writer ) const
  {
    if ( hasMoved( mReader, "main" ) || hasMoved( writer, "main" ) ) // another file has come to this path
      return false;
    if ( mState.wal.isWal )
    {
      SYNCLINE_TRY( now, walState( mReader, "main" ) );
      return now.isSameContent( mState.wal );
    }
    SYNCLINE_TRY( header, fileHeaderOf( writer ) ); // another connection could not read it under the lock
    return header == mState.fileHeader;
  }
} // namespace syncline

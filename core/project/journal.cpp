// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/journal.h"

#include "core/base/logging.h"
#include "core/project/asciijson.h"

#include <QJsonDocument>

namespace syncline
{
  namespace
  {
    constexpr int CHECKSUM_LENGTH = 40;
  }

  Journal::Journal( FileOps &disk, QString path )
    : mDisk( disk )
    , mPath( std::move( path ) )
  {
  }

  Result<void> Journal::begin( const QJsonObject &intent )
  {
    const QByteArray body = toAsciiJson( intent );
    return writeWhole( mDisk, mPath, sha1Of( body ).toString().toLatin1() + '\n' + body );
  }

  Result<std::optional<QJsonObject>> Journal::load() const
  {
    const Result<QByteArray> bytes = readSmallFile( mDisk, mPath );
    if ( !bytes && bytes.error().kind == ErrorKind::NotFound )
      return std::optional<QJsonObject>();
    if ( !bytes )
      return passOn( bytes.error(), __func__ );
    const QByteArray body = bytes->mid( CHECKSUM_LENGTH + 1 );
    if ( sha1Of( body ).toString().toLatin1() != bytes->left( CHECKSUM_LENGTH ) )
    {
      qCWarning( lcJournal ) << "a torn journal is left aside:" << mPath;
      return std::optional<QJsonObject>();
    }
    SYNCLINE_TRY( intent, jsonObjectFrom( body, mPath ) );
    return std::optional<QJsonObject>( intent );
  }

  Result<void> Journal::finish()
  {
    SYNCLINE_CHECK( removeIfThere( mDisk, mPath ) );
    return mDisk.sync( folderOf( mPath ) );
  }
} // namespace syncline

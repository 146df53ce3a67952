// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/scancache.h"

#include "core/base/logging.h"
#include "core/project/asciijson.h"

#include <QJsonArray>

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr int FORMAT = 1;
    constexpr int IDENTITY_PARTS = 6;

    //! Nanoseconds do not fit a JSON number on Qt 5.
    QString toText( const FileIdentity &identity )
    {
      return QStringLiteral( "%1 %2 %3 %4 %5 %6" )
        .arg( identity.sizeBytes )
        .arg( identity.modifiedNs )
        .arg( identity.changedNs )
        .arg( identity.inode )
        .arg( identity.walBytes )
        .arg( identity.walModifiedNs );
    }

    std::optional<FileIdentity> identityFrom( const QString &text )
    {
      const QStringList parts = text.split( QLatin1Char( ' ' ) );
      if ( parts.size() != IDENTITY_PARTS )
        return std::nullopt;
      FileIdentity identity;
      identity.sizeBytes = parts.at( 0 ).toLongLong();
      identity.modifiedNs = parts.at( 1 ).toLongLong();
      identity.changedNs = parts.at( 2 ).toLongLong();
      identity.inode = parts.at( 3 ).toULongLong();
      identity.walBytes = parts.at( 4 ).toLongLong();
      identity.walModifiedNs = parts.at( 5 ).toLongLong();
      return identity;
    }

    QJsonObject toJson( const ContentVerdict &verdict )
    {
      FileIdentity log;
      log.walBytes = verdict.walBytes;
      log.walModifiedNs = verdict.walModifiedNs;
      return { { QStringLiteral( "live" ), verdict.live.toString() },
               { QStringLiteral( "log" ), toText( log ) },
               { QStringLiteral( "base" ), verdict.baseChecksum.toString() },
               { QStringLiteral( "base_file" ), toText( verdict.base ) },
               { QStringLiteral( "same" ), verdict.isSame } };
    }

    std::optional<ContentVerdict> verdictFrom( const QJsonObject &object )
    {
      const Result<Sha1> live = Sha1::fromString( object.value( QLatin1String( "live" ) ).toString() );
      const Result<Sha1> baseChecksum =
        Sha1::fromString( object.value( QLatin1String( "base" ) ).toString() );
      const auto log = identityFrom( object.value( QLatin1String( "log" ) ).toString() );
      const auto base = identityFrom( object.value( QLatin1String( "base_file" ) ).toString() );
      if ( !live || !baseChecksum || !log || !base )
        return std::nullopt;
      return ContentVerdict{ *live,         log->walBytes, log->walModifiedNs,
                             *baseChecksum, *base,         object.value( QLatin1String( "same" ) ).toBool() };
    }

    QJsonObject toJson( const CachedFile &file )
    {
      QJsonObject object{ { QStringLiteral( "file" ), toText( file.identity ) },
                          { QStringLiteral( "read" ), QString::number( file.hashedAtNs ) },
                          { QStringLiteral( "sha1" ), file.sha1.toString() } };
      if ( file.hasPendingLog )
        object.insert( QStringLiteral( "pending_log" ), true );
      if ( file.isDamaged )
        object.insert( QStringLiteral( "damaged" ), true );
      if ( file.verdict )
        object.insert( QStringLiteral( "verdict" ), toJson( *file.verdict ) );
      return object;
    }

    std::optional<CachedFile> fileFrom( const QJsonObject &object )
    {
      const auto identity = identityFrom( object.value( QLatin1String( "file" ) ).toString() );
      const Result<Sha1> sha1 = Sha1::fromString( object.value( QLatin1String( "sha1" ) ).toString() );
      if ( !identity || !sha1 )
        return std::nullopt;
      CachedFile file;
      file.identity = *identity;
      file.hashedAtNs = object.value( QLatin1String( "read" ) ).toString().toLongLong();
      file.sha1 = *sha1;
      file.hasPendingLog = object.value( QLatin1String( "pending_log" ) ).toBool();
      file.isDamaged = object.value( QLatin1String( "damaged" ) ).toBool();
      if ( const QJsonValue verdict = object.value( QLatin1String( "verdict" ) ); verdict.isObject() )
        file.verdict = verdictFrom( verdict.toObject() );
      return file;
    }
  } // namespace

  FileIdentity FileIdentity::of( const FileStat &file, const FileStat &log )
  {
    FileIdentity identity;
    identity.sizeBytes = file.sizeBytes;
    identity.modifiedNs = file.modifiedNs;
    identity.changedNs = file.changedNs;
    identity.inode = file.inode;
    identity.walBytes = log.exists() ? log.sizeBytes : -1;
    identity.walModifiedNs = log.exists() ? log.modifiedNs : 0;
    return identity;
  }

  qint64 FileIdentity::newestNs() const { return std::max( { modifiedNs, changedNs, walModifiedNs } ); }

  bool ContentVerdict::isAbout( const ContentVerdict &other ) const
  {
    return live == other.live && walBytes == other.walBytes && walModifiedNs == other.walModifiedNs &&
           baseChecksum == other.baseChecksum && base == other.base;
  }

  ScanCache ScanCache::load( FileOps &disk, const QString &path )
  {
    ScanCache cache;
    const Result<QByteArray> bytes = readSmallFile( disk, path );
    if ( !bytes )
      return cache;
    const Result<QJsonObject> object = jsonObjectFrom( *bytes, path );
    if ( !object || toInteger( object->value( QLatin1String( "format" ) ) ) != FORMAT )
      return cache;
    const QJsonObject files = object->value( QLatin1String( "files" ) ).toObject();
    for ( auto entry = files.begin(); entry != files.end(); ++entry )
    {
      const Result<RelPath> name = RelPath::fromString( entry.key() );
      const std::optional<CachedFile> file = fileFrom( entry.value().toObject() );
      if ( name && file )
        cache.mFiles.insert( *name, *file );
    }
    return cache;
  }

  Result<void> ScanCache::save( FileOps &disk, const QString &path )
  {
    if ( !mIsChanged )
      return {};
    QJsonObject files;
    for ( auto entry = mFiles.begin(); entry != mFiles.end(); ++entry )
      files.insert( entry.key().toString(), toJson( entry.value() ) );
    SYNCLINE_CHECK( disk.makeFolder( folderOf( path ) ) );
    SYNCLINE_CHECK( writeWhole(
      disk, path,
      toAsciiJson( { { QStringLiteral( "format" ), FORMAT }, { QStringLiteral( "files" ), files } } ) ) );
    mIsChanged = false;
    return {};
  }

  const CachedFile *ScanCache::find( const RelPath &path, const FileIdentity &identity ) const
  {
    const auto found = mFiles.constFind( path );
    if ( found == mFiles.constEnd() || found->identity != identity ||
         identity.newestNs() + RACY_NS > found->hashedAtNs )
      return nullptr;
    return &*found;
  }

  void ScanCache::insert( const RelPath &path, const CachedFile &file )
  {
    CachedFile next = file;
    if ( const auto old = mFiles.constFind( path ); old != mFiles.constEnd() && !next.verdict )
      next.verdict = old->verdict; // it names the bytes it is about
    mFiles.insert( path, next );
    mIsChanged = true;
  }

  void ScanCache::setVerdict( const RelPath &path, const ContentVerdict &verdict )
  {
    const auto found = mFiles.find( path );
    if ( found == mFiles.end() )
      return;
    found->verdict = verdict;
    mIsChanged = true;
  }

  std::optional<bool> ScanCache::verdictFor( const RelPath &path, const ContentVerdict &question ) const
  {
    const auto found = mFiles.constFind( path );
    if ( found == mFiles.constEnd() || !found->verdict || !found->verdict->isAbout( question ) )
      return std::nullopt;
    return found->verdict->isSame;
  }

  void ScanCache::keepOnly( const QHash<RelPath, bool> &present )
  {
    for ( auto entry = mFiles.begin(); entry != mFiles.end(); )
    {
      if ( present.contains( entry.key() ) )
        ++entry;
      else
      {
        entry = mFiles.erase( entry );
        mIsChanged = true;
      }
    }
  }
} // namespace syncline

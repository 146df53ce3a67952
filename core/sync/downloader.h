// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/api/endpoints.h"
#include "core/base/cancel.h"
#include "core/project/fileops.h"
#include "core/sync/progressmeter.h"
#include "core/sync/transfers.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <map>
#include <memory>
#include <optional>

namespace syncline
{
  struct DownloadItem
  {
      RelPath path;
      Sha1 checksum;
      qint64 sizeBytes = 0;
      bool mayDiffer =
        false; //!< an old version that the server puts together again: size and checksum may differ
  };

  /**
   * Brings files of one project version into a folder, each under its checksum's name, verified.
   *
   *     item ──► parts of PART_BYTES ──(a few in flight)──► <sha1>.part + <sha1>.map ──size, SHA-1──► <sha1>
   *
   * What was brought before an interruption is not asked for again. A part that breaks off goes on where it broke off, a few
   * times; a server that ignores ranges is asked for the whole file; a file that does not fit its checksum is asked for once more.
   * Thread-bound; waits in fetch().
   */
  class Downloader
  {
    public:
      struct Tools
      {
          ApiClient &api;
          FileOps &disk;
          Clock &clock;
          ProgressMeter &meter;
      };
      Downloader( Tools tools, ProjectName project, Version version, QString folder );

      /**
       * The files that could not be had, with the reason (gone on the server, or not what the server says they are). Trouble
       * with the way to the server, or with the disk, is an error; what arrived stays for the next time.
       */
      [[nodiscard]] Result<QHash<RelPath, Error>> fetch( const QList<DownloadItem> &items,
                                                         const CancelToken &cancel );

      QString pathOf( const DownloadItem &item ) const; //!< where a fetched file lies
      //! How much of \a items is still to be asked for.
      [[nodiscard]] Result<qint64> bytesMissing( const QList<DownloadItem> &items ) const;

      static constexpr qint64 PART_BYTES = 10ll * 1024 * 1024;
      //! An old version that is put together again may be larger than it once was: pages that came free stay in it. More than this
      //! is not taken.
      static constexpr qint64 mostBytesOf( qint64 announced ) { return 2 * announced + 64ll * 1024 * 1024; }

    private:
      struct File;
      struct Part;

      [[nodiscard]] Result<void> prepare( const QList<DownloadItem> &items );
      [[nodiscard]] Result<void> prepareParts( File &file );
      void start( const std::shared_ptr<Part> &part );
      [[nodiscard]] Result<void> takeBytes( Part &part, const QByteArray &bytes );
      [[nodiscard]] Result<void> flush( Part &part );
      void settle( const std::shared_ptr<Part> &part, const Result<qint64> &answer );
      void settleTrouble( const std::shared_ptr<Part> &part, const Error &error );
      [[nodiscard]] Result<void> settlePart( const Part &part );
      [[nodiscard]] Result<void> finishFile( File &file );
      void askForWhole( File &file );
      void giveUp( File &file, const Error &error );
      QString partPath( const File &file ) const;
      QString mapPath( const File &file ) const;

      Tools mTools;
      ProjectName mProject;
      Version mVersion;
      QString mFolder;
      QList<std::shared_ptr<File>> mFiles;
      QList<std::shared_ptr<Part>> mWaiting;
      std::map<Part *, int> mInFlight; //!< numbers in mTransfers
      QHash<RelPath, Error> mFailed;
      Transfers mTransfers;
      qint64 mBytes = 0;
  };
} // namespace syncline

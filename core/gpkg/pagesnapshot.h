// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/pagesource.h"
#include "core/gpkg/sqlitewal.h"

#include <map>

namespace syncline
{
  /**
   * A read transaction on all files of a connection that can also show their pages.
   *
   *   state of each -wal ──► BEGIN, first read ──► state of each -wal
   *                            equal: the pages are those of the main file, and of the -wal up to that state
   *                            else:  begin again; after a few times only SQL shows the content
   *
   * Rollback-journal mode: the SHARED lock keeps writers out, the main file is the content. WAL mode with frames that the main
   * file lacks: our read mark keeps the -wal from being restarted and the main file from getting newer pages than ours. WAL
   * mode without such frames: a checkpoint cannot touch the main file while we read from it.
   *
   * Lives no longer than the Database; thread-bound as that is. Writes nothing. Ends the transaction when destroyed.
   */
  class PageSnapshot
  {
    public:
      [[nodiscard]] static Result<PageSnapshot> begin( Database &database );

      /**
       * The pages of \a schema. An error where they cannot be had: an encrypted file, a file system of its own, a -wal that
       * changes too fast. Then the content is to be read by SQL, within the same transaction.
       */
      [[nodiscard]] Result<std::unique_ptr<PageSource>> pages( const QByteArray &schema ) const;

      /**
       * Whether \a other, begun while this one lasts on other connections to the same files, sees the same content: in
       * rollback-journal mode our lock sees to it, in WAL mode the states tell.
       */
      bool seesTheSameAs( const PageSnapshot &other ) const;

    private:
      PageSnapshot( Database &database, Transaction transaction )
        : mDatabase( &database )
        , mTransaction( std::move( transaction ) )
      {
      }
      Database *mDatabase;
      Transaction mTransaction;
      std::map<QByteArray, WalState> mStates; // only of the files whose pages can be shown
  };
} // namespace syncline

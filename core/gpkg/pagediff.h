// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/gpkg/pagetree.h"

#include <functional>
#include <string>

namespace syncline
{
  //! The rows of a table that may differ, by rowid, ascending. All other rows are the same in both files.
  struct RowCandidates
  {
      std::vector<qint64> added;   //!< only in the modified file
      std::vector<qint64> removed; //!< only in the base
      std::vector<qint64>
        changed; //!< in both, stored differently; whether the values differ is for SQLite to say
      std::optional<std::string>
        updates; //!< a changeset of what `changed` comes to, where the pages told that

      size_t size() const { return added.size() + removed.size() + changed.size(); }
  };

  //! Is shown each row that is in both files and stored differently, by rising rowid. The cells live as long as the call.
  using SeeChanged = std::function<Result<void>( const LeafCell &base, const LeafCell &modified )>;

  //! Both files, for the use of one thread at a time.
  struct PagePair
  {
      std::unique_ptr<PageSource> base;
      std::unique_ptr<PageSource> modified;
  };

  //! Where other threads get the same pages from.
  class PageHelp
  {
    public:
      virtual ~PageHelp() = default;
      virtual size_t count() const = 0; //!< of pairs
      //! The same two files by handles of their own. Called on the thread that uses them; null where they cannot be had.
      virtual PagePair *pair( size_t index ) = 0;
      //! Whether all those were the same files in the same state indeed; called when nobody uses them.
      virtual bool wasSame() const = 0;
  };

  /**
   * Finds the rows that differ between two databases of which one is an edited copy of the other, by comparing pages:
   *
   *   the leaves of the table's b-tree in each file
   *   leaves of the same number, equal bytes, equal overflow chains ──► shared: no row on them can differ
   *   all other leaves, in the order of their rowids                ──► rows only here, only there, or stored differently
   *
   * A rowid is in a table once. If it is on a shared leaf in one file, it is there in the other as well, with the same payload.
   * So each row that differs is on leaves that are not shared. This holds wherever pages have moved to. Equal payload means
   * equal values only if the table's SQL is the same in both files, and the text encoding: the caller sees to that.
   *
   * The leaves of large tables are compared by several threads, each with handles of its own.
   *
   * Time: each page is visited a bounded number of times, whatever the bytes. Memory: four bits for each page of the larger
   * file (and one for each further thread), a few megabytes of buffers and caches, and the candidates (MAX_CANDIDATES); below 64 MB in all.
   */
  class PageDiff
  {
    public:
      //! Two files of comparable geometry (PageGeometry::isComparableTo). The sources must outlive this.
      PageDiff( PageSource &base, PageSource &modified, CancelToken cancel );
      //! Lets more threads compare large tables; \a help must outlive this.
      void setHelp( PageHelp *help ) { mHelp = help; }

      struct Roots
      {
          PageNumber base = 0;
          PageNumber modified = 0;
      };
      /**
       * The candidates of one rowid table, given the root pages of its b-trees; nothing where they are so many that reading both
       * tables from end to end is the better way. Pages that cannot belong to such a table are ErrorKind::DamagedDatabase.
       * \a see may be empty.
       */
      [[nodiscard]] Result<std::optional<RowCandidates>> compare( Roots roots, const SeeChanged &see = {} );

      static constexpr size_t MAX_CANDIDATES = 1 << 20;
      static constexpr quint64 BYTES_PER_THREAD =
        4 * 1024 * 1024; //!< for less, a thread takes longer to start than it saves

    private:
      [[nodiscard]] Result<PageSet> sharedLeaves( const PageSet &base, const PageSet &modified );
      [[nodiscard]] Result<std::optional<RowCandidates>> merge( RowCursor &base, RowCursor &modified,
                                                                const SeeChanged &see );

      PageFile mBase;
      PageFile mModified;
      CancelToken mCancel;
      PageHelp *mHelp = nullptr;
  };
} // namespace syncline

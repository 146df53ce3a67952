// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gpkg/sqlite.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QFile;

namespace syncline
{
  class ChangesetFile;

  // The encoding is described in docs/changeset-format.md. It is that of SQLite's session extension.

  //! What an entry does with its row; the numbers are the tags of the encoding.
  enum class Operation : quint8
  {
    Delete = 0x09,
    Insert = 0x12,
    Update = 0x17
  };

  //! Whose rows the entries that follow are.
  struct TableHeader
  {
      QByteArray name;
      std::vector<bool> isKey; //!< one per column, in the table's order
      int columnCount() const { return int( isKey.size() ); }
      friend bool operator==( const TableHeader &a, const TableHeader &b )
      {
        return a.name == b.name && a.isKey == b.isKey;
      }
  };

  //! One change of one row. Values are views: see who gave it to you for how long they live.
  struct Entry
  {
      Operation operation = Operation::Insert;
      std::shared_ptr<const TableHeader> table;
      std::vector<Value> oldValues; //!< empty for an insert, else one per column
      std::vector<Value> newValues; //!< empty for a delete, else one per column
      qint64 offset = 0;            //!< of its first byte in the changeset
      std::string_view raw;         //!< its encoding, header excluded
  };

  //! How many rows of a table change.
  struct TableChanges
  {
      qint64 inserts = 0;
      qint64 updates = 0;
      qint64 deletes = 0;
  };

  constexpr int MAX_CHANGESET_COLUMNS = 65536;
  constexpr qint64 MAX_TABLE_NAME_BYTES = 65536;

  /**
   * Reads entries one after the other, holding one block of the file, or one entry where that is larger, in memory. Entries
   * and their values live until the next call of next(). Malformed input is ErrorKind::MalformedChangeset with the byte offset;
   * after an error nothing more can be read.
   */
  class ChangesetReader
  {
    public:
      [[nodiscard]] static Result<ChangesetReader> open( const QString &path );
      //! Over bytes that outlive the reader, and the entries' values live as long as they do.
      static ChangesetReader over( std::string_view bytes );
      ChangesetReader( ChangesetReader && ) noexcept;
      ChangesetReader &operator=( ChangesetReader && ) noexcept;
      ~ChangesetReader();

      //! False at the end.
      [[nodiscard]] Result<bool> next( Entry &entry );
      [[nodiscard]] Result<void> rewind(); //!< to the first entry
      qint64 totalBytes() const { return mTotal; }

    private:
      ChangesetReader();
      [[nodiscard]] Result<bool> refill();
      tl::unexpected<Error> malformed( const Entry *entry, qint64 byte, const QString &why ) const;
      std::unique_ptr<QFile> mFile; // null when over bytes
      std::string mBlock;
      std::string_view mRest; // not yet read, in mBlock or in the given bytes
      qint64 mOffset = 0;     // of mRest in the whole
      qint64 mTotal = 0;
      std::shared_ptr<const TableHeader> mTable;
  };

  //! Calls \a visit for each entry, until one of the two fails.
  template<class Visit> [[nodiscard]] Result<void> forEachEntry( ChangesetReader reader, const Visit &visit )
  {
    Entry entry;
    for ( ;; )
    {
      SYNCLINE_TRY( more, reader.next( entry ) );
      if ( !more )
        return {};
      SYNCLINE_CHECK( visit( entry ) );
    }
  }

  //! Reads an entry back from Entry::raw that a reader gave; its values are views into \a raw.
  void decodeEntry( std::string_view raw, const std::shared_ptr<const TableHeader> &table, Entry &entry );

  //! The encoding of one value.
  void appendEncoded( std::string &to, const Value &value );
  void appendEncoded( std::string &to, const TableHeader &table );
  //! One entry; \a oldValues and \a newValues as in Entry.
  void appendEncoded( std::string &to, Operation operation, const std::vector<Value> &oldValues,
                      const std::vector<Value> &newValues );

  /**
   * Writes entries, putting a header wherever the table's name changes. A file appears whole when finish() succeeded, or not
   * at all; what was there before stays until then. It is not forced to the disk. No entries: an empty file.
   */
  class ChangesetWriter
  {
    public:
      [[nodiscard]] static Result<ChangesetWriter> create( const QString &path );
      static ChangesetWriter toMemory();
      ChangesetWriter( ChangesetWriter && ) noexcept;
      ChangesetWriter &operator=( ChangesetWriter && ) noexcept;
      ~ChangesetWriter();

      [[nodiscard]] Result<void> write( const TableHeader &table, Operation operation,
                                        const std::vector<Value> &oldValues,
                                        const std::vector<Value> &newValues );
      [[nodiscard]] Result<void> write( const TableHeader &table, std::string_view encodedEntry );
      [[nodiscard]] Result<void> finish();
      //! What toMemory() gathered; the writer is empty afterwards.
      std::string takeBytes() { return std::move( mBlock ); }

    private:
      ChangesetWriter();
      void changeTable( const TableHeader &table );
      [[nodiscard]] Result<void> flushIfLarge();
      std::unique_ptr<ChangesetFile> mFile; // null in memory
      std::string mBlock;
      std::optional<TableHeader> mTable; // whose entries follow
      qint64 mWritten = 0;
  };

  //! Changesets are read and written by ordinary file handles, which must never meet a database: its name is ErrorKind::InvalidInput.
  [[nodiscard]] Result<void> checkChangesetName( const QString &path );
  //! Has the file any byte? That is what "has changes" means to every program that exchanges changesets.
  [[nodiscard]] Result<bool> hasChanges( const QString &changeset );
  //! How many entries; reads the whole file.
  [[nodiscard]] Result<qint64> countEntries( const QString &changeset );
  //! A whole changeset in memory.
  [[nodiscard]] Result<std::string> readChangeset( const QString &path );
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QString>

#include <memory>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace syncline
{
  //! The storage classes of SQLite, numbered as changesets number them; Undefined is "not recorded", which no column holds.
  enum class ValueType : quint8
  {
    Undefined = 0,
    Integer = 1,
    Real = 2,
    Text = 3,
    Blob = 4,
    Null = 5
  };

  //! One value. Text and blob are views into what it was read from, and live no longer than that. Text is UTF-8.
  struct Value
  {
      ValueType type = ValueType::Undefined;
      qint64 integer = 0;
      double real = 0;
      std::string_view bytes;

      bool isDefined() const { return type != ValueType::Undefined; }
      static Value ofInteger( qint64 number ) { return { ValueType::Integer, number, 0, {} }; }
      static Value ofReal( double number ) { return { ValueType::Real, 0, number, {} }; }
      static Value ofText( std::string_view text ) { return { ValueType::Text, 0, 0, text }; }
      static Value ofBlob( std::string_view blob ) { return { ValueType::Blob, 0, 0, blob }; }
      static Value null() { return { ValueType::Null, 0, 0, {} }; }
      //! Same storage class and same value; text and blob by all their bytes.
      friend bool operator==( const Value &a, const Value &b );
      friend bool operator!=( const Value &a, const Value &b ) { return !( a == b ); }
  };

  //! An identifier as SQL text, whatever characters it has.
  QByteArray quoted( const QByteArray &identifier );

  //! A prepared statement; thread-bound like its Database and gone before it. Indices of parameters and columns start at 0.
  class Statement
  {
    public:
      enum class Step
      {
        Row,
        Done,
        Constraint //!< a constraint refused it; Database::lastMessage() says which
      };
      Statement() = default;

      void bind( int index,
                 const Value &value ); //!< the value's bytes must live until reset() or the next bind
      //! The next row, if any. A refusing constraint is ErrorKind::ChangesetConflict.
      [[nodiscard]] Result<bool> next();
      //! As next(), but a refusing constraint is an outcome of its own.
      [[nodiscard]] Result<Step> step();
      void reset(); //!< to the start; keeps the bound values
      int columnCount() const;
      Value column( int index ) const; //!< valid until the next step
      qint64 integerAt( int index ) const { return column( index ).integer; }
      QByteArray textAt( int index ) const; //!< converted to text by SQLite where it is none

    private:
      friend class Database;
      struct Finalizer
      {
          void operator()( sqlite3_stmt *statement ) const;
      };
      std::unique_ptr<sqlite3_stmt, Finalizer> mStatement;
  };

  /**
   * A connection. It never checkpoints a -wal of somebody else (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE); a -wal that its own opening
   * made and that is still empty is removed again at close. Waiting for a lock is bounded (BUSY_WAIT_MS), then
   * ErrorKind::FileInUse; a cancel interrupts waiting and long statements with ErrorKind::Canceled.
   *
   * Thread-bound, movable. Paths are absolute.
   */
  class Database
  {
    public:
      static constexpr int BUSY_WAIT_MS = 4000; //!< QGIS itself waits five seconds before it gives up a Save

      enum class Access
      {
        ReadOnly, //!< writes nothing but the roll back of a crashed writer's journal, which reading needs
        ReadWrite,
        Alone, //!< as ReadWrite, and nobody else may have it open, now or until our close; else ErrorKind::FileInUse. WAL mode only:
               //!< in rollback mode an idle connection of somebody else cannot be seen
        Create //!< a new file; one that is there already is an error
      };
      //! A missing file is ErrorKind::NotFound, one that is no database ErrorKind::DamagedDatabase.
      [[nodiscard]] static Result<Database> open( const QString &path, Access access,
                                                  const CancelToken &cancel = {} );

      Database( Database && ) noexcept;
      Database &operator=( Database && ) noexcept;
      ~Database();

      const QString &path() const { return mPath; }
      [[nodiscard]] Result<void> execute( const QByteArray &sql ); //!< one or more statements without results
      [[nodiscard]] Result<Statement> prepare( const QByteArray &sql ) const;
      //! The first column of the first row; 0 or empty where there is no row.
      [[nodiscard]] Result<qint64> integerOf( const QByteArray &sql ) const;
      [[nodiscard]] Result<QByteArray> textOf( const QByteArray &sql ) const;

      //! Adds another file as \a schema; the same promises about its -wal hold. Both need the same text encoding.
      [[nodiscard]] Result<void> attach( const QString &path, const QByteArray &schema );

      qint64 changedRows() const; //!< by the latest INSERT, UPDATE or DELETE, without what triggers did
      bool isInTransaction() const;
      QString lastMessage() const;
      void setBusyWait( int milliseconds );
      //! Statements that run when it expires end with ErrorKind::Canceled, and so does any that is started later.
      void setDeadline( const QDeadlineTimer &deadline );
      //! Unlike the pragma, this works within a transaction. On: actions run, violations are counted until the commit.
      void enforceForeignKeys( bool enforce );

      //! \name The file's bytes, through SQLite's own handle. Call under a read transaction.
      //! @{
      [[nodiscard]] Result<qint64> fileSize( const QByteArray &schema = "main" ) const;
      [[nodiscard]] Result<void> readAt( qint64 offset, char *to, int size,
                                         const QByteArray &schema = "main" ) const;
      //! Whether the -wal holds frames that are not in the main file yet. If not, its bytes stay as they are meanwhile.
      [[nodiscard]] Result<bool> hasPendingWal( const QByteArray &schema = "main" ) const;
      //! @}

      sqlite3 *handle() const { return mHandle.get(); } //!< for the sqlite*.cpp files of this folder

    private:
      Database() = default;
      //! One file of the connection, and whether a -wal was beside it before we came.
      struct File
      {
          QString path;
          QByteArray schema;
          bool walWasThere = true;
      };
      struct Closer
      {
          void operator()( sqlite3 *handle ) const;
      };
      struct Waiting;
      QString mPath;
      std::unique_ptr<Waiting> mWaiting; // outlives the handle, which points to it
      std::unique_ptr<sqlite3, Closer> mHandle;
      std::vector<File> mFiles; // the main one first
      void tidyWalOf( const File &file );
      void close();
      friend class Transaction;
      void refuseCommits( bool refuse );
      void discardLostFrames(); //!< after a COMMIT that failed
  };

  //! Rolls back at its end unless commit() succeeded.
  class Transaction
  {
    public:
      enum class Kind
      {
        Read,     //!< sees one state of every attached database until its end
        Write,    //!< takes the write lock at once
        Exclusive //!< keeps readers of rollback-mode databases out, too
      };
      [[nodiscard]] static Result<Transaction> begin( Database &database, Kind kind );
      Transaction( Transaction &&other ) noexcept;
      Transaction &operator=( Transaction && ) = delete;
      ~Transaction();
      [[nodiscard]] Result<void> commit();

    private:
      explicit Transaction( Database &database )
        : mDatabase( &database )
      {
      }
      Database *mDatabase;
  };

  /**
   * Copies a whole database page by page. The target's write lock is held from the first step to the last; finished or
   * destroyed before Outcome::Done, the target is rolled back to what it was.
   */
  class Backup
  {
    public:
      [[nodiscard]] static Result<Backup> begin( Database &to, Database &from );
      Backup( Backup &&other ) noexcept;
      Backup &operator=( Backup && ) = delete;
      ~Backup();
      //! Copies \a pages more; true when all is copied and committed. Waits for the locks as the connections do.
      [[nodiscard]] Result<bool> step( int pages );

    private:
      Backup() = default;
      struct Handle;
      std::unique_ptr<Handle> mHandle;
  };
} // namespace syncline

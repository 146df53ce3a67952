// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changeset.h"

#include "core/base/require.h"
#include "core/gpkg/entrytext.h"
#include "core/gpkg/livedatabase.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr qint64 READ_BYTES = 256 * 1024; // stays in the processor's cache
    constexpr char TABLE_TAG = 'T';
    constexpr char PATCHSET_TAG = 'P';
    constexpr std::string_view SCHEMA_TAGS =
      "aAcC"; // of a proposed extension: tables and columns made and dropped

    //! Takes encoded things off a view. After the first that does not fit, `state` says why and nothing more is taken.
    class Cursor
    {
      public:
        enum class State
        {
          Good,
          Short, //!< the view ends too early; more of the file may help
          Bad    //!< no continuation could make it right
        };
        State state = State::Good;
        QString complaint;

        Cursor( std::string_view view, qint64 available )
          : mView( view )
          , mAvailable( available )
        {
        }
        size_t position() const { return mPosition; }

        quint8 byte()
        {
          const char *at = take( 1 );
          return at ? quint8( *at ) : 0;
        }
        quint64 varint()
        {
          quint64 number = 0;
          for ( int i = 0; i < 8; ++i )
          {
            const quint8 part = byte();
            number = ( number << 7 ) | ( part & 0x7f );
            if ( part < 0x80 )
              return number;
          }
          return ( number << 8 ) | byte();
        }
        quint64 eightBytes()
        {
          const char *at = take( 8 );
          return at ? qFromBigEndian<quint64>( at ) : 0;
        }
        std::string_view bytes( quint64 count )
        {
          if ( state == State::Good && count > quint64( mAvailable ) - mPosition )
            bad( QStringLiteral( "%1 bytes are announced, but the changeset ends before" ).arg( count ) );
          const char *at = take( count );
          return at ? std::string_view( at, count ) : std::string_view();
        }
        std::string_view untilNul()
        {
          if ( state != State::Good )
            return {};
          const size_t end = mView.find( '\0', mPosition );
          const size_t length = ( end == std::string_view::npos ? mView.size() : end ) - mPosition;
          if ( qint64( length ) > MAX_TABLE_NAME_BYTES )
            bad( QStringLiteral( "a table's name does not end" ) );
          else if ( end == std::string_view::npos )
            state = State::Short;
          if ( state != State::Good )
            return {};
          const std::string_view name = mView.substr( mPosition, length );
          mPosition = end + 1;
          return name;
        }
        void bad( const QString &why )
        {
          if ( state != State::Good )
            return;
          state = State::Bad;
          complaint = why;
        }

      private:
        const char *take( quint64 count )
        {
          if ( state != State::Good )
            return nullptr;
          if ( count > mView.size() - mPosition )
          {
            state = State::Short;
            return nullptr;
          }
          const char *at = mView.data() + mPosition;
          mPosition += size_t( count );
          return at;
        }
        std::string_view mView;
        qint64 mAvailable; // what the whole changeset still has, from the view's start
        size_t mPosition = 0;
    };

    void takeValue( Cursor &cursor, Value &value )
    {
      value = Value();
      const quint8 type = cursor.byte();
      if ( type > quint8( ValueType::Null ) )
      {
        cursor.bad( QStringLiteral( "there is no value type %1" ).arg( type ) );
        return;
      }
      value.type = ValueType( type );
      switch ( value.type )
      {
        case ValueType::Undefined:
        case ValueType::Null:
          break;
        case ValueType::Integer:
          value.integer = qint64( cursor.eightBytes() );
          break;
        case ValueType::Real:
        {
          const quint64 bits = cursor.eightBytes();
          std::memcpy( &value.real, &bits, sizeof bits );
          break;
        }
        case ValueType::Text:
        case ValueType::Blob:
          value.bytes = cursor.bytes( cursor.varint() );
          break;
      }
    }

    void takeRecord( Cursor &cursor, int columns, std::vector<Value> &values )
    {
      values.resize( size_t( columns ) );
      for ( Value &value : values )
      {
        if ( cursor.state == Cursor::State::Good )
          takeValue( cursor, value );
        else
          value = Value(); // not that of the entry before
      }
    }

    std::shared_ptr<const TableHeader> takeHeader( Cursor &cursor )
    {
      auto header = std::make_shared<TableHeader>();
      const quint64 columns = cursor.varint();
      if ( columns > MAX_CHANGESET_COLUMNS )
        cursor.bad( QStringLiteral( "a table with %1 columns" ).arg( columns ) );
      const std::string_view flags = cursor.bytes( cursor.state == Cursor::State::Good ? columns : 0 );
      for ( const char flag : flags )
        header->isKey.push_back( flag != 0 );
      const std::string_view name = cursor.untilNul();
      header->name = QByteArray( name.data(), int( name.size() ) );
      return header;
    }

    QString unknownTag( quint8 tag )
    {
      if ( tag == quint8( PATCHSET_TAG ) )
        return QStringLiteral( "this is a patchset, which lacks the old values that a changeset has" );
      if ( SCHEMA_TAGS.find( char( tag ) ) != std::string_view::npos )
        return QStringLiteral( "schema-change entries are not supported" );
      return QStringLiteral( "there is no entry type %1" ).arg( tag );
    }

    //! The entry at the cursor, whose tag was taken.
    void takeEntry( Cursor &cursor, Operation operation, Entry &entry )
    {
      cursor.byte(); // "indirect": by a trigger or not; of no interest
      const int columns = entry.table->columnCount();
      entry.operation = operation;
      if ( operation == Operation::Insert )
        entry.oldValues.clear();
      else
        takeRecord( cursor, columns, entry.oldValues );
      if ( operation == Operation::Delete )
        entry.newValues.clear();
      else
        takeRecord( cursor, columns, entry.newValues );
    }
  } // namespace

  void decodeEntry( std::string_view raw, const std::shared_ptr<const TableHeader> &table, Entry &entry )
  {
    Cursor cursor( raw, qint64( raw.size() ) );
    entry.table = table;
    entry.raw = raw;
    takeEntry( cursor, Operation( cursor.byte() ), entry );
    SYNCLINE_REQUIRE( cursor.state == Cursor::State::Good );
  }

  ChangesetReader::ChangesetReader() = default;
  ChangesetReader::ChangesetReader( ChangesetReader && ) noexcept = default;
  ChangesetReader &ChangesetReader::operator=( ChangesetReader && ) noexcept = default;
  ChangesetReader::~ChangesetReader() = default;

  Result<ChangesetReader> ChangesetReader::open( const QString &path )
  {
    ChangesetReader reader;
    SYNCLINE_CHECK( checkChangesetName( path ) );
    if ( !QFileInfo( path ).isFile() )
      return fail( ErrorKind::NotFound, path );
    reader.mFile = std::make_unique<QFile>( path );
    if ( !reader.mFile->open( QIODevice::ReadOnly | QIODevice::Unbuffered ) )
      return fail( ErrorKind::LocalIo, QStringLiteral( "%1: %2" ).arg( path, reader.mFile->errorString() ) );
    reader.mTotal = reader.mFile->size();
    return reader;
  }

  ChangesetReader ChangesetReader::over( std::string_view bytes )
  {
    ChangesetReader reader;
    reader.mRest = bytes;
    reader.mTotal = qint64( bytes.size() );
    return reader;
  }

  Result<void> ChangesetReader::rewind()
  {
    mTable.reset();
    if ( !mFile )
      mRest = { mRest.data() - mOffset, size_t( mTotal ) };
    else
    {
      mRest = {};
      if ( !mFile->seek( 0 ) )
        return fail( ErrorKind::LocalIo, mFile->errorString() );
    }
    mOffset = 0;
    return {};
  }

  Result<bool> ChangesetReader::refill()
  {
    const qint64 have = qint64( mRest.size() );
    const qint64 missing = mTotal - mOffset - have;
    if ( !mFile || missing <= 0 )
      return false;
    const qint64 wanted =
      qMin( missing, qMax( READ_BYTES, have ) );       // a long entry doubles the block until it fits
    mBlock.erase( 0, mBlock.size() - size_t( have ) ); // the rest is its end
    mBlock.resize( size_t( have + wanted ) );
    if ( mFile->read( mBlock.data() + have, wanted ) != wanted )
      return fail( ErrorKind::LocalIo,
                   QStringLiteral( "%1: %2" ).arg( mFile->fileName(), mFile->errorString() ) );
    mRest = mBlock;
    return true;
  }

  //! \a entry is the one at hand, as far as it could be read; null where it is none.
  tl::unexpected<Error> ChangesetReader::malformed( const Entry *entry, qint64 byte,
                                                    const QString &why ) const
  {
    QString place = QStringLiteral( "at byte %1" ).arg( byte );
    if ( mTable )
      place += QStringLiteral( ", table %1" ).arg( QString::fromUtf8( mTable->name ) );
    if ( entry )
    {
      const QString row = rowText( *entry );
      if ( !row.isEmpty() )
        place += QStringLiteral( ", row %1" ).arg( row );
      place += QStringLiteral( ", entry from byte %1 on" ).arg( mOffset );
    }
    return fail( ErrorKind::MalformedChangeset, QStringLiteral( "%1: %2" ).arg( place, why ) );
  }

  Result<bool> ChangesetReader::next( Entry &entry )
  {
    for ( ;; )
    {
      if ( mOffset >= mTotal )
        return false;
      Cursor cursor( mRest, mTotal - mOffset );
      const quint8 tag = cursor.byte();
      const bool isHeader = tag == quint8( TABLE_TAG );
      bool isEntry = false;
      std::shared_ptr<const TableHeader> header;
      if ( cursor.state == Cursor::State::Good && isHeader )
        header = takeHeader( cursor );
      else if ( cursor.state == Cursor::State::Good )
      {
        const bool known = tag == quint8( Operation::Insert ) || tag == quint8( Operation::Delete ) ||
                           tag == quint8( Operation::Update );
        if ( !known )
          cursor.bad( unknownTag( tag ) );
        else if ( !mTable )
          cursor.bad( QStringLiteral( "an entry before any table" ) );
        isEntry = known && mTable;
        entry.table = mTable;
        if ( isEntry )
          takeEntry( cursor, Operation( tag ), entry );
      }
      if ( cursor.state == Cursor::State::Short )
      {
        SYNCLINE_TRY( more, refill() );
        if ( more )
          continue;
        cursor.state = Cursor::State::Good;
        cursor.bad( QStringLiteral( "the changeset ends in the middle of an entry" ) );
      }
      if ( cursor.state == Cursor::State::Bad )
        return malformed( isEntry ? &entry : nullptr, mOffset + qint64( cursor.position() ),
                          cursor.complaint );
      entry.offset = mOffset;
      entry.raw = mRest.substr( 0, cursor.position() );
      mRest.remove_prefix( cursor.position() );
      mOffset += qint64( cursor.position() );
      if ( !isHeader )
        return true;
      mTable = header;
    }
  }

  Result<void> checkChangesetName( const QString &path )
  {
    if ( livedb::isDatabaseName( path ) )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "%1 has the name of a database, not of a changeset" ).arg( path ) );
    return {};
  }

  Result<bool> hasChanges( const QString &changeset )
  {
    const QFileInfo file( changeset );
    if ( !file.isFile() )
      return fail( ErrorKind::NotFound, changeset );
    return file.size() > 0;
  }

  Result<qint64> countEntries( const QString &changeset )
  {
    SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
    Entry entry;
    for ( qint64 count = 0;; ++count )
    {
      SYNCLINE_TRY( more, reader.next( entry ) );
      if ( !more )
        return count;
    }
  }

  Result<std::string> readChangeset( const QString &path )
  {
    SYNCLINE_CHECK( checkChangesetName( path ) );
    if ( !QFileInfo( path ).isFile() )
      return fail( ErrorKind::NotFound, path );
    QFile file( path );
    if ( !file.open( QIODevice::ReadOnly | QIODevice::Unbuffered ) )
      return fail( ErrorKind::LocalIo, QStringLiteral( "%1: %2" ).arg( path, file.errorString() ) );
    std::string bytes( size_t( file.size() ), '\0' );
    if ( file.read( bytes.data(), qint64( bytes.size() ) ) != qint64( bytes.size() ) )
      return fail( ErrorKind::LocalIo, QStringLiteral( "%1: %2" ).arg( path, file.errorString() ) );
    return bytes;
  }
} // namespace syncline

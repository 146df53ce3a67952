// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/changeset.h"

#include "core/gpkg/changesetfile.h"

#include <QFileInfo>
#include <QtEndian>

#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr size_t WRITE_BYTES = 1024 * 1024;
    constexpr qint64 MAX_CHANGESET_BYTES = ( qint64( 1 ) << 31 ) - 1; // other readers keep sizes in 32 bits

    void appendVarint( std::string &to, quint64 number )
    {
      char bytes[10];
      int at = int( sizeof bytes );
      if ( number >> 56 ) // nine bytes, the last one with eight bits
      {
        bytes[--at] = char( number & 0xff );
        number >>= 8;
        for ( int i = 0; i < 8; ++i, number >>= 7 )
          bytes[--at] = char( ( number & 0x7f ) | 0x80 );
      }
      else
      {
        bytes[--at] = char( number & 0x7f );
        while ( number >>= 7 )
          bytes[--at] = char( ( number & 0x7f ) | 0x80 );
      }
      to.append( bytes + at, sizeof bytes - size_t( at ) );
    }

    void appendEight( std::string &to, quint64 number )
    {
      char bytes[8];
      qToBigEndian( number, bytes );
      to.append( bytes, sizeof bytes );
    }
  } // namespace

  void appendEncoded( std::string &to, const Value &value )
  {
    to.push_back( char( value.type ) );
    switch ( value.type )
    {
      case ValueType::Undefined:
      case ValueType::Null:
        return;
      case ValueType::Integer:
        appendEight( to, quint64( value.integer ) );
        return;
      case ValueType::Real:
      {
        quint64 bits = 0;
        std::memcpy( &bits, &value.real, sizeof bits );
        appendEight( to, bits );
        return;
      }
      case ValueType::Text:
      case ValueType::Blob:
        appendVarint( to, value.bytes.size() );
        to.append( value.bytes );
        return;
    }
  }

  void appendEncoded( std::string &to, const TableHeader &table )
  {
    to.push_back( 'T' );
    appendVarint( to, table.isKey.size() );
    for ( const bool isKey : table.isKey )
      to.push_back( isKey ? '\1' : '\0' );
    to.append( table.name.constData(), size_t( table.name.size() ) );
    to.push_back( '\0' );
  }

  void appendEncoded( std::string &to, Operation operation, const std::vector<Value> &oldValues,
                      const std::vector<Value> &newValues )
  {
    to.push_back( char( operation ) );
    to.push_back( '\0' ); // not "indirect"
    if ( operation != Operation::Insert )
    {
      for ( const Value &value : oldValues )
        appendEncoded( to, value );
    }
    if ( operation != Operation::Delete )
    {
      for ( const Value &value : newValues )
        appendEncoded( to, value );
    }
  }

  ChangesetWriter::ChangesetWriter() = default;
  ChangesetWriter::ChangesetWriter( ChangesetWriter && ) noexcept = default;
  ChangesetWriter &ChangesetWriter::operator=( ChangesetWriter && ) noexcept = default;
  ChangesetWriter::~ChangesetWriter() = default;

  Result<ChangesetWriter> ChangesetWriter::create( const QString &path )
  {
    SYNCLINE_CHECK( checkChangesetName( path ) );
    ChangesetWriter writer;
    SYNCLINE_TRY( file, ChangesetFile::create( path ) );
    writer.mFile = std::make_unique<ChangesetFile>( std::move( file ) );
    return writer;
  }

  ChangesetWriter ChangesetWriter::toMemory() { return {}; }

  void ChangesetWriter::changeTable( const TableHeader &table )
  {
    // Two tables of one name but other columns are no one table, in whatever file they come.
    if ( mTable && *mTable == table )
      return;
    appendEncoded( mBlock, table );
    mTable = table;
  }

  Result<void> ChangesetWriter::flushIfLarge()
  {
    if ( mBlock.size() < WRITE_BYTES )
      return {};
    if ( mWritten + qint64( mBlock.size() ) > MAX_CHANGESET_BYTES )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "the changes take more than 2 GiB, which other programs cannot read" ) );
    if ( !mFile )
      return {};
    SYNCLINE_CHECK( mFile->write( mBlock ) );
    mWritten += qint64( mBlock.size() );
    mBlock.clear();
    return {};
  }

  Result<void> ChangesetWriter::write( const TableHeader &table, Operation operation,
                                       const std::vector<Value> &oldValues,
                                       const std::vector<Value> &newValues )
  {
    changeTable( table );
    appendEncoded( mBlock, operation, oldValues, newValues );
    return flushIfLarge();
  }

  Result<void> ChangesetWriter::write( const TableHeader &table, std::string_view encodedEntry )
  {
    changeTable( table );
    mBlock.append( encodedEntry );
    return flushIfLarge();
  }

  Result<void> ChangesetWriter::finish()
  {
    if ( !mFile )
      return {};
    SYNCLINE_CHECK( mFile->write( mBlock ) );
    SYNCLINE_CHECK( mFile->commit() );
    mBlock.clear();
    return {};
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlite_p.h"

namespace syncline
{
  bool operator==( const Value &a, const Value &b )
  {
    if ( a.type != b.type )
      return false;
    switch ( a.type )
    {
      case ValueType::Undefined:
      case ValueType::Null:
        return true;
      case ValueType::Integer:
        return a.integer == b.integer;
      case ValueType::Real:
        return a.real == b.real; // SQLite stores no NaN
      case ValueType::Text:
      case ValueType::Blob:
        return a.bytes == b.bytes;
    }
    Q_UNREACHABLE();
  }

  void Statement::Finalizer::operator()( sqlite3_stmt *statement ) const { sqlite3_finalize( statement ); }

  void Statement::bind( int index, const Value &value )
  {
    const int at = index + 1;
    sqlite3_stmt *raw = mStatement.get();
    switch ( value.type )
    {
      case ValueType::Undefined:
      case ValueType::Null:
        sqlite3_bind_null( raw, at );
        return;
      case ValueType::Integer:
        sqlite3_bind_int64( raw, at, value.integer );
        return;
      case ValueType::Real:
        sqlite3_bind_double( raw, at, value.real );
        return;
      case ValueType::Text: // a null pointer would mean NULL, so empty text needs a place to point to
        sqlite3_bind_text64( raw, at, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(),
                             SQLITE_STATIC, SQLITE_UTF8 );
        return;
      case ValueType::Blob:
        sqlite3_bind_blob64( raw, at, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(),
                             SQLITE_STATIC );
        return;
    }
  }

  Result<Statement::Step> Statement::step()
  {
    const int code = sqlite3_step( mStatement.get() );
    if ( code == SQLITE_ROW )
      return Step::Row;
    if ( code == SQLITE_DONE )
      return Step::Done;
    if ( kindOfSqlite( code ) == ErrorKind::ChangesetConflict )
      return Step::Constraint;
    return sqliteFailure( sqlite3_db_handle( mStatement.get() ), code,
                          QString::fromUtf8( sqlite3_sql( mStatement.get() ) ).left( 200 ) );
  }

  Result<bool> Statement::next()
  {
    SYNCLINE_TRY( outcome, step() );
    if ( outcome == Step::Constraint )
      return sqliteFailure( sqlite3_db_handle( mStatement.get() ), SQLITE_CONSTRAINT,
                            QString::fromUtf8( sqlite3_sql( mStatement.get() ) ).left( 200 ) );
    return outcome == Step::Row;
  }

  void Statement::reset() { sqlite3_reset( mStatement.get() ); }

  int Statement::columnCount() const { return sqlite3_column_count( mStatement.get() ); }

  Value Statement::column( int index ) const
  {
    sqlite3_stmt *raw = mStatement.get();
    switch ( sqlite3_column_type( raw, index ) )
    {
      case SQLITE_INTEGER:
        return Value::ofInteger( sqlite3_column_int64( raw, index ) );
      case SQLITE_FLOAT:
        return Value::ofReal( sqlite3_column_double( raw, index ) );
      case SQLITE_TEXT:
      {
        const auto *text =
          static_cast<const char *>( static_cast<const void *>( sqlite3_column_text( raw, index ) ) );
        return Value::ofText( { text ? text : "", size_t( sqlite3_column_bytes( raw, index ) ) } );
      }
      case SQLITE_BLOB:
      {
        const auto *blob = static_cast<const char *>( sqlite3_column_blob( raw, index ) );
        return Value::ofBlob( { blob ? blob : "", size_t( sqlite3_column_bytes( raw, index ) ) } );
      }
      default:
        return Value::null();
    }
  }

  QByteArray Statement::textAt( int index ) const
  {
    sqlite3_stmt *raw = mStatement.get();
    const auto *text =
      static_cast<const char *>( static_cast<const void *>( sqlite3_column_text( raw, index ) ) );
    return QByteArray( text, text ? sqlite3_column_bytes( raw, index ) : 0 );
  }
} // namespace syncline

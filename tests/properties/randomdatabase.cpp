// SPDX-License-Identifier: GPL-2.0-or-later
#include "randomdatabase.h"

#include <rapidcheck.h>

namespace
{
  int below( int limit ) { return *rc::gen::inRange( 0, limit ); }

  template<size_t N> QByteArray oneOf( const char *const ( &texts )[N] ) { return texts[below( int( N ) )]; }

  QByteArray number( int from, int to ) { return QByteArray::number( *rc::gen::inRange( from, to ) ); }

  QByteArray value()
  {
    static const char *const VALUES[] = { "NULL",
                                          "0",
                                          "1",
                                          "-1",
                                          "9223372036854775807",
                                          "-9223372036854775808",
                                          "0.5",
                                          "-0.0",
                                          "1e300",
                                          "9e999",
                                          "-9e999",
                                          "1.0",
                                          "''",
                                          "'a'",
                                          "'A'",
                                          "'née'",
                                          "'日本'",
                                          "'null'",
                                          "'a' || char(0) || 'b'",
                                          "'a' || char(0) || 'c'",
                                          "x''",
                                          "x'00ff'",
                                          "zeroblob(700)",
                                          "zeroblob(5000)",
                                          "randomblob(40)",
                                          "hex(zeroblob(300))",
                                          "'2021-04-01 15:00:00'",
                                          "'2021-04-01T15:00:00Z'",
                                          "'not a day'",
                                          "'12:30'",
                                          "2459306" };
    return oneOf( VALUES );
  }

  QByteArray key( SchemaKind kind )
  {
    switch ( kind )
    {
      case SchemaKind::TextKey:
      case SchemaKind::WithoutRowid:
      case SchemaKind::Collations:
        return "'" + QByteArray( below( 2 ) ? "k" : "K" ) + number( 1, 20 ) + "'";
      case SchemaKind::RealKey:
        return number( 1, 20 ) + ".5";
      case SchemaKind::BlobKey:
        return "x'0" + number( 1, 9 ) + "'";
      case SchemaKind::CompositeKey:
      case SchemaKind::IntegerKey:
      case SchemaKind::AutoIncrement:
      case SchemaKind::IntKey:
      case SchemaKind::Generated:
      case SchemaKind::Unique:
      case SchemaKind::Family:
      case SchemaKind::Tree:
      case SchemaKind::Extension:
      case SchemaKind::Triggers:
      case SchemaKind::Datetimes:
      case SchemaKind::Count:
        return below( 8 ) ? number( 1, 25 ) : QByteArray( "6000000000" );
    }
    return {};
  }

  //! What row \a id of t is called.
  QByteArray where( SchemaKind kind )
  {
    return kind == SchemaKind::CompositeKey ? "id = " + key( kind ) + " AND id2 = 'b" + number( 1, 4 ) + "'"
                                            : "id = " + key( kind );
  }

  QByteArray insert( SchemaKind kind, const QByteArray &side )
  {
    if ( kind == SchemaKind::CompositeKey )
      return "INSERT OR IGNORE INTO t(id, id2, a, b, c) VALUES (" + key( kind ) + ", 'b" + number( 1, 4 ) +
             "', " + value() + ", " + value() + ", '" + side + "')";
    if ( kind == SchemaKind::Family && below( 2 ) )
      return "INSERT OR IGNORE INTO child SELECT " + key( kind ) + ", id, '" + side +
             "' FROM t ORDER BY id LIMIT 1 OFFSET " + number( 0, 6 );
    if ( kind == SchemaKind::Extension && below( 2 ) )
      return "INSERT OR IGNORE INTO more SELECT id, '" + side + "' FROM t ORDER BY id LIMIT 1 OFFSET " +
             number( 0, 12 );
    return "INSERT OR IGNORE INTO t(id, a, b, c) VALUES (" + key( kind ) + ", " + value() + ", " + value() +
           ", '" + side + "')";
  }

  QByteArray edit( SchemaKind kind, const QByteArray &side )
  {
    if ( kind == SchemaKind::Tree && below( 3 ) == 0 )
      return "UPDATE t SET up = (SELECT id FROM t ORDER BY id LIMIT 1 OFFSET " + number( 0, 12 ) +
             ") WHERE " + where( kind );
    switch ( below( 6 ) )
    {
      case 0:
        return "DELETE FROM t WHERE " + where( kind );
      case 1:
      {
        const QByteArray row = where( kind );
        return "CREATE TEMP TABLE kept AS SELECT * FROM t WHERE " + row + "; DELETE FROM t WHERE " + row +
               "; DROP TABLE kept";
      }
      case 2:
      case 3:
        return "UPDATE OR IGNORE t SET a = " + value() + ( below( 2 ) ? ", b = " + value() : QByteArray() ) +
               " WHERE " + where( kind );
      default:
        return insert( kind, side );
    }
  }
} // namespace

SchemaKind randomdatabase::kind() { return SchemaKind( below( int( SchemaKind::Count ) ) ); }

bool randomdatabase::hasIntegerKey( SchemaKind kind )
{
  switch ( kind )
  {
    case SchemaKind::TextKey:
    case SchemaKind::RealKey:
    case SchemaKind::BlobKey:
    case SchemaKind::CompositeKey:
    case SchemaKind::WithoutRowid:
    case SchemaKind::Collations:
      return false;
    case SchemaKind::IntegerKey:
    case SchemaKind::AutoIncrement:
    case SchemaKind::IntKey:
    case SchemaKind::Generated:
    case SchemaKind::Unique:
    case SchemaKind::Family:
    case SchemaKind::Tree:
    case SchemaKind::Extension:
    case SchemaKind::Triggers:
    case SchemaKind::Datetimes:
    case SchemaKind::Count:
      return true;
  }
  return true;
}

bool randomdatabase::canConflict( SchemaKind kind )
{
  return kind == SchemaKind::Unique || kind == SchemaKind::Family || kind == SchemaKind::Collations ||
         kind == SchemaKind::Tree || kind == SchemaKind::Extension;
}

QByteArray randomdatabase::settings()
{
  static const char *const ENCODINGS[] = { "UTF-8", "UTF-8", "UTF-16le", "UTF-16be" };
  static const char *const SIZES[] = { "512", "1024", "4096", "65536" };
  return "PRAGMA encoding = '" + oneOf( ENCODINGS ) + "'; PRAGMA page_size = " + oneOf( SIZES ) +
         "; PRAGMA auto_vacuum = " + number( 0, 3 ) + ";";
}

QByteArray randomdatabase::schema( SchemaKind kind )
{
  const QByteArray columns = ", a, b BLOB, c TEXT";
  switch ( kind )
  {
    case SchemaKind::IntegerKey:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY" + columns + ");";
    case SchemaKind::AutoIncrement:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT" + columns + ");";
    case SchemaKind::IntKey:
      return "CREATE TABLE t(a, id INT PRIMARY KEY NOT NULL, b BLOB, c TEXT);";
    case SchemaKind::TextKey:
      return "CREATE TABLE t(id TEXT PRIMARY KEY NOT NULL" + columns + ");";
    case SchemaKind::RealKey:
      return "CREATE TABLE t(id REAL PRIMARY KEY NOT NULL" + columns + ");";
    case SchemaKind::BlobKey:
      return "CREATE TABLE t(id BLOB PRIMARY KEY NOT NULL" + columns + ");";
    case SchemaKind::CompositeKey:
      return "CREATE TABLE t(id INTEGER NOT NULL, a, id2 TEXT NOT NULL, b, c TEXT, PRIMARY KEY (id2, id));";
    case SchemaKind::WithoutRowid:
      return "CREATE TABLE t(id TEXT PRIMARY KEY" + columns + ") WITHOUT ROWID;";
    case SchemaKind::Collations:
      return "CREATE TABLE t(id TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, a COLLATE NOCASE, b, c TEXT);";
    case SchemaKind::Generated:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY, g AS (length(a)), a, h TEXT AS (c || 'x') STORED, b, c TEXT);";
    case SchemaKind::Unique:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY, a UNIQUE, b, c TEXT);";
    case SchemaKind::Family:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY" + columns +
             "); CREATE TABLE child(id INTEGER PRIMARY KEY, parent REFERENCES t(id) ON DELETE CASCADE, c TEXT);";
    case SchemaKind::Tree:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY" + columns + ", up REFERENCES t(id) ON DELETE " +
             ( below( 2 ) ? "CASCADE" : "SET NULL" ) + ");";
    case SchemaKind::Extension:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY" + columns +
             "); CREATE TABLE more(id INTEGER PRIMARY KEY REFERENCES t(id) ON DELETE CASCADE, c TEXT);";
    case SchemaKind::Triggers:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY" + columns +
             "); CREATE TABLE log(id INTEGER PRIMARY KEY, what TEXT); CREATE TRIGGER noted AFTER UPDATE ON t BEGIN INSERT INTO "
             "log(what) VALUES (NEW.id); END;";
    case SchemaKind::Datetimes:
      return "CREATE TABLE t(id INTEGER PRIMARY KEY, a DATETIME, b DATETIME, c TEXT);";
    case SchemaKind::Count:
      break;
  }
  return {};
}

QByteArray randomdatabase::edits( SchemaKind kind, const QByteArray &side )
{
  QByteArray sql = "PRAGMA foreign_keys = 1; BEGIN;";
  for ( int left = below( 25 ); left > 0; --left )
    sql += edit( kind, side ) + ";";
  return sql + ( below( 5 ) ? "COMMIT;" : "COMMIT; VACUUM;" );
}

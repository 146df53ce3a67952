// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/scenarios/states/look.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <climits>
#include <sqlite3.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace syncline::states
{
  namespace
  {
    //! A connection for as long as a test needs it, with the functions that triggers of GeoPackages call.
    class Connection
    {
      public:
        explicit Connection( const QString &path )
        {
          if ( sqlite3_open( path.toUtf8().constData(), &mDb ) != SQLITE_OK )
            qFatal( "cannot open %s", qPrintable( path ) );
          const auto zero = []( sqlite3_context *context, int, sqlite3_value ** )
          { sqlite3_result_int( context, 0 ); };
          for ( const char *name : { "ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY" } )
            sqlite3_create_function( mDb, name, 1, SQLITE_UTF8, nullptr, zero, nullptr, nullptr );
        }
        ~Connection() { sqlite3_close( mDb ); }
        Connection( const Connection & ) = delete;
        Connection &operator=( const Connection & ) = delete;
        sqlite3 *get() const { return mDb; }

        //! False when this is no database.
        bool rows( const QString &sql, QList<QJsonArray> &found )
        {
          sqlite3_stmt *statement = nullptr;
          if ( sqlite3_prepare_v2( mDb, sql.toUtf8().constData(), -1, &statement, nullptr ) != SQLITE_OK )
            return false;
          int code = SQLITE_ROW;
          while ( ( code = sqlite3_step( statement ) ) == SQLITE_ROW )
          {
            QJsonArray row;
            for ( int i = 0; i < sqlite3_column_count( statement ); ++i )
              row.append( value( statement, i ) );
            found.append( row );
          }
          sqlite3_finalize( statement );
          return code == SQLITE_DONE;
        }

      private:
        static QJsonValue value( sqlite3_stmt *statement, int column )
        {
          const char *bytes = nullptr;
          switch ( sqlite3_column_type( statement, column ) )
          {
            case SQLITE_INTEGER:
              return static_cast<double>( sqlite3_column_int64( statement, column ) );
            case SQLITE_FLOAT:
              return sqlite3_column_double( statement, column );
            case SQLITE_NULL:
              return QJsonValue::Null;
            case SQLITE_BLOB:
              bytes = static_cast<const char *>( sqlite3_column_blob( statement, column ) );
              return QString::fromLatin1(
                QByteArray( bytes, sqlite3_column_bytes( statement, column ) ).toHex() );
          }
          return QString::fromUtf8(
            reinterpret_cast<const char *>( sqlite3_column_text( statement, column ) ) );
        }

        sqlite3 *mDb = nullptr;
    };

    QByteArray toText( const QJsonArray &row )
    {
      return QJsonDocument( row ).toJson( QJsonDocument::Compact );
    }

    QJsonValue withPlainNumbers( const QJsonValue &value )
    {
      if ( value.isDouble() )
        return value.toDouble();
      if ( value.isArray() )
      {
        QJsonArray plain;
        const QJsonArray array = value.toArray();
        for ( const QJsonValue &one : array )
          plain.append( withPlainNumbers( one ) );
        return plain;
      }
      return value;
    }

    QJsonArray sorted( const QJsonArray &rows )
    {
      std::vector<std::pair<QByteArray, QJsonArray>> keyed;
      for ( const QJsonValue &row : rows )
      {
        const QJsonArray plain = withPlainNumbers( row ).toArray();
        keyed.emplace_back( toText( plain ), plain );
      }
      std::sort( keyed.begin(), keyed.end(),
                 []( const auto &a, const auto &b ) { return a.first < b.first; } );
      QJsonArray inOrder;
      for ( const auto &row : keyed )
        inOrder.append( row.second );
      return inOrder;
    }

    bool isDatabaseName( const QString &path )
    {
      return path.endsWith( QLatin1String( ".gpkg" ), Qt::CaseInsensitive ) ||
             path.endsWith( QLatin1String( ".sqlite" ), Qt::CaseInsensitive );
    }

    bool isSideFile( const QString &path )
    {
      return path.endsWith( QLatin1String( "-wal" ) ) || path.endsWith( QLatin1String( "-shm" ) );
    }

    //! The database that a rollback journal would belong to; empty for any other file.
    QString databaseOfJournal( const QString &path )
    {
      const QLatin1String ending( "-journal" );
      return path.endsWith( ending ) ? path.chopped( ending.size() ) : QString();
    }

    //! As the link says it, not resolved.
    QString linkedFrom( const QString &link )
    {
      char to[PATH_MAX];
      const ssize_t length = readlink( link.toUtf8().constData(), to, sizeof to );
      return length < 0 ? QString() : QString::fromUtf8( to, int( length ) );
    }

    QJsonObject lookAtFile( const QString &file, const QString &path )
    {
      const QByteArray bytes = bytesOf( file );
      if ( isDatabaseName( path ) && bytes.isEmpty() )
        return { { QStringLiteral( "bytes" ), 0 } };
      if ( isDatabaseName( path ) )
      {
        const QJsonObject tables = tablesOf( file );
        if ( !tables.contains( QStringLiteral( "not a database" ) ) )
          return { { QStringLiteral( "tables" ), tables } };
      }
      if ( path.endsWith( QLatin1String( ".json" ) ) && path.contains( QLatin1String( "edit conflict" ) ) )
        return { { QStringLiteral( "json" ), QJsonDocument::fromJson( bytes ).object() } };
      return { { QStringLiteral( "sha1" ),
                 QString::fromLatin1( QCryptographicHash::hash( bytes, QCryptographicHash::Sha1 ).toHex() ) },
               { QStringLiteral( "text" ), QString::fromUtf8( bytes ) } };
    }
  } // namespace

  QByteArray bytesOf( const QString &path )
  {
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
  }

  QJsonObject tablesOf( const QString &database )
  {
    const QJsonObject none{ { QStringLiteral( "not a database" ), true } };
    const QTemporaryDir dir;
    const QString copy = dir.filePath( QStringLiteral( "copy.db" ) );
    QFile::copy( database, copy );
    for ( const char *side : { "-wal", "-journal" } )
    {
      if ( QFileInfo( database + QLatin1String( side ) ).size() > 0 )
        QFile::copy( database + QLatin1String( side ), copy + QLatin1String( side ) );
    }
    QFile::setPermissions( copy, QFile::ReadOwner | QFile::WriteOwner );
    Connection db( copy );
    QList<QJsonArray> found;
    if ( !db.rows( QStringLiteral(
                     "select name, type from sqlite_master where type in ('table', 'view') and name not like "
                     "'gpkg!_%' escape '!' and name not like 'rtree!_%' escape '!' and name not like "
                     "'sqlite!_%' escape '!'" ),
                   found ) )
      return none;
    QJsonObject tables;
    for ( const QJsonArray &one : std::as_const( found ) )
    {
      const QString name = one[0].toString();
      QList<QJsonArray> columns;
      db.rows( QStringLiteral( "pragma table_info(\"%1\")" ).arg( name ), columns );
      QStringList shown;
      for ( const QJsonArray &column : std::as_const( columns ) )
      {
        const QString lower = column[1].toString().toLower();
        if ( lower != QLatin1String( "geometry" ) && lower != QLatin1String( "geom" ) )
          shown.append( column[1].toString() );
      }
      QList<QJsonArray> rows;
      db.rows(
        QStringLiteral( "select \"%1\" from \"%2\"" ).arg( shown.join( QLatin1String( "\",\"" ) ), name ),
        rows );
      QJsonArray all;
      for ( const QJsonArray &row : std::as_const( rows ) )
        all.append( row );
      const QString view =
        one[1].toString() == QLatin1String( "view" ) ? QStringLiteral( "view " ) : QString();
      tables.insert( QStringLiteral( "%1%2(%3)" ).arg( view, name, shown.join( QLatin1Char( ',' ) ) ),
                     sorted( all ) );
    }
    return tables;
  }

  QJsonObject inOneOrder( const QJsonObject &files )
  {
    QJsonObject ordered;
    for ( auto file = files.begin(); file != files.end(); ++file )
    {
      QJsonObject what = file->toObject();
      if ( what.contains( QStringLiteral( "side" ) ) || files.contains( databaseOfJournal( file.key() ) ) )
        continue;
      QJsonObject tables = what.value( QStringLiteral( "tables" ) ).toObject();
      for ( auto table = tables.begin(); table != tables.end(); ++table )
        *table = sorted( table->toArray() );
      if ( !tables.isEmpty() )
        what.insert( QStringLiteral( "tables" ), tables );
      ordered.insert( file.key(), what );
    }
    return ordered;
  }

  QJsonObject lookAt( const QString &folder )
  {
    QJsonObject seen;
    QDirIterator entries( folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                          QDirIterator::Subdirectories );
    while ( entries.hasNext() )
    {
      const QString path = entries.next();
      const QString relative = path.mid( folder.size() + 1 );
      const QFileInfo info( path );
      if ( relative == QLatin1String( ".mergin" ) || relative.startsWith( QLatin1String( ".mergin/" ) ) )
        continue;
      if ( info.isSymLink() && !info.exists() )
        seen.insert( relative, QJsonObject{ { QStringLiteral( "link" ), linkedFrom( path ) } } );
      else if ( info.isDir() && QDir( path ).isEmpty() )
        seen.insert( relative + QLatin1Char( '/' ), QJsonObject{ { QStringLiteral( "folder" ), true } } );
      else if ( info.isFile() && !isSideFile( relative ) && !QFile::exists( databaseOfJournal( path ) ) )
        seen.insert( relative, lookAtFile( path, relative ) );
    }
    return seen;
  }

  QJsonObject lookAt( const QMap<QString, QByteArray> &files )
  {
    const QTemporaryDir dir;
    QJsonObject seen;
    for ( auto file = files.begin(); file != files.end(); ++file )
    {
      const QString path = dir.filePath( QStringLiteral( "one" ) );
      QFile::remove( path );
      QFile copy( path );
      if ( !copy.open( QIODevice::WriteOnly ) || copy.write( file.value() ) != file.value().size() )
        qFatal( "cannot write a copy" );
      copy.close();
      seen.insert( file.key(), lookAtFile( path, file.key() ) );
    }
    return seen;
  }

  void runSql( const QString &database, const QStringList &statements )
  {
    const Connection db( database );
    for ( const QString &sql : statements )
    {
      char *why = nullptr;
      if ( sqlite3_exec( db.get(), sql.toUtf8().constData(), nullptr, nullptr, &why ) != SQLITE_OK )
        qFatal( "%s: %s", qPrintable( sql ), why );
    }
  }

  void copyDatabase( const QString &from, const QString &to )
  {
    const Connection source( from );
    const Connection target( to );
    sqlite3_backup *backup = sqlite3_backup_init( target.get(), "main", source.get(), "main" );
    if ( !backup || sqlite3_backup_step( backup, -1 ) != SQLITE_DONE )
      qFatal( "cannot copy %s", qPrintable( from ) );
    sqlite3_backup_finish( backup );
  }
} // namespace syncline::states

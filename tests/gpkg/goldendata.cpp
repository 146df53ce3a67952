// SPDX-License-Identifier: GPL-2.0-or-later
#include "goldendata.h"

#include <QFile>
#include <QJsonDocument>
#include <QMap>

#include <cstring>

using namespace syncline;

namespace golden
{
  QString dataPath( const QString &name ) { return QStringLiteral( SYNCLINE_TEST_DATA "/geodiff/" ) + name; }

  QJsonArray cases( const char *file, const char *list )
  {
    const QByteArray bytes =
      readFile( dataPath( QStringLiteral( "golden/%1.json" ).arg( QLatin1String( file ) ) ) );
    return QJsonDocument::fromJson( bytes ).object().value( QLatin1String( list ) ).toArray();
  }

  void writeFile( const QString &path, const QByteArray &bytes )
  {
    QFile file( path );
    QVERIFY( file.open( QIODevice::WriteOnly ) );
    QCOMPARE( file.write( bytes ), qint64( bytes.size() ) );
  }

  QByteArray readFile( const QString &path )
  {
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
  }

  void copyDatabase( const QString &from, const QString &to )
  {
    QFile::remove( to );
    QVERIFY2( QFile::copy( from, to ), qPrintable( from ) );
    QFile::setPermissions( to, QFile::ReadOwner | QFile::WriteOwner );
  }

  void runSql( const QString &path, const QByteArray &sql )
  {
    auto database =
      Database::open( path, QFile::exists( path ) ? Database::Access::ReadWrite : Database::Access::Create );
    VERIFY_OK( database );
    const auto done = database->execute( sql );
    QVERIFY2( done, done ? "" : qPrintable( toLogLine( done.error() ) + QString::fromUtf8( sql ) ) );
  }

  static QString textOf( const Value &value )
  {
    const QByteArray bytes( value.bytes.data(), int( value.bytes.size() ) );
    switch ( value.type )
    {
      case ValueType::Undefined:
      case ValueType::Null:
        return QStringLiteral( "null" );
      case ValueType::Integer:
        return QStringLiteral( "i:%1" ).arg( value.integer );
      case ValueType::Real:
      {
        quint64 bits = 0;
        std::memcpy( &bits, &value.real, sizeof bits );
        return QStringLiteral( "r:%1" ).arg( bits, 16, 16, QLatin1Char( '0' ) );
      }
      case ValueType::Text:
        return QStringLiteral( "t:" ) + QString::fromUtf8( bytes );
      case ValueType::Blob:
        return QStringLiteral( "b:" ) + QString::fromLatin1( bytes.toHex() );
    }
    Q_UNREACHABLE();
  }

  QMap<QString, QStringList> rowsOf( const QString &path )
  {
    QMap<QString, QStringList> all;
    auto database = Database::open( path, Database::Access::ReadOnly );
    auto tables = database->prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
      "AND name NOT LIKE 'sqlite%' ORDER BY name" );
    while ( *tables->next() )
    {
      const QByteArray name = tables->textAt( 0 );
      QStringList rows;
      auto statement = database->prepare( "SELECT * FROM " + quoted( name ) );
      while ( *statement->next() )
      {
        QStringList row;
        for ( int i = 0; i < statement->columnCount(); ++i )
          row.append( textOf( statement->column( i ) ) );
        rows.append( row.join( QLatin1Char( '|' ) ) );
      }
      rows.sort();
      all.insert( QString::fromUtf8( name ), rows );
    }
    return all;
  }

  QMap<QString, QStringList> rowsOf( const QJsonObject &recorded )
  {
    QMap<QString, QStringList> all;
    for ( auto table = recorded.begin(); table != recorded.end(); ++table )
    {
      QStringList rows;
      const QJsonArray recordedRows = table.value().toArray();
      for ( const QJsonValue &recordedRow : recordedRows )
      {
        QStringList row;
        const QJsonArray cells = recordedRow.toArray();
        for ( const QJsonValue &cell : cells )
          row.append( cell.isNull() ? QStringLiteral( "null" )
                                    : cell.toArray().at( 0 ).toString() + QLatin1Char( ':' ) +
                                        cell.toArray().at( 1 ).toString() );
        rows.append( row.join( QLatin1Char( '|' ) ) );
      }
      rows.sort();
      all.insert( table.key(), rows );
    }
    return all;
  }

  QByteArray hexOf( const QJsonObject &item, const char *name )
  {
    return QByteArray::fromHex( item.value( QLatin1String( name ) ).toString().toLatin1() );
  }
} // namespace golden

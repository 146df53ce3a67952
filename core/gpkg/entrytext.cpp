// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/entrytext.h"

#include <QStringList>

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr size_t LONGEST_KEY_BYTES = 40;

    QString shownText( const QByteArray &utf8 )
    {
      QString text = QString::fromUtf8( utf8 );
      for ( QChar &character : text )
      {
        if ( !character.isPrint() && !character.isSurrogate() )
          character = QChar::ReplacementCharacter;
      }
      return text;
    }

    QString keyPart( const Value &value )
    {
      const size_t size = std::min( value.bytes.size(), LONGEST_KEY_BYTES );
      const QByteArray bytes( value.bytes.data(), int( size ) );
      const QString more = size < value.bytes.size() ? QStringLiteral( "…" ) : QString();
      switch ( value.type )
      {
        case ValueType::Undefined:
          return {};
        case ValueType::Null:
          return QStringLiteral( "NULL" );
        case ValueType::Integer:
          return QString::number( value.integer );
        case ValueType::Real:
          return QString::number( value.real );
        case ValueType::Text:
          return shownText( bytes ) + more;
        case ValueType::Blob:
          return QStringLiteral( "x'%1%2'" ).arg( QString::fromLatin1( bytes.toHex() ), more );
      }
      Q_UNREACHABLE();
    }

    QString wordOf( Operation operation )
    {
      switch ( operation )
      {
        case Operation::Insert:
          return QStringLiteral( "insert" );
        case Operation::Delete:
          return QStringLiteral( "delete" );
        case Operation::Update:
          return QStringLiteral( "update" );
      }
      Q_UNREACHABLE();
    }
  } // namespace

  QString rowText( const Entry &entry )
  {
    const std::vector<Value> &values =
      entry.operation == Operation::Insert ? entry.newValues : entry.oldValues;
    QStringList key;
    for ( size_t i = 0; i < values.size() && i < entry.table->isKey.size(); ++i )
    {
      if ( entry.table->isKey[i] && values[i].isDefined() )
        key.append( keyPart( values[i] ) );
    }
    return key.join( QStringLiteral( ", " ) );
  }

  QString entryText( const Entry &entry )
  {
    return QStringLiteral( "%1 row %2 of table %3 (byte %4)" )
      .arg( wordOf( entry.operation ), rowText( entry ), shownText( entry.table->name ) )
      .arg( entry.offset );
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/sqlwords.h"

#include <cctype>

namespace syncline
{
  namespace
  {
    bool isWordPart( char c )
    {
      return std::isalnum( quint8( c ) ) || c == '_' || c == '$' || quint8( c ) >= 0x80;
    }

    //! The index behind the quoted thing that begins at \a from; a doubled closing quote is part of it.
    qsizetype endOfQuoted( const QByteArray &sql, qsizetype from, char closing )
    {
      for ( qsizetype i = from + 1; i < sql.size(); ++i )
      {
        if ( sql.at( i ) != closing )
          continue;
        if ( closing == ']' || i + 1 >= sql.size() || sql.at( i + 1 ) != closing )
          return i + 1;
        ++i;
      }
      return sql.size();
    }

    QByteArray unquoted( const QByteArray &quoted, char closing )
    {
      QByteArray name = quoted.mid( 1, quoted.size() - 2 );
      if ( closing != ']' )
        name.replace( QByteArray( 2, closing ), QByteArray( 1, closing ) );
      return name.toLower();
    }

    QByteArray plainWord( const QByteArray &word )
    {
      const QByteArray lower = word.toLower();
      if ( lower == "notnull" )
        return "not null";
      if ( lower == "isnull" )
        return "is null";
      return lower;
    }

    //! Behind a comment that begins at \a from; \a from itself if none does.
    qsizetype behindComment( const QByteArray &sql, qsizetype from )
    {
      if ( sql.mid( from, 2 ) == "--" )
      {
        const qsizetype end = sql.indexOf( '\n', from );
        return end < 0 ? sql.size() : end + 1;
      }
      if ( sql.mid( from, 2 ) == "/*" )
      {
        const qsizetype end = sql.indexOf( "*/", from + 2 );
        return end < 0 ? sql.size() : end + 2;
      }
      return from;
    }
  } // namespace

  QByteArray sqlWords( const QByteArray &sql )
  {
    QByteArray words;
    const auto add = [&words]( const QByteArray &word ) { words += ( words.isEmpty() ? "" : " " ) + word; };
    for ( qsizetype at = 0; at < sql.size(); )
    {
      const char c = sql.at( at );
      const qsizetype behind = behindComment( sql, at );
      qsizetype end = at + 1;
      if ( behind != at )
        end = behind;
      else if ( c == '\'' )
      {
        end = endOfQuoted( sql, at, '\'' );
        add( sql.mid( at, end - at ) );
      }
      else if ( c == '"' || c == '`' || c == '[' )
      {
        const char closing = c == '[' ? ']' : c;
        end = endOfQuoted( sql, at, closing );
        add( unquoted( sql.mid( at, end - at ), closing ) );
      }
      else if ( isWordPart( c ) )
      {
        while ( end < sql.size() && isWordPart( sql.at( end ) ) )
          ++end;
        add( plainWord( sql.mid( at, end - at ) ) );
      }
      else if ( sql.mid( at, 2 ) == "<>" || sql.mid( at, 2 ) == "!=" )
      {
        end = at + 2;
        add( "!=" );
      }
      else if ( !std::isspace( quint8( c ) ) )
        add( QByteArray( 1, c ) );
      at = end;
    }
    return words;
  }
} // namespace syncline

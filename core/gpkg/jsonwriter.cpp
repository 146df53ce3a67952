// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/jsonwriter.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace syncline
{
  namespace
  {
    constexpr int FIXED_FROM = -4; // decimal point positions that are written without an exponent
    constexpr int FIXED_TO = 15;

    //! Whether every byte can be written as it is: printable ASCII but for quotes and backslashes. Eight bytes at a time.
    bool isPlain( std::string_view text )
    {
      constexpr quint64 ONES = 0x0101010101010101ULL;
      constexpr quint64 HIGH = 0x8080808080808080ULL;
      const auto hasZero = []( quint64 bytes ) { return ( bytes - ONES ) & ~bytes & HIGH; };
      quint64 odd = 0;
      size_t at = 0;
      for ( ; at + sizeof( quint64 ) <= text.size(); at += sizeof( quint64 ) )
      {
        quint64 bytes = 0;
        std::memcpy( &bytes, text.data() + at, sizeof bytes );
        odd |= ( bytes & HIGH ) | ( ( bytes - ONES * 0x20 ) & ~bytes & HIGH ) |
               hasZero( bytes ^ ( ONES * '"' ) ) | hasZero( bytes ^ ( ONES * '\\' ) ) |
               hasZero( bytes ^ ( ONES * 0x7f ) );
      }
      return odd == 0 &&
             std::all_of( text.begin() + qint64( at ), text.end(),
                          []( char c ) { return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f; } );
    }

    void appendEscaped( std::string &to, std::string_view utf8 )
    {
      for ( const char c : utf8 )
      {
        switch ( c )
        {
          case '"':
            to += "\\\"";
            break;
          case '\\':
            to += "\\\\";
            break;
          case '\b':
            to += "\\b";
            break;
          case '\f':
            to += "\\f";
            break;
          case '\n':
            to += "\\n";
            break;
          case '\r':
            to += "\\r";
            break;
          case '\t':
            to += "\\t";
            break;
          default:
            if ( quint8( c ) < 0x20 )
            {
              const char digits[] = "0123456789abcdef";
              to += "\\u00";
              to += digits[quint8( c ) >> 4];
              to += digits[quint8( c ) & 15];
            }
            else
              to += c;
        }
      }
    }

    //! Writes all of \a part.
    char *put( char *to, std::string_view part )
    {
      std::memcpy( to, part.data(), part.size() );
      return to + part.size();
    }

    void appendReal( std::string &to, double value )
    {
      char buffer[40];
      const auto end =
        std::to_chars( buffer, buffer + sizeof buffer, value, std::chars_format::scientific ).ptr;
      std::string_view all( buffer, size_t( end - buffer ) );
      char text[48]; // a sign, 17 digits, a point, zeros for FIXED_TO or FIXED_FROM, an exponent
      char *at = text;
      if ( all.front() == '-' )
      {
        *at++ = '-';
        all.remove_prefix( 1 );
      }
      const size_t e = all.find( 'e' );
      char digitBuffer[24];
      digitBuffer[0] = all[0];
      const size_t fraction = e > 2 ? e - 2 : 0;
      std::memcpy( digitBuffer + 1, all.data() + 2, fraction );
      const std::string_view digits( digitBuffer, 1 + fraction );
      int exponent = 0;
      std::from_chars( all.data() + e + ( all[e + 1] == '+' ? 2 : 1 ), all.data() + all.size(), exponent );
      const int point = exponent + 1; // the decimal point stands behind so many digits
      const int count = int( digits.size() );
      constexpr std::string_view ZEROS = "0000000000000000";
      if ( count <= point && point <= FIXED_TO )
        at = put( put( put( at, digits ), ZEROS.substr( 0, size_t( point - count ) ) ), ".0" );
      else if ( 0 < point && point <= FIXED_TO )
        at =
          put( put( put( at, digits.substr( 0, size_t( point ) ) ), "." ), digits.substr( size_t( point ) ) );
      else if ( FIXED_FROM < point && point <= 0 )
        at = put( put( put( at, "0." ), ZEROS.substr( 0, size_t( -point ) ) ), digits );
      else
      {
        *at++ = digits.front();
        if ( count > 1 )
          at = put( put( at, "." ), digits.substr( 1 ) );
        at = put( at, all.substr( e ) );
      }
      to.append( text, size_t( at - text ) );
    }

    void appendString( std::string &to, std::string_view utf8 )
    {
      if ( isPlain( utf8 ) )
      {
        const size_t at = to.size();
        to.append( utf8.size() + 2, '"' ); // grows once, and both quotes are there
        std::memcpy( to.data() + at + 1, utf8.data(), utf8.size() );
        return;
      }
      const QByteArray valid = QString::fromUtf8( utf8.data(), int( utf8.size() ) ).toUtf8();
      to += '"';
      appendEscaped( to, { valid.constData(), size_t( valid.size() ) } );
      to += '"';
    }

    void appendInteger( std::string &to, qint64 value )
    {
      char buffer[24];
      to.append( buffer, size_t( std::to_chars( buffer, buffer + sizeof buffer, value ).ptr - buffer ) );
    }
  } // namespace

  void JsonWriter::indent()
  {
    static constexpr std::string_view LINE =
      "\n                                                                ";
    const size_t width = size_t( 2 * mDepth );
    text += LINE.substr( 0, 1 + std::min( width, LINE.size() - 1 ) );
    if ( width >= LINE.size() )
      text.append( width - LINE.size() + 1, ' ' );
  }

  void JsonWriter::separate()
  {
    if ( mAfterName )
    {
      mAfterName = false;
      return;
    }
    if ( mDepth == 0 )
      return;
    if ( !mIsFirst )
      text += ',';
    indent();
    mIsFirst = false;
  }

  void JsonWriter::begin( char bracket )
  {
    separate();
    text += bracket;
    ++mDepth;
    mIsFirst = true;
  }

  void JsonWriter::end( char bracket )
  {
    --mDepth;
    if ( !mIsFirst )
      indent();
    text += bracket;
    mIsFirst = false;
  }

  void JsonWriter::name( std::string_view key )
  {
    separate();
    text += '"';
    text += key;
    text += "\": ";
    mAfterName = true;
  }

  void JsonWriter::string( std::string_view utf8 )
  {
    separate();
    appendString( text, utf8 );
  }

  void JsonWriter::number( qint64 value )
  {
    separate();
    appendInteger( text, value );
  }

  void JsonWriter::boolean( bool value )
  {
    separate();
    text += value ? "true" : "false";
  }

  void JsonWriter::null()
  {
    separate();
    text += "null";
  }

  void JsonWriter::value( const Value &value )
  {
    separate();
    appendJson( text, value );
  }

  void appendJson( std::string &to, const Value &value )
  {
    switch ( value.type )
    {
      case ValueType::Undefined:
      case ValueType::Null:
        to += "null";
        return;
      case ValueType::Integer:
        return appendInteger( to, value.integer );
      case ValueType::Real:
        if ( std::isfinite( value.real ) )
          appendReal( to, value.real );
        else
          to += "null";
        return;
      case ValueType::Text:
        return appendString( to, value.bytes );
      case ValueType::Blob:
      {
        const QByteArray encoded =
          QByteArray::fromRawData( value.bytes.data(), int( value.bytes.size() ) ).toBase64();
        to += '"';
        to.append( encoded.constData(), size_t( encoded.size() ) );
        to += '"';
        return;
      }
    }
  }
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/jsonwriter.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace syncline
{
  namespace
  {
    constexpr int FIXED_FROM = -4; // decimal point positions that are written without an exponent
    constexpr int FIXED_TO = 15;

    //! Whether every byte can be written as it is.
    bool isPlain( std::string_view text )
    {
      return std::all_of( text.begin(), text.end(),
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

    void appendReal( std::string &to, double value )
    {
      char buffer[40];
      const auto end =
        std::to_chars( buffer, buffer + sizeof buffer, value, std::chars_format::scientific ).ptr;
      std::string_view all( buffer, size_t( end - buffer ) );
      if ( all.front() == '-' )
      {
        to += '-';
        all.remove_prefix( 1 );
      }
      const size_t e = all.find( 'e' );
      std::string digits( all.substr( 0, 1 ) );
      if ( e > 2 )
        digits += all.substr( 2, e - 2 );
      int exponent = 0;
      std::from_chars( all.data() + e + ( all[e + 1] == '+' ? 2 : 1 ), all.data() + all.size(), exponent );
      const int point = exponent + 1; // the decimal point stands behind so many digits
      const int count = int( digits.size() );
      if ( count <= point && point <= FIXED_TO )
        to += digits + std::string( size_t( point - count ), '0' ) + ".0";
      else if ( 0 < point && point <= FIXED_TO )
        to += digits.substr( 0, size_t( point ) ) + '.' + digits.substr( size_t( point ) );
      else if ( FIXED_FROM < point && point <= 0 )
        to += "0." + std::string( size_t( -point ), '0' ) + digits;
      else
      {
        to += digits.substr( 0, 1 );
        if ( count > 1 )
          to += '.' + digits.substr( 1 );
        to += all.substr( e );
      }
    }
  } // namespace

  void JsonWriter::indent()
  {
    text += '\n';
    text.append( size_t( 2 * mDepth ), ' ' );
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
    string( key );
    text += ": ";
    mAfterName = true;
  }

  void JsonWriter::string( std::string_view utf8 )
  {
    separate();
    text += '"';
    if ( isPlain( utf8 ) )
      text += utf8;
    else
    {
      const QByteArray valid = QString::fromUtf8( utf8.data(), int( utf8.size() ) ).toUtf8();
      appendEscaped( text, { valid.constData(), size_t( valid.size() ) } );
    }
    text += '"';
  }

  void JsonWriter::number( qint64 value )
  {
    separate();
    text += std::to_string( value );
  }

  void JsonWriter::number( double value )
  {
    if ( !std::isfinite( value ) )
      return null();
    separate();
    appendReal( text, value );
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
    switch ( value.type )
    {
      case ValueType::Undefined:
      case ValueType::Null:
        return null();
      case ValueType::Integer:
        return number( value.integer );
      case ValueType::Real:
        return number( value.real );
      case ValueType::Text:
        return string( value.bytes );
      case ValueType::Blob:
      {
        const QByteArray encoded =
          QByteArray::fromRawData( value.bytes.data(), int( value.bytes.size() ) ).toBase64();
        return string( { encoded.constData(), size_t( encoded.size() ) } );
      }
    }
  }
} // namespace syncline

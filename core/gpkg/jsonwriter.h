// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/sqlite.h"

#include <string>
#include <string_view>

namespace syncline
{
  //! A value alone: blobs in base64, numbers in the shortest form that reads back the same, Undefined and infinities as null.
  void appendJson( std::string &to, const Value &value );

  /**
   * Writes JSON piece by piece into a string that the caller empties when it likes: two spaces of indentation, names as they come
   * (callers give them sorted). Bytes that are no UTF-8 become U+FFFD. Never needs more memory than the piece at hand.
   */
  class JsonWriter
  {
    public:
      std::string text;

      void beginObject() { begin( '{' ); }
      void endObject() { end( '}' ); }
      void beginArray() { begin( '[' ); }
      void endArray() { end( ']' ); }
      void name( std::string_view key ); //!< then exactly one value, object or array
      void string( std::string_view utf8 );
      void number( qint64 value );
      void boolean( bool value );
      void null();
      void value( const Value &value ); //!< as appendJson()

    private:
      void begin( char bracket );
      void end( char bracket );
      void separate();
      void indent();
      int mDepth = 0;
      bool mIsFirst = true;
      bool mAfterName = false;
  };
} // namespace syncline

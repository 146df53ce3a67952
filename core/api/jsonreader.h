// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/httpmessage.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <limits>

namespace syncline
{
  constexpr qint64 MAX_WIRE_NUMBER =
    ( 1ll << 53 ) - 1;                // beyond it JSON numbers lose their last digits on the way
  constexpr int MAX_WIRE_TEXT = 4096; // names, addresses, tokens; nothing of the protocol is longer

  /**
   * Reads the fields of a JSON object strictly: a field that is missing, of another type, or beyond its limits is remembered, and
   * check() turns the first of them into MalformedReply. The getters then return an empty value, so that a decoder is a plain list
   * of fields with one check at its end. `…Or` getters take an absent field and null as well; a wrong type is wrong there too.
   */
  class JsonReader
  {
    public:
      //! \a what names the object in complaints: "project", "login". It and \a object must outlive the reader.
      JsonReader( const QJsonObject &object, const char *what )
        : mObject( object )
        , mWhat( what )
      {
      }

      QString text( const char *key );
      QString textOr( const char *key, const QString &otherwise = {} );
      qint64 integer( const char *key, qint64 least = 0, qint64 most = MAX_WIRE_NUMBER );
      qint64 integerOr( const char *key, qint64 otherwise, qint64 least = 0, qint64 most = MAX_WIRE_NUMBER );
      bool flag( const char *key );
      bool flagOr( const char *key, bool otherwise );
      QDateTime time( const char *key ); //!< UTC, whichever of the server's forms
      QDateTime timeOr( const char *key );
      QJsonObject object( const char *key );
      QJsonObject objectOr( const char *key ); //!< empty where absent
      QJsonArray array( const char *key );
      QJsonArray arrayOr( const char *key );

      //! A checked type by its own `static Result<T> fromString( const QString & )`.
      template<class T> T parsed( const char *key )
      {
        const QString value = text( key );
        const Result<T> made = T::fromString( value );
        if ( !made )
          complain( key, made.error().detail );
        return made.value_or( T{} );
      }

      //! Adds a complaint of the decoder's own.
      void complain( const char *key, const QString &why );
      [[nodiscard]] Result<void> check() const;

    private:
      bool isAbsent( const char *key ) const;

      const QJsonObject &mObject;
      const char *mWhat;
      QString mComplaint;
  };

  //! The time that the server wrote in any of its forms (with or without fraction, zone, "T"); UTC; invalid when it is none.
  QDateTime timeFromWire( const QString &text );

  //! The body as JSON object, or array. Anything else is MalformedReply.
  [[nodiscard]] Result<QJsonObject> objectIn( const HttpResponse &answer );
  [[nodiscard]] Result<QJsonArray> arrayIn( const HttpResponse &answer );
} // namespace syncline

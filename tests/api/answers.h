// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/httpmessage.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace syncline
{
  //! A 200 with that body, for decoders.
  inline HttpResponse answerWith( const QByteArray &body )
  {
    HttpResponse made;
    made.status = 200;
    made.headers.append( HttpHeader( "Content-Type", "application/json" ) );
    made.body = body;
    return made;
  }

  inline HttpResponse answerWith( const QJsonObject &object )
  {
    return answerWith( QJsonDocument( object ).toJson() );
  }

  //! The object that \a text holds; quotation marks may be written as '.
  inline QJsonObject objectOf( const char *text )
  {
    return QJsonDocument::fromJson( QByteArray( text ).replace( '\'', '"' ) ).object();
  }

  //! \a object with one field replaced, or taken out (undefined).
  inline QJsonObject with( QJsonObject object, const char *key, const QJsonValue &value )
  {
    if ( value.isUndefined() )
      object.remove( QLatin1String( key ) );
    else
      object.insert( QLatin1String( key ), value );
    return object;
  }
} // namespace syncline

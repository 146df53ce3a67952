// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/httpmessage.h"

#include <QJsonObject>

namespace syncline
{
  //! urlPath( "v1/project/raw", { "my team", "a+b" } ) is "v1/project/raw/my%20team/a%2Bb": each segment encoded, slashes too.
  QByteArray urlPath( const QByteArray &fixed, const QStringList &segments );

  //! Adds key=value; the value encoded so that "+", "&", "#" and "%" arrive as they are.
  void addToQuery( QUrlQuery &query, const char *key, const QString &value );

  HttpRequest getRequest( const QByteArray &path );  //!< idempotent
  HttpRequest postRequest( const QByteArray &path ); //!< without body
  HttpRequest postJson( const QByteArray &path,
                        const QJsonObject &body ); //!< not idempotent unless its maker says so
} // namespace syncline

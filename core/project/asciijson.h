// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace syncline
{
  /**
   * JSON as other clients can read it on every platform: indented, and everything above U+007F escaped, because the official
   * client opens its metadata with the platform's own encoding.
   */
  QByteArray toAsciiJson( const QJsonObject &object );

  //! The JSON object in \a bytes; ErrorKind::DamagedMetadata with \a what in the detail for anything else.
  [[nodiscard]] Result<QJsonObject> jsonObjectFrom( const QByteArray &bytes, const QString &what );
} // namespace syncline

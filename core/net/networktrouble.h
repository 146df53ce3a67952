// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QNetworkReply>

namespace syncline
{
  //! Whether Qt reports that no complete HTTP answer came (as opposed to an answer whose status it dislikes).
  bool isConnectionTrouble( QNetworkReply::NetworkError code );

  /**
   * What a failed connection to \a host means. \a hasHead: status and headers had come, so that the body was cut off.
   * \a explanation is Qt's own text (for certificates: what is wrong with them); it becomes the detail.
   */
  Error errorOfConnection( QNetworkReply::NetworkError code, const QString &host, bool hasHead,
                           const QString &explanation );
} // namespace syncline

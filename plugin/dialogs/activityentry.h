// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/inlinenotice.h"

#include <QDateTime>
#include <QList>

namespace syncline
{
  //! Something that happened, in the words it was told in. A value.
  struct ActivityEntry
  {
      QDateTime time; //!< UTC
      Severity severity = Severity::Info;
      QString text;
      QString details; //!< more lines, for the tool tip: features by layer; may be empty
  };

  //! As they are kept in a project's folder, newest first.
  QByteArray toJson( const QList<ActivityEntry> &entries );
  //! What cannot be read is left out: it is a convenience, and never a reason to stop.
  QList<ActivityEntry> activityFromJson( const QByteArray &json );
} // namespace syncline

Q_DECLARE_METATYPE( syncline::ActivityEntry )

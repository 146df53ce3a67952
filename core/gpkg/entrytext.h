// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/gpkg/changeset.h"

namespace syncline
{
  //! The key of an entry's row for people, shortened; values of several columns joined by commas. What is unknown is left out.
  QString rowText( const Entry &entry );
  //! "update row 5 of table roads (byte 120)"
  QString entryText( const Entry &entry );
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>

namespace syncline
{
  /**
   * SQL as words parted by single spaces, so that two spellings of one statement can be compared: comments and blanks are gone;
   * words and identifiers, however quoted, are in lower case; text literals stay as they are; <> is !=, NOTNULL and ISNULL two words.
   * Not a parser: equal results mean equal statements only where identifiers are no keywords.
   */
  QByteArray sqlWords( const QByteArray &sql );
} // namespace syncline

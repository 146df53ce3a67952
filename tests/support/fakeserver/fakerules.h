// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakemodel.h"

/**
 * What the server accepts as a project's name, as a path in a project, as a file. Pure functions; a sentence is the reason for
 * a refusal, nothing means that it passes.
 */
namespace syncline::fake
{
  std::optional<QString> faultOfProjectName( const QString &trimmedName );

  //! The first rule that the changes of a push break. Paths with a NUL character are not its business: see hasNul().
  std::optional<QString> faultOfPush( const PushChanges &changes );
  bool hasNul( const PushChanges &changes ); //!< the real server fails on these
  bool isDroppedPath( const QString &path ); //!< left out of a push without a word
  bool isVersioned(
    const QString &path ); //!< a GeoPackage or SQLite file, of which changes are kept as changesets
  QString unsupportedTypeText( const QString &path );

  //! By the first bytes of a file that is pushed whole: a script, a Windows program or a link to one.
  bool isForbiddenContent( const QByteArray &head );
  //! The content type that the server guesses for a download, from the bytes.
  QByteArray guessedType( const QByteArray &head );
  constexpr qint64 HEAD_BYTES = 512; //!< how much of a file the two need
} // namespace syncline::fake

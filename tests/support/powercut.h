// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/fileops.h"

#include <QList>
#include <QSet>
#include <QTemporaryDir>

#include <optional>

namespace syncline
{
  /**
   * Remembers what was written to a disk and not flushed, so that a test can take it away again as a power cut may: the content of
   * files becomes empty, or names are also as they were at the last flush of their folder. Told of each operation after it was
   * done; paths are absolute. Thread-bound.
   */
  class PowerCut
  {
    public:
      enum class Loses
      {
        Contents,        //!< what was written to files and not flushed
        ContentsAndNames //!< and what was made, renamed or removed in folders and not flushed
      };
      explicit PowerCut( Loses what )
        : mWhat( what )
      {
      }

      void written( const QString &path );
      void flushed( const QString &path );
      //! Before it happens: what is at \a to is kept, so that it can come back.
      void willRename( const QString &from, const QString &to );
      void willRemove( const QString &path );
      void made( const QString &path ); //!< a new name: a copy, a link, a first write
      void renamed( const QString &from, const QString &to );
      void undoLast(); //!< the operation announced last failed

      void strike(); //!< now

    private:
      struct NameChange
      {
          QString from; //!< empty: the name is new, or was removed
          QString to;
          QString before; //!< what was at `to`; empty: nothing
      };
      [[nodiscard]] QString keep( const QString &path );

      Loses mWhat;
      QSet<QString> mUnflushed;
      QList<NameChange> mNames;
      RealFileOps mDisk;
      QTemporaryDir mKept;
      int mCount = 0;
  };
} // namespace syncline

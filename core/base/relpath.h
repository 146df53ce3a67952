// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/qtcompat.h"
#include "core/base/result.h"

#include <QHash>
#include <QString>

namespace syncline
{
  /**
   * The path of a file inside a project: relative, "/" between segments, no empty, "." or ".." segment, no drive, no NUL, nothing
   * below ".mergin". Checked once, where it enters (server answer, folder scan); after that it cannot leave the project folder.
   *
   * The spelling is kept byte for byte as it came (NFC and NFD are different paths on the server); compare collisionKey() to find
   * names that one file system cannot hold side by side.
   */
  class RelPath
  {
    public:
      RelPath() = default;
      //! ErrorKind::UnsafePath, with the offending text in the detail, for everything that is no such path.
      [[nodiscard]] static Result<RelPath> fromString( const QString &text );

      const QString &toString() const { return mText; }
      bool isEmpty() const { return mText.isEmpty(); } //!< only when default-made
      QString fileName() const;                        //!< after the last slash
      QString folder() const;                          //!< before the last slash; empty at the top
      //! The last extension with its dot, lower case (".gpkg"); empty where none. A leading dot starts no extension.
      QString extension() const;
      //! Same for names that case-folding or Unicode-normalising file systems take for one.
      QString collisionKey() const;

      friend bool operator==( const RelPath &a, const RelPath &b ) { return a.mText == b.mText; }
      friend bool operator!=( const RelPath &a, const RelPath &b ) { return !( a == b ); }
      friend bool operator<( const RelPath &a, const RelPath &b ) { return a.mText < b.mText; }
      friend HashValue qHash( const RelPath &path, HashValue seed = 0 )
      {
        return ::qHash( path.mText, seed );
      }

    private:
      QString mText;
  };
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/relpath.h"
#include "core/project/fileops.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

#include <vector>

namespace syncline
{
  /**
   * Which files of the project a folder holds (.mergin/file_filter.json of a partial download). What is out of scope is not here
   * by intent: never taken for removed, never sent, never installed. A value.
   *
   * Patterns are shell globs (*, ?, [set], [!set]) matched case-sensitively against whole project paths; * also matches "/".
   */
  class FileFilter
  {
    public:
      FileFilter() = default; //!< everything
      //! ErrorKind::InvalidInput when both lists are given.
      [[nodiscard]] static Result<FileFilter> fromLists( const QStringList &include,
                                                         const QStringList &exclude );
      /**
       * Of a project folder; no file means everything. A file that is damaged, of unknown form, or that names no pattern is
       * ErrorKind::DamagedMetadata: it never means "everything" or "nothing".
       */
      [[nodiscard]] static Result<FileFilter> load( FileOps &disk, const QString &path );
      [[nodiscard]] static Result<FileFilter> fromJson( const QJsonObject &object );
      QJsonObject toJson() const; //!< in the form of file_filter.json

      bool isEverything() const { return mInclude.isEmpty() && mExclude.isEmpty(); }
      bool contains( const RelPath &path ) const;

      friend bool operator==( const FileFilter &a, const FileFilter &b )
      {
        return a.mInclude == b.mInclude && a.mExclude == b.mExclude;
      }
      friend bool operator!=( const FileFilter &a, const FileFilter &b ) { return !( a == b ); }

    private:
      QStringList mInclude;
      QStringList mExclude;
      std::vector<QRegularExpression> mPatterns; //!< of whichever list is given
  };

  //! A shell glob as a regular expression for the whole text; case-sensitive, * and ? match "/" too.
  QRegularExpression globToExpression( const QString &glob );
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"
#include "core/api/types.h"

#include <QHash>
#include <QJsonArray>

// What happened to a project, one function a call; the comment names method and path. Some of it is worked out by the server when
// it is asked for, which takes its time.
namespace syncline
{
  //! A line of a project's history.
  struct VersionSummary
  {
      Version version;
      QString author; //!< empty: not known any more
      QDateTime created;
      qint64 projectSizeBytes = 0;
      int added = 0;
      int updated = 0;       //!< as whole files; a version's detail counts changesets here too
      int updatedByDiff = 0; //!< as changesets
      int removed = 0;
  };

  struct VersionPage
  {
      QList<VersionSummary> versions;
      int total = -1; //!< over all pages; -1 for a page after the last one
  };

  //! How many rows of one table a changeset touches.
  struct TableCounts
  {
      QString table;
      qint64 inserted = 0;
      qint64 updated = 0;
      qint64 removed = 0;
  };

  struct ChangesetSummary
  {
      qint64 sizeBytes = 0;
      QList<TableCounts> tables;
      QString problem; //!< why the server cannot tell the tables; in its own words
  };

  //! What a version did to one file. The path is as the pusher wrote it: not safe to be used as one.
  struct ChangedFile
  {
      QString path;
      FileChange change;
  };

  struct VersionDetail
  {
      ProjectName project; //!< its name today
      VersionSummary summary;
      QString userAgent; //!< what it was pushed with; may be empty
      QList<ChangedFile> files;
      QHash<QString, ChangesetSummary> changesets; //!< by path
  };

  //! A file through the versions: from the newest back to where it was added, or removed, last.
  struct FileHistory
  {
      QString path;
      Sha1 checksum; //!< of the newest state; empty where the server's is none
      qint64 sizeBytes = 0;
      QDateTime changed;
      QList<FileChange> changes; //!< ascending; empty for files that are no GeoPackages
  };

  namespace endpoints
  {
    enum class VersionOrder
    {
      NewestFirst,
      OldestFirst
    };
    struct VersionQuery
    {
        ProjectName project;
        int page = 1;
        int pageSize = 100; //!< the server gives no more
        VersionOrder order = VersionOrder::NewestFirst;
    };
    //! GET /v1/project/versions/paginated/{namespace}/{name}, v0 left out. A page after the last one is no error: it is empty.
    Endpoint<VersionPage> versionPage( const VersionQuery &query );
    //! GET /v1/project/version/{id}/{vN}. Needs a sign-in even for public projects. NotFound: no such version.
    Endpoint<VersionDetail> versionDetail( const ProjectId &project, Version version );
    //! GET /v1/resource/history/{namespace}/{name}?path=. Works for files that are gone, too. NotFound: there never was one.
    Endpoint<FileHistory> fileHistory( const ProjectName &project, const RelPath &file );
    /**
     * GET /v1/resource/changesets/{namespace}/{name}/{vN}?path=: the rows that this version changed in the file, as objects with
     * "table", "type" (insert, update or delete) and "changes", a list of cells; geometries are text (WKT). NotFound: no such file or
     * version, or the file did not come as a changeset there.
     */
    Endpoint<QJsonArray> fileChangeset( const ProjectName &project, const RelPath &file, Version version );
  } // namespace endpoints
} // namespace syncline

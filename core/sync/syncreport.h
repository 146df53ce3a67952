// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"
#include "core/base/error.h"

#include <QList>
#include <QMap>
#include <QMetaType>

#include <optional>

namespace syncline
{
  //! What a sync did to one file.
  enum class FileEvent
  {
    Downloaded,       //!< new or changed here, by the server's version
    Uploaded,         //!< new or changed on the server, by ours
    RemovedHere,      //!< the server removed it; a safety copy is kept
    RemovedOnServer,  //!< removed here before, now there too
    ConflictCopyKept, //!< both changed: the server's version is in place, ours is beside (otherPath)
    KeptHere,         //!< the server removed it, but it was edited here: kept, and uploaded again
    RestoredHere,     //!< removed here, but changed on the server: the server's version is back
    Adopted,          //!< same content on both sides: nothing moved
    NotUploaded,      //!< the server would refuse it (error tells why); the rest went through
    NotInstalled, //!< could not be put in place here (open elsewhere, unsafe name…); tried again at the next sync
    OutOfScope, //!< a local file outside a partial project's scope
    Merged //!< a database that both changed: rows of both are in place here. Ours go up as an Uploaded of their own
  };

  //! How many rows of one table came, changed or went.
  struct TableRows
  {
      QString table;
      qint64 inserted = 0;
      qint64 updated = 0;
      qint64 deleted = 0;
      qint64 total() const { return inserted + updated + deleted; }
      friend bool operator==( const TableRows &a, const TableRows &b )
      {
        return a.table == b.table && a.inserted == b.inserted && a.updated == b.updated &&
               a.deleted == b.deleted;
      }
  };

  //! Rows of ours that a merge gave another key, since somebody else's row has theirs: table → key before → key now.
  using NewKeys = QMap<QString, QMap<qint64, qint64>>;

  struct FileOutcome
  {
      QString
        path; //!< in the project; a server's unsafe name stands here as it came, so it is text, not a RelPath
      FileEvent event = FileEvent::Adopted;
      QString
        otherPath; //!< of the conflict copy or safety copy, in the project folder; may be empty. NotInstalled: what has the name here
      std::optional<Error> problem; //!< for NotUploaded and NotInstalled
      qint64 sizeBytes = 0;
      //! Of a database, tables by name: rows that changed here (Downloaded), that the others changed (Merged: it may be that ours
      //! won), or that went up (Uploaded). Empty where the file
      //! travelled as a whole and its rows cannot be told.
      QList<TableRows> rows;
      //! Merged: rows that both sides edited differently. Our values are in place, otherPath lists both.
      int editConflicts = 0;
      //! Merged: what whoever knows rows by their keys (a selection, an edit buffer) has to follow. Several merges of one file come
      //! one after the other. Of a table with more than MAX_NEW_KEYS such rows it has none.
      NewKeys newKeys;
      static constexpr int MAX_NEW_KEYS = 20000; // they are kept in the journal, too
  };

  //! A table of which most rows are gone here.
  struct RowRemoval
  {
      QString path; //!< of the database, in the project
      QString table;
      qint64 removed = 0; //!< of `total`
      qint64 total = 0;
  };

  /**
   * What a sync did, for people and for --json. A value, made by SyncSession on the worker, read by everybody else.
   */
  struct SyncReport
  {
      ProjectName project;
      Version before; //!< of this folder when the sync began
      Version after;  //!< of this folder and the server now
      QList<FileOutcome> files;
      bool hadUnfinishedBusiness = false; //!< an interrupted sync was finished first
      //! Set when the server had an older version than this folder, as after a restored backup; what differed was kept in both forms.
      std::optional<Version> serverWentBackTo;
      std::optional<RowRemoval>
        rowRemoval;   //!< what a sync that ended with ErrorKind::MassRemoval asks about, unless it is files
      QString notice; //!< reserved for a technical remark; empty normally

      bool isClean() const; //!< nothing was refused, kept aside or left out, and the server did not go back
      QStringList changedHere() const; //!< files whose content here changed: layers of these are reloaded
      QList<FileOutcome> of( FileEvent event ) const;
      int editConflicts() const; //!< rows that both sides edited differently, over all files
  };

  //! What differs right now; nothing is written to find out.
  struct ProjectStatus
  {
      ProjectName project;
      ProjectId projectId;
      Version local;
      Version server; //!< equal to local when the server was not asked
      bool serverWasAsked = false;
      ProjectRole role = ProjectRole::None;
      struct Changes
      {
          QStringList added, updated, removed;
          int count() const { return int( added.size() + updated.size() + removed.size() ); }
      };
      Changes here;
      Changes onServer;
      //! Of updated databases here, by path, tables by name: rows changed since the last sync. Not of those whose rows cannot be told.
      QMap<QString, QList<TableRows>> rowsHere;
      //! Of updated databases on the server, likewise: rows changed there since this folder's version.
      QMap<QString, QList<TableRows>> rowsOnServer;
      //! Updated databases on the server whose rows only a sync will count: too much would have to be fetched to count them now.
      QStringList uncountedOnServer;
      QList<FileOutcome> notes; //!< OutOfScope, NotUploaded (would be refused), NotInstalled (unreadable)
  };
} // namespace syncline

Q_DECLARE_METATYPE( syncline::SyncReport )
Q_DECLARE_METATYPE( syncline::ProjectStatus )

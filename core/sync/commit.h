// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/enginestate.h"
#include "core/sync/syncreport.h"

#include <QJsonObject>

#include <optional>

namespace syncline
{
  /**
   * One file's way from before to after. Everything it needs lies in the run's staging folder, verified and flushed. Doing a step
   * again does no harm: what was renamed out of the staging folder is done.
   */
  struct CommitStep
  {
      enum class Kind
      {
        Place, //!< staged → path: new (no `before`), or in place of a file whose bytes are `before`; no existing database
        //! the content of `staged` into the existing database at path, whose content is that of `snapshot`. Its base file becomes
        //! `stagedBase`, or `staged` where there is none of its own
        Database,
        Remove,    //!< path (with bytes `before`) → trash
        MoveAside, //!< path → otherPath
        Base,      //!< nothing but the base
        Defer      //!< could not be staged: stays as before
      };
      Kind kind = Kind::Base;
      RelPath path;
      QString staged;     //!< in the staging folder
      QString stagedBase; //!< becomes .mergin/<path>; empty: none
      bool dropsBase = false;
      bool isBaseLate = false; //!< of Base: none before the metadata, `stagedBase` after it
      QString
        snapshot; //!< in the staging folder: what a database holds before (Place: held on the server); becomes conflict or safety copy
      QString
        changes; //!< in the staging folder: the changeset from `snapshot` to `staged`; empty: it comes in as a whole
      QString copy;      //!< in the staging folder: the conflict copy, or (Merged) the edit conflict file
      QString otherPath; //!< where conflict copy or file aside goes (first choice)
      Sha1 before;
      std::optional<BaseEntry> entryBefore; //!< kept in the metadata when the step cannot be done
      std::optional<BaseEntry> entryAfter;
      FileEvent event = FileEvent::Adopted; //!< what the report says
      bool isReported = true;
      qint64 sizeBytes = 0;
      QList<TableRows> rows; //!< for the report, as the next one
      int editConflicts = 0;
      NewKeys newKeys;
      std::optional<Error> problem; //!< of Defer
  };

  //! The staged file that becomes the base file of a Database step; it leaves the staging folder when the step is done.
  inline const QString &baseOf( const CommitStep &step )
  {
    return step.stagedBase.isEmpty() ? step.staged : step.stagedBase;
  }

  /**
   * What a commit is going to do, all of it. Written to the journal before the first step.
   */
  struct CommitIntent
  {
      QString run; //!< name of the staging folder and of the trash of this run
      QList<CommitStep> steps;
      Sha1 metadataBefore; //!< of mergin.json's bytes; empty when there is none yet
      Sha1 metadataAfter;  //!< set as soon as it is known, before mergin.json is written
      Version versionBefore;
      Metadata target; //!< mergin.json when every step succeeds
      EngineState state;
      bool writesMetadata = true; //!< false: only parked files are finished

      QJsonObject toJson() const;
      [[nodiscard]] static Result<CommitIntent> fromJson( const QJsonObject &object );
  };

  //! What a commit did.
  struct CommitResult
  {
      QList<FileOutcome> files;
      QHash<RelPath, Error> deferred; //!< could not be installed now
      bool isChangedMeanwhile =
        false; //!< some of these because the user edited them since the scan: look again
  };
} // namespace syncline

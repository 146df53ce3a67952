// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/journal.h"
#include "core/sync/pushticket.h"
#include "core/sync/stager.h"

namespace syncline
{
  /**
   * Makes one new version on the server, over the v1 transaction or the calls of v2.
   *
   *     batch ──► snapshots, changesets, copies, checksums ──► ticket on disk
   *       v1: ──► start ──► ticket with transaction on disk ──► chunks ──► finish ──► new version
   *       v2: ──► check ──► chunks ──► create ──► new version
   *                 │ refused, canceled, changed meanwhile        │ answer lost
   *                 ▼                                             ▼
   *           cancel, ticket removed              the server is asked: our files there? then it was us; else doubtfulpush
   *
   * A database that was synced before is sent as the rows that changed, wherever rows tell all of it.
   * Databases are sent from a snapshot, plain files from a copy (large ones directly, each chunk checked against what was hashed),
   * so what is sent is what was hashed. The ticket stays until the caller has moved the base and calls forget(). Worker threads.
   */
  class Pusher
  {
    public:
      struct Project
      {
          ProjectId id; //!< may be empty
          ProjectName name;
      };
      Pusher( Stager::Tools tools, const ProjectPaths &paths, Project project );

      struct Pushed
      {
          PushTicket ticket;
          ProjectInfo info; //!< of the version that we made
      };
      struct Prepared
      {
          PushTicket ticket;
          QHash<RelPath, Error>
            leftOut; //!< could not be read, or holds nothing new after all (ErrorKind::AlreadyExists)
          //! Databases that would have to go up whole, over one of which the base file does not tell every byte: pull first, or what
          //! somebody else changed besides rows would be undone.
          QSet<RelPath> doubtful;
      };
      struct Batch
      {
          QList<UploadCandidate> changes;
          const BaseFiles &base;   //!< what the server has
          QSet<RelPath> wholly;    //!< databases of which the server does not take rows
          QSet<RelPath> compared;  //!< databases that may go up whole without a look at the server's
          bool isRowsOnly = false; //!< who pushes may change rows of databases and no more
      };
      [[nodiscard]] Result<Prepared> prepare( const Batch &batch, const QString &run,
                                              const CancelToken &cancel );
      //! Removals go along only for as long as they are confirmed by \a ticket.removals.
      [[nodiscard]] Result<ProjectInfo> push( PushTicket ticket, Protocol protocol,
                                              const CancelToken &cancel );
      //! A push that was interrupted: what it made, or nothing (and then nothing of it is left).
      [[nodiscard]] Result<std::optional<Pushed>> recover( Version metadataVersion,
                                                           const CancelToken &cancel );
      [[nodiscard]] Result<void> forget( const PushTicket &ticket );
      struct VersionsKnown
      {
          Version here;
          Version onServer;
      };
      //! Whether the server made a version that was doubtful: then its push is one that was interrupted, for recover().
      [[nodiscard]] Result<bool> findLate( const VersionsKnown &known, const CancelToken &cancel );

      //! The pushes in progress that \a info tells of.
      static QStringList openUploads( const ProjectInfo &info );
      //! Files of the push that \a error names as the reason.
      static QList<RelPath> blamedBy( const Error &error, const PushTicket &ticket );

      static constexpr qint64 CHUNK_BYTES = 10ll * 1024 * 1024; //!< the server's maximum
      static constexpr qint64 MAX_COPY_BYTES =
        64ll * 1024 * 1024; //!< larger files are not copied before they are sent

    private:
      [[nodiscard]] Result<PushedFile> prepareOne( const UploadCandidate &candidate, const Batch &batch,
                                                   const CancelToken &cancel );
      [[nodiscard]] Result<PushedFile> prepareDatabase( const UploadCandidate &candidate, const Batch &batch,
                                                        const CancelToken &cancel );
      [[nodiscard]] Result<void> requireKnownBase( const RelPath &path, const Batch &batch,
                                                   const CancelToken &cancel );
      [[nodiscard]] Result<bool> prepareRows( PushedFile &file, const Batch &batch,
                                              const CancelToken &cancel );
      [[nodiscard]] Result<PushedFile> prepareLarge( const UploadCandidate &candidate,
                                                     const CancelToken &cancel );
      [[nodiscard]] Result<ProjectInfo> pushV1( PushTicket &ticket, const CancelToken &cancel );
      [[nodiscard]] Result<ProjectInfo> pushV2( PushTicket &ticket, const CancelToken &cancel );
      [[nodiscard]] Result<ProjectInfo> makeVersion( const PushTicket &ticket,
                                                     const Endpoint<ProjectInfo> &request );
      [[nodiscard]] Result<ProjectInfo> settled( const PushTicket &ticket,
                                                 const Result<ProjectInfo> &answer );
      [[nodiscard]] Result<void> setBasesAside( const PushTicket &ticket );
      [[nodiscard]] Result<void> putBasesBack( const PushTicket &ticket );
      QString stagedPath( const PushTicket &ticket, const QString &name ) const;
      [[nodiscard]] Result<void> sendChunks( PushTicket &ticket, Protocol protocol,
                                             const CancelToken &cancel );
      [[nodiscard]] Result<ProjectInfo> finish( const PushTicket &ticket, const CancelToken &cancel );
      [[nodiscard]] Result<std::optional<ProjectInfo>> findOnServer( const PushTicket &ticket,
                                                                     const CancelToken &cancel );
      //! Cancels it on the server. False when that got lost: the project is locked for some minutes unless it is tried again.
      bool abandon( const PushTicket &ticket );
      [[nodiscard]] Result<void> giveUp( const PushTicket &ticket );
      //! The same for a push whose beginning nobody told us of: what is open now and was not before is ours.
      void abandonUntold( const PushTicket &ticket, const ProjectInfo &latest );
      Endpoint<ProjectInfo> latestInfo() const;

      Stager::Tools mTools;
      ProjectPaths mPaths;
      Project mProject;
      Journal mTicket;
      std::unique_ptr<Stager> mStager;
  };
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/inventory.h"
#include "core/sync/stager.h"

namespace syncline
{
  /**
   * Gets the changesets that lead from a base file to what the server has.
   *
   *     ask() ──v1: project with history; v2: delta──► chains ──fetch() each──► files, to be applied in order
   *
   * Everything here is a shortcut: wherever it does not work out, the file is downloaded as a whole. What the server says of a
   * changeset is its pusher's word; what counts is whether it can be applied. Worker threads only: it waits.
   */
  class ServerDiffs
  {
    public:
      struct Project
      {
          ProjectId id;
          ProjectName name;
      };
      ServerDiffs( Stager::Tools tools, Project project );

      struct Range
      {
          Version from; //!< of the base files
          Version to;   //!< of the server's list
      };
      struct Answer
      {
          DiffChains chains;       //!< of those that have one worth its bytes
          QSet<RelPath> recreated; //!< removed meanwhile, and added again: other files than the base's
      };
      //! About \a wanted. Errors: the way to the server, Canceled.
      [[nodiscard]] Result<Answer> ask( const QList<ServerFile> &wanted, const BaseFiles &base,
                                        const Range &range, const CancelToken &cancel );
      //! Brings one changeset into the new file \a to; how many bytes it has. MalformedReply: it is not what was announced, or too long.
      [[nodiscard]] Result<qint64> fetch( const RelPath &path, const DiffLink &link, const QString &to,
                                          const CancelToken &cancel );

    private:
      [[nodiscard]] Result<Answer> askHistory( const QList<ServerFile> &wanted, const BaseFiles &base,
                                               const Range &range, const CancelToken &cancel );
      [[nodiscard]] Result<Answer> askDelta( const QList<ServerFile> &wanted, const BaseFiles &base,
                                             const Range &range, const CancelToken &cancel );

      Stager::Tools mTools;
      Project mProject;
  };
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/conflictname.h"
#include "core/sync/inventory.h"

#include <QList>

#include <variant>

namespace syncline
{
  /**
   * What a pull decides to do, one action a file. Values; the stager turns them into steps that the committer performs.
   *
   *     server \ here │ unchanged │ modified, added │ missing  │ unknown
   *     ──────────────┼───────────┼─────────────────┼──────────┼────────
   *     same          │ –         │ –               │ –        │ –
   *     new, changed  │ Fetch     │ Adopt if equal, │ Fetch    │ Defer
   *                   │           │ Merge if both   │          │
   *                   │           │ have rows of one│          │
   *                   │           │ base, KeepBoth  │          │
   *     removed       │ Remove    │ KeepHere        │ Forget   │ Defer
   */
  namespace pull
  {
    //! The server's version comes in place. What is here is its base, an empty database, or nothing.
    struct Fetch
    {
        RelPath path;
        enum class Why
        {
          New,
          Changed,
          RemovedHere
        } why = Why::New;
    };
    //! Both sides hold the same: nothing moves but the base.
    struct Adopt
    {
        RelPath path;
    };
    //! Both sides changed a database that was synced before: rows of both come together, or (where that cannot be) as KeepBoth.
    struct Merge
    {
        RelPath path;
    };
    //! Both sides changed it: ours goes to a conflict copy, the server's comes in place.
    struct KeepBoth
    {
        RelPath path;
    };
    //! The server removed it, and it is unchanged here.
    struct Remove
    {
        RelPath path;
    };
    //! The server removed it, but it was edited here: it stays, and counts as new.
    struct KeepHere
    {
        RelPath path;
    };
    //! Gone on both sides.
    struct Forget
    {
        RelPath path;
    };
    //! A file of ours stands where the server needs a folder, or the other way round: it goes to a conflict name.
    struct MoveAside
    {
        RelPath path;
        QString to; //!< first choice
    };
    //! The server moved a file that is no database, and it was edited here under its old name: ours becomes the conflict copy of the new name.
    struct FollowMove
    {
        RelPath from;
        RelPath to;
        QString copy; //!< first choice
    };
    //! The server moved a database whose rows were edited here: they come along, as edits of the file under its new name.
    struct CarryOver
    {
        RelPath from;
        RelPath to;
    };
    //! Not possible now; tried again at the next sync.
    struct Defer
    {
        RelPath path;
        Error problem;
    };
    using Action = std::variant<Fetch, Adopt, Merge, KeepBoth, Remove, KeepHere, Forget, MoveAside,
                                FollowMove, CarryOver, Defer>;

    //! The file that an action is about (for a move: where it ends).
    RelPath pathOf( const Action &action );
    //! Whether the server's content of that file comes here.
    bool bringsContent( const Action &action );
  } // namespace pull

  //! By path; a file without entry stays as it is.
  using PullPlan = QMap<RelPath, pull::Action>;

  //! Decides what a pull does. Pure: no disk, no network, no clock.
  PullPlan planPull( const Inventory &inventory, const ConflictMark &mark );

  //! Names that one case-folding or normalising file system cannot hold side by side: all of \a server's files but the first
  //! of each group, those that are in \a base coming first. The value is the one that has the name.
  QHash<RelPath, RelPath> colliding( const ServerInventory &server, const BaseFiles &base );
} // namespace syncline

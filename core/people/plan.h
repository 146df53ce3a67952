// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/membercsv.h"
#include "core/people/roles.h"

#include <QJsonObject>

/**
 * What shall happen to whom: the same types for one person and for three hundred, for every directory. A plan is made by a pure
 * function from entries (what somebody asks for) and the state as it was just read; it is shown, and then run (bulkrun.h).
 *
 *     entries ──plan──► rows: now → then, or why not ──confirm──► run ──► outcome for each row, in the order of the entries
 *                                                                  └─ retry: plan again from state read anew, run what is left
 */
namespace syncline::people
{
  enum class RowAction
  {
    Add,           //!< a role on a project to somebody who has none set there
    Invite,        //!< an e-mail to somebody who is not there
    Provision,     //!< an Opendatasoft user by an identity provider, without e-mail
    CreateAccount, //!< on a Mergin Maps server
    Change,
    Remove,
    Same,       //!< is so already
    NotPossible //!< see PlannedRow::trouble
  };
  QString nameOf( RowAction action );
  bool isWork( RowAction action ); //!< sends something

  //! Why a row cannot be done, found before anything is sent.
  enum class RowTrouble
  {
    None,
    Line,        //!< the line itself; PersonEntry::trouble tells
    NobodyNamed, //!< neither address nor name
    BadAddress,  //!< what should be an e-mail address is none
    MissingRole,
    UnknownRole,
    Duplicate,      //!< `firstLine` names the same person for the same place
    UnknownProject, //!< no such project, or its people may not be seen
    UnknownPerson,  //!< nobody of that name, and no leave to invite or create
    Ambiguous,      //!< more than one person goes by that name
    UnknownRight,   //!< an Opendatasoft permission that does not exist
    NoSeat,         //!< all editor seats are taken
    NotHere,        //!< this server cannot do that
    Guarded         //!< see PlannedRow::obstacle
  };
  QString nameOf( RowTrouble trouble );

  //! One row: who, where, now and then. A value.
  struct PlannedRow
  {
      PersonEntry entry;
      RowAction action = RowAction::NotPossible;
      RowTrouble trouble = RowTrouble::None;
      Obstacle obstacle = Obstacle::None;
      int firstLine = 0; //!< with RowTrouble::Duplicate

      // who, as found
      UserId userId;
      QString userName;
      QString email;

      // where: a project, else the workspace or domain
      ProjectId project;
      QString projectName;

      // what; for tables in words of the wire
      QString now;
      QString then;
      bool isYou = false;
      bool lowersAccess =
        false; //!< runs after everything that gives access, so that nobody is owner-less in between

      WorkspaceRole workspaceNow = WorkspaceRole::None;
      WorkspaceRole workspaceThen = WorkspaceRole::None;
      ProjectRole projectNow = ProjectRole::None; //!< what is set there
      ProjectRole projectThen = ProjectRole::None;
      ProjectRole accessAfter = ProjectRole::None; //!< what a removal leaves
      QJsonObject fields;                          //!< Opendatasoft: the item to send, or the changes to make

      QString person() const
      {
        return !userName.isEmpty() ? userName : !email.isEmpty() ? email : entry.name();
      }
  };

  //! What to do with people whom the directory does not know.
  enum class UnknownPeople
  {
    Refuse,
    Invite,
    CreateAccounts,
    Provision
  };
  //! What to do with people whom the entries do not name.
  enum class AbsentPeople
  {
    LeaveAlone,
    Remove
  };

  //! How entries are to be read. A value; kept with a run, so that a retry plans by the same rules.
  struct Intent
  {
      UnknownPeople unknown = UnknownPeople::Refuse;
      AbsentPeople absent = AbsentPeople::LeaveAlone;
      QString defaultRole;       //!< for entries without one
      bool isRemoval = false;    //!< the entries name whom to remove; their roles do not count
      bool onlyExisting = false; //!< change, never add
      bool hasConfirmedOwnAccess = false;
      bool ignoresSeats = false;       //!< let the server decide
      bool resetsProjectRoles = false; //!< with a workspace role: roles set on single projects go
      bool invitesAgain = false;       //!< also whom an open invitation from here waits for
      bool notifiesNewAccounts = false;
      QString password;         //!< for one new account; empty: one is made for each
      QString identityProvider; //!< for Provision
      QJsonObject identityAttributes;
      QStringList permissions; //!< Opendatasoft, for every entry
      QStringList groups;
  };

  struct SeatCount
  {
      int used = -1; //!< open invitations included; -1: the server does not tell
      int after = -1;
      int limit = -1;
  };

  struct BulkPlan
  {
      Intent intent;
      QList<PlannedRow> rows; //!< those of the entries in their order, then removals of absent people
      SeatCount seats;
      int countOf( RowAction action ) const;
      int workCount() const; //!< rows that send something
  };

  //! What became of a row.
  enum class RowResult
  {
    Waiting,
    Running,
    Done,
    DoneBefore, //!< it was so already when the row's turn came; nothing was sent
    Refused,    //!< by the server or a guard; see the error
    Unknown,    //!< sent, but the answer got lost: a retry looks first
    Changed,    //!< somebody else changed the person meanwhile; nothing was sent
    Canceled,   //!< not begun
    NotPossible //!< by the plan
  };
  QString nameOf( RowResult result );
  bool isSuccess( RowResult result );

  struct RowOutcome
  {
      RowResult result = RowResult::Waiting;
      Error error;      //!< of Refused, Unknown, Changed
      QString then;     //!< what the server stored
      QString userName; //!< of a new account
      QString password; //!< of a new account: shown once, never kept
      qint64 invitationId = 0;
      QDateTime expires; //!< of an invitation
  };

  /**
   * The id by which logs, tests, help and --json know why \a row cannot be done ("people.address"), or what became of it otherwise than
   * wished ("people.gone"). Empty where there is no trouble, or none that is of people alone.
   */
  QString problemOf( const PlannedRow &row );
  QString problemOf( const PlannedRow &row, const RowOutcome &outcome );

  /**
   * What would take back what was done of \a plan: the roles that people had before. Invitations, accounts and members who were removed
   * cannot be taken back; they are left out, and so is what was not done.
   */
  QList<PersonEntry> undoEntries( const BulkPlan &plan, const QList<RowOutcome> &outcomes );
} // namespace syncline::people

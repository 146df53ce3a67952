// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/people/merginplan.h"
#include "core/people/performer.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace syncline::people
{
  class InvitationLedger;

  //! Which people of a Mergin Maps server are meant.
  struct Scope
  {
      QString workspace;    //!< name or id; empty: the one of the projects, else the preferred or only one
      QStringList projects; //!< WORKSPACE/NAME, NAME or id
      bool wantsMembers = false; //!< also the members of the workspace
  };

  /**
   * Members, collaborators, invitations and accounts of one Mergin Maps server: reads them for a plan, and does what a plan says,
   * row by row. Lists younger than MAX_AGE are taken as they are; before a write an older one is read again, and a row that
   * somebody else changed since it was planned is told (RowResult::Changed) instead of written. Guards are asked again then.
   *
   * Thread-bound; what it is made of must outlive it. Destroying it cancels what runs.
   */
  class MerginPeople : public QObject, public Performer
  {
      Q_OBJECT
    public:
      static constexpr int MAX_AGE_SECONDS = 60;

      //! \a ledger remembers invitations that are sent; null: nobody does.
      MerginPeople( ApiClient &api, Clock &clock, InvitationLedger *ledger = nullptr );

      /**
       * Who is there now. Projects that cannot be read are left out of the state (their entries become
       * RowTrouble::UnknownProject); troubleWith() tells why.
       */
      Call<PeopleState> read( const Scope &scope );
      Error troubleWith( const QString &project ) const { return mTroubles.value( project ); }
      const PeopleState &state() const { return mState; } //!< as last read
      const QString &ownName() const { return mProfile.userName; }

      Call<QList<RowOutcome>> perform( const QList<PlannedRow> &rows, const Intent &intent ) override;
      int batchSize( RowAction ) const override { return 1; }
      Call<BulkPlan> planAgain( const QList<PersonEntry> &entries, const Intent &intent ) override;

      //! planPeople() with the state that was read.
      BulkPlan plan( const QList<PersonEntry> &entries, const Intent &intent,
                     const QList<ProjectId> &scopes = {} );

    private:
      template<class T> struct Cached
      {
          T list;
          QDateTime readAt;
      };

      Call<bool> readServer();
      Call<bool> readProjects( const QStringList &projects );
      Call<ProjectPeople> readProject( const QString &text );
      [[nodiscard]] Result<bool> chooseWorkspace( const QString &text );
      Call<bool> readMembers();
      void settleInvitations();
      Call<bool> readSeats();

      Call<RowOutcome> performOne( const PlannedRow &row, const Intent &intent );
      Call<RowOutcome> invite( const PlannedRow &row, const Intent &intent );
      Call<RowOutcome> createAccount( const PlannedRow &row, const Intent &intent );
      Call<RowOutcome> addToProject( const PlannedRow &row, const QString &who );
      Call<RowOutcome> changeOnProject( const PlannedRow &row, const Intent &intent );
      Call<RowOutcome> changeMember( const PlannedRow &row, const Intent &intent );
      Call<RowOutcome> sendProjectChange( const PlannedRow &row, const Intent &intent,
                                          const QList<Collaborator> &now );
      Call<RowOutcome> sendMemberChange( const PlannedRow &row, const Intent &intent,
                                         const QList<WorkspaceMember> &now );
      Call<bool> removeMember( const WorkspaceMember &member, const Intent &intent );
      Call<QList<Collaborator>> freshCollaborators( const ProjectId &project );
      Call<QList<WorkspaceMember>> freshMembers();
      bool isFresh( const QDateTime &readAt ) const;
      void store( const ProjectId &project, const Collaborator &person );
      void forget( const ProjectId &project, UserId id );
      void keepInState( const ProjectId &project );
      Actor actor( ProjectRole access, const Intent &intent ) const;

      ApiClient &mApi;
      Clock &mClock;
      InvitationLedger *mLedger;
      Scope mScope;
      PeopleState mState;
      UserProfile mProfile;
      QHash<QString, Error> mTroubles;
      QHash<ProjectId, Cached<QList<Collaborator>>> mCollaborators;
      Cached<QList<WorkspaceMember>> mMembers;
      QHash<ProjectId, QList<Resolver<QList<Collaborator>>>> mWaitingForProject;
      QList<Resolver<QList<WorkspaceMember>>> mWaitingForMembers;
  };
} // namespace syncline::people

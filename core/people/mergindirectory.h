// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/directory.h"
#include "core/people/merginpeople.h"

namespace syncline::people
{
  /**
   * Members of a workspace, or, where a project is named, the collaborators of it. The server tells all of them at once, so there
   * is one page, and searching and sorting is the table's. Where one's role may not call, the roles set on a project are still
   * listed by name: everybody who reads a project may see those.
   */
  class MerginDirectory : public PeopleDirectory
  {
      Q_OBJECT
    public:
      struct Place
      {
          QString workspace; //!< name or id; may be empty where a project is named
          QString project;   //!< WORKSPACE/NAME or id; empty: the members of the workspace
      };

      //! \a ledger: see MerginPeople.
      MerginDirectory( ApiClient &api, Clock &clock, const Place &place, InvitationLedger *ledger = nullptr );

      Kind kind() const override { return mPlace.project.isEmpty() ? Kind::Members : Kind::Collaborators; }
      Availability availability( Feature feature ) const override;
      Call<PeopleList> list( const PeopleQuery &query ) override;
      Call<BulkPlan> plan( const QList<PersonEntry> &entries, const Intent &intent ) override;
      Performer &performer() override { return mPeople; }
      bool mayChange() const override;
      QStringList whoMayChange() const override;

      const PeopleState &state() const { return mPeople.state(); }
      const Place &place() const { return mPlace; }
      //! As known now: what was read, and what was changed through this directory since. Unset: not there any more.
      std::optional<Person> personNow( const QString &key ) const;
      //! The roles that may be given to \a person here, weakest first, in words of the wire; "none" among them where nothing may
      //! be set. Those below what the workspace gives are left in: callFor() tells them.
      QStringList rolesToGive() const;

    private:
      [[nodiscard]] Result<PeopleList> pageOf( const Result<PeopleState> &state ) const;
      QList<Person> members() const;
      QList<Person> collaborators( const ProjectPeople &project ) const;
      QList<Person> namesOnly( const ProjectPeople &project ) const;
      const ProjectPeople *project() const { return mPeople.state().projectNamed( mPlace.project ); }
      Scope scope() const;
      Scope scopeFor( const QList<PersonEntry> &entries ) const;

      Clock &mClock;
      Place mPlace;
      MerginPeople mPeople;
  };
} // namespace syncline::people

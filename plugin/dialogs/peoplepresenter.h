// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/opendatasoft.h"
#include "core/people/ledger.h"
#include "core/people/mergindirectory.h"
#include "plugin/dialogs/account.h"
#include "plugin/dialogs/peoplecache.h"
#include "plugin/dialogs/peoplemodel.h"
#include "plugin/errors/errortext.h"

namespace syncline
{
  //! What the windows about people stand on; must outlive them.
  struct PeopleParts
  {
      Account &account;
      Clock &clock;
      people::InvitationLedger *ledger = nullptr; //!< null: nobody remembers invitations
      PeopleCache *cache = nullptr;               //!< null: windows open empty

      QString signIn() const { return account.host() + QLatin1Char( '\n' ) + account.userName(); }
  };

  //! The question before somebody's access is taken.
  struct RemovalQuestion
  {
      QString sentence;
      QString verb;
      bool takesOwnAccess = false; //!< needs one's own name typed
  };

  /**
   * Members of a workspace or collaborators of a project, without widgets: loads them, changes roles one by one in place, takes
   * roles and members out, takes the last change back. Each row tells by itself how its change goes:
   *
   *     normal ──changeRole()──► pending ──► done (for a moment) ──► normal
   *                                 ├──► refused: the old role is back, with the sentence
   *                                 ├──► changedElsewhere: overrule() or keepTheirs()
   *                                 └──► ownAccessAsked(): confirmOwnAccess() or nothing
   *
   * Main thread; never waits. Follows the account: another sign-in loads anew.
   */
  class PeoplePresenter : public QObject
  {
      Q_OBJECT
    public:
      using Kind = people::PeopleDirectory::Kind;

      PeoplePresenter( const PeopleParts &parts, Kind kind, QObject *parent = nullptr );
      ~PeoplePresenter() override;

      PeopleModel &model() { return mModel; }
      const PeopleParts &parts() const { return mParts; }
      Kind kind() const { return mKind; }
      people::MerginDirectory *directory()
      {
        return mDirectory.get();
      } //!< null while signed out or without a place

      //! Which workspace or project; loads it unless it is shown already.
      void setPlace( const people::MerginDirectory::Place &place );
      const people::MerginDirectory::Place &place() const { return mPlace; }
      void reload();
      bool isLoading() const { return mIsLoading; }
      QDateTime loadedAt() const { return mLoadedAt; } //!< of what is shown; invalid: nothing is

      //! \a resetsProjectRoles: with a workspace role, those set on single projects go.
      void changeRole( const QString &key, const QString &wire, bool resetsProjectRoles = false );
      void confirmOwnAccess(); //!< goes on with what ownAccessAsked() was about
      void dropOwnAccess();
      void overrule(); //!< sets what was wanted although somebody else changed it
      void keepTheirs();
      bool canUndo() const { return !mUndo.key.isEmpty(); }
      void undo();

      //! \a lost: projects that a member cannot see any more then; null: not known.
      RemovalQuestion removalOf( const QString &key, const QStringList *lost = nullptr ) const;
      enum class Removal
      {
        Plain,
        OwnAccess,        //!< one's own name was typed
        WithProjectRoles, //!< of a member: roles set on single projects go first
      };
      void remove( const QString &key, Removal how );

      //! Whether anybody may read the project; unset where the list is not there yet, or of members.
      std::optional<bool> isPublic() const;
      void setPublic( bool isPublic );

      //! The words of a row for a plan: the person, with the place filled in.
      people::PersonEntry entryFor( const people::Person &person, const QString &wire ) const;
      ErrorScene scene() const;
      //! "Seats 9 of 10"; empty where the server does not count.
      QString seatsText() const;
      /**
       * "You are Writer here. Owners can change access: anna."; empty where one may. The server tells the owners and admins of a
       * workspace to those alone who are that, so \a owners of a project stand in for them on the page of members.
       */
      QString readOnlySentence() const;
      void setOwnersOfProject( const QString &project, const QStringList &owners );
      bool isCommunity() const;

    Q_SIGNALS:
      void loading();
      void loaded();
      void troubled( const syncline::ErrorText &why ); //!< the list could not be read; the old one stays
      void signedOut();
      void refused( const QString &sentence );
      void changed( const QString &sentence, bool canUndo );
      void publicChanged( const QString &sentence );
      void changedElsewhere( const QString &sentence, const QString &overrule, const QString &keep );
      void ownAccessAsked( const QString &sentence, const QString &name );

    private:
      struct Wish
      {
          QString key;
          QString wire;
          bool hasConfirmedOwnAccess = false;
          bool overrules = false;
          bool isUndo = false;
          bool resetsProjectRoles = false;
      };

      void gotPage( const Result<people::PeopleList> &page );
      void showKnown();
      void keepShown();
      void start( const Wish &wish );
      void gotPlan( const Wish &wish, const QString &before, const Result<people::BulkPlan> &plan );
      void perform( const Wish &wish, const people::PlannedRow &row, const people::Intent &intent );
      void settle( const Wish &wish, const people::PlannedRow &row, const people::RowOutcome &outcome );
      void refuse( const QString &key, const QString &sentence );
      void askAbout( const Wish &wish, const QString &nowWire );
      void takeFromDirectory( const QString &key );
      QString nameOf( const QString &key ) const;

      PeopleParts mParts;
      Kind mKind;
      PeopleModel mModel;
      people::MerginDirectory::Place mPlace;
      std::unique_ptr<people::MerginDirectory> mDirectory;
      bool mIsLoading = false;
      QDateTime mLoadedAt;
      QString mKnownProject;
      QStringList mKnownOwners; //!< of that project
      Wish mAsked;              //!< waits for an answer about own access or about somebody else's change
      Wish mUndo;               //!< what would take the last change back; an empty key: nothing
  };
} // namespace syncline

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplematrixmodel.h"
#include "plugin/dialogs/peoplepage.h"

#include <QDialog>

namespace Ui
{
  class PeopleWindow;
}

namespace syncline
{
  class PeopleDomainPage;
  class PeopleInvitationsPage;
  class PeopleMatrixPage;

  /**
   * The People window: who can do what, and changing it. A page for each kind of people that the server has: members, collaborators,
   * access matrix, invitations, and the users of an Opendatasoft domain. Knows which workspaces and projects there are, and opens
   * the windows for many people at once. One of it at a time; closing it ends nothing that runs. Main thread.
   */
  class PeopleWindow : public QDialog
  {
      Q_OBJECT
    public:
      explicit PeopleWindow( const PeopleParts &parts, QWidget *parent = nullptr );
      ~PeopleWindow() override;

      //! The project that is open in QGIS; its page comes to the front. Empty: none.
      void setOpenProject( const ProjectName &name );
      void reload();
      //! Hides instead of closing while something runs in a window of it: show() brings back what became of it.
      void done( int result ) override;
      //! Shows runs whose window was closed meanwhile; false where there is none.
      bool resumeRuns();

    Q_SIGNALS:
      void signInWanted();
      //! A run ended that nobody watched: "248 done, 52 not done."
      void ranUnseen( const QString &sentence );
      void reviewsChanged(); //!< see PeoplePage

    protected:
      void closeEvent( QCloseEvent *event ) override;
      void showEvent( QShowEvent *event ) override;
      void changeEvent( QEvent *event ) override; //!< icons follow the colours

    private:
      void addPages();
      void showIcons();
      void loadScopes();
      void tellOwners();
      void gotProfile( const UserProfile &profile );
      void loadProjects( const QString &workspace, int page );
      void showScopes();
      void showKnownScopes();
      void keepScopes();
      void showPagesOf( const ServerCapabilities &server );
      void connectPage( PeoplePage *page );
      void chooseWorkspace( const QString &name );
      void connectMatrix();
      void openMatrixReview( const QList<people::PersonEntry> &entries );
      void connectDomain();
      void openAdd( PeoplePage *page );
      void openImport( PeoplePage *page );
      void openDomainInvite( bool provisions );
      void openDomainImport();
      void copyToWorkspace( const QList<people::PersonEntry> &entries );
      void openDetails( PeoplePage *page, const QString &key );
      void openReview( PeoplePage *page, const QList<people::PersonEntry> &entries,
                       const people::Intent &intent );
      template<class Dialog> void watch( Dialog *dialog );
      bool mustStay() const;
      std::shared_ptr<people::PeopleDirectory> directoryFor( const PeoplePage *page ) const;

      std::unique_ptr<Ui::PeopleWindow> mUi;
      PeopleParts mParts;
      PeoplePage *mMembers = nullptr;
      PeoplePage *mCollaborators = nullptr;
      PeopleMatrixPage *mMatrix = nullptr;
      PeopleInvitationsPage *mInvitations = nullptr;
      PeopleDomainPage *mDomain = nullptr;
      QList<PeopleScope> mWorkspaces;
      QList<PeopleScope> mProjects;
      QList<PeopleMatrixModel::Project> mColumns; //!< of the matrix: the same projects
      QString mWorkspace;                         //!< whose projects are listed
      ProjectName mOpenProject;
      std::unique_ptr<QObject> mReceiver; //!< renewed with each question: older answers find nobody
  };
} // namespace syncline
